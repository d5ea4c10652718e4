"""Finds the forms of a language in a view, exactly as a brute-force reader would (law 1).

At each word start the longest surface that ends at a word end wins, left to right. A search for stems only proposes
where to look; every surface of every proposed shape is then compared with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from termbase.index.candidates import Candidate, Closing, candidate_of, reach_of, reading_of, stand_alone
from termbase.index.match import BEHIND, Match, Sense, beginnings, longer, sense_of
from termbase.index.shapes import Reading, Shape
from termbase.index.stems import Stems
from termbase.text.view import View
from termbase.text.words import end_of_word

_REMEMBERED = 1 << 16  # words and stems; of a text of many millions of words no more are met twice

Shapes = Callable[[int, int], Sequence[Shape]]
"""Position of a concept in the glossary, number of an entry there → the shapes of the entry."""


@dataclass(frozen=True, slots=True)
class _Stem:
    """What a stem may begin: candidates by the rest of its word, or by that and the characters behind it.

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
                self.wide.setdefault(tail[: end + BEHIND], []).append((tail, found))

    @property
    def loosest(self) -> int:
        """The length of the longest of the loose."""
        return max((len(tail) for tail, _candidate in self.loose), default=0)

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
            for behind in beginnings(lower, end):
                for tail, candidate in self.wide.get(lower[after:end] + behind, ()):
                    if lower.startswith(tail, after):
                        yield after + len(tail), candidate
        for tail, candidate in self.loose:
            if lower.startswith(tail, after):
                yield after + len(tail), candidate


class Matcher:
    """The forms of one language, ready to be sought."""

    def __init__(self, stems: Stems, shapes: Shapes) -> None:
        self.stems = stems
        self._shapes = shapes
        self._known: dict[str, _Stem] = {}
        self._words = stems.seeker.words()  # as written, from the start of a stem to the end of its word

    def matches(self, text: str, view: View, closing: Closing = frozenset) -> list[Match]:
        """The matches in the view of `text`, ascending and apart.

        An apostrophe that is a `closing` quotation mark ends no form.
        """

        def read(start: int, end: int, stems: Sequence[tuple[int, int]]) -> Match | None:
            return self._read(text, view, (start, end), stems, closing)

        return self.stems.seeker.matches(view.text, view.lower, self._words, read)

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
        alone, apart = True, False
        begun: list[tuple[_Stem, str]] = []  # with the rest of the word
        for after, number in stems:
            written = view.lower[start:after]
            stem = self._known.get(written) or self._stem(written, number)
            begun.append((stem, view.lower[after:end]))
            standing = list(stem.standing(view.lower, after, end))
            for last, own in standing:
                reach = reach_of(view.text, last, own)
                reading = reading_of(text, view, start, last, own, closing) if reach else None
                if reading is not None:
                    readings.append(reading)
                    alone = alone and last == reach == end
                    match = Match(start, last, reach, sense_of([reading]))
                    found = match if found is None else longer(found, match)
            alone = alone and after + stem.loosest <= end and stand_alone(standing, view.text[start:end])
            apart = apart or not all(own.plain for _last, own in standing)
        word = view.text[start:end]
        if alone and self._words.get(word) is None:
            behind = frozenset(text for stem, rest in begun for text in stem.behind(rest))
            sense = sense_of(readings, behind or None, apart)
            if sense.holds(view.lower, start, end):
                self._remember(word, sense)
        return found

    def _remember(self, word: str, sense: Sense) -> None:
        if len(self._words) >= _REMEMBERED:
            self._words.clear()
        self._words[word] = sense

    def _stem(self, stem: str, number: int) -> _Stem:
        """What the stem with this number may begin as it is written here, kept for the next time."""
        found = _Stem()
        for concept, order in self.stems.entries(number):
            for shape in self._shapes(concept, order):
                if shape.stem == stem:  # with its hyphens
                    found.add(shape)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[stem] = found
        return found
