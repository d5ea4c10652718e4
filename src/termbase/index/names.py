"""The look-up index: every designation of a glossary, found by any spelling, in any script, with typos.

A search goes from the certain to the vague and stops where something was found: the text itself (`exact`),
its key (`folded`), what a scheme makes of a name in another script (`spelling`), its beginning or words inside
(`prefix`); then, all together, another press spelling of the same name (`spelling`), one or two typos
(`distance`), and both at once (`phonetic`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from termbase.index.spelling import key, keys, romanised, skeletons, transcribed, words
from termbase.index.table import Table, encoded
from termbase.messages import _
from termbase.model import Concept, Glossary, Term, TermbaseError, Variant

PREFERRED, ACCEPTED, VARIANT, FORM = range(4)  # ranks of designations: what wins when nothing else decides
SHORT = 3  # the shortest key in which a typo is borne, and that in acronyms only
TRANSCRIBED = 0.85  # the score of what a scheme of transliteration makes of a name
SURE = 0.8  # with a score from here on nothing vaguer is sought

Rows = dict[int, tuple[str, float]]
"""What a step of a search found: how and how near, by the number of the row."""


class Name(NamedTuple):
    """A designation: text, language, concept (its id), the number of its term in the language, its rank."""

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


class Names:
    """All designations of a glossary in its order, a JSON line each, and the tables that lead to them."""

    def __init__(
        self,
        concepts: Mapping[str, Concept],
        lines: bytes,
        keys: Table,
        words: Table,
        transcriptions: Table,
        skeletons: Table,
    ) -> None:
        self.concepts = concepts
        self.lines = lines
        self.keys = keys
        self.words = words
        self.transcriptions = transcriptions  # by every scheme, of names in other scripts
        self.skeletons = skeletons

    @classmethod
    def of(cls, glossary: Glossary) -> Names:
        """Make the index of a glossary; that takes some 40 µs a designation."""
        names = [name for concept in glossary.concepts.values() for name in designations(concept)]
        texts = [(row, name.text, romanised(name.text)) for row, name in enumerate(names)]
        return cls(
            glossary.concepts,
            encoded("\n".join(json.dumps(name, ensure_ascii=False) for name in names)),
            Table.of((found, row) for row, text, latin in texts for found in (*keys(text), key(latin))),
            Table.of((word, row) for row, text, latin in texts for word in (*words(text), *words(latin))),
            Table.of(
                (latin, row) for row, name in enumerate(names) for latin in transcribed(name.text, name.lang)
            ),
            Table.of((sounds, row) for row, text, _latin in texts for sounds in skeletons(text)),
        )

    def search(
        self,
        query: str,
        lang: str | None = None,
        limit: int | None = 10,
        exact: bool = False,
        every: bool = False,
    ) -> list[Found]:
        """Give what the query may mean, best first; at equal scores canonical forms first, then by position.

        `lang` is preferred at equal scores. `exact`: only the query itself, letter for letter. `every`: all
        names that were found, not only the best of each concept. Raises TermbaseError for an empty query.
        """
        if not key(query):
            message = _("the query is empty: give a name, a term or a part of one")
            raise TermbaseError.of("TB960", message)
        for rows in _steps(self, query.strip(), exact):
            if rows:
                found = self._ordered(rows, lang)
                return (found if every else _best_of_each(found))[:limit]
        return []

    def term(self, name: Name) -> Term:
        """Give the term that a name leads to."""
        return self.concepts[name.concept].terms[name.lang][name.term]

    def name(self, row: int) -> Name:
        """Give the name with this number."""
        return Name(*json.loads(self._rows[row]))

    @cached_property
    def _rows(self) -> list[bytes]:
        return self.lines.split(b"\n")

    def _ordered(self, rows: Rows, lang: str | None) -> list[Found]:
        wanted = (lang or "").partition("-")[0].lower()

        def place(row: int) -> tuple[float, bool, int, int]:
            name = found[row].name
            return -found[row].score, name.lang.partition("-")[0] != wanted, name.rank, row

        found = {row: Found(self.name(row), how, score) for row, (how, score) in rows.items()}
        return [found[row] for row in sorted(found, key=place)]


def designations(concept: Concept) -> Iterator[Name]:
    """Give every designation of a concept in the order of the glossary: terms, variants, recorded forms."""
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


def _steps(names: Names, query: str, exact: bool) -> Iterator[Rows]:
    """Give the steps of a search, each to be made only if those before it found nothing."""
    same = _same(names, query)
    if same and len(key(query)) == SHORT and not exact:  # ODKB without a letter may be another acronym
        same = _merged(_mistyped(names, key(query)), same)
    if exact:
        yield {row: found for row, found in same.items() if found[0] == "exact"}
        return
    yield same
    if transcriptions := names.transcriptions.rows(key(query)):
        yield dict.fromkeys(transcriptions, ("spelling", TRANSCRIBED))
    parts = _merged(_beginning(names, query), _inside(names, query))
    if len(words(query)) > 1 or any(score >= SURE for _how, score in parts.values()):
        yield parts
    yield _merged(parts, *_resembling(names, query))


def _merged(*steps: Rows) -> Rows:
    merged: Rows = {}
    for step in steps:
        for row, found in step.items():
            if row not in merged or found[1] > merged[row][1]:
                merged[row] = found
    return merged


def _same(names: Names, query: str) -> Rows:
    """Find what is the query (1.0), or differs in what keys leave out (0.95), in script or umlauts (0.9)."""
    rows = dict.fromkeys(row for asked in keys(query) for row in names.keys.rows(asked))
    own = key(query)
    found: Rows = {}
    for row in rows or names.keys.rows(key(romanised(query))):
        text = names.name(row).text
        found[row] = ("exact", 1.0) if text == query else ("folded", 0.95 if key(text) == own else 0.9)
    return found


def _beginning(names: Names, query: str) -> Rows:
    """Find what begins with the query: 0.8, with other borders of words or in another script 0.7.

    The less is missing, the more is added, up to 0.1. `OVKSS` is rather OVKS than OVKS-Sekretariat.
    """
    own = " ".join(words(query))
    found: Rows = {}
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        for whole, rows in names.keys.beginning(asked) if asked else ():
            share = 0.1 * len(asked) / len(whole)
            for row in rows:
                least = SURE if " ".join(words(names.name(row).text)).startswith(own) else 0.7
                found.setdefault(row, ("prefix", least + share))
    return found


def _inside(names: Names, query: str) -> Rows:
    """Find what holds all words of the query, or words that begin so, in any order: 0.7 to 0.75."""

    def beginning(word: str) -> Iterator[int]:
        return (row for _word, rows in names.words.beginning(word) for row in rows)

    for asked in (words(query), words(romanised(query))):
        if rows := _holding(asked, beginning):
            return {row: ("prefix", 0.7 + 0.05 * _share(asked, names.name(row).text)) for row in rows}
    return {}


def _resembling(names: Names, query: str) -> Iterator[Rows]:
    """Find what the query misspells: whole (0.6 to 0.75), in sounds (0.5 to 0.8), in words (0.4 to 0.5)."""
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        yield _mistyped(names, asked)
    yield _sounding(names, query)

    def near(word: str) -> Iterator[int]:
        tolerance = _tolerance(word) if len(word) > SHORT else 0
        return (row for found, _typos in names.words.near(word, tolerance) for row in names.words.rows(found))

    asked_words = words(query)
    rows = _holding(asked_words, near)
    yield {row: ("distance", 0.4 + 0.1 * _share(asked_words, names.name(row).text)) for row in rows}


def _mistyped(names: Names, asked: str) -> Rows:
    found: Rows = {}
    for near, typos in names.keys.near(asked, _tolerance(asked)):
        score = 0.8 - 0.1 * typos + 0.05 * (1 - typos / max(len(asked), len(near)))
        for row in names.keys.rows(near):
            if len(asked) > SHORT or names.name(row).text.isupper():
                found[row] = ("distance", score)
    return found


def _sounding(names: Names, query: str) -> Rows:
    """Find the names of which the query is another press spelling (0.75), also with typos (0.5)."""
    from rapidfuzz.distance import OSA

    own = key(romanised(query))
    found: Rows = {}
    for sounds in skeletons(query):
        tolerance = 0 if len(sounds) < 5 else 1 if len(sounds) < 9 else 2
        for near, typos in names.skeletons.near(sounds, tolerance) if len(sounds) >= SHORT else ():
            how, least = ("phonetic", 0.5) if typos else ("spelling", 0.75)
            for row in names.skeletons.rows(near):
                text = names.name(row).text
                if not text.isupper():  # the letters of an acronym are no sounds
                    likeness = OSA.normalized_similarity(own, key(romanised(text)))
                    found = _merged(found, {row: (how, least + 0.05 * likeness)})
    return found


def _tolerance(asked: str) -> int:
    """How many typos a key may have; acronyms of three letters may have one as well."""
    return 0 if len(asked) < SHORT else 1 if len(asked) < 7 else 2


def _holding(asked: list[str], rows_of: Callable[[str], Iterable[int]]) -> set[int]:
    """Give the rows that all of the words lead to."""
    rows: set[int] | None = None
    for word in dict.fromkeys(asked):
        rows = set(rows_of(word)) if rows is None else rows.intersection(rows_of(word))
        if not rows:
            break
    return rows or set()


def _share(asked: list[str], text: str) -> float:
    """How much of the text the words are, in characters."""
    return min(1.0, sum(map(len, asked)) / len(key(text)))
