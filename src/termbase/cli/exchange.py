"""`termbase export` and `termbase import`: they hand the work to the exchange format of the name."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from termbase.cli.notes import note, note_findings
from termbase.cli.options import GlossaryOption, StyleOption, configured, opened, own_glossary
from termbase.messages import _
from termbase.model import Place, TermbaseError

if TYPE_CHECKING:
    from termbase.exchange.exchange import Exchange

_GROUPED = "TB720"  # losses of a kind, said once: few enough to be listed always

_Format = Annotated[
    str, typer.Argument(metavar=_("FORMAT"), help=_("Such as po; `termbase formats` lists them."))
]
_From = Annotated[
    str | None,
    typer.Option("--from", metavar=_("LANGUAGE"), help=_("The source language; else the glossary's.")),
]
_Options = Annotated[
    list[str] | None,
    typer.Option(
        "--option",
        "-O",
        metavar=_("NAME=VALUE"),
        help=_("An option of the format; `termbase formats` lists them. May be given several times."),
    ),
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
    option: _Options = None,
    verbose: Annotated[bool, typer.Option("--verbose", help=_("List what the format cannot carry."))] = False,
) -> int:
    """Write the files, and say how much the format could not carry; each of it with `--verbose`."""
    from termbase.exchange.exchange import DumpOptions

    exchange = _named(format)
    if exchange.dump is None:
        message = _("the format {format} can be read, but not written; export skos or tbx")
        raise TermbaseError.of("TB749", message.format(format=format))
    target = output or (Path(exchange.target) if exchange.target else None)
    if target is None or target.name == "-":
        raise typer.BadParameter(
            _("{format} needs a place to write to; name it with -o").format(format=format)
        )
    configuration = configured(glossary, style)
    _spare(configuration.glossary, target, exchange)
    languages = tuple(each.strip() for each in (to or "").split(",") if each.strip())
    chosen = _chosen(exchange, option, "export")
    options = DumpOptions(source, languages, configuration.glossary, drafts, chosen)
    done = exchange.dump(opened(configuration).glossary, target, options)
    listed = [each for each in done.findings if verbose or each.level != "info" or each.code == _GROUPED]
    lost = len(done.findings) - len(listed)
    note_findings(listed)
    if lost:
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
    option: _Options = None,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help=_("Leave out what is broken, and take the rest."))
    ] = False,
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
    chosen = _chosen(exchange, option, "import")
    done = exchange.load(file, folder, LoadOptions(source, into, not dry_run, keep_going, chosen))
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


def _spare(glossary: Path | None, target: Path, exchange: Exchange) -> None:
    """Refuse to write where the file would be read as part of the glossary, or replace a part of it."""
    is_yaml = target.suffix == ".yaml" or ".yaml" in exchange.suffixes
    if glossary is not None and is_yaml and target.resolve().is_relative_to(glossary.resolve()):
        message = _("is in the glossary, which an export must not change; name another place with -o")
        raise TermbaseError.of("TB741", message, Place(target.as_posix()))


def _chosen(exchange: Exchange, given: list[str] | None, way: str) -> dict[str, str]:
    """Read the options of a format; what there is not is a usage error."""
    for each in given or ():
        if "=" not in each:
            message = _("“{option}” is no option of a format; write NAME=VALUE")
            raise typer.BadParameter(message.format(option=each))
    pairs = dict(each.split("=", 1) for each in given or ())
    try:
        return exchange.chosen(pairs, way)
    except ValueError as error:
        option, known = error.args
        message = _("{format} has no option “{option}” for this; it has {known}")
        message = message.format(format=exchange.name, option=option, known=", ".join(known) or "–")
        raise typer.BadParameter(message) from None
