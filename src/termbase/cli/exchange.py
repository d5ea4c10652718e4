"""`termbase export` and `termbase import`: they hand the work to the exchange format of the name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from termbase.cli.notes import note, note_findings
from termbase.cli.options import GlossaryOption, StyleOption, configured, opened, own_glossary
from termbase.messages import _
from termbase.model import TermbaseError

if TYPE_CHECKING:
    from termbase.exchange.exchange import Exchange

_Format = Annotated[
    str, typer.Argument(metavar=_("FORMAT"), help=_("Such as po; `termbase formats` lists them."))
]
_From = Annotated[
    str | None,
    typer.Option("--from", metavar=_("LANGUAGE"), help=_("The source language; else the glossary's.")),
]


def export(
    format: _Format,
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    source: _From = None,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar=_("LANGUAGES"), help=_("The target languages: en,ru; else all.")),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar=_("PATH"), help=_("Where to write it."))
    ] = None,
    drafts: Annotated[
        bool, typer.Option("--drafts", help=_("Take in terms that nobody has reviewed."))
    ] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help=_("List what the format cannot carry."))] = False,
) -> int:
    """Write the files, and say how much the format could not carry; each of it with `--verbose`."""
    from termbase.exchange.exchange import DumpOptions

    exchange = _named(format)
    target = output or (Path(exchange.target) if exchange.target else None)
    if target is None:
        raise typer.BadParameter(
            _("{format} needs a place to write to; name it with -o").format(format=format)
        )
    configuration = configured(glossary, style)
    languages = tuple(each.strip() for each in (to or "").split(",") if each.strip())
    options = DumpOptions(source, languages, configuration.glossary, drafts)
    done = exchange.dump(opened(configuration).glossary, target, options)
    lost = sum(finding.level == "info" for finding in done.findings)
    note_findings(each for each in done.findings if verbose or each.level != "info")
    if lost and not verbose:
        message = _("left out, as the format cannot carry it: {count}; --verbose lists it")
        note(message.format(count=lost))
    message = _("{target}: written; files: {files}, entries: {entries}")
    note(message.format(entries=done.entries, files=len(done.files), target=target.as_posix()))
    return 0


def import_(
    format: _Format,
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The exchange file."))],
    glossary: GlossaryOption = None,
    source: _From = None,
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar=_("YAML"), help=_("The file of the glossary for new concepts.")),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Only say what would change."))] = False,
) -> int:
    """Take over what changed; conflicts are findings and make the exit code 1."""
    from termbase.exchange.exchange import LoadOptions
    from termbase.report.columns import aligned

    exchange = _named(format)
    if exchange.load is None:
        message = _("the format {format} can be written, but not read")
        raise TermbaseError.of("TB933", message.format(format=format))
    configuration = configured(glossary)
    folder = configuration.glossary if dry_run else own_glossary(configuration)
    if folder is None:
        raise ValueError("a configured glossary is always known")
    done = exchange.load(file, folder, LoadOptions(source, into, write=not dry_run))
    rows = [(each.concept, each.lang, each.old or "–", "→", each.new) for each in done.changes]
    sys.stdout.writelines(line + "\n" for line in aligned(rows))
    note_findings(done.findings)
    counts = ", ".join(f"{name}: {count}" for name, count in done.counts.items())
    note(counts or _("nothing to take over"))
    return int(any(finding.level in ("error", "warning") for finding in done.findings))


def _named(format: str) -> Exchange:
    from termbase.plugins import plugin

    found: Exchange = plugin("termbase.exchange", "EXCHANGE", format)
    return found
