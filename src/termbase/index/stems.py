"""Where in a text a form may stand: an automaton over the stems of one language, and whose stems they are.

It only proposes; what counts is decided by the matcher, which compares every surface.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.text.words import word_starts

Proposal = tuple[int, int, int]
"""Start and end of a stem in the text as it is `sought` (code points), and the stem's number."""

Find = Callable[[str], Iterable[Proposal]]
"""Every stem in a text, in any order; also inside words."""


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of the entries of one language, each with the concepts (by position in the glossary) that have it."""

    find: Find
    firsts: Sequence[int]  # number of the stem → where its concepts begin in `concepts`; one more at the end
    concepts: Sequence[int]

    def concepts_of(self, number: int) -> Sequence[int]:
        """The positions of the concepts that have the stem with this number, ascending."""
        return self.concepts[self.firsts[number] : self.firsts[number + 1]]


def stems_of(concepts: Iterable[Iterable[str]]) -> tuple[list[str], Stems]:
    """The stems of concepts, given for each of them in the order of the glossary, without repetition."""
    owners: dict[str, list[int]] = {}
    for position, own in enumerate(concepts):
        for stem in own:
            owners.setdefault(stem, []).append(position)
    firsts, positions = array("I", [0]), array("I")
    for found in owners.values():
        positions.extend(found)
        firsts.append(len(positions))
    stems = list(owners)
    return stems, Stems(finder(stems), firsts, positions)


def finder(stems: Sequence[str]) -> Find:
    """A search for all stems at once: by daachorse where it is installed, else in Python."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick
    except ImportError:
        return plain_finder(stems)
    if not stems:
        return lambda text: ()
    find: Find = CharwiseDoubleArrayAhoCorasick(list(stems)).find_overlapping
    return find


def plain_finder(stems: Sequence[str]) -> Find:
    """The same proposals at word starts from a dictionary by length: slow, without any library."""
    numbers: Mapping[str, int] = {stem: number for number, stem in enumerate(stems)}
    lengths = sorted({len(stem) for stem in stems})

    def find(text: str) -> Iterator[Proposal]:
        for start in word_starts(text):
            for length in lengths:
                if start + length > len(text):
                    break
                number = numbers.get(text[start : start + length])
                if number is not None:
                    yield start, start + length, number

    return find
