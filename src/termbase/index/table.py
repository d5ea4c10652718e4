"""A table that needs no building: keys with row numbers in UTF-8, sought with `bytes.find`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property


class Table:
    r"""Row numbers by key, as lines `key\trow row …`, sorted, between line feeds.

    >>> table = Table.of([("kiew", 4), ("kiew", 7), ("kiel", 5)])
    >>> table.rows("kiew"), list(table.beginning("kie")), list(table.near("keil", 1))
    ([4, 7], [('kiel', [5]), ('kiew', [4, 7])], [('kiel', 1)])
    """

    def __init__(self, data: bytes) -> None:
        self.data = data

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Table:
        """Make the table of keys, without tabs and line feeds, and their rows; empty keys are left out."""
        rows: dict[str, dict[int, None]] = {}
        for key, row in pairs:
            rows.setdefault(key, {})[row] = None
        lines = (f"{key}\t{' '.join(map(str, numbers))}\n" for key, numbers in sorted(rows.items()) if key)
        return cls(encoded("\n" + "".join(lines)))

    def rows(self, key: str) -> list[int]:
        """Give the rows of a key, none if it is unknown."""
        at = self.data.find(encoded(f"\n{key}\t"))
        return self._line(at)[1] if at >= 0 else []

    def beginning(self, start: str) -> Iterator[tuple[str, list[int]]]:
        """Give the keys that begin so, each with its rows."""
        sought = encoded(f"\n{start}")
        at = self.data.find(sought)
        while 0 <= at < len(self.data) - 1 and self.data.startswith(sought, at):
            yield self._line(at)
            at = self.data.find(b"\n", at + 1)

    def near(self, key: str, distance: int) -> Iterator[tuple[str, int]]:
        """Give the keys at most so many typos away, with how many (optimal string alignment)."""
        if len(key) > self._longest + distance:
            return
        from rapidfuzz.distance import OSA  # takes as long as a look-up: only for who mistyped
        from rapidfuzz.process import extract

        for found, typos, _number in extract(
            key, self.keys, scorer=OSA.distance, score_cutoff=distance, limit=None
        ):
            yield found, int(typos)

    @cached_property
    def keys(self) -> list[str]:
        """All keys."""
        text = self.data.decode("utf-8", "surrogatepass")
        return re.findall(r"^[^\t\n]+", text, re.MULTILINE)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.keys), default=0)

    def _line(self, at: int) -> tuple[str, list[int]]:
        key, _tab, rows = self.data[at + 1 : self.data.index(b"\n", at + 1)].partition(b"\t")
        return key.decode("utf-8", "surrogatepass"), [int(row) for row in rows.split()]


def encoded(text: str) -> bytes:
    """Give the text in UTF-8; halves of surrogate pairs, which a query may hold, stay what they are."""
    return text.encode("utf-8", "surrogatepass")
