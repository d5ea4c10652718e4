"""The glossary as pairs of a source and a target text: what bilingual formats and translation services take.

A pair is a canonical form in the source language with that of the same type and rank in the target language.
Variants that the normaliser rewrites can be source texts too: the text to translate may hold `Kiew`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from termbase.exchange._losses import Loss
from termbase.exchange._po_entries import canonical, slots, visible
from termbase.exchange.exchange import Option
from termbase.messages import _
from termbase.model import Concept, Glossary, Place, Term

VARIANTS = Option("variants", "whether variants stand on the source side too", ("yes", "no"))

HELD = ("term.status", "term.type", "term.reviewed", "variant")
"""What decides which pairs there are, so that it is no loss that they do not say it; see `_lost_fields`."""

REWRITTEN = ("rewrite", "unquoted")
"""The uses of variants that stand for their term wherever a text is translated."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that translate each other."""

    source: str
    target: str
    concept: Concept
    context: str  # the slot, as gettext has it: `csto`, `csto|acronym`
    variant: bool  # the source text is a variant of its term
    draft: bool  # nobody has reviewed one of the two terms
    place: Place


def pairs(glossary: Glossary, source: str, target: str, variants: bool) -> Iterator[Pair]:
    """Give the pairs of two languages (BCP 47) in the order of the glossary, variants after their term."""
    for slot in slots(glossary, source, target):
        if slot.target is None:
            continue
        draft = not (slot.source.reviewed and slot.target.reviewed)
        texts = [(slot.source.text, False, slot.source.place)]
        if variants:
            rewritten = (each for each in slot.source.variants if each.effective_use in REWRITTEN)
            texts += [(each.text, True, each.place) for each in rewritten]
        for text, is_variant, place in texts:
            yield Pair(text, slot.target.text, slot.concept, slot.context, is_variant, draft, place)


def unpaired(glossary: Glossary, source: str, target: str) -> Iterator[Loss]:
    """Name the terms of both languages that are in no pair."""
    paired = {
        (slot.concept.id, id(term))
        for slot in slots(glossary, source, target)
        if slot.target
        for term in (slot.source, slot.target)
    }
    for concept in glossary.concepts.values():
        for lang, other in ((source, target), (target, source)):
            for term in visible(concept, lang)[1]:
                if (concept.id, id(term)) not in paired:
                    yield Loss(_why_unpaired(concept, lang, other, term), concept.id, term.place)


def without_drafts(found: Iterable[Pair], drafts: bool, lost: list[Loss]) -> Iterator[Pair]:
    """Leave out pairs that nobody has reviewed unless they are wanted."""
    for pair in found:
        if pair.draft and not drafts:
            lost.append(Loss(_("drafts (--drafts takes them in)"), pair.concept.id, pair.place))
        else:
            yield pair


def unambiguous(found: Iterable[Pair], lost: list[Loss]) -> Iterator[Pair]:
    """Keep one pair for each source text: a canonical form before a variant, none where two differ."""
    held = list(found)
    targets: dict[tuple[str, bool], dict[str, None]] = {}
    for pair in held:
        targets.setdefault((pair.source, pair.variant), {})[pair.target] = None
    given: set[str] = set()
    for pair in held:
        if pair.variant and (pair.source, False) in targets:
            if pair.target not in targets[pair.source, False]:
                lost.append(Loss(_("variants that are a term as well"), pair.concept.id, pair.place))
        elif len(targets[pair.source, pair.variant]) > 1:
            lost.append(Loss(_("source texts with several translations"), pair.concept.id, pair.place))
        elif pair.source not in given:
            given.add(pair.source)
            yield pair


def _why_unpaired(concept: Concept, lang: str, other: str, term: Term) -> str:
    if term.status != "preferred":
        return _("terms that are not preferred")
    if not canonical(concept, other):
        return _("terms without a translation")
    return _("terms without a counterpart of their type")
