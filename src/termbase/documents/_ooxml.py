"""What Office Open XML's formats share (ECMA-376): namespaces, and DrawingML, the language of slides and diagrams."""

from __future__ import annotations

from termbase.documents._xml import Attributes, Said

_TRANSITIONAL = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"

NAMESPACES = {
    f"{root}/{rest}": prefix
    for rest, prefix in {
        "wordprocessingml/{}main": "w",
        "drawingml/{}main": "a",
        "drawingml/{}wordprocessingDrawing": "wp",
        "drawingml/{}spreadsheetDrawing": "xdr",
        "drawingml/{}picture": "pic",
        "presentationml/{}main": "p",
        "spreadsheetml/{}main": "x",
    }.items()
    for root, rest in ((_TRANSITIONAL, rest.format("2006/")), (_STRICT, rest.format("")))
} | {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "tc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
}

DRAWING_BLOCKS = {"a:p": "paragraph"}
DRAWING_TEXT = frozenset(("a:t",))
DRAWING_CHARACTERS = {"a:br": "\n"}
_OBJECTS = ("wp:docPr", "pic:cNvPr", "wps:cNvPr", "p:cNvPr", "xdr:cNvPr")
_SHAPES = ("v:shape", "v:rect", "v:roundrect", "v:oval", "v:group")
DRAWING_ATTRIBUTES = {
    **dict.fromkeys(_OBJECTS, frozenset(("descr", "title"))),  # alternative text
    **dict.fromkeys(_SHAPES, frozenset(("alt",))),  # the same for older programs
    "a:hlinkClick": frozenset(("tooltip",)),
}


def _alternative(_attributes: Attributes) -> Said:
    """Each of the alternatives is a block of its own, so that they do not read as one text."""
    return Said(block="paragraph")


def _run_properties(attributes: Attributes) -> Said:
    return Said(lang=attributes.get("lang"), levels=1)


SAYS = {"mc:Choice": _alternative, "mc:Fallback": _alternative, "a:rPr": _run_properties}
