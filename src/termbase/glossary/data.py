"""Concepts → plain data as they stand in the YAML: what the reader in entries.py takes, without the defaults.

`rendering.py` writes such data as text; reading that text gives an equal concept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from typing import Any

from termbase.model import Concept, Definition, Example, MatchRule, Term, Variant

_ORDER = ("kind", "domain", "definition", "identifiers", "note", "related", "terms", "examples", "extra")


def concept_data(concept: Concept) -> dict[str, Any]:
    """Give a concept, without its id, in the order in which the files have the fields.

    >>> concept_data(Concept("kyiv", "place", {"de": (Term("Kyjiw", gender="n"), Term("Kiew-Stadt"))}))
    {'kind': 'place', 'terms': {'de': [{'term': 'Kyjiw', 'gender': 'n'}, 'Kiew-Stadt']}}
    """
    return {key: _plain(value) for key in _ORDER if (value := getattr(concept, key)) not in (None, (), {})}


def term_data(designation: Term | Variant) -> dict[str, Any]:
    """Give a term or variant as a mapping that begins with `term`; what has its default is left out."""
    data: dict[str, Any] = {"term": designation.text}
    for field in fields(designation):
        value = getattr(designation, field.name)
        default = {} if field.default is MISSING else field.default
        if field.name not in ("text", "place") and value != default:
            data[field.name] = _plain(value)
    return data


def bare(data: Mapping[str, Any]) -> Any:
    """Give the text alone where a term, variant or definition says nothing else."""
    return next(iter(data.values())) if len(data) == 1 and {*data} & {"term", "text"} else data


def _plain(value: Any) -> Any:
    if isinstance(value, Term | Variant):
        return bare(term_data(value))
    if isinstance(value, Definition):
        return bare(_given(value, ("text", "source")))
    if isinstance(value, MatchRule):
        return _given(value, ("case", "scope", "inflect", "compounds"))
    if isinstance(value, Example):
        if value.gives == value.text:
            return {"lang": value.lang, "leaves": value.text}
        return {"lang": value.lang, "text": value.text, "gives": value.gives}
    if isinstance(value, Mapping):
        return {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, list | tuple) else value


def _given(value: object, names: Collection[str]) -> dict[str, Any]:
    return {name: found for name in names if (found := getattr(value, name)) is not None}
