"""Which document format a name or a file has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from termbase.documents.document import Format
from termbase.messages import _
from termbase.model import TermbaseError
from termbase.plugins import plugin, plugin_names

_PACKAGE = "termbase.documents"


def all_formats() -> Iterator[Format]:
    """Import and give every document format, by name."""
    for name in plugin_names(_PACKAGE, "FORMAT"):
        yield plugin(_PACKAGE, "FORMAT", name)


def format_named(name: str) -> Format:
    """Give the format of a name (`markdown`), which alone is imported, or of a suffix (`md`).

    Raises TermbaseError, which lists the formats there are.
    """
    if name in plugin_names(_PACKAGE, "FORMAT"):
        found: Format = plugin(_PACKAGE, "FORMAT", name)
        return found
    by_suffix = format_of(PurePath(f"text.{name.removeprefix('.')}"))
    if by_suffix is None:
        message = _("there is no document format “{name}”; there are {names}")
        names = ", ".join(plugin_names(_PACKAGE, "FORMAT"))
        raise TermbaseError.of("TB911", message.format(name=name, names=names))
    return by_suffix


def format_of(path: PurePath) -> Format | None:
    """Give the format that the file's suffix stands for (capitals or not), None if no format claims it.

    Formats that name the suffix in their source are asked first, so that the others need not be imported.
    """
    suffix = path.suffix.lower()
    likely = plugin_names(_PACKAGE, "FORMAT", f'"{suffix}"')
    names = dict.fromkeys((*likely, *plugin_names(_PACKAGE, "FORMAT"))) if suffix else ()
    formats = (plugin(_PACKAGE, "FORMAT", name) for name in names)
    return next((format for format in formats if suffix in format.suffixes), None)
