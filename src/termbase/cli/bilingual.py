"""`termbase bilingual`: whether translations follow the glossary."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.dismissing import BaselineOption, WriteBaselineOption, undismissed
from termbase.cli.options import GlossaryOption, StdinOption, StyleOption, configured, opened
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.report.text import Page

if TYPE_CHECKING:
    from termbase.api import Termbase
    from termbase.documents.document import Format

_GRAVE = ("error", "warning")
_STDIN = "-"


def bilingual(
    files: Annotated[
        list[str], typer.Argument(metavar=_("FILE…"), help=_("PO, XLIFF, TMX, CSV or TSV files, or -."))
    ],
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar=_("LANGUAGE"), help=_("The language of the sources; else what the file says.")
        ),
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar=_("LANGUAGE"),
            help=_("The language of the translations, or which of several to check."),
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns", metavar=_("TWO"), help=_("Of tables: headings or numbers of both columns: en,de.")
        ),
    ] = None,
    format: Annotated[
        Literal["text", "json", "jsonl", "github", "sarif", "rdjson"],
        typer.Option("--format", help=_("How findings are written.")),
    ] = "text",
    stdin_filename: StdinOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = False,
) -> int:
    """Report the findings; 1 if one is a warning or an error, 2 if a file cannot be read."""
    from termbase.report.findings import findings_in

    chosen = [each.strip() for each in (columns or "").split(",") if each.strip()]
    if columns is not None and len(chosen) != 2:
        raise typer.BadParameter(_("--columns names two columns, such as en,de"))
    configuration = configured(glossary, style)
    termbase = opened(configuration)
    pages, unreadable = [], 0
    for file in files:
        name = stdin_filename or file
        try:
            pages.append(_page(file, name, _format(name, chosen), termbase, source, target))
        except TermbaseError as error:
            pages.append(Page(name, None, error.findings))
            unreadable += 1
    left = undismissed(pages, configuration, baseline, write_baseline)
    sys.stdout.writelines(findings_in(format, left))
    if unreadable:
        return 2
    return int(any(finding.level in _GRAVE for page in left for finding in page.findings))


def _page(
    file: str, name: str, format: Format, termbase: Termbase, source: str | None, target: str | None
) -> Page:
    from termbase.documents.parts import open_parts
    from termbase.files import read_bytes
    from termbase.text.lines import lines_of
    from termbase.verbs.bilingual import bilingual

    raw = sys.stdin.buffer.read() if file == _STDIN else read_bytes(Path(file))
    text = open_parts(raw, format, name).parts[0].content.text
    try:
        found = bilingual(text, format, termbase.lexicon, source, target, name)
    except TermbaseError as error:
        raise TermbaseError(_named(finding, name) for finding in error.findings) from None
    return Page(name, lines_of(text), tuple(found))


def _named(finding: Finding, name: str) -> Finding:
    return replace(finding, place=replace(finding.place, file=finding.place.file or name))


def _format(name: str, columns: list[str]) -> Format:
    """Give the format of a name, with the columns to read. Raises TermbaseError for one without translations."""
    from termbase.documents import csv, tsv
    from termbase.documents.formats import all_formats, format_of

    found = format_of(Path(name))
    if found is None or found.pairs is None:
        known = ", ".join(suffix for each in all_formats() if each.pairs for suffix in each.suffixes)
        message = _("holds no texts with their translations; such files are named {suffixes}")
        raise TermbaseError.of("TB805", message.format(suffixes=known), Place(name))
    with_columns = {"csv": csv.with_columns, "tsv": tsv.with_columns}.get(found.name)
    return with_columns(columns) if with_columns and columns else found
