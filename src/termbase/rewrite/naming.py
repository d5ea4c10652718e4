"""Law 10, the other half: where a sentence speaks of the names themselves, they are not rewritten without a person."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from termbase.languages.language import Language
from termbase.messages import _
from termbase.rewrite.apposition import are_names_of_one_thing
from termbase.rewrite.choice import Decision
from termbase.rewrite.passage import Passage
from termbase.text.words import word_before

_SENTENCE_END = re.compile(r"[.!?…։][\"'”“»«’‘)\]]* (?=[\"'„“»«‚‘(\[]?([^\W\d_]))|\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PHRASE_BEFORE = re.compile(r"((?:[^\W\d_]+[ '])*[^\W\d_]+'?)(?: ?[\"„“»«‚‘›‹]| ')* ?$")
_BETWEEN = " \"'„“«»‚‘›‹"  # what may stand between such a phrase and the name
_WORD_OF_PHRASE = re.compile(r"[^\W\d_]+(?:'| |$)")
_LONGEST_PHRASE = 3  # words


def propose_where_named(decisions: Sequence[Decision], passage: Passage) -> list[Decision]:
    """The decisions, those only proposed whose names are mentioned, not used.

    »Almaty, das bis 1993 Alma-Ata hieß« has two names of one thing and a word that names; »das Akronym ODKB« has such
    a word directly before the name.
    """
    if all(decision.new is None for decision in decisions):
        return list(decisions)
    by_concept: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_concept.setdefault(decision.reading.entry.concept.id, []).append(decision)
    return [
        _proposed(decision)
        if _is_mentioned(decision, by_concept[decision.reading.entry.concept.id], passage)
        else decision
        for decision in decisions
    ]


def _is_mentioned(decision: Decision, akin: Sequence[Decision], passage: Passage) -> bool:
    """Whether the sentence speaks of the name itself, `akin` being the decisions about its concept."""
    if decision.new is None or not decision.safe:
        return False
    language, match = passage.lexicon.language, decision.match
    if language.name_follows and _name_follows(passage.around(match)[0], language):
        return True
    rivals = [other for other in akin if _is_written(other) and are_names_of_one_thing(decision, other)]
    if not rivals:
        return False
    start, end = _sentence(passage.view.text, match.start)
    if not any(start <= other.match.start < end for other in rivals):
        return False
    words = {word for found in _WORD.findall(passage.view.text[start:end]) for word in (found, found.lower())}
    return not words.isdisjoint(language.talk_of_names)


def _name_follows(before: str, language: Language) -> bool:
    """Whether a word or phrase stands directly before a name by which it is mentioned: das Akronym, le nom de."""
    end = len(before.rstrip(_BETWEEN))
    if word_before(before, end).lower() not in _last_words(language.name_follows):
        return False
    found = _PHRASE_BEFORE.search(before)
    words = _WORD_OF_PHRASE.findall(found[1])[-_LONGEST_PHRASE:] if found else []
    phrases = {"".join(words[at:]) for at in range(len(words))}
    return any({phrase, phrase[:1].lower() + phrase[1:]} & language.name_follows for phrase in phrases)


@functools.cache
def _last_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word_before(lean, len(lean)).lower() for lean in (phrase.rstrip("'") for phrase in phrases)
    )


def _is_written(decision: Decision) -> bool:
    """Whether the canonical form will stand here; a variant that stays beside it is no rival."""
    return decision.new is not None or decision.reading.entry.variant is None


def _proposed(decision: Decision) -> Decision:
    reason = _("{reason}; the sentence may speak of the name itself").format(reason=decision.reason)
    return decision._replace(safe=False, reason=reason, code="TB202")


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
