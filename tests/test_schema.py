"""Reading a glossary: what is wrong with it, and what comes out of one that is right."""

from __future__ import annotations

import gc
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.glossary.schema import read_glossary
from termbase.model import Definition, Example, Finding, MatchRule, TermbaseError

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "cases" / "glossary_errors.yaml").read_text(encoding="utf-8"))
CODES = yaml.safe_load((HERE.parent / "src" / "termbase" / "data" / "codes.yaml").read_text(encoding="utf-8"))
# styles, writing and the examples have their own tests
ELSEWHERE = {"TB116", "TB117", "TB118", "TB119", "TB150", "TB151"}


def case(name: str) -> dict[str, Any]:
    return next(case for case in CASES if case["name"] == name)


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def findings(folder: Path) -> tuple[Finding, ...]:
    try:
        return read_glossary(folder).findings
    except TermbaseError as error:
        return error.findings


def loads(folder: Path) -> bool:
    try:
        read_glossary(folder)
    except TermbaseError:
        return False
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    found = findings(write(tmp_path, case["files"]))
    lines = [f"{finding.place}: {finding.code} {finding.message}" for finding in found]
    folder = tmp_path.as_posix()
    assert [line.replace(f"{folder}/", "").replace(folder, ".") for line in lines] == case["findings"]
    refused = any(finding.level == "error" for finding in found)
    assert refused is not loads(tmp_path)
    for finding in found:
        assert finding.level == CODES[finding.code]["level"]
        if finding.place.line:
            text = Path(finding.place.file).read_text(encoding="utf-8")
            assert finding.source == text.split("\n")[finding.place.line - 1]


def test_every_code_of_the_glossary_has_a_case_and_an_explanation() -> None:
    seen = {line.split(": ")[1].split()[0] for case in CASES for line in case["findings"]}
    assert seen == {code for code in CODES if code.startswith("TB1")} - ELSEWHERE
    assert all(set(entry) == {"level", "title", "explanation"} for entry in CODES.values())


def test_everything_in_the_schema_reaches_the_model(tmp_path: Path) -> None:
    glossary = read_glossary(write(tmp_path, case("everything that the schema has")["files"]))
    concept = glossary.concepts["csto"]
    assert (concept.kind, concept.domain, concept.note) == ("organisation", ("security",), "A note.")
    assert concept.definition == {
        "en": Definition("An alliance."),
        "de": Definition("Ein Bündnis.", "Satzung"),
    }
    assert concept.related == {"see": ("csto",), "not": ("csto",), "part-of": ("csto",)}
    assert concept.examples == (
        Example("de", "die ODKB", "die OVKS"),
        Example("de", "Die Organisation schweigt.", "Die Organisation schweigt."),
    )
    assert concept.extra == {"tbx": {"id": "c1"}}
    term = concept.terms["de"][1]
    assert (term.text, term.type, term.gender, term.reviewed) == ("OVKS", "acronym", "f", True)
    assert term.forms == {"gen": ("OVKS",), "pl-nom": ("OVKSen", "OVKS-Staaten"), "er": ("OVKSer",)}
    assert term.match == MatchRule("exact", "anywhere", "none", "closed")
    assert (term.note, term.extra) == ("no", {"a": ["1", {"b": "12:30"}], "c": "on"})
    bare, variant = term.variants
    assert (bare.text, bare.kind, bare.gender) == ("Odekabe", "spelling", None)
    assert (variant.text, variant.of, variant.scheme, variant.sources) == ("ODKB", "ОДКБ", "de", ("s001",))
    assert glossary.sources["s001"].date == "2022-01-06"
    style = glossary.styles["house"]
    assert style.prefer == ((None, "ODKB"), ("csto", "ODKB"), ("csto", "ODKB"))
    assert (style.quotes, style.first_mention) == ("keep", "expand")


def test_places_count_code_points_from_one(tmp_path: Path) -> None:
    text = "# 😀\r\nkyiv:\r\n  kind: place\r\n  terms:\r\n    en: [𝕂𝕪𝕚𝕧, Kyiv]\r\n"
    concept = read_glossary(write(tmp_path, {"a.yaml": text})).concepts["kyiv"]
    assert (concept.place.line, concept.place.column) == (2, 1)
    assert [(term.place.line, term.place.column) for term in concept.terms["en"]] == [(5, 10), (5, 16)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_with_a_byte_order_mark_have_the_same_places(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("kyiv:\n  kind: town\n  terms: {en: [Kyiv]}\n".encode(encoding))
    assert [str(finding.place)[-3:] for finding in findings(tmp_path)] == ["2:9"]


def test_unreadable_files_are_findings_beside_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "a: [", "c.yaml": "c: {kind: town, terms: {en: [Cologne]}}"})
    (tmp_path / "b.yaml").write_bytes("b: Müller".encode("latin-1"))
    assert [finding.code for finding in findings(tmp_path)] == ["TB101", "TB903", "TB106"]


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(TermbaseError, match="holds no glossary"):
        read_glossary(tmp_path / "nowhere")


@pytest.mark.parametrize("enabled", [True, False])
def test_garbage_collector_is_left_as_it_was(enabled: bool, tmp_path: Path) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        findings(write(tmp_path, {"a.yaml": "a: ["}))
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_of_a_file_that_breaks_off_no_concept_is_taken(tmp_path: Path) -> None:
    """What stands before the break is neither held against other files nor complained of."""
    good = "b: {kind: term, terms: {en: [xyz]}, related: {see: [a]}}\n"
    cut = "a: {kind: nonsense, terms: {en: [{term: abc, variants: [xyz]}]}}\nc: ["
    found = findings(write(tmp_path, {"a.yaml": cut, "b.yaml": good}))
    assert [(each.code, each.place.line) for each in found] == [("TB101", 2), ("TB122", 1)]


def test_deep_nesting_and_bombs_end_quickly(tmp_path: Path) -> None:
    nested = "a: " + "[" * 300_000
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefgh"))
    found = findings(write(tmp_path, {"a.yaml": nested, "b.yaml": bomb}))
    assert [finding.code for finding in found] == ["TB102", "TB102"]
