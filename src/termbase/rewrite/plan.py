"""What becomes of a passage: the laws that look at one match, at neighbours, at the words around, in this order.

The way of the data: matches → decisions → drafts. A draft is an edit of the block's running text; where that stands in
the document is of no concern here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.rewrite.agreement import agreements, settle
from termbase.rewrite.apposition import keep_apart
from termbase.rewrite.choice import Decision, decide
from termbase.rewrite.draft import Draft
from termbase.rewrite.inflect import is_same, with_apostrophes, with_one_mark, written
from termbase.rewrite.introduced import Introduced
from termbase.rewrite.mention import counts_mentions, expansions
from termbase.rewrite.naming import propose_where_named
from termbase.rewrite.passage import Passage
from termbase.rewrite.plain import PlainEdit, plain_edits, usual_drafts
from termbase.text.protect import overlaps
from termbase.text.words import in_compound


def drafts(passage: Passage, known: Introduced, mentioned: set[str]) -> Sequence[Draft]:
    """What changes in a passage, ascending.

    `known` tells the concepts that the document introduces, `mentioned` those that it has mentioned before; that grows.
    """
    matches = passage.matches
    found: list[Draft] = []
    if not counts_mentions(passage.lexicon):
        unsettled = [match for match in matches if not match.sense.settled]
        if not unsettled:
            return ()
        alone, bound = _alone_and_bound(matches, unsettled)
        found, left = usual_drafts(alone, passage)
        if left:
            edits, left = plain_edits(left, passage)
            closer = [draft for edit in edits if (draft := _of_plain_edit(passage, *edit)) is not None]
            found = sorted([*found, *closer]) if closer else found
        matches = sorted([*left, *bound]) if bound else left
        if not matches:
            return found
    decisions: Sequence[Decision] = [decide(match, passage, known) for match in matches]
    if any(decision.new is not None or decision.code for decision in decisions):
        decisions = propose_where_named(keep_apart(decisions, passage), passage)
    decisions = expansions(decisions, passage, mentioned)
    decisions = settle(decisions, passage)
    decided = [draft for decision in decisions if (draft := _of_decision(passage, decision)) is not None]
    corrected = list(_of_agreements(passage, decisions))
    return sorted([*found, *decided, *corrected]) if found or corrected else decided


def _alone_and_bound(
    matches: Sequence[Match], unsettled: Sequence[Match]
) -> tuple[Sequence[Match], Sequence[Match]]:
    """Part the unsettled matches: those of a concept that stands nowhere else, and others that may bear on each other.

    With these come the settled ones of their concepts; of others nothing depends on those.
    """
    concepts = [match.sense.concept for match in matches]
    if None in concepts:
        return (), matches
    if len(set(concepts)) == len(concepts):
        return unsettled, ()
    counts = Counter(concepts)
    shared = {match.sense.concept for match in unsettled if counts[match.sense.concept] > 1}
    return (
        [match for match in unsettled if match.sense.concept not in shared],
        [match for match in matches if match.sense.concept in shared],
    )


def _of_plain_edit(passage: Passage, match: Match, edit: PlainEdit) -> Draft | None:
    start, end, new, certain = _written(passage, match, edit.reading, edit.draft.new)
    if is_same(new, passage.block.text[start:end]):
        return None
    return edit.draft.at(start, end)._replace(new=new, safe=certain, code="" if certain else "TB202")


def _of_decision(passage: Passage, decision: Decision) -> Draft | None:
    """What a decision changes, None where nothing changes and nobody need know."""
    match, reading, new = decision.match, decision.reading, decision.new
    if new is None and not decision.code:
        return None
    concept, safe, code = reading.entry.concept.id, decision.safe, decision.code
    if new is None:
        start, end = passage.span(match.start, match.end)
        old = passage.block.text[start:end]
        return Draft(start, end, old, concept, "", decision.reason, False, code, applicable=False)
    start, end, new, certain = _written(passage, match, reading, new, decision.after)
    if is_same(new, passage.block.text[start:end]):
        return None
    if not certain and safe:
        safe, code = False, "TB202"
    return Draft(start, end, new, concept, decision.rule, decision.reason, safe, code)


def _written(
    passage: Passage, match: Match, reading: Reading, new: str, after: str = ""
) -> tuple[int, int, str, bool]:
    """Where a match stands in the running text, what is to be written there, and whether that is certain."""
    start, end = passage.span(match.start, match.end)
    text = passage.block.text
    old = text[start:end]
    hyphenates = reading.entry.language.hyphenates
    compound = hyphenates and in_compound(passage.view.text, match.start, match.end)
    return start, end, *with_one_mark(written(new, old, reading, text, compound) + after, old, text, end)


def _of_agreements(passage: Passage, decisions: Sequence[Decision]) -> Iterator[Draft]:
    taken: list[tuple[int, int]] = []
    text = passage.block.text
    for agreement in agreements(decisions, passage):
        start, end = passage.span(agreement.start, agreement.end)
        taken = taken or [(match.start, match.reach) for match in passage.matches]
        if overlaps(passage.kept, start, end) or overlaps(taken, agreement.start, agreement.end):
            continue
        old, new = text[start:end], agreement.new
        if new.endswith(" ") and old != old.rstrip():
            end, new = start + len(old.rstrip()), new.rstrip(" ")
        if any(start < joint <= end for joint in passage.block.joints):
            continue
        new = with_apostrophes(new, text[start:end], text)
        code = "" if agreement.safe else "TB202"
        yield Draft(start, end, new, agreement.concept, "agreement", agreement.reason, agreement.safe, code)
