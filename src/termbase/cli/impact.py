"""`termbase impact`: what a change of the glossary changes in texts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.cli.inputs import Input, find_inputs, named, read_document
from termbase.cli.notes import note, note_findings
from termbase.cli.options import GlossaryOption, LangOption, PathsArgument, StyleOption, configured, opened
from termbase.messages import _
from termbase.model import TermbaseError

if TYPE_CHECKING:
    from termbase.api import Termbase
    from termbase.model import Edit, Finding
    from termbase.verbs.reading import Text


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
    inputs = find_inputs(paths or [configuration.folder.as_posix()], None, configuration)
    unreadable: list[Finding] = []
    with glossary_at(after.folder, revision) as folder:
        try:
            before = load(folder, configuration.style)
        except TermbaseError as error:
            raise as_of(error, folder, after.folder, revision) from None
        rows: list[tuple[Text, Sequence[Edit], Sequence[Edit]]] = []
        for item in inputs:
            try:
                rows += _compared(item, before, after, language)
            except TermbaseError as error:
                unreadable += named(error, item.name)
        found = impact(rows)
    sys.stdout.write(json_list(found) if format == "json" else differences_table(found))
    note_findings(unreadable)
    counts = Counter(each.what for each in found)
    message = _("documents: {documents}; new edits: {new}, edits gone: {gone}, conflicts: {conflict}")
    note(
        message.format(
            documents=len(inputs) - len(unreadable),
            **{name: counts[name] for name in ("new", "gone", "conflict")},
        )
    )
    return 2 if unreadable else 0


def _compared(
    item: Input, before: Termbase, after: Termbase, lang: str | None
) -> Iterator[tuple[Text, Sequence[Edit], Sequence[Edit]]]:
    """Give each text of a document with the edits of both glossaries."""
    from termbase.verbs.reading import texts_of

    document = read_document(item)
    earlier, later = (each.normalise_document(document, lang, file=item.name) for each in (before, after))
    for text, was, becomes in zip(texts_of(document, item.name), earlier, later, strict=True):
        yield text, was.edits, becomes.edits
