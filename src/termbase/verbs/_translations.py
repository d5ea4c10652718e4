"""In how many ways one name is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Where = TypeVar("Where")


@dataclass(frozen=True, slots=True)
class Usage(Generic[Where]):
    """What a name of the source was translated as, once; forms of different types are no contradiction.

    Nor are forms of one `kin`, such as the names of a man and of a woman in one office.
    """

    concept: str
    name: str
    form: str
    type: str
    where: Where
    kin: str
    is_preferred: bool = False  # whether it is the house's own form


def different_usages(usages: Iterable[Usage[Where]]) -> Iterator[tuple[Usage[Where], str, int]]:
    """Give each usage that is not the usual one of its name, with that and how often it occurs.

    The usual one is the house's own form where it occurs, else the most frequent, of equally frequent the first one.

    >>> found = [Usage("by", "Belarus", form, "full", at, form) for at, form in enumerate(("Belarus", "Weißrussland"))]
    >>> [(usage.where, usual, count) for usage, usual, count in different_usages(found)]
    [(1, 'Belarus', 1)]
    """
    groups: dict[tuple[str, str, str], list[Usage[Where]]] = {}
    for usage in usages:
        groups.setdefault((usage.concept, usage.name, usage.type), []).append(usage)
    for group in groups.values():
        counts = Counter(usage.kin for usage in group)
        preferred = {usage.kin for usage in group if usage.is_preferred}
        kin = max(counts, key=lambda each: (each in preferred, counts[each]))
        count = counts[kin]
        usual = next(usage.form for usage in group if usage.kin == kin)
        yield from ((usage, usual, count) for usage in group if usage.kin != kin)
