"""`termbase compile`: a glossary or authority files into one file that serves for a glossary."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import typer

from termbase.cli.notes import note, note_findings
from termbase.cli.options import StyleOption, configured
from termbase.glossary.authority import Choice
from termbase.glossary.tags import canonical_tag, tag_problem
from termbase.messages import _
from termbase.verbs.compile import (
    AUTHORITIES,
    NAMED,
    Progress,
    Tally,
    compile_authority,
    compile_glossary,
    recognised,
)

_SUFFIX = ".termbase"
_SECONDS = 0.5  # between two reports of progress
_CLEAR = "\r\x1b[K"  # what takes the line of progress away

_Format = Literal["yaml", "jsonl", "geonames", "wikidata"]


def compile_(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("[SOURCE…]"),
            help=_(
                "The folder of a glossary, or authority files of one format; else the configured glossary."
            ),
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("The compiled file; else SOURCE.termbase.")),
    ] = None,
    format: Annotated[
        _Format | None,
        typer.Option("--format", help=_("What the sources are; else their first line tells.")),
    ] = None,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar=_("LANGUAGES"), help=_("Of authority files these alone: de,en.")),
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option(
            "--class",
            metavar=_("CLASSES"),
            help=_("Of authority files these alone: Q5,Q515 (Wikidata), P,PPLC (GeoNames), person,place."),
        ),
    ] = None,
    style: StyleOption = None,
) -> int:
    """Compile, and say what; 1 if lines were broken and left out."""
    begun = time.monotonic()
    configuration = configured(None, style)
    paths = sources or [configuration.glossary or Path()]
    authority = AUTHORITIES.get(format) if format else recognised(paths[0])
    target = output or Path(paths[0].resolve().name.partition(".")[0] + _SUFFIX)
    if target.resolve() in {path.resolve() for path in paths}:
        raise typer.BadParameter(_("the compiled file would take the place of its source; name another one"))
    if authority is None:
        _refuse_choice(paths, lang, classes)
        with _progress() as progress:
            tally = compile_glossary(paths[0], target, style if sources else configuration.style, progress)
    elif style is not None:
        raise typer.BadParameter(_("--style is for a glossary in YAML; authority files have no styles"))
    else:
        choice = Choice(_languages(lang), frozenset(_listed(classes)))
        with _progress() as progress:
            tally = compile_authority(paths, target, authority, choice, progress)
    return _report(tally, target, time.monotonic() - begun)


def _report(tally: Tally, target: Path, seconds: float) -> int:
    note_findings(finding for finding in tally.findings if finding.level == "error")
    if tally.broken > NAMED:
        note(_("… and more broken lines: {count}").format(count=tally.broken - NAMED))
    if tally.broken:
        note(_("broken lines left out: {count}").format(count=tally.broken))
    message = _(
        "{target}: written; concepts: {concepts}, terms: {terms}, languages: {languages}, {size} MB, {seconds} s"
    )
    size, shown = f"{target.stat().st_size / 1e6:.1f}", f"{seconds:.1f}"
    note(
        message.format(
            target=target.as_posix(),
            concepts=tally.concepts,
            terms=tally.terms,
            languages=len(tally.languages),
            size=size,
            seconds=shown,
        )
    )
    return int(tally.broken > 0)


@contextlib.contextmanager
def _progress() -> Iterator[Progress]:
    """Give what shows, on a terminal alone, how many concepts have passed; in the end nothing is left of it."""
    due = time.monotonic() + _SECONDS

    def show(tally: Tally) -> None:
        nonlocal due
        if tally.concepts % 256 == 0 and time.monotonic() >= due:
            due = time.monotonic() + _SECONDS
            write(_CLEAR + _("concepts: {count}").format(count=tally.concepts))

    def write(text: str) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()

    if not sys.stderr.isatty():
        yield lambda tally: None
        return
    try:
        yield show
    finally:
        write(_CLEAR)


def _refuse_choice(paths: list[Path], lang: str | None, classes: str | None) -> None:
    """Raise a usage error for what has no meaning with a glossary in YAML."""
    if lang is not None or classes is not None:
        raise typer.BadParameter(
            _("--lang and --class choose from authority files; a glossary is compiled whole")
        )
    if len(paths) > 1:
        raise typer.BadParameter(_("one glossary is compiled at a time; name one folder, or authority files"))


def _languages(given: str | None) -> tuple[str, ...]:
    """Read language tags; one that is not valid is a usage error."""
    tags = tuple(canonical_tag(each) for each in _listed(given))
    for each in tags:
        if problem := tag_problem(each):
            raise typer.BadParameter(problem)
    return tags


def _listed(given: str | None) -> list[str]:
    return [each.strip() for each in (given or "").split(",") if each.strip()]
