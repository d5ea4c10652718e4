"""What the exports of tables share: the choice between long and wide, and what a table leaves out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import Loss, losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._po_entries import canonical
from termbase.exchange._table_rows import Row, long_columns, long_rows, wide_columns, wide_rows
from termbase.exchange.exchange import DumpOptions, Option
from termbase.messages import _
from termbase.model import Finding, Glossary

LAYOUT = Option(
    "layout", "a row for each term, with all fields, or a column for each language", ("long", "wide")
)

_CONCEPT = frozenset(
    f"concept.{field}"
    for field in ("kind", "domain", "definition", "identifiers", "note", "related", "examples", "extra")
)
_WIDE = _CONCEPT | {"term.type", "term.status"}


@dataclass(frozen=True, slots=True)
class Table:
    """A glossary as a table: rows of cells by column, and what was left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]

    def lines(self) -> Iterator[list[str]]:
        """Give the rows as lists of cells, in the order of the columns."""
        for row in self.rows:
            yield [row.get(column, "") for column in self.columns]


def table(glossary: Glossary, options: DumpOptions) -> Table:
    """Make the table that was asked for. Raises TermbaseError for languages that cannot be."""
    languages = chosen_languages(glossary, options)
    if options.options.get("layout", "long") == "long":
        rows = tuple(long_rows(glossary, languages))
        return Table(tuple(long_columns(rows)), rows, ())
    rows = tuple(wide_rows(glossary, languages, options.drafts))
    found = losses(
        (*lost_fields(glossary, _WIDE, languages), *_not_canonical(glossary, languages, options.drafts))
    )
    return Table(tuple(wide_columns(rows, languages)), rows, found)


def _not_canonical(glossary: Glossary, languages: Collection[str], drafts: bool) -> Iterator[Loss]:
    """Name the terms that are no canonical forms, and those that nobody has reviewed."""
    for concept in glossary.concepts.values():
        for lang in languages:
            terms = concept.terms.get(lang, ())
            kept = {id(t) for found in canonical(concept, lang).values() for t in found} if terms else set()
            for term in terms:
                if id(term) not in kept:
                    yield Loss(_("terms that are not preferred"), concept.id, term.place)
                elif not term.reviewed and not drafts:
                    yield Loss(_("drafts (--drafts takes them in)"), concept.id, term.place)
