"""How a reader collects the running text of a block, piece by piece in the order of the source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from termbase.documents.document import Block, Piece, Room


@dataclass(slots=True)
class Running:
    """The block that is being read. A span is 1:1 with the source, or has a text of its own."""

    source: str
    spans: list[tuple[int, int, str | None]] = field(default_factory=list)
    protected: list[tuple[int, int]] = field(default_factory=list)
    joints: list[int] = field(default_factory=list)
    length: int = 0  # code points of the running text so far

    def add(self, start: int, end: int, text: str | None = None, keep: bool = False) -> None:
        """Append what stands at `start` to `end` in the source: as it is, or as `text`; `keep` protects it."""
        if start >= end:
            return
        before = self.length
        self.length += end - start if text is None else len(text)
        if keep and self.length > before:
            self.protected.append((before, self.length))
        if text is None and self.spans:
            first, last, own = self.spans[-1]
            if last == start and own is None:
                self.spans[-1] = (first, end, None)
                return
        if text != "":
            self.spans.append((start, end, text))

    def add_escaped(
        self,
        start: int,
        end: int,
        escapes: re.Pattern[str],
        decode: Callable[[re.Match[str]], str],
        keep: bool = False,
    ) -> None:
        """Append source in which every match of `escapes` stands for what `decode` gives of it, atomically."""
        at = start
        for escape in escapes.finditer(self.source, start, end):
            self.add(at, escape.start(), keep=keep)
            self.add(escape.start(), escape.end(), decode(escape), keep=keep)
            at = escape.end()
        self.add(at, end, keep=keep)

    def join(self) -> None:
        """Note that markup was left out here."""
        if self.length and self.joints[-1:] != [self.length]:
            self.joints.append(self.length)

    def break_line(self, start: int, end: int) -> None:
        """Append a line break that is written with markup: what it parts is not rewritten as one."""
        self.join()
        self.add(start, end, "\n")
        self.join()

    def block(
        self,
        kind: str = "paragraph",
        lang: str | None = None,
        escape: Callable[[str], str] | None = None,
        name: str = "",
        room: Room | None = None,
    ) -> Block | None:
        """Give the block, None if it holds no text."""
        pieces = tuple(
            Piece(start, end, self.source[start:end] if text is None else text)
            for start, end, text in self.spans
        )
        if all(piece.text.isspace() for piece in pieces):
            return None
        joints = tuple(joint for joint in self.joints if joint < self.length)
        return Block(pieces, tuple(self.protected), joints, kind, lang, escape, name, room)
