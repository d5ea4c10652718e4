"""Joins links between names to clusters in which every name resembles the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from termbase.verbs.kinship import Link, Name
from termbase.verbs.likeness import KEY, TRANSCRIBED


def joined(count: int, pairs: Iterable[Link], names: Sequence[Name]) -> list[list[Link]]:
    """Join the links, best first, to clusters.

    Two clusters become one only if every name of the one is linked with every name of the other, or with half of them
    where it was transliterated, so that no chain of slips leads from one name to another. A cluster has at most one
    known concept.
    """
    cluster = list(range(count))
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    own: defaultdict[int, list[Link]] = defaultdict(list)
    kept = list(pairs)
    linked = {pair for link in kept for pair in ((link.first, link.second), (link.second, link.first))}
    for link in kept:
        one, other = cluster[link.first], cluster[link.second]
        if one == other:
            own[one].append(link)
        elif _may_join(members[one], members[other], link.how, linked, names):
            for number in members[other]:
                cluster[number] = one
            members[one] += members.pop(other)
            own[one] += [*own.pop(other, []), link]
    return [found for found in own.values() if found]


def _may_join(
    one: Sequence[int],
    other: Sequence[int],
    how: str,
    linked: Collection[tuple[int, int]],
    names: Sequence[Name],
) -> bool:
    if len({names[number].concept for number in (*one, *other)} - {None}) > 1:
        return False
    near = sum((first, second) in linked for first in one for second in other)
    return near * (2 if how in (TRANSCRIBED, KEY) else 1) >= len(one) * len(other)
