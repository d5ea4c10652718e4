"""XLSX (ECMA-376, SpreadsheetML): shared and inline strings, comments, text boxes, alternative texts.

Formulas and their results, the names of sheets and ranges stay. So does pronunciation (`rPh`), and what heads a column
of a table: the table repeats it, and Excel takes a workbook in which the two differ for damaged. Sheets are read as
they are written, cell by cell; no grid is ever made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import unescape

from termbase.documents._ooxml import (
    DRAWING_ATTRIBUTES,
    DRAWING_BLOCKS,
    DRAWING_CHARACTERS,
    DRAWING_TEXT,
    NAMESPACES,
    SAYS,
)
from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents.document import Block, Format

_MEMBERS = (
    re.compile(r"xl/sharedStrings\.xml"),
    re.compile(r"xl/worksheets/sheet\d+\.xml"),
    re.compile(r"xl/drawings/drawing\d+\.xml"),
    re.compile(r"xl/(?:comments\d*|comments/comment\d+|threadedComments/threadedComment\d+)\.xml"),
)

_SHEET = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*<(?:\w+:)?worksheet\b")
_REPEATING = re.compile(r"xl/(?:tables/table\d+|pivotCache/pivotCacheDefinition\d+)\.xml")
_COLUMN = re.compile(r"""<(?:\w+:)?(?:tableColumn|cacheField)\b[^<>]*?\sname=(?:"([^"]*)"|'([^']*)')""")


def blocks(source: str, heads: frozenset[str] = frozenset()) -> list[Block]:
    """Give the strings of one member; they are named by the cell, shared ones numbered as they stand.

    Cells with a text that is one of `heads` are protected.
    """
    if _SHEET.match(source) and "inlineStr" not in source:
        return []  # numbers, formulas and references to shared strings: a sheet may be large
    return [
        replace(block, protected=((0, len(block.text)),)) if block.text in heads else block
        for block in read(source, _VOCABULARY)
    ]


def _informed(texts: Sequence[str]) -> Callable[[str], list[Block]]:
    """Give `blocks` that protect the heads of columns, of which tables and pivot caches tell."""
    heads = (unescape(one or other) for text in texts for one, other in _COLUMN.findall(text))
    return partial(blocks, heads=frozenset(heads))


def _cell(attributes: Attributes) -> Said:
    return Said(name=attributes.get("r"))


def _formula(_attributes: Attributes) -> Said:
    return Said(protected=True, levels=1)  # the cell around it: what stands there is the result


def _commented(attributes: Attributes) -> Said:
    return Said(name=attributes.get("ref"))


_VOCABULARY = Vocabulary(
    namespaces=NAMESPACES,
    blocks={
        "x:si": "cell",
        "x:is": "cell",
        "x:comment": "paragraph",
        "tc:text": "paragraph",
        **DRAWING_BLOCKS,
    },
    text=frozenset(("x:t", "tc:text")) | DRAWING_TEXT,
    characters=DRAWING_CHARACTERS,
    read=DRAWING_ATTRIBUTES,
    skipped=frozenset(("x:rPh",)),
    says={"x:c": _cell, "x:f": _formula, "x:comment": _commented, "tc:threadedComment": _commented, **SAYS},
    loses_space=frozenset(("x:t",)),
    numbered=True,
)

FORMAT = Format(
    "xlsx",
    (".xlsx", ".xlsm"),
    blocks,
    escape,
    members=_MEMBERS,
    runs=True,
    home="xl/",
    consulted=_REPEATING,
    informed=_informed,
    description="Excel workbooks",
)
