"""What a catalogue of the glossary holds: a slot for each canonical form of the source language.

A slot is the place of one term: concept, type and number within the type. Its name is the `msgctxt`, by
which an edited catalogue finds back to its term whatever happened to the texts.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Term

# Controls but tab and line breaks, halves of surrogate pairs, noncharacters (which the reader needs itself).
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one term in a catalogue; `target` is None where the target language has no such term."""

    concept: Concept
    type: str
    number: int  # from 1: the first, second … canonical form of its type
    source: Term
    target: Term | None

    @property
    def context(self) -> str:
        """The `msgctxt`: `csto`, `csto|acronym`, `csto|short|2`."""
        if self.number > 1:
            return f"{self.concept.id}|{self.type}|{self.number}"
        return self.concept.id if self.type == "full" else f"{self.concept.id}|{self.type}"


def slots(glossary: Glossary, source: str, target: str | None) -> Iterator[Slot]:
    """Give the slots of a catalogue from one language to another (None: a template), in order."""
    for concept in glossary.concepts.values():
        targets = canonical(concept, target) if target else {}
        for type_, terms in canonical(concept, source).items():
            others = targets.get(type_, ())
            for at, term in enumerate(terms):
                if is_fit(term.text):
                    yield Slot(concept, type_, at + 1, term, others[at] if at < len(others) else None)


def losses(glossary: Glossary, source: str, target: str) -> Iterator[Finding]:
    """Name what has no place in the catalogue, as findings of level info with the place in the YAML."""
    missing = _("{id} has no term in {source}, so that a catalogue from {source} cannot hold it; add one")
    alone = _("“{text}” ({type}, {lang}) has no counterpart of its type in {source} and is not exported")
    unfit = _("“{text}” holds characters that a catalogue cannot carry and is not exported; remove them")
    for concept in glossary.concepts.values():
        sources, targets = canonical(concept, source), canonical(concept, target)
        if not sources:
            message = missing.format(id=concept.id, source=source)
            yield Finding("TB701", "info", message, concept.place, concept.id)
            continue
        for type_, terms in targets.items():
            for term in terms[len(sources.get(type_, ())) :]:
                message = alone.format(text=term.text, type=_(type_), lang=target, source=source)
                yield Finding("TB701", "info", message, term.place, concept.id)
        for term in (term for group in (sources, targets) for terms in group.values() for term in terms):
            if not is_fit(term.text):
                message = unfit.format(text=repr(term.text)[1:-1])
                yield Finding("TB701", "info", message, term.place, concept.id)


def canonical(concept: Concept, language: str) -> dict[str, tuple[Term, ...]]:
    """Give the canonical forms of a concept in a language by type, full ones first, else in their order."""
    found: dict[str, tuple[Term, ...]] = {}
    for term in visible(concept, language)[1]:
        if term.status == "preferred":
            found[term.type] = (*found.get(term.type, ()), term)
    return dict(sorted(found.items(), key=lambda item: item[0] != "full"))


def visible(concept: Concept, language: str) -> tuple[str, tuple[Term, ...]]:
    """Find the key in `terms` that serves a language, and the terms that it sees.

    The most special key counts (`de-AT`, else `de`). Terms of the region come first, then those without one;
    a language without region sees all, those without region first.
    """
    key = language
    while key not in concept.terms:
        key = key.rpartition("-")[0]
        if not key:
            return language, ()
    terms = concept.terms[key]
    if key != language:
        own = tuple(term for term in terms if term.region == language)
        return key, own + tuple(term for term in terms if term.region is None)
    return key, tuple(sorted(terms, key=lambda term: term.region is not None))


def carried(term: Term | None) -> str:
    """Give the text of a term as a catalogue carries it, empty for none.

    Line breaks at the ends are left out: gettext refuses a pair of which only one text begins or ends with
    one.
    """
    return term.text.strip("\n") if term is not None and is_fit(term.text) else ""


def is_fit(text: str) -> bool:
    """Tell whether a catalogue can carry a text: not blank, and no controls but tabs and line breaks."""
    return bool(text.strip()) and not _UNFIT.search(text)


def digest(text: str) -> str:
    """Hash a text as the `# termbase:` comment does: 16 hexadecimal digits of SHA-256 over NFC in UTF-8."""
    normal = unicodedata.normalize("NFC", text)
    return hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()[:16]
