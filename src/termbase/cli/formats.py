"""`termbase formats`: what can be rewritten, exported and imported, with which options, and what is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.messages import _

if TYPE_CHECKING:
    from termbase.exchange.exchange import Option


@dataclass(frozen=True, slots=True)
class Row:
    """A format as it is listed; `use` is what can be done with it: rewrite, export, import."""

    use: tuple[str, ...]
    name: str
    suffixes: tuple[str, ...]
    description: str
    lost: str = ""
    options: tuple[Option, ...] = ()


def formats(
    format: Annotated[
        Literal["text", "json"], typer.Option("--format", help=_("How the list is written."))
    ] = "text",
) -> int:
    """Print each format with what an export loses and what it can be told."""
    from termbase.report.data import json_list

    rows = list(_rows())
    sys.stdout.write(json_list(rows) if format == "json" else "".join(f"{line}\n" for line in _lines(rows)))
    return 0


def _rows() -> Iterator[Row]:
    from termbase.documents.formats import all_formats
    from termbase.plugins import plugin, plugin_names

    for document in all_formats():
        yield Row(("rewrite",), document.name, tuple(document.suffixes), document.description)
    for name in plugin_names("termbase.exchange", "EXCHANGE"):
        each = plugin("termbase.exchange", "EXCHANGE", name)
        use = tuple(way for way, can in (("export", each.dump), ("import", each.load)) if can)
        yield Row(use, each.name, each.suffixes, each.description, each.lost, each.options)


def _lines(rows: list[Row]) -> Iterator[str]:
    """Give the table, with loss and options of a format below it."""
    from termbase.report.columns import aligned

    uses = {"rewrite": _("rewrite"), "export": _("export"), "import": _("import")}
    cells = [
        (", ".join(uses[use] for use in row.use), row.name, " ".join(row.suffixes), row.description)
        for row in rows
    ]
    for row, line in zip(rows, aligned(cells), strict=True):
        yield line
        if row.lost:
            yield "    " + _("an export loses: {what}").format(what=row.lost)
        for option in row.options:
            values = "|".join(option.values) or _("TEXT")
            yield f"    -O {option.name}={values}  {option.help}"
