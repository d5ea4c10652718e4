"""`termbase consistency`: one thing written in several ways."""

from __future__ import annotations

import sys
from itertools import groupby
from typing import Annotated, Literal

import typer

from termbase.cli.options import GlossaryOption, LangOption, PathsArgument, configured, opened
from termbase.cli.texts import language_of_others, lexicons_of, read_texts
from termbase.messages import _


def consistency(
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    lang: LangOption = None,
    each: Annotated[bool, typer.Option("--each", help=_("Compare within each document alone."))] = False,
    format: Annotated[
        Literal["text", "json", "github"], typer.Option("--format", help=_("How findings are written."))
    ] = "text",
) -> int:
    """Report the places that write a term otherwise than most; 1 if there are any."""
    from termbase.report.data import json_list
    from termbase.report.github import commands
    from termbase.report.text import findings_text
    from termbase.verbs.consistency import consistency

    configuration = configured(glossary)
    texts, unreadable = read_texts(paths or ["-"], configuration, lang)
    lexicon_of = lexicons_of(opened(configuration), language_of_others(lang, configuration))
    documents = [list(own) for _file, own in groupby(texts, lambda text: text.file)]
    groups = documents if each else [texts]
    found = [*unreadable, *(finding for group in groups for finding in consistency(group, lexicon_of))]
    if format == "json":
        sys.stdout.write(json_list(found))
    else:
        sys.stdout.writelines(commands(found) if format == "github" else findings_text(found))
    return 2 if unreadable else int(bool(found))
