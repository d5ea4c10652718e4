"""Wikidata and GeoNames into a glossary: known concepts by their identifiers, new ones with their own ids."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from tests.exchanged import imported

from termbase.exchange import geonames, wikidata
from termbase.exchange.exchange import Exchange
from termbase.glossary.schema import read_glossary
from termbase.model import TermbaseError

from .command import refused, runner, settle

GLOSSARY = (
    "kyiv:\n  kind: place\n  identifiers: {wikidata: Q1899, geonames: '703448'}\n  terms: {de: [Kyjiw]}\n"
)


def entity(id: str, cls: str, labels: dict[str, str], **aliases: str) -> dict[str, object]:
    snak = {"snaktype": "value", "datavalue": {"value": {"id": cls}}}
    return {
        "type": "item",
        "id": id,
        "labels": {lang: {"language": lang, "value": value} for lang, value in labels.items()},
        "aliases": {lang: [{"language": lang, "value": value}] for lang, value in aliases.items()},
        "claims": {"P31": [{"mainsnak": snak, "rank": "normal"}]},
    }


KYIV = entity("Q1899", "Q515", {"de": "Kyjiw", "en": "Kyiv", "fr": "Kiev"}, en="Kiev")
LVIV = entity("Q36036", "Q515", {"de": "Lwiw", "en": "Lviv"})
CAT = entity("Q146", "Q55983715", {"de": "Katze"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "g").mkdir()
    (tmp_path / "g/places.yaml").write_text(GLOSSARY, "utf-8")
    return tmp_path / "g"


def dump_of(*entities: object) -> str:
    return "[\n" + ",\n".join(json.dumps(each) for each in entities) + "\n]\n"


SHAPES = {
    "dump": dump_of(KYIV, LVIV, CAT),
    "Special:EntityData": json.dumps({"entities": {each["id"]: each for each in (KYIV, LVIV, CAT)}}),
    "pretty": json.dumps({"entities": {each["id"]: each for each in (KYIV, LVIV, CAT)}}, indent=2),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_entities(shape: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(SHAPES[shape], "utf-8")
    options = {"languages": "de,en", "classes": "Q515"}
    done = imported(wikidata.EXCHANGE, tmp_path / "x.json", folder, options=options)
    assert done.counts == {"added": 1, "changed": 1}
    found = read_glossary(folder).concepts
    assert set(found) == {"kyiv", "q36036"}
    (kyiv,) = found["kyiv"].terms["en"]
    assert [(variant.text, variant.effective_use) for variant in kyiv.variants] == [("Kiev", "lookup")]
    assert (kyiv.text, kyiv.reviewed) == ("Kyiv", False)
    assert found["q36036"].identifiers == {"wikidata": "Q36036"}
    assert imported(wikidata.EXCHANGE, tmp_path / "x.json", folder, options=options).counts == {
        "unchanged": 2
    }


def test_only_languages_of_the_glossary(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(SHAPES["dump"], "utf-8")
    imported(wikidata.EXCHANGE, tmp_path / "x.json", folder)
    assert {lang for each in read_glossary(folder).concepts.values() for lang in each.terms} == {"de"}


def test_broken_lines_are_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(dump_of(LVIV) + '{"id": "Q1", "labels"\n', "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(wikidata.EXCHANGE, tmp_path / "x.json", folder)
    assert caught.value.findings[0].place.line == 4
    done = imported(wikidata.EXCHANGE, tmp_path / "x.json", folder, keep_going=True)
    assert done.counts == {"added": 1, "broken": 1}


@pytest.mark.parametrize("text", ['{"entities": [\n', '{"entities": 7}'])
def test_what_is_no_wikidata(text: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(wikidata.EXCHANGE, tmp_path / "x.json", folder)
    assert caught.value.findings[0].code == "TB748"


def row(id: int, name: str, code: str) -> str:
    cells = [str(id), name, name, "", "1", "2", "P", code, "UA", *[""] * 8, "", "2024-01-01"]
    return "\t".join((cells + [""] * 19)[:19]) + "\n"


def test_places(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "UA.txt").write_text(row(703448, "Kyiv", "PPLC") + row(702550, "Lviv", "PPLA"), "utf-8")
    names = "1\t703448\tde\tKyjiw\t1\t\t\t\t\t\n2\t702550\tde\tLwiw\t\t\t\t\t\t\n3\t702550\tde\tLemberg\t\t\t\t1\t\t\n"
    (tmp_path / "names.txt").write_text(names, "utf-8")
    options = {"languages": "de,en", "alternates": str(tmp_path / "names.txt")}
    done = imported(geonames.EXCHANGE, tmp_path / "UA.txt", folder, options=options)
    assert done.counts == {"added": 1, "changed": 1}
    found = read_glossary(folder).concepts
    assert [term.text for term in found["kyiv"].terms["en"]] == ["Kyiv"]
    lviv = found["geonames-702550"]
    assert lviv.identifiers == {"geonames": "702550"}
    assert [(variant.text, variant.kind) for variant in lviv.terms["de"][0].variants] == [
        ("Lemberg", "former")
    ]


@pytest.mark.parametrize("name", ["wikidata", "geonames"])
def test_nobody_writes_them(
    name: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    run = runner(capsysbinary, monkeypatch)
    refused(run("export", name, "-o", "x"), "TB749")
    assert not (tmp_path / "x").exists()
    listed = {each["name"]: each["use"] for each in json.loads(run("formats", "--format", "json").text)}
    assert listed[name] == ["import"]


@pytest.mark.parametrize("exchange", [wikidata.EXCHANGE, geonames.EXCHANGE], ids=lambda each: each.name)
def test_a_download_that_broke_off_is_said(exchange: Exchange, tmp_path: Path) -> None:
    path = tmp_path / "cut.json.gz"
    path.write_bytes(gzip.compress(random.Random(1).randbytes(1000))[:200])
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "places.yaml").write_text(GLOSSARY, "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(exchange, path, folder)
    assert caught.value.findings[0].code == "TB949"
