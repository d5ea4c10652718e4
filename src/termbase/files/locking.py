"""Locks of folders, so that of two runs of the same command neither loses the other's work."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from termbase.files.reading import problem
from termbase.files.writing import TEMPORARY
from termbase.messages import _


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


def _acquire(path: Path, until: float) -> int:
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            message = _(
                "cannot be locked for writing ({reason}); check that the folder exists and is writable"
            )
            raise problem("TB907", path.parent, message.format(reason=error.strerror or error)) from None
        # Who held the lock deletes the file: it counts only if the file that was locked still has the name.
        if _try_lock(descriptor):
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(descriptor), path.stat()):
                    return descriptor
        os.close(descriptor)
        if time.monotonic() > until:
            message = _("is being changed by another termbase; wait for it to end, then try again")
            raise problem("TB907", path.parent, message)
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
