"""The glossary of a document as comma-separated values (RFC 4180)."""

from __future__ import annotations

import csv
import io

from termbase.report._gloss_cells import headings, rows
from termbase.verbs.gloss import Gloss

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for a formula (OWASP, CSV injection)


def gloss_csv(gloss: Gloss) -> str:
    """Give the table with its headings; lines end with CRLF, and no cell is a formula to a spreadsheet."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(headings(gloss))
    writer.writerows([_inert(cell) for cell in row] for row in rows(gloss))
    return target.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell
