"""Tables of reStructuredText that are drawn with lines or set in columns: their cells, line by line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from termbase.documents._refusals import unwritable
from termbase.documents._rst_inline import add_line_text
from termbase.documents._rst_lines import Line, is_wide, width_of
from termbase.documents._running import Running
from termbase.documents.document import Block, Room
from termbase.messages import _
from termbase.model import TermbaseError

_GRID = re.compile(r"\+(?:[-=]+\+)+\s*\Z")
_SIMPLE = re.compile(r"=+(?:[ \t]+=+)+\s*\Z")
_SPANS = re.compile(r"-+(?:[ \t]+-+)*\Z")


def table_end(lines: Sequence[Line], at: int) -> int:
    """Give the number of the line behind the table that begins at a line; this line's where none begins."""
    if _GRID.match(lines[at].text):
        return next(
            (end for end in range(at, len(lines)) if lines[end].text[:1] not in ("+", "|")), len(lines)
        )
    if not _SIMPLE.match(lines[at].text):
        return at
    borders = 1
    for end in range(at + 1, len(lines)):
        if _SIMPLE.match(lines[end].text):
            borders += 1
            if borders == 3 or end + 1 == len(lines) or not lines[end + 1].text:
                return end + 1
    return len(lines)


def table_cells(source: str, lines: Sequence[Line]) -> Iterator[Block]:
    """Give each line of each cell of a table; a name that goes on in the next line is not seen.

    A cell with another one to its right keeps its width: the columns would shift.
    """
    if _GRID.match(lines[0].text):
        for line in lines:
            if line.text.startswith("|"):
                for cell in re.finditer(r"[^|]+", line.text):
                    yield from _cell(source, line.start + cell.start(), cell[0], _ROOM)
        return
    columns = [found.span() for found in re.finditer("=+", lines[0].text)]
    for line in lines:
        if line.text and not _SIMPLE.match(line.text) and not _SPANS.match(line.text):
            yield from _row(source, line, lines[0].indent, columns)


def _row(source: str, line: Line, indent: int, columns: Sequence[tuple[int, int]]) -> Iterator[Block]:
    """Give the cells of a line below the columns; the last one may grow. A line that crosses them gives no more."""
    places = _places(line, indent)
    before = 0
    for number, (first, last) in enumerate(columns):
        is_last = number == len(columns) - 1
        start, end = bisect_left(places, first), len(line.text) if is_last else bisect_left(places, last)
        if start >= len(line.text) or line.text[before:start].strip():
            return
        yield from _cell(source, line.start + start, line.text[start:end], None if is_last else _ROOM)
        before = end


def _places(line: Line, indent: int) -> list[int]:
    """Give the column of each sign as docutils counts them: a wide sign takes two."""
    column = line.indent - indent
    places = []
    for sign in line.text:
        places.append(column)
        column += 1 + is_wide(sign)
    return places


def _cell(source: str, start: int, text: str, room: Room | None) -> Iterator[Block]:
    running = Running(source)
    add_line_text(running, text.strip(), start + len(text) - len(text.lstrip()))
    if block := running.block("cell", room=room):
        yield block


def _refusal(text: str) -> TermbaseError:
    return unwritable(text, _("a table that is drawn with lines"), _("change it and its lines by hand"))


_ROOM = Room(0, width_of, _refusal, exact=True)
