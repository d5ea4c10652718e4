"""`termbase check`: what a person should know about texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.dismissing import BaselineOption, WriteBaselineOption, undismissed
from termbase.cli.inputs import Input, find_inputs, named, read_document
from termbase.cli.notes import with_progress
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
from termbase.messages import _
from termbase.model import Finding, TermbaseError
from termbase.report.findings import findings_in
from termbase.report.text import Page
from termbase.text.lines import lines_of

if TYPE_CHECKING:
    from termbase.api import Termbase

_GRAVE = ("error", "warning")


def check(
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    lang: LangOption = None,
    format: Annotated[
        Literal["text", "json", "jsonl", "github", "sarif", "rdjson"],
        typer.Option("--format", help=_("How findings are written.")),
    ] = "text",
    columns: ColumnsOption = None,
    force_exclude: ForceExcludeOption = False,
    stdin_filename: StdinOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = False,
) -> int:
    """Report the findings; 1 if one is a warning or an error, 2 if a text cannot be read."""
    configuration = configured(glossary, style)
    inputs = find_inputs(
        paths or ["-"], stdin_filename, configuration, chosen_columns(columns), force_exclude
    )
    termbase = opened(configuration)
    lang = language_for(termbase, lang, configuration)
    unreadable: list[Finding] = []

    def examine(item: Input) -> list[Page]:
        try:
            return _pages(item, termbase, lang)
        except TermbaseError as error:
            unreadable.extend(named(error, item.name))
            return [Page(item.name, None, tuple(named(error, item.name)))]

    found = with_progress(inputs, lambda item: item.name, examine)
    pages = [page for pages in found for page in pages]
    pages = undismissed(pages, configuration, baseline, write_baseline)
    sys.stdout.writelines(findings_in(format, pages))
    if unreadable:
        return 2
    return int(any(finding.level in _GRAVE for page in pages for finding in page.findings))


def _pages(item: Input, termbase: Termbase, lang: str | None) -> list[Page]:
    """Give a page for each part of a document; those without findings need no lines."""
    document = read_document(item)
    pages = []
    for part, found in zip(document.parts, termbase.check_document(document, lang, item.name), strict=True):
        lines = lines_of(part.content.text) if found and not part.name else None
        pages.append(Page(item.name, lines, tuple(found)))
    return pages
