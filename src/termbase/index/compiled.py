"""A glossary with its look-up index as bytes that are read lazily: a concept is parsed when it is asked for.

The bytes are a line of JSON with the lengths of the parts, then the parts in UTF-8: what belongs to the whole
glossary, a line of JSON a concept (fields with default values are left out), the tables of the index.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from termbase.index.names import Names
from termbase.index.table import Table, encoded
from termbase.model import (
    Concept,
    Definition,
    Edit,
    Example,
    Finding,
    Glossary,
    MatchRule,
    Place,
    Source,
    Style,
    Term,
    Variant,
)

FORMAT = 2  # a number that changes with what is written here


class Concepts(Mapping[str, Concept]):
    """Concepts by id, each parsed from its line when it is first asked for."""

    def __init__(self, lines: Mapping[str, bytes], restore: Restore) -> None:
        self._lines = lines
        self._restore = restore
        self._parsed: dict[str, Concept] = {}

    def __getitem__(self, id_: str) -> Concept:
        if id_ not in self._parsed:
            self._parsed[id_] = self._restore.concept(json.loads(self._lines[id_]))
        return self._parsed[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._lines


def pack(glossary: Glossary, names: Names) -> bytes:
    """Write a glossary and its index."""
    files: dict[str, int] = {}
    lines = [_json(_bare(concept, files)) for concept in glossary.concepts.values()]
    whole = {
        "language": glossary.language,
        "title": glossary.title,
        "licence": glossary.licence,
        "sources": [_bare(source, files) for source in glossary.sources.values()],
        "styles": [_bare(style, files) for style in glossary.styles.values()],
        "style": glossary.style.name if glossary.style else None,
        "findings": [_bare(finding, files) for finding in glossary.findings],
        "ids": list(glossary.concepts),
        "files": list(files),
    }
    tables = (names.lines, names.keys.data, names.words.data, names.transcriptions.data, names.skeletons.data)
    parts = [encoded(_json(whole)), encoded("\n".join(lines)), *tables]
    return b"\n".join([encoded(_json([len(part) for part in parts])), b"".join(parts)])


def unpack(data: bytes) -> tuple[Glossary, Names]:
    """Read what `pack` wrote; the data must be whole."""
    end = data.index(b"\n")
    parts: list[bytes] = []
    at = end + 1
    for length in json.loads(data[:end]):
        parts.append(data[at : at + length])
        at += length
    whole = json.loads(parts[0])
    restore = Restore(whole["files"])
    concepts = Concepts(dict(zip(whole["ids"], parts[1].split(b"\n"), strict=False)), restore)
    sources = (restore.source(source) for source in whole["sources"])
    styles = {style.name: style for style in map(restore.style, whole["styles"])}
    glossary = Glossary(
        concepts,
        whole["language"],
        whole["title"],
        whole["licence"],
        sources={source.id: source for source in sources},
        styles=styles,
        findings=tuple(restore.finding(finding) for finding in whole["findings"]),
        style=styles.get(whole["style"]),
    )
    return glossary, Names(concepts, parts[2], *map(Table, parts[3:]))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _bare(value: Any, files: dict[str, int]) -> Any:
    """Take the value apart into lists and dicts; a place is the number of its file, line and column."""
    if isinstance(value, Place):
        return [files.setdefault(value.file, len(files)), value.line, value.column]
    if is_dataclass(value):
        found = ((field.name, getattr(value, field.name), field) for field in fields(value))
        return {name: _bare(own, files) for name, own, field in found if own != _default(field)}
    if isinstance(value, Mapping):
        return {name: _bare(own, files) for name, own in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(own, files) for own in value]
    return value


def _default(field: Any) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()


class Restore:
    """What `_bare` took apart, put together again; `files` are the files of the places."""

    def __init__(self, files: list[str]) -> None:
        self.files = files

    def concept(self, data: dict[str, Any]) -> Concept:
        """Restore a concept."""
        data["terms"] = {lang: tuple(map(self.term, terms)) for lang, terms in data["terms"].items()}
        if "definition" in data:
            data["definition"] = {lang: Definition(**given) for lang, given in data["definition"].items()}
        if "examples" in data:
            data["examples"] = tuple(Example(**self._placed(example)) for example in data["examples"])
        return Concept(**self._placed(_with_tuples(data, "domain", "related")))

    def term(self, data: dict[str, Any]) -> Term:
        """Restore a term with its variants."""
        if "variants" in data:
            data["variants"] = tuple(map(self.variant, data["variants"]))
        return Term(**self._designation(data))

    def variant(self, data: dict[str, Any]) -> Variant:
        """Restore a variant."""
        return Variant(**self._designation(data))

    def source(self, data: dict[str, Any]) -> Source:
        """Restore a source."""
        return Source(**self._placed(data))

    def style(self, data: dict[str, Any]) -> Style:
        """Restore a style."""
        data["prefer"] = tuple((id_, form) for id_, form in data.get("prefer", ()))
        return Style(**self._placed(data))

    def finding(self, data: dict[str, Any]) -> Finding:
        """Restore a finding."""
        data["edits"] = tuple(Edit(**edit) for edit in data.get("edits", ()))
        return Finding(**self._placed(data))

    def _designation(self, data: dict[str, Any]) -> dict[str, Any]:
        if "match" in data:
            data["match"] = MatchRule(**data["match"])
        return self._placed(_with_tuples(data, "forms", "sources"))

    def _placed(self, data: dict[str, Any]) -> dict[str, Any]:
        if "place" in data:
            file, line, column = data["place"]
            data["place"] = Place(self.files[file], line, column)
        return data


def _with_tuples(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """Give the data with tuples for the lists in these fields."""
    for name in names:
        if name in data:
            own = data[name]
            data[name] = (
                tuple(own) if isinstance(own, list) else {key: tuple(given) for key, given in own.items()}
            )
    return data
