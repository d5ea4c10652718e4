"""What all schemes make of a word, read once for all of them: an index of many names reads little else.

Most letters are read one by one in every scheme, by what stands on either side. Where a scheme reads several letters
as one, the others are read on until all of them have read the same letters. Steps are remembered by the letters that
decide them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from termbase.text._translit_rules import END, START, Table
from termbase.text._translit_words import rule_at

_SEEN = 8  # letters by which a step is remembered, from the one before it
_REMEMBERED = 1 << 16  # steps

Step = tuple[int, tuple[str, ...]]
"""How many letters are read, and what is made of them by table."""


class AllAtOnce:
    """Reads words by several tables at once; of what they write `made` makes what is wanted, piece by piece."""

    def __init__(self, tables: Sequence[Table], made: Callable[[str], str]) -> None:
        self._tables = tables
        self._made = made
        self._near: dict[str, Step] = {}  # by a letter between two others
        self._far: dict[str, Step] = {}  # by as many letters as are seen
        self._longest = max(rule.size for known in tables for rules in known.rules.values() for rule in rules)

    def read(self, word: str) -> tuple[str, ...]:
        """Give for each table what is made of a word: letters alone, and no acronym, whose letters are spelled out."""
        text = f"{START}{word.lower()}{END}"
        near, far = self._near, self._far
        read: list[tuple[str, ...]] = []
        at, end = 1, len(text) - 1
        while at < end:
            step = near.get(text[at - 1 : at + 2]) or far.get(text[at - 1 : at - 1 + _SEEN])
            if step is None:
                step = self._step(text, at)
            at += step[0]
            read.append(step[1])
        return tuple(map("".join, zip(*read, strict=True)))

    def _step(self, text: str, at: int) -> Step:
        """Read on from an offset until all tables have read the same letters."""
        ends = [at] * len(self._tables)
        written = [""] * len(self._tables)
        last = at
        while min(ends) < max(ends) or at in ends:
            last = min(ends)
            number = ends.index(last)
            rule = rule_at(text, ends[number], self._tables[number], len(text))
            written[number] += self._made(rule.output)
            ends[number] += rule.size
        size = ends[0] - at
        step = size, tuple(written)
        window = text[at - 1 : at + 2]
        if len(self._far) >= _REMEMBERED:
            self._far.clear()
        if size == 1 and all(
            text[at] in known.rules and window[1:] not in known.beginnings for known in self._tables
        ):
            self._near[window] = step
        elif min(last + self._longest + 1, len(text)) < at + _SEEN:  # nothing behind was looked at
            self._far[text[at - 1 : at - 1 + _SEEN]] = step
        return step
