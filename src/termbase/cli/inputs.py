"""Which texts a command is to read: files, folders, standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from termbase.cli.configuration import Configuration
from termbase.cli.taken import is_taken, never_taken, walk
from termbase.documents.document import Format
from termbase.documents.formats import all_formats, format_named, format_of
from termbase.documents.parts import Opened, open_parts
from termbase.files import read_bytes
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """A document to read, standard input if `path` is None; `name` is what messages call it.

    `relative` is where it lies in the folder that was named: there `--output` writes. `columns` are those to read of a
    table, all if none is chosen.
    """

    name: str
    path: Path | None
    relative: PurePath
    format: str
    columns: tuple[str, ...] = ()


def find_inputs(
    paths: Sequence[str],
    stdin_name: str | None,
    configuration: Configuration,
    columns: Sequence[str] = (),
    force_exclude: bool = False,
    catalogues: bool = False,
    output: Path | None = None,
) -> list[Input]:
    """Give the texts below the paths, each once, folders in the order of their names.

    Catalogues of messages are among the texts of a folder if that is asked for. With `force_exclude` named files are
    left out that would be left out of a folder, as hooks name whatever changed. What an earlier run has written to
    `output`, if that lies in a folder that is named, is left out as well.

    Raises TermbaseError with all findings: a path that does not exist, a file of no known format or of the
    glossary, a folder without texts.
    """
    found: dict[str, Input] = {}
    findings: list[Finding] = []
    for name in paths:
        try:
            if force_exclude and not _would_be_found(name, configuration):
                continue
            for item in _inputs(name, stdin_name, configuration, catalogues, output):
                found.setdefault(os.path.realpath(item.path) if item.path else STDIN, item)
        except TermbaseError as error:
            findings += error.findings
    if findings:
        raise TermbaseError(findings)
    return [replace(item, columns=tuple(columns)) for item in found.values()]


def read_document(item: Input) -> Opened:
    """Read a document. Raises TermbaseError where it cannot be read, or the guards refuse it."""
    raw = read_bytes(item.path) if item.path else _read_stdin(item.name)
    return open_parts(raw, _format_for(item), item.name)


def named(error: TermbaseError, name: str) -> list[Finding]:
    """Give the findings of an error, those without a file with the name of the document that was read."""
    return [
        finding if finding.place.file else replace(finding, place=replace(finding.place, file=name))
        for finding in error.findings
    ]


def _format_for(item: Input) -> Format:
    if item.columns and item.format in ("csv", "tsv"):
        from termbase.documents import csv, tsv

        with_columns = csv.with_columns if item.format == "csv" else tsv.with_columns
        return with_columns(item.columns)
    return format_named(item.format)


def _read_stdin(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise _unreadable(Path(name), error) from None


def _inputs(
    name: str,
    stdin_name: str | None,
    configuration: Configuration,
    catalogues: bool,
    output: Path | None,
) -> Iterator[Input]:
    if name == STDIN:
        known = stdin_name or ""
        format = _format_of(Path(known)) if known else "txt"
        yield Input(
            known or _("<standard input>"), None, PurePath(PurePath(known).name or "stdin.txt"), format
        )
        return
    if not name:  # Path("") would be the working folder
        message = _("an empty name is no file; is a variable of the shell not set?")
        raise TermbaseError.of("TB931", message)
    path = Path(name)
    is_folder = _is_folder(path)
    if instead := never_taken(path, configuration, catalogues):
        raise _error(path, instead)
    if is_folder:
        found = _texts(path, configuration, catalogues)
        texts = [item for item in found if not _is_result(item, path, output)]
        if not texts:
            message = _("this folder holds no texts; texts are files named {suffixes}")
            raise _error(path, message.format(suffixes=_suffixes()))
        yield from texts
        return
    yield Input(path.as_posix(), path, PurePath(path.name), _format_of(path))


def _would_be_found(name: str, configuration: Configuration) -> bool:
    """Tell whether a walk would find this file; what is no file is for the usual messages."""
    path = Path(name)
    if name == STDIN or not name or not path.is_file():
        return True
    return format_of(path) is not None and is_taken(path, configuration)


def _texts(folder: Path, configuration: Configuration, catalogues: bool) -> list[Input]:
    try:
        return [
            Input(path.as_posix(), path, path.relative_to(folder), format.name)
            for path in walk(folder, configuration, catalogues)
            if (format := format_of(path)) is not None
        ]
    except OSError as error:
        raise _unreadable(Path(error.filename), error) from None


def _is_result(item: Input, folder: Path, output: Path | None) -> bool:
    """Tell whether a text lies in the folder of the results, which is a part of the one that is read."""
    if output is None or item.path is None or not output.exists():
        return False
    target = output.resolve()
    return target != folder.resolve() and item.path.resolve().is_relative_to(target)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        raise _error(path, _("does not exist; check the name")) from None
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


def _format_of(path: Path) -> str:
    format = format_of(path)
    if format is None:
        message = _("is of no known document format; texts are files named {suffixes}")
        raise _error(path, message.format(suffixes=_suffixes()))
    return format.name


def _suffixes() -> str:
    return ", ".join(suffix for format in all_formats() for suffix in format.suffixes)


def _unreadable(path: Path, error: OSError | ValueError) -> TermbaseError:
    reason = getattr(error, "strerror", None) or error
    return _error(path, _("cannot be read ({reason})").format(reason=reason))


def _error(path: Path, message: str) -> TermbaseError:
    return TermbaseError.of("TB931", message, Place(path.as_posix()))
