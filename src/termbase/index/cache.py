"""The compiled glossary between two runs: a file in the user's cache folder, named by a hash of its origins.

The folder is `TERMBASE_CACHE`, else the platform's. An entry that is not whole counts as absent, damage that shows
only later is mended by making the entry anew, and where nothing can be written all works in memory. Deleting the
folder is always safe. A compiled file that the user names is read in the same way, but never made anew. Every start
passes here: nothing is imported that a warm start does not need.
"""

from __future__ import annotations

import os
import sys
import unicodedata

import termbase
from termbase.index.compiled import FORMAT, Compiled
from termbase.index.container import Container, DamagedError, StaleError

try:
    from _blake2 import blake2b  # hashlib has the same, but loads OpenSSL with it
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from termbase.index.compiled import Beside
    from termbase.index.container import Mend, Part
    from termbase.index.names import Names
    from termbase.index.packing import Parts
    from termbase.model import Concept, Glossary, TermbaseError

KEPT = 8  # entries that stay when a new one is written
_DIGEST = 16  # bytes of a hash
_SUFFIX = ".glossary"
_STEMS = ".stems"  # of one language of a glossary, made when a text first asks for them
_LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")  # what decides the language of the warnings
_CODE = ("", "data", "glossary", "index", "text")  # the rooms that make a glossary of files
_CODE_OF_STEMS = ("languages", "languages/data")


def load_glossary(folder: str | Path, style: str | None = None, fresh: bool = False) -> Glossary:
    """Give the glossary of a folder in a style (None: as it stands), from the cache unless `fresh`.

    Raises TermbaseError with all findings when it cannot be read, or for an unknown style.
    """
    return open_compiled(folder, style, fresh).glossary


def open_names(folder: str | Path, style: str | None = None) -> Names:
    """Give the look-up index of a folder in a style, as `load_glossary` gives its glossary."""
    return open_compiled(folder, style).names


def open_compiled(folder: str | Path, style: str | None = None, fresh: bool = False) -> Compiled:
    """Give a glossary, whose concepts are parsed when they are asked for, with its look-up index.

    In the place of a folder may stand a compiled file, but not if `fresh`. Raises TermbaseError as `load_glossary`
    does, and for a file that is damaged, of another version, or asked for in another style.
    """
    ready = None if fresh else open_ready(folder, style)
    if ready is not None:
        return ready
    name = _name(folder, style)
    glossary = _read(folder, style)
    compiled = Compiled(_stored(folder, style, name, glossary).parts)
    compiled.glossary = glossary
    return compiled


def open_ready(folder: str | Path, style: str | None = None) -> Compiled | None:
    """Give what `open_compiled` gives if nothing need be compiled for it, else None."""
    if os.path.isfile(folder):
        return _opened(folder, style)
    name = _name(folder, style)
    container = None if name is None else fetch(name, lambda: _made(folder, style))
    return None if container is None or name is None else Compiled(container.parts, _beside(name))


def write_compiled(path: Path, glossary: Glossary, concepts: Iterable[Concept] | None = None) -> None:
    """Compile a glossary into a file; `concepts`, one by one, in the place of its own where they are too many.

    Raises TermbaseError where the file cannot be written.
    """
    from termbase.files import written_atomically
    from termbase.index.container import write
    from termbase.index.packing import packed

    with written_atomically(path) as file:
        write(file, packed(glossary, concepts, stems=True), _version())


def cache_folder() -> str | None:
    """Where the cache is, whether or not it exists; None if this system names no place for it."""
    if chosen := os.environ.get("TERMBASE_CACHE"):
        return chosen
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA", "")
    elif sys.platform == "darwin":
        place = os.path.join(os.environ.get("HOME", ""), "Library", "Caches")
    else:
        place = os.environ.get("XDG_CACHE_HOME", "")
        if not os.path.isabs(place):  # to be ignored then, says the XDG specification
            place = os.path.join(os.environ.get("HOME", ""), ".cache")
    return os.path.join(place, "termbase") if os.path.isabs(place) else None


def _beside(name: str) -> Beside:
    """Give the entries with the stems of a glossary's languages, which are made when they are first asked for."""

    def parts(lang: str, gathered: Callable[[], Parts]) -> Mapping[str, Part]:
        from termbase.index.container import KEY, contained

        own = _digest(name.encode(), lang.encode(), repr(_code(_CODE_OF_STEMS)).encode()).hex()

        def made() -> Container:
            return store(own, gathered(), _STEMS) or contained(gathered(), bytes(KEY))

        return (fetch(own, made, _STEMS) or made()).parts

    return parts


def fetch(name: str, mend: Mend | None = None, suffix: str = _SUFFIX) -> Container | None:
    """Open an entry, None if there is none or it is damaged; `mend` makes it anew where damage shows later."""
    folder = cache_folder()
    try:
        return (
            Container.open(_entry(folder, name, suffix), _digest(name.encode()), mend)
            if folder is not None
            else None
        )
    except (OSError, ValueError, DamagedError, StaleError):
        return None


def store(name: str, parts: Parts, suffix: str = _SUFFIX) -> Container | None:
    """Keep the parts for `fetch` and open them, None if that is not possible; old entries are swept."""
    folder = cache_folder()
    if folder is None:
        return None
    from pathlib import Path

    from termbase.files import written_atomically
    from termbase.index.container import write
    from termbase.model import TermbaseError

    try:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
        with written_atomically(Path(_entry(folder, name, suffix))) as file:
            write(file, parts, _digest(name.encode()))
        _sweep(Path(folder), suffix)
        return Container.open(_entry(folder, name, suffix), _digest(name.encode()))
    except (OSError, ValueError, TermbaseError, DamagedError):
        return None


def _entry(folder: str, name: str, suffix: str) -> str:
    return os.path.join(folder, f"{name}{suffix}")


def _made(folder: str | Path, style: str | None) -> Container:
    return _stored(folder, style, _name(folder, style), _read(folder, style))


def _stored(folder: str | Path, style: str | None, name: str | None, glossary: Glossary) -> Container:
    """Compile a glossary into the cache, or into memory if that is not possible."""
    from termbase.index.container import KEY, contained
    from termbase.index.packing import packed

    container = None
    if name is not None and name == _name(folder, style):  # else someone wrote to the folder while we read
        container = store(name, packed(glossary))
    return container or contained(packed(glossary), bytes(KEY))


def _opened(path: str | Path, style: str | None) -> Compiled:
    """Open a compiled file that the user names."""
    from termbase.messages import _

    def refusal() -> TermbaseError:
        return _refusal("TB961", path, _("is damaged, or no compiled glossary; compile it again"))

    def mend() -> Container:
        raise refusal()

    try:
        compiled = Compiled(Container.open(path, _version(), mend).parts)
        if style in (None, compiled.whole["style"]):
            return compiled
    except DamagedError:
        raise refusal() from None
    except StaleError:
        message = _("was compiled by another version of termbase; compile it again")
        raise _refusal("TB962", path, message) from None
    except OSError as error:
        message = _("cannot be read ({reason})").format(reason=error.strerror or error)
        raise _refusal("TB901", path, message) from None
    message = _("is compiled, and a compiled glossary has one style; compile it again in style “{style}”")
    raise _refusal("TB963", path, message.format(style=style))


def _refusal(code: str, path: str | Path, message: str) -> TermbaseError:
    from termbase.model import Place, TermbaseError

    return TermbaseError.of(code, message, Place(os.fspath(path)))


def _read(folder: str | Path, style: str | None) -> Glossary:
    from pathlib import Path

    from termbase.glossary.schema import read_glossary

    glossary = read_glossary(Path(folder))
    if style is None:
        return glossary
    from termbase.glossary.styles import apply_style, find_style

    return apply_style(glossary, find_style(glossary, style))


def _version() -> bytes:
    """Hash what reads and writes compiled files: versions of format, termbase and Unicode, and the order of bytes."""
    return _digest(repr((FORMAT, termbase.__version__, unicodedata.unidata_version, sys.byteorder)).encode())


def _name(folder: str | Path, style: str | None) -> str | None:
    """Hash all that the compiled glossary depends on; None if a file of the glossary cannot be read."""
    settings = [str(folder), style, *(os.environ.get(variable) for variable in _LANGUAGES)]
    try:
        return _digest(_version(), repr((settings, _code())).encode(), *_contents(folder)).hex()
    except (OSError, ValueError):
        return None


def _contents(folder: str | Path) -> Iterator[bytes]:
    """Give path and content of every file that the glossary is read from; OSError if one cannot be read."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith(".") or not name.lower().endswith((".yaml", ".yml")):
                continue
            path = os.path.join(parent, name)
            if not os.path.isfile(path):
                raise OSError(path)
            yield os.fsencode(path)
            with open(path, "rb") as file:
                yield file.read()


def _code(rooms: tuple[str, ...] = _CODE) -> list[tuple[str, int, int]]:
    """Give name, size and time of what reads glossaries: a working copy changes without a new version."""
    package = os.path.dirname(termbase.__file__)
    entries: list[os.DirEntry[str]] = []
    for room in rooms:
        try:
            entries += (entry for entry in os.scandir(os.path.join(package, room)) if entry.is_file())
        except OSError:  # installed as an archive
            continue
    return sorted((entry.path, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in entries)


def _digest(*parts: bytes) -> bytes:
    """One hash of all parts, their borders included."""
    found = blake2b(digest_size=_DIGEST)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.digest()


def _sweep(folder: Path, suffix: str) -> None:
    """Delete all entries but the newest, and temporary files that a crash left an hour ago or earlier."""
    from termbase.files import TEMPORARY

    entries = sorted(folder.glob(f"*{suffix}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    newest = entries[0].stat().st_mtime if entries else 0.0
    left = [path for path in folder.glob(f"{TEMPORARY}*.tmp") if path.stat().st_mtime < newest - 3600]
    for path in (*entries[KEPT:], *left):
        path.unlink(missing_ok=True)
