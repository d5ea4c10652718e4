"""Which source writes which form, how often and where: what the texts themselves attest, whatever the house prefers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.collecting import collector_paused
from termbase.index.entries import Entry
from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.model import Place, Source
from termbase.rewrite.passage import Passage, passages
from termbase.verbs.reading import Text, source_of

LexiconOf = Callable[[str | None], Lexicon]

PLACES = 3
"""How many places of a form are kept for each source."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """A form (a designation, however inflected) in a source: how often it stands there, and the first places.

    `term` is the text of the term that it leads to, the form itself where it is no variant. `kind` and `use` are the
    variant's; a term's `use` is `stand`.
    """

    concept: str
    lang: str
    term: str
    form: str
    is_variant: bool
    kind: str
    use: str
    source: str
    count: int
    places: tuple[Place, ...]


@dataclass(slots=True)
class _Tally:
    """What was counted of an entry in a source."""

    entry: Entry
    count: int
    places: list[Place]


@collector_paused()
def attest(texts: Iterable[Text], lexicon_of: LexiconOf, sources: Mapping[str, Source]) -> list[Attestation]:
    """Give the forms of each source, in the order of the glossary, of a concept by language and source.

    What several concepts share is nobody's and not counted.
    """
    found: dict[tuple[str, str, str, str], _Tally] = {}
    for text in texts:
        source = source_of(text.file, sources)
        for passage, match, entry in sightings(text, lexicon_of):
            key = entry.concept.id, passage.lexicon.lang, entry.designation.text, source
            tally = found.get(key)
            if tally is None:
                tally = found[key] = _Tally(entry, 0, [])
            tally.count += 1
            if len(tally.places) < PLACES:
                tally.places.append(text.place(passage.block, *passage.span(match.start, match.end)))
    order = {concept: number for number, concept in enumerate(lexicon_of(None).glossary.concepts)}
    ranked = sorted(
        found.items(), key=lambda item: (order[item[0][0]], item[0][1], item[1].entry.order, item[0][3])
    )
    return [_attestation(*key, tally) for key, tally in ranked]


def sightings(text: Text, lexicon_of: LexiconOf) -> Iterator[tuple[Passage, Match, Entry]]:
    """Give the places where a text has a form of one concept alone, in their order."""
    for passage in passages(text.blocks, lexicon_of):
        for match in passage.matches:
            first = match.readings[0].entry
            if all(reading.entry.concept is first.concept for reading in match.readings):
                yield passage, match, first


def _attestation(concept: str, lang: str, form: str, source: str, tally: _Tally) -> Attestation:
    variant = tally.entry.variant
    return Attestation(
        concept,
        lang,
        tally.entry.term.text,
        form,
        variant is not None,
        variant.kind if variant is not None else "",
        tally.entry.use,
        source,
        tally.count,
        tuple(tally.places),
    )


def matrix(found: Sequence[Attestation]) -> tuple[list[str], dict[tuple[str, str, str], dict[str, int]]]:
    """Give the sources, and for each form of a concept (concept, language, form) the counts by source."""
    sources = sorted({each.source for each in found})
    rows: dict[tuple[str, str, str], dict[str, int]] = {}
    for each in found:
        rows.setdefault((each.concept, each.lang, each.form), {})[each.source] = each.count
    return sources, rows
