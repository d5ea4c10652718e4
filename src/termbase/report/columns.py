"""Text in columns of a terminal: wide characters take two, combining marks none (Unicode Annex 11)."""

from __future__ import annotations

import re
import unicodedata

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")  # categories Cc, Zl and Zp
_SOFT_HYPHEN = "\u00ad"  # a format character that terminals show


def width(text: str) -> int:
    """Give the number of columns that a text takes on a terminal.

    >>> [width(text) for text in ("Kyjiw", "基辅", "Кы\u0301ив")]
    [5, 4, 4]
    """
    return len(text) if text.isascii() else sum(map(_width, text))


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
    r"""Give one line: what a terminal would obey or what ends a line is escaped, a tab becomes a space.

    >>> print(printable("a\x1b[31m\nb"))
    a\x1b[31m\nb
    """
    return _OBEYED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return " " if found[0] == "\t" else found[0].encode("unicode_escape").decode("ascii")


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
