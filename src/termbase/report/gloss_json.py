"""The glossary of a document as JSON: a list of terms."""

from __future__ import annotations

from typing import Any

from termbase.report._gloss_cells import definition_of, note_of
from termbase.report.data import json_list
from termbase.verbs.gloss import Gloss, Glossed


def gloss_json(gloss: Gloss) -> str:
    """Give an object for each term, those to be translated last; a language without translation has an empty list."""
    return json_list(_data(row) for row in gloss.terms)


def _data(row: Glossed) -> dict[str, Any]:
    definition = definition_of(row)
    return {
        "concept": row.concept.id,
        "term": row.term.text,
        "lang": row.lang,
        "count": row.count,
        "place": row.place,
        "forms": row.forms,
        "translations": {lang: [term.text for term in terms] for lang, terms in row.translations.items()},
        "definition": definition[1].text if definition else None,
        "note": note_of(row) or None,
    }
