"""The flags of Weblate's glossaries in catalogues, and what comes back of them."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import polib
from tests.exchanged import imported

from termbase.exchange.exchange import DumpOptions
from termbase.exchange.po import EXCHANGE, dump
from termbase.glossary.schema import read_glossary

GLOSSARY = """\
kyiv:
  kind: place
  terms:
    de: [{term: Kyjiw, gender: n}]
    en:
      - {term: Kyiv, reviewed: true, variants: [Kiev, {term: Kiyev, use: lookup}]}
      - {term: Kioff, status: deprecated}
minsk:
  kind: place
  terms: {de: [{term: Minsk, gender: n}], en: [{term: Minsk, reviewed: true}]}
"""


def flagged(folder: Path, **options: str) -> Path:
    (folder / "g").mkdir()
    (folder / "g" / "termbase.yaml").write_text("language: de\n")
    (folder / "g" / "all.yaml").write_text(GLOSSARY)
    dump(read_glossary(folder / "g"), folder, DumpOptions(options=EXCHANGE.chosen(options, "export")))
    return folder / "en" / "LC_MESSAGES" / "glossary.po"


def entries(path: Path) -> dict[str | None, tuple[str, str, list[str]]]:
    return {each.msgctxt: (each.msgid, each.msgstr, each.flags) for each in polib.pofile(str(path))}


def test_terms_are_flagged_and_forms_not_to_use_are_entries(tmp_path: Path) -> None:
    path = flagged(tmp_path, flags="weblate")
    assert entries(path) == {
        "kyiv": ("Kyjiw", "Kyiv", ["terminology"]),
        "kyiv|full|1|forbidden|1": ("Kyjiw", "Kiev", ["forbidden"]),
        "kyiv|full|1|forbidden|2": ("Kyjiw", "Kioff", ["forbidden"]),
        "minsk": ("Minsk", "Minsk", ["terminology", "read-only"]),
    }
    template = entries(tmp_path / "glossary.pot")
    assert {context: flags for context, (_id, _text, flags) in template.items()} == {
        "kyiv": ["terminology"],
        "minsk": ["terminology"],
    }


def test_there_are_no_flags_unless_they_are_asked_for(tmp_path: Path) -> None:
    assert all(flags == [] for _id, _text, flags in entries(flagged(tmp_path)).values())


def test_programs_never_see_forms_not_to_use(tmp_path: Path) -> None:
    path = flagged(tmp_path, flags="weblate")
    compiled = gettext.GNUTranslations(io.BytesIO(path.with_suffix(".mo").read_bytes()))
    assert compiled.pgettext("kyiv", "Kyjiw") == "Kyiv"
    assert compiled.pgettext("kyiv|full|1|forbidden|1", "Kyjiw") == "Kyjiw"


def test_flagged_catalogues_come_back(tmp_path: Path) -> None:
    path = flagged(tmp_path, flags="weblate")
    done = imported(EXCHANGE, path, tmp_path / "g")
    assert (done.changes, done.findings, done.counts) == ((), (), {"unchanged": 4})
    path.write_text(path.read_text().replace('"Kiev"', '"Kiew"').replace('"Kyiv"', '"Kyїv"'))
    done = imported(EXCHANGE, path, tmp_path / "g")
    assert [change.new for change in done.changes] == ["Kyїv"]
    assert [finding.concept for finding in done.findings] == ["kyiv"]
    assert "“Kiew”" in done.findings[0].message
