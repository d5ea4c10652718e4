"""Draft concepts and variants for the names that `discover` found, for a person to review."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rapidfuzz.distance import OSA

from termbase.glossary.characters import suspicions
from termbase.glossary.rendering import pair
from termbase.index.spelling import key, romanised
from termbase.languages.language import given_names
from termbase.messages import _
from termbase.model import Concept, Glossary, Term
from termbase.verbs.discover import Cluster

_KINDS = {"distance": "misspelling", "key": "spelling", "definition": "spelling"}
_PUNCTUATION = '.,;:!?…)»”“"'
_NO_NAME = frozenset("-–,;:!?)0123456789")  # in what is no given name
_BEFORE_PLACES = frozenset("in nach aus bei à en depuis from to at в во из w we z ze do у з із до".split())
_NO_ID = re.compile(r"[^a-z0-9]+")

Draft = dict[str, Any]
"""A concept as plain data, as the YAML has it."""


def proposed_concepts(clusters: Iterable[Cluster], glossary: Glossary) -> dict[str, Draft]:
    """Give draft concepts by id for the clusters that are of no known concept.

    What the glossary or an earlier draft has is left out; so are clusters of which then one form is left. Kind and
    gender are guesses, which the note says.
    """
    taken = {form for concept in glossary.concepts.values() for form in _designations(concept)}
    drafts: dict[str, Draft] = {}
    for cluster in clusters:
        if cluster.concept is None:
            terms = _terms(cluster, taken)
            forms = [text for own in terms.values() for term in own for text in _texts(term)]
            if len(forms) > 1:
                taken.update(forms)
                drafts[_id(forms[0], {*drafts, *glossary.concepts})] = _concept(cluster, terms)
    return drafts


def proposed_variants(
    clusters: Iterable[Cluster], glossary: Glossary
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Give variants for known concepts: concept, language, text of the term, the variant as the YAML has it."""
    taken = {form for concept in glossary.concepts.values() for form in _designations(concept)}
    for cluster in clusters:
        concept = glossary.concepts.get(cluster.concept or "")
        for form in _new_forms(cluster, taken) if concept is not None else ():
            lang = cluster.languages[form]
            name = cluster.nominatives[form]
            terms = concept.terms.get(lang, ()) if concept is not None else ()
            if terms and concept is not None and name not in taken:  # of several forms of one name the first
                taken.add(name)
                term = max(terms, key=lambda each: _nearness(each, name))
                yield (
                    concept.id,
                    lang,
                    term.text,
                    {"term": name, "kind": _KINDS.get(cluster.kind, "transliteration")},
                )


def fragment(
    variants: Iterable[tuple[str, str, str, Mapping[str, Any]]], glossary: Glossary
) -> dict[str, Draft]:
    """Give known concepts with nothing but the terms that get variants, for a file outside the glossary."""
    found: dict[str, Draft] = {}
    for id_, lang, text, variant in variants:
        concept = glossary.concepts[id_]
        draft = found.setdefault(id_, {"kind": concept.kind, "terms": {}})
        terms: list[dict[str, Any]] = draft["terms"].setdefault(lang, [])
        own = next((each for each in terms if each["term"] == text), None)
        if own is None:
            term = next(each for each in concept.terms[lang] if each.text == text)
            said = {"term": text, "type": term.type, "gender": term.gender, "number": term.number}
            own = {name: value for name, value in said.items() if value} | {"variants": []}
            terms.append(own)
        own["variants"].append(dict(variant))
    return found


def yaml_text(concepts: Mapping[str, Draft]) -> str:
    """Write concepts as a glossary file."""
    return "\n\n".join(pair(id_, draft, 0, "\n", 1) for id_, draft in concepts.items()) + "\n"


def _concept(cluster: Cluster, terms: Mapping[str, Sequence[Any]]) -> Draft:
    note = _("Draft; kind and gender are guesses. {reason}").format(reason=cluster.reason)
    return {"kind": _kind(cluster), "note": note, "terms": dict(terms)}


def _kind(cluster: Cluster) -> str:
    if cluster.kind == "definition":
        return "organisation"
    words = [context.text.split() for context in cluster.contexts]
    before = [first for each in words for first, second in pairwise(each) if _bare(second) in cluster.counts]
    of_person = sum(word[:1].isupper() and _NO_NAME.isdisjoint(word) for word in before)
    of_place = sum(word in _BEFORE_PLACES for word in before)
    if of_person == of_place:
        return "person" if any(not given_names().isdisjoint(each) for each in words) else "place"
    return "person" if of_person > of_place else "place"


def _bare(word: str) -> str:
    return word.strip(_PUNCTUATION)


def _terms(cluster: Cluster, taken: Collection[str]) -> dict[str, list[Draft]]:
    """Give a term for each language, the most frequent form with the others as its variants."""
    kind = _kind(cluster)
    counts: Counter[tuple[str, str, bool]] = Counter()
    for form in _new_forms(cluster, taken):
        counts[cluster.languages[form], cluster.nominatives[form], form in cluster.acronyms] += (
            cluster.counts[form]
        )
    terms: dict[str, list[Draft]] = {}
    for (lang, name, is_acronym), _count in counts.most_common():
        own = terms.setdefault(lang, [])
        head = next((term for term in own if (term.get("type") == "acronym") == is_acronym), None)
        if head is not None:
            head.setdefault("variants", []).append(
                {"term": name, "kind": _KINDS.get(cluster.kind, "transliteration")}
            )
            continue
        said = {"term": name, "type": "acronym" if is_acronym else None, "gender": _gender(kind)}
        own.append({name: value for name, value in said.items() if value})
    return terms


def _gender(kind: str) -> str | None:
    return {"organisation": "f", "place": "n"}.get(kind)


def _new_forms(cluster: Cluster, taken: Collection[str]) -> list[str]:
    """The forms that occur, that nobody has, and in which every character is what it seems."""
    names = cluster.nominatives
    occurring = [form for form in cluster.forms if cluster.counts[form]]
    return [form for form in occurring if names[form] not in taken and not [*suspicions(names[form])]]


def _texts(term: Draft) -> Iterator[str]:
    yield term["term"]
    for variant in term.get("variants", ()):
        yield variant["term"]


def _designations(concept: Concept) -> Iterator[str]:
    for terms in concept.terms.values():
        for term in terms:
            yield term.text
            yield from (variant.text for variant in term.variants)


def _nearness(term: Term, name: str) -> float:
    texts = (term.text, *(variant.text for variant in term.variants))
    return max(float(OSA.normalized_similarity(key(romanised(text)), key(romanised(name)))) for text in texts)


def _id(text: str, taken: Collection[str]) -> str:
    """Give a free id that is made of a name."""
    slug = _NO_ID.sub("-", romanised(text).casefold()).strip("-")
    slug = slug if slug[:1].isalpha() else f"draft-{slug}".strip("-")
    ids = [slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3))]
    return next(each for each in ids if each not in taken)
