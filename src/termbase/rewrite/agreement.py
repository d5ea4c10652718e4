"""Law 11: the words before a name agree with it, whether it was rewritten or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from termbase.index.lexicon import Lexicon
from termbase.languages.language import Bearing
from termbase.messages import _
from termbase.rewrite.choice import Decision
from termbase.rewrite.inflect import cells_of
from termbase.rewrite.passage import Passage

_OPENING_MARKS = '"„“«»‚‘›‹'


@dataclass(frozen=True, slots=True)
class Agreement:
    """A correction of the words that stand in the view from `start` to `end`, before a match."""

    start: int
    end: int
    new: str
    safe: bool
    reason: str
    concept: str


def agreements(decisions: list[Decision], passage: Passage, lexicon: Lexicon) -> Iterator[Agreement]:
    """The corrections before the matches of a passage; a proposed name has only proposed corrections."""
    style = lexicon.glossary.style
    for decision in decisions:
        bearing = _bearing(decision)
        if bearing is None or decision.match.reach > decision.match.end:
            continue  # in a closed compound the words before belong to its last part
        if style is not None and style.quotes == "keep" and passage.is_quoted(decision.match):
            continue
        before, after = passage.around(decision.match)
        marks = len(before) - len(before.rstrip(_OPENING_MARKS))  # im „OVKS“
        start = decision.match.start - marks
        before = before[: len(before) - marks]
        found = lexicon.language.agree(before, after, bearing)
        if found is None:
            continue
        reason = _("{words} does not agree with {name}").format(
            words=f"“{before[-found.width :].strip()}”", name=f"“{bearing.surface}”"
        )
        safe = found.certain and (decision.safe or decision.new is None)
        yield Agreement(
            start - found.width, start, found.new, safe, reason, decision.reading.entry.concept.id
        )


def settle(decisions: list[Decision], passage: Passage, lexicon: Lexicon) -> list[Decision]:
    """The decisions, those only proposed after which other words of the sentence would no longer agree.

    Another number may ask for another verb where the name may be its subject; another gender or number for another
    ending of an adjective before the name.
    """
    settled = []
    for decision in decisions:
        doubt = _doubt(decision, passage, lexicon) if decision.new is not None and decision.safe else ""
        if doubt:
            reason = f"{decision.reason}; {doubt}"
            decision = replace(decision, safe=False, reason=reason, code="TB202")
        settled.append(decision)
    return settled


def _doubt(decision: Decision, passage: Passage, lexicon: Lexicon) -> str:
    """Which other words may have to change with a name, empty for none."""
    before, after = passage.around(decision.match)
    if _changes_number(decision) and not lexicon.language.governed(before):
        return _("the number changes, mind the verb")
    if _changes_gender(decision) and lexicon.language.attributed(before):
        return _("the gender changes, mind the adjective")
    if _changes_gender(decision) and decision.reading.entry.designation.type != "acronym":
        bearing = _bearing(decision)
        found = lexicon.language.agree(before, after, bearing) if bearing else None
        if found is not None and not found.certain:
            return _("the gender changes, mind the article")
    return ""


def _changes_number(decision: Decision) -> bool:
    assert decision.new is not None
    assert decision.target is not None
    new = cells_of(decision.target, decision.new)
    old = decision.reading.cells
    return bool(new) and not {_is_plural(cell) for cell in new} & {_is_plural(cell) for cell in old}


def _is_plural(cell: str) -> bool:
    return cell.startswith("pl-")


def _changes_gender(decision: Decision) -> bool:
    assert decision.target is not None
    old, new = decision.reading.entry.designation, decision.target.designation
    return (old.gender, old.number) != (new.gender, new.number)


def _bearing(decision: Decision) -> Bearing | None:
    """What the name as it will stand asks of the words before it; None for what only look-up knows."""
    entry = decision.reading.entry
    if decision.new is not None and decision.target is not None:
        target = decision.target
        cells = cells_of(target, decision.new)
        was, was_cells = entry.designation, decision.reading.cells
        return Bearing(decision.new, target.designation, cells, target.term.sound, True, was, was_cells)
    if entry.variant is not None or len({r.entry.concept.id for r in decision.match.readings}) > 1:
        return None
    return Bearing(
        decision.reading.surface, entry.designation, decision.reading.cells, entry.term.sound, rewritten=False
    )
