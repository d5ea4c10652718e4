"""XLSX (ECMA-376, SpreadsheetML): shared and inline strings, comments, text boxes.

Formulas and their results, the names of sheets and ranges stay. So does pronunciation (`rPh`). Sheets are read as
they are written, cell by cell; no grid is ever made.
"""

from __future__ import annotations

import re

from termbase.documents._ooxml import DRAWING_BLOCKS, DRAWING_CHARACTERS, DRAWING_TEXT, NAMESPACES, SAYS
from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents.document import Block, Format

_MEMBER = re.compile(
    r"xl/(?:sharedStrings|worksheets/sheet\d+|comments\d*|comments/comment\d+"
    r"|threadedComments/threadedComment\d+|drawings/drawing\d+)\.xml"
)

_SHEET = re.compile(r"\s*(?:<\?xml[^>]*\?>)?\s*<(?:\w+:)?worksheet\b")


def blocks(source: str) -> list[Block]:
    """Give the strings of one member; they are named by the cell, shared ones numbered as they stand."""
    if _SHEET.match(source) and "inlineStr" not in source:
        return []  # numbers, formulas and references to shared strings: a sheet may be large
    return read(source, _VOCABULARY)


def _cell(attributes: Attributes) -> Said:
    return Said(name=attributes.get("r"))


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
    skipped=frozenset(("x:rPh",)),
    says={"x:c": _cell, "x:comment": _commented, "tc:threadedComment": _commented, **SAYS},
    loses_space=frozenset(("x:t",)),
    numbered=True,
)

FORMAT = Format(
    "xlsx",
    (".xlsx", ".xlsm"),
    blocks,
    escape,
    members=lambda name: _MEMBER.fullmatch(name) is not None,
    runs=True,
    description="Excel workbooks",
)
