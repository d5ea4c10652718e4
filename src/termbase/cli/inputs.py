"""Which texts a command is to read: files, folders, standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from termbase.cli.configuration import Configuration
from termbase.cli.globs import matcher
from termbase.documents.formats import all_formats, format_of
from termbase.files import TEMPORARY, Text, decode, read_text
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

STDIN = "-"
_REGISTER = "attested.yaml"  # where forms were seen: a register, no text
_LOCALE_FOLDERS = ("locale", "locales", "LC_MESSAGES")


@dataclass(frozen=True, slots=True)
class Input:
    """A text to read, standard input if `path` is None.

    `relative` is where it lies in the folder that was named: there `--output` writes.
    """

    name: str
    path: Path | None
    relative: PurePath
    format: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text that was read; `name` is what messages call it."""

    name: str
    path: Path | None
    relative: PurePath
    format: str
    content: Text


def find_inputs(paths: Sequence[str], stdin_name: str | None, configuration: Configuration) -> list[Input]:
    """Give the texts below the paths, each once, folders in the order of their names.

    Raises TermbaseError with all findings: a path that does not exist, a file of no known format or of the
    glossary, a folder without texts.
    """
    found: dict[str, Input] = {}
    findings: list[Finding] = []
    for name in paths:
        try:
            for item in _inputs(name, stdin_name, configuration):
                found.setdefault(os.path.realpath(item.path) if item.path else STDIN, item)
        except TermbaseError as error:
            findings += error.findings
    if findings:
        raise TermbaseError(findings)
    return list(found.values())


def read_documents(inputs: Sequence[Input]) -> tuple[list[Document], list[Finding]]:
    """Read the texts; what cannot be read comes as findings."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for item in inputs:
        try:
            content = read_text(item.path) if item.path else decode(_read_stdin(item.name), item.name)
        except TermbaseError as error:
            findings += error.findings
        else:
            documents.append(Document(item.name, item.path, item.relative, item.format, content))
    return documents, findings


def _read_stdin(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise _unreadable(Path(name), error) from None


def _inputs(name: str, stdin_name: str | None, configuration: Configuration) -> Iterator[Input]:
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
    if _is_folder(path):
        texts = list(_walk(path, configuration))
        if not texts:
            message = _("this folder holds no texts; texts are files named {suffixes}")
            raise _error(path, message.format(suffixes=_suffixes()))
        yield from texts
        return
    if _is_below(path, configuration.glossary):
        raise _error(path, _("belongs to the glossary, which is no text; name another file"))
    yield Input(path.as_posix(), path, PurePath(path.name), _format_of(path))


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


def _walk(folder: Path, configuration: Configuration) -> Iterator[Input]:
    excluded = matcher(configuration.exclude)
    root = configuration.folder.resolve()

    def stays(path: Path) -> bool:
        resolved = path.resolve()
        return not (resolved.is_relative_to(root) and excluded(resolved.relative_to(root).as_posix()))

    def stop(error: OSError) -> None:
        raise _unreadable(Path(error.filename), error)

    for parent, folders, files in os.walk(folder, onerror=stop):
        here = Path(parent)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not _is_apart(here / name, configuration) and stays(here / name)
        )
        for name in sorted(files):
            path = here / name
            if name.startswith((".", TEMPORARY)) or name == _REGISTER:
                continue
            format = format_of(path)
            if format is not None and path.is_file() and stays(path):
                yield Input(path.as_posix(), path, path.relative_to(folder), format.name)


def _is_apart(folder: Path, configuration: Configuration) -> bool:
    """Tell whether a folder holds a glossary or catalogues, which are never taken for documents."""
    if configuration.glossary is not None and folder.resolve() == configuration.glossary.resolve():
        return True
    return folder.name in _LOCALE_FOLDERS and (
        folder.name == "LC_MESSAGES" or any(folder.glob("*/LC_MESSAGES"))
    )


def _is_below(path: Path, folder: Path | None) -> bool:
    return folder is not None and path.resolve().is_relative_to(folder.resolve())


def _suffixes() -> str:
    return ", ".join(suffix for format in all_formats() for suffix in format.suffixes)


def _unreadable(path: Path, error: OSError | ValueError) -> TermbaseError:
    reason = getattr(error, "strerror", None) or error
    return _error(path, _("cannot be read ({reason})").format(reason=reason))


def _error(path: Path, message: str) -> TermbaseError:
    return TermbaseError.of("TB931", message, Place(path.as_posix()))
