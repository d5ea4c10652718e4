"""Plain texts that are too large to be held in memory: rewritten from file to file."""

from __future__ import annotations

import contextlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from termbase.cli.inputs import Input
from termbase.cli.notes import note, note_findings
from termbase.messages import _
from termbase.model import Place, TermbaseError

if TYPE_CHECKING:
    from termbase.api import Termbase
    from termbase.verbs.streaming import Tally

LARGE = 16_000_000
"""Bytes from which a plain text is not held in memory."""

Rewriter = Callable[[Path, Callable[[bytes], object], str], "Tally"]


def is_large(item: Input) -> bool:
    """Tell whether a document is better not held in memory."""
    if item.path is None or item.format != "txt":
        return False
    with contextlib.suppress(OSError):
        return item.path.stat().st_size > LARGE
    return False


def rewriter(termbase: Termbase, lang: str | None, unsafe: bool) -> Rewriter:
    """Give what rewrites the text of a path piece by piece, as the options say."""
    return lambda path, write, name: termbase.normalise_stream(path, write, lang, unsafe, name)


def write_large(item: Input, output: Path | None, rewrite: Rewriter) -> bool:
    """Write a rewritten text in place, if anything changes, or below another folder.

    False where it must be read as a whole. Raises TermbaseError where that cannot be, or it cannot be read or written.
    """
    from termbase.files import written_atomically

    path = _path(item)
    target = path if output is None else output / item.relative
    tally = None
    with contextlib.suppress(_UnusedError), written_atomically(target) as file:
        tally = rewrite(path, file.write, item.name)
        if not tally.settled or (output is None and not tally.edits):
            raise _UnusedError
    if tally is None or not _is_settled(tally, item):
        return False
    if tally.edits or output is not None:
        note(_("{file}: written; edits: {count}").format(file=target.as_posix(), count=tally.edits))
    _tell(tally)
    return True


def print_large(item: Input, rewrite: Rewriter) -> bool:
    """Print a rewritten text. False where it must be read as a whole."""
    import tempfile

    with tempfile.TemporaryFile() as file:
        tally = rewrite(_path(item), file.write, item.name)
        if not _is_settled(tally, item):
            return False
        _print(file)
    _tell(tally)
    return True


class _UnusedError(Exception):
    """What was written is not to take the place of the file."""


def _print(file: IO[bytes]) -> None:
    file.seek(0)
    sys.stdout.flush()
    shutil.copyfileobj(file, sys.stdout.buffer)


def _is_settled(tally: Tally, item: Input) -> bool:
    from termbase.files import MAX_BYTES

    if not tally.settled and _path(item).stat().st_size > MAX_BYTES:
        message = _("is too large for this style, in which edits decide on other edits; split it")
        raise TermbaseError.of("TB902", message, Place(item.name))
    return tally.settled


def _tell(tally: Tally) -> None:
    note_findings(tally.findings)
    if tally.more:
        note(_("… and {count} more findings").format(count=tally.more))


def _path(item: Input) -> Path:
    if item.path is None:
        raise ValueError("standard input is held in memory")
    return item.path
