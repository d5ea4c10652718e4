"""Patterns in a text, sought in sorted tables that are read where they lie: for short texts, before an automaton is.

An automaton over a million stems takes longer to read than a page of text takes to be searched. Here a search halves a
sorted table at each place of the text where a pattern may begin. All patterns that begin a text are the last one that
does not sort after it, or begin that one: each knows the longest other pattern that it begins with.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from termbase.index.container import Part

_TABLES = ("ends", "numbers", "within")
_ITEM = 4  # bytes of a number
_ONE_BY_ONE = 5000  # numbers

Found = tuple[int, int, int]
"""Start and end of a pattern in a text (code points), and its number."""


class MappedPatterns:
    """Patterns that `mapped_parts` wrote, ready to be sought."""

    def __init__(self, parts: Mapping[str, Part], name: str) -> None:
        self._texts = parts[f"{name}.sorted"].view()
        self._ends, self._numbers, self._within = (
            parts[f"{name}.{each}"].view().cast("I") for each in _TABLES
        )
        self._longest = self._ends[-1]
        self._count = len(self._numbers)
        self._near: dict[int, str] = {}  # patterns that every search comes by
        self._begun: dict[str, bool] = {}  # one or two characters → whether a pattern begins with them

    def find(self, text: str) -> Iterator[Found]:
        """Give every pattern in a text: at each place those that begin there, the longest first."""
        begun = [char for char in set(text) if self._begins(char)]
        if not begun:
            return
        alone = {char for char in begun if self._is_pattern(char)}
        for place in re.finditer(f"[{re.escape(''.join(begun))}]", text):
            at = place.start()
            if not self._begins(text[at : at + 2]) and text[at] not in alone:
                continue
            rest = text[at : at + self._longest]
            position = bisect_right(range(self._count), rest, key=self._pattern)
            while position:
                pattern = self._pattern(position - 1)
                if rest.startswith(pattern):
                    yield at, at + len(pattern), self._numbers[position - 1]
                position = self._within[position - 1]

    def _begins(self, start: str) -> bool:
        """Whether a pattern begins with one or two characters."""
        if start not in self._begun:
            position = bisect_left(range(self._count), start, key=self._pattern)
            self._begun[start] = position < self._count and self._pattern(position).startswith(start)
        return self._begun[start]

    def _is_pattern(self, text: str) -> bool:
        """Whether what begins a pattern is one by itself."""
        return self._pattern(bisect_left(range(self._count), text, key=self._pattern)) == text

    def _pattern(self, position: int) -> str:
        known = self._near.get(position)
        if known is None:
            start = self._ends[position - 1] if position else 0
            known = str(self._texts[start : self._ends[position]], "utf-8", "surrogatepass")
            self._near[position] = known
        return known


class Numbers(Sequence[int]):
    """Numbers of four bytes in a part: the first that are asked for are read one by one, then all of them at once."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._left = _ONE_BY_ONE
        self._all: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self._part) // _ITEM

    def __getitem__(self, at: int) -> int:  # type: ignore[override]
        if self._all:
            return self._all[at]
        self._left -= 1
        if self._left <= 0:
            self._all = array("I", self._part.read())
        return array("I", self._part.read(_ITEM * at, _ITEM * at + _ITEM))[0]


def mapped_parts(name: str, patterns: Sequence[str]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Give the parts of a container that `MappedPatterns` reads; a pattern's number is its place in `patterns`.

    The patterns are different and not empty. `ends` has one number more: the length of the longest in code points.
    """
    if not patterns:
        return
    order = sorted(range(len(patterns)), key=patterns.__getitem__)
    in_order = [patterns[number] for number in order]
    encoded = [pattern.encode("utf-8", "surrogatepass") for pattern in in_order]
    ends, end = array("I"), 0
    for pattern in encoded:
        end += len(pattern)
        ends.append(end)
    ends.append(max(map(len, in_order)))
    yield f"{name}.sorted", [b"".join(encoded)]
    for each, numbers in zip(_TABLES, (ends, array("I", order), _begun_with(in_order)), strict=True):
        yield f"{name}.{each}", [numbers.tobytes()]


def _begun_with(in_order: Sequence[str]) -> array[int]:
    """For each of the sorted patterns the longest other one that it begins with: its position from 1, or 0."""
    found = array("I")
    open_: list[int] = []  # positions, each of a pattern that begins the next one
    for position, pattern in enumerate(in_order):
        while open_ and not pattern.startswith(in_order[open_[-1]]):
            open_.pop()
        found.append(open_[-1] + 1 if open_ else 0)
        open_.append(position)
    return found


class Growing:
    """A search that is worth more the more is sought: at first in tables, then by an automaton that has to be read.

    `few` characters are sought in the tables at most.
    """

    def __init__(
        self, tables: Callable[[str], Iterable[Found]], automaton: Callable[[], Find], few: int
    ) -> None:
        self._find = tables
        self._automaton: Callable[[], Find] | None = automaton
        self._left = few

    def __call__(self, text: str) -> Iterable[Found]:
        """Give every pattern in a text, in any order."""
        automaton = self._automaton  # which another thread may have read meanwhile
        if automaton is not None:
            self._left -= len(text)
            if self._left < 0:
                self._find = automaton()
                self._automaton = None
        return self._find(text)


Find = Callable[[str], Iterable[Found]]
