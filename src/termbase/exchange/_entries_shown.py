"""Concepts as people read them: what HTML, Markdown and StarDict show, in the same order everywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from termbase.messages import _
from termbase.model import Concept, Glossary, Term, Variant


@dataclass(frozen=True, slots=True)
class Shown:
    """A concept with what is shown of it in the chosen languages."""

    concept: Concept
    title: str
    lang: str  # of the title
    terms: tuple[tuple[str, tuple[Term, ...]], ...]  # by language


def shown(glossary: Glossary, languages: Collection[str], source: str) -> Iterator[Shown]:
    """Give the concepts that have terms in the languages, by the first term in the source language, else in any."""
    found = []
    for concept in glossary.concepts.values():
        terms = tuple((lang, tuple(concept.terms[lang])) for lang in languages if lang in concept.terms)
        if terms:
            lang, first = next((each for each in terms if each[0] == source), terms[0])
            found.append(Shown(concept, first[0].text, lang, terms))
    return iter(sorted(found, key=lambda each: (each.title.casefold(), each.concept.id)))


def notes_of(term: Term) -> tuple[str, ...]:
    """Say what a reader must know of a term: gender, type, status, region, and that nobody has reviewed it."""
    statuses = {"admitted": _("admitted"), "deprecated": _("deprecated"), "superseded": _("superseded")}
    types = {
        "short": _("short form"),
        "acronym": _("acronym"),
        "abbreviation": _("abbreviation"),
        "phrase": _("phrase"),
    }
    found = [
        term.gender,
        _("pl.") if term.number == "pl" else None,
        types.get(term.type),
        statuses.get(term.status),
        term.region,
        None if term.reviewed else _("draft"),
    ]
    return tuple(filter(None, found))


def relation(key: str) -> str:
    """Name a relation between concepts."""
    names = {"see": _("see"), "not": _("not to be confused with"), "part-of": _("part of")}
    return names[key]


def not_to_use(term: Term) -> tuple[Variant, ...]:
    """Give the variants that a text should not have."""
    return tuple(variant for variant in term.variants if variant.effective_use != "lookup")


def link(scheme: str, value: str) -> str | None:
    """Give the address of an identifier, for those that have one everywhere."""
    if scheme == "wikidata" and value[:1] == "Q" and value[1:].isdigit():
        return f"https://www.wikidata.org/wiki/{value}"
    if scheme == "geonames" and value.isdigit():
        return f"https://www.geonames.org/{value}"
    return None
