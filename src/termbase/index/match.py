"""What is found in a text: a match with its readings, and what is remembered of words that were read before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from termbase.index.shapes import Reading

BEHIND = 3  # characters behind a word that tell whether it may be the beginning of a longer name


class Sense(NamedTuple):
    """What a stretch of text is read as: every reading that the rules leave, none where it is no name.

    `concept` is the id of the only concept that it may mean, None where there are several. What is `settled` stands and
    asks nothing of the words before it, whatever they are.

    Of a word it is remembered wherever it stands but for two places: where it may go on, as one of the texts `behind`
    follow it, of so many characters at most; and what is only known `apart` beside a hyphen.
    """

    readings: tuple[Reading, ...]
    concept: str | None = None
    settled: bool = False
    behind: frozenset[str] | None = None
    apart: bool = False

    def holds(self, lower: str, start: int, end: int) -> bool:
        """Whether this is so of the word that stands there in a text in small letters."""
        if self.behind is not None and not self.behind.isdisjoint(beginnings(lower, end)):
            return False
        return not (self.apart and is_beside_hyphen(lower, start, end))


class Match(NamedTuple):
    """A place in a view where a form was seen (code points of the view).

    `reach` is the end of the closed compound that the name begins, else `end`.
    """

    start: int
    end: int
    reach: int
    sense: Sense

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Every reading that the rules leave."""
        return self.sense.readings


def beginnings(lower: str, at: int) -> list[str]:
    """The texts that begin there and may tell that a name goes on."""
    return [lower[at:end] for end in range(at + 1, min(at + BEHIND, len(lower)) + 1)]


def is_beside_hyphen(text: str, start: int, end: int) -> bool:
    """Whether a hyphen stands before or behind a stretch of a view."""
    return text[end : end + 1] == "-" or text[max(start - 1, 0) : start] == "-"


def sense_of(readings: Sequence[Reading], behind: frozenset[str] | None = None, apart: bool = False) -> Sense:
    """What readings of one stretch of text come to, those ranked out that give way to others."""
    if not readings:
        return Sense((), None, False, behind, apart)
    left = ranked(readings)
    concepts = {reading.entry.concept.id for reading in left}
    concept = concepts.pop() if len(concepts) == 1 else None
    settled = len(left) == 1 and left[0].entry.is_current and left[0].bearing is None
    return Sense(left, concept, settled, behind, apart)


def longer(one: Match, other: Match) -> Match:
    """The longer of two matches at one start; of the same length, with the readings of both."""
    if (one.reach, one.end) != (other.reach, other.end):
        return max(one, other, key=lambda match: (match.reach, match.end))
    return one._replace(sense=sense_of([*one.readings, *other.readings]))


def ranked(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Of readings of equal length: exact capitals before others, canonical forms before variants.

    What is for look-up only gives way to what is for texts.
    """
    if len(readings) < 2:
        return tuple(readings)
    for better in (
        lambda reading: reading.capitals == "same",
        lambda reading: reading.entry.variant is None,
        lambda reading: reading.entry.use != "lookup",
    ):
        readings = [reading for reading in readings if better(reading)] or readings
    return tuple(sorted(readings, key=lambda reading: (reading.entry.concept.id, reading.entry.order)))
