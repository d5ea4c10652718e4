"""Plain text: paragraphs between blank lines, all of it running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.documents.document import Block, Format, Piece

# Lines end at LF, CRLF and CR alone. The possessive group keeps a CRLF from being read as two line ends.
_LINE_END = r"(?:\r\n?+|\n)"
_BLANK_LINES = re.compile(rf"{_LINE_END}[^\S\r\n]*+{_LINE_END}\s*+")
_BLANK_LINES_OF_LF = re.compile(r"\n[^\S\n]*+\n\s*+")  # the same, many times as fast
_LONGEST_HEADING = 120  # code points; longer single lines in newspapers are paragraphs
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”“»«’‘›‹)\]]*\Z")
_LIST_ITEM = re.compile(r"[-–—•*]\s|\(?\w{1,3}[.)]\s")


def blocks(source: str, followed: bool = False) -> Iterator[Block]:
    r"""Give the paragraphs, without the white space around them; each is one piece, 1:1 with the source.

    A single line without sentence end is a heading where a paragraph follows below it, or where the source is
    `followed` by one, as part of a longer text.

    >>> [(block.kind, block.text) for block in blocks("Bischkek\n\nEin Satz,\nder umbricht.\n")]
    [('heading', 'Bischkek'), ('paragraph', 'Ein Satz,\nder umbricht.')]
    """
    spans = list(_paragraphs(source))
    headings = _headings(source, spans, followed)
    for start, end in spans:
        kind = "heading" if start in headings else "paragraph"
        yield Block((Piece(start, end, source[start:end]),), kind=kind)


def is_body(source: str) -> bool:
    """Tell whether a paragraph stands in the source that is no heading wherever it stands."""
    return any(not _may_head(source[start:end]) for start, end in _paragraphs(source))


def paragraphs_end(source: str) -> int:
    """Give where the last paragraph begins that more text might go on with; 0 if there is no blank line before one."""
    end = 0
    for gap in _BLANK_LINES.finditer(source):
        end = gap.end() if gap.end() < len(source) else end
    return end


def _paragraphs(source: str) -> Iterator[tuple[int, int]]:
    at = len(source) - len(source.lstrip())
    for gap in (_BLANK_LINES if "\r" in source else _BLANK_LINES_OF_LF).finditer(source, at):
        yield at, _end_of_text(source, at, gap.start())
        at = gap.end()
    if at < len(source):
        yield at, _end_of_text(source, at, len(source))


def _end_of_text(source: str, start: int, end: int) -> int:
    """Give where the white space begins with which a stretch ends that begins with none."""
    return start + len(source[start:end].rstrip()) if source[end - 1].isspace() else end


def _headings(source: str, spans: list[tuple[int, int]], text_follows: bool) -> set[int]:
    """Give the starts of the paragraphs that head another one: what stands last heads nothing."""
    found = set()
    for start, end in reversed(spans):
        if not _may_head(source[start : min(end, start + _LONGEST_HEADING + 1)]):
            text_follows = True
        elif text_follows:
            found.add(start)
    return found


def _may_head(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and "\n" not in text
        and "\r" not in text
        and not _SENTENCE_END.search(text)
        and not _LIST_ITEM.match(text)
    )


FORMAT = Format("txt", (".txt", ".text"), blocks, description="plain text")
