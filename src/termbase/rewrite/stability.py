"""Law 2: an edit that would be read differently in the text that it makes is only proposed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from termbase.documents.document import splice
from termbase.model import Edit
from termbase.rewrite.plan import Change
from termbase.text.protect import Span

_NEIGHBOURHOOD = 80  # code points on either side of an edit whose reading it may change
Planner = Callable[[str], list[Change]]


def applied(text: str, found: Sequence[Change], unsafe: bool = False) -> tuple[str, list[Edit]]:
    """The text with the safe edits made (with `unsafe` the proposals as well), and the edits that were made."""
    made: list[Edit] = []
    free = 0
    for change in found:
        edit = change.edit
        if change.applicable and (edit.safe or unsafe) and edit.start >= free:
            made.append(edit)
            free = edit.end
    return splice(text, [(edit.start, edit.end, edit.new) for edit in made]), made


def stable(text: str, planner: Planner, unsafe: bool = False) -> list[Change]:
    """The changes of a text, those demoted to proposals after which a second run would find more to change.

    Each round demotes at least one edit, so it ends; without conflicts there is one round.
    """
    found = planner(text)
    demoted: set[Span] = set()
    while True:
        result, made = applied(text, found, unsafe)
        if not made:
            return found
        again = [
            change.edit for change in planner(result) if change.applicable and (change.edit.safe or unsafe)
        ]
        left = _left(found, made, demoted)
        conflicts = [edit for edit in again if (edit.start, edit.new) not in left]
        if not conflicts:
            return found
        doubtful = _touching(made, conflicts) or {(edit.start, edit.end) for edit in made}
        demoted |= doubtful
        found = [_demoted(change, unsafe) if _span(change) in doubtful else change for change in found]


def _span(change: Change) -> Span:
    return change.edit.start, change.edit.end


def _demoted(change: Change, unsafe: bool) -> Change:
    edit = replace(change.edit, safe=False)
    return replace(change, edit=edit, code=change.code or "TB202", applicable=not unsafe)


def _left(found: Sequence[Change], made: Sequence[Edit], demoted: Collection[Span]) -> set[tuple[int, str]]:
    """Where in the result the edits that were demoted will show again, and what they would write."""
    left = set()
    shift = at = 0
    for change in found:
        while at < len(made) and made[at].end <= change.edit.start:
            shift += len(made[at].new) - len(made[at].old)
            at += 1
        if _span(change) in demoted:
            left.add((change.edit.start + shift, change.edit.new))
    return left


def _touching(made: Sequence[Edit], conflicts: Sequence[Edit]) -> set[tuple[int, int]]:
    """The edits in whose neighbourhood, in the result, a second run finds something to change."""
    touched = set()
    shift = 0
    for edit in made:
        start, end = edit.start + shift, edit.start + shift + len(edit.new)
        shift += len(edit.new) - len(edit.old)
        if any(c.start - _NEIGHBOURHOOD < end and start < c.end + _NEIGHBOURHOOD for c in conflicts):
            touched.add((edit.start, edit.end))
    return touched
