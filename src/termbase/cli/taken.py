"""Which files of a folder are taken for documents, and which are not.

Not taken are what begins with a dot, what `exclude` names or git ignores, glossaries and catalogues of messages, the
registers of a glossary, baselines of findings, change logs, and the files by which projects are configured: all of
these may be YAML, JSON or PO as well. What is named is meant, but for glossaries, their registers, the catalogues that
are made of them, and change logs: with other names in it a log leads back to nothing.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from termbase.cli.configuration import NAME, Configuration
from termbase.cli.globs import matcher
from termbase.files import TEMPORARY
from termbase.messages import _

_REGISTERS = frozenset(("attested.yaml", "sources.yaml"))  # where forms were seen
_CONFIGURATIONS = frozenset(
    (
        NAME,
        *("package.json", "package-lock.json", "npm-shrinkwrap.json", "composer.json", "tsconfig.json"),
        *("pnpm-lock.yaml", "mkdocs.yml", "docker-compose.yml", "docker-compose.yaml"),
    )
)
_BASELINES = ".baseline.json"  # dismissed findings, with the words that they are about
_OWN_CATALOGUES = ("glossary.po", "glossary.pot")  # what `export po` writes
_LOCALE_FOLDERS = ("locale", "locales", "LC_MESSAGES")
_OF_CONFIGURATION = re.compile(rb"^glossary\s*:", re.MULTILINE)
_SAYS_GLOSSARY = re.compile(rb"^(?:title|licence)\s*:", re.MULTILINE)
_LOGGED = re.compile(
    rb'\{"path": "(?:[^"\\]|\\.)*+", "before": "[0-9a-f]{64}", "after": "'
)  # as verbs/undo.py writes
_LONGEST_PATH = 10_000  # bytes, escaped
_GIT_SECONDS = 30


def walk(folder: Path, configuration: Configuration, catalogues: bool = False) -> Iterator[Path]:
    """Give the files below a folder that may be documents, folder by folder in the order of their names.

    With `catalogues` those of messages are among them: a check of translations is about them, and changes nothing.
    Raises OSError where a folder cannot be read.
    """
    excluded = matcher(configuration.exclude)
    root = configuration.folder.resolve()
    ignored = _ignored_by_git(folder)

    def stays(path: Path) -> bool:
        resolved = path.resolve()
        if resolved.is_relative_to(root) and excluded(resolved.relative_to(root).as_posix()):
            return False
        return path.relative_to(folder).as_posix() not in ignored

    def stop(error: OSError) -> None:
        raise error

    for parent, folders, files in os.walk(folder, onerror=stop):
        here = Path(parent)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and not _is_apart(here / name, configuration, catalogues)
            and stays(here / name)
        )
        for name in sorted(files):
            path = here / name
            if not _may_be_document(name) or not path.is_file() or not stays(path) or _is_change_log(path):
                continue
            if catalogues or not _is_own_catalogue(path):
                yield path


def never_taken(path: Path, configuration: Configuration, catalogues: bool = False) -> str | None:
    """Say what a path that is named is instead of a document, None if it may be one; `catalogues` may be, too."""
    resolved = path.resolve()
    if any(_holds_glossary(folder, configuration) for folder in (resolved, *resolved.parents)):
        return _("belongs to the glossary, which is no text; name another file")
    if path.name in _REGISTERS:
        return _("is a register of sources or of what they write, which is no text; name another file")
    if _is_change_log(path):
        return _("is a change log, which is no text; name another file, or take it back with `termbase undo`")
    if not catalogues and _is_own_catalogue(resolved):
        return _(
            "is a catalogue made of the glossary, which is no text; change the glossary and export it again"
        )
    return None


def _holds_glossary(folder: Path, configuration: Configuration) -> bool:
    """Tell it of the configured one, and of another by its settings or the register beside them."""
    if configuration.glossary is not None and folder == configuration.glossary.resolve():
        return True
    if not _is_glossary(folder):
        return False
    settings = (folder / NAME).read_bytes()
    return _SAYS_GLOSSARY.search(settings) is not None or (folder / "sources.yaml").is_file()


def _is_own_catalogue(path: Path) -> bool:
    """Tell it by the name, in a folder as gettext has them or beside such folders."""
    if path.name not in _OWN_CATALOGUES:
        return False
    return path.parent.name == "LC_MESSAGES" or any(path.parent.glob("*/LC_MESSAGES"))


def is_taken(path: Path, configuration: Configuration) -> bool:
    """Tell whether a file would be taken if the folder of the configuration were walked; git is not asked."""
    root = configuration.folder.resolve()
    resolved = path.resolve()
    if not resolved.is_relative_to(root):
        return _may_be_document(path.name)
    inside = resolved.relative_to(root)
    if matcher(configuration.exclude)(inside.as_posix()) or not _may_be_document(path.name):
        return False
    if _is_change_log(path):
        return False
    above = [root / folder for folder in inside.parents if folder.name]
    return not any(folder.name.startswith(".") or _is_apart(folder, configuration) for folder in above)


def _may_be_document(name: str) -> bool:
    if name.startswith((".", TEMPORARY)) or name.endswith(_BASELINES):
        return False
    return name not in _REGISTERS | _CONFIGURATIONS


def _is_change_log(path: Path) -> bool:
    """Tell it by the first entry, as a log may have any name; whether it can be read is for who reads it to say."""
    with contextlib.suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                return _LOGGED.match(file.read(_LONGEST_PATH)) is not None
    return False


def _is_apart(folder: Path, configuration: Configuration, catalogues: bool = False) -> bool:
    """Tell whether a folder holds a glossary or, but for who asks for them, catalogues."""
    if configuration.glossary is not None and folder.resolve() == configuration.glossary.resolve():
        return True
    if _is_glossary(folder):
        return True
    return (
        not catalogues
        and folder.name in _LOCALE_FOLDERS
        and (folder.name == "LC_MESSAGES" or any(folder.glob("*/LC_MESSAGES")))
    )


def _is_glossary(folder: Path) -> bool:
    """Tell whether a termbase.yaml lies there that names no glossary: its folder is one."""
    with contextlib.suppress(OSError):
        return not _OF_CONFIGURATION.search((folder / NAME).read_bytes())
    return False


def _ignored_by_git(folder: Path) -> frozenset[str]:
    """Give what git ignores below a folder, relative to it; nothing outside of repositories, and without git.

    Git itself knows best: nested .gitignore files, exceptions, what is tracked all the same. A hook that the repository
    may configure is not run.
    """
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "--others", "--ignored"]
    command += ["--exclude-standard", "--directory", "-z"]
    try:
        ran = subprocess.run(command, cwd=folder, capture_output=True, timeout=_GIT_SECONDS, check=False)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    if ran.returncode:
        return frozenset()
    return frozenset(os.fsdecode(name).rstrip("/") for name in ran.stdout.split(b"\0") if name)
