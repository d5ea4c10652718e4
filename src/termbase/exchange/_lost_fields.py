"""What of a glossary has no place in a format, told from the list of the fields that it does hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from termbase.exchange._losses import Loss
from termbase.glossary.data import concept_data, term_data
from termbase.messages import _
from termbase.model import Concept, Glossary, Term, Variant


def lost_fields(
    glossary: Glossary, held: Collection[str], languages: Collection[str] | None = None
) -> Iterator[Loss]:
    """Name each field that is filled in and not held, such as `concept.note`, `term.gender`, `variant.note`.

    Without `variant` in `held` the fields of variants are not named one by one. `languages`: those of the export.
    """
    for concept in glossary.concepts.values():
        for field in concept_data(concept):
            said = field != "kind" or concept.kind != "term"
            if field != "terms" and said and f"concept.{field}" not in held:
                what = _("kinds of concepts") if field == "kind" else label(field)
                yield Loss(what, concept.id, concept.place)
        for lang, terms in concept.terms.items():
            if languages is None or lang in languages:
                for term in terms:
                    yield from _of_term(concept, term, held)


def label(field: str) -> str:
    """Name a field for the user."""
    return _labels().get(field, field)


def _of_term(concept: Concept, term: Term, held: Collection[str]) -> Iterator[Loss]:
    yield from _of_designation(concept, term, "term", held)
    for variant in term.variants:
        if "variant" in held:
            yield from _of_designation(concept, variant, "variant", held)
        else:
            yield Loss(_("variants"), concept.id, variant.place)


def _of_designation(
    concept: Concept, designation: Term | Variant, prefix: str, held: Collection[str]
) -> Iterator[Loss]:
    for field in term_data(designation):
        if field not in ("term", "variants") and f"{prefix}.{field}" not in held:
            yield Loss(label(field), concept.id, designation.place)


def _labels() -> Mapping[str, str]:
    return {
        "domain": _("domains"),
        "definition": _("definitions"),
        "identifiers": _("identifiers"),
        "note": _("notes"),
        "related": _("relations"),
        "examples": _("examples"),
        "extra": _("data of other formats"),
        "type": _("types of terms"),
        "status": _("statuses"),
        "pos": _("parts of speech"),
        "gender": _("genders"),
        "number": _("numbers"),
        "article": _("articles"),
        "sound": _("first sounds"),
        "forms": _("inflected forms"),
        "region": _("regions"),
        "source": _("sources of terms"),
        "reviewed": _("reviews"),
        "match": _("match rules"),
        "kind": _("kinds of variants"),
        "use": _("uses of variants"),
        "of": _("original spellings"),
        "scheme": _("transliteration schemes"),
        "sources": _("sources of variants"),
    }
