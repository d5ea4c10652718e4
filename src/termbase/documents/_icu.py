"""The syntax in a message of ICU: `{name}`, `{count, plural, one {# city} other {# cities}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CHOICE = re.compile(r"\s*+[\w.-]++\s*+,\s*+(?:plural|selectordinal|select)\s*+,")
_SELECTOR = re.compile(r"\s*+(?:offset\s*+:\s*+\d++\s*+)?[^\s{}]++\s*+\{")
_STEP = re.compile(r"'[{}#|](?:[^']|'')*+'|[{}]")


def syntax(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of a message that are no text for people: placeholders, keywords and braces.

    Text in quotation marks (`'{'`) is text. What stands behind an argument that never ends is syntax as well.

    >>> message = "{n, plural, one {Kiew {x}} other {Minsk}} da"
    >>> [message[start:end] for start, end in syntax(message)]
    ['{n, plural, one {', '{x}', '} other {', '}}']
    """
    stack: list[str] = []  # argument | choice | branch, from the outermost
    began = 0
    at = 0
    while step := _STEP.search(text, at):
        at = step.end()
        if step[0] == "{":
            if not stack or stack[-1] == "branch":
                began = step.start()
            choice = _CHOICE.match(text, at) if not stack or stack[-1] == "branch" else None
            stack.append("choice" if choice else "argument")
            if choice:
                at = choice.end()
        elif step[0] == "}" and stack:
            if stack.pop() == "branch":
                began = step.start()
            elif not stack or stack[-1] == "branch":
                yield began, at
        if stack and stack[-1] == "choice" and (selector := _SELECTOR.match(text, at)):
            stack.append("branch")
            at = selector.end()
            yield began, at
    if stack and stack[-1] != "branch":
        yield began, len(text)
