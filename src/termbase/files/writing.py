"""Writes files as a whole or not at all.

Written is to a temporary file beside the target, which then takes its place, so that a failure at any moment leaves
the original.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from termbase.files.reading import problem, read_bytes
from termbase.messages import _

TEMPORARY = ".termbase-"
"""What the names of our temporary and lock files begin with; who lists a folder leaves them out."""

_in_use: set[Path] = set()  # temporary files that this process is writing


def write_atomically(path: Path, data: bytes | bytearray, expected: bytes | None = None) -> bool:
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
        raise problem(
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
        raise problem("TB906", path, message.format(reason=reason)) from None


@contextlib.contextmanager
def _replacing(path: Path, target: Path) -> Iterator[BinaryIO]:
    """Give the file that is to replace the target; `path` is what messages call it."""
    exists = target.exists()
    if exists and not target.is_file() and not target.is_dir():  # a device would be a file afterwards
        raise problem("TB906", path, _("is not an ordinary file; name a file"))
    if exists and target.stat().st_nlink > 1:
        raise problem(
            "TB904", path, _("has several hard links, which would come apart; write to a copy of it")
        )
    if exists and not os.access(target, os.W_OK):
        raise problem("TB906", path, _("is write-protected; nothing was written"))
    temporary = target.with_name(f"{_prefix(target)}{os.getpid()}-{os.urandom(4).hex()}.tmp")
    _in_use.add(temporary)
    try:
        before = target.stat() if exists else None
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(temporary, flags, 0o600 if before else 0o666)  # a secret stays one meanwhile
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            _take_over(temporary, before)
        os.replace(temporary, target)  # noqa: PTH105 - tests make it fail
    except OSError as error:
        message = _("cannot be written ({reason}); it was left as it was")
        raise problem("TB906", path, message.format(reason=error.strerror or error)) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        _in_use.discard(temporary)
    _flush_folder(target.parent)


def _take_over(temporary: Path, before: os.stat_result) -> None:
    """Give the new file the mode of the old one, and its owner as far as that is allowed."""
    now = temporary.stat()
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid) and hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, before.st_uid, before.st_gid)
    temporary.chmod(stat.S_IMODE(before.st_mode))


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
