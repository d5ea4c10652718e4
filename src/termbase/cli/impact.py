"""`termbase impact`: what a change of the glossary changes in texts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.notes import note, note_findings
from termbase.cli.options import GlossaryOption, LangOption, PathsArgument, StyleOption, configured, opened
from termbase.cli.texts import read_texts
from termbase.messages import _
from termbase.model import TermbaseError

if TYPE_CHECKING:
    from termbase.api import Termbase
    from termbase.model import Edit


def impact(
    revision: Annotated[
        str, typer.Argument(metavar=_("REVISION"), help=_("The earlier glossary, such as HEAD or main."))
    ],
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    lang: LangOption = None,
    format: Annotated[
        Literal["table", "json"], typer.Option("--format", help=_("How the differences are written."))
    ] = "table",
) -> int:
    """Print the edits that the glossary makes more, less or otherwise than it did at a git revision."""
    from termbase.api import load
    from termbase.report.data import json_list
    from termbase.report.differences import differences_table
    from termbase.verbs.impact import impact
    from termbase.verbs.revision import as_of, glossary_at

    configuration = configured(glossary, style)
    after = opened(configuration)
    language = lang or configuration.language
    texts, unreadable = read_texts(paths or [configuration.folder.as_posix()], configuration)
    with glossary_at(after.folder, revision) as folder:
        try:
            before = load(folder, configuration.style)
        except TermbaseError as error:
            raise as_of(error, folder, after.folder, revision) from None
        rows = [(text.file, text.source, text.format.name) for text in texts]
        found = impact(rows, _edits_of(before, language), _edits_of(after, language))
    sys.stdout.write(json_list(found) if format == "json" else differences_table(found))
    note_findings(unreadable)
    counts = Counter(each.what for each in found)
    message = _("documents: {documents}; new edits: {new}, edits gone: {gone}, conflicts: {conflict}")
    note(message.format(documents=len(texts), **{name: counts[name] for name in ("new", "gone", "conflict")}))
    return 2 if unreadable else 0


def _edits_of(termbase: Termbase, lang: str | None) -> Callable[[str, str], Sequence[Edit]]:
    return lambda text, format: termbase.normalise(text, lang, format).edits
