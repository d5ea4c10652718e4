"""TBX against the official samples and schemas, and there and back with what a glossary can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from termbase.exchange.exchange import DumpOptions, LoadOptions
from termbase.exchange.tbx import dump, load
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Glossary
from termbase.resources import bundled

from .schematron import NAMESPACES, SAMPLES, SCHEMAS, by_rules, complaints, needs_schemas, ungrammatical

KINDS = [(dialect, style) for dialect in ("basic", "min", "core") for style in ("dca", "dct")]
CATEGORIES = ("admin", "descrip", "termNote", "transac", "transacNote", "xref", "ref")
COUNTED = {
    # What the samples hold, counted in their XML by grep: entries, languages, terms, notes, categories.
    "basic_dca": (45, 84, 113, 108, 1225),
    "basic_dct": (45, 84, 113, 105, 1225),
    "core_dca": (45, 84, 113, 71, 0),
    "min_dca": (45, 84, 113, 71, 178),
    "min_dct": (45, 84, 113, 71, 139),
}


def empty(folder: Path, language: str = "en") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "termbase.yaml").write_text(f"language: {language}\n", "utf-8")
    return folder


def exported(
    glossary: Glossary, path: Path, dialect: str = "basic", style: str = "dca", notes: str = "termbase"
) -> Path:
    options = {"dialect": dialect, "style": style, "notes": notes}
    dump(glossary, path, DumpOptions(options=options))
    return path


def imported(path: Path, folder: Path) -> Mapping[str, Concept]:
    done = load(path, folder, LoadOptions())
    assert [each for each in done.findings if each.level != "info"] == []
    return read_glossary(folder).concepts


def counted(path: Path) -> Counter[str]:
    """The elements of the text part by name and type; a category of DCT by the name of its type."""
    found: Counter[str] = Counter()
    body = ElementTree.parse(path).getroot().find(f"{{{NAMESPACES['tbx']}}}text")
    assert body is not None
    for element in body.iter():
        name = element.tag.rpartition("}")[2]
        if name not in ("text", "body", "back", "refObjectSec"):
            found[element.get("type", name) if name in CATEGORIES else name] += 1
    return found


def test_there_are_samples() -> None:
    if SCHEMAS.is_dir():
        assert {path.stem for path in SAMPLES} == {*COUNTED}


@needs_schemas
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_official_samples_come_in_and_go_out_whole(sample: Path, tmp_path: Path) -> None:
    before = counted(sample)
    categories = sum(before.values()) - sum(
        before[name]
        for name in "conceptEntry langSec termSec term note descripGrp transacGrp date refObject item".split()
    )
    names = ("conceptEntry", "langSec", "termSec", "note")
    assert (*(before[name] for name in names), categories) == COUNTED[sample.stem]
    done = load(sample, empty(tmp_path / "g"), LoadOptions())
    assert done.counts == {"added": 45}
    assert [each.code for each in done.findings] == ["TB726"]
    glossary = read_glossary(tmp_path / "g")
    out = exported(glossary, tmp_path / "out.tbx", notes="none")
    after = counted(out)
    for made in ("administrativeStatus", "partOfSpeech", "termType"):  # which we always write
        assert after.pop(made) >= before.pop(made, 0)
    assert after == before
    assert complaints(out, "basic", "dca") == []
    whole = exported(glossary, tmp_path / "whole.tbx")
    assert imported(whole, empty(tmp_path / "h")) == glossary.concepts


@needs_schemas
def test_the_samples_of_both_styles_are_the_same_glossary(tmp_path: Path) -> None:
    one, other = (
        imported(sample, empty(tmp_path / sample.stem))
        for sample in SAMPLES
        if sample.stem in ("basic_dca", "basic_dct")
    )
    same = [id_ for id_ in one if one[id_] == other[id_]]
    assert len(same) >= 40  # the samples themselves differ in three notes and some texts


@needs_schemas
@pytest.mark.parametrize(("dialect", "style"), KINDS)
def test_the_shipped_glossary_is_valid_and_comes_back(dialect: str, style: str, tmp_path: Path) -> None:
    """Its grammar as a whole; the rules, which are slow, of every eighth concept and of what these lead to."""
    glossary = read_glossary(bundled("glossary"))
    assert list(ungrammatical(exported(glossary, tmp_path / "all.tbx", dialect, style))) == []
    chosen = list(glossary.concepts)[::8]
    chosen += [each for id_ in chosen for each in glossary.concepts[id_].related.get("see", ())]
    some = replace(glossary, concepts={id_: glossary.concepts[id_] for id_ in dict.fromkeys(chosen)})
    assert complaints(exported(some, tmp_path / "some.tbx", dialect, style), dialect, style) == []


@pytest.mark.parametrize(("dialect", "style"), KINDS)
def test_the_shipped_glossary_goes_there_and_back(dialect: str, style: str, tmp_path: Path) -> None:
    glossary = read_glossary(bundled("glossary"))
    out = exported(glossary, tmp_path / "out.tbx", dialect, style)
    folder = empty(tmp_path / "g", glossary.language)
    (folder / "sources.yaml").write_bytes((bundled("glossary") / "sources.yaml").read_bytes())
    assert imported(out, folder) == glossary.concepts
    again = load(out, bundled("glossary"), LoadOptions(write=False))
    assert again.counts == {"unchanged": len(glossary.concepts)}


def test_both_styles_say_the_same(tmp_path: Path) -> None:
    glossary = read_glossary(bundled("glossary"))
    dca, dct = (
        imported(
            exported(glossary, tmp_path / f"{style}.tbx", style=style, notes="none"),
            empty(tmp_path / style, "de"),
        )
        for style in ("dca", "dct")
    )
    concept_levels = [id_ for id_ in dca if dca[id_].definition != dct[id_].definition]
    for id_ in dca.keys() - set(concept_levels):
        assert dca[id_] == dct[id_]
    # Only DCA can say the language of a definition in a language without terms.
    assert all({*dca[id_].definition} > {*dct[id_].definition} for id_ in concept_levels)


@needs_schemas
def test_the_evaluator_complains() -> None:
    """A gate that cannot fail holds nothing: the sample of one dialect is none of another."""
    etree = pytest.importorskip("lxml.etree")
    pytest.importorskip("elementpath")
    sample = next(path for path in SAMPLES if path.stem == "basic_dca")
    found = list(by_rules(etree, etree.parse(str(sample)), "TBX-Min_DCA.sch"))
    assert any("TBX-Min" in each for each in found)
    assert any("Permitted type value" in each for each in found)
    assert complaints(sample, "basic", "dca") == []


def test_exports_are_equal_byte_for_byte(tmp_path: Path) -> None:
    glossary = read_glossary(bundled("glossary"))
    one, two = (exported(glossary, tmp_path / name).read_bytes() for name in ("a.tbx", "b.tbx"))
    assert one == two
