"""Globs over relative paths, as `exclude` has them: `*` and `?` stay within a name, `**` crosses folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_PART = re.compile(r"\*\*/|\*\*|\*|\?|[^*?]+")
_MEANING = {"**/": r"(?:[^/]+/)*", "**": r".*", "*": r"[^/]*", "?": r"[^/]"}


def matcher(globs: Sequence[str]) -> Callable[[str], bool]:
    """Give a function that tells whether a relative path (with `/`) matches one of the globs.

    A glob without `/` matches names in any folder; one that matches a folder takes in all that is below it.

    >>> excluded = matcher(["drafts/*.md", "old"])
    >>> [excluded(path) for path in ("drafts/a.md", "drafts/x/a.md", "a/old/b.txt", "older.txt")]
    [True, False, True, False]
    """
    if not globs:
        return lambda path: False
    pattern = re.compile("|".join(map(_pattern, globs)))
    return lambda path: pattern.fullmatch(path) is not None


def _pattern(glob: str) -> str:
    glob = glob.removeprefix("./").rstrip("/")
    prefix = "" if "/" in glob else "**/"
    meant = "".join(
        _MEANING.get(part) or re.escape(part) for part in _PART.findall(prefix + glob.lstrip("/"))
    )
    return f"(?:{meant})(?:/.*)?"
