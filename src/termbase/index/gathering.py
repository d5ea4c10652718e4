"""What is written of a concept for texts of one language: the stems of its entries, and the given names of a person.

The stems are those that `shapes.shapes` begins with. A whole authority file passes here, so that all surfaces of an
entry are turned to small letters at once and no shape is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from termbase.index.entries import Entry, entries_of, given_names_of
from termbase.index.stems import Gathered
from termbase.model import Concept
from termbase.text.view import small_letters

_APART = "\n"  # between surfaces that are turned to small letters at once; each is one line
_FIRST_WORD = re.compile(r"[^ -]*")
_SHORTEST = 3  # surfaces that share less are sought each by itself (go, went)


def gather(gathered: Gathered, position: int, concept: Concept, lang: str) -> None:
    """Add what the matcher of a language needs of the concept at a position in the glossary."""
    for order, entry in enumerate(entries_of(concept, lang)):
        for stem in sorted(stems(entry)):  # what is compiled anew must have the same bytes
            gathered.add(stem, position, order)
    if concept.kind == "person":
        gathered.given_names.update(dict.fromkeys(sorted(given_names_of(concept, lang))))


def stems(entry: Entry) -> set[str]:
    """Give the stems of all shapes of an entry, with spaces for hyphens: both are sought alike."""
    surfaces = _APART.join([surface for own in entry.paradigm.values() for surface in own])
    if not surfaces:
        return set()
    plain = small_letters(surfaces)
    ways = [plain.split(_APART)]
    if entry.case != "exact":
        in_capitals = small_letters(entry.language.upper(surfaces))
        if in_capitals != plain:
            capitals = zip(in_capitals.split(_APART), ways[0], strict=True)
            ways.append([own for own, low in capitals if own != low])
    if "-" in plain and " " in entry.designation.text and entry.compounds != "none":
        ways += [[low.replace(" ", "-") for low in way] for way in ways]
    return {start.replace("-", " ") for way in ways for start in _starts(way, entry.combined) if start}


def _starts(lows: Sequence[str], combined: bool) -> Iterator[str]:
    """What surfaces in small letters begin with; each stands for itself where they have little in common.

    Combined names begin with the given name, so that they are as many stems as there are given names.
    """
    first, last = min(lows), max(lows)
    length = len(first)
    if not last.startswith(first):
        length = next(at for at, char in enumerate(first) if last[at] != char)
    shared = first[:length]
    if combined:
        shared = _FIRST_WORD.match(shared)[0]  # type: ignore[index]
    if len(shared) >= _SHORTEST or len(shared) >= min(map(len, lows)):
        return iter((shared,))
    return iter(lows)
