"""Options that several commands share, and what opens a glossary as they say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from termbase.cli.configuration import Configuration, find_configuration
from termbase.messages import _
from termbase.model import Place, TermbaseError
from termbase.resources import bundled

if TYPE_CHECKING:
    from termbase.api import Termbase

GlossaryOption = Annotated[
    Path | None,
    typer.Option(
        "--glossary",
        metavar=_("FOLDER"),
        help=_(
            "The glossary; else TERMBASE_GLOSSARY, the configuration's, or the one that comes with termbase."
        ),
        show_default=False,
    ),
]
StyleOption = Annotated[
    str | None,
    typer.Option("--style", metavar=_("NAME"), help=_("The house style; `termbase styles` lists them.")),
]
LangOption = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar=_("LANGUAGE"),
        help=_("The language (BCP 47, such as de) of what names none itself; auto: detected."),
    ),
]
PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar=_("[PATH…|-]"), help=_("Files, folders, or - for standard input."), show_default=False
    ),
]
ColumnsOption = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar=_("NAMES"),
        help=_("The columns of CSV and TSV files to read: headings or numbers, with commas between."),
    ),
]
ForceExcludeOption = Annotated[
    bool,
    typer.Option(
        "--force-exclude",
        help=_(
            "Leave out named files too that are left out of folders: of other formats, excluded, glossaries."
        ),
    ),
]
StdinOption = Annotated[
    str | None,
    typer.Option(
        "--stdin-filename",
        metavar=_("NAME"),
        help=_("What standard input is called in messages; its suffix says the document format."),
    ),
]


def configured(glossary: Path | None, style: str | None = None) -> Configuration:
    """Give the configuration that holds here, with what the command line says put over it.

    Its glossary is never None.
    """
    found = find_configuration(Path.cwd())
    folder = glossary or found.glossary or bundled("glossary")
    if folder.is_relative_to(Path.cwd()):
        folder = folder.relative_to(Path.cwd())  # messages name files as seen from here
    is_bundled = glossary is None and found.glossary is None
    return dataclasses.replace(found, glossary=folder, style=style or found.style, is_bundled=is_bundled)


def chosen_columns(columns: str | None) -> tuple[str, ...]:
    """Give the columns that were chosen. Raises a usage error for an empty name."""
    names = tuple(name.strip() for name in columns.split(",")) if columns is not None else ()
    if not all(names):
        raise typer.BadParameter(_("an empty name is no column; --columns takes names or numbers"))
    return names


def language_for(termbase: Termbase, lang: str | None, configuration: Configuration) -> str | None:
    """Give the language of what names none itself. Raises TermbaseError for one that nobody knows."""
    from termbase.api import AUTO

    lang = lang or configuration.language
    if lang == AUTO:
        from termbase.verbs.detect import require_detector

        require_detector()
    else:
        termbase.lexicon(lang)
    return lang


def own_glossary(configuration: Configuration) -> Path:
    """Give the glossary to write to.

    Raises TermbaseError for the one that comes with termbase, which everybody shares and an update replaces, and for
    a compiled file.
    """
    folder = configuration.glossary
    if folder is None or configuration.is_bundled:
        message = _("comes with termbase and stays as it is; `termbase init` makes a glossary of your own")
        raise TermbaseError.of("TB935", message, Place((folder or Path()).as_posix()))
    from termbase.glossary.schema import refuse_file

    refuse_file(folder)
    return folder


def opened(configuration: Configuration) -> Termbase:
    """Load the glossary of a configuration. Raises TermbaseError with all findings when it cannot be read."""
    from termbase.api import load

    return load(configuration.glossary, configuration.style)
