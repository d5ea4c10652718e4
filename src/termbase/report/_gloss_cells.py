"""What the tables of a document's glossary have in their cells."""

from __future__ import annotations

from collections.abc import Sequence

from termbase.messages import _
from termbase.model import Definition, Term
from termbase.verbs.gloss import Gloss, Glossed


def headings(gloss: Gloss) -> list[str]:
    """Name the columns; those of translations by their language."""
    first = [_("term"), _("language"), *gloss.to, _("count"), _("first place"), _("in the text")]
    return [*first, _("definition"), _("note"), _("concept")]


def cells(row: Glossed) -> list[str]:
    """Give the cells of a term, in the order of the headings."""
    definition = definition_of(row)
    first = [row.term.text, row.lang, *(terms_text(terms) for terms in row.translations.values())]
    first += [str(row.count), str(row.place), forms_text(row), definition[1].text if definition else ""]
    return [*first, note_of(row), row.concept.id]


def rows(gloss: Gloss) -> list[list[str]]:
    """Give the cells of every term."""
    return [cells(row) for row in gloss.terms]


def terms_text(terms: Sequence[Term]) -> str:
    """Give translations in one cell."""
    return "; ".join(term.text for term in terms)


def forms_text(row: Glossed) -> str:
    """Say what the document calls a term, and how often where it has several names."""
    if len(row.forms) == 1:
        return next(iter(row.forms))
    return ", ".join(f"{form} ({count})" for form, count in row.forms.items())


def definition_of(row: Glossed) -> tuple[str, Definition] | None:
    """Give the definition with its language: in that of the document, else of a translation, else any."""
    known = row.concept.definition
    wanted = (row.lang, row.lang.split("-")[0], *row.translations, *known)
    return next(((lang, known[lang]) for lang in wanted if lang in known), None)


def note_of(row: Glossed) -> str:
    """Give what a translator should know: the notes of the concept, of the term and of its translations."""
    notes = [row.concept.note, row.term.note]
    notes += [term.note for terms in row.translations.values() for term in terms]
    return " ".join(dict.fromkeys(filter(None, notes)))
