"""What compiling gathers for the matchers: the stems that shapes begin with, the same by one process and by two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.glossary.schema import read_glossary
from termbase.index import apart
from termbase.index.cache import write_compiled
from termbase.index.entries import Entry, _is_folded, entries_of
from termbase.index.gathering import stems
from termbase.index.shapes import shapes
from termbase.languages.language import language
from termbase.model import Concept, Glossary, MatchRule, Term, TermbaseError, Variant
from termbase.text.view import fold

SHIPPED = Path(__file__).parents[1] / "glossary"
LANGUAGES = ("de", "en", "fr", "es", "ru", "uk", "be", "pl", "tr", "kk", "ky", "hy", "az", "zh", "el")
LETTERS = "abioßsuéİıiIAKŁłżКиевськийінь'’- -ςΣσև基辅\u0301\u00ad\u02bcST"


def begun_with(entry: Entry) -> set[str]:
    """What the stems of an entry are, by its shapes."""
    return {shape.stem.replace("-", " ") for shape in shapes(entry)}


def test_the_stems_are_those_of_the_shapes() -> None:
    seen = 0
    for concept in read_glossary(SHIPPED).concepts.values():
        for lang in concept.terms:
            for entry in entries_of(concept, lang):
                assert stems(entry) == begun_with(entry), entry
                seen += 1
    assert seen > 3000


names = st.text(LETTERS, min_size=1, max_size=14).map(str.strip).filter(bool)
forms = st.dictionaries(st.sampled_from(["gen", "pl-nom", "er"]), names.map(lambda form: (form,)), max_size=2)
rules = st.builds(
    MatchRule,
    case=st.sampled_from([None, "exact", "any"]),
    compounds=st.sampled_from([None, "none", "closed"]),
    inflect=st.sampled_from([None, "none"]),
)
terms = st.builds(
    Term,
    names,
    type=st.sampled_from(["full", "short", "acronym"]),
    gender=st.sampled_from([None, "m", "f", "n"]),
    number=st.sampled_from(["sg", "pl"]),
    forms=forms,
    match=rules,
    variants=st.lists(st.builds(Variant, names), max_size=2).map(tuple),
)
concepts = st.builds(
    lambda kind, found: Concept("c", kind, dict.fromkeys(LANGUAGES, found)),
    st.sampled_from(["person", "place", "organisation", "term", "demonym"]),
    st.lists(terms, min_size=1, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(concepts)
def test_the_stems_of_any_name_are_those_of_its_shapes(concept: Concept) -> None:
    for lang in LANGUAGES:
        for entry in entries_of(concept, lang):
            assert stems(entry) == begun_with(entry), entry


@given(st.text(LETTERS + "\n\t\u3000\u2011"))
def test_what_is_told_to_be_folded_is(text: str) -> None:
    assert not _is_folded(text) or fold(text) == text


def test_surfaces_are_folded() -> None:
    (entry,) = entries_of(Concept("c", "place", {"de": (Term("Ber\u00adlin\u2011Mitte Su\u0308d"),)}), "de")
    assert entry.designation.text not in entry.surfaces
    assert "Berlin-Mitte Süds" in entry.surfaces
    assert language("de").code == "de"


def some(count: int = 40) -> Iterator[Concept]:
    for number in range(count):
        own = (Term(f"Ort{number} Süd", gender="n", variants=(Variant(f"Алма-{number}\u2028x"),)),)
        yield Concept(f"c{number}", "place", {"de": own, "ru": own, "de-AT": own})


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FEW", 7)
    monkeypatch.setattr(apart, "_processors", lambda: 2)


def written(path: Path) -> bytes:
    write_compiled(path, Glossary({}, "de"), some())
    return path.read_bytes()


def alone(tmp_path: Path) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "_processors", lambda: 1)
        return written(tmp_path / "alone.termbase")


@pytest.mark.usefixtures("two")
def test_two_processes_write_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    begin = apart.Sought._begin
    monkeypatch.setattr(apart.Sought, "_begin", lambda own: (begin(own), begun.append(own._process))[0])
    assert written(tmp_path / "both.termbase") == alone(tmp_path)
    (process,) = begun
    assert process.poll() is not None


@pytest.mark.usefixtures("two")
def test_where_no_other_process_begins_one_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "nowhere"))
    assert written(tmp_path / "both.termbase") == alone(tmp_path)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    "program",
    [
        "pass",
        "import sys; sys.stdin.buffer.read()",
        "import sys; sys.stdin.buffer.read(); print('stems.de 99'); print('x')",
        "import sys; sys.stdin.buffer.read(); print('stems.de 9', end='')",
    ],
)
def test_a_second_process_that_fails_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(apart, "_PROGRAM", program)
    with pytest.raises(TermbaseError, match="second process"):
        written(tmp_path / "failed.termbase")
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("two")
def test_an_error_ends_the_second_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = []
    begin = apart.Sought._begin
    monkeypatch.setattr(apart.Sought, "_begin", lambda own: (begin(own), begun.append(own._process))[0])

    def broken() -> Iterator[Concept]:
        yield from some()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_compiled(tmp_path / "failed.termbase", Glossary({}, "de"), broken())
    assert begun[0].poll() is not None
    assert not list(tmp_path.iterdir())
