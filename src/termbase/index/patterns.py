"""Texts that are sought in other texts, as sorted tables that are read where they lie: in memory or in a mapped file.

All patterns that begin a text are the last one that does not sort after it, or begin that one: each knows the longest
other pattern that it begins with. So a search halves a table, and opening a million patterns costs nothing.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import le, lt, sub
from typing import NamedTuple

from termbase.index.container import DamagedError, Part

HEAD = 8  # bytes
_ITEM = 4  # bytes of a number
_ONE_BY_ONE = 5000  # numbers


class Patterns(NamedTuple):
    """Different texts that are not empty, sorted, in UTF-8 (lone surrogates as if they were characters).

    `heads` are the first eight bytes of each as a number, the first byte the highest, short ones filled with zeros;
    `ends` tell where each ends in `texts`. `numbers` are those that they had before they were sorted; `within` is the
    position, counted from one, of the longest other pattern that each begins with, 0 for none.
    """

    texts: memoryview
    heads: memoryview[int]
    ends: memoryview[int]
    numbers: memoryview[int]
    within: memoryview[int]

    def text(self, position: int) -> bytes:
        """Give the pattern at a position."""
        start = self.ends[position - 1] if position else 0
        return bytes(self.texts[start : self.ends[position]])

    def parts(self, name: str) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Give the parts of a container that `stored` reads; none of no patterns."""
        if self.numbers:
            for field, table in zip(self._fields, self, strict=True):
                yield f"{name}.{field}", [bytes(table)]


def sorted_patterns(texts: Sequence[str]) -> Patterns:
    """Give patterns ready to be sought, each with the number of its place in `texts`."""
    order = sorted(range(len(texts)), key=texts.__getitem__)
    encoded = [texts[number].encode("utf-8", "surrogatepass") for number in order]
    ends, end = array("I"), 0
    for pattern in encoded:
        end += len(pattern)
        ends.append(end)
    heads = array("Q", (int.from_bytes(each[:HEAD].ljust(HEAD, b"\0"), "big") for each in encoded))
    numbers = (heads, ends, array("I", order), _begun_with(encoded))
    return Patterns(memoryview(b"".join(encoded)), *[memoryview(table) for table in numbers])


def _begun_with(ascending: Sequence[bytes]) -> array[int]:
    """For each of the sorted patterns the longest other one that it begins with: its position from 1, or 0."""
    found = array("I")
    open_: list[int] = []  # positions, each of a pattern that begins the next one
    for position, pattern in enumerate(ascending):
        while open_ and not pattern.startswith(ascending[open_[-1]]):
            open_.pop()
        found.append(open_[-1] + 1 if open_ else 0)
        open_.append(position)
    return found


def stored_patterns(parts: Mapping[str, Part], name: str) -> Patterns:
    """Give the patterns that `Patterns.parts` wrote; none where nothing was written.

    Raises DamagedError for parts that are no tables. Whoever seeks the patterns looks at what is in them.
    """
    if f"{name}.texts" not in parts:
        return sorted_patterns(())
    try:
        texts, heads, *numbers = (parts[f"{name}.{field}"].view() for field in Patterns._fields)
        return Patterns(texts, heads.cast("Q"), *(table.cast("I") for table in numbers))
    except (KeyError, TypeError):  # a part is absent, or of a size that is no number of numbers
        raise DamagedError from None


class PatternFinder:
    """Finds patterns at a place of a text, in Python.

    Raises DamagedError for tables that contradict themselves, at once or when such a pattern is met.
    """

    def __init__(self, patterns: Patterns) -> None:
        if not _is_whole(patterns):
            raise DamagedError
        self._patterns = patterns
        self._near: dict[int, str] = {}  # those that every search comes by
        self._begun: dict[str, bool] = {}  # one or two characters → whether a pattern begins with them
        self._longest = max(map(sub, patterns.ends, [0, *patterns.ends[:-1]]), default=0)

    def at(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """Give the patterns that begin at a place of a text, the longest first: where they end, and their numbers."""
        if not (self._begins(text[at : at + 2]) or self._is_pattern(text[at : at + 1])):
            return
        rest = text[at : at + self._longest]
        position = bisect_right(range(len(self._patterns.numbers)), rest, key=self._text)
        while position:
            pattern = self._text(position - 1)
            if rest.startswith(pattern):
                yield at + len(pattern), self._patterns.numbers[position - 1]
            position = self._patterns.within[position - 1]

    def _begins(self, start: str) -> bool:
        if start not in self._begun:
            position = self._first_from(start)
            is_one = position < len(self._patterns.numbers)
            self._begun[start] = is_one and self._text(position).startswith(start)
        return self._begun[start]

    def _is_pattern(self, text: str) -> bool:
        return self._begins(text) and self._text(self._first_from(text)) == text

    def _first_from(self, start: str) -> int:
        return bisect_left(range(len(self._patterns.numbers)), start, key=self._text)

    def _text(self, position: int) -> str:
        known = self._near.get(position)
        if known is None:
            try:
                known = self._patterns.text(position).decode("utf-8", "surrogatepass")
            except UnicodeDecodeError:
                raise DamagedError from None
            self._near[position] = known
        return known


def _is_whole(patterns: Patterns) -> bool:
    """Whether no number leads out of the tables, and none in a circle."""
    texts, heads, ends, numbers, within = patterns
    count = len(numbers)
    return (
        len(heads) == len(ends) == len(within) == count
        and all(map(lt, [0, *ends], [*ends, len(texts) + 1]))
        and all(map(le, within, range(count)))
        and max(numbers, default=-1) < count
    )


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
