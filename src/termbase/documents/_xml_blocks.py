"""How a block grows while XML is read, and what becomes of it: pieces, joints, protected spans, a language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from termbase.documents.document import Block, Piece

OBJECT = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: stands for what is no text but takes a place in it (a picture, a placeholder)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece with what is known of it."""

    piece: Piece
    lang: str | None = None
    protected: bool = False


@dataclass(slots=True)
class Draft:
    """A block that is being read; `number` is how many began before it."""

    number: int
    kind: str
    name: str = ""
    stretches: list[Stretch] = field(default_factory=list)

    def add(self, stretch: Stretch) -> None:
        """Append a stretch."""
        self.stretches.append(stretch)

    def stretch_to(self, start: int, end: int) -> None:
        """Let an element that stands for text end with its end tag, if nothing stands between the tags."""
        last = self.stretches[-1]
        if last.piece.start == start:
            self.stretches[-1] = replace(last, piece=last.piece._replace(end=end))

    def finish(
        self, kind: str | None, name: str, unescape: Callable[[list[Stretch]], list[Stretch]] | None
    ) -> Block | None:
        """Give the block, None if there is no text in it that may change."""
        found = list(_joined(self.stretches))
        found = unescape(found) if unescape else found
        if all(stretch.protected or stretch.piece.text.isspace() for stretch in found):
            return None
        return Block(
            tuple(stretch.piece for stretch in found),
            tuple(_protected(found)),
            tuple(_joints(found)),
            kind or self.kind,
            _language(found),
            name=name or self.name,
        )


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    """Give the stretches, those as one that go on in text and source without a break.

    expat gives every line for itself; the texts are joined once, as a paragraph may have a million lines.
    """
    group: list[Stretch] = []
    for stretch in stretches:
        if group and not _continues(group[-1], stretch):
            yield _as_one(group)
            group = []
        group.append(stretch)
    if group:
        yield _as_one(group)


def _continues(last: Stretch, stretch: Stretch) -> bool:
    one, other = last.piece, stretch.piece
    return (
        one.end == other.start
        and one.exact
        and other.exact
        and (last.lang, last.protected, one.escape, one.edge)
        == (stretch.lang, stretch.protected, other.escape, other.edge)
    )


def _as_one(group: list[Stretch]) -> Stretch:
    first = group[0]
    if len(group) == 1:
        return first
    text = "".join(stretch.piece.text for stretch in group)
    return replace(first, piece=first.piece._replace(end=group[-1].piece.end, text=text))


def _protected(stretches: list[Stretch]) -> Iterator[tuple[int, int]]:
    offset = 0
    for stretch in stretches:
        after = offset + len(stretch.piece.text)
        if stretch.protected:
            yield offset, after
        offset = after


def _joints(stretches: list[Stretch]) -> Iterator[int]:
    """Give the offsets at which the source goes on elsewhere."""
    offset = 0
    end = stretches[0].piece.start
    for stretch in stretches:
        if stretch.piece.start != end and offset:
            yield offset
        offset += len(stretch.piece.text)
        end = stretch.piece.end


def _language(stretches: list[Stretch]) -> str | None:
    """Give the language of all words, None where they have several or one has none."""
    words = [stretch for stretch in stretches if any(character.isalpha() for character in stretch.piece.text)]
    found = {stretch.lang for stretch in words or stretches}
    return found.pop() if len(found) == 1 else None
