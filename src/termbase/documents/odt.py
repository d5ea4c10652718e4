"""OpenDocument (ISO/IEC 26300) texts, spreadsheets and presentations: body, headers and footers, notes, comments.

What change tracking has deleted is no text. The result of a formula stays, and so does a cell that holds its value
beside its text: the two would no longer agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents.document import Block, Format

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MOST_SPACES = 100  # that one element may stand for; more would be an attack


def blocks(source: str) -> list[Block]:
    """Give the paragraphs and headings of one member, numbered as they begin.

    A language is known where a person has set it for just this text, which LibreOffice keeps in an automatic style.
    """
    return read(source, replace(_VOCABULARY, says={**_VOCABULARY.says, **_styles()}))


def _styles() -> Mapping[str, Callable[[Attributes], Said | None]]:
    """Give what is said by styles, which are declared before they are used, and by the elements that use them."""
    languages: dict[str, str] = {}
    declared = [""]

    def declare(attributes: Attributes) -> None:
        declared[0] = attributes.get("style:name", "")

    def set_language(attributes: Attributes) -> None:
        language, country = attributes.get("fo:language", "none"), attributes.get("fo:country", "none")
        if language not in ("none", "zxx"):  # zxx: no language at all
            languages[declared[0]] = language if country == "none" else f"{language}-{country}"

    def use(attributes: Attributes) -> Said:
        return Said(lang=languages.get(attributes.get("text:style-name", "")))

    using = dict.fromkeys(("text:p", "text:h", "text:span"), use)
    return {"style:style": declare, "style:text-properties": set_language, **using}


def _spaces(attributes: Attributes) -> str:
    count = attributes.get("text:c", "1")
    return " " * (
        min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() and len(count) < 5 else 1
    )


def _cell(attributes: Attributes) -> Said:
    computed = "table:formula" in attributes or "office:string-value" in attributes
    return Said(kind="cell", protected=computed or None)


_VOCABULARY = Vocabulary(
    namespaces={
        f"{_NAMESPACE}:text:1.0": "text",
        f"{_NAMESPACE}:office:1.0": "office",
        f"{_NAMESPACE}:table:1.0": "table",
        f"{_NAMESPACE}:style:1.0": "style",
        f"{_NAMESPACE}:xsl-fo-compatible:1.0": "fo",
        f"{_NAMESPACE}:svg-compatible:1.0": "svg",
        "http://purl.org/dc/elements/1.1/": "dc",
        f"{_NAMESPACE}:meta:1.0": "meta",
    },
    blocks={
        "text:p": "paragraph",
        "text:h": "heading",
        "svg:title": "paragraph",  # of a picture
        "svg:desc": "paragraph",
    },
    characters={"text:s": _spaces, "text:tab": "\t", "text:line-break": "\n"},
    code=frozenset(
        (
            *("text:note-citation", "text:number", "text:ruby-text", "text:script"),
            *("dc:creator", "dc:date", "meta:date-string", "meta:creator-initials", "office:binary-data"),
        )
    ),
    skipped=frozenset(("text:tracked-changes", "table:tracked-changes")),
    says={"table:table-cell": _cell},
    numbered=True,
)

FORMAT = Format(
    "odt",
    (".odt", ".ods", ".odp"),
    blocks,
    escape,
    members=(
        re.compile(r"content\.xml"),
        re.compile(r"Object \d+/content\.xml"),  # charts and what else is embedded
        re.compile(r"styles\.xml"),
    ),
    runs=True,
    home="content.xml",
    description="OpenDocument texts, spreadsheets, presentations",
)
