"""JSON lines of our own model: the concept as in the YAML, as JSON with its `id` inside, one a line.

It is read by the same tables as the YAML (`entries.py`) and refused for the same reasons. What needs the whole glossary
is not checked: references to other concepts and sources, and forms that several concepts share.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from termbase.glossary import consistency
from termbase.glossary.authority import Authority, Choice
from termbase.glossary.data import concept_data
from termbase.glossary.entries import read_concepts as read_entries
from termbase.glossary.fields import Reader
from termbase.glossary.lines import broken, decoded, read_concepts
from termbase.glossary.yaml import MAX_DEPTH, Mapping, Node, Scalar
from termbase.glossary.yaml import Sequence as List
from termbase.messages import _
from termbase.model import Concept, Finding, Place, TermbaseError

_QUOTED = '"'  # the style of scalars that are text, even where they read null
_KEYS = 1024  # that are remembered, as most concepts have the same


class _Pairs(tuple[tuple[str, Any], ...]):
    """A JSON object, duplicate keys included."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """What the reader of nodes asks a document for: here everything stands in one line, and columns are unknown."""

    at: Place
    root: Node
    findings: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        return self.at.file

    def place(self, offset: int) -> Place:
        return self.at

    def line(self, number: int) -> None:
        return None


_decode = json.JSONDecoder(
    object_pairs_hook=_Pairs, parse_int=str, parse_float=str, parse_constant=str
).decode  # numbers stay as they are written


def read(paths: Sequence[Path], choice: Choice) -> Iterator[Concept | Finding]:
    """Give the concepts of JSON lines, as `Authority.read` says; a class is a kind of concept."""

    def parse(line: bytes, place: Place) -> Concept | None:
        return _chosen(parse_line(line, place), choice)

    for path in paths:
        yield from read_concepts(path, parse)


def parse_line(line: bytes, place: Place) -> Concept:
    """Read one line. Raises TermbaseError, with all that is wrong in it."""
    text = decoded(line, place).rstrip()
    try:
        found = _decode(text)
        if "\\u" in text:
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise broken(place, _("the line holds half of a surrogate pair (\\uD800 …); remove it")) from None
    except ValueError as error:
        at, said = getattr(error, "pos", 0), getattr(error, "msg", str(error))
        message = _("column {column} is not JSON ({problem}); every line must be one concept, from {{ to }}")
        raise broken(place, message.format(column=at + 1, problem=said)) from None
    except RecursionError:
        raise _too_deep(place) from None
    if not isinstance(found, _Pairs):
        raise broken(place, _("the line must be one concept, from { to }"))
    return _concept(found, place)


def line_of(concept: Concept) -> str:
    """Give the line of a concept, without its end; what has its default is left out.

    >>> from termbase.model import Term
    >>> line_of(Concept("kyiv", "place", {"de": (Term("Kyjiw", gender="n"),)}))
    '{"id":"kyiv","kind":"place","terms":{"de":[{"term":"Kyjiw","gender":"n"}]}}'
    """
    data = {"id": concept.id, **concept_data(concept)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _concept(pairs: _Pairs, place: Place) -> Concept:
    ids = [value for key, value in pairs if key == "id"]
    if len(ids) != 1 or not isinstance(ids[0], str):
        raise broken(place, _("a concept needs one “id”, a text; add it"))
    rest = _Pairs(pair for pair in pairs if pair[0] != "id")
    root = Mapping(((Scalar(ids[0], 0, 0, _QUOTED), _node(rest, place, 2)),), 0, 0)
    reader = Reader(_Line(place, root))
    concepts: dict[str, Concept] = {}
    read_entries(reader, root, concepts)
    wrong = reader.findings or [each for concept in concepts.values() for each in consistency.within(concept)]
    if wrong:
        raise TermbaseError(wrong)
    return concepts[ids[0]]


def _node(value: Any, place: Place, depth: int) -> Node:
    if isinstance(value, str):
        return Scalar(value, 0, 0, _QUOTED)
    if value is None:
        return Scalar("", 0, 0)
    if isinstance(value, bool):
        return _key("true" if value else "false")
    if depth > MAX_DEPTH:
        raise _too_deep(place)
    if isinstance(value, _Pairs):
        if len({key for key, _value in value}) < len(value):
            keys = [key for key, _value in value]
            key = next(key for key in keys if keys.count(key) > 1)
            message = _("key “{key}” stands twice in one object; join the two or delete one")
            raise TermbaseError.of("TB103", message.format(key=key), place)
        return Mapping(tuple([(_key(key), _node(own, place, depth + 1)) for key, own in value]), 0, 0)
    return List(tuple([_node(own, place, depth + 1) for own in value]), 0, 0)


@functools.lru_cache(_KEYS)
def _key(text: str) -> Scalar:
    return Scalar(text, 0, 0, _QUOTED)


def _too_deep(place: Place) -> TermbaseError:
    message = _("nesting deeper than {depth} levels; write it flatter").format(depth=MAX_DEPTH)
    return TermbaseError.of("TB102", message, place)


def _chosen(concept: Concept, choice: Choice) -> Concept | None:
    """Give the concept with the chosen languages, None if nothing is left of it."""
    if choice.classes and concept.kind not in choice.classes:
        return None
    if not choice.languages:
        return concept
    terms = {lang: concept.terms[lang] for lang in concept.terms if lang in choice.languages}
    return replace(concept, terms=terms) if terms else None


AUTHORITY = Authority("jsonl", read, lambda line: line.lstrip().startswith(b"{") and b'"labels"' not in line)
