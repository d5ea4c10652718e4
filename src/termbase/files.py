"""The front door: every file is read, decoded, locked and written here.

Read is what is a regular file of bearable size in UTF-8 (with or without a byte-order mark) or UTF-16 with a
mark; anything else is refused untouched. Written is to a temporary file beside the target, which then takes
its place, so that a failure at any moment leaves the original.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from termbase.messages import _
from termbase.model import Place, TermbaseError

MAX_BYTES = 200_000_000

TEMPORARY = ".termbase-"
"""What the names of our temporary and lock files begin with; who lists a folder leaves them out."""

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
_in_use: set[Path] = set()  # temporary files that this process is writing


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

    Raises TermbaseError, which names the byte (from 0) and what the encoding looks like.
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
        raise _undecodable(name, min(position, nul) if nul >= 0 else position, looks) from None
    if nul >= 0:
        raise _undecodable(name, nul, _looks_like(raw))
    return Text(text, encoding, bool(mark))


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a regular file of at most `limit` bytes; TermbaseError for anything else."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _error("TB901", path, _("is a folder, not a file; name a file in it"))
        if not stat.S_ISREG(status.st_mode):
            raise _error("TB901", path, _("is not an ordinary file (a device, pipe or socket); name a file"))
        raw = path.read_bytes() if status.st_size <= limit else b""
    except (OSError, ValueError) as error:
        raise _error("TB901", path, _unreadable(error)) from None
    if max(status.st_size, len(raw)) > limit:
        message = _("is larger than {limit} million bytes; split it into smaller files")
        raise _error("TB902", path, message.format(limit=f"{limit / 1e6:g}"))
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
        raise _error("TB901", path, _unreadable(error)) from None
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


def write_atomically(path: Path, data: bytes, expected: bytes | None = None) -> bool:
    """Write the file as a whole or not at all; give whether anything was written.

    An unchanged file is not touched. A symbolic link is followed and stays; the mode is kept. With `expected`
    the file must still hold these bytes (`b""`: or not exist). Raises TermbaseError, and leaves the original,
    where that is not so, where the file has several hard links (they would come apart), is write-protected or
    cannot be written. Temporary files that a crash left beside this file are swept.
    """
    target = Path(os.path.realpath(path))
    exists = target.exists()
    present = read_bytes(target, sys.maxsize) if exists else b""
    if expected is not None and present != expected:
        raise _error(
            "TB905", path, _("was changed by someone else meanwhile; nothing was written, try again")
        )
    _sweep(target)
    if exists and present == data:
        return False
    with _replacing(path, target) as file:
        file.write(data)
    return True


@contextlib.contextmanager
def written_atomically(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write and to seek in that takes the place of `path` if the block ends well.

    For what is too large to be held in memory; links, modes and errors are as with `write_atomically`.
    """
    target = Path(os.path.realpath(path))
    _sweep(target)
    with _replacing(path, target) as file:
        yield file


def make_folder(path: Path) -> None:
    """Make a folder and those above it, if need be. Raises TermbaseError where that cannot be, as with a file."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = _("cannot be made a folder ({reason}); name another one")
        raise _error("TB906", path, message.format(reason=reason)) from None


@contextlib.contextmanager
def lock(folder: Path, seconds: float = 10.0) -> Iterator[None]:
    """Hold the folder's lock for a read-modify-write; others, threads too, wait up to `seconds` for it.

    It is a lock of the operating system on a file in the folder and falls with the process that holds it, so
    a crash blocks nobody. Raises TermbaseError when the time is up or the folder is not writable.
    """
    path = folder / f"{TEMPORARY}lock"
    descriptor = _acquire(path, time.monotonic() + seconds)
    try:
        yield
    finally:
        _release(path, descriptor)


def _error(code: str, path: Path, message: str) -> TermbaseError:
    return TermbaseError.of(code, message, Place(path.as_posix()))


def _unreadable(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("does not exist; check the name")
    if isinstance(error, PermissionError):
        return _("may not be read; check its permissions")
    return _("cannot be read ({reason})").format(reason=getattr(error, "strerror", None) or error)


def _undecodable(name: str, position: int, looks: str) -> TermbaseError:
    message = _("byte {position} is no text in UTF-8; this looks like {looks}. Save the file as UTF-8")
    return TermbaseError.of("TB903", message.format(position=position, looks=looks), Place(name))


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


@contextlib.contextmanager
def _replacing(path: Path, target: Path) -> Iterator[BinaryIO]:
    """Give the file that is to replace the target; `path` is what messages call it."""
    exists = target.exists()
    if exists and not target.is_file() and not target.is_dir():  # a device would be a file afterwards
        raise _error("TB906", path, _("is not an ordinary file; name a file"))
    if exists and target.stat().st_nlink > 1:
        raise _error(
            "TB904", path, _("has several hard links, which would come apart; write to a copy of it")
        )
    if exists and not os.access(target, os.W_OK):
        raise _error("TB906", path, _("is write-protected; nothing was written"))
    temporary = target.with_name(f"{_prefix(target)}{os.getpid()}-{os.urandom(4).hex()}.tmp")
    _in_use.add(temporary)
    try:
        mode = stat.S_IMODE(target.stat().st_mode) if exists else None
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
        )
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
        os.replace(temporary, target)  # noqa: PTH105 - tests make it fail
    except OSError as error:
        message = _("cannot be written ({reason}); it was left as it was")
        raise _error("TB906", path, message.format(reason=error.strerror or error)) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        _in_use.discard(temporary)
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power failure; Windows does that itself and refuses to open folders."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _prefix(target: Path) -> str:
    """Begin the name of a temporary file of this target; hashed, as the name may have the full length."""
    import hashlib  # loads OpenSSL: only for who writes

    return f"{TEMPORARY}{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]}-"


def _sweep(target: Path) -> None:
    """Delete what a crash left: temporary files of this target whose process (a part of the name) is dead."""
    for left in target.parent.glob(f"{_prefix(target)}*.tmp"):
        process = left.name.removeprefix(_prefix(target)).partition("-")[0]
        if left not in _in_use and not _alive(process):
            with contextlib.suppress(OSError):
                left.unlink()


def _alive(process: str) -> bool:
    """Tell whether another process of this number runs; on Windows False is safe, open files stay there."""
    if (
        sys.platform == "win32"
        or not process.isascii()
        or not process.isdigit()
        or int(process) == os.getpid()
    ):
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _acquire(path: Path, until: float) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            message = _(
                "cannot be locked for writing ({reason}); check that the folder exists and is writable"
            )
            raise _error("TB907", path.parent, message.format(reason=error.strerror or error)) from None
        # Who held the lock deletes the file: it counts only if the file that was locked still has the name.
        if _try_lock(descriptor):
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    return descriptor
        os.close(descriptor)
        if time.monotonic() > until:
            message = _("is being changed by another termbase; wait for it to end, then try again")
            raise _error("TB907", path.parent, message)
        time.sleep(0.02)


def _release(path: Path, descriptor: int) -> None:
    if sys.platform == "win32":
        os.close(descriptor)
    with contextlib.suppress(OSError):  # on Windows another process may have it open already: it stays
        path.unlink()
    if sys.platform != "win32":
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
