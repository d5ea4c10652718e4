"""A JSON dump of Wikidata: one entity a line, in brackets and with commas at the ends (`latest-all.json.gz`).

Labels are terms and aliases variants for look-up. Of the claims only “instance of” (P31) is looked at: subclasses do
not count. Properties and lexemes are passed over. The form of the entities is that of
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from termbase.glossary._names import cleaned, make_term
from termbase.glossary.authority import Authority, Choice
from termbase.glossary.lines import broken, decoded, read_concepts
from termbase.glossary.tags import canonical_tag, tag_problem
from termbase.messages import _
from termbase.model import Concept, Finding, Place, Term

_TABLES = Path(__file__).parent.parent / "data"
_ITEM = re.compile(r"Q[1-9]\d*", re.ASCII)
_ALL_LANGUAGES = "mul"  # names that hold for all languages that have none of their own


def read(paths: Sequence[Path], choice: Choice) -> Iterator[Concept | Finding]:
    """Give the items, as `Authority.read` says; a class is an item of which they are instances: `Q5`."""
    is_mentioned = _mentions(choice.classes)

    def parse(line: bytes, place: Place) -> Concept | None:
        line = line.strip()
        if line in (b"[", b"]") or (
            is_mentioned and not is_mentioned(line) and line.rstrip(b",")[-1:] == b"}"
        ):
            return None
        entity = _entity(decoded(line, place).rstrip(","), place)
        if entity.get("type") != "item":
            return None
        try:
            return _concept(entity, choice, place)
        except (KeyError, TypeError, AttributeError):
            raise broken(place, _("the entity has not the form that Wikidata gives it")) from None

    for path in paths:
        yield from read_concepts(path, parse)


def _mentions(classes: frozenset[str]) -> Any:
    """Give what tells, before a line is parsed, whether it may hold an instance of the classes; None: all may."""
    numbers = "|".join(sorted(name[1:] for name in classes if _ITEM.fullmatch(name)))
    sought = rf'"Q(?:{numbers})"|"numeric-id":\s*(?:{numbers})\b'.encode()
    return re.compile(sought).search if classes else None


def _entity(text: str, place: Place) -> dict[str, Any]:
    try:
        entity = json.loads(text)
        if "\\u" in text:
            json.dumps([entity.get("labels"), entity.get("aliases")], ensure_ascii=False).encode()
    except (ValueError, RecursionError, AttributeError):
        entity = None
    if not isinstance(entity, dict) or not isinstance(entity.get("id"), str):
        raise broken(place, _("the line is no entity of Wikidata in JSON; get the file anew"))
    return entity


def _concept(entity: dict[str, Any], choice: Choice, place: Place) -> Concept | None:
    classes = list(_classes(entity.get("claims") or {}))
    if choice.classes and choice.classes.isdisjoint(classes):
        return None
    id_ = entity["id"]
    if not _ITEM.fullmatch(id_):
        raise KeyError(id_)
    labels = {lang: cleaned(each["value"]) for lang, each in (entity["labels"] or {}).items()}
    aliases = entity.get("aliases") or {}  # what is empty is a list
    terms: dict[str, tuple[Term, ...]] = {}
    for code in _codes(labels, choice):
        own = code if labels.get(code) else _ALL_LANGUAGES
        if text := labels.get(own):
            given = [each for key in dict.fromkeys((code, _ALL_LANGUAGES)) for each in aliases.get(key) or ()]
            others = ((cleaned(each["value"]), "synonym") for each in given)
            terms[tag(code)] = (make_term(text, others, place),)
    if not terms:
        return None
    kinds = _kinds()
    kind = next((kinds[each] for each in classes if each in kinds), "term")
    return Concept(id_.lower(), kind, terms, identifiers={"wikidata": id_}, place=place)


def _codes(labels: dict[str, str], choice: Choice) -> list[str]:
    """Give the codes of the languages that are wanted, as Wikidata writes them."""
    if not choice.languages:
        return [code for code in labels if tag_problem(tag(code)) is None]
    spoken = {tag(code): code for code in labels}
    return [spoken.get(lang, lang) for lang in choice.languages]


def _classes(claims: dict[str, Any]) -> Iterator[str]:
    """Give the values of P31; statements of rank “deprecated” and unknown values are none."""
    for claim in claims.get("P31", ()):
        snak = claim["mainsnak"]
        if claim.get("rank") != "deprecated" and snak["snaktype"] == "value":
            value = snak["datavalue"]["value"]
            yield value.get("id") or f"Q{value['numeric-id']}"


@functools.cache
def tag(code: str) -> str:
    """Give the language tag (BCP 47) that a code of Wikimedia stands for.

    >>> tag("sr-ec"), tag("zh-hans"), tag("de")
    ('sr-Cyrl', 'zh-Hans', 'de')
    """
    return _tags().get(code) or canonical_tag(code)


@functools.cache
def _tags() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows("wikimedia_tags.tsv")}


@functools.cache
def _kinds() -> dict[str, str]:
    """Give the kind of concept by class."""
    return {row[0]: row[1] for row in _rows("wikidata_classes.tsv")}


def _rows(table: str) -> Iterator[list[str]]:
    for row in (_TABLES / table).read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            yield row.split("\t")


def _recognises(line: bytes) -> bool:
    return line.strip() == b"[" or b'"labels"' in line


AUTHORITY = Authority("wikidata", read, _recognises, "Wikidata", "CC0-1.0")
