"""What becomes of a passage: the laws that look at one match, at neighbours, at the words around, in this order.

The way of the data: matches → decisions → drafts. A draft is an edit of the block's running text; where that stands in
the document is of no concern here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from termbase.index.matcher import Match
from termbase.rewrite.agreement import agreements, settle, standing
from termbase.rewrite.apposition import keep_apart
from termbase.rewrite.choice import Decision, decide
from termbase.rewrite.inflect import is_same, with_apostrophes, with_one_mark, written
from termbase.rewrite.mention import expansions
from termbase.rewrite.naming import propose_where_named
from termbase.rewrite.passage import Passage
from termbase.text.protect import overlaps
from termbase.text.words import in_compound


class Draft(NamedTuple):
    """An edit of a running text (code points), or where `applicable` is false a notice about this stretch of it.

    `code` is the finding about it, if any.
    """

    start: int
    end: int
    new: str
    concept: str
    rule: str
    reason: str
    safe: bool
    code: str = ""
    applicable: bool = True


def drafts(passage: Passage, known: Collection[str], mentioned: set[str]) -> Sequence[Draft]:
    """What changes in a passage, ascending.

    `known` are the concepts that the document introduces, `mentioned` those that it has mentioned before; that grows.
    """
    style = passage.lexicon.glossary.style
    if (style is None or style.first_mention is None) and all(map(_is_settled, passage.matches)):
        return ()
    decisions: Sequence[Decision] = [decide(match, passage, known) for match in passage.matches]
    if any(decision.new is not None or decision.code for decision in decisions):
        decisions = propose_where_named(keep_apart(decisions, passage), passage)
    decisions = expansions(decisions, passage, mentioned)
    decisions = settle(decisions, passage)
    found = [draft for decision in decisions if (draft := _of_decision(passage, decision)) is not None]
    corrected = list(_of_agreements(passage, decisions))
    return sorted([*found, *corrected]) if corrected else found


def _is_settled(match: Match) -> bool:
    """Whether a match stands and asks nothing of the words before it, whatever they are."""
    if len(match.readings) > 1:
        return False
    reading = match.readings[0]
    return reading.entry.is_current and standing(reading) is None


def _of_decision(passage: Passage, decision: Decision) -> Draft | None:
    """What a decision changes, None where nothing changes and nobody need know."""
    match, reading, new = decision.match, decision.reading, decision.new
    if new is None and not decision.code:
        return None
    start, end = passage.span(match.start, match.end)
    text = passage.block.text
    old = text[start:end]
    concept, safe, code = reading.entry.concept.id, decision.safe, decision.code
    if new is None:
        return Draft(start, end, old, concept, "", decision.reason, False, code, applicable=False)
    hyphenates = reading.entry.language.hyphenates
    compound = hyphenates and in_compound(passage.view.text, match.start, match.end)
    new = written(new, old, reading, text, compound) + decision.after
    new, certain = with_one_mark(new, old, text, end)
    if is_same(new, old):
        return None
    if not certain and safe:
        safe, code = False, "TB202"
    return Draft(start, end, new, concept, decision.rule, decision.reason, safe, code)


def _of_agreements(passage: Passage, decisions: Sequence[Decision]) -> Iterator[Draft]:
    taken: list[tuple[int, int]] = []
    text = passage.block.text
    for agreement in agreements(decisions, passage):
        start, end = passage.span(agreement.start, agreement.end)
        taken = taken or [(decision.match.start, decision.match.reach) for decision in decisions]
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
