"""Rows of a table, long or wide, as concepts: what CSV, TSV and XLSX share on the way back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from termbase.exchange._cells import separated
from termbase.exchange._merge import Read
from termbase.exchange._table_names import Header
from termbase.exchange._table_rows import CONCEPT, JSON_FIELDS, LANG, NAMED, OWN, TERM, TYPE, VARIANT_OF
from termbase.glossary.tags import tag_problem
from termbase.messages import _
from termbase.model import (
    ARTICLES,
    GENDERS,
    KINDS,
    NUMBERS,
    PARTS_OF_SPEECH,
    SCHEMES,
    SOUNDS,
    STATUSES,
    TERM_TYPES,
    USES,
    VARIANT_KINDS,
    Concept,
    Definition,
    Example,
    Finding,
    MatchRule,
    Place,
    Term,
    Variant,
)

_CHOICES: Mapping[str, Sequence[str]] = {
    f"{OWN}kind": KINDS,
    TYPE: TERM_TYPES,
    "status": STATUSES,
    "pos": PARTS_OF_SPEECH,
    "gender": GENDERS,
    "number": NUMBERS,
    "article": ARTICLES,
    "sound": SOUNDS,
    "kind": VARIANT_KINDS,
    "use": USES,
    "scheme": SCHEMES,
    "reviewed": ("true", "false"),
}
_SAID = ("type", "status", "pos", "number", "article")
_LISTS = ("domain", "sources", "related", "forms")
_ONLY_TERM = ("status", "pos", "article", "sound", "region", "source", "reviewed")
_ONLY_VARIANT = ("kind", "use", "of", "scheme", "sources")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file with its cells by column, as far as they are filled."""

    number: int  # of the line or row, from 1
    cells: Mapping[str, str]


@dataclass(slots=True)
class _Open:
    """A concept of which rows are still to come."""

    line: int
    own: dict[str, str] = field(default_factory=dict)
    rows: list[Line] = field(default_factory=list)


def concepts(
    first: Iterable[Line | Finding], second: Iterable[Line | Finding], header: Header
) -> Iterator[Read | Finding]:
    """Give the concepts of a table that is read twice: first to know how many rows each concept has.

    So a sorted table is understood as well, and a concept is given as soon as its last row was seen.
    """
    counts = Counter(row.cells.get(CONCEPT, "") for row in first if isinstance(row, Line))
    waiting: dict[str, _Open] = {}
    for row in second:
        if isinstance(row, Finding):
            yield row
            continue
        id_ = row.cells.get(CONCEPT, "")
        if not id_ and header.is_long:
            yield _error(header, row, _("the row has no concept id; give all rows of a concept the same one"))
            continue
        opened = waiting.setdefault(id_, _Open(row.number)) if id_ else _Open(row.number)
        problems = list(_problems(opened, row, header))
        yield from problems
        if not problems:
            opened.rows.append(row)
        counts[id_] -= 1
        if not id_ or not counts[id_]:
            waiting.pop(id_, None)
            yield from _concept(id_, opened, header)


def _problems(opened: _Open, row: Line, header: Header) -> Iterator[Finding]:
    """Say what is wrong with a row; take over what it says about its concept."""
    for column, cell in row.cells.items():
        choices = _CHOICES.get(column)
        if choices and cell not in choices:
            message = _("{column} must be one of {allowed}; found “{found}”")
            message = message.format(column=column, allowed=", ".join(choices), found=cell)
            yield _error(header, row, message, column)
        elif column.startswith(OWN) and opened.own.setdefault(column, cell) != cell:
            message = _(
                "{column} is “{cell}” here and “{other}” in another row of the concept; keep one of them"
            )
            message = message.format(column=column, cell=cell, other=opened.own[column])
            yield _error(header, row, message, column)
        elif column.rpartition(".")[2] in JSON_FIELDS and _json(column, cell) is None:
            message = _("{column} is no JSON as an export writes it; correct it or empty the cell")
            yield _error(header, row, message.format(column=column), column)
    if header.is_long:
        yield from _long_problems(row, header)


def _long_problems(row: Line, header: Header) -> Iterator[Finding]:
    if TERM not in row.cells:
        yield _error(header, row, _("the row has no term; fill it in or delete the row"), TERM)
    if problem := tag_problem(row.cells.get(LANG, "")):
        yield _error(header, row, problem, LANG)
    others = _ONLY_TERM if VARIANT_OF in row.cells else _ONLY_VARIANT
    for column in others:
        if column in row.cells:
            what = _("a variant") if VARIANT_OF in row.cells else _("a term")
            message = _("{column} is nothing that {what} has; empty the cell").format(
                column=column, what=what
            )
            yield _error(header, row, message, column)


def _concept(id_: str, opened: _Open, header: Header) -> Iterator[Read | Finding]:
    """Make the concept of all its rows."""
    place = Place(header.file, opened.line)
    if not header.is_long:
        terms = _wide_terms(opened.rows, header)
    else:
        terms = {}
        heads = [row for row in opened.rows if VARIANT_OF not in row.cells]
        variants: dict[int, list[Variant]] = {}
        for row in opened.rows:
            if VARIANT_OF in row.cells:
                head = _head(row, heads)
                if head is None:
                    message = _(
                        "no row of the concept has “{text}” as its term; the variant leads to nothing"
                    )
                    yield _error(header, row, message.format(text=row.cells[VARIANT_OF]), VARIANT_OF)
                else:
                    variants.setdefault(head.number, []).append(_variant(row, header))
        for row in heads:
            made = _term(row, tuple(variants.get(row.number, ())), header)
            terms[row.cells[LANG]] = (*terms.get(row.cells[LANG], ()), made)
    if terms:
        said = {name for name in _SAID if opened.rows and all(_says(row, name) for row in opened.rows)}
        yield Read(_made(id_, opened.own, terms, place), frozenset(said | ({"kind"} & _kinds(opened.own))))


def _kinds(own: Mapping[str, str]) -> set[str]:
    return {"kind"} if f"{OWN}kind" in own else set()


def _says(row: Line, name: str) -> bool:
    return name in row.cells or VARIANT_OF in row.cells


def _head(row: Line, heads: list[Line]) -> Line | None:
    """Find the row of the term of a variant: the last one above it, else the first below."""
    fitting = [
        each
        for each in heads
        if each.cells[TERM] == row.cells[VARIANT_OF] and each.cells[LANG] == row.cells[LANG]
    ]
    above = [each for each in fitting if each.number < row.number]
    return above[-1] if above else fitting[0] if fitting else None


def _wide_terms(rows: list[Line], header: Header) -> dict[str, tuple[Term, ...]]:
    terms: dict[str, tuple[Term, ...]] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if lang := header.languages.get(column):
                place = Place(header.file, row.number, header.position(column))
                term = Term(cell.strip(), type=row.cells.get(TYPE, "full"), place=place)
                terms[lang] = (*terms.get(lang, ()), term)
    return terms


def _term(row: Line, variants: tuple[Variant, ...], header: Header) -> Term:
    place = Place(header.file, row.number, header.position(TERM))
    values = _values(row.cells)
    return Term(text=row.cells[TERM], variants=variants, place=place, **values)


def _variant(row: Line, header: Header) -> Variant:
    place = Place(header.file, row.number, header.position(TERM))
    return Variant(text=row.cells[TERM], place=place, **_values(row.cells))


def _values(cells: Mapping[str, str]) -> dict[str, Any]:
    """Give the fields of a term or variant out of its cells."""
    tree = _tree({k: v for k, v in cells.items() if not k.startswith(OWN)})
    values = {k: v for k, v in tree.items() if k not in (CONCEPT, LANG, TERM, VARIANT_OF)}
    if "reviewed" in values:
        values["reviewed"] = values["reviewed"] == "true"
    if "match" in values:
        values["match"] = MatchRule(**values["match"])
    if "sources" in values:
        values["sources"] = tuple(values["sources"])
    return values


def _made(id_: str, own: Mapping[str, str], terms: dict[str, tuple[Term, ...]], place: Place) -> Concept:
    values = _tree({column.removeprefix(OWN): cell for column, cell in own.items()})
    if "definition" in values:
        values["definition"] = {
            lang: Definition(**given) for lang, given in values["definition"].items() if "text" in given
        }
    if "examples" in values:
        values["examples"] = tuple(_example(given) for given in values["examples"])
    if "domain" in values:
        values["domain"] = tuple(values["domain"])
    return Concept(id=id_, terms=terms, place=place, **{"kind": "term", **values})


def _tree(cells: Mapping[str, str]) -> dict[str, Any]:
    """Put `definition.de`, `forms.gen` … back into the fields that they are parts of; lists become tuples in them."""
    tree: dict[str, Any] = {}
    for column, cell in cells.items():
        stem, __, name = column.partition(".")
        if stem in JSON_FIELDS:
            tree[stem] = json.loads(cell)
        elif stem == "definition":
            lang, __, source = name.partition(".")
            tree.setdefault(stem, {}).setdefault(lang, {})["source" if source else "text"] = cell
        elif stem in NAMED:
            tree.setdefault(stem, {})[name] = tuple(separated(cell)) if stem in _LISTS else cell
        else:
            tree[stem] = separated(cell) if stem in _LISTS else cell
    return tree


def _example(given: Mapping[str, str]) -> Example:
    text = given.get("leaves", given.get("text", ""))
    return Example(given["lang"], text, given.get("gives", text))


def _json(column: str, cell: str) -> object:
    """Read JSON of the shape that the column has; None for anything else."""
    try:
        value = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if column.rpartition(".")[2] == "extra":
        return value if isinstance(value, dict) else None
    return value if isinstance(value, list) and all(map(_is_example, value)) else None


def _is_example(value: object) -> bool:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        return False
    return set(value) in ({"lang", "leaves"}, {"lang", "text", "gives"})


def _error(header: Header, row: Line, message: str, column: str = "") -> Finding:
    place = Place(header.file, row.number, header.position(column))
    return Finding("TB743", "error", message, place, row.cells.get(CONCEPT))
