"""The seed texts, and the register of the forms that the original articles use.

The originals are not part of the project. Where they lie beside it, the register is counted anew from them
and no published file may share a run of words with them; elsewhere these tests are skipped. That every seed
text uses the forms of its article is checked everywhere.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
SOURCES = ROOT / "glossary" / "sources.yaml"
ORIGINALS = ROOT.parent / "shared" / "seeds"

RUN = 9
"""Words in a row that count as copied. The longest name in the articles has six, so no name reaches it."""

WORD_CHARACTER = r"[\w\-\u2010\u2011]"
NO_BREAK_SPACE = "\u00a0"
MARKS = set("»«„“\"'’" + NO_BREAK_SPACE)
"""Quotation marks, apostrophes, the no-break space: a seed text has the kinds that its article has."""

needs_originals = pytest.mark.skipif(
    not ORIGINALS.is_dir(), reason="the original articles are not beside the project"
)


def read_text(path: Path) -> str:
    """The text with its line ends as they are: `Path.read_text` would turn CRLF into LF unseen."""
    return path.read_bytes().decode("utf-8")


def read_yaml(path: Path) -> Any:
    """Every scalar as the text that stands there: a date stays `2022-01-07`."""
    return yaml.load(read_text(path), Loader=yaml.BaseLoader)


def read_register() -> dict[str, dict[str, int]]:
    """Source id → form → how often the original has it."""
    register = read_yaml(SEEDS / "attested.yaml")
    return {
        source: {form: int(count) for form, count in entry["forms"].items()}
        for source, entry in register.items()
    }


REGISTER = read_register()

each_source = pytest.mark.parametrize("source", sorted(REGISTER))


def seed_path(source: str) -> Path:
    return SEEDS / f"{source}.txt"


def original_path(source: str) -> Path:
    return ORIGINALS / str(read_yaml(SOURCES)[source]["file"])


def count_form(form: str, text: str) -> int:
    """How often the form stands in the text as a whole word, as the head of attested.yaml explains.

    >>> count_form("OVKS", "Die OVKS, eine OVKS-Mission und die OVKS.")
    2
    >>> count_form("Tokajew", "Tokajews Gesuch: Kassym-Schomart Tokajew")
    1
    >>> count_form("Artikel 4", "mit Artikel\u00a04")
    1
    """
    pattern = rf"(?<!{WORD_CHARACTER}){re.escape(form)}(?!{WORD_CHARACTER})"
    return len(re.findall(pattern, text.replace(NO_BREAK_SPACE, " ")))


def find_runs(text: str, length: int = RUN) -> set[tuple[str, ...]]:
    """Every run of so many words, without regard to case and to what stands between them.

    >>> sorted(find_runs("Die OVKS, eine Allianz", length=3))
    [('die', 'ovks', 'eine'), ('ovks', 'eine', 'allianz')]
    """
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def list_published() -> list[Path]:
    """The files in which no run of an original may stand."""
    inside = [
        path for folder in (SEEDS, SOURCES.parent) for path in sorted(folder.rglob("*")) if path.is_file()
    ]
    readme = ROOT / "README.md"
    return [*inside, readme] if readme.is_file() else inside


def test_register_seeds_and_sources_belong_together() -> None:
    assert REGISTER
    assert sorted(REGISTER) == sorted(path.stem for path in SEEDS.glob("*.txt"))
    assert set(REGISTER) <= set(read_yaml(SOURCES))


@each_source
def test_register_is_sorted(source: str) -> None:
    forms = list(REGISTER[source])
    assert forms == sorted(forms, key=str.casefold)


@each_source
def test_seed_uses_every_form_of_its_source(source: str) -> None:
    text = read_text(seed_path(source))
    assert REGISTER[source]
    assert [form for form in REGISTER[source] if not count_form(form, text)] == []


@each_source
def test_seed_is_plain_text(source: str) -> None:
    text = read_text(seed_path(source))
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@needs_originals
@each_source
def test_original_is_the_registered_file(source: str) -> None:
    digest = hashlib.sha256(original_path(source).read_bytes()).hexdigest()
    assert digest == read_yaml(SOURCES)[source]["sha256"]


@needs_originals
@each_source
def test_register_counts_the_original(source: str) -> None:
    text = read_text(original_path(source))
    counted = {form: count_form(form, text) for form in REGISTER[source]}
    assert counted == REGISTER[source]
    assert all(counted.values())


@needs_originals
@each_source
def test_seed_has_the_marks_of_its_source(source: str) -> None:
    assert MARKS & set(read_text(seed_path(source))) == MARKS & set(read_text(original_path(source)))


@needs_originals
def test_nothing_published_copies_an_original() -> None:
    published = list_published()
    assert published
    originals = set().union(*(find_runs(read_text(original_path(source))) for source in REGISTER))
    assert originals
    copied = {
        str(path.relative_to(ROOT)): sorted(" ".join(run) for run in shared)
        for path in published
        if (shared := originals & find_runs(read_text(path)))
    }
    assert copied == {}
