"""Application resource bundles (ARB), as Flutter has them: the messages, not what describes them.

The values of keys that begin with `@` are metadata; `@@locale` names the language. Messages are ICU's: placeholders
stay, each branch of a plural or a choice is a block of its own, and where the choice stands in its message is a joint.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from termbase.documents._icu import Branch, branches
from termbase.documents._json import Value, escape, running_text, values
from termbase.documents._running import Running
from termbase.documents.document import Block, Format


def blocks(source: str) -> Iterator[Block]:
    """Give every message and branch as a segment that is named by its key and selectors, as in `cities[one]`.

    Raises TermbaseError where the text is no JSON.

    >>> source = '{"@@locale": "de_AT", "a": "Kiew {n, plural, other{mehr}}", "@a": {"x": "Kiew"}}'
    >>> [(block.lang, block.name, block.text) for block in blocks(source)]
    [('de-AT', 'a', 'Kiew '), ('de-AT', 'a[other]', 'mehr')]
    """
    found = list(values(source))
    locale = next((_text(source, value) for value in found if value.path == "/@@locale"), "")
    lang = locale.replace("_", "-") or None
    for value in found:
        message = None if value.path.startswith("/@") else running_text(source, value).block()
        if message is None:
            continue
        for branch in branches(message.text):
            if block := _running(source, message, branch).block(
                "segment", lang, name=value.path[1:] + branch.name
            ):
                yield block


def _running(source: str, message: Block, branch: Branch) -> Running:
    """Give the running text of a branch out of that of its message."""
    running = Running(source)
    before = 0
    for start, end, keep in branch.stretches:
        if start > before:
            running.join()
        _add(running, message, start, end, keep)
        before = end
    return running


def _add(running: Running, message: Block, start: int, end: int, keep: bool) -> None:
    """Append what stands at `start` to `end` in the text of the message; escapes stand for one character each."""
    for at in range(bisect_right(message.offsets, start) - 1, bisect_left(message.offsets, end)):
        piece, offset = message.pieces[at], message.offsets[at]
        if piece.exact:
            first, last = max(start - offset, 0), min(end - offset, len(piece.text))
            running.add(piece.start + first, piece.start + last, keep=keep)
        else:
            running.add(piece.start, piece.end, piece.text, keep=keep or piece.text == "\ufffd")


def _text(source: str, value: Value) -> str:
    return str(json.loads(f'"{source[value.start : value.end]}"'))


FORMAT = Format("arb", (".arb",), blocks, escape, description="Application resource bundles (Flutter)")
