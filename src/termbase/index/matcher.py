"""Finds the forms of a language in a view, exactly as a brute-force reader would (law 1).

At each word start the longest surface that ends at a word end wins, left to right. An automaton over the stems only
proposes where to look; every surface of every proposed shape is then compared with the text.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from termbase.index.shapes import Reading, Shape, Surface
from termbase.index.stems import Proposal, Stems
from termbase.languages.language import never
from termbase.text.view import View
from termbase.text.words import (
    end_of_word,
    ends_word,
    has_spaceless,
    in_compound,
    is_word,
    spaced,
    without_spaceless,
)

_SHOUTED_LETTERS = 5  # from here on a surface all in capitals is taken for its form in capitals
_CLOSED_LETTERS = 5  # shorter names are not sought in closed compounds
_LONGEST_TAIL = 60  # code points of a closed compound behind its name
_REMEMBERED = 1 << 16  # words and stems; of a text of many millions of words no more are met twice
_LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")

Shapes = Callable[[int, int], Sequence[Shape]]
"""Position of a concept in the glossary, number of an entry there → the shapes of the entry."""

Closing = Callable[[], Collection[int]]
"""The offsets of the closing quotation marks in the text, asked for where an apostrophe may be one."""


class Match(NamedTuple):
    """A place in a view where a form was seen, with every reading that the rules leave (code points of the view).

    `reach` is the end of the closed compound that the name begins, else `end`.
    """

    start: int
    end: int
    reach: int
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A surface of a shape; `plain` ones need no look at what stands around them."""

    shape: Shape
    surface: Surface
    plain: bool


@dataclass(frozen=True, slots=True)
class Search:
    """A text as it was searched: where in it stems stand at word starts.

    `text` and `lower` are those of its view; `ends` has a space wherever a word that a stem begins may end, and is
    longer by one character before the text and one behind it.
    """

    text: str
    lower: str
    ends: str
    proposals: Sequence[Proposal]


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a stem may begin: candidates by the rest of its word, or by that and the two characters behind it.

    `loose` are those that need not end where a word ends.
    """

    tails: dict[str, list[_Candidate]] = field(default_factory=dict)
    wide: dict[str, list[tuple[str, _Candidate]]] = field(default_factory=dict)
    loose: list[tuple[str, _Candidate]] = field(default_factory=list)

    def add(self, shape: Shape) -> None:
        """Take in the surfaces of a shape."""
        for tail, surfaces in shape.tails.items():
            self.tails.setdefault(tail, []).extend(_candidate(shape, surface) for surface in surfaces)
        for tail, surface in shape.wide:
            end = end_of_word(tail, 0)
            found = _candidate(shape, surface)
            if end == len(tail):
                self.loose.append((tail, found))
            else:
                self.wide.setdefault(tail[: end + 2], []).append((tail, found))

    def behind(self, rest: str) -> Iterator[str]:
        """What must follow the stem's word, which ends with `rest`, for one of the `wide` candidates."""
        for key in self.wide:
            if key.startswith(rest) and end_of_word(key, 0) == len(rest):
                yield key[len(rest) :]

    def standing(self, lower: str, after: int, end: int) -> Iterator[tuple[int, _Candidate]]:
        """The candidates that stand in a text, the stem ending at `after` and its word at `end`, with their ends."""
        for candidate in self.tails.get(lower[after:end], ()):
            yield end, candidate
        if self.wide:
            key = lower[after : end + 2]
            for own in (self.wide.get(key, ()), self.wide.get(key[:-1], ())):
                for tail, candidate in own:
                    if lower.startswith(tail, after):
                        yield after + len(tail), candidate
        for tail, candidate in self.loose:
            if lower.startswith(tail, after):
                yield after + len(tail), candidate


class _Known(NamedTuple):
    """What a word as it is written is read as, unless one of the one or two characters `behind` follow it."""

    readings: tuple[Reading, ...]
    behind: Collection[str] | None

    def goes_on(self, lower: str, end: int) -> bool:
        """Whether the word that ends there in a text in small letters may be the beginning of a longer name."""
        behind = self.behind
        return behind is not None and (lower[end : end + 2] in behind or lower[end : end + 1] in behind)


class Matcher:
    """The forms of one language, ready to be sought."""

    def __init__(self, stems: Stems, shapes: Shapes) -> None:
        self._stems = stems
        self._shapes = shapes
        self._known: dict[str, _Stem] = {}
        self._words: dict[str, _Known] = {}  # as written, from the start of a stem to the end of its word

    def search(self, view: View) -> Search:
        """Search a view for stems."""
        lower = view.lower
        padded = f" {spaced(lower)} "
        spaceless = has_spaceless(lower)
        ends = without_spaceless(padded) if spaceless else padded
        return Search(view.text, lower, ends, self._stems.proposals(lower, padded, spaceless))

    def matches(
        self,
        text: str,
        view: View,
        closing: Closing = frozenset,
        search: Search | None = None,
        begin: int = 0,
        proposals: Sequence[Proposal] | None = None,
    ) -> list[Match]:
        """The matches in the view of `text`, ascending and apart.

        An apostrophe that is a `closing` quotation mark ends no form. A view that begins at `begin` in a text that was
        searched already need not be searched again; `proposals` are then those that start in it.
        """
        search = search or self.search(view)
        proposals = search.proposals if proposals is None else proposals
        written, lower, end_from, words = search.text, search.lower, search.ends.find, self._words
        found: list[Match] = []
        longest: Match | None = None
        at = free = read_to = 0
        limit = begin + len(view.text) + 1
        for number, (start, after, _stem) in enumerate(proposals):
            if start != at:
                if longest is not None:
                    found.append(longest)
                    free, longest = longest.reach + begin, None
                at, read_to = start, 0
            if start < free or after > limit:
                continue  # it goes on behind the view, where another text stands or none
            end = end_from(" ", after) - 1
            if end == read_to:
                continue  # with the shorter stem
            read_to = end
            known = words.get(written[start:end])
            if known is not None and (known.behind is None or not known.goes_on(lower, end)):
                if not known.readings:
                    continue
                match: Match | None = Match(start - begin, end - begin, end - begin, known.readings)
            else:
                stems = _ending_in(proposals, number, end, search.ends)
                place = start - begin, end - begin
                match = self._read(text, view, place, [(to - begin, stem) for to, stem in stems], closing)
            if match is not None:
                longest = match if longest is None else _longer(longest, match)
        if longest is not None:
            found.append(longest)
        return found

    def _read(
        self,
        text: str,
        view: View,
        place: tuple[int, int],
        stems: Sequence[tuple[int, int]],
        closing: Closing,
    ) -> Match | None:
        """The longest surface that begins at the start of the place with one of the stems, each by end and number.

        All of them end in the word at the end of the place.
        """
        start, end = place
        found: Match | None = None
        readings: list[Reading] = []
        alone, behind = True, set[str]()
        for after, number in stems:
            written = view.lower[start:after]
            stem = self._known.get(written) or self._stem(written, number)
            standing = list(stem.standing(view.lower, after, end))
            for last, own in standing:
                reach = _reach(view.text, last, own)
                reading = _reading(text, view, start, last, own, closing) if reach else None
                if reading is not None:
                    readings.append(reading)
                    match = Match(start, last, reach, (reading,))
                    found = match if found is None else _longer(found, match)
            alone = alone and not stem.loose and _stand_alone(standing, view.text[start:end])
            behind.update(stem.behind(view.lower[after:end]))
        known = _Known(_ranked(readings), behind or None)
        if alone and not known.goes_on(view.lower, end):
            self._remember(view.text[start:end], known)
        return found

    def _remember(self, word: str, known: _Known) -> None:
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        self._words[word] = known

    def _stem(self, stem: str, number: int) -> _Stem:
        """What the stem with this number may begin as it is written here, kept for the next time."""
        found = _Stem()
        for concept, order in self._stems.entries(number):
            for shape in self._shapes(concept, order):
                if shape.stem == stem:  # with its hyphens
                    found.add(shape)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[stem] = found
        return found


def _ending_in(proposals: Sequence[Proposal], first: int, end: int, ends: str) -> Iterator[tuple[int, int]]:
    """The ends and numbers of the stems from the first one on that start where it does and end in the word as well."""
    start = proposals[first][0]
    for number in range(first, len(proposals)):
        at, after, stem = proposals[number]
        if at != start or ends.find(" ", after) - 1 != end:
            return
        yield after - 1, stem


def _stand_alone(standing: Sequence[tuple[int, _Candidate]], word: str) -> bool:
    """Whether nothing around a word counts for how the candidates that stand in it are read."""
    if not all(own.plain for _last, own in standing):
        return False
    if not word.isupper() or sum(map(str.isalpha, word)) >= _SHOUTED_LETTERS:
        return True  # else its line may count
    return all(own.surface.text == word or own.shape.entry.case == "exact" for _last, own in standing)


def _candidate(shape: Shape, surface: Surface) -> _Candidate:
    entry = shape.entry
    bound = shape.hyphened or shape.shouted or entry.compounds == "none" or surface.text.endswith("'")
    return _Candidate(shape, surface, not bound and entry.language.continued is never)


def _longer(one: Match, other: Match) -> Match:
    """The longer of two matches at one start; of the same length, with the readings of both."""
    if (one.reach, one.end) != (other.reach, other.end):
        return max(one, other, key=lambda match: (match.reach, match.end))
    return one._replace(readings=_ranked([*one.readings, *other.readings]))


def _reach(text: str, end: int, candidate: _Candidate) -> int:
    """Where the word ends that the surface ends or, in a closed compound, begins; 0 if it does neither."""
    if ends_word(text, end):
        return end
    entry, surface = candidate.shape.entry, candidate.surface.text
    if entry.compounds != "closed" or surface != entry.designation.text or len(surface) < _CLOSED_LETTERS:
        return 0
    tail = entry.language.closed_tail(text[end : end + _LONGEST_TAIL])
    return end + tail if tail else 0


def _reading(
    text: str, view: View, start: int, end: int, candidate: _Candidate, closing: Closing
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


def _ranked(readings: list[Reading]) -> tuple[Reading, ...]:
    """Of readings of equal length: exact capitals before others, canonical forms before variants.

    What is for look-up only gives way to what is for texts.
    """
    for better in (
        lambda reading: reading.capitals == "same",
        lambda reading: reading.entry.variant is None,
        lambda reading: reading.entry.use != "lookup",
    ):
        readings = [reading for reading in readings if better(reading)] or readings
    return tuple(sorted(readings, key=lambda reading: (reading.entry.concept.id, reading.entry.order)))
