"""`termbase styles`: the house styles there are to choose from."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note
from termbase.cli.options import GlossaryOption, configured, opened
from termbase.messages import _

_Format = Annotated[Literal["text", "json"], typer.Option("--format", help=_("How the list is written."))]


def styles(glossary: GlossaryOption = None, format: _Format = "text") -> int:
    """Print name, language and title of each style."""
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
