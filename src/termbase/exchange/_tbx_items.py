"""What a TBX entry consists of, in one shape for all versions, dialects and styles, and the tables of categories.

An item is a data category: `<descrip type="context">` of DCA, `<basic:context>` of DCT. What stands with it in
a group (`descripGrp`, `transacGrp` …) are its members. `extra` of the glossary keeps items as plain data:
`{descrip: context, text: …, with: [{admin: source, text: …}]}`, a note or a date as `{note: …}`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

MARK = "termbase:"
"""What a note begins with that holds what the dialect has no category for, as JSON."""

NAMESPACES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
CORE = "urn:iso:std:iso:30042:ed-2"

_UNTYPED = ("note", "date")
_BREAKS = re.compile(r"[\t\r\n]")
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Item:
    """A data category with its value."""

    element: str  # of DCA: admin, descrip, termNote, ref, xref, transac, transacNote, …; note; date
    type: str = ""  # the category; none of notes and dates
    text: str = ""
    target: str = ""
    lang: str = ""
    members: tuple[Item, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)  # others, such as `from` of Weblate
    line: int = field(default=0, compare=False)

    @property
    def is_ours(self) -> bool:
        """Whether it is a note that holds what the dialect has no category for."""
        return self.element == "note" and self.text.startswith(MARK)


@dataclass(frozen=True, slots=True)
class TermSection:
    """A term with its items; `id` is what cross-references name."""

    text: str
    id: str
    items: tuple[Item, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class LanguageSection:
    """The terms of a language, and what is said about all of them."""

    lang: str
    items: tuple[Item, ...]
    terms: tuple[TermSection, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept entry."""

    id: str
    items: tuple[Item, ...]
    languages: tuple[LanguageSection, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Category:
    """A data category of a module, as its description has it."""

    name: str
    element: str
    module: str
    levels: frozenset[str]  # concept, language, term
    values: tuple[str, ...]  # the picklist; empty: any text


@functools.cache
def categories() -> Mapping[str, Category]:
    """Read the table of categories of TBX-Basic and TBX-Min."""
    rows = (Category(name, element, module, frozenset(levels.split()), tuple(values.split()))
            for name, element, module, levels, values in _rows("tbx_categories"))  # fmt: skip
    return {row.name: row for row in rows}


@functools.cache
def our_values() -> Mapping[tuple[str, str], tuple[str, str, bool]]:
    """Map category and value (lower-case) to field, our value, and whether it is the one that we write."""
    found: dict[tuple[str, str], tuple[str, str, bool]] = {}
    for category, value, name, ours in _rows("tbx_values"):
        written = their_values()[name, ours] == (category, value)
        found[category, value.lower()] = (name, ours, written)
    return found


@functools.cache
def their_values() -> Mapping[tuple[str, str], tuple[str, str]]:
    """Map our field and value to the category and value that are written."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for category, value, name, ours in _rows("tbx_values"):
        found.setdefault((name, ours), (category, value))
    return found


def _rows(name: str) -> list[list[str]]:
    text = (files("termbase") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t")[:-1] for line in text.split("\n") if line and not line.startswith("#")]


def item_data(item: Item) -> dict[str, Any]:
    """Give an item as plain data.

    >>> item_data(Item("descrip", "context", "text", members=(Item("note", text="n"),)))
    {'descrip': 'context', 'text': 'text', 'with': [{'note': 'n'}]}
    """
    bare = item.element in _UNTYPED and not item.type
    data: dict[str, Any] = {item.element: item.text} if bare else {item.element: item.type, "text": item.text}
    rest: dict[str, Any] = {"target": item.target, "lang": item.lang, "attributes": dict(item.attributes)}
    rest["with"] = [item_data(member) for member in item.members]
    return data | {key: value for key, value in rest.items() if value}


def data_item(data: Any) -> Item | None:
    """Read an item from plain data; None if it is none (a person may have edited it)."""
    if not isinstance(data, Mapping) or not data:
        return None
    element, first = next(iter(data.items()))
    rest = {key: value for key, value in data.items() if key != element}
    members = tuple(data_item(each) for each in rest.pop("with", None) or ())
    attributes = rest.pop("attributes", None) or {}
    untyped = element in _UNTYPED and "text" not in rest
    text, target, lang = (rest.pop(key, "") for key in ("text", "target", "lang"))
    type_, text = ("", first) if untyped else (first, text)
    texts = (element, type_, text, target, lang, *attributes.values())
    if rest or None in members or not all(isinstance(each, str) for each in texts):
        return None
    return Item(element, type_, text, target, lang, tuple(filter(None, members)), attributes)


def clean(text: str) -> str:
    """Take off what a printer of XML put around and into a text: white space at line breaks is one space.

    A text on one line keeps its spaces, for those may be meant.
    """
    text = text.strip(" \t\r\n")
    return _SPACE.sub(" ", text) if _BREAKS.search(text) else text
