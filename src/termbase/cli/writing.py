"""Writes documents in place or into another folder, and logs what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from termbase.cli.inputs import Input
from termbase.cli.notes import note, note_findings
from termbase.messages import _
from termbase.model import Finding, TermbaseError

if TYPE_CHECKING:
    from termbase.documents.parts import Opened
    from termbase.verbs.normalise import Normalised


MOST_HELD = 100_000_000
"""Bytes of documents, before and after, that are held before they are written."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A document with what became of its parts, and of its bytes."""

    item: Input
    document: Opened
    results: Sequence[Normalised]
    data: bytes

    @property
    def count(self) -> int:
        """How many edits were made."""
        return sum(len(result.applied) for result in self.results)

    @property
    def findings(self) -> list[Finding]:
        """What a person should know, part by part."""
        return [finding for result in self.results for finding in result.findings]


@dataclass(frozen=True, slots=True)
class _Change:
    """A file to be written."""

    target: Path
    rewritten: Rewritten


def write_all(found: Iterable[Rewritten], output: Path | None, log: Path | None) -> list[Finding]:
    """Write what changed (with `output` everything), the log first: a crash then leaves nothing unlogged.

    What cannot be written comes as findings, and keeps no other file from being written. Held in memory are the
    documents of up to MOST_HELD bytes; of unchanged ones only the names.
    """
    from termbase.verbs.undo import check_log

    if log is not None:
        check_log(log)
    changes: list[_Change] = []
    copies: list[tuple[Path, Path]] = []
    told: list[Finding] = []
    failed: list[Finding] = []
    held = 0
    for each in found:
        target = _target(each.item, output)
        told += each.findings
        if each.count or each.item.path is None:
            changes.append(_Change(target, each))
            held += len(each.document.raw) + len(each.data)
        elif output is not None:
            copies.append((each.item.path, target))
        if held > MOST_HELD:
            failed += _logged_and_written(changes, output is None, log)
            changes, held = [], 0
    failed += [*_logged_and_written(changes, output is None, log), *_copied(copies)]
    note_findings(told)
    return failed


def _logged_and_written(changes: Sequence[_Change], in_place: bool, log: Path | None) -> list[Finding]:
    from termbase.verbs.undo import append_log, entries_of

    if log is not None:
        entries = (
            entries_of(
                change.target,
                change.rewritten.document,
                change.rewritten.results,
                change.rewritten.data,
                log,
            )
            for change in changes
        )
        append_log(log, [entry for each in entries for entry in each])
    return _written(changes, in_place)


def _written(changes: Iterable[_Change], in_place: bool) -> list[Finding]:
    from termbase.files import write_atomically

    failed: list[Finding] = []
    for change in changes:
        rewritten = change.rewritten
        expected = rewritten.document.raw if in_place else None
        try:
            is_new = write_atomically(change.target, rewritten.data, expected=expected)
        except TermbaseError as error:
            failed += error.findings
            continue
        if is_new:
            message = _("{file}: written; edits: {count}")
            note(message.format(file=change.target.as_posix(), count=rewritten.count))
    return failed


def _copied(copies: Iterable[tuple[Path, Path]]) -> list[Finding]:
    from termbase.files import read_bytes, write_atomically

    failed: list[Finding] = []
    for source, target in copies:
        try:
            if write_atomically(target, read_bytes(source)):
                message = _("{file}: written; edits: {count}")
                note(message.format(file=target.as_posix(), count=0))
        except TermbaseError as error:
            failed += error.findings
    return failed


def check_targets(inputs: Sequence[Input], output: Path) -> None:
    """Make the folders that the results go to.

    Raises a usage error where a result would overwrite a text or another result, TermbaseError where no folder can be.
    """
    from termbase.files import make_folder
    from termbase.report.columns import printable

    taken = {item.path.resolve() for item in inputs if item.path is not None}
    for item in inputs:
        target = _target(item, output)
        if target.resolve() in taken:
            message = _("{file} would be overwritten; choose another folder, or --write")
            raise typer.BadParameter(message.format(file=printable(target.as_posix())))
        taken.add(target.resolve())
    for folder in dict.fromkeys(_target(item, output).parent for item in inputs):
        make_folder(folder)


def _target(item: Input, output: Path | None) -> Path:
    if output is not None:
        return output / item.relative
    if item.path is None:
        raise ValueError("standard input has no file to write to")
    return item.path
