r"""Row numbers by key: a key itself, its beginning, or a key with typos, in time that does not grow with the table.

A table is sorted lines `key\trow …`. Beside it the keys stand once more, by length, in three orders: from their
beginning, from their end, and from their second third. With one typo at most either half of a key is untouched, with
two at most one of its thirds; so what may be near a query are the keys of about its length that share this part.
"""

from __future__ import annotations

from functools import cached_property
from itertools import groupby

from termbase.index.lines import Sorted, encoded
from termbase.index.typos import within

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from termbase.index.container import Part

_FORWARDS, _BACKWARDS, _MIDDLE = "012"  # the orders
_TAG = 3  # characters before the key: its order and its length
_WRITTEN = 1000  # lines that are written at once
_FEW = 16_384  # bytes of lines that are read at once


class Table:
    r"""The table `name` among the parts of a container.

    >>> from termbase.index.container import KEY, contained
    >>> parts = table("t", iter(["kiel\t5", "kiew\t4", "kiew\t7"]))
    >>> found = Table(contained(parts, bytes(KEY)).parts, "t")
    >>> found.rows("kiew"), list(found.beginning("kie")), list(found.near("keil", 1))
    ([4, 7], [('kiel', [5]), ('kiew', [4, 7])], [('kiel', 1)])
    """

    def __init__(self, parts: Mapping[str, Part], name: str) -> None:
        self._lines = Sorted(parts[name])
        turned = parts.get(f"{name}.turned")
        self._turned = self._lines if turned is None else Sorted(turned)

    def rows(self, key: str, most: int | None = None) -> list[int]:
        """Give the rows of a key, the first so many; none if it is unknown."""
        line = self._lines.line(f"{key}\t") if key else None
        return _rows(line[len(key) + 1 :], most) if line else []

    def size(self, start: str) -> int:
        """Give the size in bytes of all that `beginning` gives, which tells what is rare."""
        begin, end = self._lines.span(start)
        return end - begin

    def beginning(self, start: str, most: int | None = None) -> Iterator[tuple[str, list[int]]]:
        """Give the keys that begin so, each with its first rows, the shortest first, equally long ones in order."""
        begin, end = self._lines.span(start)
        if end - begin <= _FEW or self._turned is self._lines:
            found = [line.partition("\t") for line in self._lines.read(begin, end)]
            found.sort(key=lambda each: len(each[0]))
            yield from ((key, _rows(rows, most)) for key, _tab, rows in found)
            return
        for length in self._lengths:
            for line in self._turned.beginning(_tag(_FORWARDS, length) + start):
                yield line[_TAG:], self.rows(line[_TAG:], most)

    def near(self, key: str, distance: int) -> Iterator[tuple[str, int]]:
        """Give the keys at most so many typos (at most two) away, with how many (optimal string alignment)."""
        yield from within(key, dict.fromkeys(self._candidates(key, distance)), distance)

    def _candidates(self, key: str, distance: int) -> Iterator[str]:
        if distance == 0:
            yield from [key] if self.rows(key) else []
            return
        for length in range(max(1, len(key) - distance), len(key) + distance + 1):
            for order, start in _one_typo(key, length) if distance == 1 else _two_typos(key, length):
                lines = self._turned.beginning(_tag(order, length) + start)
                if order == _FORWARDS:
                    yield from [line[_TAG:] for line in lines]
                elif order == _BACKWARDS:
                    yield from [line[: _TAG - 1 : -1] for line in lines]
                else:
                    cut = _TAG + length - length // 3
                    yield from [line[cut:] + line[_TAG:cut] for line in lines]

    @cached_property
    def _lengths(self) -> list[int]:
        """The lengths of the keys."""
        found: list[int] = []
        line = self._turned.line(_FORWARDS)
        while line is not None and line.startswith(_FORWARDS):
            found.append(_length(line))
            line = self._turned.after(line[:_TAG])
        return found


def table(name: str, lines: Iterable[str], near: bool = True) -> Iterator[tuple[str, Iterable[bytes]]]:
    r"""Give the parts of a table, to be written in this order; the lines are `key\trow`, sorted.

    Without `near` the table is smaller, and keys are found as they are.
    """
    keys: list[str] = []
    yield name, _gathered(lines, keys)
    if near:
        yield f"{name}.turned", _turned(keys)


def _gathered(lines: Iterable[str], keys: list[str]) -> Iterator[bytes]:
    """Give a line for each key with all of its rows; the keys go to `keys`."""
    gathered = [""]
    last, line = "", ""
    more: list[str] = []  # the lines of a key behind its first
    for each in lines:
        if each.startswith(last) and last:
            more.append(each)
            continue
        if last:
            gathered.append(_joined(last, [line, *more]) if more else line)
            more.clear()
        if len(gathered) > _WRITTEN:
            yield encoded("\n".join(gathered) + "\n")
            gathered.clear()
        line = each
        key = each[: each.index("\t")]
        last = key and key + "\t"
        if key:
            keys.append(key)
    if last:
        gathered.append(_joined(last, [line, *more]) if more else line)
    yield encoded("".join([f"{each}\n" for each in gathered]))


def _joined(start: str, lines: list[str]) -> str:
    rows = sorted({int(line[len(start) :]) for line in lines})
    return start + " ".join(map(str, rows))


def _turned(keys: list[str]) -> Iterator[bytes]:
    yield b"\n"
    keys.sort(key=len)  # equally long ones stay in order
    by_length = [(length, list(own)) for length, own in groupby(keys, len)]
    keys.clear()
    for order in (_FORWARDS, _BACKWARDS, _MIDDLE):
        for length, found in by_length:
            if order == _BACKWARDS:
                found = sorted([key[::-1] for key in found])
            elif order == _MIDDLE:
                third = length // 3
                found = sorted([key[third:] + key[:third] for key in found])
            tag = _tag(order, length)
            yield encoded(tag + f"\n{tag}".join(found) + "\n")


def _tag(order: str, length: int) -> str:
    return f"{order}{chr(48 + length // 64)}{chr(48 + length % 64)}"


def _length(line: str) -> int:
    return (ord(line[1]) - 48) * 64 + ord(line[2]) - 48


def _rows(text: str, most: int | None) -> list[int]:
    return list(map(int, text.split(" ") if most is None else text.split(" ", most)[:most]))


def _one_typo(key: str, length: int) -> Iterator[tuple[str, str]]:
    """Give order and beginning of the keys of this length that are at most one typo away, others among them."""
    half = length // 2
    yield _FORWARDS, key[:half]
    yield _BACKWARDS, key[len(key) - length + half :][::-1]
    if length == len(key) and half:  # two letters swapped across the middle
        yield _FORWARDS, _swapped(key, half)


def _two_typos(key: str, length: int) -> Iterator[tuple[str, str]]:
    """Give order and beginning of the keys of this length that are at most two typos away, others among them."""
    first, second = length // 3, 2 * length // 3
    more = len(key) - length
    yield _FORWARDS, key[:first]
    yield _BACKWARDS, key[second + more :][::-1]
    for shift in range(-2, 3):
        if abs(shift) + abs(more - shift) <= 2 and first + shift >= 0 and second + shift <= len(key):
            yield _MIDDLE, key[first + shift : second + shift]
    # Two letters swapped between two thirds, and another typo in the third one.
    if abs(more) <= 1 and first:
        yield _FORWARDS, _swapped(key, first)[:second]
        if second + more < len(key):
            yield _MIDDLE, _swapped(key, second + more)[first + more :]
    if more == 0 and 0 < first < second - 1:
        yield _FORWARDS, _swapped(_swapped(key, first), second)


def _swapped(key: str, at: int) -> str:
    """Give the key with the letters before and after an offset swapped."""
    return key[: at - 1] + key[at : at + 1] + key[at - 1 : at] + key[at + 1 :]
