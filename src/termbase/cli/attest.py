"""`termbase attest`: which source writes which form."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note, note_findings
from termbase.cli.options import GlossaryOption, LangOption, PathsArgument, configured, opened, own_glossary
from termbase.cli.texts import language_of_others, lexicons_of, read_texts
from termbase.messages import _


def attest(
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    lang: LangOption = None,
    format: Annotated[
        Literal["table", "csv", "json", "html"],
        typer.Option("--format", help=_("How the matrix is written.")),
    ] = "table",
    update: Annotated[
        bool, typer.Option("--update", help=_("Record in the glossary which sources write its forms."))
    ] = False,
) -> int:
    """Print how often each source writes each form; with `--update` write the sources into the glossary."""
    from termbase.report.attestations import attestations_csv, attestations_html, attestations_table
    from termbase.report.data import json_list
    from termbase.verbs.attest import attest
    from termbase.verbs.attesting import update_attestations

    configuration = configured(glossary)
    folder = own_glossary(configuration) if update else None
    texts, unreadable = read_texts(paths or ["-"], configuration, lang)
    termbase = opened(configuration)
    lexicon_of = lexicons_of(termbase, language_of_others(lang, configuration))
    found = attest(texts, lexicon_of, termbase.glossary.sources)
    if folder is not None:
        done = update_attestations(folder, found)
        note_findings(done.findings)
        message = _("sources added: {added}, files changed: {files}")
        note(message.format(added=done.added, files=len(done.files)))
    else:
        written = {
            "csv": attestations_csv,
            "json": json_list,
            "html": attestations_html,
            "table": attestations_table,
        }
        sys.stdout.write(written[format](found))
    note_findings(unreadable)
    return 2 if unreadable else 0
