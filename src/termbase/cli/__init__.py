"""The command line: thin. It parses, calls one method, and hands what comes back to report or exchange."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (None: of this process) and give the exit code; nothing is raised."""
    code = _answered(sys.argv[1:]) if arguments is None else None
    if code is not None:
        return code
    from termbase.cli.run import run

    return run(arguments)


def _answered(arguments: Sequence[str]) -> int | None:
    """Print the answer to a plain look-up; None if that was not possible, and then nothing was printed."""
    from termbase.cli.early import answer

    try:
        found = answer(arguments)
        if found is None or sys.stdout is None or sys.stderr is None:
            return None
        text, said = found
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.flush()
        sys.stderr.buffer.write(said.encode("utf-8", "backslashreplace"))
        sys.stderr.flush()
    except Exception:  # the program finds it again, and says what it is
        return None
    return int(bool(said))
