"""`termbase transliterate`: a name in Latin letters, by one scheme or by all."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note
from termbase.messages import _

_TITLES = {
    "de": _("German newspapers"),
    "en": _("English newspapers"),
    "bgn": _("BGN/PCGN"),
    "fr": _("French newspapers"),
    "es": _("Spanish newspapers"),
    "pl": _("Polish newspapers"),
    "iso9": _("ISO 9, 9984, 9985"),
    "scholarly": _("linguists"),
}


def transliterate(
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("A name in the script of its language."))],
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar=_("LANGUAGE"),
            help=_("The language of the name: ru, uk, be, kk, ky, tg, hy or ka."),
        ),
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar=_("SCHEME"), help=_("One scheme, such as de; else all are shown.")),
    ] = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help=_("How the forms are written."))
    ] = "text",
) -> int:
    """Print the form by each scheme; 1 if the name has no letters of the language and stays as it is."""
    from termbase.model import SCHEMES
    from termbase.text.translit import in_script, transcribe

    forms = {scheme: transcribe(name, source, scheme) for scheme in ((to,) if to else SCHEMES)}
    if format == "json":
        from termbase.report.data import json_list

        sys.stdout.write(json_list({"scheme": scheme, "form": form} for scheme, form in forms.items()))
    elif to:
        sys.stdout.write(forms[to] + "\n")
    else:
        from termbase.report.columns import aligned

        rows = [(scheme, form, _TITLES[scheme]) for scheme, form in forms.items()]
        sys.stdout.write("\n".join(aligned(rows)) + "\n")
    if in_script(name, source):
        return 0
    message = _("“{name}” has no letters that are written in {language}; it is left as it is")
    note(message.format(name=name, language=source))
    return 1
