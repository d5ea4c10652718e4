"""Where the files of an export go: all of them are made before the first is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from termbase.files import make_folder, write_atomically
from termbase.messages import _
from termbase.model import Place, TermbaseError


def write_files(files: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write files, each as a whole or not at all, and give their paths; one that is up to date is not touched."""
    for path, data in files.items():
        make_folder(path.parent)
        write_atomically(path, data)
    return tuple(files)


def paths_of(target: Path, names: Sequence[str], suffix: str) -> dict[str, Path]:
    """Give a path for each named part of an export: the target itself for a single one, else files in it.

    Raises TermbaseError where several parts would go into one file.

    >>> {name: path.as_posix() for name, path in paths_of(Path("out"), ["de-en", "de-fr"], ".tsv").items()}
    {'de-en': 'out/de-en.tsv', 'de-fr': 'out/de-fr.tsv'}
    """
    is_file = bool(target.suffix) and not target.is_dir()
    if is_file and len(names) == 1:
        return {names[0]: target}
    if is_file:
        message = _(
            "{count} files have to be written ({names}); name a folder with -o, or one language with --to"
        )
        message = message.format(count=len(names), names=", ".join(names))
        raise TermbaseError.of("TB741", message, Place(target.as_posix()))
    return {name: target / f"{name}{suffix}" for name in names}
