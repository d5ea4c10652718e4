"""A block of a document as the laws see it: its view, its matches, what in it is protected or quoted."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from termbase.documents.document import Block
from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.text.protect import Span, apart, is_sic, overlaps, protected
from termbase.text.quotes import Quotation, quotations
from termbase.text.view import View, view

CONTEXT = 80  # code points

LexiconOf = Callable[[str | None], Lexicon]
"""A language (BCP 47; None: the document's own) → the glossary as it sees it."""


@dataclass(frozen=True)
class Passage:
    """A block with what was found in it; spans are code points of the block's running text, matches of its view."""

    block: Block
    lexicon: Lexicon
    view: View
    matches: Sequence[Match]
    kept: Sequence[Span] = ()  # protected stretches of the running text, ascending and apart

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """The quotations of the block: by their marks, and by markup, which stands where marks would."""
        found = quotations(self.block.text, self.lexicon.language.marks)
        return [*found, *(Quotation(start - 1, end + 1) for start, end in self.block.quoted)]

    @cached_property
    def introduced(self) -> frozenset[str]:
        """The concepts of which a full form occurs that no other concept shares."""
        return frozenset().union(*{_introduced(match.sense.readings) for match in self.matches})

    def span(self, start: int, end: int) -> Span:
        """Where the view from `start` to `end` stands in the running text."""
        return self.view.source(start, end)

    def around(self, match: Match) -> tuple[str, str]:
        """What stands in the view before and after a match, as far as inflection and agreement look."""
        text = self.view.text
        return text[max(0, match.start - CONTEXT) : match.start], text[match.end : match.end + CONTEXT]

    def is_quoted(self, match: Match) -> bool:
        """Whether a match stands in a quotation."""
        if not self.quotations:
            return False
        start, end = self.span(match.start, match.end)
        starts, furthest = self._quoted
        before = bisect_left(starts, start)
        return before > 0 and end < furthest[before - 1]

    @cached_property
    def _quoted(self) -> tuple[list[int], list[int]]:
        """Where the quotations start, ascending, and for each how far it or one that starts before it goes."""
        ascending = sorted((each.start, each.end) for each in self.quotations)
        starts = [start for start, _end in ascending]
        return starts, list(accumulate((end for _start, end in ascending), max))


def passages(blocks: Iterable[Block], lexicon_of: LexiconOf) -> Iterator[Passage]:
    """Read blocks; those without a match give no passage.

    A match that touches protected text is dropped (law 1), as is one that `[sic]` follows.
    """
    for block in blocks:
        passage = _read(block, lexicon_of(block.lang))
        if passage is not None:
            yield passage


def is_settled(text: str, lexicon: Lexicon) -> bool:
    """Whether all that is found in a running text stands as it is, whatever is protected there."""
    return all(match.sense.settled for match in _matches(text, view(text), lexicon))


def _matches(text: str, seen: View, lexicon: Lexicon) -> list[Match]:
    return lexicon.matcher.matches(text, seen, lambda: _closing(text, lexicon))


@functools.lru_cache(1)
def _closing(text: str, lexicon: Lexicon) -> frozenset[int]:
    """The offsets of the closing quotation marks."""
    return frozenset(quotation.end - 1 for quotation in quotations(text, lexicon.language.marks))


def _read(block: Block, lexicon: Lexicon) -> Passage | None:
    text = block.text
    seen = view(text)
    matches = _matches(text, seen, lexicon)
    if not matches:
        return None
    kept = apart([*block.protected, *protected(text)])
    if kept:
        matches = [match for match in matches if not overlaps(kept, *seen.source(match.start, match.reach))]
    if "[sic" in seen.lower or "(sic" in seen.lower:
        matches = [match for match in matches if not is_sic(text, seen.source(match.start, match.reach)[1])]
    return Passage(block, lexicon, seen, matches, kept) if matches else None


@functools.lru_cache(1 << 16)
def _introduced(readings: tuple[Reading, ...]) -> frozenset[str]:
    """The concept that is introduced where this is read, if any is."""
    entry = readings[0].entry
    alone = all(other.entry.concept is entry.concept for other in readings)
    return frozenset({entry.concept.id}) if entry.introduces and alone else frozenset()
