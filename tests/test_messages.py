"""The program's messages: each is in the catalogue and has a German translation that can be filled in the same way."""

from __future__ import annotations

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest

from termbase import model
from termbase.report.codes import codes
from termbase.resources import bundled

ROOT = Path(__file__).parent.parent
GERMAN = bundled("locales") / "de" / "LC_MESSAGES" / "termbase.po"
CATALOGUE = {entry.msgid: entry for entry in polib.pofile(str(GERMAN))}
TOOL = ROOT / "tools" / "catalogues.py"
needs_tool = pytest.mark.skipif(not TOOL.exists(), reason="the tools are not part of this distribution")

# What `_()` is given by a variable; catalogues.py takes these texts from where they stand.
SPOKEN = {
    *("concept.kind", "hit.how", "term.type", "term.status", "variant.kind", "type_"),
    *("entry['title']", "entry['explanation']"),
}


def calls() -> list[tuple[str, ast.expr]]:
    """All calls of `_()` in the package, with their file."""
    found = []
    for path in sorted((ROOT / "src" / "termbase").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                found.append((path.name, node.args[0]))
    return found


def placeholders(text: str) -> Counter[str]:
    """`{names}` and `%(names)s` of a message, with their conversions."""
    return Counter(re.findall(r"(?<!\{)\{[a-z_]*(?:![rs])?(?::[^{}]*)?\}(?!\})|%\(\w+\)\w", text))


def test_every_message_has_a_german_translation() -> None:
    literal = [(file, node.value) for file, node in calls() if isinstance(node, ast.Constant)]
    assert len(literal) > 200
    missing = [(file, text) for file, text in literal if text not in CATALOGUE or not CATALOGUE[text].msgstr]
    assert missing == []


def test_messages_are_literal_or_known_tables() -> None:
    others = {ast.unparse(node) for __, node in calls() if not isinstance(node, ast.Constant)}
    assert others <= SPOKEN
    words = [*model.KINDS, *model.TERM_TYPES, *model.STATUSES, *model.VARIANT_KINDS]
    explained = [text for code in codes().values() for text in (code.title, code.explanation)]
    assert [text for text in (*words, *explained) if text not in CATALOGUE] == []


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=lambda entry: entry.msgid[:40])
def test_a_translation_has_the_placeholders_of_its_message(entry: polib.POEntry) -> None:
    if entry.msgid_plural:
        assert set(entry.msgstr_plural) == {0, 1}
        pairs = [(entry.msgid, entry.msgstr_plural[0]), (entry.msgid_plural, entry.msgstr_plural[1])]
    else:
        pairs = [(entry.msgid, entry.msgstr)]
    assert not entry.fuzzy
    for message, translation in pairs:
        assert translation
        assert placeholders(translation) == placeholders(message)
        for end in ("\n", ":", "."):
            ends = [text.replace("...", "…").endswith(end) for text in (translation, message)]
            assert ends[0] == ends[1]
        assert message[:1].isspace() == translation[:1].isspace()


def test_the_words_of_click_are_translated() -> None:
    words = (
        "Usage:",
        "Options",
        "Commands",
        "Arguments",
        "Show this message and exit.",
        "No such option {name!r}.",
    )
    assert all(CATALOGUE[word].msgstr not in ("", word) for word in words)


def test_the_compiled_catalogue_holds_the_same() -> None:
    compiled = polib.mofile(str(GERMAN.with_suffix(".mo")))
    assert {entry.msgid: entry.msgstr for entry in compiled} == {
        message: entry.msgstr for message, entry in CATALOGUE.items()
    }
    assert gettext.translation("termbase", bundled("locales"), ["de"]).gettext("Error") == "Fehler"


@needs_tool
def test_the_catalogues_are_current() -> None:
    run = subprocess.run(
        [sys.executable, str(TOOL), "--check"], capture_output=True, text=True, env=environment()
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stderr


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8", "LANGUAGE": "de"}


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext (msgfmt) is not installed")
@pytest.mark.parametrize("path", sorted(bundled("locales").glob("*/LC_MESSAGES/*.po")), ids=str)
def test_msgfmt_accepts_the_catalogues_that_come_with_termbase(path: Path) -> None:
    run = subprocess.run(["msgfmt", "-c", "-o", os.devnull, str(path)], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")
