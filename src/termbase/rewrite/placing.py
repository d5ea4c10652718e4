"""From edits of running texts to edits of their source: escaped, around markup, each a span of its own.

Blocks may interleave (a text box within a paragraph, the text of an image within a sentence), and edits of one
element may share what must be inserted before it. Edits whose spans in the source would overlap become one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise, starmap
from typing import NamedTuple

from termbase.documents.document import Block, Format, Replacement, Room, splice
from termbase.messages import _
from termbase.model import Edit, TermbaseError
from termbase.rewrite.draft import Draft
from termbase.rewrite.settling import Plan
from termbase.rewrite.stability import applied


class Spot(NamedTuple):
    """An edit as a reader sees it: in the running text of its block."""

    block: Block
    draft: Draft


class Change(NamedTuple):
    """An edit that the laws give, or where its draft is not applicable a notice.

    The draft is one of the `source`, the text of the part; `spots` are what a reader sees of it, in running texts.
    """

    part: int
    source: str
    draft: Draft
    spots: tuple[Spot, ...]

    @property
    def edit(self) -> Edit:
        """The edit of the source; of a notice the one that it would be."""
        start, end, new, concept, rule, reason, safe, _code, _applicable = self.draft
        return Edit(start, end, self.source[start:end], new, concept, rule, reason, safe)


def placed(
    plans: Iterable[Plan], sources: Sequence[str], format: Format, unsafe: bool = False
) -> list[Change]:
    """Give the drafts of the plans as changes of their parts' sources, ascending; those to be made do not overlap."""
    made: list[Change] = []
    others: list[Change] = []
    for plan in plans:
        part, block, source = plan.part, plan.passage.block, sources[plan.part]
        chosen = applied(plan.drafts, unsafe)
        if len(chosen) == len(plan.drafts) and _is_as_written(block, format):
            at = block.pieces[0].start
            made += [Change(part, source, draft.shifted(at), (Spot(block, draft),)) for draft in chosen]
            continue
        ids = set(map(id, chosen))
        drafts = [(draft, _placed(draft, block, source, format)) for draft in plan.drafts]
        if block.room is not None:
            drafts = list(_within(block.room, drafts, ids, block, source))
        for draft, found in drafts:
            is_made = id(draft) in ids and found.applicable
            (made if is_made else others).append(Change(part, source, found, (Spot(block, draft),)))
    if not all(starmap(_is_before, pairwise(made))):
        made = list(_joined(sorted(made, key=_order), format))
    return sorted([*made, *others], key=_order) if others else made


def made_of(changes: Iterable[Change], unsafe: bool = False) -> list[Change]:
    """Give those of ascending changes that are made: the safe ones (with `unsafe` all), as far as none overlap."""
    made: list[Change] = []
    for _part, group in groupby(changes, key=lambda change: change.part):
        own = list(group)
        chosen = set(map(id, applied([change.draft for change in own], unsafe)))
        made += [change for change in own if id(change.draft) in chosen]
    return made


def replacements(changes: Iterable[Change]) -> list[Replacement]:
    """Give what changes of one part come to."""
    return [(change.draft.start, change.draft.end, change.draft.new) for change in changes]


def _is_before(one: Change, other: Change) -> bool:
    return one.part < other.part or (one.part == other.part and one.draft.end <= other.draft.start)


def _order(found: Change) -> tuple[int, int, int]:
    return found.part, found.draft.start, found.draft.end


def _is_as_written(block: Block, format: Format) -> bool:
    """Whether a block is a stretch of its source as it stands, with nothing to be escaped in it."""
    if (
        len(block.pieces) > 1
        or block.escape is not None
        or format.escape is not str
        or block.room is not None
    ):
        return False
    (piece,) = block.pieces
    return piece.exact and piece.escape is None and piece.edge is None


def _placed(draft: Draft, block: Block, source: str, format: Format) -> Draft:
    """Give a draft as an edit of the source; where its text cannot be written there, as a notice that says so."""
    if not draft.applicable:
        start, end = block.span(draft.start, draft.end)
        new = draft.new if draft.rule else source[start:end]
        return draft._replace(start=start, end=end, new=new)
    try:
        low, high, new = _replacement(block, source, draft, format.escape)
    except (TermbaseError, ValueError) as error:
        said = error.findings[0].message if isinstance(error, TermbaseError) else _no_place(draft.new)
        return _notice(draft, block, said)
    return Draft(low, high, new, draft.concept, draft.rule, draft.reason, draft.safe, draft.code)


def _notice(draft: Draft, block: Block, said: str) -> Draft:
    start, end = block.span(draft.start, draft.end)
    return draft._replace(start=start, end=end, reason=said, safe=False, code="TB926", applicable=False)


def _within(
    room: Room, drafts: Sequence[tuple[Draft, Draft]], chosen: Collection[int], block: Block, source: str
) -> Iterator[tuple[Draft, Draft]]:
    """Give the drafts with their edits of the source; notices where the block has no room for them.

    Those that are to be made are made together or not at all: a name without its article would be worse than both.
    """
    growths = [
        room.width(found.new) - room.width(source[found.start : found.end]) if found.applicable else 0
        for _draft, found in drafts
    ]
    made = sum(growth for (draft, _found), growth in zip(drafts, growths, strict=True) if id(draft) in chosen)
    for (draft, found), growth in zip(drafts, growths, strict=True):
        if found.applicable and not room.holds(made if id(draft) in chosen else made + growth):
            found = _notice(draft, block, room.refusal(draft.new).findings[0].message)
        yield draft, found


def _no_place(text: str) -> str:
    return _("“{text}” cannot be written there, as only markup stands for the name").format(text=text)


def _replacement(block: Block, source: str, draft: Draft, escape: Callable[[str], str]) -> Replacement:
    start, end, new = draft.start, draft.end, draft.new
    if len(block.pieces) == 1 and block.pieces[0].exact and block.pieces[0].edge is None:
        piece = block.pieces[0]
        return piece.start + start, piece.start + end, (piece.escape or block.escape or escape)(new)
    return block.replacement(source, start, end, new, escape)


def _joined(made: Sequence[Change], format: Format) -> Iterator[Change]:
    """Make one edit of those that overlap in the source."""
    group: list[Change] = []
    reach = 0
    for found in made:
        if group and (found.part != group[0].part or found.draft.start >= reach):
            yield _one(group, format)
            group = []
        reach = max(reach, found.draft.end) if group else found.draft.end
        group.append(found)
    if group:
        yield _one(group, format)


def _one(group: Sequence[Change], format: Format) -> Change:
    if len(group) == 1:
        return group[0]
    source = group[0].source
    spots = tuple(spot for found in group for spot in found.spots)
    shares: set[Replacement] = set()
    for block in {id(spot.block): spot.block for spot in spots}.values():
        own = sorted(spot.draft for spot in spots if spot.block is block)
        start, end = own[0].start, own[-1].end
        edits = [(draft.start - start, draft.end - start, draft.new) for draft in own]
        new = splice(block.text[start:end], edits)
        shares |= set(block.replacements(start, end, new, format.escape))
    low = min(found.draft.start for found in group)
    high = max(found.draft.end for found in group)
    raw = splice(source[low:high], [(at - low, to - low, text) for at, to, text in sorted(shares)])
    reasons = dict.fromkeys(found.draft.reason for found in group)
    first = group[0].draft
    code = next((found.draft.code for found in group if found.draft.code), "")
    safe = all(found.draft.safe for found in group)
    joined = first._replace(
        start=low, end=high, new=raw, reason="; ".join(filter(None, reasons)), safe=safe, code=code
    )
    return Change(group[0].part, source, joined, spots)
