"""Where a text for people holds the code of a template engine: Jinja, Liquid, Twig, Handlebars, ERB, EJS, JSP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from termbase.documents.document import Block

_CLOSERS = {"{%": "%}", "{{": "}}", "{#": "#}", "<%": "%>"}
_OPENER = re.compile(r"\{[%{#]|<%")


def code_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a text (code points, ascending) that a template engine takes for its own.

    An opening mark that is never closed is text, and so is `{#` where a heading's attribute (`{#id}`) stands.

    >>> text = "Am {{ day }}: {% trans 'Kiew' %} {# 1 #} 5 {% mehr"
    >>> [text[start:end] for start, end in code_spans(text)]
    ['{{ day }}', "{% trans 'Kiew' %}", '{# 1 #}']
    """
    unclosed: set[str] = set()  # no closing mark stands behind here: searched for once
    at = 0
    while opener := _OPENER.search(text, at):
        at = opener.end()
        if opener[0] in unclosed:
            continue
        end = text.find(_CLOSERS[opener[0]], at)
        if end < 0:
            unclosed.add(opener[0])
        else:
            at = end + 2
            yield opener.start(), at


def keep_code(block: Block) -> Block:
    """Give the block with the code of a template engine protected as well."""
    found = frozenset(code_spans(block.text))
    return replace(block, protected=tuple(sorted(found.union(block.protected)))) if found else block
