"""What a document introduces by full names, so that short ones may stand for it; most documents never ask."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import cached_property

from termbase.rewrite.passage import Passage


def introduced(passages: Iterable[Passage]) -> frozenset[str]:
    """The concepts of which a full form occurs in a document that no other concept shares."""
    return frozenset().union(*[passage.introduced for passage in passages])


class Introduced(Container[str]):
    """The concepts that passages introduce, and those `outside` of them, found when it is first asked for one.

    `asked` are those that anything depended on.
    """

    def __init__(self, passages: Sequence[Passage], outside: frozenset[str] = frozenset()) -> None:
        self._passages = passages
        self._outside = outside
        self.asked: set[str] = set()

    @cached_property
    def own(self) -> frozenset[str]:
        """Those that the passages introduce."""
        return introduced(self._passages)

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All of them."""
        return self.own | self._outside

    def __contains__(self, concept: object) -> bool:
        self.asked.add(str(concept))
        return concept in self.concepts

    def agrees(self, other: Introduced, asked: Iterable[str]) -> bool:
        """Whether both give the same answers to what was asked."""
        return all((concept in self.concepts) is (concept in other.concepts) for concept in asked)
