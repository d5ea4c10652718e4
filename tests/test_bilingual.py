"""Translations against the glossary: the cases of `cases/bilingual.yaml` in every bilingual format, and the command."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml

import termbase
from termbase.documents.formats import all_formats, format_named
from termbase.model import Finding, TermbaseError
from termbase.verbs.bilingual import bilingual

from .command import Run, refused, runner, settle, write
from .normalising import House, house_of, shipped_house

DOCUMENTS = list(
    yaml.load_all((Path(__file__).parent / "cases" / "bilingual.yaml").read_text("utf-8"), yaml.BaseLoader)
)
LOCALES = Path("/usr/share/locale")
GLOSSARY = Path(__file__).parent.parent / "glossary"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    settle(monkeypatch, tmp_path)
    return runner(capfdbinary, monkeypatch)


@cache
def _house(number: int) -> House:
    glossary = DOCUMENTS[number]["glossary"]
    return shipped_house() if glossary == "shipped" else house_of(glossary)


def _po(source: str, target: str, from_: str, to: str) -> str:
    header = f'msgid ""\nmsgstr "Language: {to}\\nX-Source-Language: {from_}\\n"\n\n'
    message, translation = (json.dumps(text, ensure_ascii=False) for text in (source, target))
    return f'{header}msgctxt "c"\nmsgid {message}\nmsgstr ""\n{translation}\n'


def _xliff(source: str, target: str, from_: str, to: str) -> str:
    return (
        f'<xliff version="1.2"><file source-language="{from_}" target-language="{to}"><body><trans-unit id="7">'
        f"<source>{escape(source)}</source><target>{escape(target)}</target></trans-unit></body></file></xliff>"
    )


def _xliff2(source: str, target: str, from_: str, to: str) -> str:
    return (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="{from_}" trgLang="{to}">'
        f'<file id="f"><unit id="7"><segment><source>{escape(source)}</source><target>{escape(target)}</target>'
        "</segment></unit></file></xliff>"
    )


def _tmx(source: str, target: str, from_: str, to: str) -> str:
    return (
        f'<tmx version="1.4"><header srclang="{from_}"/><body><tu>'
        f'<tuv xml:lang="{to}"><seg>{escape(target)}</seg></tuv>'
        f'<tuv xml:lang="{from_}"><seg>{escape(source)}</seg></tuv></tu></body></tmx>'
    )


def _csv(source: str, target: str, from_: str, to: str) -> str:
    return f'{from_},{to}\r\n"{source}","{target}"\r\n'


def _tsv(source: str, target: str, from_: str, to: str) -> str:
    return f'{from_}\t{to}\n"{source}"\t"{target}"\n'


WRITERS: dict[str, tuple[str, Callable[[str, str, str, str], str]]] = {
    "po": ("po", _po),
    "xliff": ("xliff", _xliff),
    "xliff2": ("xliff", _xliff2),
    "tmx": ("tmx", _tmx),
    "csv": ("csv", _csv),
    "tsv": ("tsv", _tsv),
}
CASES = [
    pytest.param(
        number,
        segment,
        id=f"{number}-{segment['source'][:20]}-{segment['target'][:20]}".encode("ascii", "replace").decode(),
    )
    for number, document in enumerate(DOCUMENTS)
    for segment in document["segments"]
]


def _found(number: int, writer: str, segment: dict[str, Any]) -> list[Finding]:
    format, write_ = WRITERS[writer]
    from_, to = DOCUMENTS[number]["from"], segment.get("to", DOCUMENTS[number]["to"])
    text = write_(segment["source"], segment["target"], from_, to)
    return bilingual(text, format_named(format), _house(number).lexicon, file="f")


def test_there_are_cases_of_every_finding() -> None:
    assert len(CASES) >= 40
    wanted = {code for case in CASES for code in case.values[1].get("finds", ())}  # type: ignore[attr-defined]
    assert wanted == {"TB801", "TB802", "TB803"}


def test_every_bilingual_format_is_tried() -> None:
    assert {format.name for format in all_formats() if format.pairs} == {
        format for format, _w in WRITERS.values()
    }


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize(("number", "segment"), CASES)
def test_case(number: int, segment: dict[str, Any], writer: str) -> None:
    assert [finding.code for finding in _found(number, writer, segment)] == list(segment.get("finds", ())), (
        segment
    )


def test_the_place_is_that_of_the_target_and_the_segment_is_named() -> None:
    [finding] = _found(2, "po", {"source": "Kyiv", "target": "Minsk"})
    assert (finding.place.file, finding.place.line, finding.place.column) == ("f", 7, 2)
    assert "(segment “c|Kyiv”)" in finding.message
    assert "“Kyjiw”" in finding.message


def test_the_edit_of_a_forbidden_form_is_inflected_and_escaped() -> None:
    [finding] = _found(2, "po", {"source": "Kiev", "target": 'Aus "Kiews" Sicht'})
    assert [(edit.old, edit.new) for edit in finding.edits] == [("Kiews", "Kyjiws")]


BY = {
    "by": {
        "kind": "place",
        "terms": {
            "en": ["Belarus"],
            "de": [
                {"term": "Belarus", "gender": "n"},
                {"term": "Weißrussland", "gender": "n", "status": "admitted"},
            ],
        },
    }
}


def test_one_name_in_two_ways() -> None:
    text = "en,de\nIn Belarus,In Belarus\nfrom Belarus,aus Weißrussland\nto Belarus,nach Belarus\n"
    text += "Belarus,Belarus und Weißrussland\n"
    found = bilingual(text, format_named("csv"), house_of(BY).lexicon)
    assert [(finding.code, finding.place.line) for finding in found] == [("TB804", 3)]
    assert "“Weißrussland” here, but “Belarus” elsewhere in this file (2)" in found[0].message


def test_what_is_switched_off_and_what_is_fuzzy_is_left_alone() -> None:
    header = 'msgid ""\nmsgstr "Language: de\\n"\n\n'
    off = '# termbase: off\nmsgid "Kyiv"\nmsgstr "Minsk"\n# termbase: on\n\n'
    fuzzy = '#, c-format, fuzzy\nmsgid "Kyiv!"\nmsgstr "Minsk"\n\n'
    plural = 'msgid "Kyiv"\nmsgid_plural "%d trips"\nmsgstr[0] "Minsk"\nmsgstr[1] "%d Reisen"\n\n'
    obsolete = '#~ msgid "Kyiv?"\n#~ msgstr "Minsk"\n'
    found = bilingual(header + off + fuzzy + plural + obsolete, format_named("po"), _house(2).lexicon)
    assert [(finding.code, finding.place.line) for finding in found] == [("TB801", 15)]


def test_xliff_pairs_marked_segments_and_leaves_out_new_targets() -> None:
    text = (
        '<xliff version="1.2"><file source-language="en" target-language="de"><body><trans-unit id="1">'
        "<source>Kyiv. Minsk.</source>"
        '<seg-source><mrk mtype="seg" mid="0">Kyiv.</mrk> <mrk mtype="seg" mid="1">Minsk.</mrk></seg-source>'
        '<target><mrk mtype="seg" mid="0">Minsk.</mrk> <mrk mtype="seg" mid="1">Kyjiw.</mrk></target></trans-unit>'
        '<trans-unit id="2"><source>Kyiv</source><target state="new">Kyiv</target></trans-unit>'
        '<trans-unit id="3"><source>Kyiv</source><target>Kyjiw</target><alt-trans><target>Kiew</target></alt-trans>'
        "</trans-unit></body></file></xliff>"
    )
    pairs = [(pair.source.text, pair.target.text) for pair in format_named("xliff").pairs(text, None)]  # type: ignore[misc]
    assert pairs == [("Kyiv.", "Minsk."), ("Minsk.", "Kyjiw."), ("Kyiv", "Kyjiw")]
    assert len(bilingual(text, format_named("xliff"), _house(2).lexicon)) == 1


def test_a_memory_of_several_languages() -> None:
    text = (
        '<tmx version="1.4"><header srclang="en"/><body><tu tuid="t"><tuv xml:lang="en"><seg>Kyiv</seg></tuv>'
        '<tuv xml:lang="de"><seg>Minsk</seg></tuv><tuv xml:lang="ru"><seg>Минск</seg></tuv>'
        '<tuv xml:lang="xx"><seg>M</seg></tuv>'
        "</tu></body></tmx>"
    )
    house = _house(2)

    def lexicon(lang: str) -> Any:
        if lang == "xx":
            raise TermbaseError.of("TB912", "unknown")
        return house.lexicon(lang)

    found = bilingual(text, format_named("tmx"), lexicon)
    assert [(finding.code, finding.level) for finding in found] == [
        ("TB806", "info"),
        ("TB801", "warning"),
        ("TB801", "warning"),
    ]
    assert len(bilingual(text, format_named("tmx"), house.lexicon, target="ru")) == 1


def _of_two_sexes() -> House:
    terms: dict[str, Any] = {
        "en": ["user"],
        "de": [
            {"term": "Benutzer", "gender": "m"},
            {"term": "Benutzerin", "gender": "f"},
            {"term": "Anwender", "gender": "m", "status": "admitted"},
            {"term": "Kunde", "gender": "m", "status": "deprecated"},
        ],
    }
    return house_of({"user": {"kind": "term", "terms": terms}})


def test_the_form_of_the_house_is_the_usual_one() -> None:
    text = "en,de\nuser,der Anwender\nuser,der Anwender\nuser,die Benutzerin\n"
    found = bilingual(text, format_named("csv"), _of_two_sexes().lexicon)
    assert [each.place.line for each in found] == [2, 3]
    assert "“user” is “Anwender” here, but “Benutzerin” elsewhere in this file (1)" in found[0].message


@pytest.mark.parametrize(
    ("others", "places"),
    [
        ("user,die Benutzerin\n", []),  # a man and a woman: no contradiction
        ("user,der Anwender\n", [("TB804", 4, 10)]),  # where the form stands
        ("user,der Kunde\n", [("TB802", 4, 10)]),  # not as well that it is another form
    ],
)
def test_what_is_no_other_way(others: str, places: list[tuple[str, int, int]]) -> None:
    text = f"en,de\nuser,der Benutzer\nuser,der Benutzer\n{others}"
    found = bilingual(text, format_named("csv"), _of_two_sexes().lexicon)
    assert [(each.code, each.place.line, each.place.column) for each in found] == places


def test_without_a_language_nothing_is_guessed() -> None:
    with pytest.raises(TermbaseError, match="--from and --to"):
        bilingual("a;b\nKyiv;Minsk\n", format_named("csv"), _house(2).lexicon)
    found = bilingual("a;b\nKyiv;Minsk\n", format_named("csv"), _house(2).lexicon, "en", "de")
    assert [finding.code for finding in found] == ["TB801"]


def test_a_language_that_no_translation_is_in() -> None:
    """What is into other languages is not checked in its place; a region is no other language."""
    text = "en,de-AT\nKyiv,Minsk\n"
    (only,) = bilingual(text, format_named("csv"), _house(2).lexicon, target="ru")
    assert (only.code, only.level) == ("TB806", "info")
    assert "“de-AT”, none into “ru”" in only.message
    assert [each.code for each in bilingual(text, format_named("csv"), _house(2).lexicon, target="de")] == [
        "TB801"
    ]


@pytest.mark.parametrize("target", ["de-AT", "de_AT", "DE", "de"])
def test_a_language_is_one_however_it_is_spelt(target: str) -> None:
    found = bilingual("en_US,de_AT\nKyiv,Minsk\n", format_named("csv"), _house(2).lexicon, "EN", target)
    assert [each.code for each in found] == ["TB801"]


@pytest.mark.parametrize("lang", ["de", "ru"])
def test_country_names_of_iso_codes(lang: str) -> None:
    """Debian's catalogue is right, in our house as in its own style."""
    catalogue = LOCALES / lang / "LC_MESSAGES" / "iso_3166-1.mo"
    if not catalogue.exists() or shutil.which("msgunfmt") is None:
        pytest.skip("needs Debian's iso-codes and gettext")
    text = subprocess.run(["msgunfmt", catalogue], capture_output=True, check=True, text=True).stdout
    for house in (shipped_house(), termbase.load(GLOSSARY, style="iso")):
        assert bilingual(text, format_named("po"), house.lexicon) == []


# ---- the command


PO = 'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "Kyiv"\nmsgstr "Kiew"\n'


def test_catalogues_below_a_folder_are_read(run: Run, tmp_path: Path) -> None:
    """Other commands leave the folders of catalogues alone; here they are what it is about."""
    write(tmp_path / "locale" / "de" / "LC_MESSAGES" / "app.po", PO)
    for folder in ("locale", "."):
        assert run("bilingual", folder).text.count("app.po:5:9: warning") == 1


def test_a_table_without_languages_is_no_translation_unless_it_is_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in" / "data.csv", "id,name\n1,Kyiv\n")
    write(tmp_path / "in" / "de.po", PO)
    assert "data.csv" not in run("bilingual", "in").text
    ran = run("bilingual", "in/data.csv")
    assert (ran.code, ran.text.count("[TB807]")) == (2, 1)


def test_command(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "de.po", PO)
    ran = run("bilingual", "de.po")
    assert ran.code == 1
    assert ran.text.startswith("de.po:5:9: warning: “Kiew” is ")
    assert "[TB802]" in ran.text
    write(tmp_path / "de.po", PO.replace("Kiew", "Kyjiw"))
    assert (run("bilingual", "de.po").code, run("bilingual", "de.po").text) == (0, "")


@pytest.mark.parametrize("form", ["json", "jsonl", "github", "sarif", "rdjson"])
def test_forms(run: Run, tmp_path: Path, form: str) -> None:
    write(tmp_path / "de.po", PO)
    ran = run("bilingual", "de.po", "--format", form)
    assert ran.code == 1
    assert "TB802" in ran.text
    if form != "github":
        for line in ran.text.splitlines() if form == "jsonl" else [ran.text]:
            json.loads(line)


def test_columns(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id;Text;Deutsch\n1;Kyiv;Minsk\n")
    assert (
        "TB801" in run("bilingual", "a.csv", "--columns", "Text,Deutsch", "--from", "en", "--to", "de").text
    )
    refused(run("bilingual", "a.csv", "--columns", "Text", "--from", "en", "--to", "de"), "two columns")
    assert run("bilingual", "a.csv", "--columns", "Text,Danish", "--from", "en", "--to", "da").code == 2


def test_what_cannot_be_read(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Kiew")
    write(tmp_path / "b.po", "Kiew")
    write(tmp_path / "de.po", PO)
    ran = run("bilingual", "a.txt", "b.po", "de.po")
    assert ran.code == 2
    assert [line.split(":")[0] for line in ran.text.splitlines() if "[TB" in line] == [
        "a.txt",
        "b.po",
        "de.po",
    ]
    assert "[TB805]" in ran.text
    refused(run("bilingual", "none.po", "de.po"), "none.po")


def test_a_folder_gives_its_bilingual_files(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "all" / "a.txt", "Kiew")
    write(tmp_path / "all" / "de.po", PO)
    ran = run("bilingual", "all")
    assert (ran.code, ran.text.count("[TB")) == (1, 1)


def test_standard_input(run: Run) -> None:
    assert (
        "catalogue.po:5:9"
        in run("bilingual", "-", "--stdin-filename", "catalogue.po", stdin=PO.encode()).text
    )
