"""Word ends after Unicode: letters, marks and digits make words; everything else ends them (law 4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


_AFTER_OPEN_HYPHEN = " \n,;:/)"


def is_word(char: str) -> bool:
    """Whether the character belongs to a word: general category L, N or M.

    >>> is_word("ß"), is_word("7"), is_word("_"), is_word("-"), is_word("\u0301")
    (True, True, False, False, True)
    """
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def begins_word(text: str, at: int) -> bool:
    """Whether no word goes on across the offset `at` into what starts there."""
    return at == 0 or not (is_word(text[at - 1]) and is_word(text[at]))


def ends_word(text: str, at: int) -> bool:
    """Whether what ends before the offset `at` is not followed by more of a word."""
    return at >= len(text) or not is_word(text[at])


def word_starts(text: str) -> Iterator[int]:
    """The offsets at which a word starts, ascending."""
    for run in _LETTERS_AND_DIGITS.finditer(text):
        if begins_word(text, run.start()):
            yield run.start()


def common_start(words: Sequence[str]) -> str:
    """What all the words begin with.

    >>> common_start(["Kasache", "Kasachin"])
    'Kasach'
    """
    first, last = min(words), max(words)
    length = next((at for at, char in enumerate(first) if at >= len(last) or last[at] != char), len(first))
    return first[:length]


def word_before(text: str, at: int) -> str:
    """The word that ends before the offset, empty if none does."""
    start = at
    while start and is_word(text[start - 1]):
        start -= 1
    return text[start:at]


def in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins what stands from `start` to `end` to a word, or leaves it open (Kiew- und …)."""
    after = text[end : end + 2]
    if after[:1] == "-" and (len(after) < 2 or after[1] in _AFTER_OPEN_HYPHEN or is_word(after[1])):
        return True
    return start > 1 and text[start - 1] == "-" and is_word(text[start - 2])
