"""`termbase explain`: what the code of a finding means."""

from __future__ import annotations

import sys
import textwrap
from typing import Annotated

import typer

from termbase.messages import _
from termbase.model import TermbaseError


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar=_("CODE"), help=_("Such as TB201; without one all are listed."))
    ] = None,
) -> int:
    """Print the explanation of a code, or the list of codes."""
    from termbase.report.codes import codes
    from termbase.report.columns import aligned
    from termbase.report.text import level_name

    known = codes()
    if code is None:
        rows = [(entry.code, level_name(entry.level), entry.title) for entry in known.values()]
        sys.stdout.write("\n".join(aligned(rows)) + "\n")
        return 0
    entry = known.get(code.upper())
    if entry is None:
        message = _("there is no code {code}; `termbase explain` lists them")
        raise TermbaseError.of("TB932", message.format(code=code))
    explanation = textwrap.fill(" ".join(entry.explanation.split()), 80)
    sys.stdout.write(f"{entry.code} ({level_name(entry.level)}): {entry.title}\n\n{explanation}\n")
    return 0
