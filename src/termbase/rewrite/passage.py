"""A block of a document as the laws see it: its view, its matches, what in it is protected or quoted."""

from __future__ import annotations

from dataclasses import dataclass

from termbase.documents.document import Block
from termbase.index.lexicon import Lexicon
from termbase.index.matcher import Match
from termbase.text.protect import Span, is_sic, overlaps, protected
from termbase.text.quotes import Quotation, quotations
from termbase.text.view import View, view

CONTEXT = 80  # code points


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with what was found in it; spans are code points of the block's running text, matches of its view."""

    block: Block
    view: View
    quotations: tuple[Quotation, ...]
    matches: tuple[Match, ...]
    kept: tuple[Span, ...] = ()  # protected stretches of the running text

    def span(self, start: int, end: int) -> Span:
        """Where the view from `start` to `end` stands in the running text."""
        return self.view.source(start, end)

    def around(self, match: Match) -> tuple[str, str]:
        """What stands in the view before and after a match, as far as inflection and agreement look."""
        text = self.view.text
        return text[max(0, match.start - CONTEXT) : match.start], text[match.end : match.end + CONTEXT]

    def is_quoted(self, match: Match) -> bool:
        """Whether a match stands in a quotation."""
        start, end = self.span(match.start, match.end)
        return any(quotation.start < start and end < quotation.end for quotation in self.quotations)


def read(block: Block, lexicon: Lexicon, off: list[Span]) -> Passage:
    """Read a block; `off` are the spans of the source that the author has switched off.

    A match that touches protected text is dropped (law 1), as is one that `[sic]` follows.
    """
    text = block.text
    folded = view(text)
    marks = quotations(text, lexicon.language.marks)
    matches = lexicon.matcher.matches(text, folded, {quotation.end - 1 for quotation in marks})
    if not matches:
        return Passage(block, folded, tuple(marks), ())
    kept = sorted([*block.protected, *protected(text)])
    free = tuple(match for match in matches if _is_free(match, block, folded, kept, off))
    return Passage(block, folded, tuple(marks), free, tuple(kept))


def _is_free(match: Match, block: Block, folded: View, kept: list[Span], off: list[Span]) -> bool:
    start, end = folded.source(match.start, match.reach)
    if overlaps(kept, start, end) or is_sic(block.text, end):
        return False
    return not off or not overlaps(off, *block.span(start, end))
