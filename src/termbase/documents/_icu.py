"""The messages of ICU: `{name}`, `{count, plural, one {# city} other {# cities}}`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_CHOICE = re.compile(r"\s*+[\w.-]++\s*+,\s*+(?:plural|selectordinal|select)\s*+,")
_SELECTOR = re.compile(r"\s*+(?:offset\s*+:\s*+\d++\s*+)?(?P<name>[^\s{}]++)\s*+\{")
_STEP = re.compile(r"'[{}#|](?:[^']|'')*+'|[{}]")
_LONGEST_NAME = 80


@dataclass(slots=True)
class Branch:
    """What reads as one text: a message without its choices, or one branch of a choice.

    `name` are the selectors that lead there (`[other][one]`). `stretches` are spans of the message (code points,
    ascending) with whether they are syntax, which stays; between two of them stands a choice, or nothing.
    """

    name: str = ""
    stretches: list[tuple[int, int, bool]] = field(default_factory=list)

    def add(self, start: int, end: int, keep: bool = False) -> None:
        """Append a span."""
        if start < end:
            self.stretches.append((start, end, keep))


@dataclass(slots=True)
class _Open:
    """What an open brace has begun, at `start`: an argument, a choice, or a branch of one."""

    kind: str
    start: int
    branch: Branch  # of a branch its own, else the one around it


def branches(text: str) -> list[Branch]:
    """Give the texts of a message, in the order in which they begin.

    Text in quotation marks (`'{'`) is text. What stands behind an argument that never ends is syntax.

    >>> message = "{n, plural, one {Kiew {x}} other {Minsk}} da"
    >>> [(branch.name, [message[a:b] for a, b, _keep in branch.stretches]) for branch in branches(message)]
    [('', [' da']), ('[one]', ['Kiew ', '{x}']), ('[other]', ['Minsk'])]
    """
    found = [Branch()]
    stack: list[_Open] = []
    at = done = 0  # `done`: up to here all is in its branch
    while step := _STEP.search(text, at):
        at = step.end()
        is_text = not stack or stack[-1].kind == "branch"
        branch = stack[-1].branch if stack else found[0]
        if step[0] == "{":
            choice = _CHOICE.match(text, at) if is_text else None
            if is_text:
                branch.add(done, step.start())
            stack.append(_Open("choice" if choice else "argument", step.start(), branch))
            at = choice.end() if choice else at
        elif step[0] == "}" and stack:
            closed = stack.pop()
            if closed.kind == "branch":
                branch.add(done, step.start())
            elif closed.kind == "argument" and (not stack or stack[-1].kind == "branch"):
                branch.add(closed.start, at, keep=True)
            done = at
        if stack and stack[-1].kind == "choice" and (selector := _SELECTOR.match(text, at)):
            name = f"{stack[-1].branch.name}[{selector['name']}]"[:_LONGEST_NAME]
            found.append(Branch(name))
            stack.append(_Open("branch", selector.start(), found[-1]))
            at = done = selector.end()
    _finish(text, found, stack, done)
    return found


def _finish(text: str, found: list[Branch], stack: list[_Open], done: int) -> None:
    """Put what stands at the end where it belongs."""
    if stack and stack[-1].kind != "branch":
        stack[-1].branch.add(max(done, stack[-1].start), len(text), keep=True)
    else:
        (stack[-1].branch if stack else found[0]).add(done, len(text))
