"""Line and column of a place in a text. Lines end at LF, CRLF and CR, at nothing else; both count from 1."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Lines:
    """A text with the offsets (code points) at which its lines start."""

    text: str
    starts: tuple[int, ...]
    # the line that was asked for last, which thousands of findings may share
    _last: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def place(self, offset: int) -> tuple[int, int]:
        r"""Give line and column of an offset, both from 1, the column in code points.

        >>> lines_of("ab\r\nc").place(4)
        (2, 1)
        """
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Give the offset of a line and column; columns beyond the line's end are its end."""
        if not 1 <= line <= len(self.starts):
            raise ValueError(f"no line {line} in a text of {len(self.starts)} lines")
        start = self.starts[line - 1]
        return start + min(max(column, 1) - 1, len(self.line(line)))

    def line(self, number: int) -> str:
        """Give the text of a line without its end."""
        if number not in self._last:
            start = self.starts[number - 1]
            end = self.starts[number] if number < len(self.starts) else len(self.text)
            self._last.clear()
            self._last[number] = self.text[start:end].rstrip("\r\n")
        return self._last[number]


def lines_of(text: str) -> Lines:
    """Find where the lines of a text start."""
    return Lines(text, (0, *(end.end() for end in _LINE_END.finditer(text))))
