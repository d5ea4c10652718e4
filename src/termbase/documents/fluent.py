"""Fluent (FTL 1.0): the patterns of messages, terms, attributes and variants, a block each.

Attributes of terms are private: what selectors compare, never text. Placeables stay; one that is a string (`{"{"}`) is
the text that it stands for. What is no entry (junk) is passed over, as Fluent's own parsers do. The package
fluent.syntax is not asked: it is slower by far, recurses, and drops where text stood under an indentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from termbase.documents._refusals import MAX_DEPTH, too_deep
from termbase.documents._running import Running
from termbase.documents.document import Block, Format

_BREAK = r"(?:\r\n|\n)"
_ENTRY = re.compile(
    rf"(?P<id>-?[A-Za-z][\w-]*+) *= *|[^\r\n]*+(?:\r(?!\n)[^\r\n]*+)*+(?:{_BREAK}|\Z)", re.ASCII
)
_ATTRIBUTE = re.compile(rf"(?:{_BREAK} *)+\.(?P<id>[A-Za-z][\w-]*+) *= *", re.ASCII)
_TEXT = re.compile(r"(?:[^{}\r\n]|\r(?!\n))++")
_LINE_BREAK = re.compile(rf" *{_BREAK} *")
_LINES = re.compile(rf" *(?:{_BREAK} *)++")
_END = re.compile(rf" *(?:{_BREAK}|\Z)")
# What a line of a pattern may begin with: not the dot of an attribute, the key of a variant, a closing brace.
_NO_MORE = re.compile(r"[.*\[}]|\Z")
_IN_PLACEABLE = re.compile(
    r"(?P<string>\"(?:[^\"\\\r\n]|\\(?:[\\\"]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}))*+\")"
    r"|(?P<variant>\*?\[\s*[\w.-]+\s*\] *)|(?P<open>\{)|(?P<close>\})|(?P<other>(?:[\w$.,:()\s]|->?)++)",
    re.ASCII,
)
_STRING = re.compile(r"\{[ \r\n]*\"((?:[^\"\\\r\n]|\\.)*+)\"[ \r\n]*\}")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))")
_SYNTAX = re.compile(r"[{}]|(?:\A|(?<=\n))[.*\[]")


class _Junk(Exception):  # noqa: N818 - no error: Fluent's own word
    """What stands at `at` belongs to no entry."""

    def __init__(self, at: int) -> None:
        self.at = at


@dataclass(slots=True)
class _Pattern:
    """A pattern that is being read; `line_break` is its last one, with the indentation below it."""

    name: str
    running: Running
    line_break: str = "\n    "
    placeables: list[int] = field(default_factory=list)  # where the open ones begin
    holds: bool = False  # whether the placeable holds variants: then it is a joint


def blocks(source: str) -> Iterator[Block]:
    r"""Give the pattern of every message, attribute and variant, named as in `city.title[one]`.

    Raises TermbaseError where placeables nest too deep.

    >>> source = 'city = Kiew { $n ->\n  [one] Stadt\n *[other] Städte\n } {"{"}\n'
    >>> [(block.name, block.text) for block in blocks(source)]
    [('city', 'Kiew  {'), ('city[one]', 'Stadt'), ('city[other]', 'Städte')]
    """
    at = 0
    while at < len(source):
        entry = _ENTRY.match(source, at)
        if entry is None:  # a carriage return alone
            at += 1
            continue
        at = entry.end()
        if entry["id"]:
            try:
                found, at = _entry(source, at, entry["id"])
            except _Junk as junk:
                at = _after_junk(source, at, junk.at)
            else:
                yield from found


def _after_junk(source: str, start: int, at: int) -> int:
    """Find the line on which entries are sought again: that of the fault, if the entry began above it."""
    line = source.rfind("\n", start, at) + 1
    if not line:
        line = source.find("\n", at) + 1
    return line or len(source)


def _entry(source: str, at: int, name: str) -> tuple[list[Block], int]:
    """Give the blocks of an entry from its first pattern on, and where the entry ends."""
    found, at = _patterns(source, at, name)
    while attribute := _ATTRIBUTE.match(source, at):
        more, at = _patterns(source, attribute.end(), f"{name}.{attribute['id']}")
        found += () if name.startswith("-") else more
    return found, at


def _patterns(source: str, at: int, name: str) -> tuple[list[Block], int]:
    """Read a pattern with those of the variants inside it; the innermost is the last of the stack."""
    stack = [_Pattern(name, Running(source))]
    order = [stack[0]]
    while stack:
        if len(stack) > MAX_DEPTH or len(stack[-1].placeables) > MAX_DEPTH:
            raise too_deep(source, at)
        inside = bool(stack[-1].placeables)
        at = _in_placeable(source, at, stack, order) if inside else _in_text(source, at, stack)
    return [block for pattern in order if (block := _block(pattern))], at


def _block(pattern: _Pattern) -> Block | None:
    escape = partial(_escape, line_break=pattern.line_break)
    return pattern.running.block("segment", escape=escape, name=pattern.name)


def _in_text(source: str, at: int, stack: list[_Pattern]) -> int:
    """Read on in the text of the innermost pattern, which may end here."""
    pattern = stack[-1]
    if text := _TEXT.match(source, at):
        end = text.end()
        if not source.startswith("{", end):
            end = at + len(text[0].rstrip(" "))  # white space at the end of a line is none of the text
        if end > at:
            pattern.running.add(at, end)
            return end
    if source.startswith("{", at):
        pattern.placeables.append(at)
        return at + 1
    lines = _LINES.match(source, at)
    if lines and _continues(source, lines):
        start = lines.start()
        for found in _LINE_BREAK.finditer(lines[0]):
            pattern.line_break = found[0].lstrip(" ")
            if pattern.running.length:
                pattern.running.add(start + found.start(), start + found.end(), "\n")
        return lines.end()
    if len(stack) == 1 and not _END.match(source, at):
        raise _Junk(at)
    stack.pop()
    return at


def _continues(source: str, lines: re.Match[str]) -> bool:
    """Tell whether the pattern goes on below: on an indented line, or with a placeable wherever it stands."""
    if source.startswith("{", lines.end()):
        return True
    return lines[0].endswith(" ") and not _NO_MORE.match(source, lines.end())


def _in_placeable(source: str, at: int, stack: list[_Pattern], order: list[_Pattern]) -> int:
    """Read on in the innermost placeable."""
    pattern = stack[-1]
    found = _IN_PLACEABLE.match(source, at)
    if found is None:
        raise _Junk(at)
    if found["open"]:
        pattern.placeables.append(at)
    elif found["variant"]:
        pattern.holds = True
        variant = _Pattern(f"{pattern.name}{found[0].strip(' *')}", Running(source))
        stack.append(variant)
        order.append(variant)
    elif found["close"]:
        start = pattern.placeables.pop()
        if not pattern.placeables:
            _add_placeable(pattern, start, found.end())
    return found.end()


def _add_placeable(pattern: _Pattern, start: int, end: int) -> None:
    running = pattern.running
    if pattern.holds:
        running.join()
    elif string := _STRING.fullmatch(running.source, start, end):
        running.add(start, end, _ESCAPE.sub(_decode, string[1]))
    else:
        running.add(start, end, keep=True)
    pattern.holds = False


def _decode(escape: re.Match[str]) -> str:
    if escape[3]:
        return escape[3]
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _escape(text: str, line_break: str = "\n    ") -> str:
    """Give text as it stands in a pattern: what would be syntax becomes a placeable with a string.

    >>> print(_escape("[neu] {x}"))
    {"["}neu] {"{"}x{"}"}
    """
    text = _SYNTAX.sub(lambda found: f'{{"{found[0]}"}}', text)
    return text.replace("\n", line_break)


FORMAT = Format(
    "fluent", (".ftl",), blocks, _escape, description="Fluent: messages, terms, attributes, variants"
)
