"""Grown and new concepts as YAML text: by span, each read again alone, and the files all at once.

A concept is cut out of its file, changed and read again on its own, and new ones are rendered one by one and put
at the end of a file in one go: to read a whole file again for each of 100,000 concepts would take days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from termbase.exchange._yaml_terms import Rewritten
from termbase.files import decode, read_bytes
from termbase.glossary import write, yaml
from termbase.glossary.data import concept_data
from termbase.glossary.entries import read_concepts
from termbase.glossary.fields import Reader
from termbase.glossary.rendering import pair
from termbase.glossary.trial import read_trial
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Place, TermbaseError

_LINE_BREAK = re.compile(r"\r\n|\r|\n")


def rendered(concept: Concept) -> str:
    """Write a concept as it stands in a file of its own, without a line end at its end."""
    return pair(concept.id, concept_data(concept), 0, "\n")


def read_back(text: str, name: str = "") -> tuple[Concept | None, tuple[Finding, ...]]:
    """Read the text of one concept; with errors there is no concept."""
    try:
        reader = Reader(yaml.parse(text, name))
    except TermbaseError as error:
        return None, error.findings
    found: dict[str, Concept] = {}
    read_concepts(reader, reader.document.root, found)
    concept = next(iter(found.values()), None)
    return (None if reader.findings else concept), tuple(reader.findings)


def grown_text(text: str, id_: str, data: Mapping[str, Any], name: str) -> str:
    """Bring the part of a file that holds the concept to `data`, which has all that is there and more."""
    root = yaml.parse(text, name).root
    node = root.get(id_) if isinstance(root, yaml.Mapping) else None
    if node is None:
        message = _("was changed by someone else meanwhile; nothing was written, try again")
        raise TermbaseError.of("TB905", message, Place(name))
    return _grown(text, (id_,), node, data, name)


def _grown(text: str, path: write.Path, node: yaml.Node, new: Any, name: str) -> str:
    """Add what is missing below a node; what changes its length is done from the end, so that spans hold."""
    if isinstance(node, yaml.Scalar):
        same = not node.is_null and new in (node.value, {"term": node.value}, [node.value])
        return text if same or _is_written(node, new) else write.replace_node(text, path, new, name)
    if isinstance(node, yaml.Sequence):
        old = len(node.items)
        if not old:
            return write.replace_node(text, path, new, name)
        for item in new[old:]:
            text = write.append_item(text, path, item, name)
        for index in reversed(range(old)):
            text = _grown(text, (*path, index), node.items[index], new[index], name)
        return text
    new = new if isinstance(new, Mapping) else {_key(node): new}
    missing = {key: value for key, value in new.items() if node.get(key) is None}
    if missing:
        text = write.append_item(text, path, missing, name)
    for key, child in reversed(node.pairs):
        if key.value in new:
            text = _grown(text, (*path, key.value), child, new[key.value], name)
    return text


def _key(node: yaml.Mapping) -> str:
    """Tell what a bare text stands for."""
    return "text" if node.get("text") is not None else "term"


def _is_written(node: yaml.Scalar, new: Any) -> bool:
    return isinstance(new, bool) and node.value == str(new).lower()


def with_changes(
    path: Path, changes: Mapping[str, Callable[[str], str]], glossary: Glossary, new: Sequence[str]
) -> Rewritten:
    """Change concepts of a file by id, each in its own part, and append new ones, which are rendered already."""
    raw = read_bytes(path) if path.exists() else b""
    content = decode(raw, path.as_posix())
    text = content.text
    if changes:
        text = _with_changed(text, path.as_posix(), changes, glossary)
    if new:
        text = _with_new(text, new)
    return Rewritten(path, raw, content.encode(text))


def _with_changed(
    text: str, name: str, changes: Mapping[str, Callable[[str], str]], glossary: Glossary
) -> str:
    """Change the parts of the concepts, which end where the next begins, and join them once."""
    places = sorted(
        (concept.place.line, concept.place.column, id_)
        for id_, concept in glossary.concepts.items()
        if concept.place.file == name
    )
    if any(column != 1 for _line, column, _id in places):  # in braces, or indented: it cannot be cut
        for change in changes.values():
            text = change(text)
        return text
    lines = [0, *(found.end() for found in _LINE_BREAK.finditer(text))]
    starts = [lines[line - 1] if line <= len(lines) else len(text) for line, _column, _id in places]
    parts, at = [], 0
    for (_line, _column, id_), start, end in zip(places, starts, [*starts[1:], len(text)], strict=True):
        if id_ in changes:
            parts += [text[at:start], changes[id_](text[start:end])]
            at = end
    return "".join([*parts, text[at:]])


def _with_new(text: str, new: Sequence[str]) -> str:
    """Append concepts, each after a blank line, with the line ends of the file."""
    found = _LINE_BREAK.search(text)
    newline = found[0] if found else "\n"
    gap = "" if not text else newline if text.endswith(("\n", "\r")) else newline * 2
    blocks = (block.replace("\n", newline) if newline != "\n" else block for block in new)
    return text + gap + (newline * 2).join(blocks) + newline


def verified(
    files: Sequence[Rewritten], before: Glossary, expected: Mapping[str, int | Concept], folder: Path
) -> Glossary:
    """Read the glossary with the new files in a copy: the old one with the `expected` concepts, by id.

    A new concept is expected as the hash of its rendered text, which is smaller. Raises TermbaseError for
    anything else.
    """
    after = read_trial(folder, {file.path: file.new for file in files})
    for id_, concept in after.concepts.items():
        meant = expected.get(id_) or before.concepts.get(id_)
        if (hash(rendered(concept)) if isinstance(meant, int) else concept) != meant:
            message = _("the import would not be read as it is meant; edit the file by hand")
            raise TermbaseError.of("TB119", message, concept.place)
    if len(after.concepts) != len({*before.concepts, *expected}):
        raise TermbaseError.of("TB119", _("the import would lose concepts; nothing was written"))
    return after


def relocated(finding: Finding, place: Place, concept: str) -> Finding:
    """Give a finding about a rendered concept its place in the foreign file."""
    return replace(finding, place=place, concept=concept, source=None)
