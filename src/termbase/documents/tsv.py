"""Tab-separated values: the cells with text, or those of chosen columns; quoted cells as in CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from termbase.documents._cells import blocks as cell_blocks
from termbase.documents._cells import pairs as cell_pairs
from termbase.documents.document import Block, Format, Pair


def blocks(source: str, columns: Sequence[str] = ()) -> Iterator[Block]:
    r"""Give every cell with text; numbers and formulas are none.

    Raises TermbaseError at a quotation mark that is never closed, and at a column that there is not.

    >>> [(block.name, block.text) for block in blocks("Kiew, alt\t12\n")]
    [('R1C1', 'Kiew, alt')]
    """
    return cell_blocks(source, "\t", columns)


def pairs(source: str, origin: str | None = None, columns: Sequence[str] = ()) -> Iterator[Pair]:
    """Give the cells of two columns row by row: those of these headings, or numbers from 1, else the first two."""
    return cell_pairs(source, "\t", columns, origin)


FORMAT = Format(
    "tsv", (".tsv", ".tab"), blocks, description="tab-separated values: cells with text", pairs=pairs
)


def with_columns(columns: Sequence[str]) -> Format:
    """Give the format that reads only the columns of these headings, or numbers from 1, below the first row."""
    return replace(
        FORMAT,
        blocks=lambda source: blocks(source, columns),
        pairs=lambda source, origin: pairs(source, origin, columns),
    )
