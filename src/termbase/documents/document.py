"""What a document is to the normaliser: blocks of pieces that read as one running text.

A format only says where text stands in its source. Edits are made on the running text of a block and spliced into the
source, so that nothing else can change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of running text and where it stands in the source.

    `start` and `end` are code points of the source. The piece is 1:1 (`end - start == len(text)`) or atomic (an
    entity, an escape): then its text may only be replaced whole.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, segment or cell: matches, quotations and agreement never cross its bounds.

    `protected` are spans of the running text (code points) that must stay: code, markup, links. `joints` are the
    offsets in the running text at which markup was left out; a match across one is reported, not changed, unless
    the format has `runs`. `escape` writes text into this block where the format's own way does not fit (CDATA, a
    quoted scalar). `name` is what a person finds the block by: the id of a segment, a cell.
    """

    pieces: tuple[Piece, ...]
    protected: tuple[tuple[int, int], ...] = ()
    joints: tuple[int, ...] = ()
    kind: str = "paragraph"  # paragraph | heading | cell | segment
    lang: str | None = None  # BCP 47, where the format knows it
    escape: Callable[[str], str] | None = None
    name: str = ""
    text: str = field(init=False)

    def __post_init__(self) -> None:
        """Join the pieces to the running text."""
        object.__setattr__(self, "text", "".join(piece.text for piece in self.pieces))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the running text from `start` to `end` (code points, not empty) stands in the source."""
        first = last = None
        offset = 0
        for piece in self.pieces:
            after = offset + len(piece.text)
            exact = piece.end - piece.start == len(piece.text)
            if first is None and start < after:
                first = piece.start + (start - offset if exact else 0)
            if end <= after:
                last = piece.end - (after - end if exact else 0)
                break
            offset = after
        if first is None or last is None:
            raise ValueError(f"no span {start}:{end} in a block of {len(self.text)} code points")
        return first, last


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: how its files are named, where its text stands, how text is written into it.

    Where a file is a ZIP archive, `members` tells by its name whether a member holds text; `blocks` and `escape` are
    then for the text of one member. In a format with `runs` a match across joints is changed: the new text has the
    formatting of the first run.
    """

    name: str
    suffixes: tuple[str, ...]
    blocks: Callable[[str], Iterable[Block]]
    escape: Callable[[str], str] = str
    members: Callable[[str], bool] | None = None
    runs: bool = False
    description: str = ""


def splice(source: str, replacements: Sequence[tuple[int, int, str]]) -> str:
    """The source with each span (start, end in code points; ascending, not overlapping) replaced, joined once."""
    return "".join(_spliced(source, replacements))


def _spliced(source: str, replacements: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    at = 0
    for start, end, new in replacements:
        yield source[at:start]
        yield new
        at = end
    yield source[at:]
