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
        "presentationml/{}main": "p",
        "spreadsheetml/{}main": "x",
    }.items()
    for root, rest in ((_TRANSITIONAL, rest.format("2006/")), (_STRICT, rest.format("")))
} | {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "tc",
}

DRAWING_BLOCKS = {"a:p": "paragraph"}
DRAWING_TEXT = frozenset(("a:t",))
DRAWING_CHARACTERS = {"a:br": "\n"}


def _alternative(_attributes: Attributes) -> Said:
    """Each of the alternatives is a block of its own, so that they do not read as one text."""
    return Said(block="paragraph")


def _run_properties(attributes: Attributes) -> Said:
    return Said(lang=attributes.get("lang"), levels=1)


SAYS = {"mc:Choice": _alternative, "mc:Fallback": _alternative, "a:rPr": _run_properties}
