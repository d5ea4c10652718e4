"""Data sets of Glossarist as concepts: version 3, version 2, and the single files of version 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any

from termbase.exchange._cells import one_line
from termbase.exchange._iso639 import two_letters
from termbase.exchange._merge import Read
from termbase.files import read_text
from termbase.glossary import yaml
from termbase.glossary.tags import tag_problem
from termbase.messages import _
from termbase.model import STATUSES, Concept, Definition, Finding, Place, Term, TermbaseError, Variant

RELATIONS = {"see": "see", "not": "contrast", "part-of": "broader_partitive"}
REGISTERS = ("wikidata", "geonames", "viaf", "gnd", "isni")
"""Sources of a concept whose ids name the concept itself; those of standards name the document."""

TYPES = {
    "full": "full_form",
    "short": "short_form",
    "acronym": "acronym",
    "abbreviation": "abbreviation",
    "phrase": "phrase",
}
VARIANTS = {"transliteration": "transliterated_form"}
_PARTS = {"noun": "noun", "verb": "verb", "adj": "adjective", "adverb": "adverb"}
_NUMBERS = {"singular": "sg", "plural": "pl"}
_VARIANT_TYPES = ("variant", "transliterated_form", "transcribed_form")


def read(path: Path) -> Iterator[Read | Finding]:
    """Give the concepts of a data set: its folder, that of its concepts, or one file of a concept in it.

    Raises TermbaseError where there is no concept at all.
    """
    files = _concept_files(path)
    if not files:
        message = _("holds no concepts of Glossarist: no concept/*.yaml and no *.yaml with “termid”")
        raise TermbaseError.of("TB744", message, Place(path.as_posix()))
    for file in files:
        yield from _concept(file)


def _concept_files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    folders = [found for found in (path, *sorted(path.glob("*"))) if (found / "concept").is_dir()]
    managed = sorted(file for folder in folders for file in (folder / "concept").glob("*.yaml"))
    return managed or sorted(path.glob("*.yaml")) or sorted(path.glob("concepts/*.yaml"))


def _concept(file: Path) -> Iterator[Read | Finding]:
    try:
        data, line = _load(file)
    except TermbaseError as error:
        yield from error.findings
        return
    place = Place(file.as_posix(), line)
    inner = _mapping(data.get("data"))
    id_ = _text(inner.get("identifier")) or _text(data.get("termid")) or _text(data.get("id"))
    localized: list[Mapping[str, Any]] = []
    named = _mapping(inner.get("localized_concepts") or data.get("localized_concepts"))
    for code, uuid in named.items():
        part = (
            file.parent.parent / "localized_concept" / f"{PurePath(str(uuid)).name}.yaml"
        )  # never elsewhere
        try:
            localized.append({"language_code": code, **_mapping(_load(part)[0].get("data"))})
        except TermbaseError as error:
            yield from error.findings
            return
    if "termid" in data:
        parts = ((key, value) for key, value in data.items() if len(key) == 3)
        localized += (
            {"language_code": key, **value}
            for key, value in parts
            if isinstance(value, Mapping) and "terms" in value
        )
    made = _made(id_, data, inner, localized, place)
    if not made.terms:
        message = _("the concept has no designation in any language; write one under “terms”")
        yield Finding("TB748", "error", message, place, id_)
        return
    yield Read(made)


def _load(file: Path) -> tuple[Mapping[str, Any], int]:
    """Read a file as plain data, with the line at which they begin."""
    document = yaml.parse(read_text(file).text, file.as_posix())
    data = yaml.plain(document.root)
    if not isinstance(data, Mapping):
        message = _("is no concept of Glossarist: a mapping with “data” or “termid”")
        raise TermbaseError.of("TB748", message, Place(file.as_posix(), 1))
    return data, document.place(document.root.start).line


def _made(
    id_: str,
    data: Mapping[str, Any],
    inner: Mapping[str, Any],
    localized: list[Mapping[str, Any]],
    place: Place,
) -> Concept:
    terms: dict[str, tuple[Term, ...]] = {}
    definitions: dict[str, Definition] = {}
    notes: list[str] = []
    for part in localized:
        lang = _language(part)
        if not lang:
            continue
        found = _terms(part, lang, place)
        if found:
            terms[lang] = (*terms.get(lang, ()), *found)
        for text, source in _details(part.get("definition")):
            definitions.setdefault(lang, Definition(text, source))
        notes += (text for text, _source in _details(part.get("notes")))
    related: dict[str, list[str]] = {}
    for each in _list(data.get("related")) + _list(inner.get("related")):
        for ours, theirs in RELATIONS.items():
            ref = _text(_mapping(_mapping(each).get("ref")).get("id"))
            if _mapping(each).get("type") == theirs and ref:
                related.setdefault(ours, []).append(ref)
    domains = [_text(_mapping(each).get("concept_id")) for each in _list(inner.get("domains"))]
    return Concept(
        id_,
        "term",
        terms,
        domain=tuple(filter(None, domains)),
        definition=definitions,
        identifiers=_identifiers(_list(inner.get("sources"))),
        note="\n\n".join(notes) or None,
        related={key: tuple(dict.fromkeys(ids)) for key, ids in related.items()},
        place=place,
    )


def _terms(part: Mapping[str, Any], lang: str, place: Place) -> tuple[Term, ...]:
    """Give the designations of a language; variants go to the term above them."""
    found: list[tuple[dict[str, Any], list[Variant]]] = []
    for each in map(_mapping, _list(part.get("terms"))):
        text = one_line(_text(each.get("designation")))
        kind = _text(each.get("term_type"))
        status = _text(each.get("normative_status"))
        if not text:
            continue
        if kind in _VARIANT_TYPES and found and status in ("deprecated", "superseded"):
            variant = "transliteration" if kind != "variant" else "spelling"
            note = _text(each.get("usage_info")) or None
            found[-1][1].append(Variant(text, kind=variant, note=note, place=place))
        else:
            found.append((_fields(each, text, kind, status, lang, place), []))
    return tuple(Term(variants=tuple(variants), **fields) for fields, variants in found)


def _fields(
    each: Mapping[str, Any], text: str, kind: str, status: str, lang: str, place: Place
) -> dict[str, Any]:
    types = {theirs: ours for ours, theirs in TYPES.items()}
    fallback = "full"
    if each.get("type") == "abbreviation":
        fallback = "acronym" if "true" in (each.get("acronym"), each.get("initialism")) else "abbreviation"
    fields: dict[str, Any] = {"text": text, "type": types.get(kind, fallback), "place": place}
    fields["status"] = status if status in STATUSES else "preferred"
    grammar = _mapping(next(iter(_list(each.get("grammar_info"))), {}))
    genders = [gender for gender in _list(grammar.get("gender")) if gender in ("m", "f", "n")]
    if len(genders) == 1:
        fields["gender"] = genders[0]
    fields["number"] = _NUMBERS.get(_text(next(iter(_list(grammar.get("number"))), "")), "sg")
    fields["pos"] = next((ours for theirs, ours in _PARTS.items() if grammar.get(theirs) == "true"), "noun")
    region = f"{lang}-{_text(each.get('geographical_area'))}"
    if not tag_problem(region):
        fields["region"] = region
    fields["note"] = _text(each.get("usage_info")) or None
    source = _mapping(next(iter(_list(each.get("sources"))), {}))
    fields["source"] = _source(source) or None
    return fields


def _details(value: object) -> Iterator[tuple[str, str | None]]:
    """Give texts with their sources: version 1 has bare texts."""
    for each in _list(value):
        inner = _mapping(each)
        text = _text(inner.get("content")) if inner else _text(each)
        if text:
            yield text, _source(_mapping(next(iter(_list(inner.get("sources"))), {}))) or None


def _source(given: Mapping[str, Any]) -> str:
    """Give a source as one text: name, number and edition, or its address."""
    origin = _mapping(given.get("origin"))
    ref = _mapping(origin.get("ref")) or origin
    parts = (_text(ref.get(key)) for key in ("source", "id", "version"))
    return " ".join(filter(None, parts)) or _text(origin.get("ref")) or _text(origin.get("link"))


def _identifiers(sources: list[Any]) -> dict[str, str]:
    found = {}
    for each in sources:
        origin = _mapping(_mapping(each).get("origin"))
        ref = _mapping(origin.get("ref")) or origin
        if _text(ref.get("source")) in REGISTERS and _text(ref.get("id")):
            found[_text(ref.get("source"))] = _text(ref.get("id"))
    return found


def _language(part: Mapping[str, Any]) -> str:
    """Give the language of a part as a tag, with its script if it names one; `""` for none."""
    tag = two_letters(_text(part.get("language_code")).lower())
    script = _text(part.get("script"))
    tag = f"{tag}-{script}" if script and not tag_problem(f"{tag}-{script}") else tag
    return "" if tag_problem(tag) else tag


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
