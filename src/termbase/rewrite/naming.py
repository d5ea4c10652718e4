"""Law 10, the other half: where a sentence speaks of the names themselves, they are not rewritten without a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from termbase.messages import _
from termbase.rewrite.apposition import are_names_of_one_thing
from termbase.rewrite.choice import Decision
from termbase.rewrite.passage import Passage

_SENTENCE_END = re.compile(r"[.!?…։][\"'”“»«’‘)\]]* (?=[\"'„“»«‚‘(\[]?([^\W\d_]))|\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \"'„“»«‚‘›‹]*$")


def propose_where_named(decisions: Sequence[Decision], passage: Passage) -> list[Decision]:
    """The decisions, those only proposed whose names are mentioned, not used.

    »Almaty, das bis 1993 Alma-Ata hieß« has two names of one thing and a word that names; »das Akronym ODKB« has such
    a word directly before the name.
    """
    if all(decision.new is None for decision in decisions):
        return list(decisions)
    return [
        _proposed(decision) if _is_mentioned(decision, decisions, passage) else decision
        for decision in decisions
    ]


def _is_mentioned(decision: Decision, decisions: Iterable[Decision], passage: Passage) -> bool:
    if decision.new is None or not decision.safe:
        return False
    language = decision.reading.entry.language
    before = _WORD_BEFORE.search(passage.around(decision.match)[0])
    if before and not language.name_follows.isdisjoint((before[1], before[1].lower())):
        return True
    start, end = _sentence(passage.view.text, decision.match.start)
    if not any(
        start <= other.match.start < end and _is_written(other) and are_names_of_one_thing(decision, other)
        for other in decisions
    ):
        return False
    words = {word for found in _WORD.findall(passage.view.text[start:end]) for word in (found, found.lower())}
    return not words.isdisjoint(language.talk_of_names)


def _is_written(decision: Decision) -> bool:
    """Whether the canonical form will stand here; a variant that stays beside it is no rival."""
    return decision.new is not None or decision.reading.entry.variant is None


def _proposed(decision: Decision) -> Decision:
    reason = _("{reason}; the sentence may speak of the name itself").format(reason=decision.reason)
    return replace(decision, safe=False, reason=reason, code="TB202")


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence around an offset."""
    start, end = 0, len(text)
    for found in _SENTENCE_END.finditer(text):
        if found[1] and found[1].islower():
            continue  # an abbreviation: в 1992 г. назван
        if found.end() > at:
            end = found.end()
            break
        start = found.end()
    return start, end
