"""The lines of a big file, plain or compressed, read one by one into concepts.

A line that is broken becomes a finding, and reading goes on; only what makes the rest unreadable (no such file, a
compressed file that is cut off) stops it.
"""

from __future__ import annotations

import bz2
import gzip
import io
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from termbase.messages import _
from termbase.model import Concept, Finding, Place, TermbaseError

MAX_LINE = 64_000_000
"""Bytes: the largest entities of Wikidata have some five million."""

_BUFFER = 1 << 20
_GZIP, _BZIP2 = b"\x1f\x8b", b"BZh"
_BOM = b"\xef\xbb\xbf"
_DAMAGE = (EOFError, zlib.error, OSError)  # OSError: of bzip2, and of the disk

Parse = Callable[[bytes, Place], Concept | None]
"""Makes a concept of a line, None if the line holds none that is wanted; raises TermbaseError if it is broken."""


def read_concepts(path: Path, parse: Parse) -> Iterator[Concept | Finding]:
    """Give the concepts of a file and, for each broken line, one finding that names the line.

    Raises TermbaseError where the file, or the rest of it, cannot be read.
    """
    name = path.as_posix()
    with open_lines(path) as file:
        for number, line in _numbered(file, name):
            if not line.strip():
                continue
            try:
                if len(line) > MAX_LINE:
                    raise broken(
                        Place(name, number), _("the line is longer than any entry; cut it into lines")
                    )
                concept = parse(line, Place(name, number))
            except TermbaseError as error:
                yield error.findings[0]
                continue
            if concept is not None:
                yield concept


def first_line(path: Path) -> bytes:
    """Give the first line that is not empty, b"" if there is none; of a long one only the beginning.

    Raises TermbaseError where the file cannot be read.
    """
    line = b"\n"
    with open_lines(path) as file:
        try:
            while line and not line.strip():
                line = file.readline(_BUFFER).removeprefix(_BOM)
        except _DAMAGE as error:
            raise _damaged(error, Place(path.as_posix())) from None
    return line


def open_lines(path: Path) -> BinaryIO:
    """Open a file to be read as bytes, unpacked if it is compressed by gzip or bzip2. TermbaseError if that fails."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            message = _("is not an ordinary file; name a file")
            raise TermbaseError.of("TB901", message, Place(path.as_posix()))
        file = io.BufferedReader(io.FileIO(path), _BUFFER)
    except OSError as error:
        message = _("cannot be read ({reason})").format(reason=error.strerror or error)
        raise TermbaseError.of("TB901", message, Place(path.as_posix())) from None
    start = file.peek(3)[:3]
    if start.startswith(_GZIP):
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=file)), _BUFFER)
    if start == _BZIP2:
        return io.BufferedReader(cast("io.RawIOBase", bz2.BZ2File(file)), _BUFFER)
    return file


def decoded(line: bytes, place: Place) -> str:
    """Decode a line. Raises TermbaseError if it is no UTF-8."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        message = _("byte {position} of the line is no text in UTF-8").format(position=error.start)
        raise broken(place, message) from None


def broken(place: Place, message: str) -> TermbaseError:
    """Make the error that says what is wrong with a line."""
    return TermbaseError.of("TB945", message, place)


def _numbered(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """Give the lines with their numbers, from 1; of one that is too long no more than shows that."""
    number = 0
    try:
        while line := file.readline(MAX_LINE + 1):
            number += 1
            rest = line
            while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE + 1)
            yield number, line.removeprefix(_BOM) if number == 1 else line
    except _DAMAGE as error:
        raise _damaged(error, Place(name, number + 1)) from None


def _damaged(error: Exception, place: Place) -> TermbaseError:
    message = _("cannot be unpacked or read any further ({reason}); get the file anew")
    reason = getattr(error, "strerror", None) or error
    return TermbaseError.of("TB949", message.format(reason=reason), place)
