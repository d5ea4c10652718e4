"""WebVTT subtitles: the text of the cues, a block each, its lines kept.

Read is what the standard reads (W3C, WebVTT, 6.1): notes, styles and regions hold no text; a line with `-->` begins a
cue wherever it stands; tags and time stamps are joints; character references count.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from termbase.documents._references import add_text
from termbase.documents._refusals import malformed
from termbase.documents._running import Running
from termbase.documents.document import Block, Format
from termbase.messages import _

_SIGNATURE = re.compile(r"WEBVTT(?=[ \t\r\n]|\Z)")
_GAP = re.compile(r"(?:\r\n?+|\n)(?:\r\n?+|\n)++")
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n|\Z)")
_LANGUAGE = re.compile(r"^Language:[ \t]*([A-Za-z0-9-]+)[ \t]*\r?$", re.MULTILINE)
_TAG = re.compile(r"(?P<language><lang\b[^<>]*>)|(?P<after></lang>)|<[^<>]*>")


def blocks(source: str) -> Iterator[Block]:
    r"""Give the text of every cue, named by its identifier, else by its number from 1.

    Raises TermbaseError where the first line is not `WEBVTT`.

    >>> source = "WEBVTT\nLanguage: de\n\nx\n00:01.000 --> 00:02.000\n<v Ann>Kiew &amp; Minsk\n"
    >>> [(block.name, block.lang, block.text) for block in blocks(source)]
    [('x', 'de', 'Kiew & Minsk')]
    """
    if not source:
        return
    if not _SIGNATURE.match(source):
        raise malformed(
            source, 0, _("the first line is not “WEBVTT”; write it there, and a blank line below")
        )
    lang = None
    number = 0
    for start, end in _parts(source):
        lines = [found.span() for found in _LINE.finditer(source, start, end) if found[0]]
        timings = [at for at, line in enumerate(lines) if source.find("-->", *line) >= 0]
        if timings and timings[0] < 2:
            for timing, after in zip(timings, [*timings[1:], None], strict=True):
                number += 1
                name = source[slice(*lines[0])].strip() if timing == 1 == timings[0] else str(number)
                text_end = end if after is None else lines[after][0]
                yield from _cue(source, lines[timing][1], text_end, lang, name)
        elif start == 0 and (found := _LANGUAGE.search(source, start, end)):
            lang = found[1]


def _parts(source: str) -> Iterator[tuple[int, int]]:
    """Give the stretches between blank lines."""
    at = 0
    for gap in _GAP.finditer(source):
        yield at, gap.start()
        at = gap.end()
    yield at, len(source)


def _cue(source: str, start: int, end: int, lang: str | None, name: str) -> Iterator[Block]:
    end = start + len(source[start:end].rstrip())
    running = Running(source)
    other = False  # inside a span of another language, which stays
    at = start
    for tag in _TAG.finditer(source, start, end):
        add_text(running, at, tag.start(), keep=other)
        running.join()
        other = tag["after"] is None and (other or tag["language"] is not None)
        at = tag.end()
    add_text(running, at, end, keep=other)
    if block := running.block("segment", lang, name=name):
        yield block


FORMAT = Format(
    "vtt", (".vtt",), blocks, lambda text: html.escape(text, quote=False), description="WebVTT subtitles"
)
