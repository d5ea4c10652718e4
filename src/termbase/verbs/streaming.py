"""Rewrites plain text that is too large to be held in memory, with the same result.

The text is read twice, group of paragraphs by group: first for what it introduces and where its last body text stands,
then for the edits. Where the edits would change either, so that the text had to be planned as a whole, nothing is
written and the caller is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from termbase.documents.document import Block, splice
from termbase.documents.txt import FORMAT, blocks, is_body, paragraphs_end
from termbase.files import Stream, read_stream
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.rewrite.changes import planned, without
from termbase.rewrite.introduced import introduced
from termbase.rewrite.placing import made_of, replacements
from termbase.rewrite.reported import Sheet, findings
from termbase.rewrite.settling import Conditions, Lexicons
from termbase.text.lines import lines_of
from termbase.text.protect import Span, switched_off

GROUP = 2_000_000  # bytes that are read at once
LONGEST = 16_000_000  # code points of one paragraph
MOST_FINDINGS = 1_000
_OFF = "termbase: off "


@dataclass(slots=True)
class Tally:
    """What came of a text: how many edits, what a person should know (the first of it), and how much more of that."""

    edits: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0
    settled: bool = True  # False: it must be planned as a whole, and what was written is of no use


@dataclass(frozen=True, slots=True)
class _Survey:
    """What the first reading tells: what is introduced, and the number of the last group with body text."""

    introduced: frozenset[str]
    last_body: int


def rewrite_stream(
    path: Path,
    write: Callable[[bytes], object],
    lexicons: Lexicons,
    unsafe: bool = False,
    group: int = GROUP,
    file: str = "",
) -> Tally:
    """Read the plain text `path` and hand its bytes, rewritten, to `write`, piece by piece.

    Raises TermbaseError for what is no text in UTF-8 or UTF-16, has a paragraph longer than LONGEST, or changes
    meanwhile.
    """
    file = file or path.as_posix()
    before = _identity(path)
    conditions = Conditions(FORMAT, lexicons, unsafe)
    survey = _survey(_groups(read_stream(path, group), file), conditions)
    conditions = replace(conditions, introduced=survey.introduced)
    stream = read_stream(path, group)
    write(stream.mark)
    tally = _rewritten(
        _groups(stream, file), survey, conditions, lambda text: write(stream.encode(text)), file
    )
    if _identity(path) != before:
        message = _("was changed by someone else meanwhile; nothing was written, try again")
        raise TermbaseError.of("TB905", message, Place(file))
    return tally


def _identity(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _groups(stream: Stream, file: str) -> Iterator[str]:
    """Cut a text behind blank lines, so that every paragraph stands in one group."""
    text = ""
    for more in stream.texts:
        text += more
        end = paragraphs_end(text)
        if end:
            yield text[:end]
            text = text[end:]
        elif len(text) > LONGEST:
            message = _("has a paragraph of more than {limit} million characters; divide it by blank lines")
            raise TermbaseError.of("TB902", message.format(limit=LONGEST // 1_000_000), Place(file))
    yield text


def _survey(groups: Iterable[str], conditions: Conditions) -> _Survey:
    known: set[str] = set()
    last = -1
    for number, (text, off, _was_off) in enumerate(_switched(groups)):
        found = without(off, blocks(text, followed=True))
        known |= introduced(conditions.read(found))
        if is_body(text):
            last = number
    return _Survey(frozenset(known), last)


def _switched(groups: Iterable[str]) -> Iterator[tuple[str, list[Span], bool]]:
    """Give each group with what its author has switched off in it, and whether that was so where it begins."""
    is_off = False
    for text in groups:
        off = _off_within(text, is_off)
        yield text, [(start, min(end, len(text))) for start, end in off], is_off
        is_off = bool(off) and off[-1][1] > len(text)


def _off_within(text: str, is_off: bool) -> list[Span]:
    """Give the spans that are switched off; one that goes on ends beyond the text."""
    start = _OFF if is_off else ""
    spans = switched_off(f"{start}{text}\0")
    return [(max(0, low - len(start)), high - len(start)) for low, high in spans]


def _rewritten(
    groups: Iterable[str],
    survey: _Survey,
    conditions: Conditions,
    write: Callable[[str], object],
    file: str,
) -> Tally:
    tally = Tally()
    mentioned: set[str] = set()
    after: frozenset[str] = frozenset()
    last, line = -1, 0
    for number, (text, off, was_off) in enumerate(_switched(groups)):
        read = _reader(followed=number < survey.last_body, was_off=was_off)
        found = planned(
            [text], [without(off, blocks(text, number < survey.last_body))], conditions, mentioned, read
        )
        changes = found.changes[0]
        after |= found.after.own
        made = made_of(changes, conditions.unsafe)
        result = splice(text, replacements(made))
        write(result)
        if is_body(result):
            last = number
        tally.edits += len(made)
        lines = lines_of(text)
        told = findings(changes, Sheet(file, "", lines)) if changes else []
        room = max(0, MOST_FINDINGS - len(tally.findings))
        tally.findings += [_moved(finding, line) for finding in told[:room]]
        tally.more += len(told[room:])
        line += len(lines.starts) - 1
    tally.settled = after == survey.introduced and last == survey.last_body
    return tally


def _reader(followed: bool, was_off: bool) -> Callable[[int, str], Sequence[Block]]:
    def read(_part: int, text: str) -> Sequence[Block]:
        off = [(start, min(end, len(text))) for start, end in _off_within(text, was_off)]
        return without(off, blocks(text, followed))

    return read


def _moved(finding: Finding, lines: int) -> Finding:
    return replace(finding, place=replace(finding.place, line=finding.place.line + lines))
