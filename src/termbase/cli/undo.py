"""`termbase undo`: takes a rewriting back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from termbase.cli.notes import note
from termbase.messages import _


def undo(
    log: Annotated[Path, typer.Argument(metavar=_("LOG"), help=_("The file that `normalise --log` wrote."))],
) -> int:
    """Restore the files byte for byte; refuse, changing nothing, if one was changed since."""
    from termbase.verbs import undo as verb

    restored = verb.undo(log)
    for path in restored:
        note(_("{file}: restored").format(file=path.as_posix()))
    if not restored:
        note(_("nothing to restore: every file is as it was"))
    return 0
