"""What a document introduces by full names, so that short ones may stand for it; most documents never ask."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import cached_property

from termbase.rewrite.passage import Passage


def introduced(passages: Iterable[Passage]) -> frozenset[str]:
    """The concepts of which a full form occurs in a document that no other concept shares."""
    return frozenset().union(*[passage.introduced for passage in passages])


class Introduced(Container[str]):
    """The concepts that passages introduce, and those `outside` of them, found when it is first asked for one."""

    def __init__(self, passages: Sequence[Passage], outside: frozenset[str] = frozenset()) -> None:
        self._passages = passages
        self._outside = outside

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All of them."""
        return introduced(self._passages) | self._outside

    @property
    def asked(self) -> bool:
        """Whether anything depended on them."""
        return "concepts" in self.__dict__

    def __contains__(self, concept: object) -> bool:
        return concept in self.concepts
