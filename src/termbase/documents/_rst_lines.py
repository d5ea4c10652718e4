"""The lines of reStructuredText, and how wide a text is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LINE = re.compile(r"([ \t]*+)([^\r\n]*+)(?:\r\n?|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text without white space around it, where that begins and how far it is indented."""

    text: str
    start: int
    indent: int

    def behind(self, width: int) -> Line:
        """Give the rest of the line behind a mark of so many signs."""
        return Line(self.text[width:], self.start + width, self.indent + width)


def lines_of(source: str) -> list[Line]:
    """Give the lines of a source; they end at LF, CRLF and CR."""
    return [
        Line(found[2].rstrip(), found.start(2), len(found[1].expandtabs(8)))
        for found in _LINE.finditer(source)
        if found[0]
    ]


def is_wide(sign: str) -> bool:
    """Tell whether a sign takes two columns."""
    return unicodedata.east_asian_width(sign) in "WF"


def width_of(text: str) -> int:
    """Give the columns that a title takes, as docutils counts them: two for wide signs, none for marks."""
    return sum(0 if unicodedata.combining(sign) else 1 + is_wide(sign) for sign in text)
