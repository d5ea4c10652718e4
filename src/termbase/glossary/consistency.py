"""What concepts say about each other: forms that stand twice, references that lead nowhere, what is missing.

Forms are compared as written, after NFC. Terms of different regions do not meet: nobody reads both.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from termbase.glossary.characters import suspicions
from termbase.glossary.fields import Reference, suggestion
from termbase.messages import _
from termbase.model import Concept, Finding, Place, Term, Variant

GENDERED = ("de",)
"""Languages whose singular nouns are warned about without `gender`: only there the rewriting rules need it.
Names of persons, phrases and what the house does not use (deprecated, superseded) are left alone."""


@dataclass(frozen=True, slots=True)
class _Form:
    """A term or variant, as one of the forms of its language."""

    text: str
    concept: Concept
    term: Term
    variant: Variant | None
    place: Place

    @property
    def canonical(self) -> bool:
        return self.variant is None and self.term.status == "preferred"

    @property
    def lookup_only(self) -> bool:
        return self.variant is not None and self.variant.effective_use == "lookup"


def findings(
    concepts: Mapping[str, Concept], sources: Collection[str] | None, references: Iterable[Reference]
) -> Iterator[Finding]:
    """Check concepts against each other and against the register of sources (None: there is none)."""
    seen: set[int] = set()  # hashes: a million forms are too many to be kept
    again: set[int] = set()
    for concept in concepts.values():
        for lang, terms in concept.terms.items():
            forms = list(_forms(concept, terms))
            yield from _repeated(forms)
            yield from _genders(concept, lang, terms)
            yield from _characters(forms)
            keys = {hash((lang, form.text)) for form in forms}
            again |= seen & keys
            seen |= keys
    yield from _unknown(references, concepts, sources)
    for same in _several(concepts, again):
        yield from _shared(same)


def _several(concepts: Mapping[str, Concept], keys: Collection[int]) -> Iterator[list[_Form]]:
    """Give the forms of each text that several concepts have; `keys` are the hashes of language and text of these."""
    if not keys:
        return
    found: dict[tuple[str, str], list[_Form]] = defaultdict(list)
    for concept in concepts.values():
        for lang, terms in concept.terms.items():
            for form in _forms(concept, terms):
                if hash((lang, form.text)) in keys:
                    found[lang, form.text].append(form)
    yield from found.values()


def within(concept: Concept) -> Iterator[Finding]:
    """Check the forms of one concept against each other: what is found are errors."""
    for terms in concept.terms.values():
        if len(terms) != 1 or terms[0].variants:
            yield from _repeated(list(_forms(concept, terms)))


def _forms(concept: Concept, terms: tuple[Term, ...]) -> Iterator[_Form]:
    for term in terms:
        yield _Form(_nfc(term.text), concept, term, None, term.place)
        for variant in term.variants:
            yield _Form(_nfc(variant.text), concept, term, variant, variant.place)


def _repeated(forms: list[_Form]) -> Iterator[Finding]:
    """Within one concept and language no form stands twice; a variant that is its own term is a cycle."""
    seen: dict[tuple[str | None, str], _Form] = {}
    for form in forms:
        first = seen.setdefault((form.term.region, form.text), form)
        if first is form:
            continue
        if first.term is form.term and first.variant is None:
            message = _("variant “{text}” leads to itself: it is the text of its own term; delete it")
            yield _finding("TB112", form, message.format(text=form.text))
        else:
            message = _("“{text}” stands in line {line} of this concept already; keep one of the two")
            yield _finding("TB111", form, message.format(text=form.text, line=first.place.line))


def _shared(forms: list[_Form]) -> Iterator[Finding]:
    """Compare the forms of one text with those of other concepts before them; one finding a form at most."""
    for index, form in enumerate(forms):
        others = (other for other in forms[:index] if other.concept is not form.concept)
        for other in others:
            finding = _conflict(other, form)
            if finding:
                yield finding
                break


def _conflict(first: _Form, second: _Form) -> Finding | None:
    regions = (first.term.region, second.term.region)
    if None not in regions and regions[0] != regions[1]:
        return None
    for variant, term in ((first, second), (second, first)):
        if variant.variant is not None and term.canonical:
            message = _(
                "variant “{text}” is the canonical form of concept “{other}” ({place}), which makes a chain"
                " or a cycle; delete the variant, or make the two forms differ"
            )
            message = message.format(text=second.text, other=term.concept.id, place=term.place)
            return _finding("TB113", variant, message)
    if first.lookup_only and second.lookup_only:
        return None
    if first.variant and second.variant and first.term.text == second.term.text:
        return None  # both are rewritten to one text
    if first.canonical and second.canonical and _excluded(first.concept, second.concept):
        return None
    message = _(
        "“{text}” is a form of concept “{other}” too ({place}), so that texts with it are only reported; if"
        " that is meant, say “use: lookup” for both, or “related: {{not: […]}}” in both for canonical forms"
    )
    message = message.format(text=second.text, other=first.concept.id, place=first.place)
    return _finding("TB120", second, message, "warning")


def _excluded(first: Concept, second: Concept) -> bool:
    """Whether the concepts name each other in `related: {not: […]}`."""
    return second.id in first.related.get("not", ()) and first.id in second.related.get("not", ())


def _unknown(
    references: Iterable[Reference], concepts: Collection[str], sources: Collection[str] | None
) -> Iterator[Finding]:
    """Report references that lead nowhere; where the register of sources is missing altogether, once."""
    missing = _("source “{id}” is named, but there is no sources.yaml; add the register")
    for reference in references:
        if reference.to == "concept" and reference.id not in concepts:
            message, code, known = _("concept “{id}” does not exist; {remedy}"), "TB122", concepts
        elif reference.to == "source" and (sources is None or reference.id not in sources) and missing:
            message, code, known = _("source “{id}” is not in sources.yaml; {remedy}"), "TB121", sources or ()
            if sources is None:
                message, missing = missing, ""
        else:
            continue
        message = message.format(id=reference.id, remedy=_nearest(reference.id, known))
        yield Finding(code, "warning", message, reference.place, reference.concept)


def _genders(concept: Concept, lang: str, terms: tuple[Term, ...]) -> Iterator[Finding]:
    if lang.partition("-")[0] not in GENDERED or concept.kind == "person":
        return
    for term in terms:
        used = term.status in ("preferred", "admitted") and term.type != "phrase"
        if used and term.gender is None and term.pos == "noun" and term.number == "sg":
            message = _("noun “{text}” has no gender; add “gender: m”, f or n (or “number: pl”)")
            place, message = term.place, message.format(text=term.text)
            yield Finding("TB126", "warning", message, place, concept.id)


def _characters(forms: list[_Form]) -> Iterator[Finding]:
    for form in forms:
        holder = form.variant or form.term
        texts = [holder.text, *(text for values in holder.forms.values() for text in values)]
        if form.variant is not None and form.variant.of is not None:
            texts.append(form.variant.of)
        for text in texts:
            for code, message in suspicions(text):
                yield _finding(code, form, message, "warning")


def _nearest(id_: str, known: Collection[str]) -> str:
    """Suggest a known id; the whole list would be too long."""
    near = suggestion(id_, known) if known else ""
    return near if near.endswith("?") else _("correct the id, or add what it names")


def _finding(code: str, form: _Form, message: str, level: str = "error") -> Finding:
    return Finding(code, level, message, form.place, form.concept.id)


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
