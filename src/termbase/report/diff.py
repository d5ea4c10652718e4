"""Unified diffs as GNU diff writes them, so that `patch -p1` and `git apply` take them.

Lines end at LF alone, as for GNU diff: the CR of a CRLF belongs to the line. The hunks are made from the
edits, so nothing has to be searched for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from termbase.documents.document import splice
from termbase.model import Edit

_CONTEXT = 3
_UNSAFE = re.compile(r'[\x00-\x1f"\\]')
_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\"", "\\": r"\\"}

_Replacement = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Change:
    """Lines `first` to before `last` (from 0) that become other ones."""

    first: int
    last: int
    new: list[str]


def unified_diff(path: str, source: str, edits: Sequence[Edit], bom: bool = False) -> str:
    r"""Give the diff that the edits (ascending, apart, in code points of the source) make in the file `path`.

    `bom` says that the file begins with a byte-order mark, which then is part of its first line. No edits: no
    diff.

    >>> edit = Edit(0, 4, "Kiew", "Kyjiw", "kyiv", "variant", "")
    >>> print(unified_diff("a.txt", "Kiew", [edit]), end="")
    --- a/a.txt
    +++ b/a.txt
    @@ -1 +1 @@
    -Kiew
    \ No newline at end of file
    +Kyjiw
    \ No newline at end of file
    """
    mark = "\ufeff" if bom else ""
    lines = _lines(mark + source)
    shifted = [(edit.start + len(mark), edit.end + len(mark), edit.new) for edit in edits]
    hunks = "".join(_hunks(lines, list(_changes(mark + source, lines, shifted))))
    return f"--- {_header('a', path)}\n+++ {_header('b', path)}\n{hunks}" if hunks else ""


def segments_diff(path: str, segments: Iterable[tuple[str, str, str]]) -> str:
    """Give what changes in the part `path` of an archive: for each segment its name, and its text before and after.

    It is for reading, in the form of a unified diff; no program can apply it.
    """
    hunks = "".join(f"@@ {name} @@\n{_signed('-', old)}{_signed('+', new)}" for name, old, new in segments)
    return f"--- {_header('a', path)}\n+++ {_header('b', path)}\n{hunks}" if hunks else ""


def _signed(sign: str, text: str) -> str:
    return "".join(f"{sign}{line}\n" for line in text.split("\n"))


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [line + "\n" for line in whole] + ([rest] if rest else [])


def _changes(source: str, lines: list[str], edits: Sequence[_Replacement]) -> Iterator[_Change]:
    """Group the edits by the lines that they touch; lines that follow on each other are one change."""
    starts = [0, *accumulate(map(len, lines))]
    groups: list[tuple[int, int, list[_Replacement]]] = []
    for start, end, new in edits:
        first = max(0, min(bisect_right(starts, start), len(lines)) - 1)
        last = min(bisect_right(starts, max(start, end - 1)), len(lines))
        if source[start:end].endswith("\n") and not new.endswith("\n"):
            last = min(last + 1, len(lines))  # without its end, the line runs on into the next one
        if groups and first <= groups[-1][1]:
            first, before, group = groups.pop()
            last = max(before, last)
        else:
            group = []
        group.append((start, end, new))
        groups.append((first, last, group))
    for first, last, group in groups:
        at = starts[first]
        replacements = [(start - at, end - at, new) for start, end, new in group]
        new_lines = _lines(splice(source[at : starts[last]], replacements))
        yield from _differing(lines, _Change(first, last, new_lines))


def _differing(lines: list[str], change: _Change) -> Iterator[_Change]:
    """Leave out the lines of a change that stay: an edit may run over several and change one."""
    first, last, new = change.first, change.last, change.new
    if len(new) == last - first:
        for differs, run in groupby(range(first, last), lambda at: lines[at] != new[at - first]):
            if differs:
                ats = list(run)
                yield _Change(ats[0], ats[-1] + 1, new[ats[0] - first : ats[-1] + 1 - first])
        return
    while first < last and new and lines[first] == new[0]:
        first, new = first + 1, new[1:]
    while first < last and new and lines[last - 1] == new[-1]:
        last, new = last - 1, new[:-1]
    yield _Change(first, last, new)


def _hunks(lines: list[str], changes: list[_Change]) -> Iterator[str]:
    """Write the changes with their context; those whose contexts meet share a hunk."""
    index = shift = 0
    while index < len(changes):
        hunk = [changes[index]]
        while (index := index + 1) < len(changes) and changes[index].first - hunk[-1].last <= 2 * _CONTEXT:
            hunk.append(changes[index])
        first = max(0, hunk[0].first - _CONTEXT)
        last = min(len(lines), hunk[-1].last + _CONTEXT)
        grown = sum(len(change.new) - (change.last - change.first) for change in hunk)
        old, new = _range(first, last - first), _range(first + shift, last - first + grown)
        yield f"@@ -{old} +{new} @@\n"
        at = first
        for change in hunk:
            yield from _prefixed(" ", lines[at : change.first])
            yield from _prefixed("-", lines[change.first : change.last])
            yield from _prefixed("+", change.new)
            at = change.last
        yield from _prefixed(" ", lines[at:last])
        shift += grown


def _range(first: int, count: int) -> str:
    """Give a range as GNU diff does: a count of 1 is left out, an empty range names the line before it."""
    start = first + 1 if count else first
    return str(start) if count == 1 else f"{start},{count}"


def _prefixed(sign: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _header(side: str, path: str) -> str:
    """Name a file: quoted if it holds what would break the line, with a tab after a name with spaces."""
    name = f"{side}/{path.lstrip('/')}"
    if _UNSAFE.search(name):
        return '"' + _UNSAFE.sub(lambda found: _ESCAPES.get(found[0], f"\\{ord(found[0]):03o}"), name) + '"'
    return name + "\t" if " " in name else name
