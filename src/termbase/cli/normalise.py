"""`termbase normalise`: rewrites texts, or says what it would rewrite."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.inputs import Input, find_inputs, named, read_document
from termbase.cli.large import Rewriter, is_large, print_large, rewriter, write_large
from termbase.cli.notes import note_findings, with_progress
from termbase.cli.options import (
    ColumnsOption,
    ForceExcludeOption,
    GlossaryOption,
    LangOption,
    PathsArgument,
    StdinOption,
    StyleOption,
    chosen_columns,
    configured,
    language_for,
    opened,
)
from termbase.cli.writing import Rewritten, check_targets, write_all
from termbase.messages import _
from termbase.model import Finding, TermbaseError

if TYPE_CHECKING:
    from termbase.api import Termbase

_MODES = ("--diff", "--check", "--write", "--output")


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
    columns: ColumnsOption = None,
    force_exclude: ForceExcludeOption = False,
    stdin_filename: StdinOption = None,
) -> int:
    """Rewrite texts and give the exit code: 1 if --diff or --check found edits that are due."""
    configuration = configured(glossary, style)
    inputs = find_inputs(
        paths or ["-"],
        stdin_filename,
        configuration,
        chosen_columns(columns),
        force_exclude,
        output=output,
    )
    _check_usage(inputs, (diff, check, write, output is not None), log)
    if output is not None:
        check_targets(inputs, output)
    termbase = opened(configuration)
    lang = language_for(termbase, lang, configuration)
    unreadable: list[Finding] = []
    by_stream = rewriter(termbase, lang, unsafe)
    streams = not (diff or check or log)

    def rewrite(item: Input) -> Rewritten | None:
        try:
            if streams and is_large(item) and _streamed(item, write, output, by_stream):
                return None
            return _rewritten(item, termbase, lang, unsafe)
        except TermbaseError as error:
            unreadable.extend(named(error, item.name))
            return None

    found = (each for each in with_progress(inputs, lambda item: item.name, rewrite) if each is not None)
    if diff:
        due = _print_diffs(found)
    elif check:
        due = _print_edits(found, format)
    elif write or output is not None:
        due = False
        unreadable += write_all(found, output, log)
    else:
        due = False
        _print(found)
    note_findings(unreadable)
    return 2 if unreadable else int(due)


def _streamed(item: Input, write: bool, output: Path | None, rewrite: Rewriter) -> bool:
    """Rewrite a large text from file to file; False where it must be read as a whole."""
    if write or output is not None:
        return write_large(item, output, rewrite)
    return print_large(item, rewrite)


def _rewritten(item: Input, termbase: Termbase, lang: str | None, unsafe: bool) -> Rewritten:
    document = read_document(item)
    results = termbase.normalise_document(document, lang, unsafe, item.name)
    data = document.encode({result.part.name: result.text for result in results})
    return Rewritten(item, document, results, data)


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


def _print(found: Iterable[Rewritten]) -> None:
    sys.stdout.flush()
    for each in found:
        sys.stdout.buffer.write(each.data)
        _tell(each)


def _print_diffs(found: Iterable[Rewritten]) -> bool:
    from termbase.cli.colour import painted_diff
    from termbase.report.diff import segments_diff, unified_diff
    from termbase.verbs.normalise import segments

    due = False
    told: list[Finding] = []
    for each in found:
        for result in each.results:
            part = result.part
            if part.name:
                shown = segments_diff(f"{each.item.name}:{part.name}", segments(result))
            else:
                shown = unified_diff(each.item.name, part.content.text, result.made, part.content.bom)
            sys.stdout.write(painted_diff(shown))
            told.extend(result.findings)
        due = due or each.count > 0
    note_findings(told)
    return due


def _print_edits(found: Iterable[Rewritten], format: str) -> bool:
    from termbase.report.data import as_data, json_list
    from termbase.report.text import edit_text
    from termbase.verbs.normalise import seen

    due = False
    rows = []
    told: list[Finding] = []
    for each in found:
        for result in each.results:
            for edit in seen(result, each.item.name):
                if format == "json":
                    rows.append({**as_data(edit.edit), "place": as_data(edit.place)})
                else:
                    said = replace(edit.edit, old=edit.old, new=edit.new)
                    sys.stdout.write(edit_text(said, edit.place) + "\n")
            told.extend(result.findings)
        due = due or each.count > 0
    if format == "json":
        sys.stdout.write(json_list(rows))
    note_findings(told)
    return due


def _tell(rewritten: Rewritten) -> None:
    for result in rewritten.results:
        note_findings(result.findings)
