"""What is said on standard error: a line for people, and findings."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from termbase.model import Finding

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_WIDTH = 78
_MANY = 20
"""Of more files than these a person at a terminal wants to see how far it has come."""


def with_progress(
    items: Sequence[_Item], name_of: Callable[[_Item], str], work: Callable[[_Item], _Result]
) -> Iterator[_Result]:
    """Give what the work makes of each item; on a terminal, of many, a line says which is at work."""
    shown = len(items) > _MANY and _is_terminal()
    for number, item in enumerate(items, 1):
        line = f"{number}/{len(items)} {name_of(item)}"[:_WIDTH] if shown else ""
        _overwrite(line)
        result = work(item)
        _overwrite(" " * len(line))
        yield result


def _is_terminal() -> bool:
    return sys.stderr.isatty()


def _overwrite(line: str) -> None:
    from termbase.report.columns import printable

    if line:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"\r{printable(line)}\r")
            sys.stderr.flush()


def note(message: str) -> None:
    """Write one line; that nobody can be told is no reason to leave work undone."""
    from termbase.report.columns import printable

    with contextlib.suppress(OSError):
        sys.stderr.write(printable(message) + "\n")


def note_findings(findings: Iterable[Finding]) -> None:
    """Write findings with their source lines."""
    from termbase.report.text import findings_text

    with contextlib.suppress(OSError):
        sys.stderr.writelines(findings_text(findings))
