"""German determiners and prepositions: their forms and the cases that they have or govern (Duden 4, Grammatik)."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from termbase.languages._tables import table

CASES = ("nom", "gen", "dat", "acc")


@dataclass(frozen=True, slots=True)
class Determiner:
    """A determiner as it may stand in a text: what it is made of and what it may mean."""

    stem: str
    cells: frozenset[tuple[str, str]]  # (m f n pl, case)
    preposition: str = ""

    def leaves_strong(self, cell: str) -> bool:
        """Whether an adjective after it has strong endings in a cell, as after ein and all that inflect like it.

        >>> [determiners()[word].leaves_strong("nom") for word in ("ein", "eine", "die")]
        [True, True, False]
        """
        return self.stem in _mixed() and cell.partition("/")[0] in ("nom", "acc")


@functools.cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    """Stem → gender or pl → its four endings."""
    return {
        stem: dict(zip(("m", "f", "n", "pl"), (tuple(forms.split()) for forms in rest), strict=True))
        for stem, *rest in table("de_determiners")
    }


@functools.cache
def _mixed() -> frozenset[str]:
    """The stems that have no ending somewhere: ein, kein, unser."""
    return frozenset(stem for stem, genders in _table().items() if "." in genders["m"])


def _form(stem: str, gender: str, case: str) -> str:
    """The determiner in a gender (or pl) and case, empty where it has none."""
    ending = _table()[stem][gender][CASES.index(case)]
    return "" if ending == "-" else stem + ending.removeprefix(".")


@functools.cache
def determiners() -> dict[str, Determiner]:
    """Every form of a determiner, contractions with prepositions too, with what it may mean."""
    cells: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    for stem, genders in _table().items():
        for gender in genders:
            for case in CASES:
                if form := _form(stem, gender, case):
                    cells.setdefault((form, stem, ""), set()).add((gender, case))
    for contraction, preposition, article in table("de_contractions"):
        governed = governing()[preposition]
        meant = {cell for cell in cells[article, "d", ""] if cell[1] in governed and cell[0] != "pl"}
        cells[contraction, "d", preposition] = meant
    return {form: Determiner(stem, frozenset(found), prep) for (form, stem, prep), found in cells.items()}


@functools.cache
def governing() -> dict[str, frozenset[str]]:
    """Preposition → the cases that it governs."""
    return {preposition: frozenset(cases.split()) for preposition, cases in table("de_prepositions")}


@functools.cache
def contractions() -> dict[tuple[str, str], str]:
    """Preposition and article → the contraction that is usual: (in, dem), im."""
    usual: Iterable[str] = ("im", "am", "zum", "zur", "vom", "beim", "ins", "ans")
    return {(prep, article): word for word, prep, article in table("de_contractions") if word in usual}


def write_determiner(preposition: str, stem: str, gender: str, case: str) -> str:
    """A determiner in a gender (or pl) and case, with its preposition; empty where it has none."""
    form = _form(stem, gender, case)
    if not form or not preposition:
        return form
    return contractions().get((preposition, form), f"{preposition} {form}")
