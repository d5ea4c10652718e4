"""In how many ways one name is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Where = TypeVar("Where")


@dataclass(frozen=True, slots=True)
class Usage(Generic[Where]):
    """What a name of the source was translated as, once; forms of different types are no contradiction."""

    concept: str
    name: str
    form: str
    type: str
    where: Where


def different_usages(usages: Iterable[Usage[Where]]) -> Iterator[tuple[Usage[Where], str, int]]:
    """Give each usage that is not the most frequent one of its name, with that and how often it occurs.

    Of equally frequent forms it is the first one.

    >>> found = [Usage("by", "Belarus", form, "full", at) for at, form in enumerate(("Belarus", "Weißrussland"))]
    >>> [(usage.where, usual, count) for usage, usual, count in different_usages(found)]
    [(1, 'Belarus', 1)]
    """
    groups: dict[tuple[str, str, str], list[Usage[Where]]] = {}
    for usage in usages:
        groups.setdefault((usage.concept, usage.name, usage.type), []).append(usage)
    for group in groups.values():
        usual, count = Counter(usage.form for usage in group).most_common(1)[0]
        yield from ((usage, usual, count) for usage in group if usage.form != usual)
