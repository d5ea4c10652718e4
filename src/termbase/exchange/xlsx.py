"""XLSX (Office Open XML, ECMA-376): the tables of the format csv as a worksheet. Needs the extra `[xlsx]`.

    termbase export xlsx -o glossary.xlsx
    termbase export xlsx -O layout=wide --from de --to en -o glossary.xlsx
    termbase import xlsx glossary.xlsx

Every cell is text, so that a spreadsheet neither computes nor converts it; the first row stays in sight and has
filters. An import reads the first sheet that names such columns. Formulas and dates in them are refused:
nobody knows what was meant.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from termbase.exchange._archive import guarded
from termbase.exchange._delimited import line_of
from termbase.exchange._losses import Loss, losses
from termbase.exchange._merge import Read, merge
from termbase.exchange._output import write_files
from termbase.exchange._table_export import LAYOUT, Table, table
from termbase.exchange._table_names import Header, read_header
from termbase.exchange._table_reading import Line, concepts
from termbase.exchange._table_rows import CONCEPT
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.exchange.workbook import MAX_CELL, require_openpyxl, workbook
from termbase.messages import _
from termbase.model import Finding, Glossary, Place, TermbaseError

MAX_ROWS = 1_048_576  # Excel specifications and limits, support.microsoft.com
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one workbook. Raises TermbaseError for languages that cannot be, and without openpyxl."""
    require_openpyxl()
    made = table(glossary, options)
    if len(made.rows) >= MAX_ROWS:
        message = _("{count} rows are more than a worksheet has; export csv, or fewer languages with --to")
        raise TermbaseError.of("TB741", message.format(count=len(made.rows)), Place(target.as_posix()))
    wide = [column for column in made.columns if column == "term" or len(column) < 3]
    written = write_files({target: workbook(made.columns, made.lines(), wide)})
    return Exported(written, len(made.rows), (*made.findings, *losses(_too_long(made))))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a sheet of a workbook into the glossary.

    Raises TermbaseError, with nothing written, as the merge does, for a file that is no workbook, and without
    openpyxl.
    """
    require_openpyxl()
    from openpyxl import load_workbook

    content, name = guarded(file), file.as_posix()
    try:
        book = load_workbook(content, read_only=True, data_only=False)
        sheets: list[Any] = list(book.worksheets)
    except Exception:  # what openpyxl raises for a broken file is anything: KeyError, ValueError, ParseError
        message = _("is no XLSX file, or a damaged or encrypted one; save it anew")
        raise TermbaseError.of("TB744", message, Place(name)) from None
    sheet, header, findings = _table(sheets, name)

    def stream() -> Iterator[Read | Finding]:
        yield from findings
        yield from concepts(_lines(sheet, header), _lines(sheet, header), header)

    return merge(stream(), folder, options, format="xlsx", file=file)


def _too_long(made: Table) -> Iterator[Loss]:
    for row in made.rows:
        for text in row.values():
            if len(text) > MAX_CELL:
                yield Loss(_("texts longer than a cell may be (32,767)"), row[CONCEPT], Place())


def _table(sheets: list[Any], name: str) -> tuple[Any, Header, tuple[Finding, ...]]:
    """Find the first sheet that begins as a table does; the others are named.

    Raises TermbaseError, with what is wrong with the first, where there is none.
    """
    errors: list[TermbaseError] = []
    for sheet in sheets:
        first = next(_rows(sheet), None)
        try:
            if first is None:
                message = _("the table is empty; its first row names the columns")
                raise TermbaseError.of("TB742", message, Place(name, 1))
            header, findings = read_header([cell or "" for cell in first[1]], name, first[0])
        except TermbaseError as error:
            errors.append(error)
            continue
        others = [str(each.title) for each in sheets if each is not sheet]
        if others:
            message = _("the terms come from the worksheet “{sheet}”; not read: {others}")
            message = message.format(sheet=sheet.title, others=", ".join(f"“{each}”" for each in others))
            findings = (*findings, Finding("TB742", "info", message, Place(name)))
        return sheet, header, findings
    raise errors[0]


def _lines(sheet: Any, header: Header) -> Iterator[Line | Finding]:
    rows = _rows(sheet)
    next(rows)
    width = len(header.columns)
    for number, cells in rows:
        columns = (*header.columns, *[""] * (len(cells) - width))
        at = next((i for i, cell in enumerate(cells) if cell is None and columns[i] is not None), None)
        if at is not None:
            message = _("the cell holds a formula, a date or an error; write the text itself")
            yield Finding("TB743", "error", message, Place(header.file, number, at + 1))
            continue
        while len(cells) > width and not cells[-1]:
            cells.pop()
        yield line_of(number, [cell or "" for cell in (*cells, *[""] * (width - len(cells)))], header)


def _rows(sheet: Any) -> Iterator[tuple[int, list[str | None]]]:
    """Give the rows that are not empty, with their numbers; None stands for a cell that is no text."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell.value, cell.data_type) for cell in row]
        while texts and texts[-1] == "":
            texts.pop()
        if texts:
            yield number, texts


def _text(value: object, kind: str) -> str | None:
    """Give the text of a cell; None for what is none."""
    if value is None:
        return ""
    if kind in ("f", "e", "d") or isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value))


EXCHANGE = Exchange(
    name="xlsx",
    description="a worksheet for Excel, LibreOffice and Phrase",
    suffixes=(".xlsx",),
    dump=dump,
    load=load,
    lost="nothing; wide: variants, grammar, statuses",
    options=(LAYOUT,),
)
