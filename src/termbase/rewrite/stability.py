"""Law 2: an edit that would be read differently in the text that it makes is only proposed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import accumulate

from termbase.rewrite.draft import Draft
from termbase.text.protect import Span, apart, overlaps

_NEIGHBOURHOOD = 80  # code points on either side of an edit whose reading it may change

Reader = Callable[[Sequence[Draft]], Sequence[Draft]]
"""The edits that are made to a text → what would change in the text that they make."""


def applied(found: Sequence[Draft], unsafe: bool) -> list[Draft]:
    """The edits that are made: the safe ones (with `unsafe` the proposals as well), as far as they do not overlap."""
    made: list[Draft] = []
    free = 0
    for draft in found:
        if draft.applicable and (draft.safe or unsafe) and draft.start >= free:
            made.append(draft)
            free = draft.end
    return made


def stable(
    found: Sequence[Draft], read_again: Reader, unsafe: bool, before: Iterable[Draft] = ()
) -> Sequence[Draft]:
    """What changes in a text, those edits demoted to proposals after which a second run would find more to change.

    Some may have been demoted `before`. Each round demotes at least one edit, so it ends; without conflicts there is
    one round.
    """
    demoted = set(map(_span, before))
    while made := applied(found, unsafe):
        again = [draft for draft in read_again(made) if draft.applicable and (draft.safe or unsafe)]
        if not again:
            return found
        left = _left(found, made, demoted)
        conflicts = [draft for draft in again if (draft.start, draft.new) not in left]
        if not conflicts:
            return found
        near, akin = _touching(made, conflicts), _akin(made, conflicts)
        doubtful = near & akin or near or akin or set(map(_span, made))
        demoted |= doubtful
        found = [_demoted(draft, unsafe) if _span(draft) in doubtful else draft for draft in found]
    return found


def moved(made: Sequence[Draft]) -> Callable[[int], int]:
    """Where an offset of the text that no edit covers lies in the text that the edits make."""
    ends = [draft.end for draft in made]
    shifts = list(accumulate((len(draft.new) - (draft.end - draft.start) for draft in made), initial=0))
    return lambda offset: offset + shifts[bisect_right(ends, offset)]


def _span(draft: Draft) -> Span:
    return draft.start, draft.end


def _demoted(draft: Draft, unsafe: bool) -> Draft:
    return draft._replace(safe=False, code=draft.code or "TB202", applicable=not unsafe)


def _left(found: Sequence[Draft], made: Sequence[Draft], demoted: Collection[Span]) -> set[tuple[int, str]]:
    """Where in the result the edits that were demoted will show again, and what they would write."""
    left = set()
    shift = at = 0
    for draft in found:
        while at < len(made) and made[at].end <= draft.start:
            shift += len(made[at].new) - (made[at].end - made[at].start)
            at += 1
        if _span(draft) in demoted:
            left.add((draft.start + shift, draft.new))
    return left


def _touching(made: Sequence[Draft], conflicts: Sequence[Draft]) -> set[Span]:
    """The edits in whose neighbourhood, in the result, a second run finds something to change."""
    touched = set()
    near = apart((draft.start - _NEIGHBOURHOOD, draft.end + _NEIGHBOURHOOD) for draft in conflicts)
    shift = 0
    for draft in made:
        start, end = draft.start + shift, draft.start + shift + len(draft.new)
        shift += len(draft.new) - (draft.end - draft.start)
        if overlaps(near, start, end):
            touched.add(_span(draft))
    return touched


def _akin(made: Iterable[Draft], conflicts: Iterable[Draft]) -> set[Span]:
    """The edits of the concepts of which a second run finds more to change."""
    concepts = {draft.concept for draft in conflicts}
    return {_span(draft) for draft in made if draft.concept in concepts}
