"""Options by which findings are dismissed, and what is left of the findings then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from termbase.cli.configuration import Configuration
from termbase.cli.globs import matcher
from termbase.cli.notes import note
from termbase.files import read_text, write_atomically
from termbase.messages import _
from termbase.model import Finding
from termbase.report.text import Page
from termbase.verbs.dismissal import (
    BASELINE,
    baseline_of,
    read_baseline,
    relative_to,
    without_dismissed,
    without_ignored,
    without_known,
    written,
)

BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar=_("FILE"),
        help=_(
            "Leave out the findings that this file holds; else termbase.baseline.json beside the configuration."
        ),
        show_default=False,
    ),
]
WriteBaselineOption = Annotated[
    bool,
    typer.Option(
        "--write-baseline", help=_("Write the findings of now into the baseline: they are dismissed.")
    ),
]


def undismissed(
    pages: Sequence[Page], configuration: Configuration, baseline: Path | None, write: bool
) -> list[Page]:
    """Give the pages with the findings that nobody has dismissed; errors cannot be.

    With `write` the baseline is written instead, and only errors are left. Raises TermbaseError for a baseline that is
    none or cannot be read or written.
    """
    relative = relative_to(configuration.folder.resolve())
    rules = [(matcher([glob]), codes) for glob, codes in configuration.ignores]

    def path(file: str) -> str:
        return relative(str(Path(file).resolve()))

    def kept(page: Page) -> list[Finding]:
        found = without_dismissed(page.findings, page.lines) if page.lines else page.findings
        return without_ignored(found, path(page.file), rules)

    found = [_with(page, kept(page)) for page in pages]
    file = baseline or configuration.folder / BASELINE
    if write:
        made = baseline_of((each for page in found for each in page.findings if not _is_error(each)), path)
        write_atomically(file, written(made).encode("utf-8"))
        count = sum(made.counts.values())
        note(_("{file}: written; findings: {count}").format(file=file.as_posix(), count=count))
        return [_with(page, ()) for page in found]
    if baseline is None and not file.is_file():
        return found
    known = read_baseline(read_text(file).text, file.as_posix())
    left = []
    for page in found:
        findings, known = without_known(page.findings, known, path)
        left.append(_with(page, findings))
    return left


def _with(page: Page, findings: Sequence[Finding]) -> Page:
    """Give a page with some of its findings, and its errors."""
    chosen = {id(finding) for finding in findings}
    return replace(
        page, findings=tuple(each for each in page.findings if id(each) in chosen or _is_error(each))
    )


def _is_error(finding: Finding) -> bool:
    return finding.level == "error"
