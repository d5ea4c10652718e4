"""`termbase styles`: the house styles there are to choose from, and one made from what a source writes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note
from termbase.cli.options import GlossaryOption, LangOption, configured, opened
from termbase.messages import _
from termbase.model import Place, TermbaseError

_Format = Annotated[Literal["text", "json"], typer.Option("--format", help=_("How the list is written."))]


def styles(
    action: Annotated[
        Literal["list", "infer"],
        typer.Argument(
            metavar="[infer]", help=_("infer: make a style from what a source writes; else list them.")
        ),
    ] = "list",
    source: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[SOURCE]"),
            help=_("With infer: an id in sources.yaml, or the name of a text without suffix."),
        ),
    ] = None,
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[PATH…]"),
            help=_("With infer: texts of the source; else the sources that the glossary records count."),
            show_default=False,
        ),
    ] = None,
    glossary: GlossaryOption = None,
    lang: LangOption = None,
    format: _Format = "text",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("YAML"), help=_("Where the style is written, a new file.")),
    ] = None,
) -> int:
    """Print name, language and title of each style, or the style of a source as YAML."""
    if action == "infer":
        if source is None:
            raise typer.BadParameter(_("infer needs a source: an id in sources.yaml, or the name of a text"))
        return _infer(source, paths or (), glossary, lang, output)
    return _list(glossary, format)


def _list(glossary: Path | None, format: str) -> int:
    from termbase.report.columns import aligned
    from termbase.report.data import json_list

    found = opened(configured(glossary)).glossary.styles.values()
    if format == "json":
        sys.stdout.write(json_list(found))
    elif found:
        sys.stdout.write("\n".join(aligned((s.name, s.language or "", s.title or "") for s in found)) + "\n")
    else:
        note(_("this glossary has no styles; a style is a file styles/NAME.yaml in it"))
    return 0


def _infer(
    source: str, paths: Sequence[str], glossary: Path | None, lang: str | None, output: Path | None
) -> int:
    from termbase.cli.texts import language_of_others, lexicons_of, read_texts
    from termbase.files import make_folder, write_atomically
    from termbase.verbs.attest import attest
    from termbase.verbs.infer import infer_style, recorded_attestations, style_text

    configuration = configured(glossary)
    termbase = opened(configuration)
    language = language_of_others(lang, configuration) or termbase.glossary.language
    if paths:
        texts, unreadable = read_texts(paths, configuration, lang)
        if unreadable:
            raise TermbaseError(unreadable)
        found = attest(texts, lexicons_of(termbase, language), termbase.glossary.sources)
    else:
        found = recorded_attestations(termbase.glossary)
    style = infer_style(termbase.glossary, source, found, language)
    if output is None:
        sys.stdout.write(style_text(style))
        return 0
    if output.exists():
        raise TermbaseError.of("TB824", _("exists already; name a new file"), Place(output.as_posix()))
    make_folder(output.parent)
    write_atomically(output, style_text(style).encode())
    note(
        _("{file}: written; preferred forms: {count}").format(file=output.as_posix(), count=len(style.prefer))
    )
    return 0
