"""What a document introduces by full names, so that short ones may stand for it; most documents never ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import cached_property

from termbase.rewrite.passage import Passage


def introduced(passages: Iterable[Passage]) -> frozenset[str]:
    """The concepts of which a full form occurs in a document that no other concept shares."""
    return frozenset().union(*[passage.introduced for passage in passages])


class Introduced:
    """The concepts that passages introduce, and those introduced `outside` of them, found when first asked for.

    `passages` gives them then; `asked` are the concepts that anything depended on.
    """

    def __init__(
        self, passages: Callable[[], Iterable[Passage]], outside: frozenset[str] = frozenset()
    ) -> None:
        self._passages = passages
        self._outside = outside
        self.asked: set[str] = set()

    @cached_property
    def own(self) -> frozenset[str]:
        """Those that the passages introduce."""
        return introduced(self._passages())

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All of them."""
        return self.own | self._outside

    def among(self, concepts: Set[str]) -> Set[str]:
        """Those of some concepts that are introduced."""
        self.asked |= concepts
        return self.concepts & concepts

    def agrees(self, other: Introduced, asked: Iterable[str]) -> bool:
        """Whether both give the same answers to what was asked."""
        return all((concept in self.concepts) is (concept in other.concepts) for concept in asked)
