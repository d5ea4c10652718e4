"""Look-up: which concepts a name in any spelling, script or language may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from termbase.index.names import Found, Names
from termbase.index.selecting import select
from termbase.model import Concept, Glossary, Term


@dataclass(frozen=True, slots=True)
class Hit:
    """A concept that was found: by which designation (`matched`, in `lang`, of `term`), how, and how surely.

    `how` is exact, folded (case, marks, hyphens, script), prefix (or words inside), spelling (another press
    spelling), distance (typos) or phonetic; `score` goes from 0 to 1 and falls about in this order.
    """

    concept: Concept
    term: Term
    lang: str
    matched: str
    how: str
    score: float


def lookup(
    names: Names | Glossary,
    query: str,
    lang: str | None = None,
    to: str | Sequence[str] | None = None,
    limit: int | None = 10,
    exact: bool = False,
) -> list[Hit]:
    """Give the concepts that the query may mean, best first, each with its best designation.

    `lang` (BCP 47) is preferred where designations are equally good. `to` (`en` or `en,ru`) leaves concepts
    that have a term in one of these languages. `exact`: only what is the query, letter for letter. For many
    queries give the same `Names`: from a glossary they are made anew. An empty query raises TermbaseError.
    """
    index = Names.of(names) if isinstance(names, Glossary) else names
    wanted = to.split(",") if isinstance(to, str) else to
    found = select(index, query, lang, wanted, limit, exact, lambda id_: index.concepts[id_].terms)
    return [_hit(index, entry) for entry in found]


def _hit(names: Names, found: Found) -> Hit:
    name = found.name
    concept = names.concepts[name.concept]
    return Hit(concept, names.term(name), name.lang, name.text, found.how, found.score)
