"""`termbase bilingual`: whether translations follow the glossary."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.dismissing import BaselineOption, WriteBaselineOption, undismissed
from termbase.cli.inputs import Input, find_inputs, named, read_document
from termbase.cli.options import (
    ColumnsOption,
    GlossaryOption,
    StdinOption,
    StyleOption,
    chosen_columns,
    configured,
    opened,
)
from termbase.messages import _
from termbase.model import TermbaseError
from termbase.report.findings import findings_in
from termbase.report.text import Page

if TYPE_CHECKING:
    from termbase.api import Termbase

_GRAVE = ("error", "warning")


def bilingual(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar=_("FILE…"), help=_("PO, XLIFF, TMX, CSV or TSV files, folders of them, or -.")
        ),
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
    columns: ColumnsOption = None,
    format: Annotated[
        Literal["text", "json", "jsonl", "github", "sarif", "rdjson"],
        typer.Option("--format", help=_("How findings are written.")),
    ] = "text",
    stdin_filename: StdinOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = False,
) -> int:
    """Report the findings; 1 if one is a warning or an error, 2 if a file cannot be read."""
    chosen = chosen_columns(columns)
    if len(chosen) not in (0, 2):
        raise typer.BadParameter(_("--columns names two columns, such as en,de"))
    configuration = configured(glossary, style)
    inputs = find_inputs(files, stdin_filename, configuration, chosen, catalogues=True)
    termbase = opened(configuration)
    pages: list[Page] = []
    unreadable = 0
    for item in inputs:
        try:
            pages += _pages(item, termbase, source, target, item.name in files or item.path is None)
        except TermbaseError as error:
            pages.append(Page(item.name, None, tuple(named(error, item.name))))
            unreadable += 1
    left = undismissed(pages, configuration, baseline, write_baseline, of_translations=True)
    sys.stdout.writelines(findings_in(format, left))
    if unreadable:
        return 2
    return int(any(finding.level in _GRAVE for page in left for finding in page.findings))


def _pages(
    item: Input, termbase: Termbase, source: str | None, target: str | None, is_named: bool
) -> Iterator[Page]:
    """Give the page of a file, none for one without translations that was only found in a folder.

    A table whose columns are no languages is one.
    """
    from termbase.documents.formats import format_named
    from termbase.text.lines import lines_of
    from termbase.verbs.bilingual import bilingual

    if not format_named(item.format).pairs and not is_named:
        return
    document = read_document(item)
    text = document.parts[0].content.text
    try:
        found = bilingual(text, document.format, termbase.lexicon, source, target, item.name)
    except TermbaseError as error:
        if not is_named and item.format in ("csv", "tsv") and error.findings[0].code == "TB807":
            return
        raise
    yield Page(item.name, lines_of(text), tuple(found))
