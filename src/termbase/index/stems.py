"""The stems of one language, which tell where in a text a form may stand, and whose stems they are."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.index.container import Part
from termbase.index.patterns import Numbers, sorted_patterns, stored_patterns
from termbase.index.seeking import led, unhyphened
from termbase.text.words import is_ordinary

try:
    from termbase.index._seeking import Seeker
except ImportError:  # where it was not built
    from termbase.index.seeking import Seeker  # type: ignore[assignment]

_TABLES = ("firsts", "concepts", "orders")


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of the entries of one language, each with the entries that have it.

    `firsts` tells by the number of a stem where its entries begin in the other two, and has one more at the end;
    `concepts` are their positions in the glossary, `orders` the numbers of the entries among those of their concept.
    """

    seeker: Seeker
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
        self._led: dict[str, list[int]] = {}  # concept and number of each entry, one after the other
        self._bare: dict[str, list[int]] = {}
        self.given_names: dict[str, None] = {}  # of persons

    def add(self, stem: str, concept: int, order: int) -> None:
        """Take in a stem of an entry: of the concept at a position in the glossary, by its number there.

        Stems that are sought alike share a number. Those of one entry are added one after the other.
        """
        owners = (
            self._led.setdefault(led(stem), [])
            if is_ordinary(stem[0])
            else self._bare.setdefault(unhyphened(stem), [])
        )
        if owners[-2:] != [concept, order]:
            owners.extend((concept, order))

    def stems(self) -> Stems:
        """Give what was gathered, ready to be sought."""
        return Stems(
            Seeker(*(sorted_patterns(list(own)) for own in (self._led, self._bare))), *self._tables()
        )

    def parts(self, lang: str) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Give the parts of a container that `stored` reads."""
        yield f"given.{lang}", ["\n".join(self.given_names).encode()]
        for name, own in (("led", self._led), ("bare", self._bare)):
            yield from sorted_patterns(list(own)).parts(f"stems.{lang}.{name}")
        for name, numbers in zip(_TABLES, self._tables(), strict=True):
            yield f"stems.{lang}.{name}", [numbers.tobytes()]

    def _tables(self) -> tuple[array[int], array[int], array[int]]:
        firsts, concepts, orders = array("I", [0]), array("I"), array("I")
        for found in (*self._led.values(), *self._bare.values()):
            concepts.extend(found[::2])
            orders.extend(found[1::2])
            firsts.append(len(concepts))
        return firsts, concepts, orders


def stored(parts: Mapping[str, Part], lang: str) -> Stems:
    """Give the stems that `Gathered.parts` wrote."""
    own = f"stems.{lang}"
    seeker = Seeker(*(stored_patterns(parts, f"{own}.{name}") for name in ("led", "bare")))
    return Stems(seeker, *(Numbers(parts[f"{own}.{table}"]) for table in _TABLES))


def stored_given_names(parts: Mapping[str, Part], lang: str) -> list[str]:
    """Give the given names that `Gathered.parts` wrote."""
    return parts[f"given.{lang}"].read().decode().split("\n")
