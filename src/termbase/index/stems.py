"""Where in a text a form may stand: an automaton over the stems of one language, and whose stems they are.

It only proposes; what counts is decided by the matcher, which compares every surface.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.index.container import Part
from termbase.text.words import word_starts

_TABLES = ("firsts", "concepts", "orders")

Proposal = tuple[int, int, int]
"""Start and end of a stem in the text as it is `sought` (code points), and the stem's number."""

Find = Callable[[str], Iterable[Proposal]]
"""Every stem in a text, in any order; also inside words."""


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of the entries of one language, each with the entries that have it.

    `firsts` tells by the number of a stem where its entries begin in the other two, and has one more at the end;
    `concepts` are their positions in the glossary, `orders` the numbers of the entries among those of their concept.
    """

    find: Find
    firsts: Sequence[int]
    concepts: Sequence[int]
    orders: Sequence[int]

    def entries(self, number: int) -> Iterator[tuple[int, int]]:
        """Give concept and number of each entry that has the stem with this number."""
        for at in range(self.firsts[number], self.firsts[number + 1]):
            yield self.concepts[at], self.orders[at]


class Gathered:
    """The stems of one language as they are gathered, each with the entries that have it, and given names."""

    def __init__(self) -> None:
        self._owners: dict[str, list[int]] = {}  # concept and number of each entry, one after the other
        self.given_names: dict[str, None] = {}  # of persons

    def add(self, stem: str, concept: int, order: int) -> None:
        """Take in a stem of an entry: of the concept at a position in the glossary, by its number there."""
        self._owners.setdefault(stem, []).extend((concept, order))

    def stems(self) -> Stems:
        """Give what was gathered, ready to be sought."""
        return Stems(finder(list(self._owners)), *self._tables())

    def parts(self, lang: str) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Give the parts of a container that `stored` reads; none where there is no automaton to be written."""
        yield f"given.{lang}", ["\n".join(self.given_names).encode()]
        try:
            from daachorse import CharwiseDoubleArrayAhoCorasick
        except ImportError:
            return
        if self._owners:
            yield f"stems.{lang}", [CharwiseDoubleArrayAhoCorasick(list(self._owners)).serialize()]
            for name, numbers in zip(_TABLES, self._tables(), strict=True):
                yield f"stems.{lang}.{name}", [numbers.tobytes()]

    def _tables(self) -> tuple[array[int], array[int], array[int]]:
        firsts, concepts, orders = array("I", [0]), array("I"), array("I")
        for found in self._owners.values():
            concepts.extend(found[::2])
            orders.extend(found[1::2])
            firsts.append(len(concepts))
        return firsts, concepts, orders


def stored(parts: Mapping[str, Part], lang: str) -> Stems | None:
    """Give the stems that `Gathered.parts` wrote; None if there are none, or no library to seek them with."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick
    except ImportError:
        return None
    name = f"stems.{lang}"
    if name not in parts:
        return None
    find: Find = CharwiseDoubleArrayAhoCorasick.deserialize(parts[name].read()).find_overlapping
    return Stems(find, *(array("I", parts[f"{name}.{table}"].read()) for table in _TABLES))


def stored_given_names(parts: Mapping[str, Part], lang: str) -> list[str]:
    """Give the given names that `Gathered.parts` wrote."""
    return parts[f"given.{lang}"].read().decode().split("\n")


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
