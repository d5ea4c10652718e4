"""XLIFF and TMX: well-formed whatever the names are, and read by the Translate Toolkit where it is installed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from tests.exchanged import exported, lost, translated, written

from termbase.exchange import tmx, xliff
from termbase.exchange._po_entries import slots
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Term, Variant

CSTO = Concept(
    "csto",
    "organisation",
    {
        "de": (
            Term("OVKS <1>", type="acronym", reviewed=True, variants=(Variant("ODKB"),)),
            Term("Organisation & so"),
        ),
        "en": (Term("CSTO", type="acronym", reviewed=True), Term('"Organisation"')),
        "he": (Term("ארגון"),),
    },
    definition={"de": Definition("Bündnis < x", 'a "source"')},
    domain=("security",),
)
GLOSSARY = Glossary({"csto": CSTO}, language="de")
DATA = Path(__file__).parent / "data"
BUNDLED = Path(__file__).parents[1] / "glossary"
CORE, MODULE = f"{{{xliff.CORE}}}", f"{{{xliff.MODULE}}}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_xliff_has_the_glossary_and_segments(tmp_path: Path) -> None:
    done = exported(xliff.EXCHANGE, GLOSSARY, tmp_path / "x.xlf", targets=("en",))
    root = ElementTree.parse(tmp_path / "x.xlf").getroot()
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{CORE}xliff",
        "2.1",
        "de",
        "en",
    )
    entries = [
        [(each.tag, each.text, each.get("source")) for each in entry]
        for entry in root.iter(f"{MODULE}glossEntry")
    ]
    definition = (f"{MODULE}definition", "Bündnis < x", 'a "source"')
    assert entries == [
        [
            (f"{MODULE}term", "Organisation & so", None),
            (f"{MODULE}translation", '"Organisation"', None),
            definition,
        ],
        [(f"{MODULE}term", "OVKS <1>", None), (f"{MODULE}translation", "CSTO", None), definition],
    ]
    assert [each.get("state") for each in root.iter(f"{CORE}segment")] == ["translated", "reviewed"]
    assert {"variants", "domains"} <= lost(done)


def complaints(file: Path) -> list[str]:
    """Say what the standard does not allow in an XLIFF file: elements, attributes and ids."""
    etree = pytest.importorskip("lxml.etree", reason="the schema is applied by lxml")
    schema = etree.RelaxNG(etree.parse(DATA / "xliff_glossary.rng"))
    document = etree.parse(file)
    schema.validate(document)
    found = [str(each) for each in schema.error_log]
    scopes = [(document, ["unit"]), *((unit, ["segment"]) for unit in document.iter(f"{CORE}unit"))]
    scopes += [(each, ["glossEntry", "translation"]) for each in document.iter(f"{MODULE}glossary")]
    for scope, names in scopes:
        ids = [each.get("id") for each in scope.iter() if etree.QName(each).localname in names]
        found += [f"id {id_} stands twice" for id_ in ids if ids.count(id_) > 1]
    return found


def test_xliff_of_the_shipped_glossary_is_as_the_standard_says(tmp_path: Path) -> None:
    done = exported(xliff.EXCHANGE, read_glossary(BUNDLED), tmp_path / "x.xlf", source="de", targets=("en",))
    assert done.entries > 100
    assert complaints(tmp_path / "x.xlf") == []


@pytest.mark.parametrize(
    "change",
    [
        ("gls:glossEntry", "gls:glossaryEntry"),
        ("<gls:translation", "<gls:translated"),
        (' id="e1"', ' id="e 1"'),
        ('version="2.1"', 'version="2.0"'),
        ('state="reviewed"', 'state="done"'),
        ('id="t2"', 'id="e1"'),
    ],
)
def test_the_schema_of_xliff_complains(change: tuple[str, str], tmp_path: Path) -> None:
    exported(xliff.EXCHANGE, GLOSSARY, tmp_path / "x.xlf", targets=("en",))
    text = (tmp_path / "x.xlf").read_text("utf-8")
    wrong = text.replace(*change)
    if change[0].startswith("<"):
        wrong = wrong.replace("</gls:translation", "</gls:translated")
    assert wrong != text
    (tmp_path / "x.xlf").write_text(wrong, "utf-8")
    assert complaints(tmp_path / "x.xlf") != []


def test_tmx_has_a_unit_with_all_languages(tmp_path: Path) -> None:
    done = exported(tmx.EXCHANGE, GLOSSARY, tmp_path / "x.tmx")
    root = ElementTree.parse(tmp_path / "x.tmx").getroot()
    units = {
        unit.get("tuid"): {part.get(LANG): part.findtext("seg") for part in unit.iter("tuv")}
        for unit in root.iter("tu")
    }
    assert units == {
        "csto": {"de": "Organisation & so", "en": '"Organisation"', "he": "ארגון"},
        "csto|acronym": {"de": "OVKS <1>", "en": "CSTO"},
    }
    assert [each.text for each in root.iter("prop")] == ["security", "true", "security"]
    assert "variants" in lost(done)


@settings(deadline=None, max_examples=20)
@given(made=translated(languages=("de", "ar")))
def test_every_pair_is_there(made: Glossary) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = written(made, folder / "a")
        exported(tmx.EXCHANGE, made, folder / "x.tmx", source="de", targets=("ar",))
        exported(xliff.EXCHANGE, made, folder / "x.xlf", source="de", targets=("ar",))
        expected = [(slot.source.text, slot.target.text) for slot in slots(made, "de", "ar") if slot.target]
        assert len(expected) >= len(made.concepts)
        segments = ElementTree.parse(folder / "x.xlf").getroot().iter(f"{CORE}segment")
        found = [(each.findtext(f"{CORE}source"), each.findtext(f"{CORE}target")) for each in segments]
        assert [pair for pair in found if pair[1]] == expected
        assert complaints(folder / "x.xlf") == []
        units = ElementTree.parse(folder / "x.tmx").getroot().iter("tu")
        assert [tuple(part.text for part in unit.iter("seg")) for unit in units] == expected


def test_the_translate_toolkit_reads_both(tmp_path: Path) -> None:
    factory = pytest.importorskip("translate.storage.tmx", reason="the Translate Toolkit is not installed")
    exported(tmx.EXCHANGE, GLOSSARY, tmp_path / "x.tmx", targets=("en",))
    units = factory.tmxfile.parsefile(str(tmp_path / "x.tmx")).units
    assert [(unit.source, unit.target) for unit in units] == [
        ("Organisation & so", '"Organisation"'),
        ("OVKS <1>", "CSTO"),
    ]
    xliff2 = pytest.importorskip("translate.storage.xliff2", reason="the Translate Toolkit is too old")
    exported(xliff.EXCHANGE, GLOSSARY, tmp_path / "x.xlf", targets=("en",))
    found = [
        (str(unit.source), str(unit.target))
        for unit in xliff2.Xliff2File.parsefile(str(tmp_path / "x.xlf")).units
    ]
    assert ("OVKS <1>", "CSTO") in found
