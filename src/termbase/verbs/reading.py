"""The texts of documents as the verbs read them that look at many: their blocks, and where a place of a block is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath

from termbase.documents.document import Block, Format
from termbase.documents.parts import Opened, read_blocks
from termbase.model import Place, Source
from termbase.rewrite.reported import Sheet
from termbase.text.lines import lines_of


@dataclass(frozen=True)
class Text:
    """A text of a document (`file`), of an archive one of its parts: its source and its blocks."""

    file: str
    source: str
    format: Format
    blocks: Sequence[Block]
    part: str = ""

    @cached_property
    def sheet(self) -> Sheet:
        """What names its places."""
        return Sheet(self.file, self.part, None if self.part else lines_of(self.source))

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where its blocks begin in the source."""
        return [block.pieces[0].start for block in self.blocks]

    def place(self, block: Block, start: int, end: int) -> Place:
        """Give the place of a stretch of a block's running text (code points, not empty)."""
        return self.sheet.place(block.span(start, end)[0], block, start)

    def place_in_source(self, start: int) -> Place:
        """Give the place of an offset in the source: in an archive that of the block around it."""
        number = bisect_right(self.starts, start) - 1
        block = self.blocks[number] if number >= 0 else None
        return self.sheet.place(start, block, 0)


def texts_of(opened: Opened, file: str, lang: str | None = None) -> Iterator[Text]:
    """Give the texts of a document; `lang` is that of blocks without a language.

    Raises TermbaseError for a document that is malformed in its format.
    """
    for part in opened.parts:
        blocks = read_blocks(part, opened.format, file)
        if lang is not None:
            blocks = [block if block.lang else replace(block, lang=lang) for block in blocks]
        yield Text(file, part.content.text, opened.format, blocks, part.name)


def source_of(file: str, sources: Mapping[str, Source]) -> str:
    """Give the id of a document's source: that of its `file` in the register, else its name without suffix.

    >>> source_of("in/a.txt", {"s001": Source("s001", file="a.txt")}), source_of("in/b.txt", {})
    ('s001', 'b')
    """
    path = PurePath(file)
    return next((id_ for id_, source in sources.items() if source.file == path.name), path.stem)
