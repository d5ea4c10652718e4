"""Files of SKOS and SKOS-XL as concepts, by rdflib; nothing is fetched that a file refers to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from termbase.exchange._cells import one_line
from termbase.exchange._merge import Read
from termbase.exchange._skos_graph import (
    GENDERS,
    NAMESPACES,
    NUMBERS,
    PARTS,
    REGISTERS,
    RELATIONS,
    REVIEWED,
    STATUSES,
    TYPES,
)
from termbase.exchange._skos_parsing import parsed
from termbase.files import read_text
from termbase.glossary.tags import tag_problem
from termbase.messages import _
from termbase.model import (
    KINDS,
    VARIANT_KINDS,
    Concept,
    Definition,
    Finding,
    Place,
    Term,
    Variant,
)

_NAME = re.compile(r"[\w.%~-]+")
_NUMBER = re.compile(r"-(\d+)$")
_TAKEN = frozenset(
    (
        *(
            "skos:inScheme",
            "skos:notation",
            "skos:prefLabel",
            "skos:altLabel",
            "skos:hiddenLabel",
            "rdf:type",
        ),
        *("skosxl:prefLabel", "skosxl:altLabel", "skosxl:hiddenLabel", "dcterms:type", "dcterms:subject"),
        *("skos:definition", "skos:note", "skos:exactMatch", "skos:topConceptOf", *RELATIONS.values()),
    )
)
_KINDS = ("prefLabel", "altLabel", "hiddenLabel")


def read(file: Path) -> Iterator[Read | Finding]:
    """Give the concepts of a file. Raises TermbaseError where it cannot be parsed, or would have to fetch another."""
    text = read_text(file).text
    graph = parsed(text, file)
    return _Graph(graph, text, file.as_posix()).concepts()


class _Graph:
    """A parsed file, with the lines at which names stand in it first."""

    def __init__(self, graph: Any, text: str, file: str) -> None:
        self.graph, self.file = graph, file
        self.lines: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            for name in _NAME.findall(line):
                self.lines.setdefault(name, number)
        self.unknown: Counter[str] = Counter()
        self.elsewhere: Counter[str] = Counter()  # relations to what is no concept of the file

    def concepts(self) -> Iterator[Read | Finding]:
        """Give the concepts in the order of the file."""
        found = self.found()
        locals_ = Counter(map(_local, found))
        names = {each: _local(each) if locals_[_local(each)] == 1 else each for each in found}
        names |= {each: "" for each in found if _is_blank(each)}  # a parser names them anew each time
        for address in sorted(found, key=self.order):
            place = Place(self.file, self.line(address))
            yield from self.without_language(address, place, names[address])
            terms = self.terms(address, place)
            if not terms:
                message = _(
                    "the concept has no label in a language; add a skos:prefLabel with a language tag"
                )
                yield Finding("TB748", "error", message, place, names[address])
                continue
            plain = any(self.texts(address, "skos:hiddenLabel")) and not self.addresses(
                address, "skosxl:hiddenLabel"
            )
            guessed = frozenset(("kind",) if plain else ())
            yield Read(self.concept(address, names, terms, place), guessed=guessed)
        for name, count in sorted(each for each in self.elsewhere.items() if each[1]):
            message = _("{name}: left out {count} times, where it leads to nothing that the file describes")
            yield Finding("TB725", "info", message.format(name=name, count=count), Place(self.file))
        for name, count in sorted(self.unknown.items()):
            message = _("{name}: left out {count} times; the glossary has no room for it")
            yield Finding("TB725", "info", message.format(name=name, count=count), Place(self.file))

    def found(self) -> set[str]:
        """Give what is a concept: by its type, or a label where there is no type."""
        import rdflib

        typed = {str(each) for each in self.subjects("rdf:type", "skos:Concept")}
        of_type, label = rdflib.URIRef(_whole("rdf:type")), rdflib.URIRef(_whole("skos:prefLabel"))
        labelled = set(self.graph.subjects(label, None))
        return typed | {str(each) for each in labelled if (each, of_type, None) not in self.graph}

    def order(self, address: str) -> tuple[int, str, list[tuple[str, str]]]:
        """Order concepts as the file has them, those without names by their labels."""
        blank = _is_blank(address)
        labels = sorted(self.texts(address, "skos:prefLabel")) if blank else []
        return self.line(address), "" if blank else address, labels

    def without_language(self, address: str, place: Place, id_: str) -> Iterator[Finding]:
        """Name the labels that say no language, and so cannot be terms."""
        found = sorted(
            text for kind in _KINDS for text, lang in self.texts(address, f"skos:{kind}") if tag_problem(lang)
        )
        if found:
            message = _("labels without a valid language: {labels}; they were left out, add a language tag")
            message = message.format(labels=", ".join(f"“{one_line(text)}”" for text in found))
            yield Finding("TB725", "warning", message, place, id_ or None)

    def concept(
        self, address: str, names: Mapping[str, str], terms: dict[str, tuple[Term, ...]], place: Place
    ) -> Concept:
        kinds = [text for text, _lang in self.texts(address, "dcterms:type") if text in KINDS]
        definitions = {
            lang: Definition(text)
            for text, lang in self.texts(address, "skos:definition")
            if not tag_problem(lang)
        }
        notes = [text for text, _lang in self.texts(address, "skos:note")]
        related = {}
        for key, name in RELATIONS.items():
            others = self.addresses(address, name)
            ids = sorted(filter(None, (names.get(each) for each in others)))
            self.elsewhere[name] += len(others) - len(ids)
            if ids:
                related[key] = tuple(ids)
        for predicate in self.graph.predicates(self.node(address)):
            name = _prefixed(str(predicate))
            if name not in _TAKEN:
                self.unknown[name] += 1
        return Concept(
            names[address],
            kinds[0] if kinds else "term",
            terms,
            domain=tuple(sorted(text for text, _lang in self.texts(address, "dcterms:subject"))),
            definition=definitions,
            identifiers=dict(self.identifiers(address)),
            note="\n\n".join(sorted(notes)) or None,
            related=related,
            place=place,
        )

    def identifiers(self, address: str) -> Iterator[tuple[str, str]]:
        """Give the ids of registers that a concept matches exactly."""
        for match in self.addresses(address, "skos:exactMatch"):
            for register, base in REGISTERS.items():
                start, match_ = base.partition("//")[2], match.partition("//")[2]
                if match_.startswith(start):
                    yield register, match_.removeprefix(start).strip("/")

    def terms(self, address: str, place: Place) -> dict[str, tuple[Term, ...]]:
        """Give the terms by language: extended labels, then the plain ones that these do not have."""
        labels = {kind: sorted(self.addresses(address, f"skosxl:{kind}"), key=_rank) for kind in _KINDS}
        heads: dict[str, tuple[str, Term, list[Variant]]] = {}
        extended: set[tuple[str, str]] = set()
        loose: list[tuple[str, str]] = []
        for label in sorted((each for found in labels.values() for each in found), key=_rank):
            for text, lang in self.texts(label, "skosxl:literalForm"):
                extended.add((text, lang))
                related = next(iter(self.addresses(label, "skosxl:labelRelation")), None)
                if tag_problem(lang):
                    continue
                if related in heads and label in labels["hiddenLabel"]:
                    heads[related][2].append(self.variant(label, text, place))
                else:
                    heads[label] = (lang, self.term(label, text, lang, labels, place), [])
        ordered = list(heads.values())
        for kind, status in (("prefLabel", "preferred"), ("altLabel", "admitted")):
            for text, lang in sorted(self.texts(address, f"skos:{kind}")):
                if (text, lang) not in extended and not tag_problem(lang):
                    ordered.append((lang, Term(one_line(text), status=status, place=place), []))
        loose = [each for each in self.texts(address, "skos:hiddenLabel") if each not in extended]
        for text, lang in sorted(loose):
            head = next((each for each in ordered if each[0] == lang), None)
            if head is not None:
                head[2].append(Variant(one_line(text), kind="misspelling", place=place))
            elif not tag_problem(lang):
                ordered.append((lang, Term(one_line(text), status="deprecated", place=place), []))
        terms: dict[str, tuple[Term, ...]] = {}
        for lang, term, variants in ordered:
            terms[lang] = (*terms.get(lang, ()), replace(term, variants=tuple(variants)))
        return terms

    def term(self, label: str, text: str, lang: str, labels: Mapping[str, list[str]], place: Place) -> Term:
        kind = next(kind for kind in _KINDS if label in labels[kind])
        default = {"prefLabel": "preferred", "altLabel": "admitted", "hiddenLabel": "deprecated"}[kind]
        regions = [
            each for each, _lang in self.texts(label, "dcterms:spatial") if each.startswith(f"{lang}-")
        ]
        return Term(
            one_line(text),
            type=self.value(label, "lexinfo:termType", TYPES) or "full",
            status=self.value(label, "lexinfo:normativeAuthorization", STATUSES) or default,
            pos=self.value(label, "lexinfo:partOfSpeech", PARTS) or "noun",
            gender=self.value(label, "lexinfo:gender", GENDERS),
            number=self.value(label, "lexinfo:number", NUMBERS) or "sg",
            region=regions[0] if regions and not tag_problem(regions[0]) else None,
            source=self.joined(label, "dcterms:source"),
            note=self.joined(label, "skos:note"),
            reviewed=(REVIEWED, "") in self.texts(label, "skos:editorialNote"),
            place=place,
        )

    def variant(self, label: str, text: str, place: Place) -> Variant:
        kinds = [each for each, _lang in self.texts(label, "dcterms:type") if each in VARIANT_KINDS]
        return Variant(
            one_line(text),
            kind=kinds[0] if kinds else "spelling",
            type=self.value(label, "lexinfo:termType", TYPES),
            gender=self.value(label, "lexinfo:gender", GENDERS),
            number=self.value(label, "lexinfo:number", NUMBERS),
            note=self.joined(label, "skos:note"),
            place=place,
        )

    def value(self, node: str, name: str, known: Mapping[str, str]) -> str | None:
        """Give our word for a value out of a closed list."""
        ours = {theirs: our for our, theirs in known.items()}
        return next((ours[n] for each in self.addresses(node, name) if (n := _prefixed(each)) in ours), None)

    def joined(self, node: str, name: str) -> str | None:
        return "; ".join(sorted(text for text, _lang in self.texts(node, name))) or None

    def texts(self, node: str, name: str) -> list[tuple[str, str]]:
        """Give the literals that a node has, each with its language."""
        import rdflib

        found = self.graph.objects(self.node(node), rdflib.URIRef(_whole(name)))
        return [(str(each), each.language or "") for each in found if isinstance(each, rdflib.Literal)]

    def addresses(self, node: str, name: str) -> list[str]:
        """Give the things that a node refers to."""
        import rdflib

        found = self.graph.objects(self.node(node), rdflib.URIRef(_whole(name)))
        return [str(each) for each in found if not isinstance(each, rdflib.Literal)]

    def subjects(self, name: str, type_: str) -> Iterator[Any]:
        import rdflib

        return iter(self.graph.subjects(rdflib.URIRef(_whole(name)), rdflib.URIRef(_whole(type_))))

    def node(self, address: str) -> Any:
        import rdflib

        return rdflib.BNode(address) if _is_blank(address) else rdflib.URIRef(address)

    def line(self, address: str) -> int:
        """Tell the line at which the name of a node stands first; 0 if it is written another way."""
        return self.lines.get(_local(address), 0)


def _is_blank(address: str) -> bool:
    """Tell whether a node has no address, only a name within this parse."""
    return ":" not in address


def _local(address: str) -> str:
    """Give the last part of an address: after `#`, `/` or `:`."""
    return re.split(r"[#/:]", address.rstrip("/#"))[-1]


def _rank(address: str) -> tuple[str, int]:
    """Order addresses that end in numbers by them."""
    found = _NUMBER.search(address)
    return (address[: found.start()], int(found[1])) if found else (address, 0)


def _prefixed(address: str) -> str:
    for prefix, base in NAMESPACES.items():
        if address.startswith(base):
            return f"{prefix}:{address.removeprefix(base)}"
    return address


def _whole(name: str) -> str:
    prefix, __, local = name.partition(":")
    return NAMESPACES[prefix] + local
