"""Colours for people at a terminal; never in a pipe, and never where NO_COLOR is set (no-color.org)."""

from __future__ import annotations

import os
import sys

_COLOURS = {"-": 31, "+": 32, "@": 36}  # SGR codes: red, green, cyan


def painted_diff(diff: str) -> str:
    """Give the diff as it is or, on a terminal, with colours; file names stay without."""
    if not _wanted():
        return diff
    return "".join(map(_painted, diff.splitlines(keepends=True)))


def _wanted() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _painted(line: str) -> str:
    colour = _COLOURS.get(line[:1])
    if colour is None or line.startswith(("--- ", "+++ ")):
        return line
    text = line.rstrip("\r\n")
    return f"\x1b[{colour}m{text}\x1b[0m{line[len(text) :]}"
