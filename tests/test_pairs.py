"""Segments with their translations: what our readers give is what other readers give."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.documents.document import Pair
from termbase.documents.formats import format_named

from .command import Run, runner, settle
from .normalising import SHIPPED

texts = st.text(alphabet='aä "\\\n\t%д基,;<&', min_size=1, max_size=12).filter(str.strip)


def read(format: str, text: str, origin: str | None = None) -> list[Pair]:
    pairs = format_named(format).pairs
    assert pairs is not None
    return list(pairs(text, origin))


def plain(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in pairs]


entries = st.lists(
    st.builds(
        dict,
        msgid=texts,
        msgstr=texts | st.just(""),
        msgctxt=st.none() | texts,
        flags=st.sampled_from([[], ["fuzzy"], ["c-format", "fuzzy"], ["c-format"]]),
        obsolete=st.sampled_from([False, False, True]),
    ),
    max_size=6,
)


@given(entries, st.sampled_from([0, 20, 78]))
def test_po_as_polib_reads_it(wanted: list[dict[str, object]], width: int) -> None:
    file = polib.POFile(wrapwidth=width)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "pt_BR"}
    file.extend(polib.POEntry(**fields) for fields in wanted)
    found = read("po", str(file))
    again = polib.pofile(str(file))
    assert plain(found) == [
        (entry.msgid, entry.msgstr)
        for entry in again
        if not entry.obsolete and "fuzzy" not in entry.flags and entry.msgstr.strip()
    ]
    assert all((pair.source.lang, pair.target.lang) == ("en", "pt-BR") for pair in found)


@pytest.mark.parametrize(
    ("forms", "gives"),
    [
        (["eins", "viele"], [("one", "eins"), ("many", "viele")]),
        (["nur"], [("many", "nur")]),
        (["a", "b", "c"], [("one", "a"), ("many", "b"), ("many", "c")]),
        (["", "viele"], [("many", "viele")]),
    ],
)
def test_plural_forms(forms: list[str], gives: list[tuple[str, str]]) -> None:
    text = 'msgid "one"\nmsgid_plural "many"\n'
    text += "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    assert plain(read("po", text)) == gives


def test_the_language_of_messages() -> None:
    text = 'msgid ""\nmsgstr "X-Source-Language: de_AT\\n"\n\nmsgid "a"\nmsgstr "b"\n'
    assert read("po", text)[0].source.lang == "de-AT"
    assert read("po", text, "fr")[0].source.lang == "fr"


cell = st.text(alphabet='aä "\n,;д', max_size=8)


@pytest.mark.parametrize(
    ("text", "origin", "found"),
    [
        ("en,de,ru\na,b,c\n", None, ["en a de b", "en a ru c"]),
        ("en,de,ru\na,b,c\n", "de", ["de b en a", "de b ru c"]),
        ("en-GB,de\na,b\n", "en", ["en a de b"]),
        ("id,en,de\n1x,a,b\n", None, ["en a de b"]),  # not Indonesian
        ("Name,en,de\nx,a,b\n", None, ["en a de b"]),
        ("id,en\na,b\n", None, ["id a en b"]),
        ("en,de\na,b\n", "fr", ["fr a de b"]),  # whoever says it knows better
    ],
)
def test_columns_of_several_languages(text: str, origin: str | None, found: list[str]) -> None:
    pairs = format_named("csv").pairs
    assert pairs is not None
    each = [(pair.source, pair.target) for pair in pairs(text, origin)]
    assert [f"{one.lang} {one.text} {other.lang} {other.text}" for one, other in each] == found


@given(st.lists(st.tuples(cell, cell, cell), max_size=5), st.sampled_from([(0, 1), (2, 0)]))
def test_tables_as_the_csv_module_reads_them(
    rows: list[tuple[str, str, str]], which: tuple[int, int]
) -> None:
    target = io.StringIO()
    csv.writer(target, quoting=csv.QUOTE_ALL).writerows([("en", "de", "Notiz"), *rows])
    names = ("en", "de", "Notiz")
    pairs = format_named("csv")
    from termbase.documents.csv import with_columns

    pairs = with_columns([names[at] for at in which])
    assert pairs.pairs is not None
    found = plain(list(pairs.pairs(target.getvalue(), None)))
    first, second = which
    assert found == [
        (row[first], row[second]) for row in rows if _is_text(row[first]) and _is_text(row[second])
    ]


def _is_text(cell: str) -> bool:
    """Punctuation alone is no text to a table; a formula is none either, but none is made here."""
    return any(map(str.isalpha, cell)) or '"' in cell


def test_languages_of_columns() -> None:
    [pair] = read("csv", "en,pt-BR\na,b\n")
    assert (pair.source.lang, pair.target.lang, pair.target.name) == ("en", "pt-BR", "R2")
    [pair] = read("tsv", "Kiew\tKiev\n")
    assert (pair.source.lang, pair.target.lang, pair.target.name) == (None, None, "R1")


def test_units_of_a_memory_without_ids() -> None:
    unit = '<tu><tuv xml:lang="en-GB"><seg>{}</seg></tuv><tuv xml:lang="de"><seg>{}</seg></tuv></tu>'
    body = (
        unit.format("a", "b")
        + unit.format("c <hi>d</hi>", "e")
        + '<tu><tuv xml:lang="en"><seg>f</seg></tuv></tu>'
    )
    for header in ('<header srclang="en"/>', '<header srclang="*all*"/>', ""):
        found = read("tmx", f'<tmx version="1.4">{header}<body>{body}</body></tmx>')
        assert plain(found) == [("a", "b"), ("c d", "e")]
        assert [pair.target.name for pair in found] == ["tu 1", "tu 2"]
    found = read("tmx", f'<tmx version="1.4"><header srclang="en"/><body>{body}</body></tmx>', "de")
    assert plain(found) == [("b", "a"), ("e", "c d")]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_units_of_one_name_in_two_files(version: str) -> None:
    if version == "1.2":
        unit = '<trans-unit id="1"><source>{}</source><target>{}</target></trans-unit>'
        file = '<file source-language="en" target-language="de"><body>{}</body></file>'
        frame = '<xliff version="1.2">{}</xliff>'
    else:
        unit = '<unit id="1"><segment><source>{}</source><target>{}</target></segment></unit>'
        file = '<file id="f">{}</file>'
        names = 'xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"'
        frame = f"<xliff {names}>{{}}</xliff>"
    text = frame.format(
        file.format(unit.format("a", "b")) + file.format(unit.format("c", "d") + unit.format("e", ""))
    )
    found = read("xliff", text)
    assert plain(found) == [("a", "b"), ("c", "d")]
    assert {(pair.source.lang, pair.target.lang) for pair in found} == {("en", "de")}


# ---- what the house itself has exported


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    settle(monkeypatch, tmp_path)
    return runner(capfdbinary, monkeypatch)


@pytest.mark.parametrize("format", ["xliff", "tmx", "po"])
def test_our_own_exports_follow_the_glossary(run: Run, tmp_path: Path, format: str) -> None:
    named = {"xliff": "out.xlf", "tmx": "out.tmx", "po": "out"}[format]
    run("export", format, "--glossary", SHIPPED, "--from", "de", "--to", "ru", "-o", named)
    [file] = (path for path in tmp_path.glob("out*/**/*.po" if format == "po" else "out.*"))
    ran = run("bilingual", file, "--glossary", SHIPPED, "--format", "json")
    assert (ran.code, json.loads(ran.text)) == (0, [])
    text = file.read_text("utf-8")
    assert "ОВКС" not in text
    file.write_text(text.replace("ОДКБ", "ОВКС"), "utf-8")
    assert run("bilingual", file, "--glossary", SHIPPED).code == 1
