"""Where in a text a form may stand: automata over the stems of one language, and whose stems they are.

They only propose; what counts is decided by the matcher, which compares every surface. A stem is sought in a text
that has spaces for all that belongs to no word, with a space before the stem: so none is found inside a word, and the
search ends where the word does.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.index.container import Part
from termbase.index.mapped import Growing, MappedPatterns, Numbers, mapped_parts
from termbase.text.words import begins_word, has_spaceless, is_ordinary, joined_to_spaceless, spaced

_WORTH = {"led": 500, "bare": 20}
"""Bytes of an automaton that are read while one character of text is searched in tables: most texts have few letters
that begin a bare stem."""
_TABLES = ("firsts", "concepts", "orders")

Proposal = tuple[int, int, int]
"""Where a stem starts in a text, where it ends in the text with a space before it (one further), and its number."""

Find = Callable[[str], Iterable[Proposal]]
"""Every pattern in a text, in any order: start, end (code points), number."""


@dataclass(frozen=True, slots=True)
class Stems:
    """The stems of the entries of one language, each with the entries that have it.

    `led` finds those that begin like an ordinary word, behind a space; `bare` the others, numbered after them.
    `firsts` tells by the number of a stem where its entries begin in the other two, and has one more at the end;
    `concepts` are their positions in the glossary, `orders` the numbers of the entries among those of their concept.
    """

    led: Find
    bare: Find | None
    first_bare: int
    firsts: Sequence[int]
    concepts: Sequence[int]
    orders: Sequence[int]

    def entries(self, number: int) -> Iterator[tuple[int, int]]:
        """Give concept and number of each entry that has the stem with this number."""
        for at in range(self.firsts[number], self.firsts[number + 1]):
            yield self.concepts[at], self.orders[at]

    def proposals(self, lower: str, padded: str, spaceless: bool) -> list[Proposal]:
        """Where in a text in small letters a stem stands at a word start, ascending.

        `padded` is the text `spaced`, with one space more at either end; `spaceless` tells whether it has letters of
        a script without spaces.
        """
        found = _behind_spaceless(self.led, padded) if spaceless else list(self.led(padded))
        if self.bare is not None:
            first = self.first_bare
            found += [
                (start, end + 1, first + number)
                for start, end, number in self.bare(_bare(lower))
                if begins_word(lower, start)
            ]
        found.sort()
        return found


def _behind_spaceless(find: Find, padded: str) -> list[Proposal]:
    """What is found where words also begin directly behind letters of a script without spaces."""
    cuts = joined_to_spaceless(padded)
    inserted = [cut + number for number, cut in enumerate(cuts)]
    return [
        (start - bisect_right(inserted, start), end - bisect_left(inserted, end), number)
        for start, end, number in find(_parted(padded, cuts))
    ]


def _parted(text: str, cuts: Sequence[int]) -> str:
    return " ".join(text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))


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
            self._led.setdefault(_led(stem), [])
            if is_ordinary(stem[0])
            else self._bare.setdefault(_bare(stem), [])
        )
        if owners[-2:] != [concept, order]:
            owners.extend((concept, order))

    def stems(self) -> Stems:
        """Give what was gathered, ready to be sought."""
        bare = finder(list(self._bare)) if self._bare else None
        return Stems(finder(list(self._led)), bare, len(self._led), *self._tables())

    def parts(self, lang: str) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Give the parts of a container that `stored` reads; none where there is no automaton to be written."""
        yield f"given.{lang}", ["\n".join(self.given_names).encode()]
        try:
            from daachorse import CharwiseDoubleArrayAhoCorasick
        except ImportError:
            return
        if not self._led and not self._bare:
            return
        yield f"stems.{lang}", [str(len(self._led)).encode()]
        for name, patterns in (("led", self._led), ("bare", self._bare)):
            if patterns:
                found = list(patterns)
                yield f"stems.{lang}.{name}", [CharwiseDoubleArrayAhoCorasick(found).serialize()]
                yield from mapped_parts(f"stems.{lang}.{name}", found)
        for name, numbers in zip(_TABLES, self._tables(), strict=True):
            yield f"stems.{lang}.{name}", [numbers.tobytes()]

    def _tables(self) -> tuple[array[int], array[int], array[int]]:
        firsts, concepts, orders = array("I", [0]), array("I"), array("I")
        for found in (*self._led.values(), *self._bare.values()):
            concepts.extend(found[::2])
            orders.extend(found[1::2])
            firsts.append(len(concepts))
        return firsts, concepts, orders


def _led(stem: str) -> str:
    """The pattern of a stem that begins like an ordinary word."""
    text = spaced(stem)
    return f" {_parted(text, joined_to_spaceless(text)) if has_spaceless(text) else text}"


def _bare(lower: str) -> str:
    """The pattern of another stem, or a text for such: with spaces for hyphens, so that compounds need no patterns."""
    return lower.replace("-", " ")


def stored(parts: Mapping[str, Part], lang: str) -> Stems | None:
    """Give the stems that `Gathered.parts` wrote; None if there are none, or no library to seek them with."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick
    except ImportError:
        return None
    own = f"stems.{lang}"
    if own not in parts:
        return None

    def find(name: str) -> Find | None:
        part = parts.get(f"{own}.{name}")
        if part is None:
            return None

        def automaton() -> Find:
            found: Find = CharwiseDoubleArrayAhoCorasick.deserialize(part.read()).find_overlapping
            return found

        return Growing(MappedPatterns(parts, f"{own}.{name}").find, automaton, len(part) // _WORTH[name])

    tables = (Numbers(parts[f"{own}.{table}"]) for table in _TABLES)
    return Stems(find("led") or _nothing, find("bare"), int(parts[own].read()), *tables)


def stored_given_names(parts: Mapping[str, Part], lang: str) -> list[str]:
    """Give the given names that `Gathered.parts` wrote."""
    return parts[f"given.{lang}"].read().decode().split("\n")


def finder(patterns: Sequence[str]) -> Find:
    """A search for all patterns at once: by daachorse where it is installed, else in Python."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick
    except ImportError:
        return plain_finder(patterns)
    if not patterns:
        return _nothing
    find: Find = CharwiseDoubleArrayAhoCorasick(list(patterns)).find_overlapping
    return find


def _nothing(text: str) -> Sequence[Proposal]:
    return ()


def plain_finder(patterns: Sequence[str]) -> Find:
    """The same from a dictionary by length, at each place where a pattern begins: slow, without any library."""
    numbers = {text: number for number, text in enumerate(patterns)}
    lengths: dict[str, set[int]] = {}
    for text in patterns:
        lengths.setdefault(text[:2], set()).add(len(text))

    def find(text: str) -> Iterator[Proposal]:
        for start in range(len(text)):
            for beginning in {text[start : start + 2], text[start]}:
                for length in lengths.get(beginning, ()):
                    number = numbers.get(text[start : start + length])
                    if number is not None and start + length <= len(text):
                        yield start, start + length, number

    return find
