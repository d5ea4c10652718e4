"""`termbase lookup`: a name in any spelling, and what the glossary says about it."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note
from termbase.cli.options import GlossaryOption, LangOption, StyleOption, configured, opened
from termbase.languages.known import known_language
from termbase.messages import _
from termbase.report.table import hits_text, nothing_text


def lookup(
    query: Annotated[str, typer.Argument(metavar=_("QUERY"), help=_("A name in any spelling and script."))],
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    lang: LangOption = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar=_("LANGUAGES"), help=_("Show these languages only: en,ru."))
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help=_("How hits are written."))
    ] = "text",
    exact: Annotated[
        bool, typer.Option("--exact", help=_("No spellings that only resemble the query."))
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help=_("At most so many hits."))] = 10,
) -> int:
    """Print what was found; 1 if nothing was."""
    configuration = configured(glossary, style)
    termbase = opened(configuration)
    languages = [each.strip() for each in (to or "").split(",") if each.strip()]
    if to is not None and not languages:
        raise typer.BadParameter(_("--to names languages, such as en,ru"))
    for language in (*languages, *filter(None, [lang])):
        known_language(language, termbase.glossary)
    hits = termbase.lookup(query, lang, to, limit, exact)
    if format == "json":
        from termbase.report.data import json_list

        sys.stdout.write(json_list(hits))
    elif hits:
        language = configuration.language or termbase.glossary.language
        sys.stdout.write(hits_text(hits, languages, language, termbase.glossary.sources))
    if not hits:
        others = termbase.lookup(query, lang, limit=1) if exact or to else []
        note(nothing_text(query, others[0].matched if others else None))
    return int(not hits)
