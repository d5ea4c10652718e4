r"""SubRip subtitles: the text of the cues, a block each, its lines kept.

There is no standard; read is what players read: a cue is a line with `-->` and the text down to the number and
the timing of the next, blank lines inside it included. Tags (`<i>`, `{\an8}`) are joints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.documents._refusals import malformed
from termbase.documents._running import Running
from termbase.documents.document import Block, Format
from termbase.messages import _

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n|\Z)")
_TIME = r"\d{1,4}:\d{1,2}:\d{1,2}(?:[,.]\d{1,6})?"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*")
_NUMBER = re.compile(r"[ \t]*(\d{1,9})[ \t]*[\r\n]")
_TAG = re.compile(r"</?[A-Za-z][^<>\r\n]*>|\{\\[^{}\r\n]*\}")


def blocks(source: str) -> Iterator[Block]:
    r"""Give the text of every cue, named by the cue's number.

    Raises TermbaseError where there is text and no cue.

    >>> [(block.name, block.text) for block in blocks("1\n00:00:01,000 --> 00:00:02,000\n<i>Kiew</i>!\n")]
    [('1', 'Kiew!')]
    """
    lines = [found.span() for found in _LINE.finditer(source) if found[0]]
    timings = [at for at, (start, end) in enumerate(lines) if _TIMING.match(source, start, end)]
    if not timings:
        if not source.strip():
            return
        message = _("there is no cue; a cue has a line like “00:00:01,000 --> 00:00:02,000” above its text")
        raise malformed(source, 0, message)
    for at, after in zip(timings, [*timings[1:], None], strict=True):
        start = lines[at][1]
        end = len(source) if after is None else lines[after][0]
        if after is not None and after - 1 > at and _NUMBER.match(source, *lines[after - 1]):
            end = lines[after - 1][0]
        number = _NUMBER.match(source, *lines[at - 1]) if at else None
        yield from _cue(source, start, end, number[1] if number else "")


def _cue(source: str, start: int, end: int, name: str) -> Iterator[Block]:
    end = start + len(source[start:end].rstrip())
    running = Running(source)
    for tag in _TAG.finditer(source, start, end):
        running.add(start, tag.start())
        running.join()
        start = tag.end()
    running.add(start, end)
    if block := running.block("segment", name=name):
        yield block


FORMAT = Format("srt", (".srt",), blocks, description="SubRip subtitles")
