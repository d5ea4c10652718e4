"""A block of a document as the laws see it: its view, its matches, what in it is protected or quoted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from termbase.documents.document import Block
from termbase.index.lexicon import Lexicon
from termbase.index.matcher import Match, Search
from termbase.index.stems import Proposal
from termbase.text.protect import Span, is_sic, overlaps, protected
from termbase.text.quotes import Quotation, quotations
from termbase.text.view import View, plain_view, view

CONTEXT = 80  # code points
_APART = (
    "\u241e"  # a symbol for the end of a record, between blocks that are searched at once: no form crosses it
)
_SEARCHED_AT_ONCE = 1 << 14  # code points; a search costs some microseconds whatever its length

LexiconOf = Callable[[str | None], Lexicon]
"""A language (BCP 47; None: the document's own) → the glossary as it sees it."""


@dataclass(frozen=True)
class Passage:
    """A block with what was found in it; spans are code points of the block's running text, matches of its view."""

    block: Block
    lexicon: Lexicon
    view: View
    matches: Sequence[Match]
    kept: Sequence[Span] = ()  # protected stretches of the running text

    @cached_property
    def quotations(self) -> Sequence[Quotation]:
        """The quotations of the block: by their marks, and by markup, which stands where marks would."""
        found = quotations(self.block.text, self.lexicon.language.marks)
        return [*found, *(Quotation(start - 1, end + 1) for start, end in self.block.quoted)]

    @cached_property
    def introduced(self) -> frozenset[str]:
        """The concepts of which a full form occurs that no other concept shares."""
        found = set()
        for match in self.matches:
            entry = match.readings[0].entry
            if entry.introduces and all(other.entry.concept is entry.concept for other in match.readings):
                found.add(entry.concept.id)
        return frozenset(found)

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
        return any(quotation.start < start and end < quotation.end for quotation in self.quotations)


def passages(blocks: Iterable[Block], lexicon_of: LexiconOf, off: Sequence[Span] = ()) -> Iterator[Passage]:
    """Read blocks; those without a match give no passage.

    `off` are the spans of the source that the author has switched off. A match that touches protected text is dropped
    (law 1), as is one that `[sic]` follows.
    """
    for group in _groups(blocks):
        lexicon = lexicon_of(group[0].lang)
        for found in _searched(group, lexicon):
            passage = _read(found, lexicon, off)
            if passage.matches:
                yield passage


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Neighbours in one language that are long enough together to be searched at once."""
    group: list[Block] = []
    length = 0
    for block in blocks:
        if group and (length > _SEARCHED_AT_ONCE or block.lang != group[0].lang):
            yield group
            group, length = [], 0
        group.append(block)
        length += len(block.text)
    if group:
        yield group


class _Found(NamedTuple):
    """A block in which something was proposed: its view, and where that begins in the text that was searched."""

    block: Block
    view: View
    search: Search
    begin: int
    proposals: Sequence[Proposal]


def _searched(group: Sequence[Block], lexicon: Lexicon) -> Iterator[_Found]:
    """The blocks in which something was proposed, in their order; those with nothing unusual are searched at once."""
    whole = plain_view(_APART.join([block.text for block in group]))
    if whole is not None:
        yield from _searched_at_once(group, whole, lexicon)
        return
    usual = [block for block in group if plain_view(block.text) is not None]
    whole = plain_view(_APART.join([block.text for block in usual]))
    assert whole is not None
    found = {id(each.block): each for each in _searched_at_once(usual, whole, lexicon)}
    usual_ones = set(map(id, usual))
    for block in group:
        if id(block) not in usual_ones:
            seen = view(block.text)
            search = lexicon.matcher.search(seen)
            if search.proposals:
                yield _Found(block, seen, search, 0, search.proposals)
        elif id(block) in found:
            yield found[id(block)]


def _searched_at_once(group: Iterable[Block], whole: View, lexicon: Lexicon) -> Iterator[_Found]:
    search = lexicon.matcher.search(whole)
    proposals = search.proposals
    starts = [start for start, _after, _number in proposals]
    low = begin = 0
    for block in group:
        end = begin + len(block.text)
        high = bisect_left(starts, end, low)
        if low < high:
            yield _Found(block, whole.part(begin, end), search, begin, proposals[low:high])
        low, begin = high, end + 1


def _read(found: _Found, lexicon: Lexicon, off: Sequence[Span]) -> Passage:
    block, seen, search, begin, proposals = found
    text = block.text

    def closing() -> set[int]:
        return {quotation.end - 1 for quotation in quotations(text, lexicon.language.marks)}

    matches = lexicon.matcher.matches(text, seen, closing, search, begin, proposals)
    if not matches:
        return Passage(block, lexicon, seen, ())
    kept = sorted([*block.protected, *protected(text)])
    if kept:
        matches = [match for match in matches if not overlaps(kept, *seen.source(match.start, match.reach))]
    if "sic" in seen.lower:
        matches = [match for match in matches if not is_sic(text, seen.source(match.start, match.reach)[1])]
    if off:
        matches = [match for match in matches if not overlaps(off, *_in_document(block, seen, match))]
    return Passage(block, lexicon, seen, matches, kept)


def _in_document(block: Block, seen: View, match: Match) -> Span:
    return block.span(*seen.source(match.start, match.reach))
