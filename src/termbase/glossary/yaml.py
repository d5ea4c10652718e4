"""YAML as nodes that know where they stand, read from the event stream of PyYAML.

Scalars are kept as written: `no`, `12:30`, `1e3` and `2022-01-06` are text. What a glossary has no use for
and what can be used against its reader (anchors, aliases, tags, merge keys, several documents, deep nesting)
is refused with its place. `yaml.compose` and `yaml.load` are avoided: they crash on deep nesting and drop
duplicate keys.

All offsets are code points of the text without a byte-order mark. Lines end at LF, CRLF or CR, as editors
count them; columns are not PyYAML's.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import events as ev

from termbase.glossary._yaml_remedies import remedy_for
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

MAX_DEPTH = 16

NULLS = ("", "~", "null", "Null", "NULL")

_LINE_BREAK = re.compile(r"\r\n|\r|\n")

# What YAML 1.1 does not allow (U+FEFF may begin a stream, where files.decode() took it off), and U+0085,
# U+2028 and U+2029: PyYAML breaks lines there and an editor may not, so that half a comment becomes a key.
_FORBIDDEN = re.compile(
    "[^\x09\x0a\x0d\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `style` is `''` (plain), `'`, `"`, `|` or `>`; the value of a plain one is as written."""

    value: str
    start: int
    end: int
    style: str = ""

    @property
    def is_null(self) -> bool:
        """Whether nothing is written here: empty, `~` or `null` without quotation marks."""
        return not self.style and self.value in NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes; `flow` if it is written in brackets."""

    items: tuple[Node, ...]
    start: int
    end: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and value in the order of the file, duplicates included; `flow` if written in braces."""

    pairs: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """Give the value of the first pair with this key."""
        return next((value for name, value in self.pairs if name.value == key), None)


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text with its nodes. `starts` are the offsets at which its lines begin."""

    name: str
    text: str
    starts: array[int]
    root: Node
    findings: tuple[Finding, ...] = ()  # duplicate keys

    def place(self, offset: int) -> Place:
        """Line and column, both from 1, of an offset."""
        return _place(self.name, self.starts, offset)

    def line(self, number: int) -> str:
        """Give a line of the text, counted from 1, without its line break."""
        return _line(self.text, self.starts, number)


def parse(text: str, name: str = "") -> Document:
    """Read the nodes of a YAML text. An empty text is an empty mapping.

    Duplicate keys are findings of the document; a syntax error and what is refused raise a TermbaseError with
    file, line, column, the line itself and a remedy.
    """
    reader = _Reader(name, text, _starts(text))
    root = next(reader.roots(whole=True))
    return Document(name, text, reader.starts, root, tuple(reader.findings))


def parse_entries(text: str, name: str = "") -> Iterator[Document]:
    """Read a YAML text entry by entry: each document given holds one pair of the mapping that the text is.

    Together they have the nodes and findings of `parse`, which needs many times the memory of the text for them.
    What is no mapping, or an empty one, is given whole. Raises what `parse` raises, but on the way.
    """
    reader = _Reader(name, text, _starts(text))
    for root in reader.roots(whole=False):
        yield Document(name, text, reader.starts, root, tuple(reader.findings))
        reader.findings.clear()


def _starts(text: str) -> array[int]:
    """Find where the lines begin; a file may have millions of them."""
    starts = array("Q", (0,))
    starts.extend(found.end() for found in _LINE_BREAK.finditer(text))
    return starts


def plain(node: Node) -> Any:
    """Give the node as dict, list, str and None (an empty plain scalar); of duplicate keys the last counts.

    >>> plain(parse("a: [no, ~, '~']").root)
    {'a': ['no', None, '~']}
    """
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.pairs}


class _Reader:
    """Turns the events of one text into nodes."""

    def __init__(self, name: str, text: str, starts: array[int]) -> None:
        self.name, self.text, self.starts = name, text, starts
        self.findings: list[Finding] = []
        self.ended = 0  # where the last mapping ended

    def roots(self, whole: bool) -> Iterator[Node]:
        """Give the root, `whole` or, where it is a mapping, as a mapping of each pair."""
        if forbidden := _FORBIDDEN.search(self.text):
            message = _(
                "character U+{code:04X} is not allowed; delete it, or write “\\U{code:08X}” (with quotes)"
            )
            message = message.format(code=ord(forbidden[0]))
            raise TermbaseError([self.finding("TB101", forbidden.start(), message)])
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        events = yaml.parse(self.text, Loader=loader)
        try:
            if whole:
                (root,) = self.document(events, self.whole)
                yield root
            else:
                yield from self.document(events, self.entries)
        except yaml.MarkedYAMLError as error:
            raise self.syntax_error(error) from None

    def document(
        self, events: Iterator[Any], begin: Callable[[Any, Iterator[Any]], Iterator[Node]]
    ) -> Iterator[Node]:
        seen = False
        for event in events:
            if isinstance(event, ev.DocumentStartEvent):
                if seen:
                    raise self.refused(
                        event, _("a second document"), _("write each document to its own file")
                    )
                seen = True
                yield from begin(next(events), events)
        if not seen:
            yield Mapping((), len(self.text), len(self.text))

    def whole(self, event: Any, events: Iterator[Any]) -> Iterator[Node]:
        yield self.node(event, events, 1)

    def entries(self, event: Any, events: Iterator[Any]) -> Iterator[Node]:
        kind = type(event)
        if kind is not ev.MappingStartEvent or event.anchor is not None or event.tag is not None:
            yield self.node(event, events, 1)
            return
        start, flow, pair = event.start_mark.index, bool(event.flow_style), None
        for pair in self.pairs(events, 1):
            yield Mapping((pair,), start, pair[1].end, flow)
        if pair is None:
            yield Mapping((), start, self.ended, flow)

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        kind = type(event)
        if kind is ev.AliasEvent or event.anchor is not None or event.tag is not None:
            raise self.decorated(event)
        if kind is ev.ScalarEvent:
            return self.scalar(event)
        if depth > MAX_DEPTH:
            raise self.too_deep(event.start_mark.index)
        if kind is ev.SequenceStartEvent:
            return self.sequence(event, events, depth)
        return self.mapping(event, events, depth)

    def decorated(self, event: Any) -> TermbaseError:
        remedy = _("delete it, or put the text in quotation marks")
        if isinstance(event, ev.AliasEvent):
            return self.refused(event, _("an alias (*)"), remedy)
        return self.refused(event, _("an anchor (&)") if event.anchor else _("a tag (!)"), remedy)

    def scalar(self, event: Any) -> Scalar:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            end = self.block_end(start, end)
        return Scalar(event.value, start, end, style)

    def block_end(self, start: int, end: int) -> int:
        """Find where a block scalar ends: PyYAML counts blank lines below, its own only with `+`."""
        written = self.text[start:end]
        header = _LINE_BREAK.split(written, maxsplit=1)[0].partition("#")[0]
        if "+" not in header:
            return start + len(written.rstrip("\r\n"))
        return end - len(_last_break(written))

    def sequence(self, event: Any, events: Iterator[Any], depth: int) -> Sequence:
        items = []
        for inner in events:
            if type(inner) is ev.SequenceEndEvent:
                break
            items.append(self.node(inner, events, depth + 1))
        start, flow = event.start_mark.index, bool(event.flow_style)
        end = items[-1].end if items and not flow else inner.end_mark.index
        return Sequence(tuple(items), start, end, flow)

    def mapping(self, event: Any, events: Iterator[Any], depth: int) -> Mapping:
        pairs = tuple(self.pairs(events, depth))
        start, flow = event.start_mark.index, bool(event.flow_style)
        return Mapping(pairs, start, pairs[-1][1].end if pairs and not flow else self.ended, flow)

    def pairs(self, events: Iterator[Any], depth: int) -> Iterator[tuple[Scalar, Node]]:
        """Give the pairs of a mapping that has begun, and take its end."""
        seen: dict[str, int] = {}
        for inner in events:
            kind = type(inner)
            if kind is ev.MappingEndEvent:
                self.ended = inner.end_mark.index
                return
            key = self.key(self.node(inner, events, depth + 1), inner)
            if (first := seen.setdefault(key.value, key.start)) != key.start:
                self.duplicate(key, first)
            yield key, self.node(next(events), events, depth + 1)

    def key(self, node: Node, event: Any) -> Scalar:
        if not isinstance(node, Scalar):
            raise self.refused(event, _("a list or mapping as key"), _("write a text before the colon"))
        if node.value == "<<" and not node.style:
            raise self.refused(event, _("a merge key (<<)"), _("write the values out"))
        return node

    def duplicate(self, key: Scalar, first: int) -> None:
        line = _place(self.name, self.starts, first).line
        message = _("key “{key}” stands in line {line} already; join the two or delete one")
        self.findings.append(self.finding("TB103", key.start, message.format(key=key.value, line=line)))

    def refused(self, event: Any, what: str, remedy: str) -> TermbaseError:
        return self.refused_at(event.start_mark.index, what, remedy)

    def refused_at(self, offset: int, what: str, remedy: str) -> TermbaseError:
        message = _("{what} is not allowed in a glossary; {remedy}").format(what=what, remedy=remedy)
        return TermbaseError([self.finding("TB102", offset, message)])

    def too_deep(self, offset: int) -> TermbaseError:
        limit = _("nesting deeper than {depth} levels").format(depth=MAX_DEPTH)
        return self.refused_at(offset, limit, _("write it flatter"))

    def syntax_error(self, error: yaml.MarkedYAMLError) -> TermbaseError:
        said = f"{error.context or ''} {error.problem or ''}".strip()
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "quoted scalar" in said:  # the opening mark; the problem is seen at the end
            mark = error.context_mark
        offset = min(mark.index, len(self.text)) if mark else 0
        if "maximum nesting depth" in said:  # libyaml from 0.2.6 on looks ahead and gives up before we see it
            return self.too_deep(offset)
        if self.text[offset : offset + 1] == "\t":
            said = "tab"
        message = _("this is not YAML ({problem}): {remedy}")
        message = message.format(problem=error.problem or said, remedy=remedy_for(said))
        return TermbaseError([self.finding("TB101", offset, message)])

    def finding(self, code: str, offset: int, message: str) -> Finding:
        place = _place(self.name, self.starts, offset)
        return Finding(code, "error", message, place, source=_line(self.text, self.starts, place.line))


def _place(name: str, starts: array[int], offset: int) -> Place:
    line = bisect_right(starts, offset)
    return Place(name, line, offset - starts[line - 1] + 1)


def _line(text: str, starts: array[int], number: int) -> str:
    if not 1 <= number <= len(starts):
        return ""
    end = starts[number] if number < len(starts) else len(text)
    return text[starts[number - 1] : end].rstrip("\r\n")


def _last_break(text: str) -> str:
    for ending in ("\r\n", "\n", "\r"):
        if text.endswith(ending):
            return ending
    return ""
