"""Word ends after Unicode: letters, marks and digits make words; everything else ends them (law 4).

In scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) every letter may end one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence

_SPACELESS = (
    "\u0e01-\u0e46\u0e81-\u0ec6\u1000-\u109f\u1780-\u17d7\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_MARKS_OF_SPACELESS = (
    "\u0e31\u0e34-\u0e3a\u0eb1\u0eb4-\u0ebc\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d\u17b4-\u17d3\u3099\u309a"
)
_FIRST_SPACELESS = "\u0e01"
_LETTERS_AND_DIGITS = re.compile(rf"[^\W_{_SPACELESS}]*")

_OFTEN_APART = "\n\t-.,:;!?()[]\"'/„“”‚‘–—…»«*#&%_"  # what most texts have besides letters, digits and spaces
_SELDOM = re.compile("[^ 0-9a-zß-öø-ʯά-ώа-ҁҋ-ԯ]")  # all but the small letters of Latin, Greek and Cyrillic
_LEADS_OF_SPACELESS = bytes([0xE0, 0xE1, *range(0xE3, 0xEA), 0xEF, *range(0xF0, 0xF5)])  # in UTF-8

_AFTER_OPEN_HYPHEN = " \n,;:/)"


class _WordCharacters(dict[str, bool]):
    """Whether a character belongs to a word, found out when it is first met."""

    def __missing__(self, char: str) -> bool:
        self[char] = found = char.isalnum() or unicodedata.category(char)[0] == "M"
        return found


WORD_CHARACTERS = _WordCharacters()
"""Character → whether it belongs to a word: what `is_word` says, without the price of a call."""


@functools.cache
def _spaceless() -> re.Pattern[str]:
    """A letter of a script without spaces; compiled only for texts that may have any, as that takes milliseconds."""
    return re.compile(f"[{_SPACELESS}]")


@functools.cache
def _letter_of_spaceless() -> re.Pattern[str]:
    return re.compile(f"(?![{_MARKS_OF_SPACELESS}])[{_SPACELESS}]")


@functools.cache
def _joined_to_spaceless() -> re.Pattern[str]:
    return re.compile(rf"(?<=[{_SPACELESS}])(?=[^\W_{_SPACELESS}])")


def is_word(char: str) -> bool:
    """Whether the character belongs to a word: general category L, N or M.

    >>> is_word("ß"), is_word("7"), is_word("_"), is_word("-"), is_word("\u0301")
    (True, True, False, False, True)
    """
    return WORD_CHARACTERS[char]


def begins_word(text: str, at: int) -> bool:
    """Whether no word goes on across the offset `at` into what starts there."""
    return at == 0 or not (is_word(text[at - 1]) and is_word(text[at])) or _parted(text, at)


def ends_word(text: str, at: int) -> bool:
    """Whether what ends before the offset `at` is not followed by more of a word.

    >>> ends_word("Kiews", 4), ends_word("Kiew-", 4), ends_word("基辅市", 2)
    (False, True, True)
    """
    return at >= len(text) or not WORD_CHARACTERS[text[at]] or _parted(text, at)


def _parted(text: str, at: int) -> bool:
    """Whether the script of the letters on either side of the offset lets words meet without a space."""
    before, after = text[at - 1 : at], text[at]
    if before < _FIRST_SPACELESS and after < _FIRST_SPACELESS:
        return False
    spaceless = _spaceless().match(before) or _spaceless().match(after)
    return spaceless is not None and unicodedata.category(after)[0] != "M"


def kind_of(char: str) -> int:
    """What compiled code has to know of a character: what is true of it, as bits.

    1: it belongs to a word; 2: to one in a script without spaces; 4: it is a mark; 8: a word may end before it, as it
    is a letter of such a script; 16: it is a letter or digit of another script.
    """
    word = is_word(char)
    spaceless = word and char >= _FIRST_SPACELESS and _spaceless().match(char) is not None
    mark = unicodedata.category(char)[0] == "M"
    letter = spaceless and _letter_of_spaceless().match(char) is not None
    other = char.isalnum() and not spaceless
    return word | spaceless << 1 | mark << 2 | letter << 3 | other << 4


def spaced(text: str) -> str:
    """The text with a space for each character that belongs to no word, of the same length.

    >>> spaced("Kiew-Reise, 5 €")
    'Kiew Reise  5  '
    """
    if text.replace(" ", "").isalnum():
        return text
    for char in _OFTEN_APART:
        text = text.replace(char, " ")
    if not text.replace(" ", "").isalnum():
        for char in set(_SELDOM.findall(text)):
            if not WORD_CHARACTERS[char]:
                text = text.replace(char, " ")
    return text


def is_ordinary(char: str) -> bool:
    """Whether the character belongs to a word of a script that puts spaces between words."""
    return WORD_CHARACTERS[char] and (char < _FIRST_SPACELESS or not _spaceless().match(char))


def has_spaceless(text: str) -> bool:
    """Whether the text has letters of a script without spaces."""
    if text.isascii():
        return False
    written = text.encode("utf-8", "surrogatepass")
    possibly = len(written.translate(None, _LEADS_OF_SPACELESS)) != len(written)
    return possibly and _spaceless().search(text) is not None


def without_spaceless(text: str) -> str:
    """The text with a space for each letter of a script without spaces; marks stay with what they stand on."""
    return _letter_of_spaceless().sub(" ", text)


def joined_to_spaceless(text: str) -> list[int]:
    """The offsets at which an ordinary word begins directly behind a letter of a script without spaces."""
    return [found.start() for found in _joined_to_spaceless().finditer(text)]


def _begins_spaceless(text: str, at: int) -> bool:
    return text[at] >= _FIRST_SPACELESS and _letter_of_spaceless().match(text, at) is not None


def end_of_word(text: str, at: int) -> int:
    """Where from the offset on the first character is that belongs to no word or that a word may end before.

    That is where the text `spaced` and `without_spaceless` has its first space.
    """
    found = _LETTERS_AND_DIGITS.match(text, at)
    assert found is not None
    end = found.end()
    while end < len(text) and WORD_CHARACTERS[text[end]] and not _begins_spaceless(text, end):
        end += 1  # over a mark
    return end


def is_rest_of_word(text: str, at: int) -> bool:
    """Whether the text from the offset on is letters or nothing, in a script that parts words by spaces."""
    if _LETTERS_AND_DIGITS.fullmatch(text, at) is None:
        return False
    return text[-1:] < _FIRST_SPACELESS or not _spaceless().match(text[-1])


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
    word = text[text.rfind(" ", 0, at) + 1 : at]
    if word.isalpha():
        return word
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
