"""Acronyms that a text introduces: `Organisation des Vertrags (kurz OV)`, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LONGEST = 160  # code points of a full form
_OPENING = re.compile(r"\(\s*(?:[^\W\d_]+[.:]?\s+){0,2}[„“\"»«]?([^\W\d_]{2,8})[“”\"«»]?\s*[),;]")
_INVERSE = re.compile(r"(?<![^\W_])([^\W\d_]{2,8}) \(([^()]{6,160})\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?;:()\n]\s")
_CLOSING = ' \t\n\u00a0"“”»«’‘'
_FEWEST_WORDS = 2
_WORDS_A_LETTER = 3  # a full form has at most so many words for each letter of its acronym


class Definition(NamedTuple):
    """An acronym with its full form; offsets are code points of the running text."""

    acronym: str
    full: str
    start: int
    end: int


def definitions(text: str) -> Iterator[Definition]:
    """Give the acronyms that a running text introduces in brackets.

    The full form begins at a word with the acronym's first letter: where the initials spell the acronym, else at the
    nearest with a capital, as ODKB may stand beside a translation of what it abbreviates.

    >>> [found[:2] for found in definitions("Die Welthandelsorganisation der Staaten (kurz WDS) tagt.")]
    [('WDS', 'Welthandelsorganisation der Staaten')]
    """
    if "(" not in text:
        return
    for found in _OPENING.finditer(text):
        acronym = found[1]
        if not acronym.isupper():
            continue
        end = len(text[: found.start()].rstrip(_CLOSING))
        begin = max(0, end - _LONGEST)
        breaks = [each.end() for each in _SENTENCE.finditer(text, begin, end)]
        words = list(_WORD.finditer(text, breaks[-1] if breaks else begin, end))
        start = _start(acronym, words)
        if start is not None:
            yield Definition(acronym, " ".join(text[start:end].split()), start, end)
    for found in _INVERSE.finditer(text):
        acronym, full = found[1], found[2]
        words = list(_WORD.finditer(full))
        if acronym.isupper() and len(words) >= _FEWEST_WORDS and _spells(acronym, words):
            yield Definition(acronym, " ".join(full.split()), found.start(2), found.end(2))


def _start(acronym: str, words: Sequence[re.Match[str]]) -> int | None:
    """Where the full form before a bracket begins, if it does."""
    near = words[-_WORDS_A_LETTER * len(acronym) :]
    for number in reversed(range(len(near) - _FEWEST_WORDS + 1)):
        if near[number][0][0].upper() == acronym[0] and _spells(acronym, near[number:]):
            return near[number].start()
    for number in reversed(range(len(near) - _FEWEST_WORDS + 1)):
        if near[number][0].startswith(acronym[0]) and len(near) - number >= len(acronym) - 1:
            return near[number].start()
    return None


def _spells(acronym: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether the initials of the words hold the acronym's letters in order, a first and a last word among them."""
    parts = [part for word in words for part in re.split("['’-]", word[0])]
    initials = "".join(part[0].upper() for part in parts)
    at = 0
    for letter in acronym:
        at = initials.find(letter, at) + 1
        if not at:
            return False
    return initials[0] == acronym[0]
