"""Where in a text a form may stand: a search for the stems of a language at the beginnings of words.

It only proposes; what counts is decided by the matcher, which compares every surface. Stems are compared with a text
that has a space for every character that belongs to no word, and one more where an ordinary word begins directly behind
a letter of a script without spaces. `_seeking` is the same in compiled code, which is used where it was built.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from termbase.index.match import Match, Sense, longer
from termbase.index.patterns import PatternFinder, Patterns
from termbase.text.words import (
    begins_word,
    end_of_word,
    has_spaceless,
    is_ordinary,
    joined_to_spaceless,
    spaced,
)

Proposal = tuple[int, int, int, int]
"""Where a stem starts and ends in a text, where the word ends in which it ends (code points), and its number."""

Read = Callable[[int, int, Sequence[tuple[int, int]]], Match | None]
"""Start and end of a word, where in it stems end and their numbers → the longest match that starts there."""


class Seeker:
    """The stems of a language, ready to be sought."""

    def __init__(self, led: Patterns, bare: Patterns) -> None:
        """Take the stems that begin like an ordinary word, and the others, which are numbered after them."""
        self._led = PatternFinder(led)
        self._bare = PatternFinder(bare) if bare.numbers else None
        self._first_bare = len(led.numbers)

    def proposals(self, lower: str) -> list[Proposal]:
        """Give what may stand in a text in small letters, ascending."""
        found = list(self._led_in(lower))
        if self._bare is not None:
            found += self._bare_in(lower, self._bare)
            found.sort()
        return found

    def words(self) -> dict[str, Sense]:
        """Give a memory of words, for `matches`."""
        return {}

    def matches(self, text: str, lower: str, known: Mapping[str, Sense], read: Read) -> list[Match]:
        """Give the matches in the text of a view, ascending and apart.

        Words are read as they are `known`, by the text from the start of the stem to the end of the word; the others by
        `read`.
        """
        proposals = self.proposals(lower)
        found: list[Match] = []
        longest: Match | None = None
        at = free = read_to = 0
        for number, (start, _after, end, _stem) in enumerate(proposals):
            if start != at:
                if longest is not None:
                    found.append(longest)
                    free, longest = longest.reach, None
                at, read_to = start, 0
            if start < free or end == read_to:
                continue  # within a match, or with the shorter stem
            read_to = end
            own = known.get(text[start:end])
            if own is not None and own.holds(lower, start, end):
                match = Match(start, end, end, own) if own.readings else None
            else:
                match = read(start, end, list(_ending_with(proposals, number)))
            if match is not None:
                longest = match if longest is None else longer(longest, match)
        if longest is not None:
            found.append(longest)
        return found

    def _led_in(self, lower: str) -> Iterator[Proposal]:
        text = spaced(lower)
        cuts = joined_to_spaceless(text) if has_spaceless(text) else []
        inserted = [cut + number for number, cut in enumerate(cuts)]
        text = parted(text, cuts)
        for at in range(len(text)):
            if (not at or text[at - 1] == " ") and is_ordinary(text[at]):
                begun = at - bisect_right(inserted, at)
                ends = ((end - bisect_left(inserted, end), number) for end, number in self._led.at(text, at))
                for after, number in sorted(ends):
                    yield begun, after, end_of_word(lower, after), number

    def _bare_in(self, lower: str, bare: PatternFinder) -> Iterator[Proposal]:
        text = unhyphened(lower)
        for at in range(len(text)):
            if begins_word(lower, at):
                for end, number in bare.at(text, at):
                    yield at, end, end_of_word(lower, end), self._first_bare + number


def _ending_with(proposals: Sequence[Proposal], number: int) -> Iterator[tuple[int, int]]:
    """The stems from one on that start where it does and end in the same word: by their ends and numbers."""
    start, _after, end, _stem = proposals[number]
    for at in range(number, len(proposals)):
        other, after, word, stem = proposals[at]
        if other != start or word != end:
            return
        yield after, stem


def parted(text: str, cuts: Sequence[int]) -> str:
    """Give a text with a space more at each of the offsets."""
    return " ".join(text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True))


def led(stem: str) -> str:
    """Give a stem that begins like an ordinary word as it is sought."""
    text = spaced(stem)
    return parted(text, joined_to_spaceless(text)) if has_spaceless(text) else text


def unhyphened(lower: str) -> str:
    """Give another stem, or a text for such: with spaces for hyphens, so that compounds need no patterns."""
    return lower.replace("-", " ")
