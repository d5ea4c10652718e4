"""How a text is put into a document of each format: one table, a row for every place in which text can stand.

A new document format brings its rows here; `test_cases.py` fails for one that has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Wrapping = Callable[[str], str]

_MARKDOWN_ACTIVE = re.compile(r"[\\`*_\[\]<>|&#~{}$]|^\s|\s$|^[-+=\d]|[\n\r\t]|://|www\.|@|  ")
_SEVERAL_LINES = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]|^\s|\s$")

WRAPPINGS: dict[str, dict[str, Wrapping]] = {
    "txt": {
        "paragraph between others": lambda text: f"Vorweg.\n\n{text}\n\nDanach.\n",
        "lines that end in CRLF": lambda text: f"Vorweg.\r\n\r\n{text}\r\n",
        "item of a list": lambda text: f"- {text}\n- Danach.\n",
    },
    "markdown": {
        "paragraph": lambda text: f"# Vorweg\n\n{text}\n",
        "item of a list": lambda text: f"- {text}\n- Danach.\n",
        "item of an ordered list": lambda text: f"1. {text}\n2. Danach.\n",
        "quoted paragraph": lambda text: f"> {text}\n",
        "cell of a table": lambda text: f"| Vorweg | Text |\n| --- | --- |\n| 1 | {text} |\n",
        "emphasis": lambda text: f"**{text}**\n",
    },
}

_CANNOT_HOLD = {"txt": _SEVERAL_LINES, "markdown": _MARKDOWN_ACTIVE}


def wrappings(format: str, text: str) -> Iterator[tuple[str, Wrapping]]:
    """The places of a format in which this text can stand as it is, without escapes."""
    if not _CANNOT_HOLD[format].search(text):
        yield from WRAPPINGS[format].items()
