"""YAML documents: the scalars that are values and text, not the keys; in all five styles.

Read are events only, so that no alias is ever expanded. Anchors, tags and aliases stay; numbers, dates, truth values
and values with a tag of their own are no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml
from yaml import events as ev

from termbase.documents._refusals import MAX_DEPTH, malformed, too_deep
from termbase.documents._running import Running
from termbase.documents._yaml_scalars import block, escape_double, escape_plain, escape_single, flow, is_text
from termbase.documents.document import Block, Format
from termbase.messages import _

_PROPERTIES = re.compile(r"(?:[&!][^\s]*+(?:\s|#[^\r\n]*+(?=[\r\n]))++)++")
_STR = ("tag:yaml.org,2002:str", "!")
_LONGEST_PATH = 200


@dataclass(slots=True)
class _Collection:
    """An open list or mapping; `key` is that of the value that is read next, None before a key."""

    is_mapping: bool
    is_flow: bool
    path: str
    is_key: bool = False  # it is a key, or part of one
    key: str | None = None
    index: int = 0

    def begin(self) -> str | None:
        """Give the path of the node that begins now, None if it is a key."""
        if not self.is_mapping:
            self.index += 1
            return _cut(f"{self.path}/{self.index - 1}")
        if self.key is None:
            self.key = ""
            return None
        path = _cut(f"{self.path}/{self.key}")
        self.key = None
        return path


def blocks(source: str) -> Iterator[Block]:
    r"""Give every value that is text as a segment that is named by its keys and indices.

    Raises TermbaseError where the text is no YAML or nests too deep.

    >>> [(found.name, found.text) for found in blocks("a: [Kiew, 12]\nb: 'x''s\n  y'\n")]
    [('/a/0', 'Kiew'), ('/b', "x's y")]
    """
    stack: list[_Collection] = []
    event: Any
    for event in _events(source):
        if isinstance(event, ev.ScalarEvent):
            path = stack[-1].begin() if stack else ""
            if path is None:
                stack[-1].key = event.value[:_LONGEST_PATH]
            elif not (stack and stack[-1].is_key) and (
                found := _scalar(source, event, path, _in_flow(stack))
            ):
                yield found
        elif isinstance(event, ev.AliasEvent):
            if stack:
                stack[-1].begin()
        elif isinstance(event, ev.CollectionStartEvent):
            if len(stack) >= MAX_DEPTH:
                raise too_deep(source, _start(event))
            path = stack[-1].begin() if stack else ""
            is_key = path is None or bool(stack) and stack[-1].is_key
            is_mapping = isinstance(event, ev.MappingStartEvent)
            stack.append(_Collection(is_mapping, bool(event.flow_style), path or "", is_key))
        elif isinstance(event, ev.CollectionEndEvent):
            stack.pop()


def _start(event: Any) -> int:
    return int(event.start_mark.index)


def _in_flow(stack: list[_Collection]) -> bool:
    """Tell whether the innermost collection is written in brackets; then all that it holds is, too."""
    return bool(stack) and stack[-1].is_flow


def _events(source: str) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(source, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if "nesting depth" in (error.problem or ""):  # libyaml has a limit of its own
            raise too_deep(source, mark.index if mark else 0) from None
        message = _("this is not YAML ({problem}); check indentation, colons and quotation marks")
        message = message.format(problem=error.problem or error.context)
        raise malformed(source, mark.index if mark else 0, message) from None
    except yaml.reader.ReaderError as error:
        offset = next((at for at, each in enumerate(source) if ord(each) == error.character), 0)
        message = _("character U+{code:04X} is not allowed in YAML; delete it")
        raise malformed(source, offset, message.format(code=ord(source[offset]))) from None
    except UnicodeEncodeError as error:  # half a surrogate pair
        message = _("character U+{code:04X} is not allowed in YAML; delete it")
        raise malformed(source, error.start, message.format(code=ord(source[error.start]))) from None


def _cut(path: str) -> str:
    return path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"


def _scalar(source: str, event: Any, path: str, in_flow: bool) -> Block | None:
    """Give the block of a value, None if it is no text or its source does not explain it to the letter."""
    if event.tag not in (None, *_STR):
        return None
    start, end = _start(event), event.end_mark.index
    if (event.anchor or event.tag) and (properties := _PROPERTIES.match(source, start, end)):
        start = properties.end()
    running, escape, value = _read(source, start, end, event, in_flow)
    found = running.block("segment", escape=escape, name=path)
    return found if found is not None and found.text == value else None


def _read(
    source: str, start: int, end: int, event: Any, in_flow: bool
) -> tuple[Running, Callable[[str], str], str]:
    """Give a scalar's running text, how text is written into it, and the value that it must have."""
    value: str = event.value
    match event.style:
        case "'":
            return flow(source, start + 1, end - 1, "'"), escape_single, value
        case '"':
            return flow(source, start + 1, end - 1, '"'), escape_double, value
        case "|" | ">":
            running, line_break = block(source, start, end, value)
            return running, partial(_indented, line_break), value.rstrip("\n")
        case _:
            end = start + len(source[start:end].rstrip())
            running = flow(source, start, end, "") if event.tag or is_text(value) else Running(source)
            return running, partial(escape_plain, value=value, in_flow=in_flow), value


def _indented(line_break: str, text: str) -> str:
    return text.replace("\n", line_break)


FORMAT = Format("yaml", (".yaml", ".yml"), blocks, escape_double, description="YAML: values that are text")
