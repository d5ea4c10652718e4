"""`termbase validate`: the glossary itself."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note
from termbase.cli.options import GlossaryOption, StyleOption, configured, opened
from termbase.messages import _
from termbase.model import TermbaseError


def validate(
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    format: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help=_("How findings are written."))
    ] = "text",
) -> int:
    """Print the errors or, if it loads, the warnings and the examples that fail; 1 if there are any."""
    from termbase.report.data import json_list
    from termbase.report.github import commands
    from termbase.report.text import findings_text

    concepts = None
    try:
        termbase = opened(configured(glossary, style))
        findings = list(termbase.validate())
        concepts = len(termbase.concepts)
    except TermbaseError as error:
        findings = list(error.findings)
    if format == "json":
        sys.stdout.write(json_list(findings))
    else:
        sys.stdout.writelines(commands(findings) if format == "github" else findings_text(findings))
    if concepts is None:
        return 2
    message = _("concepts: {concepts}; findings: {findings}")
    note(message.format(concepts=concepts, findings=len(findings)))
    return int(any(finding.level in ("error", "warning") for finding in findings))
