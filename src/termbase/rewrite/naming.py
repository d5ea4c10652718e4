"""Law 10, the other half: where a sentence speaks of the names themselves, they are not rewritten without a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from termbase.languages.language import Language
from termbase.messages import _
from termbase.rewrite.apposition import are_names_of_one_thing
from termbase.rewrite.choice import Decision
from termbase.rewrite.passage import Passage

_SENTENCE_END = re.compile(r"[.!?…][\"'”“»«’‘)\]]* (?=[\"'„“»«‚‘(\[]?[^\W\d_a-zäöüß])|\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PHRASE_BEFORE = re.compile(r"((?:[^\W\d_]+[ '])*[^\W\d_]+'?)(?: ?[\"„“»«‚‘›‹]| ')* ?$")
_WORD_OF_PHRASE = re.compile(r"[^\W\d_]+(?:'| |$)")
_LONGEST_PHRASE = 3  # words


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
    if _name_follows(passage.around(decision.match)[0], language):
        return True
    start, end = _sentence(passage.view.text, decision.match.start)
    if not any(
        start <= other.match.start < end and _is_written(other) and are_names_of_one_thing(decision, other)
        for other in decisions
    ):
        return False
    words = {word for found in _WORD.findall(passage.view.text[start:end]) for word in (found, found.lower())}
    return not words.isdisjoint(language.talk_of_names)


def _name_follows(before: str, language: Language) -> bool:
    """Whether a word or phrase stands directly before a name by which it is mentioned: das Akronym, le nom de."""
    found = _PHRASE_BEFORE.search(before)
    words = _WORD_OF_PHRASE.findall(found[1])[-_LONGEST_PHRASE:] if found else []
    phrases = {"".join(words[at:]) for at in range(len(words))}
    return any({phrase, phrase[:1].lower() + phrase[1:]} & language.name_follows for phrase in phrases)


def _is_written(decision: Decision) -> bool:
    """Whether the canonical form will stand here; a variant that stays beside it is no rival."""
    return decision.new is not None or decision.reading.entry.variant is None


def _proposed(decision: Decision) -> Decision:
    reason = _("{reason}; the sentence may speak of the name itself").format(reason=decision.reason)
    return replace(decision, safe=False, reason=reason, code="TB202")


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence around an offset."""
    start = max((found.end() for found in _SENTENCE_END.finditer(text, 0, at)), default=0)
    end = _SENTENCE_END.search(text, at)
    return start, end.end() if end else len(text)
