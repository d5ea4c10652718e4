"""PPTX (ECMA-376, PresentationML): slides, speaker's notes, comments, tables, diagrams, titles of charts, alt texts."""

from __future__ import annotations

import re

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
    re.compile(r"ppt/slides/slide\d+\.xml"),
    re.compile(r"ppt/(?:diagrams/(?:data|drawing)|charts/chart)\d+\.xml"),
    re.compile(r"ppt/notesSlides/notesSlide\d+\.xml"),
    re.compile(r"ppt/comments/\w+\.xml"),
)


def blocks(source: str) -> list[Block]:
    """Give the paragraphs of one member, numbered as they begin; those of a title are headings."""
    return read(source, _VOCABULARY)


def _placeholder(attributes: Attributes) -> Said | None:
    is_title = attributes.get("type") in ("title", "ctrTitle")
    return Said(kind="heading", levels=3) if is_title else None  # of p:sp around p:nvSpPr around p:nvPr


_VOCABULARY = Vocabulary(
    namespaces=NAMESPACES,
    blocks={**DRAWING_BLOCKS, "p:text": "paragraph"},  # p:text: a comment
    text=DRAWING_TEXT | {"p:text"},
    characters=DRAWING_CHARACTERS,
    read=DRAWING_ATTRIBUTES,
    says={"p:ph": _placeholder, **SAYS},
    numbered=True,
)

FORMAT = Format(
    "pptx",
    (".pptx", ".pptm"),
    blocks,
    escape,
    members=_MEMBERS,
    runs=True,
    home="ppt/",
    description="PowerPoint presentations",
)
