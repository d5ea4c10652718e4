"""The look-up index: every designation of a glossary, found by any spelling, in any script, with typos.

A search goes from the certain to the vague and stops where something was found: the text itself (`exact`), its key
(`folded`), its beginning or words inside (`prefix`); then, all together, another press spelling of the same name
(`spelling`), one or two typos (`distance`), and both at once (`phonetic`). Scores fall in that order.

The tables are texts with a line per key, sought with `str.find`: nothing needs to be built when they come from the
cache, and what is parsed is only what was found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from termbase.index.spelling import key, keys, romanised, skeletons, words
from termbase.messages import _
from termbase.model import Concept, Glossary, Term, TermbaseError

PREFERRED, ACCEPTED, VARIANT, FORM = range(4)  # ranks of designations: what wins when nothing else decides


class Name(NamedTuple):
    """A designation: its text and language, whose it is (concept id, number of the term in its language), its rank."""

    text: str
    lang: str
    concept: str
    term: int
    rank: int


class Found(NamedTuple):
    """A name that a search found, how (`exact` … `phonetic`), and how near it is: a score from 0 to 1."""

    name: Name
    how: str
    score: float


@dataclass(frozen=True)
class Table:
    r"""Row numbers by key, as a text of lines `key\trow row …` between line feeds; the keys are sorted.

    >>> table = Table.of([("kiew", 4), ("kiew", 7), ("kiel", 5)])
    >>> table.rows("kiew"), list(table.beginning("kie"))
    ([4, 7], [('kiel', [5]), ('kiew', [4, 7])])
    """

    text: str

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> Table:
        """The table of these keys, which hold neither tabs nor line feeds, and rows."""
        rows: dict[str, dict[int, None]] = {}
        for name, row in pairs:
            rows.setdefault(name, {})[row] = None
        lines = (f"{name}\t{' '.join(map(str, numbers))}\n" for name, numbers in sorted(rows.items()))
        return cls("\n" + "".join(lines))

    def rows(self, name: str) -> list[int]:
        """The rows of a key, none if it is unknown."""
        at = self.text.find(f"\n{name}\t")
        return self._line(at)[1] if at >= 0 else []

    def beginning(self, start: str) -> Iterator[tuple[str, list[int]]]:
        """The keys that begin so, each with its rows."""
        at = self.text.find(f"\n{start}")
        while 0 <= at < len(self.text) - 1 and self.text.startswith(start, at + 1):
            yield self._line(at)
            at = self.text.find("\n", at + 1)

    def near(self, name: str, distance: int) -> Iterator[tuple[str, int]]:
        """The keys at most so many typos away (insertion, deletion, replacement, transposition), with how many."""
        from rapidfuzz.distance import OSA  # a third of a program start: only for who mistyped
        from rapidfuzz.process import extract

        for found, typos, _number in extract(
            name, self.keys, scorer=OSA.distance, score_cutoff=distance, limit=None, processor=None
        ):
            yield found, int(typos)

    @cached_property
    def keys(self) -> list[str]:
        """All keys."""
        return re.findall(r"(?<=\n)[^\t\n]*(?=\t)", self.text)

    def _line(self, at: int) -> tuple[str, list[int]]:
        name, _tab, rows = self.text[at + 1 : self.text.index("\n", at + 1)].partition("\t")
        return name, [int(row) for row in rows.split()]


@dataclass(frozen=True)
class Names:
    """All designations of a glossary in its order, a JSON line each, and the tables that lead to them."""

    concepts: Mapping[str, Concept]
    lines: str
    keys: Table
    words: Table
    spellings: Table

    @classmethod
    def of(cls, glossary: Glossary) -> Names:
        """The index of a glossary; takes some 50 µs a designation."""
        names = [name for concept in glossary.concepts.values() for name in designations(concept)]
        texts = [(number, name.text, romanised(name.text)) for number, name in enumerate(names)]
        return cls(
            glossary.concepts,
            "\n".join(json.dumps(name) for name in names),
            Table.of((found, row) for row, text, ascii_ in texts for found in (*keys(text), key(ascii_)) if found),
            Table.of((word, row) for row, text, ascii_ in texts for word in (*words(text), *words(ascii_))),
            Table.of((sounds, row) for row, text, _ascii in texts for sounds in skeletons(text) if sounds),
        )

    def search(
        self, query: str, lang: str | None = None, limit: int | None = 10, exact: bool = False, every: bool = False
    ) -> list[Found]:
        """What the query may mean, best first; at equal scores canonical forms first, then the glossary's order.

        `lang` is preferred at equal scores. `exact`: nothing but the query itself, letter for letter. `every`: all
        names that were found, not only the best of each concept. Raises TermbaseError for an empty query.
        """
        if not key(query):
            message = _("the query is empty: give a name, a term or a part of one")
            raise TermbaseError.of("TB701", message)
        found = (self._sorted(level, lang) for level in _levels(self, query, exact))
        best = next((level for level in found if level), [])
        if not every:
            best = list({entry.name.concept: entry for entry in reversed(best)}.values())[::-1]
        return best[:limit]

    def term(self, name: Name) -> Term:
        """The term that a name leads to."""
        return self.concepts[name.concept].terms[name.lang][name.term]

    def name(self, row: int) -> Name:
        """The name with this number."""
        return Name(*json.loads(self._rows[row]))

    @cached_property
    def longest(self) -> int:
        """The length of the longest key in code points: nothing that is much longer need be sought."""
        return max(map(len, self.keys.keys), default=0)

    @cached_property
    def _rows(self) -> list[str]:
        return self.lines.split("\n")
