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


def different_usages(usages: Iterable[Usage[Where]]) -> Iterator[tuple[Usage[Where], str, int]]:
    """Give each usage that is not the most frequent one of its name, with that and how often it occurs.

    Of equally frequent forms it is the first one.

    >>> found = [Usage("by", "Belarus", form, "full", at, form) for at, form in enumerate(("Belarus", "Weißrussland"))]
    >>> [(usage.where, usual, count) for usage, usual, count in different_usages(found)]
    [(1, 'Belarus', 1)]
    """
    groups: dict[tuple[str, str, str], list[Usage[Where]]] = {}
    for usage in usages:
        groups.setdefault((usage.concept, usage.name, usage.type), []).append(usage)
    for group in groups.values():
        kin, count = Counter(usage.kin for usage in group).most_common(1)[0]
        usual = next(usage.form for usage in group if usage.kin == kin)
        yield from ((usage, usual, count) for usage in group if usage.kin != kin)
