"""Reads files: bytes as a whole, text as a whole or piece by piece, and nothing that is no text.

Read is what is a regular file of bearable size in UTF-8 (with or without a byte-order mark) or UTF-16 with a
mark; anything else is refused untouched, with a guess at what it is.
"""

from __future__ import annotations

import codecs
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from termbase.messages import _
from termbase.model import Place, TermbaseError

MAX_BYTES = 200_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF32_BOMS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MAGIC = (
    (b"PK\x03\x04", "ZIP"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office 97"),
    (b"\xde\x12\x04\x95", "gettext MO"),
    (b"\x95\x04\x12\xde", "gettext MO"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded file without its byte-order mark; line endings are as found."""

    text: str
    encoding: str = "utf-8"  # utf-8, utf-16-le or utf-16-be
    bom: bool = False

    def encode(self, new_text: str) -> bytes:
        """Encode another text as this one was: same encoding, same byte-order mark."""
        mark = next(mark for mark, encoding in _BOMS if encoding == self.encoding) if self.bom else b""
        try:
            return mark + new_text.encode(self.encoding)
        except UnicodeEncodeError as error:
            message = _("character {position} is half of a surrogate pair, which no file can hold; remove it")
            raise TermbaseError.of("TB903", message.format(position=error.start + 1)) from None


def decode(raw: bytes, name: str) -> Text:
    """Decode the bytes of the file `name`.

    Raises TermbaseError, which names the byte (from 0), its line and what the encoding looks like.
    """
    if raw.startswith(_UTF32_BOMS):
        raise _undecodable(name, 0, "UTF-32")
    mark, encoding = next(((m, e) for m, e in _BOMS if raw.startswith(m)), (b"", "utf-8"))
    nul = raw.find(0) if encoding == "utf-8" else -1
    try:
        text = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        position = len(mark) + error.start
        looks = _("broken UTF-16") if encoding != "utf-8" else _looks_like(raw)
        if nul >= 0:
            raise _undecodable(name, min(position, nul), looks) from None
        line = raw.count(b"\n", 0, position) + 1 if encoding == "utf-8" else 0
        raise _undecodable(name, position, looks, line) from None
    if nul >= 0:
        raise _undecodable(name, nul, _looks_like(raw))
    return Text(text, encoding, bool(mark))


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file of at most `limit` bytes; TermbaseError for anything else."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise problem("TB901", path, _("is a folder, not a file; name a file in it"))
        if not stat.S_ISREG(status.st_mode):
            raise problem("TB901", path, _("is not an ordinary file (a device, pipe or socket); name a file"))
        raw = path.read_bytes() if status.st_size <= limit else b""
    except (OSError, ValueError) as error:
        raise problem("TB901", path, _unreadable(error)) from None
    if max(status.st_size, len(raw)) > limit:
        message = _("is larger than {limit} million bytes; split it into smaller files")
        raise problem("TB902", path, message.format(limit=f"{limit / 1e6:g}"))
    return raw


def read_text(path: Path, limit: int = MAX_BYTES) -> Text:
    """Read and decode a file; TermbaseError if it cannot be read or is not UTF-8 or UTF-16 with a mark."""
    return decode(read_bytes(path, limit), path.as_posix())


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that is decoded piece by piece; `mark` is its byte-order mark."""

    texts: Iterator[str]
    encoding: str
    mark: bytes

    def encode(self, text: str) -> bytes:
        """Encode a piece as this file is."""
        return text.encode(self.encoding)


def read_stream(path: Path, size: int) -> Stream:
    """Read a regular file of any length in pieces of about `size` bytes; errors are those of `read_text`."""
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            head = file.read(max(map(len, _UTF32_BOMS)))
    except OSError as error:
        raise problem("TB901", path, _unreadable(error)) from None
    if head.startswith(_UTF32_BOMS):
        raise _undecodable(name, 0, "UTF-32")
    mark, encoding = next(((m, e) for m, e in _BOMS if head.startswith(m)), (b"", "utf-8"))
    return Stream(_decoded(path, size, len(mark), encoding), encoding, mark)


def _decoded(path: Path, size: int, start: int, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    at = start
    with path.open("rb") as file:
        file.seek(start)
        while True:
            raw = file.read(size)
            waiting = len(decoder.getstate()[0])
            try:
                text = decoder.decode(raw, final=not raw)
            except UnicodeDecodeError as error:
                looks = _("broken UTF-16") if encoding != "utf-8" else _looks_like(raw)
                raise _undecodable(path.as_posix(), at - waiting + error.start, looks) from None
            if encoding == "utf-8" and "\0" in text:
                raise _undecodable(path.as_posix(), at + raw.find(0), _looks_like(raw))
            if text:
                yield text
            if not raw:
                return
            at += len(raw)


def problem(code: str, path: Path, message: str) -> TermbaseError:
    """Give the error about a file."""
    return TermbaseError.of(code, message, Place(path.as_posix()))


def _unreadable(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("does not exist; check the name")
    if isinstance(error, PermissionError):
        return _("may not be read; check its permissions")
    return _("cannot be read ({reason})").format(reason=getattr(error, "strerror", None) or error)


def _undecodable(name: str, position: int, looks: str, line: int = 0) -> TermbaseError:
    message = _("byte {position} is no text in UTF-8; this looks like {looks}. Save the file as UTF-8")
    return TermbaseError.of("TB903", message.format(position=position, looks=looks), Place(name, line))


def _looks_like(raw: bytes) -> str:
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return _("a binary file ({kind})").format(kind=kind)
    head = raw[:4096]
    if 0 in head:
        for encoding in ("utf-16-le", "utf-16-be"):
            sample = codecs.getincrementaldecoder(encoding)("replace").decode(head)
            # Alphabets and punctuation; bytes that are no UTF-16 give signs from anywhere.
            if sum(c < "\u0600" or "\u2000" <= c < "\u2100" for c in sample) > 0.8 * len(sample):
                return _("{encoding} without a byte-order mark").format(encoding=encoding.upper())
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in head):
        return _("a binary file")
    # 0x80 to 0x9F are control characters in Latin-1 and letters and quotation marks in Windows-1252.
    if any(0x80 <= byte < 0xA0 for byte in raw):
        return "Windows-1252 (cp1252)"
    return "Latin-1 (ISO 8859-1)"
