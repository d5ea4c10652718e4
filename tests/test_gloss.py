"""The glossary of a document: what is in it, in which order, and how it is written."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.documents.formats import format_named
from termbase.documents.parts import Part
from termbase.files import Text
from termbase.report.gloss_csv import gloss_csv
from termbase.report.gloss_html import gloss_html
from termbase.report.gloss_json import gloss_json
from termbase.report.gloss_markdown import gloss_markdown
from termbase.report.gloss_table import gloss_table
from termbase.rewrite.settling import lexicons
from termbase.verbs.gloss import Gloss, by_concept, gloss

from .command import Run, refused, runner, settle, write
from .normalising import House, house_of

GLOSSARY: dict[str, Any] = {
    "csto": {
        "kind": "organisation",
        "definition": {"de": "Ein Bündnis | von <Staaten>", "en": "An alliance"},
        "note": "not the treaty",
        "terms": {
            "de": [
                {"term": "Organisation des Vertrags", "gender": "f"},
                {"term": "OVKS", "type": "acronym", "gender": "f", "variants": ["ODKB", "CSTO"]},
            ],
            "en": ["Collective Security Treaty Organization", {"term": "CSTO", "type": "acronym"}],
            "ru": [{"term": "ОДКБ", "type": "acronym", "gender": "f"}],
            "he": ["ארגון"],
        },
    },
    "armenia": {
        "kind": "place",
        "terms": {
            "de": [{"term": "Armenien", "gender": "n"}],
            "en": [
                {"term": "Republic of Armenia", "type": "phrase", "status": "admitted"},
                {"term": "Hayastan", "status": "deprecated"},
            ],
            "ru": [{"term": "Армения", "gender": "f"}],
        },
    },
    "lake": {"kind": "place", "terms": {"de": [{"term": "Sewansee", "gender": "m"}], "ru": ["Севан"]}},
}
TEXT = """\
Am Sewansee tagt die ODKB.

Die OVKS und Armenien: die OVKS, Armeniens Partner; die Organisation des Vertrags.
"""


@pytest.fixture(scope="module")
def house() -> House:
    return house_of(GLOSSARY)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    settle(monkeypatch, tmp_path)
    return runner(capfdbinary, monkeypatch)


def made(house: House, text: str = TEXT, to: tuple[str, ...] = ("en", "ru"), format: str = "txt") -> Gloss:
    return gloss([Part("", Text(text))], format_named(format), lexicons("de", house.lexicon), to, "a.txt")


def test_terms_in_the_order_of_the_text_and_the_untranslated_last(house: House) -> None:
    found = made(house)
    assert [(row.term.text, row.count, str(row.place)) for row in found.terms] == [
        ("OVKS", 3, "a.txt:1:22"),
        ("Armenien", 2, "a.txt:3:14"),
        ("Organisation des Vertrags", 1, "a.txt:3:57"),
        ("Sewansee", 1, "a.txt:1:4"),
    ]
    assert [row.missing for row in found.terms] == [(), (), (), ("en",)]
    assert [row.term.text for row in found.untranslated] == ["Sewansee"]


def test_what_the_document_calls_a_term(house: House) -> None:
    row = made(house).terms[0]
    assert dict(row.forms) == {"OVKS": 2, "ODKB": 1}


def test_translations_are_of_the_same_type_else_preferred_else_admitted(house: House) -> None:
    rows = {row.term.text: row for row in made(house).terms}
    texts = {
        (name, lang): [term.text for term in terms]
        for name, row in rows.items()
        for lang, terms in row.translations.items()
    }
    assert texts["OVKS", "en"] == ["CSTO"]
    assert texts["Organisation des Vertrags", "ru"] == ["ОДКБ"]
    assert texts["Armenien", "en"] == ["Republic of Armenia"]
    assert texts["Sewansee", "en"] == []


def test_by_concept(house: House) -> None:
    assert [row.term.text for row in by_concept(made(house)).terms] == [
        "Armenien",
        "OVKS",
        "Organisation des Vertrags",
        "Sewansee",
    ]


def test_blocks_in_another_language_are_read_in_it(house: House) -> None:
    found = made(house, '<p>Die OVKS</p><p lang="en">the CSTO</p><p lang="xx">die OVKS</p>', ("ru",), "html")
    assert [(row.term.text, row.lang, row.count) for row in found.terms] == [
        ("OVKS", "de", 1),
        ("CSTO", "en", 1),
    ]


@given(
    st.lists(
        st.sampled_from(["Armenien", "ODKB", "Armeniens", "<b>", "&", "\n\n", "und", '"OVKS"', " "]),
        max_size=12,
    )
)
def test_marks_are_the_matches_and_counts_agree(words: list[str]) -> None:
    house = _HOUSE
    found = made(house, " ".join(words))
    marks = [mark for paragraph in found.paragraphs for mark in paragraph.marks]
    assert len(marks) == sum(row.count for row in found.terms)
    numbers = {row.number: row for row in found.terms}
    for paragraph in found.paragraphs:
        last = 0
        for mark in paragraph.marks:
            assert last <= mark.start < mark.end <= len(paragraph.text)
            own = {"Armenien": ("Armenien", "Armeniens"), "OVKS": ("ODKB", "OVKS")}[
                numbers[mark.number].term.text
            ]
            assert paragraph.text[mark.start : mark.end] in own
            last = mark.end


_HOUSE = house_of(GLOSSARY)


class _Page(HTMLParser):
    """What a page has: open elements, ids, links, texts of marks, languages."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag != "meta":
            self.open.append(tag)
        self.ids += [value for value in [own.get("id")] if value]
        self.links += [value for value in [own.get("href")] if value]
        self.loaded += [value for value in [own.get("src")] if value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.texts.setdefault(tag, []).append(data)


@pytest.mark.parametrize("text", [TEXT, "nichts", "", '<script>alert(1)</script> OVKS & "ODKB"\n\nArmenien'])
def test_the_page_is_balanced_links_within_itself_and_shows_the_whole_text(house: House, text: str) -> None:
    found = made(house, text, ("en", "he"))
    page = _Page(gloss_html(found, "A & B", "de"))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.loaded == []
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert "".join(page.texts.get("p", [])) == "".join(paragraph.text for paragraph in found.paragraphs)
    assert len(page.texts.get("mark", [])) == sum(row.count for row in found.terms)


def test_the_page_says_languages_and_directions(house: House) -> None:
    page = gloss_html(made(house, TEXT, ("en", "he")), "x", "de")
    assert '<html lang="de" dir="ltr">' in page
    assert '<span lang="he" dir="rtl">ארגון</span>' in page
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page
    assert "<script" not in page
    assert page.index('id="terms"') < page.index('id="todo"')


def test_csv_is_a_table_without_formulas(house: House) -> None:
    text = gloss_csv(made(house))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == len(rows) == 5
    assert rows[0][:4] == ["term", "language", "en", "ru"]
    assert rows[1][:7] == ["OVKS", "de", "CSTO", "ОДКБ", "3", "a.txt:1:22", "OVKS (2), ODKB (1)"]
    assert rows[4][2] == ""
    evil = house_of({"x": {"kind": "term", "terms": {"de": ["böse"], "en": ["=1+1"]}}})
    assert "'=1+1" in gloss_csv(made(evil, "Das ist böse.", ("en",)))


def test_markdown_keeps_its_columns(house: House) -> None:
    lines = "".join(gloss_markdown(made(house))).splitlines()
    tables = [line for line in lines if line.startswith("|")]
    widths = {line.replace("\\|", "").count("|") for line in tables}
    assert widths == {11}
    assert "## To be translated" in lines
    assert r"Ein Bündnis \| von \<Staaten\>" in "".join(lines)


def test_json_and_table(house: House) -> None:
    data = json.loads(gloss_json(made(house)))
    assert data[0]["translations"] == {"en": ["CSTO"], "ru": ["ОДКБ"]}
    assert (data[0]["concept"], data[0]["count"], data[-1]["translations"]["en"]) == ("csto", 3, [])
    table = "".join(gloss_table(made(house)))
    assert table.startswith(
        "OVKS (csto): 3×, first a.txt:1:22; as OVKS (2), ODKB (1)\n  en  CSTO\n  ru  ОДКБ\n"
    )
    assert "\nto be translated:\nSewansee (lake): 1×, first a.txt:1:4\n  en  –\n  ru  Севан\n" in table


# ---- the command


def test_command(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Kiew und Minsk")
    ran = run("gloss", "a.txt", "--to", "en,zh-hans")
    assert ran.code == 0
    assert ran.text.startswith(
        "Kyjiw (kyiv): 1×, first a.txt:1:1; as Kiew\n  en       Kyiv\n  zh-Hans  基辅\n"
    )
    assert "to be translated:\nMinsk (minsk)" in ran.text
    piped = run("gloss", "-", "--to", "en", "--format", "json", stdin=b"Kiew")
    assert json.loads(piped.text)[0]["term"] == "Kyjiw"
    assert run("gloss", "-", "--to", "en", stdin=b"").text == ""


@pytest.mark.parametrize(
    ("format", "holds"),
    [
        ("html", lambda data: b"<mark" in data),
        ("md", lambda data: data.startswith(b"| term |")),
        ("csv", lambda data: data.startswith(b"term,")),
        ("xliff", lambda data: b"<gls:term>Kyjiw</gls:term>" in data and b"Minsk" not in data),
    ],
)
def test_files(run: Run, tmp_path: Path, format: str, holds: Callable[[bytes], bool]) -> None:
    write(tmp_path / "a.txt", "Kiew")
    ran = run("gloss", "a.txt", "--to", "en", "--format", format, "-o", "out.x")
    assert (ran.code, ran.out) == (0, b""), ran
    assert holds((tmp_path / "out.x").read_bytes())


def test_a_document_says_its_own_language(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.html", '<html lang="en"><p>Kyiv</p><p>Kyiv</p><p lang="de">Kiew</p></html>')
    assert run("gloss", "a.html", "--to", "de", "--format", "xliff", "-o", "out.xlf").code == 0
    assert 'srcLang="en" trgLang="de"' in (tmp_path / "out.xlf").read_text("utf-8")
    assert '<html lang="en"' in run("gloss", "a.html", "--to", "de", "--format", "html").text


def test_the_to_do_of_an_xliff_comes_last(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Minsk und Kiew, Minsk")
    assert run("gloss", "a.txt", "--to", "zh-Hans", "--format", "xliff", "-o", "out.xlf").code == 0
    data = (tmp_path / "out.xlf").read_text("utf-8")
    assert data.index(
        '<segment id="s1" state="initial">\n        <source>Minsk</source>\n      </segment>'
    ) > (data.index("<source>Kyjiw</source>\n        <target>基辅</target>"))
    assert (data.count("<gls:term>"), data.count("<unit ")) == (1, 2)


def test_workbook(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    write(tmp_path / "a.txt", "Kiew und Minsk")
    assert run("gloss", "a.txt", "--to", "zh-Hans", "--format", "xlsx", "-o", "out.xlsx").code == 0
    assert zipfile.is_zipfile(tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert [[cell.value for cell in row][:3] for row in sheet.rows] == [
        ["term", "language", "zh-Hans"],
        ["Kyjiw", "de", "基辅"],
        ["Minsk", "de", None],
    ]


def test_the_document_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew.\n")
    (tmp_path / "b.txt").symlink_to("a.txt")
    for output in ("a.txt", "b.txt"):
        refused(run("gloss", "a.txt", "--to", "en", "-o", output), "the document itself")
    assert (tmp_path / "a.txt").read_text() == "In Kiew.\n"
    head = run("gloss", "a.txt", "--to", "en, en", "--format", "csv").text.splitlines()[0]
    assert head.count("en,") == 1


def test_what_cannot_be_done(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Kiew")
    write(tmp_path / "a.foo", "Kiew")
    refused(run("gloss", "a.txt", "--to", "en", "--format", "xlsx"), "-o")
    refused(run("gloss", "a.txt", "--to", ","), "en,ru")
    refused(run("gloss", "a.txt", "--to", "xx"), "there is no language “xx”")
    refused(run("gloss", "a.foo", "--to", "en"), "a.foo: error: is of no known document format")
    refused(run("gloss", "none.txt", "--to", "en"), "none.txt")
