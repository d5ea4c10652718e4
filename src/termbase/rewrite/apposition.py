"""Law 10, no nonsense: two forms of one term side by side are never made equal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from termbase.languages.language import Language
from termbase.rewrite.choice import Decision
from termbase.rewrite.passage import Passage

_BRIDGE = re.compile(
    r"(?P<mark> ?\(| ?\[|, | ?/ ?)?(?P<words>(?![.:])[^()\[\]/,;!?\n]{0,40}?)(?:, )?(?:[\"'„“»«‚‘›‹] ?)?$"
)
_STOPS = ".:՝։"  # the last two Armenian: ռուս.՝ Երևան
_LONGEST = 60  # code points between two names
_LONGEST_PHRASE = 3  # words


def keep_apart(decisions: Sequence[Decision], passage: Passage) -> list[Decision]:
    """The decisions with those undone that would make two names of one thing, given side by side, the same.

    Beside a canonical form both stay; of two variants the first changes, the second is quoted as a name.
    """
    kept = list(decisions)
    if len({decision.reading.entry.concept.id for decision in decisions}) == len(decisions):
        return kept
    for at, first in enumerate(decisions):
        other = _other_name(decisions, at, passage)
        if other is None:
            continue
        if first.reading.entry.variant is None or decisions[other].reading.entry.variant is None:
            kept[at] = kept[at]._replace(new=None, code="")
        kept[other] = kept[other]._replace(new=None, code="")
    return kept


def _other_name(decisions: Sequence[Decision], at: int, passage: Passage) -> int | None:
    """The next decision about another name of the same thing, in apposition to this one."""
    first = decisions[at]
    for other in range(at + 1, len(decisions)):
        second = decisions[other]
        if second.match.start - first.match.reach > _LONGEST:
            return None
        if are_names_of_one_thing(first, second):
            return other if is_apposition(first, second, passage) else None
    return None


def are_names_of_one_thing(first: Decision, second: Decision) -> bool:
    """Whether these are different names of one term, or of one person (full and short)."""
    one, other = first.reading.entry, second.reading.entry
    if one.concept is not other.concept or one.designation.text == other.designation.text:
        return False
    return one.term is other.term or one.concept.kind == "person"


def is_apposition(first: Decision, second: Decision, passage: Passage) -> bool:
    """Whether a bracket, comma, slash or naming word leads from the first name to the second.

    From a person's full name to the short one only a naming word does: the two stand side by side in any sentence.
    """
    if second.match.start - first.match.reach > _LONGEST:
        return False
    between = passage.view.text[first.match.reach : second.match.start]
    bridge = _BRIDGE.fullmatch(between)
    if bridge is None:
        return False
    if "." in bridge["words"] and not bridge["mark"]:
        return False  # a sentence ends
    words = bridge["words"].strip(f" {_STOPS}–—-").lower()
    if words:
        return _are_naming_words(words, first.reading.entry.language)
    person = first.reading.entry.concept.kind == "person"
    return bool(bridge["mark"]) and (first.reading.entry.term is second.reading.entry.term or not person)


def _are_naming_words(words: str, language: Language) -> bool:
    """Whether all that stands between two names are words and phrases that introduce another name."""
    left = [word.strip(_STOPS) for word in words.split() if not word.strip(_STOPS).isdigit()]  # bis 1993
    while left:
        for length in range(min(_LONGEST_PHRASE, len(left)), 0, -1):
            if " ".join(left[:length]) in language.naming_words:
                del left[:length]
                break
        else:
            return False
    return True
