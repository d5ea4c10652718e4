"""Law 10, no nonsense: two forms of one term side by side are never made equal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from termbase.languages.language import Language
from termbase.rewrite.choice import Decision
from termbase.rewrite.passage import Passage

_BRIDGE = re.compile(
    r"(?P<mark> ?\(| ?\[|, | ?/ ?)?(?P<words>(?![.:])[^()\[\]/,;!?\n]{0,40}?)[\"'„“»«‚‘›‹]?$"
)
_LONGEST = 60


def keep_apart(decisions: Sequence[Decision], passage: Passage) -> list[Decision]:
    """The decisions with those undone that would make two names of one thing, given side by side, the same.

    Beside a canonical form both stay; of two variants the first changes, the second is quoted as a name.
    """
    kept = list(decisions)
    for at in range(len(kept) - 1):
        first, second = kept[at], kept[at + 1]
        if not _are_names_of_one_term(first, second) or not is_apposition(first, second, passage):
            continue
        if first.reading.entry.variant is None or second.reading.entry.variant is None:
            kept[at] = replace(first, new=None, code="")
        kept[at + 1] = replace(second, new=None, code="")
    return kept


def _are_names_of_one_term(first: Decision, second: Decision) -> bool:
    one, other = first.reading.entry, second.reading.entry
    same_term = one.concept is other.concept and one.term is other.term
    return same_term and one.designation.text != other.designation.text


def is_apposition(first: Decision, second: Decision, passage: Passage) -> bool:
    """Whether a bracket, comma, slash or naming word leads from the first name to the second."""
    if second.match.start - first.match.reach > _LONGEST:
        return False
    between = passage.view.text[first.match.reach : second.match.start]
    bridge = _BRIDGE.fullmatch(between)
    if bridge is None:
        return False
    words = bridge["words"].strip(" .:–—-").lower()
    if bridge["mark"] and not words:
        return True
    return bool(words) and _are_naming_words(words, first.reading.entry.language)


def _are_naming_words(words: str, language: Language) -> bool:
    """Whether the words between two names are all words that introduce another name."""
    if words in language.naming_words:
        return True
    return all(word.strip(".") in language.naming_words for word in words.split())
