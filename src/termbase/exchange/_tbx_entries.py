"""Concepts → entries of TBX, as far as a dialect has categories for them; the rest goes into notes of ours.

Such a note is `termbase:` with a patch in JSON: what must be put over that which an import would read from the
categories (_tbx_concepts.py) so that it is the concept again. It is computed from just this reading, so that
nothing is forgotten; where even that does not give the concept, the note holds all of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from termbase.exchange._losses import Loss
from termbase.exchange._tbx_concepts import Reading, Section, patched, read_entry
from termbase.exchange._tbx_items import (
    MARK,
    Entry,
    Item,
    LanguageSection,
    TermSection,
    categories,
    clean,
    data_item,
    their_values,
)
from termbase.glossary.data import concept_data, term_data
from termbase.model import Concept, Glossary, Term, Variant

Data = dict[str, Any]

_ADDRESSES = {
    "wikidata": "http://www.wikidata.org/entity/{id}",
    "geonames": "https://sws.geonames.org/{id}/",
}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_DATE = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d){2}(Z|[+-]\d\d:\d\d)?)?"
)
_ADDRESS = re.compile(r"https?://[!-~]+")
_NO_ADDRESS = re.compile(r"[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})|#.*#")
_MODULES = {"core": (), "min": ("min",), "basic": ("min", "basic")}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How entries are written: the dialect (core, min, basic), the style (dca, dct), and what links may lead to."""

    name: str
    style: str
    targets: Container[str] = ()  # ids of concepts and of objects in the back matter
    notes: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)  # concept → the text of links to it
    language: str = "en"  # of the file

    def fits(self, item: Item, level: str, ids: Container[str] = ()) -> bool:
        """Tell whether an item may stand on a level: concept, language or term. `ids` are those of terms around."""
        texts = (item.text, *item.attributes.values())
        if item.attributes or any(shown(text) != text for text in texts):
            return False
        if item.element == "note" and not item.type:
            return not (item.members or item.target or item.lang or item.is_ours)
        found = categories().get(item.type)
        known = found is not None and found.element == item.element and found.module in _MODULES[self.name]
        if (
            found is None
            or not known
            or level not in found.levels
            or (found.values and item.text not in found.values)
        ):
            return False
        if item.lang and (self.style == "dct" or item.element != "descrip"):
            return False
        return self._leads_somewhere(item, ids) and self._has_fitting_members(item, level, ids)

    def _leads_somewhere(self, item: Item, ids: Container[str]) -> bool:
        if item.element == "xref":
            return _ADDRESS.fullmatch(item.target) is not None and _NO_ADDRESS.search(item.target) is None
        if not item.target:
            return item.element != "ref"
        return item.element in ("ref", "transacNote") and (item.target in self.targets or item.target in ids)

    def _has_fitting_members(self, item: Item, level: str, ids: Container[str]) -> bool:
        allowed = {"descrip": ("source",), "transac": ("responsibility",)}.get(item.element, ())
        for member in item.members:
            if member.element == "date" and item.element == "transac":
                fitting = _DATE.fullmatch(member.text) and replace(member, text="") == Item("date")
            else:
                known = member.element == "note" or member.type in allowed
                fitting = known and not member.members and self.fits(member, level, ids)
            if not fitting:
                return False
        return item.element in ("descrip", "transac") or not item.members


def shown(text: str) -> str:
    """Give a text as it can stand in XML and as it will be read again.

    >>> shown(" two" + chr(10) + "  lines "), shown("bell" + chr(7)) == "bell" + chr(0xFFFD)
    ('two lines', True)
    """
    return clean(_NO_XML.sub("\ufffd", text))


def entry_of(concept: Concept, dialect: Dialect) -> tuple[Entry, tuple[Loss, ...]]:
    """Give the entry of a concept, with notes of ours, and what other programs will not find in it."""
    data = concept_data(concept)
    languages = tuple(_language(concept, lang, data, dialect) for lang in concept.terms)
    entry = Entry(concept.id, tuple(_of_concept(concept, data, dialect)), languages)
    reading = read_entry(entry, dialect.language, {})
    patches = _Patches(concept, data, reading)
    losses = tuple(Loss(each, concept.id, concept.place, dialect.notes) for each in patches.fields())
    if not dialect.notes:
        return entry, losses
    noted = patches.noted(entry)
    if not patches.suffice():
        whole = _note({"concept": data})
        noted = replace(entry, items=(*entry.items, whole))
    return noted, losses


def _of_concept(concept: Concept, data: Data, dialect: Dialect) -> Iterator[Item]:
    """Give the items on the level of the concept."""
    candidates = [Item("descrip", "subjectField", domain) for domain in concept.domain]
    for lang in concept.definition:
        if lang not in concept.terms:
            candidates.append(_definition(concept, lang, "" if lang == dialect.language else lang))
    candidates += [Item("note", text=line) for line in (concept.note or "").split("\n") if line]
    candidates += (
        Item("xref", "externalCrossReference", key, _ADDRESSES[key].format(id=value))
        for key, value in concept.identifiers.items()
        if key in _ADDRESSES
    )
    candidates += (
        Item("ref", "crossReference", dialect.labels.get(target, target), target)
        for target in concept.related.get("see", ())
    )
    candidates += _kept(concept.extra.get("tbx"))
    yield from (item for item in candidates if dialect.fits(item, "concept"))


def _definition(concept: Concept, lang: str, written: str = "") -> Item:
    definition = concept.definition[lang]
    members = (Item("admin", "source", definition.source),) if definition.source is not None else ()
    return Item("descrip", "definition", definition.text, lang=written, members=members)


def _language(concept: Concept, lang: str, data: Data, dialect: Dialect) -> LanguageSection:
    """Give a language section: its terms, each followed by its variants."""
    items = [_definition(concept, lang)] if lang in concept.definition else []
    kept = concept.extra.get("tbx-languages")
    items += _kept(kept.get(lang) if isinstance(kept, Mapping) else None)
    ids = [f"{concept.id}.{lang}.{number}" for number, _term in enumerate(concept.terms[lang], 1)]
    sections: list[TermSection] = []
    for id_, term in zip(ids, concept.terms[lang], strict=True):
        sections.append(TermSection(shown(term.text), id_, _of_term(term, dialect, ids)))
        sections += (
            TermSection(shown(variant.text), "", _of_variant(variant, term, id_, dialect, ids))
            for variant in term.variants
        )
    return LanguageSection(
        lang, tuple(item for item in items if dialect.fits(item, "language")), tuple(sections)
    )


def _of_term(term: Term, dialect: Dialect, ids: Container[str]) -> tuple[Item, ...]:
    """Give the items of a term; one that was kept takes the place of ours, as it is more exact."""
    kept = [item for item in _kept(term.extra.get("tbx")) if dialect.fits(item, "term", ids)]
    exact = {item.type for item in kept if item.element == "termNote"}
    values = {"status": term.status, "type": term.type, "pos": term.pos, "gender": term.gender}
    written = [their_values()[name, value] for name, value in values.items() if value is not None]
    notes = [Item("termNote", category, value) for category, value in written if category not in exact]
    if term.region is not None:
        notes.append(Item("termNote", "geographicalUsage", term.region))
    if term.source is not None:
        notes.append(Item("admin", "source", term.source))
    notes += [Item("note", text=line) for line in (term.note or "").split("\n") if line]
    return _ordered([*(item for item in notes if dialect.fits(item, "term", ids)), *kept])


def _of_variant(
    variant: Variant, term: Term, of: str, dialect: Dialect, ids: Container[str]
) -> tuple[Item, ...]:
    """Give the items of a variant: deprecated, of type variant, with a reference to its term."""
    items = [
        Item("termNote", "administrativeStatus", "deprecatedTerm-admn-sts"),
        Item("termNote", "termType", "variant"),
        Item("ref", "crossReference", shown(term.text), of),
    ]
    if variant.gender is not None:
        items.insert(2, Item("termNote", *their_values()["gender", variant.gender]))
    items += [Item("note", text=line) for line in (variant.note or "").split("\n") if line]
    items += _kept(variant.extra.get("tbx"))
    found = [item for item in items if dialect.fits(item, "term", ids)]
    if not any(item.type == "crossReference" for item in found) and dialect.notes:
        found.append(_note({"variant": of}))
    return _ordered(found)


def _ordered(items: list[Item]) -> tuple[Item, ...]:
    """Put the notes about the term first, as the grammar wants it."""
    return tuple(sorted(items, key=lambda item: item.element != "termNote"))


def _kept(data: object) -> list[Item]:
    """Read the items that were kept."""
    return [item for each in data if (item := data_item(each))] if isinstance(data, list) else []


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a section must be read as."""

    data: Data
    is_variant: bool


class _Patches:
    """What an import would miss of a concept, for the entry and for each of its sections."""

    def __init__(self, concept: Concept, data: Data, reading: Reading) -> None:
        self.found = reading.data
        self.wanted = {key: each for key, each in data.items() if key != "terms"}
        self.patch = patch(self.found, self.wanted)
        self.sections: list[tuple[Section, _Wanted, Data]] = [
            (section, wanted, patch(section.data, wanted.data))
            for lang, sections in reading.sections.items()
            for section, wanted in zip(sections, _wanted(concept.terms[lang]), strict=True)
        ]

    def fields(self) -> Iterator[str]:
        """Name the fields that other programs do not find."""
        for each in (self.patch, *(change for _section, _wanted, change in self.sections)):
            yield from each

    def suffice(self) -> bool:
        """Tell whether the patches give the concept again."""
        return patched(self.found, self.patch) == self.wanted and all(
            patched(section.data, change) == wanted.data and (section.of is not None) == wanted.is_variant
            for section, wanted, change in self.sections
        )

    def noted(self, entry: Entry) -> Entry:
        """Put the patches into notes."""
        changes = iter([change for _section, _wanted, change in self.sections])
        languages = tuple(
            replace(section, terms=tuple(_noted(term, next(changes)) for term in section.terms))
            for section in entry.languages
        )
        items = (*entry.items, _note(self.patch)) if self.patch else entry.items
        return replace(entry, items=items, languages=languages)


def _wanted(terms: tuple[Term, ...]) -> Iterator[_Wanted]:
    """Give the data of the terms and variants in the order of their sections."""
    for term in terms:
        yield _Wanted({key: each for key, each in term_data(term).items() if key != "variants"}, False)
        yield from (_Wanted(term_data(variant), True) for variant in term.variants)


def patch(found: Data, wanted: Data) -> Data:
    """Give what must be put over `found` to get `wanted`; see _tbx_concepts.patched.

    >>> patch({"a": 1, "b": {"c": 2}}, {"b": {"c": 2, "d": 3}})
    {'b': {'d': 3}, 'a': None}
    """
    changes: Data = {}
    for key, each in wanted.items():
        if isinstance(each, Mapping) and isinstance(found.get(key), Mapping):
            if inner := patch(found[key], dict(each)):
                changes[key] = inner
        elif key not in found or found[key] != each:
            changes[key] = each
    return changes | {key: None for key in found if key not in wanted}


def _noted(term: TermSection, found: Data) -> TermSection:
    if not found:
        return term
    others = tuple(item for item in term.items if not item.is_ours)
    ours = (item.text.removeprefix(MARK) for item in term.items if item.is_ours)
    before: Data = next(map(json.loads, ours), {})
    return replace(term, items=(*others, _note(before | found)))


def _note(found: Data) -> Item:
    """Write a patch as a note; what XML cannot hold is escaped as JSON does it."""
    text = json.dumps(found, ensure_ascii=False)
    escaped = _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return Item("note", text=f"{MARK} {escaped}")


def labels(glossary: Glossary) -> dict[str, str]:
    """Give each concept a name for links: its first term in the glossary's language, else in any."""
    found = {}
    for id_, concept in glossary.concepts.items():
        terms = concept.terms.get(glossary.language) or next(iter(concept.terms.values()))
        found[id_] = shown(terms[0].text)
    return found
