"""Law 10, the other half: where a sentence speaks of the names themselves, they are not rewritten without a person."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from termbase.index.entries import Entry
from termbase.index.match import Match
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
    concepts = {decision.reading.entry.concept.id for decision in decisions}
    sentences = _Sentences(decisions, passage) if len(concepts) < len(decisions) else None
    return [
        _proposed(decision)
        if decision.new is not None
        and decision.safe
        and (
            _is_mentioned(decision.match, passage) or (sentences is not None and sentences.speak_of(decision))
        )
        else decision
        for decision in decisions
    ]


def _is_mentioned(match: Match, passage: Passage) -> bool:
    """Whether a word or phrase by which a name is mentioned stands directly before it."""
    return name_follows(passage.around(match)[0], passage.lexicon.language)


class _Sentences:
    """The sentences of a passage with the names that will stand in them."""

    def __init__(self, decisions: Iterable[Decision], passage: Passage) -> None:
        self._text = passage.view.text
        self._words = passage.lexicon.language.talk_of_names
        self._talks: dict[int, bool] = {}
        self._written: dict[tuple[str, int], dict[Entry, Decision]] = {}  # one for each name of a concept
        for decision in decisions:
            if _is_written(decision):
                own = self._written.setdefault(self._place(decision), {})
                own.setdefault(decision.reading.entry, decision)

    def speak_of(self, decision: Decision) -> bool:
        """Whether the sentence of a decision speaks of its name beside another one of the same thing."""
        place = self._place(decision)
        akin = self._written[place].values()
        return any(are_names_of_one_thing(decision, other) for other in akin) and self._talk(place[1])

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences end; not after an abbreviation: в 1992 г. назван."""
        ends = (end for end in _SENTENCE_END.finditer(self._text) if not (end[1] and end[1].islower()))
        return [end.end() for end in ends]

    def _place(self, decision: Decision) -> tuple[str, int]:
        """The concept of a decision and the number of its sentence."""
        return decision.reading.entry.concept.id, bisect_right(self._ends, decision.match.start)

    def _talk(self, number: int) -> bool:
        """Whether the sentence with this number has a word that speaks of names."""
        if number not in self._talks:
            bounds = [0, *self._ends, len(self._text)]
            found = _WORD.findall(self._text[bounds[number] : bounds[number + 1]])
            self._talks[number] = not self._words.isdisjoint({*found, *map(str.lower, found)})
        return self._talks[number]


def name_follows(before: str, language: Language) -> bool:
    """Whether a text ends with a word or phrase by which the name behind it is mentioned: das Akronym, le nom de."""
    if not language.name_follows:
        return False
    end = len(before.rstrip(_BETWEEN))
    if word_before(before, end).lower() not in last_words(language.name_follows):
        return False
    found = _PHRASE_BEFORE.search(before)
    words = _WORD_OF_PHRASE.findall(found[1])[-_LONGEST_PHRASE:] if found else []
    phrases = {"".join(words[at:]) for at in range(len(words))}
    return any({phrase, phrase[:1].lower() + phrase[1:]} & language.name_follows for phrase in phrases)


@functools.cache
def last_words(phrases: frozenset[str]) -> frozenset[str]:
    """The words (in small letters) that phrases end with."""
    return frozenset(
        word_before(lean, len(lean)).lower() for lean in (phrase.rstrip("'") for phrase in phrases)
    )


def _is_written(decision: Decision) -> bool:
    """Whether the canonical form will stand here; a variant that stays beside it is no rival."""
    return decision.new is not None or decision.reading.entry.variant is None


def _proposed(decision: Decision) -> Decision:
    reason = _("{reason}; the sentence may speak of the name itself").format(reason=decision.reason)
    return decision._replace(safe=False, reason=reason, code="TB202")
