"""The glossary as rows of a table, long or wide, which CSV, TSV and XLSX share.

Long: a row for each term, and below it one for each of its variants, with every field in a column. Wide: a row
for each canonical form, with the forms of its rank and type in the other languages beside it. What belongs to
the concept stands in the first row of the concept, in columns that begin with `concept`. Fields that hold
several values by name have a column for each name (`concept.definition.de`, `forms.gen`), and only columns that
some row fills are there. Lists have semicolons; examples and data of other formats are JSON.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from termbase.exchange._cells import joined
from termbase.exchange._po_entries import canonical
from termbase.glossary.data import concept_data, term_data
from termbase.model import CELLS, Concept, Glossary, Term, Variant

Row = dict[str, str]

CONCEPT, LANG, TERM, VARIANT_OF, TYPE, STATUS = "concept", "lang", "term", "variant-of", "type", "status"
OWN = "concept."
"""What the names of columns begin with that belong to the concept, not to a term."""

JSON_FIELDS = ("examples", "extra")
NAMED = ("definition", "identifiers", "related", "forms", "match")
"""Fields that hold values by name."""

_CONCEPT_FIELDS = ("kind", "domain", "definition", "identifiers", "note", "related", "examples", "extra")
_TERM_FIELDS = (
    *(TYPE, STATUS, "pos", "gender", "number", "article", "sound", "region", "source", "reviewed"),
    *("kind", "use", "of", "scheme", "sources", "forms", "match", "note", "extra"),
)
_ORDER = {name: (at,) for at, name in enumerate(("text", "source", *CELLS))}


def long_rows(glossary: Glossary, languages: Collection[str]) -> Iterator[Row]:
    """Give a row for each term and variant, in the order of the glossary."""
    for concept in glossary.concepts.values():
        own = {CONCEPT: concept.id, **_concept_cells(concept)}
        for lang, terms in concept.terms.items():
            for term in terms if lang in languages else ():
                head = {LANG: lang, TERM: term.text, TYPE: term.type, STATUS: term.status}
                yield {**own, **head, "reviewed": str(term.reviewed).lower(), **_term_cells(term)}
                own = {CONCEPT: concept.id}
                for variant in term.variants:
                    yield {
                        **own,
                        LANG: lang,
                        TERM: variant.text,
                        VARIANT_OF: term.text,
                        **_term_cells(variant),
                    }


def wide_rows(glossary: Glossary, languages: Collection[str], drafts: bool) -> Iterator[Row]:
    """Give a row for each rank and type of canonical forms; terms that nobody has reviewed only with `drafts`."""
    for concept in glossary.concepts.values():
        own = {CONCEPT: concept.id, **_concept_cells(concept)}
        forms = {lang: _by_rank(concept, lang, drafts) for lang in languages}
        ranks = dict.fromkeys(rank for found in forms.values() for rank in found)
        for type_, rank in sorted(ranks, key=lambda each: (each[0] != "full", each)):
            texts = {lang: text for lang, found in forms.items() if (text := found.get((type_, rank)))}
            yield {**own, TYPE: type_, **texts}
            own = {CONCEPT: concept.id}


def long_columns(rows: Iterable[Row]) -> list[str]:
    """List the columns that rows fill, in their order; the first ones are always there."""
    first = (CONCEPT, f"{OWN}kind", LANG, TERM, VARIANT_OF)
    return _sorted_columns({*first, *(column for row in rows for column in row)}, first)


def wide_columns(rows: Iterable[Row], languages: Collection[str]) -> list[str]:
    """List the columns of a wide table: concept, type, the languages, and at the end what else is known."""
    first = (CONCEPT, TYPE, *languages)
    return _sorted_columns({*first, *(column for row in rows for column in row)}, first)


def _by_rank(concept: Concept, lang: str, drafts: bool) -> dict[tuple[str, int], str]:
    """Give the canonical forms of exactly this language by type and rank."""
    if lang not in concept.terms:
        return {}
    found = canonical(concept, lang)
    return {
        (type_, rank): term.text
        for type_, terms in found.items()
        for rank, term in enumerate(terms)
        if term.reviewed or drafts
    }


def _concept_cells(concept: Concept) -> Row:
    data = concept_data(concept)
    return {f"{OWN}{column}": cell for column, cell in _cells(data, _CONCEPT_FIELDS)}


def _term_cells(designation: Term | Variant) -> Row:
    return dict(_cells(term_data(designation), _TERM_FIELDS))


def _cells(data: Mapping[str, Any], fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Give columns and cells of plain data."""
    for field in fields:
        value = data.get(field)
        if value in (None, "", [], {}):
            continue
        if field in JSON_FIELDS:
            yield field, json.dumps(value, ensure_ascii=False, sort_keys=True)
        elif field not in NAMED:
            yield field, _cell(value)
        else:
            for name, inner in value.items():
                if isinstance(inner, Mapping):
                    yield f"{field}.{name}", _cell(inner["text"])
                    if "source" in inner:
                        yield f"{field}.{name}.source", inner["source"]
                else:
                    yield f"{field}.{name}", _cell(inner)


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return joined(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sorted_columns(columns: Collection[str], first: tuple[str, ...]) -> list[str]:
    fields = [*(f"{OWN}{field}" for field in _CONCEPT_FIELDS), *_TERM_FIELDS]
    order = dict.fromkeys([*first, *fields])
    places = {name: at for at, name in enumerate(order)}

    def place(column: str) -> tuple[int, tuple[int, ...], str]:
        if column in places:
            return (places[column], (), "")
        stem = next(f for f in fields if column.startswith(f"{f}."))
        name = column.removeprefix(f"{stem}.")
        return (places[stem], _ORDER.get(name, (len(_ORDER),)), name)

    return sorted(columns, key=place)
