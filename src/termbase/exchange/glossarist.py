"""Glossarist (ISO 10241 as YAML): a data set with a file for each concept and for each of its languages.

    termbase export glossarist -o dataset
    termbase export glossarist -O version=2 -o dataset
    termbase import glossarist dataset

The folder gets `concept/UUID.yaml` and `localized_concept/UUID.yaml`; the UUIDs are made of the ids, so that an
export is always the same. Designations have status, type, gender, number, part of speech, region, source; a variant is
a deprecated designation of the type `variant` below its term. Languages are those of ISO 639-2, so that of tags such
as `pt-BR` only language and script are left. Match rules, inflected forms, reviews, examples stay behind.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from termbase.exchange._glossarist_reading import REGISTERS, RELATIONS, TYPES, VARIANTS, read
from termbase.exchange._iso639 import three_letters
from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import Loss, losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._merge import merge
from termbase.exchange._output import write_files
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions, Option
from termbase.messages import _
from termbase.model import Concept, Glossary, Term, Variant

HELD = (
    *(f"concept.{field}" for field in ("domain", "definition", "identifiers", "note", "related")),
    *(f"term.{f}" for f in ("type", "status", "pos", "gender", "number", "region", "source", "note")),
    *("variant", "variant.kind", "variant.note"),
)
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://glossarist.org/termbase")
_PARTS = {"noun": "noun", "verb": "verb", "adjective": "adj", "adverb": "adverb"}


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write the data set into a folder. Raises TermbaseError for languages that cannot be."""
    languages = chosen_languages(glossary, options)
    flat = options.options.get("version", "3") == "2"
    lost = list(lost_fields(glossary, HELD, languages))
    files: dict[Path, bytes] = {}
    count = 0
    for concept in glossary.concepts.values():
        parts = dict(_parts(concept, glossary.language, languages, flat, lost))
        if parts:
            count += 1
            name = _uuid(concept.id)
            files[target / "concept" / f"{name}.yaml"] = _yaml(_managed(concept, name, parts, flat, lost))
            for part in parts.values():
                files[target / "localized_concept" / f"{part['id']}.yaml"] = _yaml(part)
    return Exported(write_files(files), count, losses(lost))


def load(path: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a data set, of version 1, 2 or 3, into the glossary; see `_glossarist_reading`."""
    return merge(read(path), folder, options, format="glossarist", file=path)


def _managed(
    concept: Concept, name: str, parts: Mapping[str, Mapping[str, Any]], flat: bool, lost: list[Loss]
) -> dict[str, Any]:
    """Give the data of a concept."""
    data: dict[str, Any] = {"identifier": concept.id}
    data["localized_concepts"] = {code: part["id"] for code, part in parts.items()}
    if concept.domain:
        data["domains"] = [{"concept_id": domain, "ref_type": "domain"} for domain in concept.domain]
    sources = []
    for scheme, value in concept.identifiers.items():
        if scheme in REGISTERS:
            sources.append(_source({"source": scheme, "id": value}, flat))
        else:
            lost.append(Loss(_("identifiers of other registers"), concept.id, concept.place))
    if sources:
        data["sources"] = sources
    related = [
        {"type": RELATIONS[key], "ref": {"source": "termbase", "id": id_}}
        for key, ids in concept.related.items()
        for id_ in ids
    ]
    return {"id": name, "data": data, **({"related": related} if related else {}), "status": "valid"}


def _parts(
    concept: Concept, first: str, languages: tuple[str, ...], flat: bool, lost: list[Loss]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the data of each language by its code; the note of the concept goes with the first."""
    given: dict[str, str] = {}
    wanted = [lang for lang in concept.terms if lang in languages]
    for lang in sorted(wanted, key=lambda each: (each != first, wanted.index(each))):
        code = three_letters(lang)
        subtags = lang.split("-")[1:]
        script = next((each for each in subtags if len(each) == 4 and each.isalpha()), None)
        if code in given:
            lost.append(Loss(_("terms of a second region or script"), concept.id, concept.place))
            continue
        if [each for each in subtags if each != script]:
            lost.append(Loss(_("regions of languages"), concept.id, concept.place))
        data: dict[str, Any] = {"language_code": code, **({"script": script} if script else {})}
        data["terms"] = [
            each for term in concept.terms[lang] for each in _designations(concept, term, flat, lost)
        ]
        if definition := concept.definition.get(lang):
            said = {"sources": [_source({"source": definition.source}, flat)]} if definition.source else {}
            data["definition"] = [{"content": definition.text, **said}]
        if concept.note and not given:
            data["notes"] = [{"content": concept.note}]
        given[code] = lang
        yield code, {"id": _uuid(f"{concept.id}-{code}"), "data": data, "status": "valid"}
    for lang in concept.definition:
        if lang in languages and lang not in given.values():
            lost.append(Loss(_("definitions in languages without terms"), concept.id, concept.place))


def _designations(concept: Concept, term: Term, flat: bool, lost: list[Loss]) -> Iterator[dict[str, Any]]:
    """Give a term and its variants."""
    short = term.type in ("acronym", "abbreviation")
    data: dict[str, Any] = {"type": "abbreviation" if short else "expression", "designation": term.text}
    data["normative_status"] = term.status
    if term.type == "acronym":
        data["acronym"] = True
    data["term_type"] = TYPES[term.type]
    grammar: dict[str, Any] = {_PARTS[term.pos]: True} if term.pos in _PARTS else {}
    if term.gender:
        grammar["gender"] = [term.gender]
    if term.number == "pl":
        grammar["number"] = "plural"
    if grammar:
        data["grammar_info"] = [grammar]
    if term.pos == "other":
        lost.append(Loss(_("other parts of speech"), concept.id, term.place))
    if term.region:
        data["geographical_area"] = term.region.rpartition("-")[2]
    if term.note:
        data["usage_info"] = term.note
    if term.source:
        data["sources"] = [_source({"source": term.source}, flat)]
    yield data
    yield from (_variant(concept, variant, lost) for variant in term.variants)


def _variant(concept: Concept, variant: Variant, lost: list[Loss]) -> dict[str, Any]:
    if variant.kind not in ("spelling", *VARIANTS):
        lost.append(Loss(_("kinds of variants"), concept.id, variant.place))
    data = {"type": "expression", "designation": variant.text, "normative_status": "deprecated"}
    data["term_type"] = VARIANTS.get(variant.kind, "variant")
    return data | ({"usage_info": variant.note} if variant.note else {})


def _source(ref: Mapping[str, Any], flat: bool) -> dict[str, Any]:
    """Give a source: version 2 has the reference without a level of its own."""
    return {"type": "authoritative", "origin": dict(ref) if flat else {"ref": dict(ref)}}


def _uuid(name: str) -> str:
    return str(uuid.uuid5(_SPACE, name))


def _yaml(data: Mapping[str, Any]) -> bytes:
    return ("---\n" + "\n".join(_lines(data, "")) + "\n").encode("utf-8", "replace")


def _lines(data: Any, indent: str) -> Iterator[str]:
    """Write plain data as YAML in block style, texts as JSON has them."""
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield f"{indent}{_scalar(key)}:"
            yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{_scalar(key)}:"
            for item in value:
                if isinstance(item, Mapping):
                    first, *others = _lines(item, f"{indent}    ")
                    yield f"{indent}  - {first.lstrip(' ')}"
                    yield from others
                else:
                    yield f"{indent}  - {_scalar(item)}"
        else:
            yield f"{indent}{_scalar(key)}: {_scalar(value)}"


def _scalar(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    plain = value.replace("_", "").isascii() and value.replace("_", "").isalpha()
    return value if plain and value.lower() not in _WORDS else json.dumps(value, ensure_ascii=False)


_WORDS = ("true", "false", "yes", "no", "on", "off", "null", "y", "n")
"""Words that readers of YAML 1.1 take for something else than a text."""


EXCHANGE = Exchange(
    name="glossarist",
    description="a data set of Glossarist (ISO 10241)",
    suffixes=(".yaml",),
    dump=dump,
    load=load,
    lost="match rules, inflected forms, reviews, examples, kinds of concepts and variants",
    options=(Option("version", "version of the data set", ("3", "2")),),
)
