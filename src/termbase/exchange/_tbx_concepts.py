"""Entries of TBX → concepts: what each category is here, and what is kept as it came.

The mapping is made of plain data (glossary/data.py), so that an export can see what an import would make of it
and write the rest, as a patch, into a note: see _tbx_entries.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from termbase.exchange._merge import Read
from termbase.exchange._tbx_items import (
    MARK,
    Entry,
    Item,
    LanguageSection,
    TermSection,
    item_data,
    our_values,
)
from termbase.glossary.data import concept_of, term_of, variant_of
from termbase.glossary.tags import canonical_tag, tag_problem
from termbase.messages import _
from termbase.model import Finding, Place

Data = dict[str, Any]

_STATUS = ("administrativeStatus", "usageStatus", "normativeAuthorization")
_REFERENCES = ("crossReference", "relatedConcept", "seeAlso", "see")
_PATTERNS = {
    "wikidata": re.compile(r"https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/(Q\d+)"),
    "geonames": re.compile(r"https?://(?:sws\.|www\.)?geonames\.org/(\d+)/?"),
}


@dataclass(slots=True)
class Section:
    """What is read of a term section: the data of a term or a variant, without its patch."""

    id: str
    data: Data
    patch: Data
    of: str | None  # of a variant: the id of the section that holds its term
    stated: frozenset[str]  # fields that the file states
    line: int


@dataclass(slots=True)
class Reading:
    """What is read of an entry, without the patches."""

    data: Data  # without terms
    patch: Data
    sections: dict[str, list[Section]] = field(default_factory=dict)  # by language


def read_concept(
    entry: Entry, file: str, language: str, parents: Mapping[str, str] | None = None
) -> Read | Finding:
    """Make a concept of an entry; a finding of level error where its note of ours is broken.

    `language` is that of the file, `parents` tells to which entry a term section belongs.
    """
    reading = read_entry(entry, language, parents or {})
    place = Place(file, entry.line)
    try:
        if "concept" in reading.patch:
            return Read(concept_of(entry.id, reading.patch["concept"], place))
        concept = concept_of(entry.id, patched(reading.data, reading.patch), place)
        terms = {lang: _terms(sections, file) for lang, sections in reading.sections.items()}
    except (ValueError, TypeError, AttributeError):
        message = _("the note “{mark}” of this entry is broken; delete it, or export the glossary anew")
        return Finding("TB736", "error", message.format(mark=MARK), place)
    said = [section.stated for each in reading.sections.values() for section in each if section.of is None]
    return Read(replace(concept, terms=terms), frozenset.intersection(*said) if said else frozenset())


def read_entry(entry: Entry, language: str, parents: Mapping[str, str]) -> Reading:
    """Read what the categories of an entry say, as data, and the patches beside them."""
    taken = _Taken(canonical_tag(language), parents)
    for item in entry.items:
        taken.of_concept(item)
    reading = Reading(taken.data, taken.patch)
    for section in entry.languages:
        lang = canonical_tag(section.lang)
        taken.language = lang
        for item in section.items:
            taken.of_language(item)
        reading.sections.setdefault(lang, []).extend(_sections(section, taken))
    taken.data["kind"] = "term"
    extra = {"tbx": taken.extra, "tbx-languages": taken.extra_of_languages}
    if kept := {key: each for key, each in extra.items() if each}:
        taken.data["extra"] = kept
    if taken.notes:
        taken.data["note"] = "\n".join(taken.notes)
    return reading


def patched(data: Any, patch: Any) -> Any:
    """Put a patch over data: mappings key by key, None takes away, all else replaces.

    >>> patched({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"d": 4}})
    {'b': {'c': 2, 'd': 4}}
    """
    if not isinstance(data, Mapping) or not isinstance(patch, Mapping):
        return patch
    merged = {key: patched(data.get(key), each) if key in data else each for key, each in patch.items()}
    return {key: each for key, each in {**data, **merged}.items() if each is not None}


class _Taken:
    """The data of a concept, collected category by category."""

    def __init__(self, language: str, parents: Mapping[str, str]) -> None:
        self.language, self.parents = language, parents
        self.data: Data = {}
        self.patch: Data = {}
        self.notes: list[str] = []
        self.extra: list[Data] = []
        self.extra_of_languages: dict[str, list[Data]] = {}

    def of_concept(self, item: Item) -> None:
        """Take a category of the concept entry."""
        if (patch := _patch(item)) is not None:
            self.patch = patch
        elif item.element == "note" and _is_bare(item):
            self.notes.append(item.text)
        elif item.type == "subjectField" and _is_bare(item) and item.text:
            self.data.setdefault("domain", []).append(item.text)
        elif _is_definition(item) and self.define(item):
            pass
        elif item.type in _REFERENCES and item.target and not item.members:
            target = self.parents.get(item.target, item.target)
            see = self.data.setdefault("related", {}).setdefault("see", [])
            see += [target] if target not in see else []
        elif item.type != "externalCrossReference" or not self.identify(item):
            self.extra.append(item_data(item))

    def of_language(self, item: Item) -> None:
        """Take a category of a language section."""
        if not (_is_definition(item) and self.define(item)):
            self.extra_of_languages.setdefault(self.language, []).append(item_data(item))

    def define(self, item: Item) -> bool:
        """Take a definition with its source, if the language has none yet and nothing else stands with it."""
        lang = canonical_tag(item.lang) if item.lang else self.language
        sources = [member.text for member in item.members if member.type == "source" and not member.members]
        definitions = self.data.setdefault("definition", {})
        if lang in definitions or tag_problem(lang) or len(sources) < len(item.members) or len(sources) > 1:
            if not definitions:
                del self.data["definition"]
            return False
        definitions[lang] = {"text": item.text, "source": sources[0]} if sources else item.text
        return True

    def identify(self, item: Item) -> bool:
        """Take a link to an authority whose identifiers are known by their address."""
        found = next(
            ((key, match[1]) for key, each in _PATTERNS.items() if (match := each.fullmatch(item.target))),
            None,
        )
        identifiers = self.data.get("identifiers", {})
        if found is None or found[0] in identifiers or item.text not in ("", found[0]):
            return False
        self.data["identifiers"] = {**identifiers, found[0]: found[1]}
        return True


def _sections(section: LanguageSection, taken: _Taken) -> list[Section]:
    """Read the terms and variants of a language section."""
    ids = {term.id for term in section.terms if term.id and "variant" not in _types(term)}
    return [_section(term, ids, taken) for term in section.terms]


def _types(term: TermSection) -> set[str]:
    return {item.text for item in term.items if item.type == "termType"}


def _is_definition(item: Item) -> bool:
    """Whether an item is a definition; Weblate writes its explanations as descriptions without a type."""
    return item.type == "definition" or (item.element, item.type) == ("descrip", "")


def _section(term: TermSection, ids: set[str], taken: _Taken) -> Section:
    """Read a term section: a variant is a `variant` with a cross-reference to a term of its language."""
    patch: Data = next(filter(None, map(_patch, term.items)), {})
    target = next((i.target for i in term.items if i.type == "crossReference" and i.target in ids), None)
    of = patch.pop("variant", target if _types(term) == {"variant"} else None)
    data: Data = {"term": term.text}
    notes: list[str] = []
    extra: list[Data] = []
    stated: set[str] = set()
    for item in term.items:
        if _patch(item) is not None or (of and _says_variant(item, of)):
            continue
        if item.element == "note" and not item.members and not item.lang:
            notes.append(item.text)
        elif item.type == "source" and _is_bare(item) and of is None and "source" not in data:
            data["source"] = item.text
        elif _is_definition(item) and taken.define(item):
            continue
        elif not _states(item, data, stated, taken.language, of is not None):
            extra.append(item_data(item))
    if notes:
        data["note"] = "\n".join(notes)
    if extra:
        data["extra"] = {"tbx": extra}
    return Section(term.id, data, patch, of, frozenset(stated), term.line)


def _says_variant(item: Item, of: str) -> bool:
    """Tell whether an item says no more than that its term is a variant of another."""
    if item.type == "crossReference":
        return item.target == of
    return (item.type, item.text) in (
        ("termType", "variant"),
        ("administrativeStatus", "deprecatedTerm-admn-sts"),
    )


def _states(item: Item, data: Data, stated: set[str], lang: str, variant: bool) -> bool:
    """Take the value of a category that is a field here; whether nothing of the item must be kept besides."""
    category = _STATUS[0] if item.type in _STATUS else item.type
    if category == "geographicalUsage":
        region = canonical_tag(item.text)
        if (
            "region" in data
            or variant
            or region != item.text
            or not region.startswith(f"{lang}-")
            or tag_problem(region)
        ):
            return False
        data["region"] = region
        return _is_bare(item)
    name, ours, written = our_values().get((category, item.text.lower()), ("", "", False))
    if not name or name in stated or (variant and name != "gender"):
        return False
    stated.add(name)
    if ours not in _DEFAULTS:
        data[name] = ours
    return written and _is_bare(item) and item.type in (category, *_STATUS[:2]) and item.element == "termNote"


_DEFAULTS = ("preferred", "noun", "full", "sg")


def _is_bare(item: Item) -> bool:
    """Whether an item has nothing but its text."""
    return not (item.members or item.lang or item.target or item.attributes)


def _patch(item: Item) -> Data | None:
    """Read a note of ours; None if it is none."""
    if not item.is_ours:
        return None
    try:
        found = json.loads(item.text.removeprefix(MARK))
    except ValueError:
        return {"broken": item.text}
    return found if isinstance(found, dict) else {"broken": item.text}


def _terms(sections: list[Section], file: str) -> tuple[Any, ...]:
    """Make the terms of a language, each with its variants."""
    variants: dict[str, list[Any]] = {}
    terms = []
    for section in sections:
        place = Place(file, section.line)
        if section.of is not None:
            made = variant_of(patched(section.data, section.patch), place)
            variants.setdefault(section.of, []).append(made)
        else:
            terms.append((section.id, term_of(patched(section.data, section.patch), place)))
    if {*variants} - {id_ for id_, _term in terms}:
        raise ValueError
    return tuple(
        replace(term, variants=tuple(variants.get(id_, ()))) if id_ in variants else term
        for id_, term in terms
    )
