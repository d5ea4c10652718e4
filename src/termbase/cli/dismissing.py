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
from termbase.model import Finding, TermbaseError
from termbase.report.text import Page
from termbase.verbs.dismissal import (
    BASELINE,
    Baseline,
    baseline_of,
    joined,
    read_baseline,
    relative_to,
    without_dismissed,
    without_ignored,
    without_known,
    written,
)

_TRANSLATIONS = "TB80"  # how the codes of findings about translations begin

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
    pages: Sequence[Page],
    configuration: Configuration,
    baseline: Path | None,
    write: bool,
    of_translations: bool = False,
) -> list[Page]:
    """Give the pages with the findings that nobody has dismissed; errors cannot be.

    With `write` the baseline is written instead, and only errors are left: what it held of these files is replaced.
    What it holds of others stays, as do findings about translations if these are not `of_translations`, and the
    reverse. Raises TermbaseError for a baseline that is none or cannot be read or written.
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
        count = sum(made.counts.values())
        examined = {path(page.file) for page in pages}

        def stays(code: str, name: str) -> bool:
            of_others = code.startswith(_TRANSLATIONS) != of_translations
            return of_others or (name not in examined and (configuration.folder / name).is_file())

        made = joined(made, _held(file), stays)
        write_atomically(file, written(made).encode("utf-8"))
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


def _held(file: Path) -> Baseline:
    """What a baseline holds; nothing of one that is damaged or not there."""
    try:
        return read_baseline(read_text(file).text, file.as_posix()) if file.is_file() else Baseline({}, {})
    except TermbaseError:
        return Baseline({}, {})


def _with(page: Page, findings: Sequence[Finding]) -> Page:
    """Give a page with some of its findings, and its errors."""
    chosen = {id(finding) for finding in findings}
    return replace(
        page, findings=tuple(each for each in page.findings if id(each) in chosen or _is_error(each))
    )


def _is_error(finding: Finding) -> bool:
    return finding.level == "error"
