"""The passages of a document planned together, and each read again with its edits made (law 2).

A document may have several parts (members of an archive): what one introduces or mentions holds for those that follow
and, as for introductions, for all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from termbase.documents.document import Block, Format, Piece, splice
from termbase.index.lexicon import Lexicon
from termbase.model import TermbaseError
from termbase.rewrite.draft import Draft
from termbase.rewrite.introduced import Introduced
from termbase.rewrite.mention import counts_mentions
from termbase.rewrite.passage import Passage, is_settled, passages
from termbase.rewrite.plan import drafts
from termbase.rewrite.stability import applied, moved, stable

Lexicons = Callable[[str | None], Lexicon | None]
"""A language (BCP 47; None: the document's own) → the glossary as it sees it, None where nobody knows it."""


def lexicons(own: str, lexicon: Callable[[str], Lexicon]) -> Lexicons:
    """Give the glossary for blocks of any language; those without one of their own are in the language `own`.

    `lexicon` raises TermbaseError for a language that it does not know.
    """
    known: dict[str | None, Lexicon | None] = {None: lexicon(own)}

    def find(lang: str | None) -> Lexicon | None:
        if lang is not None and lang not in known:
            try:
                known[lang] = lexicon(lang)
            except TermbaseError:
                known[lang] = None
        return known[lang]

    return find


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which a document is planned; with `unsafe` the proposals count as edits.

    `introduced` are the concepts that are introduced outside of what is planned.
    """

    format: Format
    lexicons: Lexicons
    unsafe: bool = False
    introduced: frozenset[str] = frozenset()

    def read(self, blocks: Iterable[Block]) -> Iterator[Passage]:
        """Give the passages of the blocks whose language somebody knows."""
        found: dict[str | None, Lexicon] = {}
        legible = []
        for block in blocks:
            if block.lang not in found:
                if (lexicon := self.lexicons(block.lang)) is None:
                    continue
                found[block.lang] = lexicon
            legible.append(block)
        return passages(legible, found.__getitem__)


@dataclass(slots=True)
class Plan:
    """What changes in a passage, `mentioned` being the concepts that the document has mentioned before it.

    `part` is the number of the part that it stands in, `first` what was found at first sight, `result` the block with
    the edits `made`, if there are any.
    """

    part: int
    passage: Passage
    mentioned: frozenset[str]
    drafts: Sequence[Draft]
    made: Sequence[Draft] = ()
    result: Block | None = None
    first: Sequence[Draft] = field(init=False)
    _again: tuple[Passage, ...] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Keep what was found."""
        self.first = self.drafts

    @property
    def demoted(self) -> list[Draft]:
        """The drafts that are proposals now, and were none at first."""
        return [now for was, now in zip(self.first, self.drafts, strict=True) if now is not was]

    def make(self, made: Sequence[Draft]) -> None:
        """Make some edits instead of those that were made before."""
        self.made, self._again = made, None
        self.result = rewritten(self.passage.block, made) if made else None

    def with_edits(self, made: Sequence[Draft]) -> Block:
        """The block with edits made."""
        known = self.result if self.made == made else None
        return known or rewritten(self.passage.block, made)

    def again(self, conditions: Conditions) -> tuple[Passage, ...]:
        """The passage as it reads with the edits made, if it has any match then."""
        if self.result is None:
            return (self.passage,)
        if self._again is None:
            self._again = tuple(conditions.read([self.result]))
        return self._again

    def stands(self) -> bool:
        """Whether all that is found stands with the edits made, whatever else the document says."""
        lexicon = self.passage.lexicon
        if counts_mentions(lexicon):
            return False
        read = (self.passage,) if self.result is None else self._again
        if read is None:
            assert self.result is not None
            return is_settled(self.result.text, lexicon)
        return all(match.sense.settled for passage in read for match in passage.matches)


def plans_of(
    parts: Sequence[Iterable[Block]], conditions: Conditions, mentioned: set[str]
) -> tuple[list[Plan], Introduced]:
    """A plan for each passage of the parts' blocks, with what changes in it at first sight; `mentioned` grows.

    With them come the concepts that the passages introduce as they are.
    """
    read = [(part, passage) for part, blocks in enumerate(parts) for passage in conditions.read(blocks)]
    known = Introduced(lambda: (passage for _part, passage in read), conditions.introduced)
    found = []
    for part, passage in read:
        before = frozenset(mentioned)
        found.append(Plan(part, passage, before, _drafts(passage, known, mentioned, conditions)))
    return found, known


def introduced_after(plans: Sequence[Plan], conditions: Conditions) -> Introduced:
    """The concepts that the passages introduce with the edits that are made when it is asked for."""
    return Introduced(
        lambda: chain.from_iterable(plan.again(conditions) for plan in plans), conditions.introduced
    )


def settle(plans: Sequence[Plan], before: Introduced, conditions: Conditions) -> bool:
    """Read each passage again with its edits made; what would then change further is demoted to a proposal.

    `before` are the concepts that the document introduces as it is. False where one passage's edits change what
    another one reads as, so that the document must be planned as a whole.
    """
    for plan in plans:
        plan.make(applied(plan.drafts, conditions.unsafe))
    known = introduced_after(plans, conditions)
    others_differ = not known.agrees(before, before.asked)
    for plan in plans:
        if plan.result is None and not others_differ or plan.stands():
            continue
        if not applied(_further(plan, known, conditions), conditions.unsafe):
            continue
        if plan.result is None or not _demote(plan, known, conditions):
            return False
    return known.agrees(introduced_after(plans, conditions), before.asked | known.asked)


def _further(plan: Plan, known: Introduced, conditions: Conditions) -> list[Draft]:
    """What would change in a passage after the edits that are made."""
    found = (_drafts(each, known, set(plan.mentioned), conditions) for each in plan.again(conditions))
    return list(chain.from_iterable(found))


def rewritten(block: Block, made: Sequence[Draft]) -> Block:
    """The block with edits of its running text made, as if it stood alone."""
    text = splice(block.text, [(draft.start, draft.end, draft.new) for draft in made])
    pieces = (Piece(0, len(text), text),)
    if not block.protected and not block.joints and not block.quoted:
        return Block(pieces, (), (), block.kind, block.lang, block.escape, block.name)
    places = moved(made)
    protected, quoted = (
        tuple((places(start), places(end)) for start, end in spans)
        for spans in (block.protected, block.quoted)
    )
    joints = tuple(places(joint) for joint in block.joints)
    return replace(block, pieces=pieces, protected=protected, joints=joints, quoted=quoted)


def _drafts(
    passage: Passage, known: Introduced, mentioned: set[str], conditions: Conditions
) -> Sequence[Draft]:
    """What changes in a passage; where markup stands in a name it is only reported, if the format has no runs."""
    found = drafts(passage, known, mentioned)
    joints = passage.block.joints
    if conditions.format.runs or not joints:
        return found
    return [
        draft._replace(safe=False, code="TB208", applicable=False)
        if draft.applicable and _any_within(joints, draft)
        else draft
        for draft in found
    ]


def _any_within(joints: Sequence[int], draft: Draft) -> bool:
    at = bisect_right(joints, draft.start)
    return at < len(joints) and joints[at] < draft.end


def _demote(plan: Plan, known: Introduced, conditions: Conditions) -> bool:
    """Demote edits of a passage until no more would change; False where more would even without all of them."""
    undone = {(draft.start, draft.new) for draft in plan.made}

    def read_again(made: Sequence[Draft]) -> Sequence[Draft]:
        plan.make(made)
        return _further(plan, known, conditions)

    plan.drafts = stable(plan.drafts, read_again, conditions.unsafe)
    plan.make(applied(plan.drafts, conditions.unsafe))
    if plan.made:
        return True
    again = applied(_further(plan, known, conditions), conditions.unsafe)
    return all((draft.start, draft.new) in undone for draft in again)
