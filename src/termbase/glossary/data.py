"""Concepts → plain data as they stand in the YAML: what the reader in entries.py takes, without the defaults.

`rendering.py` writes such data as text; reading that text gives an equal concept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import MISSING, fields
from typing import Any

from termbase.model import Concept, Definition, Example, MatchRule, Place, Term, Variant

_ORDER = ("kind", "domain", "definition", "identifiers", "note", "related", "terms", "examples", "extra")
_NOWHERE = Place()


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


def concept_of(id_: str, data: Mapping[str, Any], place: Place = _NOWHERE) -> Concept:
    """Make a concept from its data, the inverse of concept_data.

    Only the shape is looked at: raises ValueError where it is not that of the schema. Whether the values are
    right is told by the reader of entries.py.
    """
    try:
        known = {key: data[key] for key in ("kind", "note", "extra") if key in data}
        lists = {"domain": _texts(data.get("domain", ()))}
        terms = {lang: tuple(map(term_of, each)) for lang, each in data.get("terms", {}).items()}
        definition = {
            lang: Definition(**_full(each, "text")) for lang, each in data.get("definition", {}).items()
        }
        related = {key: _texts(each) for key, each in data.get("related", {}).items()}
        examples = tuple(map(_example, data.get("examples", ())))
        identifiers = dict(data.get("identifiers", {}))
        if {*data} - {*_ORDER}:
            raise ValueError
        return Concept(
            id=id_,
            place=place,
            terms=terms,
            definition=definition,
            related=related,
            examples=examples,
            identifiers=identifiers,
            **{"kind": "term", **known, **lists},
        )
    except (TypeError, AttributeError, KeyError, ValueError):
        raise ValueError(id_) from None


def term_of(data: Any, place: Place = _NOWHERE) -> Term:
    """Make a term from its data, the inverse of term_data; ValueError where they have another shape."""
    values = _designated(data)
    variants = tuple(map(variant_of, values.pop("variants", ())))
    try:
        return Term(**values, variants=variants, place=place)
    except TypeError:
        raise ValueError(data) from None


def variant_of(data: Any, place: Place = _NOWHERE) -> Variant:
    """Make a variant from its data; ValueError where they have another shape."""
    values = _designated(data)
    try:
        return Variant(**values | {"sources": _texts(values.get("sources", ()))}, place=place)
    except TypeError:
        raise ValueError(data) from None


def _designated(data: Any) -> dict[str, Any]:
    """Give the fields of a term or variant."""
    try:
        values = _full(data, "term")
        values["text"] = values.pop("term")
        if "forms" in values:
            values["forms"] = {cell: _texts(each) for cell, each in values["forms"].items()}
        if "match" in values:
            values["match"] = MatchRule(**values["match"])
    except (TypeError, AttributeError, KeyError):
        raise ValueError(data) from None
    return values


def _example(data: Mapping[str, str]) -> Example:
    text = data["leaves"] if "leaves" in data else data["text"]
    return Example(data["lang"], text, data.get("gives", text))


def _full(data: Any, key: str) -> dict[str, Any]:
    return {key: data} if isinstance(data, str) else dict(data)


def _texts(data: Any) -> tuple[str, ...]:
    return (data,) if isinstance(data, str) else tuple(data)
