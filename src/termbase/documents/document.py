"""What a document is to the normaliser: blocks of pieces that read as one running text.

A format only says where text stands in its source. Edits are made on the running text of a block and spliced into the
source, so that nothing else can change.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from termbase.model import TermbaseError

Replacement = tuple[int, int, str]
"""A span (start, end in code points) and what is to stand there."""

_GAP = re.compile(r"([\s\-\u2010\u2011]+)")  # what stands between the parts of a name


class Piece(NamedTuple):
    """A stretch of running text and where it stands in the source.

    `start` and `end` are code points of the source. The piece is 1:1 (`end - start == len(text)`) or atomic (an
    entity, an escape): then its text may only be replaced whole. `markup` tells that it is an element that stands
    for its text (a tab, a break): it is kept or taken out, and never receives text. `escape` writes text where the
    way of the block does not fit (CDATA). `edge` is for elements that lose the white space at their edges: the
    place in the source and what must be inserted there before white space may stand at an edge; the pieces of
    one element have the same.
    """

    start: int
    end: int
    text: str
    markup: bool = False
    escape: Callable[[str], str] | None = None
    edge: tuple[int, str] | None = None

    @property
    def exact(self) -> bool:
        """Whether the piece is 1:1 with its source, so that a part of it can be replaced."""
        return not self.markup and self.end - self.start == len(self.text)


@dataclass(frozen=True, slots=True)
class Room:
    """How much a block may grow where lines are drawn around it: in all by `columns`, or not at all if it is `exact`.

    `width` gives the columns that a stretch of the source takes; `refusal` the error about a text that does not fit.
    """

    columns: int
    width: Callable[[str], int]
    refusal: Callable[[str], TermbaseError]
    exact: bool = False

    def holds(self, growth: int) -> bool:
        """Tell whether the block may grow by so many columns; less than zero: shrink."""
        return growth == 0 if self.exact else growth <= max(self.columns, 0)


@dataclass(slots=True)
class Block:
    """A paragraph, heading, segment or cell: matches, quotations and agreement never cross its bounds.

    `protected` are spans of the running text (code points) that must stay: code, markup, links. `joints` are the
    offsets in the running text at which markup was left out; a match across one is reported, not changed, unless
    the format has `runs`. `escape` writes text into this block where the format's own way does not fit (CDATA, a
    quoted scalar). `name` is what a person finds the block by: the id of a segment, a cell, the number of a paragraph.
    Nothing changes a block; it is not frozen because making it would take thrice as long.
    """

    pieces: tuple[Piece, ...]
    protected: tuple[tuple[int, int], ...] = ()
    joints: tuple[int, ...] = ()
    kind: str = "paragraph"  # paragraph | heading | cell | segment
    lang: str | None = None  # BCP 47, where the format knows it
    escape: Callable[[str], str] | None = None
    name: str = ""
    room: Room | None = None  # None: as much as an edit takes
    quoted: tuple[tuple[int, int], ...] = ()  # stretches of the running text that markup calls quotations
    text: str = field(init=False)
    offsets: tuple[int, ...] = field(
        init=False, repr=False, compare=False
    )  # in the text, where each piece starts

    def __post_init__(self) -> None:
        """Join the pieces to the running text."""
        if len(self.pieces) == 1:
            self.text, self.offsets = self.pieces[0].text, (0,)
            return
        self.text = "".join(piece.text for piece in self.pieces)
        self.offsets = tuple(accumulate((len(piece.text) for piece in self.pieces), initial=0))[:-1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the running text from `start` to `end` (code points, not empty) stands in the source."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a block of {len(self.text)} code points")
        at, to = bisect_right(self.offsets, start) - 1, bisect_left(self.offsets, end) - 1
        first, last = self.pieces[at], self.pieces[to]
        low = first.start + (start - self.offsets[at] if first.exact else 0)
        high = last.start + end - self.offsets[to] if last.exact else last.end
        return low, high

    def replacement(
        self, source: str, start: int, end: int, new: str, escape: Callable[[str], str] = str
    ) -> Replacement:
        r"""Give the one replacement in the source that makes the running text from `start` to `end` read `new`.

        All markup that stands within the span stays (see `replacements`). `escape` is the format's.

        >>> block = Block((Piece(3, 8, "Selen"), Piece(15, 18, "ski")), joints=(5,))
        >>> block.replacement("<b>Selen</b><i>ski</i>", 0, 8, "Selenskyj")
        (3, 18, 'Selenskyj</b><i>')
        """
        found = self.replacements(start, end, new, escape)
        low, high = self.span(start, end)
        if found:
            low, high = min(low, found[0][0]), max(high, found[-1][1])
        raw = splice(source[low:high], [(at - low, to - low, text) for at, to, text in found])
        return low, high, raw

    def replacements(
        self, start: int, end: int, new: str, escape: Callable[[str], str] = str
    ) -> list[Replacement]:
        """Give the smallest replacements, ascending, that make the running text from `start` to `end` read `new`.

        Where the parts of the name correspond each is replaced in its own place. The new text stands in the first
        piece that can hold it, with the formatting of that; the following pieces lose what was replaced, and
        markup between them stays. Elements that stand for replaced text are taken out. Raises ValueError where
        no piece of the span can hold text.
        """
        shares: defaultdict[int, list[Replacement]] = defaultdict(list)
        for low, high, word in _word_by_word(start, self.text[start:end], new):
            for at, share in self._shared_out(low, high, word):
                shares[at].append(share)
        found = [
            placed
            for at, share in shares.items()
            for placed in _placed(self.pieces[at], share, self.pieces[at].escape or self.escape or escape)
        ]
        return sorted([*found, *self._edges(shares)])

    def _shared_out(self, start: int, end: int, new: str) -> Iterator[tuple[int, Replacement]]:
        """Give what of a replacement each piece (by its number) has to make, in offsets of its own text."""
        pending: str | None = new
        for at in range(bisect_right(self.offsets, start) - 1, bisect_left(self.offsets, end)):
            piece, offset = self.pieces[at], self.offsets[at]
            low, high = max(start - offset, 0), min(end - offset, len(piece.text))
            if low >= high or (piece.markup and high - low < len(piece.text)):
                continue
            holds = pending is not None and not piece.markup
            yield at, (low, high, pending if holds and pending is not None else "")
            pending = None if holds else pending
        if pending:
            raise ValueError(f"nothing from {start} to {end} can hold text")

    def _edges(self, shares: Mapping[int, Sequence[Replacement]]) -> Iterator[Replacement]:
        """Give the insertions that keep white space which comes to stand at the edge of an element."""
        touched: defaultdict[tuple[int, str] | None, list[int]] = defaultdict(list)
        for at in shares:
            touched[self.pieces[at].edge].append(at)
        for edge, places in touched.items():
            if edge is None or (self._edge_at(min(places) - 1) == edge == self._edge_at(max(places) + 1)):
                continue
            inside = self._element_around(places[0])
            old = "".join(self.pieces[at].text for at in inside)
            new = "".join(splice(self.pieces[at].text, shares.get(at, ())) for at in inside)
            if new != new.strip() and old == old.strip():
                yield edge[0], edge[0], edge[1]

    def _edge_at(self, at: int) -> tuple[int, str] | None:
        return self.pieces[at].edge if 0 <= at < len(self.pieces) else None

    def _element_around(self, at: int) -> range:
        """Give the numbers of the pieces of one element, of which one is given."""
        edge = self.pieces[at].edge
        start, end = at, at + 1
        while self._edge_at(start - 1) == edge:
            start -= 1
        while self._edge_at(end) == edge:
            end += 1
        return range(start, end)


def _word_by_word(start: int, old: str, new: str) -> Iterator[Replacement]:
    """Give the parts of a name that change, where the same stands between the parts; else the name as a whole."""
    before, after = _GAP.split(old), _GAP.split(new)
    if before[1::2] != after[1::2] or "" in before:
        yield start, start + len(old), new
        return
    for was, becomes in zip(before, after, strict=True):
        if was != becomes:
            yield start, start + len(was), becomes
        start += len(was)


def _placed(
    piece: Piece, shares: Sequence[Replacement], escape: Callable[[str], str]
) -> Iterator[Replacement]:
    """Give in offsets of the source what a piece has to make in offsets of its text."""
    if piece.exact:
        for low, high, new in shares:
            yield piece.start + low, piece.start + high, escape(new)
    else:
        yield piece.start, piece.end, escape(splice(piece.text, shares))


@dataclass(frozen=True, slots=True)
class Pair:
    """A segment with its translation, both blocks of one source; the target is named as a person finds the segment.

    A block without a language is in the one that the user names.
    """

    source: Block
    target: Block


PairsOf = Callable[[str, str | None], Iterable[Pair]]
"""A text, and the language to translate from where it has several (BCP 47; None: what it says) → its pairs."""


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: how its files are named, where its text stands, how text is written into it.

    Where a file is a ZIP archive, `members` match the names of those that hold text, in the order in which a reader
    comes to them; `blocks` and `escape` are then for the text of one member. A bilingual format gives `pairs`, of what
    is translated and is no draft. In a format with `runs` a match across
    joints is changed: the new text has the formatting of the first run. An archive of this format has a member whose
    name begins with `home`; without one it is of another kind. Where other members decide what may change,
    `consulted` matches their names, and `informed` gives from their texts the `blocks` for this archive.
    """

    name: str
    suffixes: tuple[str, ...]
    blocks: Callable[[str], Iterable[Block]]
    escape: Callable[[str], str] = str
    members: tuple[re.Pattern[str], ...] = ()
    runs: bool = False
    consulted: re.Pattern[str] | None = None
    informed: Callable[[Sequence[str]], Callable[[str], Iterable[Block]]] | None = None
    description: str = ""
    pairs: PairsOf | None = None
    home: str = ""


def splice(source: str, replacements: Iterable[Replacement]) -> str:
    """The source with each span (start, end in code points; ascending, not overlapping) replaced, joined once."""
    parts = []
    at = 0
    for start, end, new in replacements:
        parts.append(source[at:start])
        parts.append(new)
        at = end
    parts.append(source[at:])
    return "".join(parts)
