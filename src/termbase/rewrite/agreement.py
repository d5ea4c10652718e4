"""Law 11: the words before a name agree with it, whether it was rewritten or not."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from termbase.index.entries import Entry
from termbase.index.shapes import Reading
from termbase.languages.language import Bearing, no_agreement
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


def agreements(decisions: Sequence[Decision], passage: Passage) -> Iterator[Agreement]:
    """The corrections before the matches of a passage; a proposed name has only proposed corrections."""
    style = passage.lexicon.glossary.style
    agree = passage.lexicon.language.agree
    if agree is no_agreement:
        return
    for decision in decisions:
        bearing = _bearing(decision)
        if bearing is None or decision.match.reach > decision.match.end:
            continue  # in a closed compound the words before belong to its last part
        before, after = passage.around(decision.match)
        start = decision.match.start
        if before[-1:] in _OPENING_MARKS:  # im „OVKS“
            marks = len(before) - len(before.rstrip(_OPENING_MARKS))
            start -= marks
            before = before[: len(before) - marks]
        found = agree(before, after, bearing)
        if found is None or found.new == before[len(before) - found.width :]:
            continue
        if style is not None and style.quotes == "keep" and passage.is_quoted(decision.match):
            continue
        reason = _("{words} does not agree with {name}").format(
            words=f"“{before[-found.width :].strip()}”", name=f"“{bearing.surface}”"
        )
        safe = found.certain and (decision.safe or decision.new is None)
        yield Agreement(
            start - found.width, start, found.new, safe, reason, decision.reading.entry.concept.id
        )


def settle(decisions: Sequence[Decision], passage: Passage) -> list[Decision]:
    """The decisions, those only proposed after which other words of the sentence would no longer agree.

    Another number may ask for another verb where the name may be its subject; another gender or number for another
    ending of an adjective before the name.
    """
    settled = list(decisions)
    for at, decision in enumerate(decisions):
        if decision.new is not None and decision.safe and (doubt := _doubt(decision, passage)):
            reason = f"{decision.reason}; {doubt}"
            settled[at] = decision._replace(safe=False, reason=reason, code="TB202")
    return settled


def _doubt(decision: Decision, passage: Passage) -> str:
    """Which other words may have to change with a name, empty for none."""
    assert decision.new is not None
    assert decision.target is not None
    reading, target = decision.reading, decision.target
    number, gender = _shift(reading, target, decision.new)
    before, after = passage.around(decision.match)
    language = passage.lexicon.language
    if language.hyphenates and after.startswith("-"):
        return ""  # what stands around it belongs to the last part of the compound
    if number and not language.governed(before):
        return _("the number changes, mind the verb")
    old, new = reading.entry.designation, target.designation
    if gender and (language.attributed(before) or language.agreeing(before, after, old, new, reading.cells)):
        return _("the gender changes, mind the words that agree with it")
    if language.agree is no_agreement:
        return ""
    bearing = _bearing(decision)
    correction = language.agree(before, after, bearing) if bearing else None
    needed = correction is not None and (correction.needed or (gender and old.type != "acronym"))
    if needed and correction is not None and not correction.certain:
        return _("the words before it would not agree")
    return ""


@functools.lru_cache(1 << 16)
def _shift(reading: Reading, target: Entry, new: str) -> tuple[bool, bool]:
    """Whether the number changes for sure, and whether gender or number may, from a reading to what is written."""
    after = cells_of(target, new)
    number = bool(after) and not {_is_plural(cell) for cell in after} & {
        _is_plural(cell) for cell in reading.cells
    }
    one, other = reading.entry.designation, target.designation
    return number, (one.gender, one.number) != (other.gender, other.number)


def asks_nothing(reading: Reading, target: Entry, new: str) -> bool:
    """Whether no word around a name need change with it, whatever stands there."""
    return _shift(reading, target, new) == (False, False) and _rewritten(target, new, reading) is None


def _is_plural(cell: str) -> bool:
    return cell.startswith("pl-")


def _bearing(decision: Decision) -> Bearing | None:
    """What the name as it will stand asks of the words before it; None for nothing, and for what only look-up knows."""
    reading = decision.reading
    if decision.new is not None and decision.target is not None:
        return _rewritten(decision.target, decision.new, reading)
    readings = decision.match.readings
    if reading.entry.variant is not None or (
        len(readings) > 1 and len({reading.entry.concept.id for reading in readings}) > 1
    ):
        return None
    return reading.bearing


@functools.lru_cache(1 << 16)
def _rewritten(target: Entry, new: str, old: Reading) -> Bearing | None:
    name, cells = target.designation, cells_of(target, new)
    found = Bearing(new, name, cells, target.term.sound, True, old.entry.designation, old.cells)
    return None if target.language.undemanding(found) else found
