"""Findings as JSON lines: one object a line, for programs that read as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from termbase.report.data import as_data


def json_lines(values: Iterable[object]) -> Iterator[str]:
    r"""Give each object as a line; what would end a line for some readers is escaped.

    >>> list(json_lines([{"name": "Kyjiw\u2028"}]))
    ['{"name": "Kyjiw\\u2028"}\n']
    """
    for value in values:
        line = json.dumps(as_data(value), ensure_ascii=False)
        yield line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\x85", "\\u0085") + "\n"
