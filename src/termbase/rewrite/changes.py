"""From a document to the one list of edits that every verb uses.

The way of the data: parts → blocks → passages (view, matches) → drafts → changes. What the document introduces is
known before the first passage is planned. Each passage is read again with its edits made (law 2); where the whole
document would then be another one (a line that becomes a heading), it is planned as a whole, and an edit that the
format does not give back is only proposed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from termbase.collecting import collector_paused
from termbase.documents.document import Block, Format, splice
from termbase.documents.parts import Part, read_blocks
from termbase.model import TermbaseError
from termbase.rewrite.draft import Draft
from termbase.rewrite.introduced import Introduced
from termbase.rewrite.placing import Change, made_of, placed, replacements
from termbase.rewrite.settling import (
    Conditions,
    Lexicons,
    Plan,
    introduced_after,
    plans_of,
    settle,
)
from termbase.rewrite.stability import moved, stable
from termbase.text.protect import Span, switched_off

Reader = Callable[[int, str], Sequence[Block]]
"""The number of a part and a text of it → its blocks. Raises TermbaseError for what is malformed."""

_ROUNDS = 20  # of looking for edits that are lost, before all are taken for such
_TRIED_ALONE = 16  # edits: each trial reads the part again
_Blocks = dict[int, Sequence[Block]]  # by the number of their part


@dataclass(frozen=True, slots=True)
class Planned:
    """The changes of each part, and the concepts that the document introduces after them."""

    changes: list[list[Change]]
    after: Introduced


def changes(
    parts: Sequence[Part], format: Format, lexicons: Lexicons, unsafe: bool = False, file: str = ""
) -> list[list[Change]]:
    """Every change of each part of a document, ascending; spans are code points of the part's text.

    With `unsafe` the proposals count as edits. Raises TermbaseError for a malformed document; `file` names it there.
    """
    with collector_paused():
        return _changes(parts, format, lexicons, unsafe, file)


def _changes(
    parts: Sequence[Part], format: Format, lexicons: Lexicons, unsafe: bool, file: str
) -> list[list[Change]]:
    blocks = [blocks_of(part, format, file) for part in parts]

    def read(part: int, text: str) -> Sequence[Block]:
        return blocks_of(replace(parts[part], content=replace(parts[part].content, text=text)), format)

    sources = [part.content.text for part in parts]
    return planned(sources, blocks, Conditions(format, lexicons, unsafe), set(), read).changes


def blocks_of(part: Part, format: Format, file: str = "") -> list[Block]:
    """The blocks of a part, what its author has switched off being protected."""
    return without(switched_off(part.content.text), read_blocks(part, format, file))


def without(off: Sequence[Span], blocks: Iterable[Block]) -> list[Block]:
    """The blocks with these spans of the source (code points) protected."""
    if not off:
        return list(blocks)
    return [replace(block, protected=(*block.protected, *_within(off, block))) for block in blocks]


def _within(off: Sequence[Span], block: Block) -> Iterator[Span]:
    """The parts of the running text that stand in these spans of the source."""
    for at, piece in zip(block.offsets, block.pieces, strict=True):
        first = bisect_right(off, piece.start, key=lambda span: span[1])
        for start, end in off[first:]:
            if start >= piece.end:
                break
            low, high = max(start, piece.start), min(end, piece.end)
            if piece.exact:
                yield at + low - piece.start, at + high - piece.start
            else:
                yield at, at + len(piece.text)


def planned(
    sources: Sequence[str],
    blocks: Sequence[Sequence[Block]],
    conditions: Conditions,
    mentioned: set[str],
    read: Reader,
) -> Planned:
    """Plan the parts of a document, given their texts and blocks; `mentioned` before it grows."""
    mentioned_before = set(mentioned)
    plans, before = plans_of(blocks, conditions, mentioned)
    settled = settle(plans, before, conditions)
    found = placed(plans, sources, conditions.format, conditions.unsafe)
    outcome = _Outcome(sources, blocks, conditions, read, {id(plan.passage.block): plan for plan in plans})
    if made := made_of(found, conditions.unsafe):
        found, lost, alike = outcome.without_losses(found, made)
        settled = settled and alike
        if not settled:
            found = outcome.made_stable(found, lost, mentioned_before)
    changes: list[list[Change]] = [[] for _source in sources]
    for change in found:
        changes[change.part].append(change)
    return Planned(changes, introduced_after(plans, conditions))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a document becomes with some of its edits made."""

    sources: Sequence[str]
    blocks: Sequence[Sequence[Block]]
    conditions: Conditions
    read: Reader
    plans: Mapping[int, Plan]  # by the identity of their blocks

    def without_losses(
        self, found: list[Change], made: list[Change]
    ) -> tuple[list[Change], list[Change], bool]:
        """Demote to proposals the edits that the format would not give back as they were meant, and give these.

        Last comes whether the blocks that the others make are of the kind, and protect the text, that was foreseen.
        """
        lost: dict[int, Change] = {}
        rounds = 0
        while made:
            again, wanted = self._again(made), self._foreseen(made)
            failing = self._differing(made, again, wanted)
            if not failing:
                alike = not lost and again is not None and _read_alike(again, wanted)
                return (
                    [self._demoted(each) if id(each) in lost else each for each in found],
                    [*lost.values()],
                    alike,
                )
            rounds += 1
            guilty = self._guilty(failing) if rounds < _ROUNDS else made
            lost.update((id(each), each) for each in guilty)
            made = [each for each in made if id(each) not in lost]
        return [self._demoted(each) if id(each) in lost else each for each in found], [*lost.values()], True

    def made_stable(
        self, found: Sequence[Change], lost: Sequence[Change], mentioned: set[str]
    ) -> list[Change]:
        """Demote the edits after which the document, read as a whole, would change further.

        Those that are lost will be found again.
        """
        bases = list(accumulate(map(len, self.sources), initial=0))
        whole = "".join(self.sources)
        drafts = [each.draft.shifted(bases[each.part]) for each in found]

        def read_again(made: Sequence[Draft]) -> Sequence[Draft]:
            result = splice(whole, [(draft.start, draft.end, draft.new) for draft in made])
            places = moved(made)
            ends = [places(base) for base in bases]
            known = {(places(bases[each.part] + each.draft.start), each.draft.new) for each in lost}
            texts = [result[start:end] for start, end in pairwise(ends)]
            blocks = [self.read(part, text) for part, text in enumerate(texts)]
            plans, _known = plans_of(blocks, self.conditions, set(mentioned))
            again = placed(plans, texts, self.conditions.format, self.conditions.unsafe)
            drafts = [each.draft.shifted(ends[each.part]) for each in again]
            return [draft for draft in drafts if (draft.start, draft.new) not in known]

        before = {id(draft) for plan in self.plans.values() for draft in plan.demoted}
        demoted = [
            draft
            for each, draft in zip(found, drafts, strict=True)
            if any(id(spot.draft) in before for spot in each.spots)
        ]
        kept = stable(drafts, read_again, self.conditions.unsafe, demoted)
        return [
            each._replace(draft=draft.shifted(-bases[each.part]))
            for each, draft in zip(found, kept, strict=True)
        ]

    def _differing(self, made: Sequence[Change], again: _Blocks | None, wanted: _Blocks) -> Sequence[Change]:
        """Some of the edits that must not be made, so that the blocks read as is wanted; none if they do."""
        failing: set[int] | None = set()
        for part, hoped in wanted.items() if again is not None else ():
            if again is not None and failing is not None:
                failing = _failing(self.blocks[part], hoped, again[part], failing)
        if again is not None and failing is not None:
            return [each for each in made if any(id(spot.block) in failing for spot in each.spots)]
        if len(made) == 1:
            return made
        half = len(made) // 2
        return self._failing_of(made[:half]) or self._failing_of(made[half:]) or made

    def _guilty(self, failing: Sequence[Change]) -> Sequence[Change]:
        """Of some edits those that fail alone in their block; all, if they fail together, or are many."""
        by_block: dict[int, list[Change]] = {}
        for each in failing:
            by_block.setdefault(id(each.spots[0].block), []).append(each)
        trials = max(map(len, by_block.values()))
        if trials == 1 or trials > _TRIED_ALONE:
            return failing
        found: list[Change] = []
        for at in range(trials):
            found += self._failing_of([own[at] for own in by_block.values() if at < len(own)])
        return found or failing

    def _failing_of(self, made: Sequence[Change]) -> Sequence[Change]:
        return self._differing(made, self._again(made), self._foreseen(made))

    def _again(self, made: Sequence[Change]) -> _Blocks | None:
        """The blocks of the parts that change, None where one becomes malformed."""
        found: dict[int, Sequence[Block]] = {}
        for part in sorted({each.part for each in made}):
            text = splice(self.sources[part], replacements(each for each in made if each.part == part))
            try:
                found[part] = self.read(part, text)
            except TermbaseError:
                return None
        return found

    def _foreseen(self, made: Sequence[Change]) -> _Blocks:
        """The blocks that were hoped for, of the parts that change."""
        results = self._results(made)
        return {
            part: [results.get(id(block), block) for block in self.blocks[part]]
            for part in sorted({each.part for each in made})
        }

    def _results(self, made: Sequence[Change]) -> dict[int, Block]:
        """The blocks (by identity) that changes are hoped to make of those that they change."""
        planned = sum(len(plan.made) for plan in self.plans.values())
        if planned == sum(len(each.spots) for each in made):
            return {block: plan.result for block, plan in self.plans.items() if plan.result is not None}
        drafts: dict[int, list[Draft]] = {}
        for each in made:
            for spot in each.spots:
                drafts.setdefault(id(spot.block), []).append(spot.draft)
        return {block: self.plans[block].with_edits(sorted(own)) for block, own in drafts.items()}

    def _demoted(self, found: Change) -> Change:
        draft = found.draft
        unsafe = self.conditions.unsafe
        return found._replace(
            draft=draft._replace(safe=False, code=draft.code or "TB926", applicable=not unsafe),
        )


def _failing(
    own: Sequence[Block], wanted: Sequence[Block], new: Sequence[Block], failing: set[int]
) -> set[int] | None:
    """Add (by identity) the blocks in which another text came out; None where blocks came or went."""
    if len(new) != len(wanted):
        return None
    for before, hoped, came in zip(own, wanted, new, strict=True):
        if hoped.text != came.text:
            if before is hoped:
                return None
            failing.add(id(before))
    return failing


def _read_alike(again: _Blocks, wanted: _Blocks) -> bool:
    """Whether blocks of the same texts are of the same kind and have the same protected text."""
    return all(
        (came.kind, came.protected, came.lang) == (hoped.kind, hoped.protected, hoped.lang)
        for part, blocks in wanted.items()
        for came, hoped in zip(again[part], blocks, strict=True)
    )
