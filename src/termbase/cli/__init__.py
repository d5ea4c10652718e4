"""The command line: thin. It parses, calls one method, and hands what comes back to report or exchange."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (None: of this process) and give the exit code; nothing is raised."""
    if arguments is None and _answered(sys.argv[1:]):
        return 0
    from termbase.cli.run import run

    return run(arguments)


def _answered(arguments: Sequence[str]) -> bool:
    """Print the answer to a plain look-up; False if that was not possible, and then nothing was printed."""
    from termbase.cli.early import answer

    try:
        text = answer(arguments)
        if text is None or sys.stdout is None:
            return False
        sys.stdout.buffer.write(text.encode("utf-8", "surrogateescape"))
        sys.stdout.flush()
    except Exception:  # the program finds it again, and says what it is
        return False
    return True
