"""A text as the matcher sees it: folded where spelling does not matter, with a map back to the source (law 5).

The view is NFC, without soft hyphens and zero-width characters; a run of white space with at most one line break
reads as one space, with more as a line feed (a bound that no form crosses); hyphens and apostrophes are unified.
Case is kept: `lower` is a second string aligned with `text`. A text that is its own view costs two scans and no map.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

HYPHENS = "\u2010\u2011"
APOSTROPHES = "\u2019\u02bc\u2032\uff07"
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"

_UNUSUAL = re.compile(
    rf"(?P<space>\s[\s{INVISIBLE}]*\s|[^\S ])|(?P<none>[{INVISIBLE}]+)"
    rf"|(?P<hyphen>[{HYPHENS}])|(?P<apostrophe>[{APOSTROPHES}])"
)
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x85\u2028]")
_PARAGRAPH = re.compile("[\x0c\u2029]")


Piece = tuple[str, int, int]
"""A character of the folded text, with start and end in the source."""


@dataclass(frozen=True)
class View:
    """The folded `text` with the span of the source behind each of its characters (code points of the source)."""

    text: str
    starts: tuple[int, ...] | None = None  # None: the text is its own view
    ends: tuple[int, ...] | None = None

    @cached_property
    def lower(self) -> str:
        """The text in small letters, with the same offsets."""
        return small_letters(self.text)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the view from `start` to `end` (not empty) stands in the source."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def view(text: str) -> View:
    r"""The view of a text.

    >>> view("Berg\u00adkara\u0308  bach").text
    'Bergkarä bach'
    >>> view("a\n\nb").text
    'a\nb'
    """
    if not _UNUSUAL.search(text) and unicodedata.is_normalized("NFC", text):
        return View(text)
    pieces = [piece for piece in _pieces(text) if piece[0]]
    if not unicodedata.is_normalized("NFC", "".join(char for char, _start, _end in pieces)):
        pieces = list(_composed(pieces))
    folded = "".join(char for char, _start, _end in pieces)
    return View(folded, tuple(start for _, start, _ in pieces), tuple(end for _, _, end in pieces))


def small_letters(text: str) -> str:
    """The text in small letters, of the same length: what has no single small letter (İ) stays, a final ς is σ."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return lower.replace("ς", "σ")


def fold(form: str) -> str:
    """A form as it is sought in views: the same folding, without a map."""
    return view(form).text


def _pieces(text: str) -> Iterator[Piece]:
    """Each character of the folded text, not composed yet, with its span in the source."""
    at = 0
    for unusual in _UNUSUAL.finditer(text):
        yield from ((text[here], here, here + 1) for here in range(at, unusual.start()))
        yield _folded(unusual), unusual.start(), unusual.end()
        at = unusual.end()
    yield from ((text[here], here, here + 1) for here in range(at, len(text)))


def _folded(unusual: re.Match[str]) -> str:
    match unusual.lastgroup:
        case "space":
            run = unusual[0]
            apart = _PARAGRAPH.search(run) or len(_LINE_BREAK.findall(run)) > 1
            return "\n" if apart else " "
        case "hyphen":
            return "-"
        case "apostrophe":
            return "'"
        case _:
            return ""


def _composed(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces in NFC: what composes with what stands before it shares one span."""
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
