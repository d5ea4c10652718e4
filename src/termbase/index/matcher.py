"""Finds the forms of a language in a view, exactly as a brute-force reader would (law 1).

At each word start the longest surface that ends at a word end wins, left to right. An automaton over the stems only
proposes where to look; every surface of every proposed entry is then compared with the text. Without the automaton's
library a slower search proposes the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.index.entries import Entry
from termbase.text.view import View, small_letters
from termbase.text.words import begins_word, common_start, ends_word, in_compound, is_word, word_starts

_SHOUTED_LETTERS = 5  # from here on a surface all in capitals is taken for its form in capitals
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")

Proposer = Callable[[str], Iterable[tuple[int, int]]]
"""Text as it is `sought` → (offset, number of the stem), in any order."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a stretch of text: as this surface of this entry."""

    entry: Entry
    surface: str
    cells: frozenset[str]
    capitals: str  # same | carried | all


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a view where a form was seen, with every reading that the rules leave (code points of the view).

    `reach` is the end of the closed compound that the name begins, else `end`.
    """

    start: int
    end: int
    reach: int
    readings: tuple[Reading, ...]


class Matcher:
    """The entries of one language, ready to be sought."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        by_stem: dict[str, list[_Shape]] = {}
        for entry in entries:
            for shape in _shapes(entry):
                by_stem.setdefault(sought(shape.stem), []).append(shape)
        self._shapes = list(by_stem.values())
        self._propose = proposer(list(by_stem))

    def matches(self, text: str, view: View, closing: Collection[int] = ()) -> list[Match]:
        """The matches in the view of `text`, ascending and apart.

        `closing` are the offsets in `text` of closing quotation marks: an apostrophe there ends no form.
        """
        proposed: dict[int, list[_Shape]] = {}
        for start, number in self._propose(sought(view.lower)):
            if begins_word(view.text, start):
                proposed.setdefault(start, []).extend(self._shapes[number])
        found: list[Match] = []
        free = 0
        for start in sorted(proposed):
            if start < free:
                continue
            match = longest(text, view, start, proposed[start], closing)
            if match is not None:
                found.append(match)
                free = match.reach
        return found


@dataclass(frozen=True, slots=True)
class _Shape:
    """An entry as it is written: as recorded, with hyphens for spaces (in compounds), or in other capitals.

    All its surfaces begin with the stem.
    """

    entry: Entry
    stem: str
    surfaces: tuple[tuple[str, str, frozenset[str]], ...]  # as sought in small letters, as recorded, cells
    hyphened: bool = False
    shouted: bool = False


def _shapes(entry: Entry) -> Iterator[_Shape]:
    plain = [(small_letters(surface), surface, cells) for surface, cells in entry.surfaces.items()]
    yield from _by_stem(entry, plain)
    capitals: list[tuple[str, str, frozenset[str]]] = []
    if entry.case != "exact":
        upper = entry.language.upper
        capitals = [(small_letters(upper(surface)), surface, cells) for _, surface, cells in plain]
        capitals = [shape for shape, own in zip(capitals, plain, strict=True) if shape != own]
        yield from _by_stem(entry, capitals, shouted=True)
    if " " in entry.designation.text and entry.compounds != "none":
        for surfaces, shouted in ((plain, False), (capitals, True)):
            joined = [(low.replace(" ", "-"), surface, cells) for low, surface, cells in surfaces]
            yield from _by_stem(entry, joined, hyphened=True, shouted=shouted)


def _by_stem(
    entry: Entry,
    surfaces: list[tuple[str, str, frozenset[str]]],
    hyphened: bool = False,
    shouted: bool = False,
) -> Iterator[_Shape]:
    """One shape for what the surfaces begin with; each its own where they have little in common (go, went)."""
    if not surfaces:
        return
    shared = common_start([low for low, _, _ in surfaces])
    shortest = min(len(low) for low, _, _ in surfaces)
    if len(shared) >= min(3, shortest):
        yield _Shape(entry, shared, tuple(surfaces), hyphened, shouted)
        return
    for low, surface, cells in surfaces:
        yield _Shape(entry, low, ((low, surface, cells),), hyphened, shouted)


def sought(text: str) -> str:
    """A text in small letters as the automaton sees it: with spaces for hyphens, so that compounds need no stems."""
    return text.replace("-", " ")


def longest(
    text: str, view: View, start: int, shapes: Iterable[_Shape], closing: Collection[int]
) -> Match | None:
    """The longest of the surfaces that stand at `start`, None if none does."""
    best = 0
    found: list[tuple[int, Reading]] = []
    for shape in shapes:
        for end, reach, reading in _readings(text, view, start, shape, closing):
            if reach > best:
                best, found = reach, []
            if reach == best:
                found.append((end, reading))
    if not found:
        return None
    end = max(end for end, _ in found)
    readings = _ranked([reading for own, reading in found if own == end])
    return Match(start, end, best, readings)


def _ranked(readings: list[Reading]) -> tuple[Reading, ...]:
    """Of readings of equal length: exact capitals before others, canonical forms before variants, the rest in order.

    What is for look-up only gives way to what is for texts.
    """
    for better in (
        lambda reading: reading.capitals == "same",
        lambda reading: reading.entry.variant is None,
        lambda reading: reading.entry.use != "lookup",
    ):
        readings = [reading for reading in readings if better(reading)] or readings
    return tuple(sorted(readings, key=lambda reading: reading.entry.order))


def _readings(
    text: str, view: View, start: int, shape: _Shape, closing: Collection[int]
) -> Iterator[tuple[int, int, Reading]]:
    """End, reach and reading of each surface of the shape that stands at `start`."""
    entry = shape.entry
    for low, surface, cells in shape.surfaces:
        end = start + len(low)
        if not view.lower.startswith(low, start):
            continue
        reach = end
        if not ends_word(view.text, end):
            tail = entry.language.closed_tail(view.text[end : end + 60]) if _may_close(entry, surface) else 0
            if not tail:
                continue
            reach = end + tail
        if entry.language.continued(view.text[end : end + 2]):
            continue
        if low.endswith("'") and view.source(end - 1, end)[0] in closing:
            continue
        if in_compound(view.text, start, end):
            if entry.compounds == "none":
                continue
        elif shape.hyphened:
            continue
        capitals = _capitals(text, view, start, end, surface, entry.case, shape)
        if capitals is not None:
            yield end, reach, Reading(entry, surface, cells, capitals)


def _may_close(entry: Entry, surface: str) -> bool:
    return (
        entry.compounds == "closed" and surface == entry.designation.text and len(surface) >= _SHOUTED_LETTERS
    )


def _capitals(
    text: str, view: View, start: int, end: int, surface: str, case: str, shape: _Shape
) -> str | None:
    """How the capitals of the text answer to the surface's: same, carried (more of them), all; None: not at all."""
    seen = view.text[start:end]
    if shape.hyphened and not shape.shouted:
        seen = "".join(" " if own == " " else char for char, own in zip(seen, surface, strict=True))
    if seen == surface and not shape.shouted:
        return "same"
    if case == "exact":
        return None
    shouting = seen.isupper() and sum(map(str.isalpha, seen)) > 1
    if shouting and not surface.isupper():
        enough = sum(map(str.isalpha, seen)) >= _SHOUTED_LETTERS or _is_shouted_line(text, view, start)
        if case == "any" or enough:
            return "all"
        return None
    if shape.shouted:
        return None
    if case == "any":
        return "carried"
    for at, (char, own) in enumerate(zip(seen, surface, strict=True)):
        if own.isupper() and not char.isupper():
            return None
        if char.isupper() and not own.isupper() and at and is_word(surface[at - 1]):
            return None
    return "carried"


def _is_shouted_line(text: str, view: View, start: int) -> bool:
    """Whether the line of the source in which the view's offset lies has no small letter."""
    at = view.source(start, start + 1)[0]
    before = [found.end() for found in _LINE_ENDS.finditer(text, 0, at)]
    after = _LINE_ENDS.search(text, at)
    line = text[before[-1] if before else 0 : after.start() if after else len(text)]
    return not any(map(str.islower, line))


def proposer(stems: Sequence[str]) -> Proposer:
    """A search for all stems at once: by daachorse where it is installed, else in Python."""
    try:
        from daachorse import CharwiseDoubleArrayAhoCorasick
    except ImportError:
        return plain_proposer(stems)
    if not stems:
        return lambda text: ()
    automaton = CharwiseDoubleArrayAhoCorasick(list(stems))
    return lambda text: ((start, number) for start, _, number in automaton.find_overlapping(text))


def plain_proposer(stems: Sequence[str]) -> Proposer:
    """The same proposals at word starts from a dictionary by length: slow, without any library."""
    numbers: Mapping[str, int] = {stem: number for number, stem in enumerate(stems)}
    lengths = sorted({len(stem) for stem in stems})

    def propose(text: str) -> Iterator[tuple[int, int]]:
        for start in word_starts(text):
            for length in lengths:
                if start + length > len(text):
                    break
                number = numbers.get(text[start : start + length])
                if number is not None:
                    yield start, number

    return propose
