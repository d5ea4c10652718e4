"""YAML is written by span: three operations on the text of a file that leave the rest of it as it is.

Each takes the text (without byte-order mark, as files.Text has it), a path of keys and indices such as
`("csto", "terms", "ru", 0, "term")`, and plain data, and gives the new text. The result is read again: if it
is not exactly what was meant, TermbaseError is raised and there is nothing to write. Comments, order, line
endings and indentation stay. files.write_atomically brings the text to the disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from termbase.glossary import yaml
from termbase.glossary.rendering import inline, item, pair, scalar, value
from termbase.glossary.yaml import Document, Node, Scalar, Sequence, parse
from termbase.messages import _
from termbase.model import TermbaseError

Path = tuple[str | int, ...]

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLANK_LINE = re.compile(r"(\r\n|\r|\n)[ \t]*(\r\n|\r|\n)")


def replace_scalar(text: str, path: Path, value: str | bool | None, name: str = "") -> str:
    """Replace a scalar by another; quotation marks of the old one are kept. `name` is for messages."""
    spot = _locate(parse(text, name), path)
    old = spot.node
    if not isinstance(old, Scalar):
        raise _refused(spot, _("it is no scalar, but a list or mapping"))
    new = _spaced(spot, scalar(value, spot.flow, old.style))
    return _spliced(spot, old.start, old.end, new, lambda _old: _tree_of(value))


def replace_node(text: str, path: Path, data: Any, name: str = "") -> str:
    """Replace a scalar, list or mapping by data of any shape."""
    spot = _locate(parse(text, name), path)
    start, end, new = _replacement(spot, data)
    return _spliced(spot, start, end, new, lambda _old: _tree_of(data))


def append_item(text: str, path: Path, data: Any, name: str = "") -> str:
    """Append an item to a list, or the keys of a dict to a mapping, after the last that is there."""
    spot = _locate(parse(text, name), path)
    node = spot.node
    if isinstance(node, Sequence):
        position, new = _appended(spot, node, [inline(data)], [data])
        return _spliced(spot, position, position, new, lambda old: (*old, _tree_of(data)))
    if isinstance(node, Scalar):
        raise _refused(spot, _("nothing can be appended to a text; replace it"))
    if not isinstance(data, Mapping) or not data:
        raise _refused(spot, _("only keys with values can be appended to a mapping"))
    if taken := [key for key in data if node.get(key) is not None]:
        raise _refused(spot, _("key “{key}” exists already").format(key=taken[0]))
    flow = [f"{scalar(key, True)}: {inline(value)}" for key, value in data.items()]
    position, new = _appended(spot, node, flow, data)
    added = _tree_of(data)
    return _spliced(spot, position, position, new, lambda old: _Pairs((*old.pairs, *added.pairs)))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A node in its document: its path, its parent, the key that names it, and whether flow encloses it."""

    document: Document
    path: Path
    node: Node
    parent: Node | None
    key: Scalar | None
    flow: bool

    @property
    def newline(self) -> str:
        found = _LINE_BREAK.search(self.document.text)
        return found[0] if found else "\n"

    def column(self, offset: int) -> int:
        """Tell the column of an offset, from 0."""
        return self.document.place(offset).column - 1


def _locate(document: Document, path: Path) -> _Spot:
    spot = _Spot(document, path, document.root, None, None, False)
    for step in path:
        node, key, child = spot.node, None, None
        if isinstance(node, yaml.Mapping):
            key, child = next(((k, v) for k, v in node.pairs if k.value == step), (None, None))
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            child = node.items[step]
        if child is None:
            raise _refused(spot, _("there is no “{step}” in it").format(step=step), path)
        flow = spot.flow or (not isinstance(node, Scalar) and node.flow)
        spot = _Spot(document, path, child, node, key, flow)
    return spot


def _replacement(spot: _Spot, data: Any) -> tuple[int, int, str]:
    """Find the span to replace and the text for it."""
    old, text = spot.node, spot.document.text
    if spot.flow:
        return old.start, old.end, _spaced(spot, inline(data))
    if not isinstance(data, Mapping | list | tuple) and isinstance(old, Scalar):
        return old.start, old.end, _spaced(spot, scalar(data, False, old.style))
    if spot.key is None:
        column = spot.column(old.start) + len(_spaced(spot, ""))
        new = item(data, column, spot.newline)
        return old.start, old.end, _spaced(spot, new)
    colon = text.index(":", spot.key.end) + 1
    column = spot.column(spot.key.start)
    if text[colon : old.start].strip():  # a comment between the key and its value
        present = spot.column(old.start)
        needed = max(present, column + 2)
        return old.start, old.end, " " * (needed - present) + item(data, needed, spot.newline)
    room = colon - spot.key.start + 1
    return colon, old.end, value(spot.key.value, data, column, spot.newline, room)


def _spaced(spot: _Spot, new: str) -> str:
    """Put a space before a value where there was none."""
    before = spot.document.text[spot.node.start - 1 : spot.node.start]
    empty = spot.node.start == spot.node.end and spot.parent is not None
    return f" {new}" if empty and not before.isspace() else new


def _appended(
    spot: _Spot, node: Sequence | yaml.Mapping, flow: list[str], block: list[Any] | Mapping[str, Any]
) -> tuple[int, str]:
    """Find the position of new entries and the text to insert there."""
    text, newline = spot.document.text, spot.newline
    children = _spans(node)
    if node.flow:
        if not children:
            return node.start + 1, ", ".join(flow)
        start, end = children[-1]
        before = text[:start].rpartition("\n")[2]
        separator = f",{newline}{before}" if not before.strip() and "\n" in text[:start] else ", "
        return end, "".join(separator + entry for entry in flow)
    column = spot.column(node.start) if children else 0
    if isinstance(block, Mapping):
        entries = [pair(key, data, column, newline) for key, data in block.items()]
    else:
        entries = ["- " + item(data, column + 2, newline) for data in block]
    if not children:  # an empty file
        gap = newline if text and not text.endswith(("\n", "\r")) else ""
        return len(text), gap + newline.join(entries) + newline
    blank = newline if _is_spaced(text, children, root=not spot.path) else ""
    found = _LINE_BREAK.search(text, children[-1][1])
    position = found.start() if found else len(text)
    return position, "".join(newline + blank + " " * column + entry for entry in entries)


def _spans(node: Sequence | yaml.Mapping) -> list[tuple[int, int]]:
    if isinstance(node, Sequence):
        return [(child.start, child.end) for child in node.items]
    return [(key.start, child.end) for key, child in node.pairs]


def _is_spaced(text: str, spans: list[tuple[int, int]], root: bool) -> bool:
    """Whether blank lines stand between the entries; concepts have them from the second on."""
    if len(spans) < 2:
        return root
    return _BLANK_LINE.search(text, spans[-2][1], spans[-1][0]) is not None


def _spliced(spot: _Spot, start: int, end: int, new: str, change: Callable[[Any], Any]) -> str:
    """Splice the text and read it again: it must be the old tree with this change, and nothing else."""
    text = spot.document.text
    result = text[:start] + new + text[end:]
    intended = _changed(_tree(spot.document.root), spot.path, change)
    try:
        document = parse(result, spot.document.name)
    except TermbaseError as error:
        raise _refused(spot, error.findings[0].message) from None
    if _tree(document.root) != intended:
        raise _refused(spot, _("the file would not be read as it is meant"))
    return result


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A mapping as it is compared: with order and duplicates."""

    pairs: tuple[tuple[str, Any], ...]


def _tree(node: Node) -> Any:
    """Give the node without its place and style: text or None, tuple, or _Pairs."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.value
    if isinstance(node, Sequence):
        return tuple(map(_tree, node.items))
    return _Pairs(tuple((key.value, _tree(child)) for key, child in node.pairs))


def _tree_of(data: Any) -> Any:
    """Give plain data as the tree that they are read as."""
    if isinstance(data, Mapping):
        return _Pairs(tuple((str(key), _tree_of(child)) for key, child in data.items()))
    if isinstance(data, list | tuple):
        return tuple(map(_tree_of, data))
    return data if data is None or isinstance(data, str) else str(data).lower()


def _changed(tree: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    if not path:
        return change(tree)
    step, rest = path[0], path[1:]
    if isinstance(tree, _Pairs):
        index = next(i for i, (key, _child) in enumerate(tree.pairs) if key == step)
        new = (tree.pairs[index][0], _changed(tree.pairs[index][1], rest, change))
        return _Pairs((*tree.pairs[:index], new, *tree.pairs[index + 1 :]))
    assert isinstance(step, int)
    return (*tree[:step], _changed(tree[step], rest, change), *tree[step + 1 :])


def _refused(spot: _Spot, reason: str, path: Path | None = None) -> TermbaseError:
    message = _("{path} was not changed: {reason}. Edit the file by hand")
    where = " → ".join(map(str, spot.path if path is None else path)) or _("the file")
    place = spot.document.place(min(spot.node.start, len(spot.document.text)))
    return TermbaseError.of("TB119", message.format(path=where, reason=reason), place)
