"""Adds a concept, a term or a variant to the YAML of a glossary, by span: all else stays as it is.

The new file is tried in a copy of the glossary first; what would make it unreadable is refused. The folder is
locked meanwhile, so that of two runs neither loses the other's work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termbase.files import decode, lock, make_folder, read_bytes, write_atomically
from termbase.glossary import write
from termbase.glossary.schema import REGISTER, SETTINGS, STYLES, read_glossary
from termbase.glossary.trial import read_trial
from termbase.glossary.yaml import parse, plain
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Place, Term, TermbaseError

Data = Mapping[str, Any]
"""A term or variant as in the YAML: `term` and what else is to be said about it."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added to which file; the findings are the warnings that the glossary had not before."""

    file: Path
    concept: Concept
    findings: tuple[Finding, ...]


def add_variant(
    folder: Path, of: str, data: Data, lang: str | None = None, concept: str | None = None
) -> Added:
    """Add a variant to the term whose text is `of`; `lang` and `concept` tell terms of one text apart.

    Raises TermbaseError, and changes nothing, if there is no such term, or several, or the glossary would get
    errors.
    """
    with lock(folder):
        glossary = read_glossary(folder)
        id_, language, index = _term(glossary, of, lang, concept)
        term = glossary.concepts[id_].terms[language][index]
        path = (id_, "terms", language, index)
        return _saved(
            folder, glossary, Path(term.place.file), id_, lambda text: _with_variant(text, path, data)
        )


def add_term(folder: Path, concept: str, lang: str, data: Data) -> Added:
    """Add a term to a concept, after those that the language has.

    Raises TermbaseError, and changes nothing, if there is no such concept or the glossary would get errors.
    """
    with lock(folder):
        glossary = read_glossary(folder)
        found = glossary.concepts.get(concept)
        if found is None:
            message = _("there is no concept “{id}”; --new makes one, `termbase lookup` finds ids")
            raise TermbaseError.of("TB950", message.format(id=concept))
        file = Path(found.place.file)
        return _saved(folder, glossary, file, concept, lambda text: _with_term(text, found, lang, data))


def add_concept(folder: Path, id: str, kind: str, lang: str, data: Data, into: Path | None = None) -> Added:
    """Add a concept with its first term to the file `into` (None: the one with most concepts of the kind).

    Raises TermbaseError, and changes nothing, if the id is taken or the glossary would get errors.
    """
    with lock(folder):
        glossary = read_glossary(folder)
        if id in glossary.concepts:
            message = _(
                "the id “{id}” is taken; add to the concept with --concept {id}, or choose another one"
            )
            raise TermbaseError.of("TB951", message.format(id=id), glossary.concepts[id].place)
        file = _home(folder, glossary, kind) if into is None else file_below(folder, into)
        concept = {"kind": kind, "terms": {lang: [_plain(data)]}}
        return _saved(folder, glossary, file, id, lambda text: write.append_item(text, (), {id: concept}))


def _term(glossary: Glossary, of: str, lang: str | None, concept: str | None) -> tuple[str, str, int]:
    """Find the one term of this text: concept, language, position."""
    found = [
        (id_, language, index)
        for id_, language, index, term in _terms(glossary)
        if term.text == of and lang in (None, language) and concept in (None, id_)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        message = _("several terms are “{text}”: {terms}; say which with --concept and --lang")
        terms = ", ".join(f"{id_} ({language})" for id_, language, _index in found)
        raise TermbaseError.of("TB952", message.format(text=of, terms=terms))
    led = [
        term.text
        for *_where, term in _terms(glossary)
        if any(variant.text == of for variant in term.variants)
    ]
    if led:
        message = _("“{text}” is itself a variant, of “{term}”; a variant leads to a term")
        raise TermbaseError.of("TB952", message.format(text=of, term=led[0]))
    raise TermbaseError.of("TB952", _("no term is “{text}”; `termbase lookup` finds terms").format(text=of))


def _terms(glossary: Glossary) -> Iterator[tuple[str, str, int, Term]]:
    for concept in glossary.concepts.values():
        for lang, terms in concept.terms.items():
            for index, term in enumerate(terms):
                yield concept.id, lang, index, term


def _with_variant(text: str, path: write.Path, data: Data) -> str:
    node = plain(parse(text).root)
    for step in path:
        node = node[step]
    if not isinstance(node, Mapping):
        return write.replace_node(text, path, {"term": node, "variants": [_plain(data)]})
    if not node.get("variants"):
        if "variants" in node:
            return write.replace_node(text, (*path, "variants"), [_plain(data)])
        return write.append_item(text, path, {"variants": [_plain(data)]})
    return write.append_item(text, (*path, "variants"), _plain(data))


def _with_term(text: str, concept: Concept, lang: str, data: Data) -> str:
    path = (concept.id, "terms")
    if lang in concept.terms:
        return write.append_item(text, (*path, lang), _plain(data))
    return write.append_item(text, path, {lang: [_plain(data)]})


def _plain(data: Data) -> Any:
    """Give a bare text where nothing else is to be said."""
    return data["term"] if len(data) == 1 else dict(data)


def _home(folder: Path, glossary: Glossary, kind: str) -> Path:
    files = Counter(concept.place.file for concept in glossary.concepts.values() if concept.kind == kind)
    return Path(files.most_common(1)[0][0]) if files else folder / "concepts.yaml"


def file_below(folder: Path, into: Path) -> Path:
    """Find a file for concepts in the glossary; its name may be given as seen from there.

    Raises TermbaseError for one that is outside, or that holds something else.
    """
    file = into if into.resolve().is_relative_to(folder.resolve()) else folder / into
    within = (
        file.resolve().relative_to(folder.resolve())
        if file.resolve().is_relative_to(folder.resolve())
        else None
    )
    if (
        within is None
        or within.suffix != ".yaml"
        or str(within) in (SETTINGS, REGISTER)
        or within.parts[0] == STYLES
        or any(parent.is_file() for parent in file.parents)
    ):
        message = _("is no file for concepts; name a *.yaml below the glossary that is not its settings")
        raise TermbaseError.of("TB953", message, Place(into.as_posix()))
    return file


def _saved(folder: Path, before: Glossary, file: Path, id: str, change: Callable[[str], str]) -> Added:
    """Change the file, if the glossary can then be read and nothing but the concept is another one."""
    raw = read_bytes(file) if file.exists() else b""
    content = decode(raw, file.as_posix())
    data = content.encode(change(content.text))
    after = read_trial(folder, {file: data})
    others = {id_: concept for id_, concept in after.concepts.items() if id_ != id}
    if others != {id_: concept for id_, concept in before.concepts.items() if id_ != id}:
        message = _("the addition would change other concepts; edit the file by hand")
        raise TermbaseError.of("TB119", message, Place(file.as_posix()))
    make_folder(file.parent)
    write_atomically(file, data, expected=raw)
    known = {(finding.code, finding.message) for finding in before.findings}
    new = tuple(each for each in after.findings if (each.code, each.message) not in known)
    return Added(file, after.concepts[id], new)
