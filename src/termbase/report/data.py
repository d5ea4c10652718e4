"""What the model holds as JSON: objects with the model's own names, places and edits nested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def as_data(value: object) -> Any:
    """Turn dataclasses into dicts, sequences into lists, what JSON does not know into strings.

    A place says part and segment only where it has any.
    """
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


def json_list(values: Iterable[object]) -> str:
    """Write a list of objects as JSON, an empty list as `[]`, with a line end."""
    return json.dumps([as_data(value) for value in values], ensure_ascii=False, indent=2) + "\n"
