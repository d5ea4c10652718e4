"""A table as a workbook (Office Open XML, ECMA-376), written by openpyxl: the same table gives the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from termbase.exchange._archive import without_times
from termbase.messages import _
from termbase.model import TermbaseError

MAX_CELL = 32_767  # code points; Excel specifications and limits, support.microsoft.com

# What XML cannot hold is written _xHHHH_, and so is what looks like that (ECMA-376, ST_Xstring).
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def require_openpyxl() -> None:
    """Raise TermbaseError, which says how to install it, where openpyxl is not there."""
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        message = _("openpyxl is not installed; install it with: pip install “termbase[xlsx]”")
        raise TermbaseError.of("TB745", message) from None


def workbook(columns: Sequence[str], rows: Iterable[Sequence[str]], wide: Collection[str] = ()) -> bytes:
    """Write one sheet: headings that stay in sight and have filters, every cell as text; too long ones stay empty."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    lines = list(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("termbase")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(lines) + 1}"
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = 30 if column in wide else 16
    bold = Font(bold=True)

    def cell(text: str, font: Font | None = None) -> Any:
        made = WriteOnlyCell(sheet, text)
        made.data_type, made.number_format = "s", "@"
        if font:
            made.font = font
        return made

    sheet.append([cell(name, bold) for name in columns])
    for row in lines:
        sheet.append([cell(_escaped(text)) if text and len(text) <= MAX_CELL else None for text in row])
    target = io.BytesIO()
    book.save(target)
    return without_times(target.getvalue())


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
