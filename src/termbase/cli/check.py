"""`termbase check`: what a person should know about texts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from termbase.cli.inputs import Document, find_inputs, read_documents
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
from termbase.model import Finding
from termbase.report.text import Page
from termbase.text.lines import Lines, lines_of

_GRAVE = ("error", "warning")


def check(
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    lang: LangOption = None,
    format: Annotated[
        Literal["text", "json", "github", "sarif"],
        typer.Option("--format", help=_("How findings are written.")),
    ] = "text",
    stdin_filename: StdinOption = None,
) -> int:
    """Report the findings; 1 if one is a warning or an error, 2 if a text cannot be read."""
    configuration = configured(glossary, style)
    documents, unreadable = read_documents(find_inputs(paths or ["-"], stdin_filename, configuration))
    termbase = opened(configuration)
    pages = [_unreadable(finding) for finding in unreadable]
    for document in documents:
        found = termbase.check(document.content.text, lang or configuration.language, document.format)
        pages.append(_page(document, found, lines_of(document.content.text)))
    _print(pages, format)
    if unreadable:
        return 2
    return int(any(finding.level in _GRAVE for page in pages for finding in page.findings))


def _unreadable(finding: Finding) -> Page:
    return Page(finding.place.file, None, (finding,))


def _page(document: Document, found: Sequence[Finding], lines: Lines) -> Page:
    from termbase.report.text import located

    return Page(document.name, lines, tuple(located(finding, document.name, lines) for finding in found))


def _print(pages: Sequence[Page], format: str) -> None:
    from termbase.report.text import findings_text, ordered

    findings = ordered(pages)
    if format == "json":
        from termbase.report.data import json_list

        sys.stdout.write(json_list(findings))
    elif format == "github":
        from termbase.report.github import commands

        sys.stdout.writelines(commands(findings))
    elif format == "sarif":
        from termbase import __version__
        from termbase.report.codes import codes
        from termbase.report.sarif import sarif

        sys.stdout.write(sarif(pages, __version__, {code.code: code.title for code in codes().values()}))
    else:
        sys.stdout.writelines(findings_text(findings))
