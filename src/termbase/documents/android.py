r"""Android string resources: `string`, the items of `plurals` and `string-array`.

Below XML's escapes aapt has its own: `\'`, `\n`, `\u0041`, and quotation marks that keep white space and are no text
(developer.android.com, “String resources”). A document whose root is not `resources` holds no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from termbase.documents._xml import Attributes, Said, Vocabulary, escape, escape_cdata, read
from termbase.documents._xml_blocks import Stretch
from termbase.documents.document import Block, Format, Piece

_UNIT = re.compile(r"\\u[0-9A-Fa-f]{4}|\\.|\\|\"|[^\\\"]+", re.DOTALL)
_REFERENCE = re.compile(r"(?:@\+?|\?)(?:[\w.]+:)?(?:[\w.]+/)?[\w.]+\s*")
_CHARACTERS = {"n": "\n", "t": "\t"}


def blocks(source: str) -> list[Block]:
    r"""Give the strings; `translatable="false"` and `xliff:g` are protected, references to resources left out.

    >>> text = r'<resources><string name="a">"Selenski\'s" &amp; Kiew</string></resources>'
    >>> [(block.name, block.text) for block in blocks(text)]
    [('a', "Selenski's & Kiew")]
    """
    if "<resources" not in source:  # any XML may have this suffix
        return []
    return [block for block in read(source, _VOCABULARY) if not _refers(source, block)]


def _refers(source: str, block: Block) -> bool:
    r"""Tell whether a string is that of another resource, by its name; an escaped mark (`\@`) begins a text."""
    return source[block.pieces[0].start] in "@?" and _REFERENCE.fullmatch(block.text) is not None


def _resource(attributes: Attributes) -> Said:
    protected = True if attributes.get("translatable") == "false" else None
    return Said(name=attributes.get("name"), protected=protected)


def _unescaped(stretches: list[Stretch]) -> list[Stretch]:
    return [replace(stretch, piece=piece) for stretch, piece in _split(stretches)]


def _split(stretches: list[Stretch]) -> Iterator[tuple[Stretch, Piece]]:
    """Split pieces at aapt's escapes, which become atomic pieces; its quotation marks are left out."""
    backslash = None  # that the source before an entity ends with
    for stretch in stretches:
        piece = stretch.piece
        written = _escape_cdata if piece.escape is escape_cdata else None
        if not piece.exact:
            if backslash is not None and backslash + 1 == piece.start:
                yield stretch, piece._replace(start=backslash, escape=written)
            elif piece.text != '"':
                yield stretch, piece._replace(escape=written)
            backslash = None
            continue
        for unit in _UNIT.finditer(piece.text):
            start, end = piece.start + unit.start(), piece.start + unit.end()
            if unit[0] == "\\":
                backslash = start
            elif unit[0] != '"':
                yield stretch, piece._replace(start=start, end=end, text=_character(unit[0]), escape=written)


def _character(unit: str) -> str:
    if unit[0] != "\\":
        return unit
    if unit[1] == "u" and len(unit) == 6:
        character = chr(int(unit[2:], 16))
        return character if not "\ud800" <= character <= "\udfff" else "\ufffd"
    return _CHARACTERS.get(unit[1], unit[1])


def _escape(text: str) -> str:
    r"""Give text as it stands in a resource.

    >>> print(_escape("Q&A d'Astana"))
    Q&amp;A d\'Astana
    """
    return escape(_escape_aapt(text))


def _escape_cdata(text: str) -> str:
    return escape_cdata(_escape_aapt(text))


def _escape_aapt(text: str) -> str:
    return re.sub(r"[\\'\"]", r"\\\g<0>", text)


_VOCABULARY = Vocabulary(
    namespaces={
        "urn:oasis:names:tc:xliff:document:1.2": "xliff",
        "http://schemas.android.com/tools": "tools",
    },
    blocks={"string": "segment", "item": "segment"},
    skipped=frozenset(("style", "array", "integer-array", "declare-styleable", "attr")),
    roots=frozenset(("resources",)),
    says={
        "resources": lambda attributes: Said(lang=attributes.get("tools:locale")),
        "string": _resource,
        "plurals": _resource,
        "string-array": _resource,
        "item": lambda attributes: Said(name=attributes.get("quantity")),
        "xliff:g": lambda _attributes: Said(protected=True),
    },
    unescape=_unescaped,
)

FORMAT = Format("android", (".xml",), blocks, _escape, description="Android string resources")
