"""DOCX (ECMA-376, WordprocessingML): body, headers, footers, notes, comments, text boxes, diagrams, charts, alt texts.

What change tracking calls inserted is text, what it calls deleted or moved away is not, nor are field codes; the
results of fields are. A field begins, changes from code to result and ends with marks that may stand in different runs
and paragraphs, and its code may hold fields with results of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from termbase.documents._ooxml import (
    DRAWING_ATTRIBUTES,
    DRAWING_BLOCKS,
    DRAWING_CHARACTERS,
    DRAWING_TEXT,
    NAMESPACES,
    SAYS,
)
from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents._xml_blocks import OBJECT
from termbase.documents.document import Block, Format

_MEMBERS = (
    re.compile(r"word/document\d*\.xml"),
    re.compile(r"word/(?:footnotes|endnotes)\d*\.xml"),
    re.compile(r"word/(?:header|footer|comments)\d*\.xml"),
    re.compile(r"word/(?:diagrams/(?:data|drawing)|charts/chart)\d+\.xml"),
)
# The ids that Word gives its own heading styles are in the language of who made the document.
_HEADING = re.compile(r"(?:heading|title|berschrift|titel|titre|titolo|t\w*tulo|nag\w*wek)", re.IGNORECASE)


def blocks(source: str) -> list[Block]:
    """Give the paragraphs of one member, numbered as they begin."""
    return read(source, replace(_VOCABULARY, says={**_VOCABULARY.says, **_fields()}))


def _fields() -> Mapping[str, Callable[[Attributes], Said | None]]:
    """Give what marks of fields say, and what text says within them: in the code of a field there is none."""
    is_code: list[bool] = []  # of the open fields, from the outermost: whether their result is still to come
    codes = 0  # how many of them are

    def mark(attributes: Attributes) -> None:
        nonlocal codes
        kind = attributes.get("w:fldCharType")
        if kind == "begin":
            is_code.append(True)
            codes += 1
        elif is_code and kind in ("separate", "end"):
            codes -= is_code.pop()
            if kind == "separate":
                is_code.append(False)

    def text(_attributes: Attributes) -> Said | None:
        return Said(skipped=True) if codes else None

    return {"w:fldChar": mark, **dict.fromkeys(("w:t", *_CHARACTERS), text)}


def _language(attributes: Attributes) -> Said:
    language = attributes.get("w:val")
    return Said(lang=None if language in _NO_LANGUAGES else language, levels=2)  # of the run around w:rPr


def _style(attributes: Attributes) -> Said | None:
    is_heading = _HEADING.match(attributes.get("w:val", ""))
    return Said(kind="heading", levels=2) if is_heading else None  # of the paragraph around w:pPr


def _outline(attributes: Attributes) -> Said | None:
    return Said(kind="heading", levels=2) if attributes.get("w:val", "9") < "9" else None  # 9: body text


_NO_LANGUAGES = ("x-none", "zxx", "und")  # what Word and others write where nobody has said one
_CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "w:sym": OBJECT,
}

_VOCABULARY = Vocabulary(
    namespaces=NAMESPACES,
    blocks={"w:p": "paragraph", **DRAWING_BLOCKS},
    text=frozenset(("w:t",)) | DRAWING_TEXT,
    characters={**_CHARACTERS, **DRAWING_CHARACTERS},
    read={
        **DRAWING_ATTRIBUTES,
        "w:hyperlink": frozenset(("w:tooltip",)),
        **dict.fromkeys(("w:tblCaption", "w:tblDescription"), frozenset(("w:val",))),
    },
    skipped=frozenset(("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:rt")),
    says={"w:lang": _language, "w:pStyle": _style, "w:outlineLvl": _outline, **SAYS},
    loses_space=frozenset(("w:t",)),
    numbered=True,
)

FORMAT = Format(
    "docx",
    (".docx", ".docm"),
    blocks,
    escape,
    members=_MEMBERS,
    runs=True,
    home="word/",
    description="Word documents",
)
