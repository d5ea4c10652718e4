"""Runs the program: whatever happens becomes an exit code and at most a few lines on standard error.

A stream may be closed or its disk full. Then there is one message, if it can be said, and nothing that the
interpreter would add at its end.
"""

from __future__ import annotations

import contextlib
import gettext
import os
import sys
from collections.abc import Sequence
from typing import Literal, TextIO

from termbase.cli.notes import note, note_findings
from termbase.messages import DOMAIN, _
from termbase.model import TermbaseError
from termbase.resources import bundled

USAGE = 2
INTERRUPTED = 130  # as shells report a process that SIGINT ended
BROKEN_PIPE = 141  # likewise SIGPIPE


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code (DESIGN 6)."""
    _open_closed_streams()
    _prepare_streams()
    # Typer's and click's own words come from the default domain, which must be set before they are imported.
    gettext.bindtextdomain(DOMAIN, str(bundled("locales")))
    gettext.textdomain(DOMAIN)
    try:
        code = _outcome(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _unexpected(error) if error.filename is not None else _unwritable(error)
    except BaseException as error:  # also the panics of libraries written in Rust, which are no Exception
        return _unexpected(error)
    finally:
        _give_up_streams()


def _outcome(arguments: Sequence[str] | None) -> int:
    try:
        return _invoke(arguments)
    except TermbaseError as error:
        note_findings(error.findings)
        return USAGE


def _invoke(arguments: Sequence[str] | None) -> int:
    from click.exceptions import Abort, ClickException

    from termbase.cli.program import command

    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = command(given).main(given, prog_name="termbase", standalone_mode=False)
    except ClickException as error:
        error.show()
        return error.exit_code
    except Abort:
        return INTERRUPTED
    except SystemExit as exit:
        if isinstance(exit.__context__, BrokenPipeError):  # click has caught it
            raise exit.__context__ from None
        return exit.code if isinstance(exit.code, int) else 0  # of shell completion
    return result if isinstance(result, int) else 0


def _open_closed_streams() -> None:
    """Put streams that fail when they are used in the place of those that were closed before the start.

    In this order they take the closed descriptors, so that no file gets the number of a standard stream.
    """
    if sys.stdin is None:
        sys.stdin = _open_null(os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _open_null(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _open_null(os.O_WRONLY, "w")


def _open_null(access: int, mode: Literal["r", "w"]) -> TextIO:
    return open(os.open(os.devnull, access), mode, encoding="utf-8", closefd=False)


def _prepare_streams() -> None:
    """Make the standard streams UTF-8 with line ends as they are written; file names may hold any bytes."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")  # type: ignore[union-attr]


def _give_up_streams() -> None:
    """Keep the interpreter from flushing, at its end, what no one takes: it would print a traceback."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _unwritable(error: OSError) -> int:
    message = _("termbase: standard output cannot be written ({reason}); check where it leads to")
    note(message.format(reason=error.strerror or error))
    return USAGE


def _unexpected(error: BaseException) -> int:
    if os.environ.get("TERMBASE_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return USAGE
    said = " ".join(str(error).split()) or "–"
    message = _(
        "termbase: unexpected error: {kind}: {said}. Set TERMBASE_DEBUG=1 or give --debug to see where"
    )
    note(message.format(kind=type(error).__name__, said=said[:300]))
    return USAGE
