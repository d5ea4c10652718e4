"""German places that have an article beside such that have none: in der Mongolei, in China (Duden 4, Grammatik).

Where a name of the one kind replaces one of the other, the article comes or goes; that is only proposed, since the
preposition may have to change as well (in die Mongolei, nach China).
"""

from __future__ import annotations

from dataclasses import replace

from termbase.languages._german_adjectives import ending_of, is_adjective
from termbase.languages._german_articles import CASES, determiners, governing, write_determiner
from termbase.languages._german_determiners import agree as agree_determiner
from termbase.languages._german_determiners import preceding
from termbase.languages._german_determiners import undemanding as is_undemanding
from termbase.languages.language import Bearing, Correction, Designation

_NEEDED = Correction(0, "", certain=False, needed=True)


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct the words before a name; None where they may be right."""
    was = _with_another_article(bearing) if not after.startswith("-") else None
    if was is not None:
        has = _has_article(bearing.designation)
        correction = _with_article(before, bearing) if has else _without_article(before, was)
        if correction is not None:
            return correction
    return agree_determiner(before, after, bearing)


def undemanding(bearing: Bearing) -> bool:
    """Whether `agree` has nothing to say of a name, whatever stands around it."""
    return _with_another_article(bearing) is None and is_undemanding(bearing)


def _with_another_article(bearing: Bearing) -> Designation | None:
    """The place that was rewritten, if it had an article and the new one has none, or the other way round."""
    name, was = bearing.designation, bearing.was
    if was is None or name.kind != "place":
        return None
    if (was.gender, was.number) != (name.gender, name.number):
        was = replace(was, article="none")  # a variant has the article of its term
    if _has_article(was) == _has_article(name):
        return None
    in_a_case = any(cell.removeprefix("pl-").split("/")[0] in CASES for cell in bearing.cells)
    return was if in_a_case else None


def _has_article(place: Designation) -> bool:
    """Whether a place has an article in a sentence: all but neuters, and these where an adjective stands in the name.

    >>> [_has_article(Designation(text, "place", gender="n")) for text in ("China", "Totes Meer")]
    [False, True]
    """
    if place.article == "definite" or place.number == "pl" or place.gender in ("m", "f"):
        return True
    first, space, _rest = place.text.partition(" ")
    return bool(space) and bool(ending_of(first)) and is_adjective(first)


def _without_article(before: str, was: Designation) -> Correction | None:
    """What is left of the article of the old name: zur Mongolei, zu China."""
    found = preceding(before)
    determiner = determiners().get(found.word.lower()) if found else None
    gender = "pl" if was.number == "pl" else was.gender
    if found is None or determiner is None or gender not in {each for each, _case in determiner.cells}:
        return None
    if determiner.stem != "d":
        return _NEEDED
    preposition = determiner.preposition and f"{determiner.preposition} "
    if found.word[0].isupper():
        preposition = preposition.capitalize()
    return Correction(len(found.word) + 1, preposition, certain=False, needed=True)


def _with_article(before: str, bearing: Bearing) -> Correction | None:
    """The preposition with the article that the new name asks for: in China, in der Mongolei."""
    found = preceding(before)
    word = found.word.lower() if found else ""
    if word in determiners():
        return None
    if found is None or word not in governing():
        return _NEEDED
    name = bearing.designation
    gender = "pl" if name.number == "pl" else name.gender
    if not gender:
        return _NEEDED
    preposition, case = ("in", "acc") if word == "nach" else (word, "")
    case = case or next(case for case in ("dat", "acc", "gen") if case in governing()[word])
    new = f"{write_determiner(preposition, 'd', gender, case)} "
    return Correction(
        len(word) + 1, new.capitalize() if found.word[0].isupper() else new, certain=False, needed=True
    )
