"""Runs the program: whatever happens becomes an exit code and at most a few lines on standard error."""

from __future__ import annotations

import contextlib
import gettext
import os
import sys
from collections.abc import Sequence

from termbase.messages import DOMAIN, _
from termbase.model import TermbaseError
from termbase.resources import bundled

USAGE = 2
INTERRUPTED = 130  # as shells report a process that SIGINT ended
BROKEN_PIPE = 141  # likewise SIGPIPE


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give the exit code (DESIGN 6)."""
    _prepare_streams()
    # Typer's and click's own words come from the default domain, which must be set before they are imported.
    gettext.bindtextdomain(DOMAIN, str(bundled("locales")))
    gettext.textdomain(DOMAIN)
    try:
        code = _invoke(arguments)
        sys.stdout.flush()
        return code
    except TermbaseError as error:
        _say(error)
        return USAGE
    except BrokenPipeError:
        _close_pipe()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException as error:  # also the panics of libraries written in Rust, which are no Exception
        return _unexpected(error)


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


def _prepare_streams() -> None:
    """Make the standard streams UTF-8 with line ends as they are written; file names may hold any bytes."""
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")  # type: ignore[union-attr]


def _say(error: TermbaseError) -> None:
    from termbase.report.text import findings_text

    with contextlib.suppress(OSError):
        for lines in findings_text(error.findings):
            sys.stderr.write(lines)


def _close_pipe() -> None:
    """Keep the interpreter from flushing into a closed pipe at its end, which would print a traceback."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unexpected(error: BaseException) -> int:
    if os.environ.get("TERMBASE_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return USAGE
    said = " ".join(str(error).split()) or "–"
    message = _(
        "termbase: unexpected error: {kind}: {said}. Set TERMBASE_DEBUG=1 or give --debug to see where"
    )
    with contextlib.suppress(OSError):
        sys.stderr.write(message.format(kind=type(error).__name__, said=said[:300]) + "\n")
    return USAGE
