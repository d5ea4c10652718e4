"""`termbase normalise`: rewrites texts, or says what it would rewrite."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.inputs import Document, Input, find_inputs, read_documents
from termbase.cli.notes import note, note_findings
from termbase.cli.options import (
    GlossaryOption,
    LangOption,
    PathsArgument,
    StdinOption,
    StyleOption,
    configured,
    opened,
)
from termbase.messages import _
from termbase.model import Finding, TermbaseError

if TYPE_CHECKING:
    from termbase.verbs.normalise import Normalised

_MODES = ("--diff", "--check", "--write", "--output")


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A document with what became of it."""

    document: Document
    result: Normalised

    @property
    def data(self) -> bytes:
        """The rewritten text in the document's encoding."""
        return self.document.content.encode(self.result.text)


def normalise(
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    lang: LangOption = None,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Print what would change as a unified diff."))
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("List the edits that are due; change nothing."))
    ] = False,
    write: Annotated[bool, typer.Option("--write", help=_("Rewrite the files in place."))] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FOLDER"), help=_("Write the results into another folder.")),
    ] = None,
    unsafe: Annotated[bool, typer.Option("--unsafe", help=_("Make the proposed edits as well."))] = False,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log", metavar=_("FILE"), help=_("Append the edits to a change log; `termbase undo` reads it.")
        ),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help=_("How --check lists the edits."))
    ] = "text",
    stdin_filename: StdinOption = None,
) -> int:
    """Rewrite texts and give the exit code: 1 if --diff or --check found edits that are due."""
    configuration = configured(glossary, style)
    inputs = find_inputs(paths or ["-"], stdin_filename, configuration)
    _check_usage(inputs, (diff, check, write, output is not None), log)
    documents, unreadable = read_documents(inputs)
    if unreadable and not (diff or check):
        raise TermbaseError(unreadable)
    termbase = opened(configuration)
    lang = lang or configuration.language
    rewritten = [
        _Rewritten(each, termbase.normalise(each.content.text, lang, each.format, unsafe))
        for each in documents
    ]
    if diff:
        due = _print_diffs(rewritten)
    elif check:
        due = _print_edits(rewritten, format)
    elif write or output is not None:
        due = False
        _write(rewritten, output, log)
    else:
        due = False
        sys.stdout.flush()
        sys.stdout.buffer.write(rewritten[0].data)
    _summarise(rewritten, unreadable)
    return 2 if unreadable else int(due)


def _check_usage(inputs: Sequence[Input], modes: tuple[bool, ...], log: Path | None) -> None:
    """Raise a usage error for modes that exclude each other or do not fit the inputs."""
    *_others, write, output = modes
    if sum(modes) > 1:
        raise typer.BadParameter(_("only one of {modes} can be given").format(modes=", ".join(_MODES)))
    if len(inputs) > 1 and not any(modes):
        message = _("several texts cannot be printed as one; give one of {modes}")
        raise typer.BadParameter(message.format(modes=", ".join(_MODES)))
    if write and any(item.path is None for item in inputs):
        raise typer.BadParameter(_("standard input cannot be rewritten in place; leave --write out"))
    if log is not None and not (write or output):
        raise typer.BadParameter(_("--log goes with --write or --output"))


def _print_diffs(rewritten: Sequence[_Rewritten]) -> bool:
    from termbase.cli.colour import painted_diff
    from termbase.report.diff import unified_diff

    for item in rewritten:
        content = item.document.content
        found = unified_diff(item.document.name, content.text, item.result.made, content.bom)
        sys.stdout.write(painted_diff(found))
    return any(item.result.made for item in rewritten)


def _print_edits(rewritten: Sequence[_Rewritten], format: str) -> bool:
    from termbase.report.data import as_data, json_list
    from termbase.report.text import edit_text, place_of
    from termbase.text.lines import lines_of

    rows = []
    for item in rewritten:
        lines = lines_of(item.document.content.text)
        rows += [(edit, place_of(edit, item.document.name, lines)) for edit in item.result.edits]
    if format == "json":
        sys.stdout.write(json_list({**as_data(edit), "place": as_data(place)} for edit, place in rows))
    else:
        for edit, place in rows:
            sys.stdout.write(edit_text(edit, place) + "\n")
    return any(item.result.made for item in rewritten)


def _write(rewritten: Sequence[_Rewritten], output: Path | None, log: Path | None) -> None:
    """Write what changed (with `output` everything), the log first: a crash then leaves nothing unlogged."""
    from termbase.files import make_folder, write_atomically
    from termbase.verbs.undo import append_log, entries_of

    targets = [(item, _target(item.document, output)) for item in rewritten]
    if output is not None:
        _check_targets([(item.document, target) for item, target in targets])
        for folder in dict.fromkeys(target.parent for _item, target in targets):
            make_folder(folder)
    if log is not None:
        append_log(
            log,
            [
                entry
                for item, target in targets
                for entry in entries_of(
                    target, item.document.content, item.result.text, item.result.made, log
                )
            ],
        )
    for item, target in targets:
        content = item.document.content
        if output is not None:
            changed = write_atomically(target, item.data)
        else:
            changed = bool(item.result.made) and write_atomically(
                target, item.data, expected=content.encode(content.text)
            )
        if changed:
            message = _("{file}: written; edits: {count}")
            note(message.format(file=target.as_posix(), count=len(item.result.made)))


def _check_targets(targets: Sequence[tuple[Document, Path]]) -> None:
    """Raise a usage error where a result would overwrite a text or another result."""
    from termbase.report.columns import printable

    taken = {document.path.resolve() for document, _target in targets if document.path is not None}
    for _document, target in targets:
        if target.resolve() in taken:
            message = _("{file} would be overwritten; choose another folder, or --write")
            raise typer.BadParameter(message.format(file=printable(target.as_posix())))
        taken.add(target.resolve())


def _target(document: Document, output: Path | None) -> Path:
    if output is not None:
        return output / document.relative
    if document.path is None:
        raise ValueError("standard input has no file to write to")
    return document.path


def _summarise(rewritten: Sequence[_Rewritten], unreadable: Sequence[Finding]) -> None:
    """Say on standard error what was not changed and why."""
    from termbase.report.text import located
    from termbase.text.lines import lines_of

    note_findings(unreadable)
    for item in rewritten:
        if item.result.findings:
            lines = lines_of(item.document.content.text)
            note_findings(located(each, item.document.name, lines) for each in item.result.findings)
