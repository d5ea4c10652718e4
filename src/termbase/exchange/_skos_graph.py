"""The glossary as a graph of SKOS and SKOS-XL: which nodes there are and what they say.

Status, type, gender, number and part of speech of a label are those of LexInfo 3, its source is dcterms:source, its
region dcterms:spatial; a reviewed one has the editorial note `reviewed`. A variant is a hidden label that
skosxl:labelRelation ties to its term, with its kind as dcterms:type. The number at the end of a label's address
keeps the order.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from termbase.exchange._losses import Loss
from termbase.messages import _
from termbase.model import Concept, Glossary, Term, Variant

NAMESPACES: Mapping[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "isothes": "http://purl.org/iso25964/skos-thes#",
    "lexinfo": "http://www.lexinfo.net/ontology/3.0/lexinfo#",
}
RELATIONS = {"see": "skos:related", "not": "owl:differentFrom", "part-of": "isothes:broaderPartitive"}
REGISTERS = {"wikidata": "http://www.wikidata.org/entity/", "geonames": "https://sws.geonames.org/"}
STATUSES = {
    "preferred": "lexinfo:preferredTerm",
    "admitted": "lexinfo:admittedTerm",
    "deprecated": "lexinfo:deprecatedTerm",
    "superseded": "lexinfo:supersededTerm",
}
TYPES = {
    "full": "lexinfo:fullForm",
    "short": "lexinfo:shortForm",
    "acronym": "lexinfo:acronym",
    "abbreviation": "lexinfo:abbreviation",
    "phrase": "lexinfo:phraseologicalUnit",
}
GENDERS = {"m": "lexinfo:masculine", "f": "lexinfo:feminine", "n": "lexinfo:neuter"}
NUMBERS = {"sg": "lexinfo:singular", "pl": "lexinfo:plural"}
PARTS = {
    "noun": "lexinfo:noun",
    "adjective": "lexinfo:adjective",
    "verb": "lexinfo:verb",
    "adverb": "lexinfo:adverb",
    "other": "lexinfo:otherPartOfSpeech",
}
REVIEWED = "reviewed"
HELD = (
    *(f"concept.{field}" for field in ("kind", "domain", "definition", "identifiers", "note", "related")),
    *(
        f"term.{f}"
        for f in ("type", "status", "pos", "gender", "number", "region", "source", "note", "reviewed")
    ),
    *("variant", "variant.kind", "variant.note", "variant.gender", "variant.number", "variant.type"),
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A text with its language (BCP 47), or without one."""

    text: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """What is said about one thing: its address, its class, and pairs of property and value.

    Properties and values that are texts are names with a prefix, or addresses in `<>`.
    """

    address: str
    type: str
    said: tuple[tuple[str, str | Literal], ...]


def nodes(glossary: Glossary, base: str, languages: Collection[str], lost: list[Loss]) -> Iterator[Node]:
    """Give the scheme, then the concepts, each followed by its labels."""
    title = glossary.title or "Termbase"
    said: list[tuple[str, str | Literal]] = [("dcterms:title", Literal(title, glossary.language))]
    if glossary.licence:
        said.append(("dcterms:license", Literal(glossary.licence)))
    yield Node(f"{base}scheme", "skos:ConceptScheme", tuple(said))
    for concept in glossary.concepts.values():
        labels = list(_labels(concept, base, languages))
        if labels:
            yield Node(f"{base}{concept.id}", "skos:Concept", tuple(_said(concept, base, labels, lost)))
            yield from (label[2] for label in labels)


def _said(
    concept: Concept, base: str, labels: list[tuple[str, Literal, Node]], lost: list[Loss]
) -> Iterator[tuple[str, str | Literal]]:
    """Give what is said about a concept itself."""
    yield "skos:inScheme", f"<{base}scheme>"
    yield "skos:notation", Literal(concept.id)
    yield "dcterms:type", Literal(concept.kind)
    for kind, text, _node in labels:
        yield f"skos:{kind}", text
    for kind, _text, node in labels:
        yield f"skosxl:{kind}", f"<{node.address}>"
    for lang, definition in concept.definition.items():
        yield "skos:definition", Literal(definition.text, lang)
        if definition.source:
            lost.append(Loss(_("sources of definitions"), concept.id, concept.place))
    for domain in concept.domain:
        yield "dcterms:subject", Literal(domain)
    if concept.note:
        yield "skos:note", Literal(concept.note)
    for key, ids in concept.related.items():
        for id_ in ids:
            yield RELATIONS[key], f"<{base}{id_}>"
    for register, value in concept.identifiers.items():
        if register in REGISTERS and value.isascii() and value.isalnum():
            end = "/" if register == "geonames" else ""
            yield "skos:exactMatch", f"<{REGISTERS[register]}{value}{end}>"
        else:
            lost.append(Loss(_("identifiers of other registers"), concept.id, concept.place))


def _labels(concept: Concept, base: str, languages: Collection[str]) -> Iterator[tuple[str, Literal, Node]]:
    """Give kind, text and node of each label; the first preferred term of a language is its prefLabel."""
    for lang, terms in concept.terms.items():
        number, preferred = 0, False
        for term in terms if lang in languages else ():
            number += 1
            first = term.status == "preferred" and not preferred
            preferred = preferred or first
            unused = term.status in ("deprecated", "superseded")
            kind = "prefLabel" if first else "hiddenLabel" if unused else "altLabel"
            head = f"{base}{concept.id}#{lang}-{number}"
            yield kind, Literal(term.text, lang), Node(head, "skosxl:Label", tuple(_of_term(term, lang)))
            for variant in term.variants:
                number += 1
                address = f"{base}{concept.id}#{lang}-{number}"
                node = Node(address, "skosxl:Label", tuple(_of_variant(variant, lang, head)))
                yield "hiddenLabel", Literal(variant.text, lang), node


def _of_term(term: Term, lang: str) -> Iterator[tuple[str, str | Literal]]:
    yield "skosxl:literalForm", Literal(term.text, lang)
    yield "lexinfo:normativeAuthorization", STATUSES[term.status]
    yield "lexinfo:termType", TYPES[term.type]
    yield "lexinfo:partOfSpeech", PARTS[term.pos]
    yield "lexinfo:number", NUMBERS[term.number]
    if term.gender:
        yield "lexinfo:gender", GENDERS[term.gender]
    if term.region:
        yield "dcterms:spatial", Literal(term.region)
    if term.source:
        yield "dcterms:source", Literal(term.source)
    if term.note:
        yield "skos:note", Literal(term.note)
    if term.reviewed:
        yield "skos:editorialNote", Literal(REVIEWED)


def _of_variant(variant: Variant, lang: str, head: str) -> Iterator[tuple[str, str | Literal]]:
    yield "skosxl:literalForm", Literal(variant.text, lang)
    yield "skosxl:labelRelation", f"<{head}>"
    yield "dcterms:type", Literal(variant.kind)
    if variant.type:
        yield "lexinfo:termType", TYPES[variant.type]
    if variant.gender:
        yield "lexinfo:gender", GENDERS[variant.gender]
    if variant.number:
        yield "lexinfo:number", NUMBERS[variant.number]
    if variant.note:
        yield "skos:note", Literal(variant.note)
