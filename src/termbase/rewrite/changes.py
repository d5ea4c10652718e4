"""From a document to the one list of edits that every verb uses.

The way of the data: text → blocks → passages (view, matches) → drafts → changes. What the document introduces is known
before the first passage is planned. Each passage is read again with its edits made (law 2); where the whole document
would then be another one (a line that becomes a heading), it is planned as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from termbase.documents.document import Block, Format, Piece, splice
from termbase.messages import _
from termbase.model import Edit, Finding, Place
from termbase.rewrite.choice import introduced
from termbase.rewrite.passage import LexiconOf, Passage, passages
from termbase.rewrite.plan import Draft, drafts
from termbase.rewrite.stability import applied, moved, stable
from termbase.text.lines import Lines, lines_of
from termbase.text.protect import Span, switched_off


@dataclass(frozen=True, slots=True)
class Change:
    """An edit that the laws give, or where there is none a notice; `code` is the finding about it, if any."""

    edit: Edit
    code: str = ""
    applicable: bool = True  # False: reported with the text that it would give, never applied


@dataclass(slots=True)
class _Plan:
    """What changes in a passage, `mentioned` being the concepts that the document has mentioned before it.

    `result` is the block with the edits made, `again` the passage that it reads as, if it has any match.
    """

    passage: Passage
    mentioned: frozenset[str]
    drafts: Sequence[Draft]
    result: Block | None = None
    again: Passage | None = None


def changes(text: str, format: Format, lexicon_of: LexiconOf, unsafe: bool = False) -> list[Change]:
    """Every change of a document, ascending; spans are code points of the text.

    With `unsafe` the proposals count as edits.
    """
    blocks = list(blocks_of(text, format))
    plans = _plans(blocks, format, lexicon_of)
    settled = _settle(plans, format, lexicon_of, unsafe)
    found: Sequence[Draft] = _in_source(text, plans, format)
    made = applied(found, unsafe)
    if made and not (settled and _reads_alike(_result(text, made), blocks, plans, format)):
        found = stable(found, lambda made: _read_whole(_result(text, made), format, lexicon_of), unsafe)
    return [_change(text, draft) for draft in found]


def blocks_of(text: str, format: Format) -> Iterator[Block]:
    """The blocks of a document, what its author has switched off being protected."""
    off = switched_off(text)
    for block in format.blocks(text):
        yield replace(block, protected=(*block.protected, *_within(off, block))) if off else block


def _within(off: Iterable[Span], block: Block) -> Iterator[Span]:
    """The parts of the running text that stand in these spans of the source."""
    at = 0
    for piece in block.pieces:
        exact = len(piece.text) == piece.end - piece.start
        for start, end in off:
            low, high = max(start, piece.start), min(end, piece.end)
            if low < high:
                yield (
                    (at + low - piece.start, at + high - piece.start) if exact else (at, at + len(piece.text))
                )
        at += len(piece.text)


def _plans(blocks: Iterable[Block], format: Format, lexicon_of: LexiconOf) -> list[_Plan]:
    """A plan for each passage, with what changes in it at first sight."""
    read = list(passages(blocks, lexicon_of))
    known = introduced(read)
    mentioned: set[str] = set()
    found = []
    for passage in read:
        before = frozenset(mentioned)
        found.append(_Plan(passage, before, _drafts(passage, known, mentioned, format)))
    return found


def _drafts(passage: Passage, known: Collection[str], mentioned: set[str], format: Format) -> Sequence[Draft]:
    """What changes in a passage; where markup stands in a name it is only reported."""
    found = drafts(passage, known, mentioned)
    joints = passage.block.joints
    if format.runs or not joints:
        return found
    return [
        draft._replace(safe=False, code="TB208", applicable=False)
        if draft.applicable and any(draft.start < joint < draft.end for joint in joints)
        else draft
        for draft in found
    ]


def _settle(plans: Sequence[_Plan], format: Format, lexicon_of: LexiconOf, unsafe: bool) -> bool:
    """Read each passage again with its edits made; what would then change further is demoted to a proposal.

    False where one passage's edits change what another one reads as, so that the document must be planned as a whole.
    """
    for plan in plans:
        if made := applied(plan.drafts, unsafe):
            plan.result = _rewritten(plan.passage.block, made)
    again = {
        id(passage.block): passage
        for passage in passages([plan.result for plan in plans if plan.result is not None], lexicon_of)
    }
    for plan in plans:
        plan.again = again.get(id(plan.result))
    before, known = introduced(plan.passage for plan in plans), _introduced_by(plans)
    for plan in plans:
        passage = plan.again if plan.result is not None else plan.passage if known != before else None
        if passage is None or not applied(_drafts(passage, known, set(plan.mentioned), format), unsafe):
            continue
        if plan.result is None:
            return False
        _demote(plan, known, format, lexicon_of, unsafe)
    return _introduced_by(plans) == known


def _introduced_by(plans: Iterable[_Plan]) -> frozenset[str]:
    """The concepts that the document introduces with all edits made."""
    after = (plan.again if plan.result is not None else plan.passage for plan in plans)
    return introduced(passage for passage in after if passage is not None)


def _demote(plan: _Plan, known: Collection[str], format: Format, lexicon_of: LexiconOf, unsafe: bool) -> None:
    def read_again(made: Sequence[Draft]) -> Sequence[Draft]:
        plan.result = _rewritten(plan.passage.block, made)
        plan.again = next(passages([plan.result], lexicon_of), None)
        return _drafts(plan.again, known, set(plan.mentioned), format) if plan.again else ()

    plan.drafts = stable(plan.drafts, read_again, unsafe)
    if not applied(plan.drafts, unsafe):
        plan.result = plan.again = None


def _rewritten(block: Block, made: Sequence[Draft]) -> Block:
    """The block with the edits made, as if it stood alone."""
    text = splice(block.text, [(draft.start, draft.end, draft.new) for draft in made])
    places = moved(made)
    protected = tuple((places(start), places(end)) for start, end in block.protected)
    joints = tuple(places(joint) for joint in block.joints)
    return replace(block, pieces=(Piece(0, len(text), text),), protected=protected, joints=joints)


def _reads_alike(result: str, blocks: Sequence[Block], plans: Iterable[_Plan], format: Format) -> bool:
    """Whether the document that the edits make has the blocks that were foreseen."""
    foreseen = {id(plan.passage.block): plan.result for plan in plans if plan.result is not None}
    again = list(blocks_of(result, format))
    wanted = [foreseen.get(id(block), block) for block in blocks]
    return len(again) == len(wanted) and all(
        (new.text, new.kind, new.protected) == (own.text, own.kind, own.protected)
        for new, own in zip(again, wanted, strict=True)
    )


def _read_whole(text: str, format: Format, lexicon_of: LexiconOf) -> Sequence[Draft]:
    """What changes in a document at first sight, as edits of the source."""
    return _in_source(text, _plans(blocks_of(text, format), format, lexicon_of), format)


def _in_source(text: str, plans: Iterable[_Plan], format: Format) -> list[Draft]:
    """The drafts of the plans as edits of the source."""
    found = []
    for plan in plans:
        block = plan.passage.block
        escape = block.escape or format.escape
        for draft in plan.drafts:
            start, end = block.span(draft.start, draft.end)
            new = escape(draft.new) if draft.rule else text[start:end]
            found.append(draft._replace(start=start, end=end, new=new))
    return found


def _result(text: str, made: Sequence[Draft]) -> str:
    return splice(text, [(draft.start, draft.end, draft.new) for draft in made])


def _change(text: str, draft: Draft) -> Change:
    start, end, new, concept, rule, reason, safe, code, applicable = draft
    return Change(Edit(start, end, text[start:end], new, concept, rule, reason, safe), code, applicable)


def findings(text: str, found: Sequence[Change], file: str = "") -> list[Finding]:
    """What a person should know about the changes that are not simply applied."""
    lines = lines_of(text)
    return [
        finding(change, lines, change.code or "TB202", file)
        for change in found
        if change.code or not change.edit.safe
    ]


def finding(change: Change, lines: Lines, code: str, file: str = "") -> Finding:
    """The finding about a change, with its place in the text."""
    edit = change.edit
    line, column = lines.place(edit.start)
    advice = _("write “{new}”").format(new=edit.new) if edit.new != edit.old else _("it stays as it is")
    return Finding(
        code,
        "info" if code == "TB210" else "warning",
        f"{edit.reason}; {advice}" if edit.reason else advice,
        Place(file, line, column),
        edit.concept,
        (edit,) if change.applicable else (),
        lines.line(line),
    )
