"""One file with named parts, mapped into memory and checked page by page when a page is first read.

Opening costs the same for a kilobyte and for a gigabyte, and a flipped bit never gives a wrong answer. The file is a
head (`_HEAD`), the parts one after the other, the directory (a line for each part: name, start, end) and a CRC-32
(IEEE 802.3, little-endian) for each page of `PAGE` bytes between head and directory. The head has the checksums of
itself and of all behind the parts, and a key that says what the file was made of and by what: a file with another key
is refused. CRC-32 sees every change of up to 32 bits in a row; nothing here guards against intent.
"""

from __future__ import annotations

import struct
from zlib import crc32

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from mmap import mmap
    from pathlib import Path
    from typing import BinaryIO

    Mend = Callable[[], "Container"]

PAGE = 4096
KEY = 16  # bytes of a key
_MAGIC = b"\x89termbase\r\n\x1a"  # as in PNG: shows what a transfer as text has done to a file
_HEAD = struct.Struct(
    "<12s I 16s Q Q Q I I"
)  # magic, layout, key, ends of parts, directory, file; two checksums
_LAYOUT = 2
_CHUNK = 1 << 20
_ALIGNED = 8  # parts begin at multiples of this, so that a view can be cast to numbers


class DamagedError(Exception):
    """The file is not whole, or no container at all."""


class StaleError(Exception):
    """The file is a container of another key: of other origins, or of another version of termbase."""


def is_container(start: bytes) -> bool:
    """Tell by its first line whether a file is a container, of whatever version."""
    return start.startswith(_MAGIC[:-1])


class Container:
    """A container open for reading.

    Raises DamagedError or StaleError when it is opened, DamagedError when something is read that is not whole.
    """

    def __init__(self, data: bytes | mmap, key: bytes, mend: Mend | None = None) -> None:
        """Take the data; `mend`, where there is one, gives a container made anew when a page is found damaged."""
        if len(data) < _HEAD.size:
            raise DamagedError
        head = _HEAD.unpack_from(data)
        magic, layout, own_key, self._end, directory, size, tail_sum, head_sum = head
        if magic != _MAGIC or crc32(data[: _HEAD.size - 4]) != head_sum:
            raise DamagedError
        if layout != _LAYOUT or own_key != key:
            raise StaleError
        if size != len(data) or crc32(data[self._end : size]) != tail_sum:
            raise DamagedError
        self._data = data
        self._mend = mend
        self._sums = data[directory:size]
        self._seen = bytearray(len(self._sums) // 4)  # 1 for each page that was found whole
        self.parts: Mapping[str, Part] = {
            name: Part(self, start, end) for name, start, end in _entries(data[self._end : directory])
        }

    @classmethod
    def open(cls, path: str | Path, key: bytes, mend: Mend | None = None) -> Container:
        """Open a file. Raises OSError where that is not possible."""
        from mmap import ACCESS_READ, mmap

        with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes as long as a look-up
            try:
                data = mmap(file.fileno(), 0, access=ACCESS_READ)
            except ValueError:  # an empty file
                raise DamagedError from None
        return cls(data, key, mend)

    def whole(self, start: int, end: int) -> bytes | mmap:
        """Give the data of the file after a look at the pages from `start` to `end`."""
        first, last = (start - _HEAD.size) // PAGE, (end - _HEAD.size - 1) // PAGE
        seen = self._seen
        if first == last and seen[first]:
            return self._data
        unseen = [page for page in range(first, last + 1) if not seen[page]]
        if unseen and not self._are_whole(unseen):
            self._replace()
            return self.whole(start, end)
        return self._data

    def _are_whole(self, pages: Iterable[int]) -> bool:
        """Look at pages, and remember those that are whole until one is not."""
        data, sums, seen, last = self._data, self._sums, self._seen, self._end
        for page in pages:
            start = _HEAD.size + page * PAGE
            found = crc32(data[start : start + PAGE if start + PAGE < last else last])
            if found.to_bytes(4, "little") != sums[4 * page : 4 * page + 4]:
                return False
            seen[page] = 1
        return True

    def _replace(self) -> None:
        """Read on in the same file made anew: what is made of the same origins has the same bytes."""
        if self._mend is None:
            raise DamagedError
        other = self._mend()
        if (other._end, other._sums) != (self._end, self._sums):
            raise DamagedError
        self._data, self._mend = other._data, None
        self._seen = bytearray(len(self._seen))


class Part:
    """A named stretch of a container."""

    __slots__ = ("_container", "_end", "_start")

    def __init__(self, container: Container, start: int, end: int) -> None:
        self._container = container
        self._start = start
        self._end = end

    def __len__(self) -> int:
        return self._end - self._start

    def read(self, start: int = 0, end: int | None = None) -> bytes:
        """Give the bytes from `start` to `end`, at most to the end of the part. Raises DamagedError."""
        first, last = self._span(start, end)
        return self._container.whole(first, last)[first:last]

    def view(self, start: int = 0, end: int | None = None) -> memoryview:
        """Give the same as a view, for large parts and to be cast to numbers; it holds the file open."""
        first, last = self._span(start, end)
        return memoryview(self._container.whole(first, last))[first:last]

    def _span(self, start: int, end: int | None) -> tuple[int, int]:
        last = self._end if end is None or self._start + end > self._end else self._start + end
        first = self._start + start
        return first if first < last else last, last


class Writer:
    """A container being written to a file that can be sought; parts are added one after the other."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._key = key
        self._size = _HEAD.size
        self._entries: dict[str, tuple[int, int]] = {}
        self._sums = bytearray()
        self._page = bytearray()  # what was written of the last page, if that is not full
        file.write(bytes(_HEAD.size))

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a part with this content; `chunks` may be made while they are written."""
        self._write(bytes(-self._size % _ALIGNED))
        start = self._size
        gathered = bytearray()
        for chunk in chunks:
            gathered += chunk
            if len(gathered) >= _CHUNK:
                self._write(gathered)
                gathered.clear()
        self._write(gathered)
        self._entries[name] = (start, self._size)

    def finish(self) -> None:
        """Write directory, checksums and head: only now the file is a container."""
        if self._page:
            self._sums += crc32(self._page).to_bytes(4, "little")
        entries = "".join(
            f"{name}\t{start}\t{end}\n" for name, (start, end) in self._entries.items()
        ).encode()
        tail = entries + self._sums
        self._file.write(tail)
        directory = self._size + len(entries)
        size = self._size + len(tail)
        head = _HEAD.pack(_MAGIC, _LAYOUT, self._key, self._size, directory, size, crc32(tail), 0)[:-4]
        self._file.seek(0)
        self._file.write(head + crc32(head).to_bytes(4, "little"))

    def _write(self, data: bytes | bytearray) -> None:
        self._file.write(data)
        self._size += len(data)
        self._page += data
        whole = len(self._page) - len(self._page) % PAGE
        with memoryview(self._page) as pages:
            for at in range(0, whole, PAGE):
                self._sums += crc32(pages[at : at + PAGE]).to_bytes(4, "little")
        del self._page[:whole]


def write(file: BinaryIO, parts: Iterable[tuple[str, Iterable[bytes]]], key: bytes) -> None:
    """Write a container; each part is written before the next is asked for."""
    writer = Writer(file, key)
    for name, chunks in parts:
        writer.add(name, chunks)
    writer.finish()


def contained(parts: Iterable[tuple[str, Iterable[bytes]]], key: bytes) -> Container:
    """Make a container in memory."""
    from io import BytesIO

    file = BytesIO()
    write(file, parts, key)
    return Container(file.getvalue(), key)


def _entries(directory: bytes) -> Iterable[tuple[str, int, int]]:
    for line in directory.decode().splitlines():
        name, start, end = line.split("\t")
        yield name, int(start), int(end)
