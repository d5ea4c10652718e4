"""Lines of text in a container: by their number, and sorted ones by how they begin. Nothing is read in advance."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from struct import Struct

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from termbase.index.container import Part

_TWO = Struct("<QQ")
_BLOCK = 4096
_WINDOW = 65_536
_LAST = b"\xff"  # sorts after all text in UTF-8


class Numbered:
    """Lines by number, from 0; `ends` are their ends, eight bytes each, little-endian."""

    def __init__(self, part: Part, ends: Part) -> None:
        self._part = part
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends) // 8

    def __getitem__(self, number: int) -> bytes:
        if not number:
            return self._part.read(0, int.from_bytes(self._ends.read(0, 8), "little") - 1)
        start, end = _TWO.unpack(self._ends.read(8 * number - 8, 8 * number + 8))
        return self._part.read(start, end - 1)


class Sorted:
    """Sorted lines, between line feeds.

    A search halves the blocks of the part by their first lines, which it remembers, then looks into one block.
    """

    def __init__(self, part: Part) -> None:
        self._part = part
        self._blocks = range(-(-len(part) // _BLOCK))
        self._first = cache(self._first_line)

    def span(self, start: str) -> tuple[int, int]:
        """Give where the lines stand that begin so; two equal numbers if there are none."""
        sought = encoded(start)
        begin = self._position(sought, last=False)
        return (begin, self._position(sought, last=True)) if begin >= 0 else (0, 0)

    def beginning(self, start: str) -> list[str]:
        """Give the lines that begin so, whole."""
        return self.read(*self.span(start))

    def line(self, start: str) -> str | None:
        """Give the first line that begins so."""
        begin = self._position(encoded(start), last=False)
        return None if begin < 0 else self._until_line_feed(begin).decode("utf-8", "surrogatepass")

    def after(self, start: str) -> str | None:
        """Give the first line after all those that begin so."""
        at = bisect_left(self._blocks, (encoded(start) + _LAST, 0), key=self._first)
        _line, end = self._first(at)
        if at:
            _line, begin = self._first(at - 1)
            for line in self.read(begin, end):
                if encoded(line) > encoded(start) + _LAST:
                    return line
        return self._until_line_feed(end).decode("utf-8", "surrogatepass") if end < len(self._part) else None

    def read(self, begin: int, end: int) -> list[str]:
        """Give the lines between two positions that `span` gave."""
        return (
            self._part.read(begin, end - 1).decode("utf-8", "surrogatepass").split("\n")
            if begin < end
            else []
        )

    def _position(self, sought: bytes, last: bool) -> int:
        """Give where the first line stands that begins so, or what is behind the last one; -1 if none does."""
        at = bisect_left(self._blocks, (sought + _LAST if last else sought, 0), key=self._first)
        line, end = self._first(at)
        begin = self._first(at - 1)[1] if at else 1
        data = self._part.read(begin - 1, end - 1)  # all lines but their last line feed
        if not last:
            found = data.find(b"\n" + sought)
            if found >= 0:
                return begin + found
            return end if end < len(self._part) and line.startswith(sought) else -1
        found = data.find(b"\n", data.rfind(b"\n" + sought) + 1)
        return begin + found if found >= 0 else end

    def _first_line(self, block: int) -> tuple[bytes, int]:
        """Give the first line that begins in a block or after it, up to its tab, and where that is."""
        at = block * _BLOCK
        while at < len(self._part):
            data = self._part.read(at, at + _WINDOW if at > block * _BLOCK else at + _BLOCK)
            feed = data.find(b"\n")
            if feed >= 0:
                begin = at + feed + 1
                return (
                    (self._until_line_feed(begin) or _LAST * 2, begin)
                    if begin < len(self._part)
                    else self._end
                )
            at += len(data)
        return self._end

    @property
    def _end(self) -> tuple[bytes, int]:
        return _LAST * 2, len(self._part)

    def _until_line_feed(self, begin: int) -> bytes:
        size = 256
        while (feed := (data := self._part.read(begin, begin + size)).find(b"\n")) < 0:
            size *= 16
        return data[:feed]


def numbered(lines: Iterable[bytes], ends: bytearray) -> Iterator[bytes]:
    """Give the lines as `Numbered` reads them, and append their ends to `ends` meanwhile."""
    end = int.from_bytes(ends[-8:], "little")
    for line in lines:
        end += len(line) + 1
        ends += end.to_bytes(8, "little")
        yield line + b"\n"


def encoded(text: str) -> bytes:
    """Give the text in UTF-8; halves of surrogate pairs, which a query may hold, stay what they are."""
    return text.encode("utf-8", "surrogatepass")
