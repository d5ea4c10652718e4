"""Files of others, as cases: what an import makes of them, and what it says."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.exchanged import exported, imported

from termbase.exchange import codespell, glossarist, languagetool, prh, xlsx
from termbase.exchange.exchange import Exchange
from termbase.glossary.data import concept_data
from termbase.glossary.schema import read_glossary
from termbase.model import TermbaseError
from termbase.plugins import plugin

CASES = yaml.load(
    (Path(__file__).parent / "cases" / "foreign_files.yaml").read_text("utf-8"), yaml.BaseLoader
)


def exchange_of(name: str) -> Exchange:
    found: Exchange = plugin("termbase.exchange", "EXCHANGE", name)
    return found


def folder_with(glossary: str, tmp_path: Path) -> Path:
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "termbase.yaml").write_text("language: de\n", "utf-8")
    if glossary:
        (folder / "a.yaml").write_text(glossary, "utf-8")
    return folder


def data_of(folder: Path) -> dict[str, Any]:
    return {id_: concept_data(each) for id_, each in read_glossary(folder).concepts.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_files_of_others(case: dict[str, Any], tmp_path: Path) -> None:
    if case["format"] == "skos":
        pytest.importorskip("rdflib", reason="rdflib is not installed")
    folder = folder_with(case.get("glossary", ""), tmp_path)
    file = tmp_path / case["file"]
    file.write_text(case["text"], "utf-8", newline="")
    done = imported(
        exchange_of(case["format"]),
        file,
        folder,
        options=case.get("options") or {},
        keep_going="keep_going" in case,
    )
    assert data_of(folder) == case["gives"]
    said = sorted(
        [each.code, str(each.place.line if each.place.file == file.as_posix() else 0)]
        for each in done.findings
    )
    assert said == sorted(case["says"])


GLOSSARY = """\
tokayev:
  kind: person
  terms:
    de:
      - term: Kassym-Schomart Tokajew
        gender: m
        variants: [{term: Kasym-Zhomart Tokaev, kind: transliteration}, {term: Qassym Toqajew, kind: spelling}]
kazakhstan:
  kind: place
  terms: {de: [{term: Kasachstan, gender: n, variants: [{term: Kasakhstan, kind: transliteration}]}]}
"""


@pytest.mark.parametrize(
    "exchange", [prh.EXCHANGE, codespell.EXCHANGE, languagetool.EXCHANGE], ids=lambda each: each.name
)
def test_an_export_with_inflections_brings_nothing_new(exchange: Exchange, tmp_path: Path) -> None:
    folder = folder_with(GLOSSARY, tmp_path)
    before = (folder / "a.yaml").read_bytes()
    done = exported(exchange, read_glossary(folder), tmp_path / "x.yml", drafts=True)
    assert done.entries >= 2  # the variant and its genitive
    found = imported(exchange, tmp_path / "x.yml", folder)
    assert (found.changes, found.findings) == ((), ())
    assert (folder / "a.yaml").read_bytes() == before


def test_nodes_of_skos_without_an_address_are_found_again(tmp_path: Path) -> None:
    pytest.importorskip("rdflib", reason="rdflib is not installed")
    folder = folder_with("", tmp_path)
    lines = ["@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."]
    lines += [f'[] a skos:Concept ; skos:prefLabel "{text}"@de .' for text in ("Maus", "Hund", "Katze")]
    (tmp_path / "x.ttl").write_text("\n".join(lines), "utf-8")
    imported(exchange_of("skos"), tmp_path / "x.ttl", folder)
    assert list(data_of(folder)) == ["hund", "katze", "maus"]
    assert imported(exchange_of("skos"), tmp_path / "x.ttl", folder).changes == ()


def test_broken_turtle_is_named_in_words(tmp_path: Path) -> None:
    pytest.importorskip("rdflib", reason="rdflib is not installed")
    (tmp_path / "x.ttl").write_text("ex:cat a ex:Concept .\n", "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(exchange_of("skos"), tmp_path / "x.ttl", folder_with("", tmp_path))
    (found,) = caught.value.findings
    assert "ex:" in found.message
    assert "b'" not in found.message


def workbook_of(file: Path, sheets: dict[str, list[list[object]]]) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(file)


def test_a_date_harms_no_row_where_nobody_reads_it(tmp_path: Path) -> None:
    day = datetime.date(2022, 1, 6)
    rows = [["de", "seen", "en"], ["Katze", day, "cat"], ["Hund", None, "dog"]]
    workbook_of(tmp_path / "x.xlsx", {"Terms": rows})
    folder = folder_with("", tmp_path)
    imported(xlsx.EXCHANGE, tmp_path / "x.xlsx", folder)
    assert list(data_of(folder)) == ["katze", "hund"]
    workbook_of(tmp_path / "x.xlsx", {"Terms": [["de", "en"], [day, "today"]]})
    with pytest.raises(TermbaseError) as caught:
        imported(xlsx.EXCHANGE, tmp_path / "x.xlsx", folder)
    assert (caught.value.findings[0].place.line, caught.value.findings[0].place.column) == (2, 1)


def test_the_first_worksheet_with_terms_is_read(tmp_path: Path) -> None:
    workbook_of(
        tmp_path / "x.xlsx", {"Read me": [["About us"]], "Terms": [["de"], ["Katze"]], "More": [["x"]]}
    )
    folder = folder_with("", tmp_path)
    done = imported(xlsx.EXCHANGE, tmp_path / "x.xlsx", folder)
    assert list(data_of(folder)) == ["katze"]
    (said,) = (each.message for each in done.findings if each.code == "TB742")
    assert "“Read me”, “More”" in said


def test_a_data_set_of_glossarist_in_its_usual_folder(tmp_path: Path) -> None:
    (tmp_path / "set" / "concepts").mkdir(parents=True)
    text = (
        "termid: 1\neng:\n  terms:\n  - {type: expression, designation: cat, normative_status: preferred}\n"
    )
    (tmp_path / "set" / "concepts" / "concept-1.yaml").write_text(text, "utf-8")
    folder = folder_with("", tmp_path)
    imported(glossarist.EXCHANGE, tmp_path / "set", folder)
    assert data_of(folder)["c1"]["terms"] == {"en": ["cat"]}
