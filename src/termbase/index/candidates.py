"""How a surface may stand at a place of a text: capitals, compounds, quotation marks, and the reading that is left."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from termbase.index.shapes import Reading, Shape, Surface
from termbase.languages.language import never
from termbase.text.view import View
from termbase.text.words import ends_word, in_compound, is_word

_SHOUTED_LETTERS = 5  # from here on a surface all in capitals is taken for its form in capitals
_CLOSED_LETTERS = 5  # shorter names are not sought in closed compounds
_LONGEST_TAIL = 60  # code points of a closed compound behind its name
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")

Closing = Callable[[], Collection[int]]
"""The offsets of the closing quotation marks in the text, asked for where an apostrophe may be one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A surface of a shape; `plain` ones need no look at what stands around them, the `apart` only at hyphens."""

    shape: Shape
    surface: Surface
    plain: bool
    apart: bool


def candidate_of(shape: Shape, surface: Surface) -> Candidate:
    """A surface of a shape as a candidate."""
    entry = shape.entry
    apart = not surface.text.endswith("'") and entry.language.continued is never
    hyphens_count = shape.hyphened or shape.shouted or entry.compounds == "none"
    return Candidate(shape, surface, apart and not hyphens_count, apart)


def stand_alone(standing: Sequence[tuple[int, Candidate]], word: str) -> bool:
    """Whether nothing around a word but a hyphen counts for how the candidates that stand in it are read."""
    if not all(own.apart for _last, own in standing):
        return False
    if not word.isupper() or sum(map(str.isalpha, word)) >= _SHOUTED_LETTERS:
        return True  # else its line may count
    return all(own.surface.text == word or own.shape.entry.case == "exact" for _last, own in standing)


def reach_of(text: str, end: int, candidate: Candidate) -> int:
    """Where the word ends that the surface ends or, in a closed compound, begins; 0 if it does neither."""
    if ends_word(text, end):
        return end
    entry, surface = candidate.shape.entry, candidate.surface.text
    if entry.compounds != "closed" or surface != entry.designation.text or len(surface) < _CLOSED_LETTERS:
        return 0
    tail = entry.language.closed_tail(text[end : end + _LONGEST_TAIL])
    return end + tail if tail else 0


def reading_of(
    text: str, view: View, start: int, end: int, candidate: Candidate, closing: Closing
) -> Reading | None:
    """The reading of what stands from `start` to `end`, None if a rule of the entry forbids it."""
    shape, surface = candidate.shape, candidate.surface
    entry = shape.entry
    after = view.text[end : end + 2]
    if entry.language.continued(after):
        return None
    if surface.text.endswith("'") and view.source(end - 1, end)[0] in closing():
        return None
    if (after[:1] == "-" or view.text[start - 1 : start] == "-") and in_compound(view.text, start, end):
        if entry.compounds == "none":
            return None
    elif shape.hyphened:
        return None
    seen = view.text[start:end]
    if seen == surface.text and not shape.shouted:
        return _known_reading(shape, surface, "same")
    capitals = _capitals(text, view, start, seen, surface, shape)
    return _known_reading(shape, surface, capitals) if capitals else None


def _known_reading(shape: Shape, surface: Surface, capitals: str) -> Reading:
    """The same reading each time, so that what is made of it can be remembered."""
    known = shape.readings.get((surface.text, capitals))
    if known is None:
        known = Reading(shape.entry, surface.text, surface.cells, capitals)
        shape.readings[surface.text, capitals] = known
    return known


def _capitals(text: str, view: View, start: int, seen: str, surface: Surface, shape: Shape) -> str | None:
    """How the capitals of the text answer to the surface's: same, carried (more of them), all; None: not at all."""
    own_text, case = surface.text, shape.entry.case
    if shape.hyphened and not shape.shouted:
        seen = "".join(" " if own == " " else char for char, own in zip(seen, own_text, strict=True))
    if seen == own_text and not shape.shouted:
        return "same"
    if case == "exact":
        return None
    shouting = seen.isupper() and sum(map(str.isalpha, seen)) > 1
    if shouting and not own_text.isupper():
        enough = sum(map(str.isalpha, seen)) >= _SHOUTED_LETTERS or _is_shouted_line(text, view, start)
        return "all" if case == "any" or enough else None
    if shape.shouted:
        return None
    if case == "any":
        return "carried"
    for at, (char, own) in enumerate(zip(seen, own_text, strict=True)):
        if own.isupper() and not char.isupper():
            return None
        if char.isupper() and not own.isupper() and at and is_word(own_text[at - 1]):
            return None
    return "carried"


def _is_shouted_line(text: str, view: View, start: int) -> bool:
    """Whether the line of the source in which the view's offset lies has no small letter."""
    ends, shouted = _lines(text)
    return shouted[bisect_right(ends, view.source(start, start + 1)[0])]


@functools.lru_cache(1)
def _lines(text: str) -> tuple[list[int], list[bool]]:
    """Where each line of a text ends but the last, and of every line whether it has no small letter."""
    ends = [found.end() for found in _LINE_ENDS.finditer(text)]
    lines = (text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True))
    return ends, [not any(map(str.islower, line)) for line in lines]
