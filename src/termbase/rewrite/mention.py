"""Law 12: the first mention of an acronym brings its full form, where the style asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termbase.index.entries import Entry
from termbase.index.lexicon import Lexicon
from termbase.messages import _
from termbase.rewrite.apposition import is_apposition
from termbase.rewrite.choice import Decision
from termbase.rewrite.inflect import cells_of, surfaces_for
from termbase.rewrite.passage import Passage
from termbase.text.words import in_compound


def counts_mentions(lexicon: Lexicon) -> bool:
    """Whether it counts for the house style what a document has mentioned before."""
    style = lexicon.glossary.style
    return style is not None and style.first_mention is not None


def expansions(decisions: Sequence[Decision], passage: Passage, mentioned: set[str]) -> Sequence[Decision]:
    """The decisions of a passage, the first mention of an acronym in the document becoming `full (acronym)`.

    `mentioned` are the concepts that earlier passages have introduced; it grows. Headings, quotations and compounds
    neither expand nor introduce.
    """
    style = passage.lexicon.glossary.style
    if style is None or style.first_mention != "expand":
        return decisions
    return list(_with_expansions(decisions, passage, mentioned))


def _with_expansions(
    decisions: Sequence[Decision], passage: Passage, mentioned: set[str]
) -> Iterator[Decision]:
    for at, decision in enumerate(decisions):
        concept = decision.reading.entry.concept.id
        term = decision.reading.entry.term
        if term.type != "acronym" or concept in mentioned or not _counts(decision, passage):
            yield decision
            continue
        mentioned.add(concept)
        full = _full_form(decision, passage.lexicon)
        if full is None or _is_introduced(at, decisions, passage):
            yield decision
            continue
        yield _expanded(decision, full, passage)


def _counts(decision: Decision, passage: Passage) -> bool:
    match = decision.match
    return (
        passage.block.kind != "heading"
        and not passage.is_quoted(match)
        and match.reach == match.end
        and not in_compound(passage.view.text, match.start, match.end)
        and (decision.reading.entry.variant is None or decision.new is not None)
    )


def _is_introduced(at: int, decisions: Sequence[Decision], passage: Passage) -> bool:
    """Whether the full form stands beside the acronym: in brackets, after a comma or a naming word."""
    pairs = [(at - 1, at)] if at else []
    pairs += [(at, at + 1)] if at + 1 < len(decisions) else []
    return any(
        decisions[one].reading.entry.concept is decisions[other].reading.entry.concept
        and is_apposition(decisions[one], decisions[other], passage)
        for one, other in pairs
    )


def _full_form(decision: Decision, lexicon: Lexicon) -> Entry | None:
    concept = decision.reading.entry.concept
    return next(
        (
            entry
            for entry in lexicon.entries_of(concept.id)
            if entry.variant is None and entry.term.type == "full" and entry.term.status == "preferred"
        ),
        None,
    )


def _expanded(decision: Decision, full: Entry, passage: Passage) -> Decision:
    """The decision to write the full form with the acronym after it; proposed where the case is not clear."""
    entry = decision.reading.entry if decision.new is None or decision.target is None else decision.target
    acronym = decision.new or decision.reading.surface
    before, after = passage.around(decision.match)
    cells = full.language.narrow(before, after, full.designation, _cells_of_full(entry, acronym, full))
    surfaces = surfaces_for(cells, full, full.designation.number)
    certain = len(surfaces) == 1 and acronym == entry.designation.text  # the NPO’s chief: in another way
    return decision._replace(
        new=surfaces[0],
        target=full,
        after=f" ({entry.designation.text})",
        safe=decision.safe and certain,
        rule="first-mention",
        reason=_("“{acronym}” is mentioned for the first time").format(acronym=acronym),
    )


def _cells_of_full(entry: Entry, acronym: str, full: Entry) -> frozenset[str]:
    """The cells of the full form that answer to the acronym as it stands: its cases, in the full form's number."""
    cases = {cell.partition("/")[0].removeprefix("pl-") for cell in cells_of(entry, acronym)}
    cells = frozenset(
        cell
        for cell in full.paradigm
        if cell.partition("/")[0].removeprefix("pl-") in cases
        and cell.startswith("pl-") == (full.designation.number == "pl")
    )
    return cells or frozenset(full.paradigm)
