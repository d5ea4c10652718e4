"""What French and Spanish share: the tables hold what the code reads, and what agrees with a name is seen."""

from __future__ import annotations

import re

import pytest

from termbase.languages._romance_context import agreeing, bears_article, narrow, with_capitals
from termbase.languages._tables import table
from termbase.languages._word_ends import with_ending
from termbase.languages.language import Bearing, Designation, language

CODES = ("fr", "es")
SORTS = {"copula": "-", "adverb": "-", "pronoun": "mf", "ending": "mfe-"}
M, F = (Designation("x", "organisation", gender=gender) for gender in "mf")


def test_the_words_behind_a_name_are_well_formed() -> None:
    rows = table("romance_behind")
    assert {row[0] for row in rows} == set(CODES)
    for code, sort, word, gender in rows:
        assert word == word.strip(), f"{code} {sort}: white space around “{word}”"
        assert gender in SORTS[sort], f"{code} {sort} {word}: {gender}"
        if sort == "pronoun":
            re.compile(word)
    assert len({row[:3] for row in rows}) == len(rows), "a row stands twice"


@pytest.mark.parametrize("code", CODES)
def test_every_sort_of_word_is_there(code: str) -> None:
    sorts = {row[0] for row in table(f"{code}_words")}
    assert {"one", "many", "preposition", "article", "predeterminer", "conjunction", "invariable"} <= sorts


@pytest.mark.parametrize(
    ("code", "before", "after", "seen"),
    [
        ("fr", "le ", " élargi", True),
        ("fr", "le ", " annonce", False),
        ("fr", "du ", " est arrivé", False),
        ("fr", "le ", " est arrivé", True),
        ("fr", "le ", "-Russie élargi", False),
        ("es", "el ", " ampliado", True),
        ("es", "el ", " como dijo", False),
        ("es", "", "", False),
    ],
)
def test_what_agrees_with_a_name_is_seen(code: str, before: str, after: str, seen: bool) -> None:
    assert agreeing(code, before, after, M, F, frozenset({"nom"})) is seen


def test_an_article_shows_a_person_not_the_noun() -> None:
    office = Designation("ministre", "office", gender="m")
    assert not bears_article(Bearing("ministre", office, frozenset(), None, rewritten=True, was=office))
    assert bears_article(Bearing("ministre", office, frozenset(), None, rewritten=True, was=F))


def test_a_determiner_tells_the_number() -> None:
    noun, cells = Designation("pays", "term"), frozenset({"nom", "pl-nom"})
    assert narrow("fr", "l'", "", noun, cells) == {"nom"}
    assert narrow("es", "300 ", "", noun, cells) == {"pl-nom"}
    assert narrow("fr", "", "", noun, cells) == cells


def test_capitals_go_over() -> None:
    assert [with_capitals("le ", old) for old in ("la ", "La ", "LA ", "L'")] == ["le ", "Le ", "LE ", "Le "]


@pytest.mark.parametrize("code", ["en", *CODES])
def test_the_tables_of_endings_never_lose_a_word(code: str) -> None:
    """A plural is made of what the table knows: it is never empty and begins as the word does."""
    paradigm = language(code).paradigm
    for word in ("policy", "misión", "journal", "Czech", "attorney general", "état", "crisis"):
        for surfaces in paradigm(Designation(word, "term")).values():
            assert all(surface[:2].lower() == word[:2].lower() for surface in surfaces)


def test_whole_words_come_before_ends() -> None:
    rows = {"": "s", "man": "men", "^german": "germans", "^cargo": "cargoes/cargos", "^chaos": "-"}
    assert with_ending(rows, "German") == ("Germans",)
    assert with_ending(rows, "air cargo") == ("air cargoes", "air cargos")
    assert with_ending(rows, "chaos") == ()
    assert with_ending(rows, "fireman") == ("firemen",)
