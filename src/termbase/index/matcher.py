"""Finds the forms of a language in a view, exactly as a brute-force reader would (law 1).

At each word start the longest surface that ends at a word end wins, left to right. An automaton over the stems only
proposes where to look; every surface of every proposed shape is then compared with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from termbase.index.candidates import (
    Candidate,
    Closing,
    candidate_of,
    ranked,
    reach_of,
    reading_of,
    stand_alone,
)
from termbase.index.shapes import Reading, Shape
from termbase.index.stems import Proposal, Stems
from termbase.text.view import View
from termbase.text.words import (
    end_of_word,
    has_spaceless,
    spaced,
    without_spaceless,
)

_REMEMBERED = 1 << 16  # words and stems; of a text of many millions of words no more are met twice

Shapes = Callable[[int, int], Sequence[Shape]]
"""Position of a concept in the glossary, number of an entry there → the shapes of the entry."""


class Match(NamedTuple):
    """A place in a view where a form was seen, with every reading that the rules leave (code points of the view).

    `reach` is the end of the closed compound that the name begins, else `end`.
    """

    start: int
    end: int
    reach: int
    readings: tuple[Reading, ...]


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

    tails: dict[str, list[Candidate]] = field(default_factory=dict)
    wide: dict[str, list[tuple[str, Candidate]]] = field(default_factory=dict)
    loose: list[tuple[str, Candidate]] = field(default_factory=list)

    def add(self, shape: Shape) -> None:
        """Take in the surfaces of a shape."""
        for tail, surfaces in shape.tails.items():
            self.tails.setdefault(tail, []).extend(candidate_of(shape, surface) for surface in surfaces)
        for tail, surface in shape.wide:
            end = end_of_word(tail, 0)
            found = candidate_of(shape, surface)
            if end == len(tail):
                self.loose.append((tail, found))
            else:
                self.wide.setdefault(tail[: end + 2], []).append((tail, found))

    def behind(self, rest: str) -> Iterator[str]:
        """What must follow the stem's word, which ends with `rest`, for one of the `wide` candidates."""
        for key in self.wide:
            if key.startswith(rest) and end_of_word(key, 0) == len(rest):
                yield key[len(rest) :]

    def standing(self, lower: str, after: int, end: int) -> Iterator[tuple[int, Candidate]]:
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
                reach = reach_of(view.text, last, own)
                reading = reading_of(text, view, start, last, own, closing) if reach else None
                if reading is not None:
                    readings.append(reading)
                    match = Match(start, last, reach, (reading,))
                    found = match if found is None else _longer(found, match)
            alone = alone and not stem.loose and stand_alone(standing, view.text[start:end])
            behind.update(stem.behind(view.lower[after:end]))
        known = _Known(ranked(readings), behind or None)
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


def _longer(one: Match, other: Match) -> Match:
    """The longer of two matches at one start; of the same length, with the readings of both."""
    if (one.reach, one.end) != (other.reach, other.end):
        return max(one, other, key=lambda match: (match.reach, match.end))
    return one._replace(readings=ranked([*one.readings, *other.readings]))
