"""The compiled glossary between two runs: a file in the user's cache folder, named by a hash of its origins.

The folder is `TERMBASE_CACHE`, else the platform's. An entry whose checksum is wrong counts as absent, and
where nothing can be written all works without. Deleting the folder is always safe. Every start passes here:
nothing is imported that a warm start does not need.
"""

from __future__ import annotations

import contextlib
import os
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import termbase
from termbase.index.compiled import FORMAT, pack, unpack
from termbase.index.names import Names
from termbase.model import Glossary, TermbaseError

try:
    from _blake2 import blake2b  # hashlib has the same, but loads OpenSSL with it
except ImportError:
    from hashlib import blake2b

KEPT = 8  # entries that stay when a new one is written
_DIGEST = 16  # bytes of a hash
_SUFFIX = ".glossary"
_LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # what decides the language of the warnings
_CODE = ("", "data", "glossary", "index", "text")  # the rooms that make a glossary of files


def load_glossary(folder: Path, style: str | None = None, fresh: bool = False) -> Glossary:
    """Give the glossary of a folder in a style (None: as it stands), from the cache unless `fresh`.

    Raises TermbaseError with all findings when it cannot be read, or for an unknown style.
    """
    return open_compiled(folder, style, fresh)[0]


def open_names(folder: Path, style: str | None = None) -> Names:
    """Give the look-up index of a folder in a style, as `load_glossary` gives its glossary."""
    return open_compiled(folder, style)[1]


def open_compiled(folder: Path, style: str | None = None, fresh: bool = False) -> tuple[Glossary, Names]:
    """Give a glossary, whose concepts are parsed when they are asked for, with its look-up index.

    Raises TermbaseError as `load_glossary` does.
    """
    name = _name(folder, style)
    data = fetch(name) if name is not None and not fresh else None
    if data is not None:
        return unpack(data)
    glossary = _read(folder, style)
    names = Names.of(glossary)
    if name is not None and name == _name(folder, style):  # else someone wrote to the folder while we read
        store(name, pack(glossary, names))
    return glossary, names


def cache_folder() -> Path | None:
    """Where the cache is, whether or not it exists; None if this system names no place for it."""
    if chosen := os.environ.get("TERMBASE_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        place = Path(os.environ.get("LOCALAPPDATA", ""))
    elif sys.platform == "darwin":
        place = Path(os.environ.get("HOME", ""), "Library", "Caches")
    else:
        place = Path(os.environ.get("XDG_CACHE_HOME", ""))
        if not place.is_absolute():  # to be ignored then, says the XDG specification
            place = Path(os.environ.get("HOME", ""), ".cache")
    return place / "termbase" if place.is_absolute() else None


def fetch(name: str) -> bytes | None:
    """Give the data of an entry, None if there is none or it is damaged."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        path = folder / f"{name}{_SUFFIX}"
        raw = path.read_bytes() if path.is_file() else b""
    except (OSError, ValueError):
        return None
    data = raw[_DIGEST:]
    return data if _digest(name.encode(), data) == raw[:_DIGEST] else None


def store(name: str, data: bytes) -> None:
    """Keep the data for `fetch`, if that is possible, and sweep old entries."""
    folder = cache_folder()
    if folder is None:
        return
    from termbase.files import write_atomically

    with contextlib.suppress(OSError, ValueError, TermbaseError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(folder / f"{name}{_SUFFIX}", _digest(name.encode(), data) + data)
        _sweep(folder)


def _read(folder: Path, style: str | None) -> Glossary:
    from termbase.glossary.schema import read_glossary

    glossary = read_glossary(folder)
    if style is None:
        return glossary
    from termbase.glossary.styles import apply_style, find_style

    return apply_style(glossary, find_style(glossary, style))


def _name(folder: Path, style: str | None) -> str | None:
    """Hash all that the compiled glossary depends on; None if a file of the glossary cannot be read."""
    settings = [FORMAT, termbase.__version__, unicodedata.unidata_version, str(folder), style]
    settings += [os.environ.get(variable) for variable in _LANGUAGES]
    try:
        return _digest(repr((settings, _code())).encode(), *_contents(folder)).hex()
    except (OSError, ValueError):
        return None


def _contents(folder: Path) -> Iterator[bytes]:
    """Give path and content of every file that the glossary is read from; OSError if one cannot be read."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or not name.lower().endswith((".yaml", ".yml")):
                continue
            path = Path(parent, name)
            if not path.is_file():
                raise OSError(path)
            yield os.fsencode(path)
            yield path.read_bytes()


def _code() -> list[tuple[str, int, int]]:
    """Give name, size and time of what reads glossaries: a working copy changes without a new version."""
    package = Path(termbase.__file__).parent
    entries: list[os.DirEntry[str]] = []
    for room in _CODE:
        with contextlib.suppress(OSError):  # installed as an archive
            entries += (entry for entry in os.scandir(package / room) if entry.is_file())
    return sorted((entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries)


def _digest(*parts: bytes) -> bytes:
    """One hash of all parts, their borders included."""
    found = blake2b(digest_size=_DIGEST)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.digest()


def _sweep(folder: Path) -> None:
    """Delete all entries but the newest, and temporary files that a crash left an hour ago or earlier."""
    from termbase.files import TEMPORARY

    entries = sorted(folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    newest = entries[0].stat().st_mtime if entries else 0.0
    left = [path for path in folder.glob(f"{TEMPORARY}*.tmp") if path.stat().st_mtime < newest - 3600]
    for path in (*entries[KEPT:], *left):
        path.unlink(missing_ok=True)
