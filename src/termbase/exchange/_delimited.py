"""Tables as text with delimiters (RFC 4180), read strictly and with the line of every row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from termbase.exchange._cells import neutralised, restored
from termbase.exchange._merge import Read, merge
from termbase.exchange._table_names import Header, read_header
from termbase.exchange._table_reading import Line, concepts
from termbase.exchange.exchange import Imported, LoadOptions
from termbase.files import read_text
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

_TOLD = re.compile(r"sep=([,;\t|])\r?\n")
"""A first line that tells Excel the delimiter."""

MAX_CELL = 10_000_000
"""Code points that a cell may have; the reader of the standard library stops at 131,072."""


def delimited(
    rows: Iterable[Sequence[str]], delimiter: str, line_end: str, *, formulas: bool = False
) -> bytes:
    """Write rows in UTF-8; formulas are neutralised, unless the file is for no spreadsheet (`formulas`)."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=line_end)
    writer.writerows(row if formulas else [neutralised(cell) for cell in row] for row in rows)
    return target.getvalue().encode("utf-8")


def read_rows(text: str, file: str, delimiter: str) -> Iterator[tuple[int, list[str]] | Finding]:
    """Give the rows that are not blank with their lines; broken ones as findings."""
    csv.field_size_limit(MAX_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = rows.line_num + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            message = _(
                "the row is broken ({reason}); look at its quotation marks, which are doubled in a cell"
            )
            yield Finding("TB743", "error", message.format(reason=error), Place(file, line))
            continue
        if any(cells):
            yield line, [restored(cell) for cell in cells]


def load_delimited(
    file: Path, folder: Path, options: LoadOptions, *, format: str, delimiter: Callable[[str], str]
) -> Imported:
    """Merge a delimited file into the glossary; `delimiter` tells it from the first line.

    Raises TermbaseError, with nothing written, as the merge does and where there is no usable first row.
    """
    text, name = read_text(file).text, file.as_posix()
    if told := _TOLD.match(text):
        text = "\n" + text[told.end() :]  # lines keep their numbers
    mark = told[1] if told else delimiter(text.partition("\n")[0])
    rows = read_rows(text, name, mark)
    first = next(rows, None)
    if not isinstance(first, tuple):
        message = _("the table is empty; its first row names the columns")
        raise TermbaseError([first or Finding("TB742", "error", message, Place(name, 1))])
    header, findings = read_header(first[1], name, first[0])

    def stream() -> Iterator[Read | Finding]:
        yield from findings
        yield from concepts(_lines(text, header, mark), _lines(text, header, mark), header)

    return merge(stream(), folder, options, format=format, file=file)


def _lines(text: str, header: Header, delimiter: str) -> Iterator[Line | Finding]:
    """Give the rows below the header."""
    rows = read_rows(text, header.file, delimiter)
    next(rows)
    for row in rows:
        yield row if isinstance(row, Finding) else line_of(row[0], row[1], header)


def line_of(number: int, cells: Sequence[str], header: Header) -> Line | Finding:
    """Put the cells of a row under their columns; a row of another length is broken."""
    if len(cells) != len(header.columns):
        message = _("the row has {found} cells, the first row {expected}; add or quote what is missing")
        message = message.format(found=len(cells), expected=len(header.columns))
        return Finding("TB743", "error", message, Place(header.file, number))
    return Line(
        number, {name: cell for name, cell in zip(header.columns, cells, strict=True) if name and cell}
    )
