"""Where the strings of a JSON text stand (RFC 8259), read without recursion and in linear time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from termbase.documents._refusals import MAX_DEPTH, malformed, too_deep
from termbase.documents._running import Running
from termbase.messages import _

_TOKEN = re.compile(
    r"[ \t\r\n]*+(?:(?P<string>\"(?:[^\"\\\x00-\x1f]|\\(?:[\"\\/bfnrt]|u[0-9a-fA-F]{4}))*+\")|(?P<mark>[{}\[\],:])"
    r"|(?P<other>true|false|null|-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?))"
)
_SPACE = re.compile(r"[ \t\r\n]*+")
# A surrogate pair is one character, so it is one piece; half of one is text that nothing can write.
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_KEY, _LONGEST_PATH = 60, 200


@dataclass(slots=True)
class _Container:
    """An open object or array."""

    is_object: bool
    path: str
    wants: str  # value | comma | colon | key
    key: str = ""
    index: int = 0
    empty: bool = True


@dataclass(frozen=True, slots=True)
class Value:
    """A string that is a value: where it stands (inside its marks), and its JSON pointer (RFC 6901), perhaps cut."""

    start: int
    end: int
    path: str


def values(source: str, lines: bool = False) -> Iterator[Value]:
    """Give the strings that are values; `lines` allows one JSON text after another.

    Raises TermbaseError with line and column where the text is no JSON or nests too deep.
    """
    stack: list[_Container] = []
    roots = 0
    at = 0
    while found := _TOKEN.match(source, at):
        start, at = found.start(found.lastgroup or 0), found.end()
        mark = found["mark"] or ""
        if mark and mark not in "{[":
            if not stack or not _takes(stack[-1], mark):
                raise _unexpected(source, start)
            if mark in "]}":
                stack.pop()
            continue
        if not stack:
            roots += 1
            if roots > 1 and not lines:
                raise malformed(source, start, _("a second value begins here; a JSON file holds one"))
            path = f"/{roots - 1}" if lines else ""
        elif found["string"] and stack[-1].wants == "key":
            stack[-1].key, stack[-1].wants, stack[-1].empty = found["string"], "colon", False
            continue
        elif stack[-1].wants != "value":
            raise _unexpected(source, start)
        else:
            path = _next_path(stack[-1])
        if mark:
            if len(stack) >= MAX_DEPTH:
                raise too_deep(source, start)
            stack.append(_Container(mark == "{", path, "key" if mark == "{" else "value"))
        elif found["string"]:
            yield Value(start + 1, at - 1, path)
    space = _SPACE.match(source, at)
    end = space.end() if space else at
    if end < len(source):
        raise _unexpected(source, end)
    if stack:
        raise malformed(source, end, _("the text ends inside an object or array; close it"))


def _takes(inner: _Container, mark: str) -> bool:
    """Tell whether a comma, a colon or a closing mark may stand here, and go on behind it."""
    if mark == ":":
        allowed = inner.wants == "colon"
        inner.wants = "value"
    elif mark == ",":
        allowed = inner.wants == "comma"
        inner.wants = "key" if inner.is_object else "value"
        inner.index += 1
    else:
        allowed = mark == ("}" if inner.is_object else "]") and (inner.wants == "comma" or inner.empty)
    return allowed


def _next_path(inner: _Container) -> str:
    """Give the pointer of the value that begins now."""
    inner.wants, inner.empty = "comma", False
    part = str(inner.index)
    if inner.is_object:
        part = str(json.loads(inner.key))[:_LONGEST_KEY].replace("~", "~0").replace("/", "~1")
    path = f"{inner.path}/{part}"
    return path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"


def _unexpected(source: str, at: int) -> Exception:
    if source.startswith('"', at):
        message = _(
            "this string does not end on its line, or holds a wrong escape (\\x, \\u without four digits)"
        )
    else:
        message = _("this is no JSON; look for a comma, colon, bracket or quotation mark too many or too few")
    return malformed(source, at, message)


def running_text(source: str, value: Value) -> Running:
    """Give the running text of a string: escapes are atomic, half a surrogate pair stays."""
    running = Running(source)
    at = value.start
    for escape in _ESCAPE.finditer(source, value.start, value.end):
        text = json.loads(f'"{escape[0]}"')
        running.add(at, escape.start())
        half = _SURROGATE.search(text) is not None
        running.add(escape.start(), escape.end(), "\ufffd" if half else text, keep=half)
        at = escape.end()
    running.add(at, value.end)
    return running


def escape(text: str) -> str:
    r"""Give text as it stands in a string.

    >>> print(escape('die "OVKS"'))
    die \"OVKS\"
    """
    return json.dumps(text, ensure_ascii=False)[1:-1]
