"""`termbase normalise`: rewrites texts, or says what it would rewrite."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

from termbase.cli.inputs import Document, Input, find_inputs, read_documents
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
from termbase.model import Edit, Finding, TermbaseError

_MODES = ("--diff", "--check", "--write", "--output")


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A document with what became of it; `edits` are those that were made, `proposed` the others."""

    document: Document
    text: str
    edits: tuple[Edit, ...]
    proposed: tuple[Edit, ...]
    findings: tuple[Finding, ...]


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
    rewritten = []
    for document in documents:
        made = termbase.normalise(document.content.text, lang, document.format, unsafe)
        rewritten.append(_rewritten(document, made.text, made.edits, made.findings, unsafe))
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
        sys.stdout.buffer.write(rewritten[0].document.content.encode(rewritten[0].text))
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


def _rewritten(
    document: Document, text: str, edits: Sequence[Edit], findings: Sequence[Finding], unsafe: bool
) -> _Rewritten:
    from termbase.documents.document import splice

    made: list[Edit] = []
    for edit in edits:  # ascending; of overlapping ones the first counts
        if (edit.safe or unsafe) and (not made or edit.start >= made[-1].end):
            made.append(edit)
    replayed = splice(document.content.text, [(edit.start, edit.end, edit.new) for edit in made])
    if replayed != text:  # a diff or a change log made from these edits would be wrong
        raise RuntimeError(f"{document.name}: the edits do not replay to the result")
    taken = set(made)
    proposed = tuple(edit for edit in edits if edit not in taken)
    return _Rewritten(document, text, tuple(made), proposed, tuple(findings))


def _print_diffs(rewritten: Sequence[_Rewritten]) -> bool:
    from termbase.cli.colour import painted_diff
    from termbase.report.diff import unified_diff

    for item in rewritten:
        content = item.document.content
        found = unified_diff(item.document.name, content.text, item.edits, content.bom)
        sys.stdout.write(painted_diff(found))
    return any(item.edits for item in rewritten)


def _print_edits(rewritten: Sequence[_Rewritten], format: str) -> bool:
    from termbase.report.data import as_data, json_list
    from termbase.report.text import edit_text, place_of
    from termbase.text.lines import lines_of

    rows = []
    for item in rewritten:
        lines = lines_of(item.document.content.text)
        edits = sorted((*item.edits, *item.proposed), key=lambda edit: edit.start)
        rows += [(edit, place_of(edit, item.document.name, lines)) for edit in edits]
    if format == "json":
        sys.stdout.write(json_list({**as_data(edit), "place": as_data(place)} for edit, place in rows))
    else:
        for edit, place in rows:
            sys.stdout.write(edit_text(edit, place) + "\n")
    return any(item.edits for item in rewritten)


def _write(rewritten: Sequence[_Rewritten], output: Path | None, log: Path | None) -> None:
    """Write what changed (with `output` everything), the log first: a crash then leaves nothing unlogged."""
    from termbase.files import write_atomically
    from termbase.verbs.undo import append_log, entries_of

    targets = [(item, _target(item.document, output)) for item in rewritten]
    if output is not None:
        _check_targets([(item.document, target) for item, target in targets])
    if log is not None:
        logged = [
            entries_of(target, item.document.content, item.text, item.edits, log)
            for item, target in targets
            if item.edits
        ]
        append_log(log, [entry for entries in logged for entry in entries])
    for item, target in targets:
        content = item.document.content
        if output is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            changed = write_atomically(target, content.encode(item.text))
        else:
            changed = bool(item.edits) and write_atomically(
                target, content.encode(item.text), expected=content.encode(content.text)
            )
        if changed:
            message = _("{file}: written; edits: {count}")
            sys.stderr.write(message.format(file=target.as_posix(), count=len(item.edits)) + "\n")


def _check_targets(targets: Sequence[tuple[Document, Path]]) -> None:
    """Raise a usage error where a result would overwrite a text or another result."""
    taken = {document.path.resolve() for document, _target in targets if document.path is not None}
    for _document, target in targets:
        if target.resolve() in taken:
            message = _("{file} would be overwritten; choose another folder, or --write")
            raise typer.BadParameter(message.format(file=target.as_posix()))
        taken.add(target.resolve())


def _target(document: Document, output: Path | None) -> Path:
    if output is not None:
        return output / document.relative
    if document.path is None:
        raise ValueError("standard input has no file to write to")
    return document.path


def _summarise(rewritten: Sequence[_Rewritten], unreadable: Sequence[Finding]) -> None:
    """Say on standard error what was not changed and why."""
    from termbase.report.text import findings_text, located
    from termbase.text.lines import lines_of

    sys.stderr.writelines(findings_text(unreadable))
    for item in rewritten:
        if item.findings:
            lines = lines_of(item.document.content.text)
            found = (located(finding, item.document.name, lines) for finding in item.findings)
            sys.stderr.writelines(findings_text(found))
