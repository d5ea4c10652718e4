"""`termbase discover`: spellings of names that nobody has recorded yet."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from termbase.cli.notes import note, note_findings
from termbase.cli.options import GlossaryOption, LangOption, PathsArgument, configured, opened, own_glossary
from termbase.cli.texts import language_of_others, lexicons_of, read_texts
from termbase.messages import _
from termbase.model import Place, TermbaseError

Proposed = tuple[str, str, str, dict[str, Any]]
"""A variant for a known concept: its id, the language, the text of the term, the variant as the YAML has it."""

if TYPE_CHECKING:
    from termbase.cli.configuration import Configuration
    from termbase.model import Glossary
    from termbase.verbs.discover import Cluster


def discover(
    paths: PathsArgument = None,
    glossary: GlossaryOption = None,
    lang: LangOption = None,
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help=_("How the clusters are written."))
    ] = "text",
    limit: Annotated[
        int, typer.Option("--limit", metavar=_("COUNT"), min=1, help=_("The most clusters to give."))
    ] = 100,
    least: Annotated[
        float | None,
        typer.Option(
            "--least",
            metavar=_("SCORE"),
            min=0,
            max=1,
            help=_("The least score of a cluster, 0 to 1; else 0.5, below which few are finds."),
        ),
    ] = None,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar=_("YAML"),
            help=_(
                "Write drafts into a new file. If it lies in the glossary, variants go to their concepts instead."
            ),
        ),
    ] = None,
) -> int:
    """Print the clusters, the likeliest first, or write drafts of them."""
    from termbase.report.clusters import clusters_text
    from termbase.report.data import json_list
    from termbase.verbs.discover import LIKELY, discover

    configuration = configured(glossary)
    texts, unreadable = read_texts(paths or ["-"], configuration, lang)
    termbase = opened(configuration)
    language = language_of_others(lang, configuration) or termbase.glossary.language
    found = discover(texts, lexicons_of(termbase, language), language, LIKELY if least is None else least)
    found = found[:limit]
    if write is not None:
        _write(found, write, termbase.glossary, configuration)
    else:
        sys.stdout.writelines([json_list(found)] if format == "json" else clusters_text(found))
    note_findings(unreadable)
    note(_("documents: {documents}, clusters: {clusters}").format(documents=len(texts), clusters=len(found)))
    return 2 if unreadable else 0


def _added(variants: Sequence[Proposed], folder: Path) -> list[Proposed]:
    """Add variants to their concepts; what the glossary refuses is said and left out. Gives those that were added."""
    from termbase.verbs.add import add_variant

    added = []
    for proposed in variants:
        concept, lang, text, variant = proposed
        try:
            note_findings(add_variant(folder, text, variant, lang, concept).findings)
        except TermbaseError as error:
            note_findings(error.findings)
        else:
            added.append(proposed)
    return added


def _write(found: Sequence[Cluster], file: Path, glossary: Glossary, configuration: Configuration) -> None:
    """Write the drafts; those of known concepts into the glossary if the file lies in it."""
    from termbase.files import make_folder, write_atomically
    from termbase.verbs.proposals import fragment, proposed_concepts, proposed_variants, yaml_text

    if file.exists():
        message = _("exists already; name a new file, drafts replace nothing")
        raise TermbaseError.of("TB824", message, Place(file.as_posix()))
    drafts = proposed_concepts(found, glossary)
    variants = list(proposed_variants(found, glossary))
    folder = configuration.glossary
    is_inside = folder is not None and file.resolve().is_relative_to(folder.resolve())
    if is_inside and variants:
        variants = _added(variants, own_glossary(configuration))
    elif not is_inside:
        drafts = {**fragment(variants, glossary), **drafts}
    if drafts:
        make_folder(file.parent)
        write_atomically(file, yaml_text(drafts).encode())
    note(
        _("{file}: draft concepts: {concepts}, variants: {variants}").format(
            file=file.as_posix(), concepts=len(drafts), variants=len(variants)
        )
    )
