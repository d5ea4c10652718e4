"""A text as the matcher sees it: folded where spelling does not matter, with a map back to the source (law 5).

The view is NFC, without soft hyphens and zero-width characters; a run of white space with at most one line break
reads as one space, with more as a line feed (a bound that no form crosses); hyphens and apostrophes are unified.
Case is kept: `lower` is a second string aligned with `text`. A text that differs from its view by single characters at
most, which is the usual one, has no map.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

try:
    from termbase.text._scanning import quick_view
except ImportError:  # where it was not built

    def quick_view(
        text: str, character: Callable[[str], Character], composes: Callable[[str, str], bool]
    ) -> tuple[str, str, Map | None] | None:
        """Nothing: the slower way is open."""
        return None


HYPHENS = "\u2010\u2011"
APOSTROPHES = "\u2019\u02bc\u2032\uff07"
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"

_LAST_COMPOSED = 0x1FFFF  # there are none in the planes behind it but single ideographs
_PARAGRAPHS = "\x0c\u2029"
_SPACES = [char for char in map(chr, range(0x3001)) if char.isspace() and char not in f" {_PARAGRAPHS}"]
_UNIFIED = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_PARAGRAPHS, "\n"),
    **dict.fromkeys(HYPHENS, "-"),
    **dict.fromkeys(APOSTROPHES, "'"),
}
_UNIFIED_PRINTABLE = {char: plain for char, plain in _UNIFIED.items() if char.isprintable()}
_UNIFIED_ASCII = {char: plain for char, plain in _UNIFIED.items() if char.isascii()}
_HIDDEN = re.compile(f"[{INVISIBLE}]")
_RUN = re.compile(rf"(?P<space>\s[\s{INVISIBLE}]*\s)|[{INVISIBLE}]+")
_LINE_BREAKS = "\n\r\x0b\x85\u2028"
_LINE_BREAK = re.compile(f"\r\n|[{_LINE_BREAKS}]")
_PARAGRAPH = re.compile(f"[{_PARAGRAPHS}]")


Piece = tuple[str, int, int]
"""Folded text, with start and end in the source: as long as there, or one character that stands for all of it."""


Map = tuple[list[int], list[int], list[int]]
"""Of the pieces of a view: where each begins in it, where it begins and ends in the source."""


class View(NamedTuple):
    """The folded `text` with the way back to its source (offsets are code points)."""

    text: str
    lower: str  # the text in small letters, with the same offsets
    map: Map | None = None  # None: character for character

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the view from `start` to `end` (not empty) stands in the source."""
        if self.map is None:
            return start, end
        return self._in_source(start)[0], self._in_source(end - 1)[1]

    def _in_source(self, at: int) -> tuple[int, int]:
        """Start and end of what the character at the offset stands for."""
        assert self.map is not None
        begins, starts, ends = self.map
        piece = bisect_right(begins, at) - 1
        length = (begins[piece + 1] if piece + 1 < len(begins) else len(self.text)) - begins[piece]
        if ends[piece] - starts[piece] != length:
            return starts[piece], ends[piece]
        start = starts[piece] + at - begins[piece]
        return start, start + 1


def view(text: str) -> View:
    r"""The view of a text.

    >>> view("Berg\u00adkara\u0308  bach").text
    'Bergkarä bach'
    >>> view("a\n\nb").text
    'a\nb'
    """
    found = quick_view(text, character, composes)
    return View(*found) if found is not None else slow_view(text)


def slow_view(text: str) -> View:
    """The view of any text, in Python."""
    plain = _plain_text(text)
    return View(plain, small_letters(plain)) if plain is not None else _mapped(text)


def _plain_text(text: str) -> str | None:
    """The text of a view that differs from its source by single characters at most, None of another one."""
    unified = _unified(text, text.isprintable())
    visible = unified.isprintable() and "\u034f" not in unified  # and no paragraph ends in it
    runs = "  " in unified if visible else _RUN.search(text) is not None
    if runs or not unicodedata.is_normalized("NFC", unified):
        return None
    return unified


class Character(NamedTuple):
    """What a character is in a view whatever stands around it, but for other spaces and marks: numbers of Unicode.

    `seen` is 0 where that is not sure, and of what is hidden. A mark stays where it is behind one of the same or a
    lower `order`, its canonical combining class; what `joins` may compose with the last character that is no mark.
    """

    seen: int
    small: int
    order: int = 0
    joins: bool = False
    kind: int = 0  # 1 a space, 2 a line break, 3 the end of a paragraph, 4 hidden


def character(char: str) -> Character:
    """What a character is in a view."""
    if _HIDDEN.match(char):
        return Character(0, 0, kind=4)
    found = _UNIFIED.get(char, char)
    if not unicodedata.is_normalized("NFC", found) or "\u1100" <= found <= "\u11ff":  # syllables of Hangul
        return Character(0, 0)
    joins = unicodedata.category(found)[0] == "M" and found in _joining_marks()
    kind = 3 if char in _PARAGRAPHS else 2 if char in _LINE_BREAKS else 1 if found == " " else 0
    return Character(ord(found), ord(small_letters(found)), unicodedata.combining(found), joins, kind)


def composes(char: str, mark: str) -> bool:
    """Whether another character is composed of two."""
    return not unicodedata.is_normalized("NFC", char + mark)


@functools.cache
def _joining_marks() -> frozenset[str]:
    """The marks that the canonical decomposition of a character ends with."""
    pairs = (unicodedata.decomposition(char).split() for char in map(chr, range(_LAST_COMPOSED + 1)))
    return frozenset(chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and pair[0][0] != "<")


def _mapped(text: str) -> View:
    pieces = list(_pieces(text))
    if not unicodedata.is_normalized("NFC", "".join(folded for folded, _start, _end in pieces)):
        pieces = list(_composed([char for piece in pieces for char in _characters(piece)]))
    lengths = [len(folded) for folded, _start, _end in pieces]
    begins = list(accumulate(lengths, initial=0))[:-1]
    whole = "".join(folded for folded, _start, _end in pieces)
    places = begins, [start for _, start, _ in pieces], [end for _, _, end in pieces]
    return View(whole, small_letters(whole), places)


def small_letters(text: str) -> str:
    """The text in small letters, of the same length: what has no single small letter (İ) stays, a final ς is σ."""
    lower = text.lower()
    if len(lower) != len(text):  # İ alone has a longer one
        lower = "İ".join(part.lower() for part in text.split("İ"))
    return lower.replace("ς", "σ")


def fold(form: str) -> str:
    """A form as it is sought in views: the same folding, without a map."""
    return view(form).text


def _unified(text: str, printable: bool = False) -> str:
    """The text with one character for all that are written for it: a space, a hyphen, an apostrophe.

    A `printable` text has no white space but spaces.
    """
    signs = _UNIFIED_PRINTABLE if printable else _UNIFIED_ASCII if text.isascii() else _UNIFIED
    for char, plain in signs.items():
        if char in text:
            text = text.replace(char, plain)
    return text


def _pieces(text: str) -> Iterator[Piece]:
    """The folded text, not composed yet: what stands between runs, and the runs."""
    at = 0
    for run in _RUN.finditer(text):
        if at < run.start():
            yield _unified(text[at : run.start()]), at, run.start()
        if run["space"]:
            apart = _PARAGRAPH.search(run[0]) or len(_LINE_BREAK.findall(run[0])) > 1
            yield "\n" if apart else " ", run.start(), run.end()
        at = run.end()
    if at < len(text):
        yield _unified(text[at:]), at, len(text)


def _characters(piece: Piece) -> Iterator[Piece]:
    """A piece character by character."""
    text, start, end = piece
    if len(text) != end - start:
        yield piece
        return
    yield from ((char, start + at, start + at + 1) for at, char in enumerate(text))


def _composed(pieces: list[Piece]) -> Iterator[Piece]:
    """The characters in NFC: what composes with what stands before it shares one span."""
    first = 0
    for at in range(1, len(pieces) + 1):
        if at == len(pieces) or not _joins(pieces[at][0]):
            cluster = "".join(char for char, _, _ in pieces[first:at])
            for char in unicodedata.normalize("NFC", cluster):
                yield char, pieces[first][1], pieces[at - 1][2]
            first = at


def _joins(char: str) -> bool:
    """Whether the character may compose with what stands before it: a mark, or a Hangul vowel or final."""
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"
