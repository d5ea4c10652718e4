"""A trial: the glossary as it would be read with other files, before any of them is written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from termbase.files import read_bytes
from termbase.glossary.schema import read_glossary
from termbase.model import Finding, Glossary, TermbaseError


def read_trial(folder: Path, new: Mapping[Path, bytes]) -> Glossary:
    """Read a copy of the glossary in `folder` in which the files `new`, all below it, hold these bytes.

    The findings have their places in the real folder; their lines are those after the change. Raises
    TermbaseError with the errors, without the warnings, where it could not be read.
    """
    with tempfile.TemporaryDirectory(prefix="termbase-") as temporary:
        copy = Path(temporary)
        _copy(folder, copy)
        for path, data in new.items():
            _put(copy / path.resolve().relative_to(folder.resolve()), data)
        try:
            glossary = read_glossary(copy)
        except TermbaseError as error:
            errors = [finding for finding in error.findings if finding.level == "error"]
            raise TermbaseError(_moved(finding, copy, folder) for finding in errors) from None
    return replace(glossary, findings=tuple(_moved(each, copy, folder) for each in glossary.findings))


def _copy(folder: Path, target: Path) -> None:
    """Copy the YAML files that the reader would read."""
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if path.suffix == ".yaml" and not name.startswith("."):
                _put(target / path.relative_to(folder), read_bytes(path))


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _moved(finding: Finding, copy: Path, folder: Path) -> Finding:
    """Give the finding its place in the real folder; its message may name a second one."""
    file = Path(finding.place.file)
    if not file.is_relative_to(copy):
        return finding
    place = replace(finding.place, file=(folder / file.relative_to(copy)).as_posix())
    return replace(finding, place=place, message=finding.message.replace(copy.as_posix(), folder.as_posix()))
