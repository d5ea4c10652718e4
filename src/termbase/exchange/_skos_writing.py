"""A graph of SKOS as Turtle, RDF/XML or JSON-LD, in the order in which it is given, so that it is always the same.

Turtle 1.1, RDF 1.1 XML Syntax and JSON-LD 1.1 of the W3C. rdflib orders RDF/XML and JSON-LD by hashes, which differ
from run to run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from termbase.exchange._skos_graph import NAMESPACES, Literal, Node
from termbase.exchange._xml_writing import attribute, content


def turtle(found: Iterable[Node]) -> Iterator[str]:
    """Give the lines of a Turtle file."""
    for prefix, address in NAMESPACES.items():
        yield f"@prefix {prefix}: <{address}> ."
    for node in found:
        yield ""
        yield f"<{node.address}> a {node.type} ;"
        values = [(name, _turtle(value)) for name, value in node.said]
        last = len(values) - 1
        for at, (name, value) in enumerate(values):
            yield f"    {name} {value} {'.' if at == last else ';'}"


def rdf_xml(found: Iterable[Node]) -> Iterator[str]:
    """Give the lines of an RDF/XML file."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    yield f"<rdf:RDF {names}>"
    for node in found:
        yield f'  <{node.type} rdf:about="{attribute(node.address)}">'
        for name, value in node.said:
            if isinstance(value, Literal):
                lang = f' xml:lang="{attribute(value.lang)}"' if value.lang else ""
                yield f"    <{name}{lang}>{content(value.text)}</{name}>"
            else:
                yield f'    <{name} rdf:resource="{attribute(_address(value))}"/>'
        yield f"  </{node.type}>"
    yield "</rdf:RDF>"


def json_ld(found: Iterable[Node]) -> Iterator[str]:
    """Give the lines of a JSON-LD file, a node each."""
    yield '{"@context": ' + json.dumps(dict(NAMESPACES)) + ', "@graph": ['
    before = ""
    for node in found:
        data: dict[str, object] = {"@id": node.address, "@type": node.type}
        for name, values in groupby(sorted(node.said, key=lambda each: each[0]), key=lambda each: each[0]):
            data[name] = [_json(value) for __, value in values]
        yield before + json.dumps(data, ensure_ascii=False)
        before = ","
    yield "]}"


def _turtle(value: str | Literal) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value.text, ensure_ascii=False) + (f"@{value.lang}" if value.lang else "")


def _json(value: str | Literal) -> dict[str, str]:
    if isinstance(value, str):
        return {"@id": _address(value)}
    return {"@value": value.text, **({"@language": value.lang} if value.lang else {})}


def _address(value: str) -> str:
    """Give the whole address of a name with a prefix, or of one in `<>`."""
    if value.startswith("<"):
        return value[1:-1]
    prefix, __, name = value.partition(":")
    return NAMESPACES[prefix] + name
