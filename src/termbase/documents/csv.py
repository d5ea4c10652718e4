"""Comma-separated values (RFC 4180), also with semicolons, tabs, bars: cells with text, or those of chosen columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from termbase.documents._cells import blocks as cell_blocks
from termbase.documents._cells import delimiter_of
from termbase.documents._cells import pairs as cell_pairs
from termbase.documents.document import Block, Format, Pair


def blocks(source: str, columns: Sequence[str] = ()) -> Iterator[Block]:
    r"""Give every cell with text; numbers and formulas are none.

    Raises TermbaseError at a quotation mark that is never closed, and at a column that there is not.

    >>> [(block.name, block.text) for block in blocks('Stadt;Zahl\n"Kiew; alt";12\n')]
    [('R1C1', 'Stadt'), ('R1C2', 'Zahl'), ('R2C1', 'Kiew; alt')]
    """
    return cell_blocks(source, delimiter_of(source), columns)


def pairs(source: str, origin: str | None = None, columns: Sequence[str] = ()) -> Iterator[Pair]:
    """Give the cells of two columns row by row: those of these headings, or numbers from 1, else the first two."""
    return cell_pairs(source, delimiter_of(source), columns, origin)


FORMAT = Format("csv", (".csv",), blocks, description="comma-separated values: cells with text", pairs=pairs)


def with_columns(columns: Sequence[str]) -> Format:
    r"""Give the format that reads only the columns of these headings, or numbers from 1, below the first row.

    >>> [block.text for block in with_columns(["Stadt"]).blocks("Stadt,Land\nKiew,Ukraine\n")]
    ['Kiew']
    """
    return replace(
        FORMAT,
        blocks=lambda source: blocks(source, columns),
        pairs=lambda source, origin: pairs(source, origin, columns),
    )
