"""The shared importer: what is filled, what differs, what is broken, and that nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.exchange._merge import Read, merge
from termbase.exchange.exchange import Imported, LoadOptions
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Finding, Place, Term, TermbaseError, Variant

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
    theirs = Concept("x1", "term", {"en": (Term("Kyiv City"),)}, identifiers={"wikidata": "Q1899"})
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
