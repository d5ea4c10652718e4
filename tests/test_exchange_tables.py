"""CSV, TSV and XLSX: nothing is lost on the way out and back, and what is broken is named by its line."""

from __future__ import annotations

import csv as standard_csv
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from tests.exchanged import empty, exported, glossaries, imported, lost, written

from termbase.exchange import csv, tsv
from termbase.exchange.exchange import Exchange
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Term, TermbaseError, Variant

FORMATS = [csv.EXCHANGE, tsv.EXCHANGE]
try:
    import openpyxl

    from termbase.exchange import xlsx

    FORMATS.append(xlsx.EXCHANGE)
except ImportError:
    openpyxl = None  # type: ignore[assignment]

formats = pytest.mark.parametrize("exchange", FORMATS, ids=lambda exchange: exchange.name)

KYIV = Concept(
    "kyiv",
    "place",
    {
        "de": (
            Term(
                "Kyjiw",
                gender="n",
                reviewed=True,
                variants=(Variant("Kiew"), Variant("Kijew", kind="former")),
            ),
            Term("=Kyjiw", type="short"),
        ),
        "en": (Term("Kyiv", reviewed=True),),
    },
    domain=("Orte; Städte", "x"),
    note="zwei\nZeilen",
)
GLOSSARY = Glossary({"kyiv": KYIV}, language="de")


def roundtrip(exchange: Exchange, glossary: Glossary, **options: object) -> tuple[Glossary, Glossary]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = written(glossary, folder / "a")
        file = folder / f"x{exchange.suffixes[0]}"
        exported(exchange, before, file, **options)
        imported(exchange, file, empty(folder / "b"))
        return before, read_glossary(folder / "b")


@formats
@settings(deadline=None, max_examples=20)
@given(glossary=glossaries())
def test_long_tables_hold_everything(exchange: Exchange, glossary: Glossary) -> None:
    before, after = roundtrip(exchange, glossary)
    assert after.concepts == before.concepts


def canonical_only(concept: Concept) -> Concept:
    """What a wide table can hold of a concept: of each language the canonical forms, by rank and type."""
    terms = {}
    for lang, each in concept.terms.items():
        kept = [Term(term.text, type=term.type) for term in each if term.status == "preferred"]
        order = sorted({term.type for term in kept}, key=lambda type_: (type_ != "full", type_))
        terms[lang] = tuple(term for type_ in order for term in kept if term.type == type_)
    return replace(
        concept, terms={lang: each for lang, each in terms.items() if each} or {"de": (Term(concept.id),)}
    )


@formats
@settings(deadline=None, max_examples=20)
@given(glossary=glossaries(change=canonical_only))
def test_wide_tables_hold_canonical_forms(exchange: Exchange, glossary: Glossary) -> None:
    before, after = roundtrip(exchange, glossary, drafts=True, options={"layout": "wide"})
    assert after.concepts == before.concepts


def test_csv_is_read_by_the_standard_library(tmp_path: Path) -> None:
    exported(csv.EXCHANGE, GLOSSARY, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(newline="", encoding="utf-8") as file:
        rows = list(standard_csv.DictReader(file))
    assert [(row["concept"], row["lang"], row["term"], row["variant-of"]) for row in rows] == [
        ("kyiv", "de", "Kyjiw", ""),
        ("kyiv", "de", "Kiew", "Kyjiw"),
        ("kyiv", "de", "Kijew", "Kyjiw"),
        ("kyiv", "de", "'=Kyjiw", ""),
        ("kyiv", "en", "Kyiv", ""),
    ]
    assert rows[0]["concept.domain"] == "Orte\\; Städte; x"
    assert rows[0]["concept.note"] == "zwei\nZeilen"
    assert {row["concept.note"] for row in rows[1:]} == {""}


def test_the_wide_form_has_a_column_for_each_language(tmp_path: Path) -> None:
    done = exported(csv.EXCHANGE, GLOSSARY, tmp_path / "x.csv", options={"layout": "wide"})
    assert (tmp_path / "x.csv").read_text("utf-8").splitlines()[:2] == [
        "concept,type,de,en,concept.kind,concept.domain,concept.note",
        'kyiv,full,Kyjiw,Kyiv,place,Orte\\; Städte; x,"zwei',
    ]
    assert lost(done) == {"variants", "genders", "reviews", "drafts (--drafts takes them in)"}


def test_languages_are_chosen(tmp_path: Path) -> None:
    exported(
        csv.EXCHANGE, GLOSSARY, tmp_path / "x.csv", source="en", targets=("de",), options={"layout": "wide"}
    )
    assert (tmp_path / "x.csv").read_text("utf-8").startswith("concept,type,en,de,")
    with pytest.raises(TermbaseError) as caught:
        exported(csv.EXCHANGE, GLOSSARY, tmp_path / "y.csv", source="en", targets=("xqz",))
    assert caught.value.findings[0].code == "TB740"
    assert not (tmp_path / "y.csv").exists()


HEADER = "concept,lang,term,variant-of,status,sources\n"
TABLES = {
    # text: (codes and lines of the errors, ids that --keep-going takes)
    HEADER + "a,de,A,,,\nb,de,B,,prefered,\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + "a,de,A,,,\nb,de\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + 'a,de,A,,,\nb,de,"B"x,,,\nc,de,C,,,\n': ([("TB743", 3)], {"a", "c"}),
    HEADER + 'a,de,A,,,\n"b\n",de,B,,,\nc,de,C,,,\n': ([], {"a", "b", "c"}),
    HEADER + "a,de,A,,,\n,de,B,,,\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + "a,de,A,,,\nb,de,,,,\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + "a,de,A,,,\nb,klingon,B,,,\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + "a,de,A,,,\na,de,B,X,,\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + "a,de,A,,,\na,de,B,A,admitted,\nc,de,C,,,\n": ([("TB743", 3)], {"a", "c"}),
    HEADER + "a,de,A,,,\nc,de,C,,,\na,de,B,A,,\n": ([], {"a", "c"}),
    "concept,lang,term,concept.note\na,de,A,x\na,en,B,y\nc,de,C,\n": ([("TB743", 3)], {"a", "c"}),
    "concept,lang,term,extra\na,de,A,[]\nc,de,C,\n": ([("TB743", 2)], {"c"}),
    'concept,lang,term,concept.examples\na,de,A,"[{""lang"": ""de""}]"\nc,de,C,\n': ([("TB743", 2)], {"c"}),
}


@pytest.mark.parametrize("text", TABLES)
def test_broken_rows_are_named_by_line(text: str, tmp_path: Path) -> None:
    errors, ids = TABLES[text]
    file = tmp_path / "x.csv"
    file.write_text(text, "utf-8")
    folder = empty(tmp_path / "g")
    if errors:
        with pytest.raises(TermbaseError) as caught:
            imported(csv.EXCHANGE, file, folder)
        assert [(found.code, found.place.line) for found in caught.value.findings[:-1]] == errors
        assert [path.name for path in folder.iterdir()] == ["termbase.yaml"]
    imported(csv.EXCHANGE, file, folder, keep_going=True)
    assert set(read_glossary(folder).concepts) == ids


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "TB742"),
        (b"\n\n", "TB742"),
        (b"foo,bar\n1,2\n", "TB742"),
        (b"lang,term\nde,A\n", "TB742"),
        (b"concept,de,concept\na,A,a\n", "TB742"),
        ("concept,de\na,Fähre\n".encode("latin-1"), "TB903"),
        (b'"concept\na,A\n', "TB743"),
    ],
)
def test_tables_that_are_none(data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    with pytest.raises(TermbaseError) as caught:
        imported(csv.EXCHANGE, tmp_path / "x.csv", empty(tmp_path / "g"), keep_going=True)
    assert caught.value.findings[0].code == code
    if code == "TB903":
        assert caught.value.findings[0].place.line == 2


def test_a_table_made_by_hand(tmp_path: Path) -> None:
    """As Excel saves it in Germany: semicolons, a byte-order mark, names of languages, no ids, an unknown column."""
    (tmp_path / "x.csv").write_bytes(
        "\ufeffGerman;English;pt_br;Ref\nKiew;Kyiv;Kiev;7\nMinsk;Minsk;;\n".encode()
    )
    done = imported(csv.EXCHANGE, tmp_path / "x.csv", empty(tmp_path / "g"))
    found = read_glossary(tmp_path / "g").concepts
    assert {lang: [term.text for term in each] for lang, each in found["kiew"].terms.items()} == {
        "de": ["Kiew"],
        "en": ["Kyiv"],
        "pt-BR": ["Kiev"],
    }
    assert set(found) == {"kiew", "minsk"}
    assert [(each.code, each.place.column) for each in done.findings if each.level == "warning"] == [
        ("TB742", 4)
    ]


def test_a_table_of_memoq(tmp_path: Path) -> None:
    """Its names of columns, several terms of a language in several columns, definitions, languages with a region."""
    (tmp_path / "x.csv").write_text(
        "Entry_ID;Entry_Subject;Entry_Note;German;German_Def;German;Term_Info;English_United_States;English (GB)\n"
        "7;Politik;geprüft;Bundesrat;Kammer;BR;CasePermissive;color;colour\n"
        "8;;;Haus;;;;;\n",
        "utf-8",
    )
    done = imported(csv.EXCHANGE, tmp_path / "x.csv", empty(tmp_path / "g"))
    found = read_glossary(tmp_path / "g").concepts
    assert {lang: [term.text for term in each] for lang, each in found["c7"].terms.items()} == {
        "de": ["Bundesrat", "BR"],
        "en-US": ["color"],
        "en-GB": ["colour"],
    }
    assert (found["c7"].domain, found["c7"].note) == (("Politik",), "geprüft")
    assert found["c7"].definition == {"de": Definition("Kammer")}
    assert found["c8"].identifiers == {"csv": "8"}
    assert [each.place.column for each in done.findings if each.code == "TB742"] == [7]


def test_one_bad_line_in_many(tmp_path: Path) -> None:
    rows = [f"c{n},de,Wort {n},,,\n" for n in range(2_000)]
    rows[1_500] = "c1500,de,Wort,,gut,\n"
    (tmp_path / "x.csv").write_text(HEADER + "".join(rows), "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(csv.EXCHANGE, tmp_path / "x.csv", empty(tmp_path / "g"))
    assert caught.value.findings[0].place.line == 1_502
    done = imported(csv.EXCHANGE, tmp_path / "x.csv", empty(tmp_path / "g"), keep_going=True)
    assert done.counts == {"added": 1_999, "broken": 1}


@pytest.mark.skipif(openpyxl is None, reason="needs openpyxl")
def test_formulas_and_dates_in_a_worksheet_are_refused(tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["concept", "de", "en"])
    sheet.append(["a", "A", "=1+1"])
    sheet.append(["b", datetime.date(2022, 1, 6), "B"])
    sheet.append(["c", "C", 7])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(TermbaseError) as caught:
        imported(xlsx.EXCHANGE, tmp_path / "x.xlsx", empty(tmp_path / "g"))
    assert [(f.place.line, f.place.column) for f in caught.value.findings[:-1]] == [(2, 3), (3, 2)]
    imported(xlsx.EXCHANGE, tmp_path / "x.xlsx", empty(tmp_path / "g"), keep_going=True)
    assert read_glossary(tmp_path / "g").concepts["c"].terms["en"][0].text == "7"


@pytest.mark.skipif(openpyxl is None, reason="needs openpyxl")
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"concept,de\n"])
def test_what_is_no_workbook(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(data)
    with pytest.raises(TermbaseError) as caught:
        imported(xlsx.EXCHANGE, tmp_path / "x.xlsx", empty(tmp_path / "g"))
    assert caught.value.findings[0].code == "TB744"


@pytest.mark.skipif(openpyxl is None, reason="needs openpyxl")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_the_worksheet(tmp_path: Path) -> None:
    exported(xlsx.EXCHANGE, GLOSSARY, tmp_path / "x.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "x.xlsx"], check=True, capture_output=True)
    exported(csv.EXCHANGE, GLOSSARY, tmp_path / "y.csv")
    with (tmp_path / "x.csv").open(newline="", encoding="utf-8") as file:
        theirs = list(standard_csv.reader(file))
    with (tmp_path / "y.csv").open(newline="", encoding="utf-8") as file:
        ours = [[cell.replace("'=", "=") for cell in row] for row in standard_csv.reader(file)]
    assert theirs == ours
