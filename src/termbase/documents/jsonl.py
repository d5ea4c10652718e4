"""JSON lines: one JSON text after another, as in `json`."""

from __future__ import annotations

from collections.abc import Iterator

from termbase.documents._json import escape, running_text, values
from termbase.documents.document import Block, Format


def blocks(source: str) -> Iterator[Block]:
    r"""Give every string that is a value as a segment; its name begins with the number of its text from 0.

    Raises TermbaseError where a text is no JSON.

    >>> [(block.name, block.text) for block in blocks('{"a": "Kiew"}\n"Minsk"\n')]
    [('/0/a', 'Kiew'), ('/1', 'Minsk')]
    """
    for value in values(source, lines=True):
        if block := running_text(source, value).block("segment", name=value.path):
            yield block


FORMAT = Format("jsonl", (".jsonl", ".ndjson"), blocks, escape, description="JSON lines")
