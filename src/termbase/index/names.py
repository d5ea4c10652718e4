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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from termbase.index.spelling import key, keys, romanised, skeletons, words
from termbase.messages import _
from termbase.model import Concept, Glossary, Term, TermbaseError, Variant

PREFERRED, ACCEPTED, VARIANT, FORM = range(4)  # ranks of designations: what wins when nothing else decides
SHORT = 3  # the shortest key in which a typo is borne, and that in acronyms only


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


Rows = dict[int, tuple[str, float]]
"""What a step of a search found: how and how near, by the number of the row."""


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
            Table.of(
                (found, row) for row, text, ascii_ in texts for found in (*keys(text), key(ascii_)) if found
            ),
            Table.of((word, row) for row, text, ascii_ in texts for word in (*words(text), *words(ascii_))),
            Table.of((sounds, row) for row, text, _ascii in texts for sounds in skeletons(text) if sounds),
        )

    def search(
        self,
        query: str,
        lang: str | None = None,
        limit: int | None = 10,
        exact: bool = False,
        every: bool = False,
    ) -> list[Found]:
        """What the query may mean, best first; at equal scores canonical forms first, then the glossary's order.

        `lang` is preferred at equal scores. `exact`: nothing but the query itself, letter for letter. `every`: all
        names that were found, not only the best of each concept. Raises TermbaseError for an empty query.
        """
        if not key(query):
            message = _("the query is empty: give a name, a term or a part of one")
            raise TermbaseError.of("TB701", message)
        for level in _levels(self, query.strip(), exact):
            if level:
                found = self._ordered(level, lang)
                return (found if every else _best_of_each(found))[:limit]
        return []

    def term(self, name: Name) -> Term:
        """The term that a name leads to."""
        return self.concepts[name.concept].terms[name.lang][name.term]

    def name(self, row: int) -> Name:
        """The name with this number."""
        return Name(*json.loads(self._rows[row]))

    def _ordered(self, rows: Rows, lang: str | None) -> list[Found]:
        wanted = (lang or "").partition("-")[0].lower()
        found = [(Found(self.name(row), how, score), row) for row, (how, score) in rows.items()]
        found.sort(
            key=lambda entry: (
                -entry[0].score,
                entry[0].name.lang.partition("-")[0] != wanted,
                entry[0].name.rank,
                entry[1],
            )
        )
        return [entry for entry, _row in found]

    @cached_property
    def _rows(self) -> list[str]:
        return self.lines.split("\n")


def designations(concept: Concept) -> Iterator[Name]:
    """Every designation of a concept in the order of the glossary: terms, their recorded forms, their variants."""
    for lang, terms in concept.terms.items():
        for number, term in enumerate(terms):
            rank = PREFERRED if term.status == "preferred" else ACCEPTED
            yield Name(term.text, lang, concept.id, number, rank)
            for form in _forms(term):
                yield Name(form, lang, concept.id, number, FORM)
            for variant in term.variants:
                yield Name(variant.text, lang, concept.id, number, VARIANT)
                for form in _forms(variant):
                    yield Name(form, lang, concept.id, number, FORM)


def _forms(designation: Term | Variant) -> list[str]:
    return [form for forms in designation.forms.values() for form in forms if form != designation.text]


def _best_of_each(found: list[Found]) -> list[Found]:
    best: dict[str, Found] = {}
    for entry in found:
        best.setdefault(entry.name.concept, entry)
    return list(best.values())


def _levels(names: Names, query: str, exact: bool) -> Iterator[Rows]:
    """The steps of a search, each done only if those before it found nothing."""
    same = _same(names, query)
    yield {row: found for row, found in same.items() if found[0] == "exact"} if exact else same
    if exact:
        return
    beginning, inside = _beginning(names, query), _inside(names, query)
    if beginning or len(words(query)) > 1:
        yield _merged(beginning, inside)
    yield _merged(inside, *_resembling(names, query))


def _merged(*steps: Rows) -> Rows:
    merged: Rows = {}
    for step in steps:
        for row, found in step.items():
            if row not in merged or found[1] > merged[row][1]:
                merged[row] = found
    return merged


def _same(names: Names, query: str) -> Rows:
    """The names that are the query (1.0), or differ in what a key leaves out (0.95), or in script or umlauts (0.9)."""
    rows = dict.fromkeys(row for asked in keys(query) for row in names.keys.rows(asked))
    own = key(query)
    found: Rows = {}
    for row in rows or names.keys.rows(key(romanised(query))):
        text = names.name(row).text
        found[row] = ("exact", 1.0) if text == query else ("folded", 0.95 if key(text) == own else 0.9)
    return found


def _beginning(names: Names, query: str) -> Rows:
    """The names that begin with the query: 0.8, and up to 0.9 the less is missing."""
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        found = {
            row: ("prefix", 0.8 + 0.1 * len(asked) / len(whole))
            for whole, rows in names.keys.beginning(asked)
            for row in rows
        }
        if found:
            return found
    return {}


def _inside(names: Names, query: str) -> Rows:
    """The names that hold all words of the query, in any order, or words that begin so: 0.7 to 0.75."""
    for asked in (words(query), words(romanised(query))):
        rows = _holding(
            asked, lambda word: (row for _word, rows in names.words.beginning(word) for row in rows)
        )
        if rows:
            return {row: ("prefix", 0.7 + 0.05 * _share(asked, names.name(row).text)) for row in rows}
    return {}


def _holding(asked: list[str], rows_of: Callable[[str], Iterable[int]]) -> set[int]:
    """The rows that all of the words lead to."""
    rows: set[int] | None = None
    for word in dict.fromkeys(asked):
        rows = set(rows_of(word)) if rows is None else rows & set(rows_of(word))
        if not rows:
            break
    return rows or set()


def _share(asked: list[str], text: str) -> float:
    """How much of the text the words are, in characters."""
    return min(1.0, sum(map(len, asked)) / len(key(text)))


def _resembling(names: Names, query: str) -> Iterator[Rows]:
    """The names that the query misspells, whole (0.6 to 0.8), by sound (0.5 to 0.55) or word by word (0.4 to 0.5)."""
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        yield _mistyped(names, asked)
    yield _sounding(names, query)
    rows = _holding(words(query), lambda word: _rows_near(names.words, word))
    yield {row: ("distance", 0.4 + 0.1 * _share(words(query), names.name(row).text)) for row in rows}


def _mistyped(names: Names, asked: str) -> Rows:
    found: Rows = {}
    for near, typos in names.keys.near(asked, _tolerance(asked)):
        for row in names.keys.rows(near):
            if len(asked) > SHORT or names.name(row).text.isupper():
                found[row] = ("distance", 0.8 - 0.1 * typos + 0.05 * (1 - typos / max(len(asked), len(near))))
    return found


def _rows_near(table: Table, word: str) -> Iterator[int]:
    tolerance = _tolerance(word) if len(word) > SHORT else 0
    for near, _typos in table.near(word, tolerance):
        yield from table.rows(near)


def _tolerance(asked: str) -> int:
    """How many typos a key of this length may have; at length 3 (`SHORT`) only acronyms may have one."""
    return 0 if len(asked) < SHORT else 1 if len(asked) < 7 else 2


def _sounding(names: Names, query: str) -> Rows:
    from rapidfuzz.distance import OSA

    own = key(romanised(query))
    found: Rows = {}
    for sounds in skeletons(query):
        tolerance = 0 if len(sounds) < 5 else 1 if len(sounds) < 9 else 2
        for near, typos in names.spellings.near(sounds, tolerance) if len(sounds) >= SHORT else ():
            for row in names.spellings.rows(near):
                likeness = OSA.normalized_similarity(own, key(romanised(names.name(row).text)))
                how, least = ("phonetic", 0.5) if typos else ("spelling", 0.75)
                found[row] = max(
                    found.get(row, (how, 0.0)), (how, least + 0.05 * likeness), key=lambda f: f[1]
                )
    return found
