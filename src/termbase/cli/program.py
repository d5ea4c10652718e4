"""The program: its commands, and what holds for all of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, get_type_hints

import click
import typer

from termbase.messages import _

_NORMALISE = _("Rewrite texts to the forms that the glossary prefers.")

# Command → the module of this room and the function in it that hold it, and what it does.
COMMANDS = {
    "init": ("init", "init", _("Start a new glossary: an example, a configuration, a pre-commit hook.")),
    "lookup": ("lookup", "lookup", _("Look up a name in any spelling, with its translations.")),
    "normalise": ("normalise", "normalise", _NORMALISE),
    "normalize": ("normalise", "normalise", _NORMALISE),
    "transliterate": (
        "transliterate",
        "transliterate",
        _("Write a name in Latin letters, by one scheme or by all."),
    ),
    "check": ("check", "check", _("Report what a person should know about texts.")),
    "gloss": ("gloss", "gloss", _("Write the glossary for one document: its terms with their translations.")),
    "bilingual": (
        "bilingual",
        "bilingual",
        _("Check translations against the glossary: PO, XLIFF, TMX, CSV."),
    ),
    "explain": ("explain", "explain", _("Explain the code of a finding.")),
    "validate": ("validate", "validate", _("Check the glossary itself, and run its examples.")),
    "add": ("add", "add", _("Add a concept, a term or a variant to the glossary.")),
    "compile": ("compile", "compile_", _("Compile a glossary or a big authority file into one fast file.")),
    "export": ("exchange", "export", _("Write the glossary in an exchange format.")),
    "import": ("exchange", "import_", _("Take the changes of an exchange file into the glossary.")),
    "undo": ("undo", "undo", _("Restore the files that a change log names.")),
    "discover": ("discover", "discover", _("Find spellings of names that nobody has recorded.")),
    "attest": ("attest", "attest", _("Show which source writes which form, how often and where.")),
    "consistency": ("consistency", "consistency", _("Report what texts write in several ways.")),
    "impact": ("impact", "impact", _("Show what a change of the glossary changes in texts.")),
    "styles": ("listing", "styles", _("List the house styles, or make one from what a source writes.")),
    "formats": ("formats", "formats", _("List the document formats and the exchange formats.")),
}
HIDDEN = ("normalize",)
_COMPLETION = "_TERMBASE_COMPLETE"  # what the shell sets when it wants completions


def command(arguments: Sequence[str]) -> click.Command:
    """Give the program.

    If the arguments name a command, it knows this one alone, as the others take time to import.
    """
    app = typer.Typer(
        help=_("Terminology as code: look names up, rewrite texts consistently, check them."),
        no_args_is_help=True,
        suggest_commands=False,  # click itself suggests
        rich_markup_mode=None,  # else [tool.termbase] in a help text would be taken for markup
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
    )
    app.callback()(_program)
    named = next((argument for argument in arguments if not argument.startswith("-")), "")
    names = [named] if named in COMMANDS and _COMPLETION not in os.environ else list(COMMANDS)
    functions: dict[str, Callable[..., int]] = {}
    for name in names:
        module, function, help_text = COMMANDS[name]
        functions[name] = getattr(import_module(f"termbase.cli.{module}"), function)
        app.command(name, help=help_text, hidden=name in HIDDEN, options_metavar=_("[OPTIONS]"))(
            functions[name]
        )
    program = typer.main.get_command(app)
    _translate_completion(program)
    if isinstance(program, click.Group):
        for name, each in program.commands.items():
            _keep_help(each, functions[name])
            _refuse_empty_names(each)
    return program


def _translate_completion(program: click.Command) -> None:
    """Give Typer's own two options help in the user's language."""
    helps = {
        "install_completion": _("Set up completion for the current shell."),
        "show_completion": _("Print the completion for the current shell, to copy or change it."),
    }
    for parameter in program.params:
        if isinstance(parameter, click.Option) and parameter.name in helps:
            parameter.help = helps[parameter.name]


def _refuse_empty_names(found: click.Command) -> None:
    """Refuse "" where a file or a folder is named: Path("") would be the working folder."""
    for parameter in found.params:
        if isinstance(parameter.type, click.Path):
            parameter.type = click.types.FuncParamType(_path)
            parameter.type.name = "path"


def _path(name: str | Path) -> Path:
    if name == "":
        raise click.BadParameter(_("an empty name is no file; is a variable of the shell not set?"))
    return Path(name)


def _keep_help(found: click.Command, function: Callable[..., int]) -> None:
    """Give the arguments the help that Typer loses with click 8.5, which would then list them twice."""
    hints = get_type_hints(function, include_extras=True)
    for parameter in found.params:
        if isinstance(parameter, typer.core.TyperArgument):
            parameter.help = hints[parameter.name or ""].__metadata__[0].help
    vars(found)["format_arguments"] = lambda context, formatter: None


def _print_version(wanted: bool) -> None:
    if wanted:
        from termbase import __version__

        sys.stdout.write(f"termbase {__version__}\n")
        raise typer.Exit


def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help=_("Print the version and exit.")
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=_("Show where an unexpected error arose."))] = False,
) -> None:
    if debug:
        os.environ["TERMBASE_DEBUG"] = "1"
