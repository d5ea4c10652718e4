"""A glossary as it stood at a revision of its git repository."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

from termbase.messages import _
from termbase.model import Place, TermbaseError

_SECONDS = 60


@contextmanager
def glossary_at(folder: Path, revision: str) -> Iterator[Path]:
    """Give a folder that holds the glossary's YAML files as they were at a revision, for as long as it is needed.

    Raises TermbaseError (TB823) where there is no git, no repository, no such revision, or no glossary in it.
    """
    name = folder.as_posix()
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        if _git(folder, "rev-parse", "--git-dir") is None:
            raise _error(name, _("is in no git repository, so there is no earlier glossary to compare with"))
        message = _("git knows no revision “{revision}”; `git log` lists those there are")
        raise _error(name, message.format(revision=revision))
    at = commit.decode().strip()
    listed = _git(folder, "ls-tree", "-r", "-z", "--name-only", at, "--", ".") or b""
    paths = [path.decode() for path in listed.split(b"\0") if path.endswith(b".yaml")]
    if not paths:
        message = _("held no glossary at the revision “{revision}”; name a later one")
        raise _error(name, message.format(revision=revision))
    with tempfile.TemporaryDirectory(prefix="termbase-") as temporary:
        target = Path(temporary)
        for path in paths:
            data = _git(folder, "show", f"{at}:./{path}")
            if data is not None and ".." not in PurePosixPath(path).parts:
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                (target / path).write_bytes(data)
        yield target


def as_of(error: TermbaseError, temporary: Path, folder: Path, revision: str) -> TermbaseError:
    """Give the errors about a glossary in a temporary folder as those of the revision.

    Their places are `glossary@HEAD/places.yaml`, or `glossary@HEAD` where they have none.
    """
    return TermbaseError(
        replace(
            finding,
            place=replace(finding.place, file=_named(finding.place.file, temporary, folder, revision)),
        )
        for finding in error.findings
        if finding.level == "error"
    )


def _named(file: str, temporary: Path, folder: Path, revision: str) -> str:
    path, root = Path(file), Path(f"{folder.as_posix()}@{revision}")
    if not file:
        return root.as_posix()
    return (root / path.relative_to(temporary)).as_posix() if path.is_relative_to(temporary) else file


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Run git in a folder and give what it prints, None if it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, timeout=_SECONDS, check=False
        )
    except FileNotFoundError:
        raise _error("git", _("is not installed; install it, or put it on the PATH")) from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _error("git", _("cannot be run ({reason})").format(reason=error)) from None
    return done.stdout if done.returncode == 0 else None


def _error(name: str, message: str) -> TermbaseError:
    return TermbaseError.of("TB823", message, Place(name))
