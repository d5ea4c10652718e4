"""What the model holds as JSON: objects with the model's own names, places and edits nested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from termbase.model import Finding

_LONGEST_LINE = 1000  # code points of a line that is shown as a whole


def as_data(value: object) -> Any:
    """Turn dataclasses into dicts, sequences into lists, what JSON does not know into strings.

    A place says part and segment only where it has any. Of a long line a finding shows what stands around its place:
    a file on one line would be repeated for each of its findings.
    """
    if isinstance(value, Finding) and value.source is not None and len(value.source) > _LONGEST_LINE:
        value = replace(value, source=_around(value.source, value.place.column - 1))
    if is_dataclass(value) and not isinstance(value, type):
        found = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
        return {name: own for name, own in found.items() if own or name not in ("part", "segment")}
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_data(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def _around(line: str, at: int) -> str:
    start, end = max(0, at - _LONGEST_LINE // 4), max(0, at) + _LONGEST_LINE // 4
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")


def json_list(values: Iterable[object]) -> str:
    """Write a list of objects as JSON, an empty list as `[]`, with a line end."""
    return json.dumps([as_data(value) for value in values], ensure_ascii=False, indent=2) + "\n"
