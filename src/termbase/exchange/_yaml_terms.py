"""Changed and new terms into the YAML of a glossary: by span, read again, and all files or none.

Whoever calls holds the lock of the glossary's folder. The work is done concept by concept, on the part of the
file that belongs to it: to read a whole file again for each of a thousand changes would take minutes.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termbase.exchange.exchange import Change
from termbase.files import Text, decode, read_bytes, write_atomically
from termbase.glossary import write, yaml
from termbase.glossary.trial import read_trial
from termbase.messages import _
from termbase.model import Glossary, Place, Term, TermbaseError


@dataclass(frozen=True, slots=True)
class Planned:
    """A change with what it is made to: the term, or None for a new one at the end of the language's list."""

    change: Change
    term: Term | None
    region: str | None = None  # of a new term
    source: str | None = None  # of a new text; None where the text stays, and with it where it was seen


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A YAML file before and after."""

    path: Path
    old: bytes
    new: bytes


def apply(planned: Iterable[Planned], glossary: Glossary, folder: Path) -> tuple[Rewritten, ...]:
    """Compute the new files of a glossary that was read from `folder`; nothing is written.

    Raises TermbaseError where the result would be no glossary, or not the one that is meant.
    """
    by_file: dict[str, list[Planned]] = defaultdict(list)
    for change in planned:
        by_file[change.change.file].append(change)
    files = tuple(_changed(Path(name), changes) for name, changes in by_file.items())
    if files:
        _verify(files, [change for changes in by_file.values() for change in changes], glossary, folder)
    return files


def save(files: Sequence[Rewritten]) -> tuple[Path, ...]:
    """Write the files; if one cannot be written, those before it get back what they held."""
    done: list[Rewritten] = []
    try:
        for file in files:
            write_atomically(file.path, file.new, expected=file.old)
            done.append(file)
    except TermbaseError:
        for file in done:
            with contextlib.suppress(TermbaseError):
                write_atomically(file.path, file.old, expected=file.new)
        raise
    return tuple(file.path for file in files)


def _changed(path: Path, changes: Sequence[Planned]) -> Rewritten:
    """Change the parts of the concepts and join the file once."""
    raw = read_bytes(path)
    text: Text = decode(raw, path.as_posix())
    document = yaml.parse(text.text, path.as_posix())
    by_concept: dict[str, list[Planned]] = defaultdict(list)
    for change in changes:
        by_concept[change.change.concept].append(change)
    parts, at = [], 0
    for id_, (start, end) in _spans(document, by_concept).items():
        part = text.text[start:end]
        for change in by_concept[id_] if id_ else changes:
            part = _edited(part, document, change)
        parts += [text.text[at:start], part]
        at = end
    return Rewritten(path, raw, text.encode("".join([*parts, text.text[at:]])))


def _spans(document: yaml.Document, concepts: Container[str]) -> dict[str | None, tuple[int, int]]:
    """Find where each concept stands, up to the next; None is the whole file where it cannot be cut."""
    root = document.root
    if not isinstance(root, yaml.Mapping) or root.flow or document.place(root.start).column != 1:
        return {None: (0, len(document.text))}
    starts = [key.start for key, __ in root.pairs]
    ends = [*starts[1:], len(document.text)]
    return {
        key.value: (start, end)
        for (key, __), start, end in zip(root.pairs, starts, ends, strict=True)
        if key.value in concepts
    }


def _edited(part: str, document: yaml.Document, planned: Planned) -> str:
    """Make one change in the part of a concept; `document` is the file as it was read."""
    if planned.term is None:
        return _with_new(part, document.name, planned)
    change, name = planned.change, document.name
    terms = _node(document.root, (change.concept, "terms", change.lang))
    items = terms.items if isinstance(terms, yaml.Sequence) else ()
    places = [document.place(item.start) for item in items]
    if planned.term.place not in places:
        message = _("was changed by someone else meanwhile; nothing was written, try again")
        raise TermbaseError.of("TB905", message, Place(name))
    index = places.index(planned.term.place)
    node, path = items[index], (change.concept, "terms", change.lang, index)
    if isinstance(node, yaml.Scalar):
        return write.replace_node(part, path, _new(planned), name)
    fields: dict[str, str | bool] = {}
    if change.new != planned.term.text:
        fields["term"] = change.new
    if planned.source is not None:
        fields["source"] = planned.source
    if change.reviewed != planned.term.reviewed:
        fields["reviewed"] = change.reviewed
    for key, value in fields.items():
        if isinstance(node, yaml.Mapping) and node.get(key) is not None:
            part = write.replace_scalar(part, (*path, key), value, name)
        else:
            part = write.append_item(part, path, {key: value}, name)
    return part


def _with_new(part: str, name: str, planned: Planned) -> str:
    """Append a term to the list of its language, which may be missing or empty."""
    concept, lang = planned.change.concept, planned.change.lang
    terms = _node(yaml.parse(part, name).root, (concept, "terms", lang))
    if terms is None:
        return write.append_item(part, (concept, "terms"), {lang: [_new(planned)]}, name)
    if isinstance(terms, yaml.Sequence) and terms.items:
        return write.append_item(part, (concept, "terms", lang), _new(planned), name)
    return write.replace_node(part, (concept, "terms", lang), [_new(planned)], name)


def _node(node: yaml.Node | None, path: write.Path) -> yaml.Node | None:
    for step in path:
        node = node.get(str(step)) if isinstance(node, yaml.Mapping) else None
    return node


def _new(planned: Planned) -> str | dict[str, Any]:
    """Give a new term, or what a bare one becomes, as YAML data: a bare text where nothing else is to be said."""
    change = planned.change
    data: dict[str, Any] = {"term": change.new}
    if change.type != "full":
        data["type"] = change.type
    if planned.region:
        data["region"] = planned.region
    if planned.source is not None:
        data["source"] = planned.source
    if change.reviewed:
        data["reviewed"] = True
    return data if len(data) > 1 else change.new


def _verify(files: Sequence[Rewritten], changes: Sequence[Planned], before: Glossary, folder: Path) -> None:
    """Read the glossary with the new files in a copy: it must be the old one with these changes."""
    after = read_trial(folder, {file.path: file.new for file in files})
    touched = {change.change.concept for change in changes}
    same = before.concepts.keys() == after.concepts.keys() and all(
        after.concepts[id_] == concept for id_, concept in before.concepts.items() if id_ not in touched
    )
    for change in changes:
        new = change.change
        source = change.source or (change.term.source if change.term else None)
        terms = after.concepts[new.concept].terms.get(new.lang, ()) if same else ()
        meant = (new.new, new.type, new.reviewed, source)
        same = any((term.text, term.type, term.reviewed, term.source) == meant for term in terms)
        if not same:
            message = _("the change to “{text}” would not be read as it is meant; edit {file} by hand")
            raise TermbaseError.of("TB119", message.format(text=new.new, file=new.file))
