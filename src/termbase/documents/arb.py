"""Application resource bundles (ARB), as Flutter has them: the messages, not what describes them.

The values of keys that begin with `@` are metadata; `@@locale` names the language. Messages are ICU's: the syntax of
their placeholders, plurals and choices stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from termbase.documents._icu import syntax
from termbase.documents._json import Value, escape, running_text, values
from termbase.documents.document import Block, Format


def blocks(source: str) -> Iterator[Block]:
    """Give every message as a segment that is named by its key.

    Raises TermbaseError where the text is no JSON.

    >>> [(block.lang, block.text) for block in blocks('{"@@locale": "de_AT", "a": "Kiew", "@a": {"x": "Kiew"}}')]
    [('de-AT', 'Kiew')]
    """
    found = list(values(source))
    lang = next((_text(source, value) for value in found if value.path == "/@@locale"), "")
    for value in found:
        running = running_text(source, value)
        if value.path.startswith("/@"):
            continue
        if block := running.block("segment", lang.replace("_", "-") or None, name=value.path[1:]):
            kept = tuple(sorted({*block.protected, *syntax(block.text)}))
            yield Block(block.pieces, kept, (), block.kind, block.lang, name=block.name)


def _text(source: str, value: Value) -> str:
    return str(json.loads(f'"{source[value.start : value.end]}"'))


FORMAT = Format("arb", (".arb",), blocks, escape, description="Application resource bundles (Flutter)")
