"""The change log of a rewriting, and the way back: every file as it was, byte for byte.

The log is JSON lines, one object an edit: `path` (from the log's folder), `before` and `after` (SHA-256 of the file's
bytes), `encoding`, `bom`, `start`, `end` (code points of the text before), `old`, `new`, `concept`, `rule`, `reason`;
in archives also `part`, and in the first object of a file `restore`. Many runs may append to one log, and what was
undone stays in it: the way back begins at the file's present bytes and goes, from the last run to the first, through
those that led there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from termbase.documents.document import splice
from termbase.documents.parts import Opened
from termbase.files import Text, read_bytes, read_text, write_atomically
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.verbs.normalise import Normalised
from termbase.verbs.restoring import restored, way_back


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An edit with what is needed to take it back."""

    path: str
    before: str
    after: str
    encoding: str
    bom: bool
    start: int
    end: int
    old: str
    new: str
    concept: str
    rule: str
    reason: str
    part: str = ""
    restore: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """The edits of one run in one file, ascending in each part; they share the hashes."""

    path: Path
    entries: tuple[LogEntry, ...]

    @property
    def before(self) -> str:
        return self.entries[0].before

    @property
    def after(self) -> str:
        return self.entries[0].after


def entries_of(
    path: Path, document: Opened, results: Sequence[Normalised], after: bytes, log: Path
) -> Iterator[LogEntry]:
    """Give the log entries of a file that the edits of its parts turn into the bytes `after`."""
    hashes = _digest(document.raw), _digest(after)
    restore = way_back(document.raw, after) if document.archive is not None else ""
    for result in results:
        content = result.part.content
        for edit in result.made:
            yield LogEntry(
                _relative(path, log),
                *hashes,
                content.encoding,
                content.bom,
                edit.start,
                edit.end,
                edit.old,
                edit.new,
                edit.concept,
                edit.rule,
                edit.reason,
                result.part.name,
                restore,
            )
            restore = ""


def check_log(log: Path) -> None:
    """Raise TermbaseError for a file that is no log: nothing is appended to it."""
    if log.exists():
        _read(log)


def append_log(log: Path, entries: Iterable[LogEntry]) -> None:
    """Append entries to a log, which is made if need be. Raises TermbaseError if it cannot be written."""
    lines = [json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries]
    if not lines:
        return
    present = b""
    if log.exists():
        present = read_bytes(log)
    write_atomically(log, present + "".join(lines).encode("utf-8", "surrogateescape"), expected=present)


def undo(log: Path) -> list[Path]:
    """Restore the files of a log and give those that were written; the log stays as it is.

    Raises TermbaseError, and writes nothing, if a file was changed since or cannot be read. A file that is as
    it was before already stays.
    """
    by_path: dict[Path, list[_Step]] = {}
    for step in _steps(log):
        by_path.setdefault(step.path, []).append(step)
    files: list[tuple[Path, bytes, bytes]] = []
    findings: list[Finding] = []
    for path, steps in by_path.items():
        try:
            found = read_bytes(path)
            files.append((path, found, _restored(path, steps, found)))
        except TermbaseError as error:
            findings += error.findings
    if findings:
        raise TermbaseError(findings)
    return [path for path, found, restored in files if write_atomically(path, restored, expected=found)]


def _restored(path: Path, steps: Sequence[_Step], raw: bytes) -> bytes:
    """Go back along the steps that end at what the file holds; others were undone or never made.

    Between two steps the file may have been undone or changed by hand. Back goes only what joins.
    """
    known = {digest for step in steps for digest in (step.before, step.after)}
    present = _digest(raw)
    if present not in known:
        raise _changed(path)
    for step in reversed(steps):
        if step.after == present:
            raw = _one_back(step, raw)
            present = step.before
    return raw


def _one_back(step: _Step, raw: bytes) -> bytes:
    first = step.entries[0]
    before = _archive_before(first, raw) if first.part else _text_before(step, raw)
    if before is None or _digest(before) != step.before:
        message = _("the log does not lead back to this file as it was; is it complete?")
        raise TermbaseError.of("TB942", message, Place(step.path.as_posix()))
    return before


def _archive_before(first: LogEntry, raw: bytes) -> bytes | None:
    try:
        return restored(first.restore, raw)
    except ValueError:
        return None


def _text_before(step: _Step, raw: bytes) -> bytes:
    first = step.entries[0]
    content = Text("", first.encoding, first.bom)
    text = raw[len(content.encode("")) :].decode(first.encoding)
    shift = 0
    replacements = []
    for entry in step.entries:
        start = entry.start + shift
        replacements.append((start, start + len(entry.new), entry.old))
        shift += len(entry.new) - len(entry.old)
    return content.encode(splice(text, replacements))


def _changed(path: Path) -> TermbaseError:
    message = _("was changed since; nothing is restored. Restore it by hand or from version control")
    return TermbaseError.of("TB941", message, Place(path.as_posix()))


def _steps(log: Path) -> list[_Step]:
    """Cut the log where a run or a file begins: in one step the edits ascend, also if two runs were alike."""
    runs: list[list[LogEntry]] = []
    for entry in _read(log):
        last = runs[-1][-1] if runs else None
        same = last and (last.path, last.before, last.after) == (entry.path, entry.before, entry.after)
        goes_on = last and not entry.restore and (last.part != entry.part or last.start < entry.start)
        if same and goes_on:
            runs[-1].append(entry)
        else:
            runs.append([entry])
    return [_Step(log.parent / run[0].path, tuple(run)) for run in runs]


def _read(log: Path) -> list[LogEntry]:
    """Read a log. Raises TermbaseError with the place of the first line that is no entry."""
    types = {field.name: field.type for field in fields(LogEntry)}
    least = {name: kind for name, kind in types.items() if name not in ("part", "restore")}
    entries = []
    for number, line in enumerate(read_text(log).text.split("\n"), 1):
        if not line:
            continue
        try:
            entry = json.loads(line)
            given = {name: type(value).__name__ for name, value in entry.items()}
            if not least.items() <= given.items() <= types.items():
                raise ValueError
        except (ValueError, AttributeError, RecursionError):
            message = _("this line is no entry of a change log; is this the file that --log wrote?")
            raise TermbaseError.of("TB943", message, Place(log.as_posix(), number, 1)) from None
        entries.append(LogEntry(**entry))
    return entries


def _relative(path: Path, log: Path) -> str:
    """Give the path as seen from the log's folder, so that both can move together; else in full."""
    try:
        return Path(os.path.relpath(path.resolve(), log.parent.resolve())).as_posix()
    except ValueError:  # another drive
        return path.resolve().as_posix()


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
