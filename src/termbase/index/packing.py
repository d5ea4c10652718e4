"""Writes a glossary with its look-up index into the parts of a container (`compiled.py` reads them).

Concepts are taken one by one and need not fit into memory.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from termbase.index.apart import Sought
from termbase.index.designations import Designations
from termbase.index.lines import encoded, numbered
from termbase.index.sorting import Sorter
from termbase.index.table import table
from termbase.model import Concept, Definition, Example, Glossary, MatchRule, Place, Source, Term, Variant

Parts = Iterator[tuple[str, Iterable[bytes]]]


def packed(glossary: Glossary, concepts: Iterable[Concept] | None = None, stems: bool = False) -> Parts:
    """Give the parts for a glossary, each to be written before the next is asked for.

    `concepts` are taken in the place of the glossary's own where these would be too many to hold. The rest of the
    glossary is looked at after the last of them. With `stems` the matchers of all languages are written as well.
    """
    files: dict[str, int] = {}
    languages: dict[str, None] = {}
    ends = bytearray()
    ids: list[str] = []
    numbers = Sorter()
    rows = Designations()
    sought = Sought()

    def lines() -> Iterator[bytes]:
        for number, concept in enumerate(glossary.concepts.values() if concepts is None else concepts):
            rows.add(concept)
            languages.update(dict.fromkeys(concept.terms))
            ids.append(quoted := as_json(concept.id))
            numbers.add([f"{quoted}\t{number}"])
            line = encoded(as_json(_bare(concept, files)))
            if stems:
                sought.add(concept, line)
            yield line

    try:
        yield "concepts", numbered(lines(), ends)
        yield "concepts.ends", [bytes(ends)]
        yield "ids", [encoded("\n".join(ids))]
        yield from table("numbers", numbers, near=False)
        yield from rows.parts()
        yield from sought.parts()
    finally:
        sought.close()
    whole = {
        "language": glossary.language,
        "title": glossary.title,
        "licence": glossary.licence,
        "style": glossary.style.name if glossary.style else None,
        "languages": list(languages),
        "defaults": {
            kind.__name__: {name: _whole(value) for name, value in _defaults(kind).items()}
            for kind in (Concept, Term, Variant, MatchRule, Definition, Example, Source)
        },
    }
    for name in ("sources", "styles"):
        yield name, [encoded(as_json([_bare(each, files) for each in getattr(glossary, name).values()]))]
    yield "findings", [encoded(as_json([_bare(finding, files) for finding in glossary.findings]))]
    yield "files", [encoded(as_json(list(files)))]
    yield "whole", [encoded(as_json(whole))]


as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _bare(value: Any, files: dict[str, int]) -> Any:
    """Take the value apart into lists and dicts; a place is the number of its file, line and column."""
    kind = type(value)
    if kind is str or value is None:
        return value
    if kind is Place:
        return [files.setdefault(value.file, len(files)), value.line, value.column]
    if kind is tuple or kind is list:
        return [_bare(own, files) for own in value]
    if isinstance(value, Mapping):
        return {name: _bare(own, files) for name, own in value.items()}
    if not is_dataclass(kind):
        return value
    found = {}
    for name, default in _defaults(kind).items():
        own = getattr(value, name)
        if own is not default and own != default:
            found[name] = own if type(own) is str else _bare(own, files)
    return found


def _whole(default: Any) -> Any:
    """Give a default value as JSON has it, with all of its fields; None where there is none."""
    if is_dataclass(default) and not isinstance(default, type):
        return {name: _whole(value) for name, value in _defaults(type(default)).items()}
    return None if default is MISSING else default


@functools.cache
def _defaults(kind: type) -> dict[str, Any]:
    """Give the fields of a dataclass with their default values; MISSING, which nothing equals, where there is none."""
    return {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(kind)
    }
