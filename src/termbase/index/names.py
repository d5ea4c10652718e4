"""The look-up index: every designation of a glossary, found by any spelling, in any script, with typos."""

from __future__ import annotations

import json
from collections import namedtuple
from functools import cached_property, lru_cache

from termbase.index.lines import Numbered
from termbase.index.spelling import key
from termbase.index.steps import MANY, Rows, steps
from termbase.index.table import Table

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Mapping

    from termbase.index.container import Part
    from termbase.model import Concept, Glossary, Term

PREFERRED, ACCEPTED, VARIANT, FORM = range(4)  # ranks of designations: what wins when nothing else decides


class Name(namedtuple("Name", ("text", "lang", "concept", "term", "rank"))):
    """A designation: text, language, concept (its id), the number of its term in the language, its rank."""

    __slots__ = ()


class Found(namedtuple("Found", ("name", "how", "score"))):
    """A name that a search found, how (`exact` … `phonetic`), and how near it is: a score from 0 to 1."""

    __slots__ = ()


class Names:
    """All designations of a glossary in its order, a JSON line each, and the tables that lead to them."""

    def __init__(self, parts: Mapping[str, Part], concepts: Mapping[str, Concept]) -> None:
        self.concepts = concepts
        self._parts = parts
        self._lines = Numbered(parts["names"], parts["names.ends"])
        self.name = lru_cache(4 * MANY)(self._name)

    @classmethod
    def of(cls, glossary: Glossary) -> Names:
        """Make the index of a glossary in memory; that takes some 40 µs a designation."""
        from termbase.index.container import KEY, contained
        from termbase.index.designations import Designations

        rows = Designations()
        for concept in glossary.concepts.values():
            rows.add(concept)
        return cls(contained(rows.parts(), bytes(KEY)).parts, glossary.concepts)

    def __len__(self) -> int:
        return len(self._lines)

    @cached_property
    def keys(self) -> Table:
        """By key."""
        return Table(self._parts, "keys")

    @cached_property
    def acronyms(self) -> Table:
        """By key, what is written in capitals alone and has about as many letters as the shortest with typos."""
        return Table(self._parts, "acronyms")

    @cached_property
    def words(self) -> Table:
        """By word."""
        return Table(self._parts, "words")

    @cached_property
    def transcriptions(self) -> Table:
        """By the key of what every scheme makes of names in other scripts."""
        return Table(self._parts, "transcriptions")

    @cached_property
    def skeletons(self) -> Table:
        """By skeleton."""
        return Table(self._parts, "skeletons")

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
            raise _empty_query()
        for rows in steps(self, query.strip(), exact, None if every else limit, every):
            if rows:
                found = self._ordered(rows, lang)
                return (found if every else _best_of_each(found))[:limit]
        return []

    def term(self, name: Name) -> Term:
        """Give the term that a name leads to."""
        number: int = name.term
        return self.concepts[name.concept].terms[name.lang][number]

    def _name(self, row: int) -> Name:
        """Give the name with this number."""
        return Name(*json.loads(self._lines[row].decode("utf-8", "surrogatepass")))

    def _ordered(self, rows: Rows, lang: str | None) -> list[Found]:
        wanted = (lang or "").partition("-")[0].lower()

        def place(row: int) -> tuple[float, bool, int, int]:
            name = found[row].name
            return -found[row].score, name.lang.partition("-")[0] != wanted, name.rank, row

        found = {row: Found(self.name(row), how, score) for row, (how, score) in rows.items()}
        return [found[row] for row in sorted(found, key=place)]


def _empty_query() -> Exception:
    from termbase.messages import _
    from termbase.model import TermbaseError

    return TermbaseError.of("TB960", _("the query is empty: give a name, a term or a part of one"))


def _best_of_each(found: list[Found]) -> list[Found]:
    best: dict[str, Found] = {}
    for entry in found:
        best.setdefault(entry.name.concept, entry)
    return list(best.values())
