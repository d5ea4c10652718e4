"""The shared importer: what is filled, what differs, what is broken, and that nothing else moves."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from termbase.exchange._merge import Read, merge
from termbase.exchange.exchange import Imported, LoadOptions
from termbase.files import lock
from termbase.glossary.data import concept_data, concept_of
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Example, Finding, Place, Term, TermbaseError, Variant

GLOSSARY = """\
# Places.
kyiv:   # the capital
  kind: place
  identifiers: {wikidata: Q1899}
  terms:
    de:
      - term: Kyjiw  # as the house has it
        gender: n
        variants: [Kiew]
    en: [Kyiv]

minsk:
  kind: place
  terms: {de: [{term: Minsk, gender: n}]}
# The end.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "places.yaml").write_text(GLOSSARY, "utf-8")
    return folder


def concept(id: str, line: int = 1, **terms: object) -> Concept:
    place = Place("x.tbx", line)
    texts = {lang: each if isinstance(each, tuple) else (each,) for lang, each in terms.items()}
    made = {
        lang: tuple(t if isinstance(t, Term) else Term(str(t)) for t in each) for lang, each in texts.items()
    }
    return Concept(id, "term", made, place=place)


def imported(folder: Path, *items: Concept | Read | Finding, **options: object) -> Imported:
    stream = (Read(item) if isinstance(item, Concept) else item for item in items)
    return merge(stream, folder, LoadOptions(**options), format="tbx", file=Path("x.tbx"))  # type: ignore[arg-type]


def codes(done: Imported) -> list[str]:
    return [finding.code for finding in done.findings]


def test_new_concepts_go_to_the_end_of_one_file(folder: Path) -> None:
    done = imported(
        folder, concept("lviv", de="Lwiw"), concept("IATE-7", de="Odessa"), concept("", de="Dnipró")
    )
    assert done.counts == {"added": 3}
    assert (folder / "x.yaml").read_text("utf-8") == (
        "lviv:\n  kind: term\n  terms:\n    de:\n      - Lwiw\n\n"
        "iate-7:\n  kind: term\n  identifiers: {tbx: IATE-7}\n  terms:\n    de:\n      - Odessa\n\n"
        "dnipro:\n  kind: term\n  terms:\n    de:\n      - Dnipró\n"
    )
    again = imported(
        folder, concept("lviv", de="Lwiw"), concept("IATE-7", de="Odessa"), concept("", de="Dnipró")
    )
    assert (again.counts, again.files) == ({"unchanged": 3}, ())


def test_what_is_missing_is_appended_by_span(folder: Path) -> None:
    theirs = Concept(
        "kyiv",
        "term",
        {
            "de": (
                Term("Kyjiw", source="Duden", variants=(Variant("Kijew"), Variant("Kiew", kind="former"))),
            ),
            "fr": (Term("Kyïv"),),
        },
        note="Hauptstadt",
        place=Place("x.tbx", 3),
    )
    done = imported(folder, theirs, concept("minsk", 9, de="Minsk"))
    assert done.counts == {"changed": 1, "conflicts": 1, "unchanged": 1}
    assert codes(done) == ["TB721"]
    assert "kind (Kiew) is “former” in the file and “spelling”" in done.findings[0].message
    assert (folder / "places.yaml").read_text("utf-8") == GLOSSARY.replace(
        "[Kiew]\n    en: [Kyiv]\n",
        "[Kiew, Kijew]\n        source: Duden\n    en: [Kyiv]\n    fr: [Kyïv]\n  note: Hauptstadt\n",
    )


def test_merged_by_identifier(folder: Path) -> None:
    terms = {"en": (Term("Kyiv City"), Term("Kyiv"))}
    theirs = Concept("x1", "term", terms, identifiers={"wikidata": "Q1899"})
    assert imported(folder, theirs).counts == {"changed": 1}
    assert [term.text for term in read_glossary(folder).concepts["kyiv"].terms["en"]] == ["Kyiv", "Kyiv City"]


def test_an_id_of_something_else_is_a_conflict(folder: Path) -> None:
    done = imported(folder, concept("minsk", 4, en="Galaxy"))
    assert (codes(done), done.files, done.findings[0].place.line) == (["TB724"], (), 4)


def test_forms_of_other_concepts_are_left_out(folder: Path) -> None:
    done = imported(
        folder,
        concept("kiew", 2, de=("Kiew", "Kiewchen")),
        concept("b", 3, de=Term("B", variants=(Variant("Minsk"),))),
    )
    assert [code for code in codes(done) if code != "TB729"] == ["TB726", "TB722", "TB722"]
    assert done.counts == {"added": 2, "conflicts": 2}
    read_glossary(folder)


def test_a_new_id_for_all_the_forms_of_a_concept_is_said(folder: Path) -> None:
    """A table that came back from another tool has its ids: nobody shall have each concept twice unawares."""
    done = imported(folder, concept("7", 2, de="Kyjiw", en="Kyiv"), concept("8", 3, de="Kyjiw", en="Dynamo"))
    assert done.counts == {"added": 2}
    (found,) = (each for each in done.findings if each.code == "TB727")
    assert (found.level, found.place.line, "“kyiv”" in found.message) == ("warning", 2, True)


def test_references_are_renamed_also_forwards(folder: Path) -> None:
    one = Concept("A", "term", {"de": (Term("eins"),)}, related={"see": ("B", "Q")})
    two = Concept("B", "term", {"de": (Term("zwei"),)}, related={"see": ("A",)})
    three = Concept(
        "Q", "term", {"de": (Term("Kyjiw"),)}, identifiers={"wikidata": "Q1899"}, related={"see": ("B",)}
    )
    imported(folder, one, two, three)
    concepts = read_glossary(folder).concepts
    assert concepts["a"].related == {"see": ("b", "kyiv")}
    assert concepts["b"].related == {"see": ("a",)}
    assert concepts["kyiv"].related == {"see": ("b",)}


BROKEN = [
    Finding("TB730", "error", "broken", Place("x.tbx", 5)),
    concept("b", 5, **{"klingon-x": "b"}),
    concept("b", 5, de=" b "),
    concept("a", 5, de="c"),
    concept("b", 5),
]


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_entries_stop_unless_the_user_keeps_going(folder: Path, broken: Concept | Finding) -> None:
    with pytest.raises(TermbaseError) as caught:
        imported(folder, concept("a", 1, de="a"), broken, concept("d", 9, de="d"))
    assert caught.value.findings[0].place.line == 5
    assert sorted(path.name for path in folder.iterdir()) == ["places.yaml"]
    done = imported(folder, concept("a", 1, de="a"), broken, concept("d", 9, de="d"), keep_going=True)
    assert done.counts == {"added": 2, "broken": 1}
    assert set(read_glossary(folder).concepts) == {"kyiv", "minsk", "a", "d"}
    assert "error" in {finding.level for finding in done.findings if finding.place.line == 5}


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    done = imported(folder, concept("a", de="a"), concept("minsk", en="Minsk", de="Minsk"), write=False)
    assert (done.counts, done.files) == ({"added": 1, "changed": 1}, ())
    assert (folder / "places.yaml").read_text("utf-8") == GLOSSARY
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["termbase.yaml", "../x.yaml", "x.txt", "styles/a.yaml", "places.yaml/a.yaml"]
)
def test_files_that_hold_no_concepts_are_refused(folder: Path, name: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        imported(folder, concept("a", de="a"), into=Path(name))
    assert caught.value.findings[0].code == "TB953"


def test_without_ids_the_forms_tell(folder: Path) -> None:
    done = imported(folder, concept("", 1, de="Kiew", en="Kyiv", pl="Kijów"))
    assert [(each.concept, each.lang, each.new) for each in done.changes] == [("kyiv", "pl", "Kijów")]


SHAPES = {
    "flow": "{kyiv: {kind: place, terms: {de: [Kyjiw]}}}\n",
    "indented": "  kyiv:\n    kind: place\n    terms:\n      de: [Kyjiw]\n",
    "scalars": "kyiv:\n  kind: place\n  domain: city\n  definition: {de: Stadt}\n  terms: {de: [Kyjiw]}\n",
    "empty fields": "kyiv:\n  kind: place\n  note:\n  domain: []\n  terms:\n    de: [Kyjiw]\n    fr:\n",
    "CRLF": "# x\r\nkyiv:\r\n  kind: place\r\n  terms:\r\n    de:\r\n      - Kyjiw # y\r\n",
    "no line end": "kyiv:\n  kind: place\n  terms:\n    de:\n    - term: Kyjiw\n      gender: n",
    "explicit defaults": "kyiv:\n  kind: place\n  terms:\n    de: [{term: Kyjiw, status: preferred, type: full}]\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_way_to_write_yaml_grows(folder: Path, shape: str) -> None:
    path = folder / "places.yaml"
    path.write_bytes(SHAPES[shape].encode())
    before = path.read_bytes()
    theirs = Concept(
        "kyiv",
        "term",
        {
            "de": (
                Term("Kyjiw", source="Duden", forms={"gen": ("Kyjiws",)}, variants=(Variant("Kiew"),)),
                Term("K", type="abbreviation"),
            ),
            "fr": (Term("Kyïv"),),
        },
        ("city", "capital"),
        {"de": Definition("Stadt", "Duden"), "en": Definition("city")},
        {"wikidata": "Q1899"},
        "note",
        {"see": ("minsk",)},
        (Example("de", "Kiew", "Kyjiw"),),
        {"tbx": [{"note": "x"}]},
        Place("x.tbx", 1),
    )
    done = imported(folder, theirs)
    assert done.counts == {"changed": 1}, done.findings
    found = read_glossary(folder).concepts["kyiv"]
    assert found.terms["de"][0].variants == (Variant("Kiew"),)
    assert found.terms["de"][0].source == "Duden"
    assert [term.text for term in found.terms["de"]] == ["Kyjiw", "K"]
    assert found.terms["fr"] == theirs.terms["fr"]
    for field in ("domain", "definition", "identifiers", "note", "related", "examples", "extra"):
        assert getattr(found, field) == getattr(theirs, field)
    assert imported(folder, theirs).counts == {"unchanged": 1}
    after = path.read_bytes()
    for line in before.split():  # nothing is taken away, comments neither
        assert line.strip(b"[]{},") in after
    if shape == "CRLF":
        assert after.count(b"\n") == after.count(b"\r\n")


DIFFERENT = [
    (Term("Kyjiw", gender="f"), "gender (Kyjiw) is “f” in the file and “n”"),
    (Term("Kyjiw", status="deprecated"), "status (Kyjiw) is “deprecated” in the file and “preferred”"),
    (Term("Kiew"), "“Kiew” is a term in the file and a variant of “Kyjiw”"),
    (
        Term("Kyjiw-Stadt", status="admitted", variants=(Variant("Kiew"),)),
        "a variant of “Kyjiw-Stadt” in the file and of “Kyjiw”",
    ),
    (
        Term("Stadt", status="admitted", variants=(Variant("Kyjiw"),)),
        "a variant of “Stadt” in the file and a term",
    ),
]


@pytest.mark.parametrize(("term", "said"), DIFFERENT)
def test_nothing_is_overwritten(folder: Path, term: Term, said: str) -> None:
    ours = read_glossary(folder).concepts["kyiv"].terms["de"][0]
    done = imported(folder, concept("kyiv", 7, de=term, en="Kyiv"))
    conflicts = [finding for finding in done.findings if finding.code == "TB721"]
    assert [finding.place.line for finding in conflicts] == [7]
    assert said in conflicts[0].message
    assert done.counts["conflicts"] == 1
    assert read_glossary(folder).concepts["kyiv"].terms["de"][0] == ours


@pytest.mark.parametrize(
    ("terms", "taken"),
    [
        (Term("Kijow"), []),  # canonical there, and here nobody would be told to write ours any more
        ((Term("Kijow"), Term("Kyjiw")), ["Kijow"]),  # the file has ours too
        (Term("Kijow", status="admitted"), ["Kijow"]),
        (Term("KJW", type="acronym"), ["KJW"]),
        (Term("Kijow", region="de-AT"), ["Kijow"]),
    ],
)
def test_another_canonical_form_in_place_of_ours_is_a_conflict(
    folder: Path, terms: Term | tuple[Term, ...], taken: list[str]
) -> None:
    done = imported(folder, concept("kyiv", 7, de=terms, en="Kyiv"))
    assert [change.new for change in done.changes if change.type != "region"] == taken
    said = ["the file prefers “Kijow” (de), the glossary “Kyjiw”; the glossary stays, decide in the YAML"]
    assert [each.message for each in done.findings if each.code == "TB721"] == ([] if taken else said)


def test_a_deprecated_term_that_is_our_variant_is_nothing_new(folder: Path) -> None:
    done = imported(folder, concept("kyiv", de=("Kyjiw", Term("Kiew", status="deprecated"))))
    assert done.counts == {"unchanged": 1}


def test_defaults_count_where_the_file_states_them(folder: Path) -> None:
    (folder / "places.yaml").write_text(
        "a: {kind: term, terms: {de: [{term: A, status: admitted}]}}\n", "utf-8"
    )
    silent = imported(folder, concept("a", de="A"))
    assert silent.counts == {"unchanged": 1}
    stated = imported(folder, Read(concept("a", de="A"), frozenset({"status"})))
    assert stated.counts == {"conflicting": 1, "conflicts": 1}


def test_another_run_is_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("termbase.exchange._merge.lock", partial(lock, seconds=0.1))
    with lock(folder), pytest.raises(TermbaseError, match="another termbase"):
        merge([], folder, LoadOptions(), format="tbx", file=Path("x.tbx"))


def test_data_of_glossaries_are_read_back(folder: Path) -> None:
    for id_, each in read_glossary(folder).concepts.items():
        assert concept_of(id_, concept_data(each)) == each


def test_a_concept_whose_only_term_is_a_variant_elsewhere_is_a_conflict_and_stops_nothing(
    folder: Path,
) -> None:
    done = imported(folder, concept("x", 3, de="Kiew"), concept("a", 9, de="a"))
    assert done.counts == {"added": 1, "conflicting": 1, "conflicts": 1}
    assert [(each.code, each.place.line) for each in done.findings if each.level == "error"] == [("TB722", 3)]
    assert set(read_glossary(folder).concepts) == {"kyiv", "minsk", "a"}
