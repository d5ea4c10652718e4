"""From a document to the one list of edits that every verb uses.

The way of the data: text → blocks → passages (view, matches) → decisions → changes → edits. The laws that look at one
match, at neighbours and at the whole document are steps of their own, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from termbase.documents.document import Format
from termbase.index.lexicon import Lexicon
from termbase.messages import _
from termbase.model import Edit, Finding, Place
from termbase.rewrite.agreement import Agreement, agreements, settle
from termbase.rewrite.apposition import keep_apart
from termbase.rewrite.choice import Decision, decide, introduced
from termbase.rewrite.inflect import with_apostrophes, with_one_mark, written
from termbase.rewrite.mention import expansions
from termbase.rewrite.naming import propose_where_named
from termbase.rewrite.passage import Passage, read
from termbase.text.lines import Lines, lines_of
from termbase.text.protect import Span, overlaps, switched_off
from termbase.text.view import fold
from termbase.text.words import in_compound


@dataclass(frozen=True, slots=True)
class Change:
    """An edit that the laws give, or where there is none a notice; `code` is the finding about it, if any."""

    edit: Edit
    code: str = ""
    applicable: bool = True  # False: reported with the text that it would give, never applied


def changes(text: str, format: Format, lexicon: Lexicon) -> list[Change]:
    """Every change of a document, ascending; spans are code points of the text."""
    off = switched_off(text)
    passages = [read(block, lexicon, off) for block in format.blocks(text)]
    known = introduced(passages)
    found: list[Change] = []
    mentioned: set[str] = set()
    for passage in passages:
        if not passage.matches:
            continue
        decisions = [decide(match, passage, known, lexicon) for match in passage.matches]
        decisions = keep_apart(decisions, passage)
        decisions = propose_where_named(decisions, passage)
        decisions = [*expansions(decisions, passage, lexicon, mentioned)]
        decisions = settle(decisions, passage, lexicon)
        found.extend(_of_passage(text, passage, decisions, format, lexicon))
    return found


def _of_passage(
    text: str, passage: Passage, decisions: list[Decision], format: Format, lexicon: Lexicon
) -> list[Change]:
    found = [
        change
        for decision in decisions
        if (change := _of_decision(text, passage, decision, format)) is not None
    ]
    found.extend(_of_agreements(text, passage, decisions, format, lexicon))
    return sorted(found, key=lambda change: (change.edit.start, change.edit.end))


def _of_decision(text: str, passage: Passage, decision: Decision, format: Format) -> Change | None:
    """The change that a decision makes, None where nothing changes and nobody need know."""
    start, end = passage.span(decision.match.start, decision.match.end)
    old = passage.block.text[start:end]
    low, high = passage.block.span(start, end)
    concept = decision.reading.entry.concept.id
    if decision.new is None:
        if not decision.code:
            return None
        edit = Edit(low, high, text[low:high], text[low:high], concept, "", decision.reason, safe=False)
        return Change(edit, decision.code, applicable=False)
    compound = decision.reading.entry.language.hyphenates and in_compound(
        passage.view.text, decision.match.start, decision.match.end
    )
    new = written(decision.new, old, decision.reading, passage.block.text, compound) + decision.after
    new, certain = with_one_mark(new, old, passage.block.text[end:])
    if fold(new) == fold(old):
        return None
    if not certain and decision.safe:
        decision = replace(decision, safe=False, code="TB202")
    edit = Edit(
        low, high, text[low:high], format.escape(new), concept, decision.rule, decision.reason, decision.safe
    )
    if any(start < joint < end for joint in passage.block.joints):
        return Change(replace(edit, safe=False), "TB208", applicable=False)
    return Change(edit, decision.code)


def _of_agreements(
    text: str, passage: Passage, decisions: list[Decision], format: Format, lexicon: Lexicon
) -> Iterator[Change]:
    taken = [(decision.match.start, decision.match.reach) for decision in decisions]
    for agreement in agreements(decisions, passage, lexicon):
        start, end = passage.span(agreement.start, agreement.end)
        if overlaps(passage.kept, start, end) or overlaps(taken, agreement.start, agreement.end):
            continue
        old, new = passage.block.text[start:end], agreement.new
        if new.endswith(" ") and old != old.rstrip():
            end, new = start + len(old.rstrip()), new.rstrip(" ")
        if any(start < joint <= end for joint in passage.block.joints):
            continue
        low, high = passage.block.span(start, end)
        yield Change(
            _edit(text, (low, high), new, agreement, passage, format), "" if agreement.safe else "TB202"
        )


def _edit(text: str, span: Span, new: str, agreement: Agreement, passage: Passage, format: Format) -> Edit:
    start, end = span
    old = text[start:end]
    new = format.escape(with_apostrophes(new, old, passage.block.text))
    return Edit(start, end, old, new, agreement.concept, "agreement", agreement.reason, agreement.safe)


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
