"""JSON (RFC 8259): the strings that are values, not the keys."""

from __future__ import annotations

from collections.abc import Iterator

from termbase.documents._json import escape, running_text, values
from termbase.documents.document import Block, Format


def blocks(source: str) -> Iterator[Block]:
    r"""Give every string that is a value as a segment that is named by its JSON pointer.

    Raises TermbaseError where the text is no JSON.

    >>> [(block.name, block.text) for block in blocks('{"name": ["Kiew \\u0026 Minsk", 1]}')]
    [('/name/0', 'Kiew & Minsk')]
    """
    for value in values(source):
        if block := running_text(source, value).block("segment", name=value.path):
            yield block


FORMAT = Format("json", (".json",), blocks, escape, description="JSON: strings that are values")
