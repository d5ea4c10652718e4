"""The glossary of a document for a terminal: a heading for each term, its translations below."""

from __future__ import annotations

from collections.abc import Iterator

from termbase.messages import _
from termbase.report._gloss_cells import definition_of, forms_text, note_of, terms_text
from termbase.report.columns import aligned, printable
from termbase.verbs.gloss import Gloss, Glossed


def gloss_table(gloss: Gloss) -> Iterator[str]:
    """Give the lines with their ends; the terms without a translation come last, under a heading of their own."""
    for row in gloss.translated:
        yield from _entry(row)
    if gloss.untranslated:
        yield _("to be translated:") + "\n"
    for row in gloss.untranslated:
        yield from _entry(row)


def _entry(row: Glossed) -> Iterator[str]:
    count = _("{count}×, first {place}").format(count=row.count, place=row.place)
    if tuple(row.forms) != (row.term.text,):
        count += "; " + _("as {forms}").format(forms=forms_text(row))
    yield printable(f"{row.term.text} ({row.concept.id}): {count}") + "\n"
    translations = [(lang, terms_text(terms) or "–") for lang, terms in row.translations.items()]
    yield from (line + "\n" for line in aligned(translations, "  "))
    definition = definition_of(row)
    for text in (definition[1].text if definition else "", note_of(row)):
        if text:
            yield "  " + printable(text) + "\n"
