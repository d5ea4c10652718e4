"""Plain data → YAML text, as it is written into a file: short in flow style, long in block style.

Data are dict, list, str, bool, int and None. Scalars are quoted only where they would not be read back as
they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from termbase.glossary.yaml import NULLS

WIDTH = 110

# How deep collections below these keys are written in block style, however short: lists that people add to.
_OPEN = {"terms": 2, "variants": 1, "examples": 1}

_INDICATORS = "-?:,[]{}#&*!|>'\"%@`=<"
_UNSAFE = re.compile(r": | #|:$")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}:?]")  # ?: YAML 1.1, as most readers have it, ends a scalar there
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(value: str | bool | int | None, flow: bool = False, style: str = "") -> str:
    """Write a scalar on one line; `style` is the quotation mark to keep, if there was one.

    >>> scalar("Kirgistan"), scalar("a: b"), scalar("null"), scalar("no"), scalar(None)
    ('Kirgistan', '"a: b"', '"null"', 'no', 'null')
    """
    if value is None:
        return "null"
    if not isinstance(value, str):
        return str(value).lower()
    if style not in ("'", '"') and _is_plain(value, flow):
        return value
    if value.isprintable() and (style == "'" or (('"' in value or "\\" in value) and style != '"')):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(map(_escape, value)) + '"'


def inline(data: Any) -> str:
    """Write data in flow style, on one line.

    >>> inline({"term": "Kirgisien", "sources": ["s000", "s001"]})
    '{term: Kirgisien, sources: [s000, s001]}'
    """
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{scalar(key, True)}: {inline(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list | tuple):
        return "[" + ", ".join(map(inline, data)) + "]"
    return scalar(data, True)


def item(data: Any, column: int, newline: str, room: int = 0, opened: int = 0) -> str:
    """Write data that begin at this column (from 0) of a line; `room` is what else must fit on the line."""
    if not isinstance(data, Mapping | list | tuple):
        return scalar(data)
    if not data or (not opened and _is_short(data, WIDTH - column - room)):
        return inline(data)
    indent = newline + " " * column
    if isinstance(data, Mapping):
        return indent.join(pair(key, value, column, newline, opened - 1) for key, value in data.items())
    return indent.join("- " + item(child, column + 2, newline) for child in data)


def pair(key: str, data: Any, column: int, newline: str, opened: int = 0) -> str:
    """Write a key with its value, the key at this column."""
    written = scalar(key)
    return f"{written}:{value(key, data, column, newline, len(written) + 2, opened)}"


def value(key: str, data: Any, column: int, newline: str, room: int, opened: int = 0) -> str:
    """Write what follows the colon of a key that stands at this column."""
    opened = max(opened, _OPEN.get(key, 0))
    if not isinstance(data, Mapping | list | tuple) or not data:
        return " " + item(data, column, newline)
    if not opened and _is_short(data, WIDTH - column - room):
        return " " + inline(data)
    return newline + " " * (column + 2) + item(data, column + 2, newline, opened=max(opened, 1))


def _is_plain(value: str, flow: bool) -> bool:
    if value in NULLS or value != value.strip() or not value.isprintable() or value[0] in _INDICATORS:
        return False
    if value.startswith("..."):
        return False
    return not _UNSAFE.search(value) and not (flow and _UNSAFE_IN_FLOW.search(value))


def _is_short(data: Any, width: int) -> bool:
    """Whether data may stand in flow style: one line, no list of mappings, and nothing that people add to."""
    return _is_flat(data) and len(inline(data)) <= width


def _is_flat(data: Any) -> bool:
    if isinstance(data, Mapping):
        return all(_is_flat(child) and not (child and key in _OPEN) for key, child in data.items())
    return not isinstance(data, list | tuple) or not any(isinstance(child, Mapping) for child in data)


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
