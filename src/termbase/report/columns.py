"""Text in columns of a terminal: wide characters take two, combining marks none (Unicode Annex 11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))
_SOFT_HYPHEN = "\u00ad"  # a format character that terminals show


def width(text: str) -> int:
    """Give the number of columns that a text takes on a terminal.

    >>> [width(text) for text in ("Kyjiw", "基辅", "Кы\u0301ив")]
    [5, 4, 4]
    """
    return sum(map(_width, text))


def _width(character: str) -> int:
    if character.isascii():
        return 1
    if character != _SOFT_HYPHEN and unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, columns: int) -> str:
    """Fill a text with spaces up to a number of columns."""
    return text + " " * (columns - width(text))


def printable(text: str) -> str:
    """Give the text with control characters, which a terminal would obey, as U+FFFD; tabs become spaces."""
    return "".join(
        " " if character == "\t" else "\ufffd" if unicodedata.category(character) == "Cc" else character
        for character in text
    )


def aligned(rows: Iterable[Sequence[str]], indent: str = "") -> list[str]:
    """Set rows of cells as lines whose columns stand below each other; rows may differ in length.

    >>> aligned([("de", "Kyjiw"), ("zh-Hans", "基辅", "x")])
    ['de       Kyjiw', 'zh-Hans  基辅   x']
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    widths: list[int] = []
    for row in cells:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], width(cell))
    return [
        (indent + "  ".join(padded(cell, widths[column]) for column, cell in enumerate(row))).rstrip()
        for row in cells
    ]
