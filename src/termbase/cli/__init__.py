"""The command line: thin. It parses, calls one method, and hands what comes back to report or exchange."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (None: of this process) and give the exit code; nothing is raised."""
    from termbase.cli.run import run

    return run(arguments)
