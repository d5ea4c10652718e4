"""TBX files as entries: version 3 in both styles, version 2 (`martif`, with `tig` and `ntig`).

A first pass finds out whether the file is well-formed, which terms belong to which entry, and what stands in the
back matter; a second one gives the entries. Memory holds the bytes of the file and one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from termbase.exchange._tbx_items import (
    CORE,
    NAMESPACES,
    Entry,
    Item,
    LanguageSection,
    TermSection,
    categories,
    clean,
    item_data,
)
from termbase.exchange._xml import BrokenXML, Element, elements
from termbase.files import decode, read_bytes
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

_ROOTS = ("tbx", "martif")
_ENTRIES = ("conceptEntry", "termEntry")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_GROUPS = {
    "descripGrp": "descrip",
    "adminGrp": "admin",
    "transacGrp": "transac",
    "termNoteGrp": "termNote",
}
_INLINE = ("hi", "foreign", "ec", "sc", "ph", "bpt", "ept", "it")
_DIALECTS = ("TBX-Core", "TBX-Min", "TBX-Basic")
_MAX_REPAIRS = 100
_DECLARED = re.compile(r"<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"']+)")


@dataclass(frozen=True, slots=True)
class Outline:
    """What the first pass finds out about a file."""

    data: bytes  # UTF-8; with what could not be read cut out
    file: str
    language: str
    parents: Mapping[str, str] = field(default_factory=dict)  # id of a term section → id of its entry
    back: Mapping[str, dict[str, object]] = field(default_factory=dict)  # id → object of the back matter
    findings: tuple[Finding, ...] = ()


def outline(path: Path, keep_going: bool) -> Outline:
    """Look through a file. Raises TermbaseError where it is no TBX or not well-formed XML.

    With `keep_going` the entries that make it so are cut out, each with a finding of level error.
    """
    name = path.as_posix()
    data, findings = _utf8(read_bytes(path), name)
    cut: list[Finding] = []
    while True:
        try:
            found = _first_pass(data, name)
            return Outline(data, name, *found[:3], (*findings, *cut, *found[3]))
        except BrokenXML as error:
            if error.refused or not keep_going or len(cut) >= _MAX_REPAIRS:
                raise TermbaseError([*cut, *error.findings]) from None
            repaired = _without_entry(data, error.offset)
            if repaired is None:
                raise
            data = repaired
            cut += error.findings


def entries(found: Outline) -> Iterator[Entry | Finding]:
    """Give the entries of a file in its order, and findings about those that are none."""
    for element in elements(found.data, found.file, _ENTRIES):
        yield from _entry(element, found.file)


def _utf8(raw: bytes, name: str) -> tuple[bytes, list[Finding]]:
    """Give the bytes as UTF-8 without a mark; text in another encoding is refused by files.decode."""
    text = decode(raw, name)
    found = _DECLARED.match(text.text)
    declared = found[1] if found else ""
    findings = []
    if declared.upper() not in ("", "UTF-8", "UTF8", "US-ASCII", "UTF-16") and not text.text.isascii():
        message = _("the file says that it is {declared}, but it is {encoding}; it was read as that")
        message = message.format(declared=declared, encoding=text.encoding.upper())
        findings.append(Finding("TB735", "warning", message, Place(name, 1)))
    plain = text.encoding == "utf-8" and not text.bom
    return (raw if plain else text.text.encode()), findings


def _first_pass(
    data: bytes, name: str
) -> tuple[str, dict[str, str], dict[str, dict[str, object]], list[Finding]]:
    """Read everything once: the language of the file, the entries of terms, the back matter, findings."""
    language, root, entry = "", "", ""
    parents: dict[str, str] = {}
    back: dict[str, dict[str, object]] = {}
    findings: list[Finding] = []
    section = ""
    for element in elements(data, name, ("refObject",), (*_ROOTS, *_ENTRIES, *_TERMS, "refObjectSec")):
        if element.name in _ROOTS and not root:
            root, language = element.name, element.attributes.get("lang", "")
            findings += _about_root(element, name)
        elif element.name in _ENTRIES:
            entry = element.attributes.get("id", "")
        elif element.name in _TERMS and (id_ := element.attributes.get("id")):
            parents[id_] = entry
        elif element.name == "refObjectSec":
            section = element.attributes.get("type", "")
        elif element.name == "refObject" and (id_ := element.attributes.get("id")):
            items = [item_data(_item(child)) for child in element.children]
            back[id_] = {"refObject": id_, "section": section, "with": items}
    if not root:
        message = _("is no TBX: there is no <tbx> (version 3) or <martif> (version 2) in it")
        raise TermbaseError.of("TB730", message, Place(name, 1))
    return language, parents, back, findings


def _about_root(root: Element, name: str) -> Iterator[Finding]:
    """Say what is unusual about the kind of TBX that the file says it is."""
    place = Place(name, root.line)
    dialect, style = root.attributes.get("type", ""), root.attributes.get("style", "")
    if root.name == "tbx" and root.namespace != CORE:
        message = _("the namespace of <tbx> is “{found}”, not “{core}”; it was read as TBX all the same")
        yield Finding("TB732", "warning", message.format(found=root.namespace, core=CORE), place)
    if root.name == "tbx" and dialect not in _DIALECTS:
        message = _(
            "dialect “{dialect}” is not known (known are {known}); its categories are kept as they are"
        )
        message = message.format(dialect=dialect, known=", ".join(_DIALECTS))
        yield Finding("TB732", "warning", message, place)
    if root.name == "tbx" and style not in ("dca", "dct"):
        message = _("style “{style}” is neither dca nor dct; both were looked for").format(style=style)
        yield Finding("TB732", "warning", message, place)


def _without_entry(data: bytes, offset: int) -> bytes | None:
    """Blank the entry around an offset, so that lines keep their numbers; None where there is none."""
    starts = [data.rfind(f"<{name}".encode(), 0, offset + 1) for name in _ENTRIES]
    start = max(starts)
    if start < 0:
        return None
    name = _ENTRIES[starts.index(start)].encode()
    ends = [data.find(mark, start + 1) for mark in (b"<" + name, b"</body")]
    end = min((each for each in ends if each > offset), default=-1)
    if end < 0:
        return None
    return data[:start] + b"\n" * data.count(b"\n", start, end) + data[end:]


def _entry(element: Element, file: str) -> Iterator[Entry | Finding]:
    """Read a concept entry; one without a term is broken, and so is one whose language or term is missing."""
    items: list[Item] = []
    languages: list[LanguageSection] = []
    problem, at = "", element.line
    for child in element.children:
        if child.name not in _LANGUAGES:
            items += _items(child)
            continue
        lang = child.attributes.get("lang", "")
        section = LanguageSection(lang, *_language(child), child.line)
        languages.append(section)
        if not problem and not lang:
            problem, at = _("has no xml:lang; add the language of its terms"), child.line
        for term in section.terms:
            if not problem and not term.text:
                problem, at = _("has no term; write one, or delete the section"), term.line
    if not problem and not any(section.terms for section in languages):
        problem = _("has no term in any language; add one, or delete the entry")
    if problem:
        name = element.attributes.get("id") or f"<{element.name}>"
        message = (
            _("entry “{name}”: a section {problem}") if at != element.line else _("entry “{name}” {problem}")
        )
        yield Finding("TB733", "error", message.format(name=name, problem=problem), Place(file, at))
        return
    yield from _about_markup(element, file)
    yield Entry(element.attributes.get("id", ""), tuple(items), tuple(languages), element.line)


def _about_markup(element: Element, file: str) -> Iterator[Finding]:
    """Say where a text loses its markup."""
    for child in element.children:
        if child.name in _INLINE:
            message = _("<{name}> in a text is left out; the text in it stays").format(name=child.name)
            yield Finding("TB734", "info", message, Place(file, child.line))
        yield from _about_markup(child, file)


def _language(element: Element) -> tuple[tuple[Item, ...], tuple[TermSection, ...]]:
    items: list[Item] = []
    terms: list[TermSection] = []
    for child in element.children:
        if child.name in _TERMS:
            terms.append(_term(child))
        else:
            items += _items(child)
    return tuple(items), tuple(terms)


def _term(element: Element) -> TermSection:
    """Read a term section; in `ntig` the term and its notes stand in a group of their own."""
    children = [
        inner
        for child in element.children
        for inner in (child.children if child.name == "termGrp" else [child])
    ]
    text, items = "", list[Item]()
    for child in children:
        if child.name == "term" and not text:
            text = clean(child.text)
        else:
            items += _items(child)
    return TermSection(text, element.attributes.get("id", ""), tuple(items), element.line)


def _items(element: Element) -> list[Item]:
    """Read a category, or a group: each of its heads with the members that follow it."""
    head = _GROUPS.get(element.name)
    if head is None:
        return [_item(element)]
    found: list[Item] = []
    before: list[Item] = []
    for child in element.children:
        item = _item(child)
        if item.element == head:
            found.append(item)
            members, before = tuple(before), []
        elif found:
            members = (item,)
        else:
            before.append(item)
            continue
        found[-1] = replace(found[-1], members=(*found[-1].members, *members))
    return found + before


def _item(element: Element) -> Item:
    """Read one category. Of DCT the table tells which element of DCA it is; a foreign one keeps its namespace."""
    attributes = {key: value for key, value in element.attributes.items() if key != "id"}
    name, type_ = element.name, attributes.pop("type", "")
    if element.namespace not in (CORE, ""):
        known = categories().get(element.name)
        mine = known is not None and NAMESPACES[known.module] == element.namespace
        meta = attributes.pop("metaType", "") or "dct"
        name, type_ = (known.element if known is not None and mine else meta), element.name
        if not mine:
            attributes["xmlns"] = element.namespace
    inner = [each for each in element.children if each.name not in _INLINE]
    text = element.text if not inner else "".join(each for each in element.content if isinstance(each, str))
    return Item(
        name, type_, clean(text), attributes.pop("target", ""), attributes.pop("lang", ""),
        tuple(_item(each) for each in inner), attributes, element.line,
    )  # fmt: skip
