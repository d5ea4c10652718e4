"""Prepositions of the Slavic languages that sound otherwise before some words: о Нур-Султане, об Астане."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from termbase.languages._tables import rows_of
from termbase.languages.language import Bearing, Correction

_NEXT_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+) $")


def sounding(lang: str, before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct the preposition before a rewritten name whose beginning asks for its other form.

    It stays where it did not fit the name that stood there either, and before acronyms in consonants, which are
    read by the names of their letters.
    """
    if bearing.was is None:
        return None
    found = _LAST_WORD.search(before)
    if found is None:
        return None
    preposition, name = found[1], bearing.surface
    forms = _forms(lang).get(preposition.lower())
    if forms is None or _is_spelled(name):
        return None
    short, long, beginnings = forms
    old, new = (long if beginnings.match(text.lower()) else short for text in (bearing.was.text, name))
    if preposition.lower() == new or not (preposition.lower() == old or _is_spelled(bearing.was.text)):
        return None
    if preposition[0].isupper():
        shouted = any(word.isupper() and len(word) > 1 for word in _NEXT_WORD.findall(after)[:1])
        new = new.upper() if shouted else new.capitalize()
    return Correction(len(found[0]), f"{new} ", certain=True)


def _is_spelled(name: str) -> bool:
    """Whether a name is an acronym that begins with a consonant."""
    word = re.split(r"[ -]", name)[0]
    return len(word) > 1 and word.isupper() and word[0] not in "АОУЭИЕЁЮЯAEIOU"


@functools.cache
def _forms(lang: str) -> Mapping[str, tuple[str, str, re.Pattern[str]]]:
    """Preposition in either form → its short and its long form, and how words begin that the long one stands before."""
    beginnings: dict[tuple[str, str], list[str]] = {}
    for short, long, beginning in rows_of("slavic_sounds", lang):
        beginnings.setdefault((short, long), []).append(beginning)
    return {
        form: (*both, re.compile("|".join(f"(?:{each})" for each in found)))
        for both, found in beginnings.items()
        for form in both
    }
