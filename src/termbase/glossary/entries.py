"""What stands in one file of a glossary: concepts, the register of sources, or the settings.

The tables at the end are the schema: which keys there are, and what their values may be.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from typing import Any

from termbase.glossary.fields import (
    Converter,
    Reader,
    choice,
    data,
    date,
    designation,
    flag,
    identifier,
    is_null,
    language,
    list_of,
    mapping_of,
    one_of,
    references,
    sha256,
    text,
    texts,
)
from termbase.glossary.yaml import Mapping, Node, Scalar
from termbase.messages import _
from termbase.model import (
    ARTICLES,
    CASES,
    CELLS,
    COMPOUNDS,
    GENDERS,
    INFLECTS,
    KINDS,
    NUMBERS,
    PARTS_OF_SPEECH,
    RELATIONS,
    SCHEMES,
    SCOPES,
    SOUNDS,
    STATUSES,
    TERM_TYPES,
    USES,
    VARIANT_KINDS,
    Concept,
    Definition,
    Example,
    MatchRule,
    Source,
    Term,
    Variant,
)


def read_concepts(reader: Reader, root: Node, concepts: dict[str, Concept]) -> None:
    """Read a file of concepts into `concepts`, which holds those of the files before it."""
    for key, node in reader.pairs(root, _("the file")):
        reader.concept = key.value
        id_ = identifier(reader, key, "id")
        values = reader.fields(node, key.value, _CONCEPT, required=("kind", "terms"))
        if is_null(node):
            reader.shape(node, key.value, _("a mapping with “kind” and “terms”"))
        if id_ is not None and (first := concepts.get(id_)) and first.place.file != reader.document.name:
            message = _("id “{id}” is used in {place} already; ids are unique over all files")
            reader.error("TB109", key, message.format(id=id_, place=first.place))
        elif id_ is not None:  # where kind or terms are missing, there is an error: this goes no further
            values = {"kind": "term", "terms": {}, **values}
            concepts[id_] = Concept(id=id_, place=reader.place(key), **values)
    reader.concept = None


def read_sources(reader: Reader, root: Node) -> dict[str, Source]:
    """Read the register of sources."""
    sources = {}
    for key, node in reader.pairs(root, _("the file")):
        id_ = identifier(reader, key, "id")
        values = reader.fields(node, key.value, _SOURCE)
        if id_ is not None:
            sources[id_] = Source(id=id_, place=reader.place(key), **values)
    return sources


def read_settings(reader: Reader, root: Node) -> dict[str, Any]:
    """Read the settings of the glossary; those of the command line in the same file are only checked."""
    values = reader.fields(root, _("the file"), _SETTINGS)
    return {name: values[name] for name in ("language", "title", "licence") if name in values}


def _terms(reader: Reader, node: Node, key: str) -> dict[str, tuple[Term, ...]]:
    terms = {}
    pairs = reader.pairs(node, key)
    if not pairs and isinstance(node, Mapping):
        reader.error("TB107", node, _("terms are empty; add a language with a term"))
    for name, child in pairs:
        reader.lang = name.value
        if (lang := language(reader, name, key)) is not None:
            terms[lang] = list_of(_term)(reader, child, f"terms.{name.value}")
    return {lang: values for lang, values in terms.items() if values}


def _term(reader: Reader, node: Node, key: str) -> Term | None:
    values = _designated(reader, node, key, _TERM)
    return Term(place=reader.place(node), **values) if values else None


def _variant(reader: Reader, node: Node, key: str) -> Variant | None:
    values = _designated(reader, node, key, _VARIANT)
    return Variant(place=reader.place(node), **values) if values else None


def _designated(reader: Reader, node: Node, key: str, table: Table[str, Converter]) -> dict[str, Any] | None:
    """Read a term or variant: a bare text, or a mapping by the table; None if there is no text."""
    if isinstance(node, Scalar) and not node.is_null:
        written = designation(reader, node, "term")
        return None if written is None else {"text": written}
    if is_null(node):
        reader.shape(node, key, _("a text or a mapping with “term”"))
        return None
    values = reader.fields(node, key, table, required=("term",))
    if "term" not in values:
        return None
    return {"text": values.pop("term"), **values}


def _match(reader: Reader, node: Node, key: str) -> MatchRule:
    return MatchRule(**reader.fields(node, key, _MATCH))


def _definition(reader: Reader, node: Node, key: str) -> Definition | None:
    if isinstance(node, Scalar):
        return Definition(node.value)
    values = reader.fields(node, key, _DEFINITION, required=("text",))
    return Definition(**values) if "text" in values else None


def _region(reader: Reader, node: Node, key: str) -> str | None:
    """Read a region, as a language tag that begins with the tag of the terms around it."""
    value = language(reader, node, key)
    if value is not None and not value.startswith(f"{reader.lang}-"):
        expected = _("a language tag that begins with “{lang}-”").format(lang=reader.lang)
        reader.value(node, key, expected, value)
        return None
    return value


def _example(reader: Reader, node: Node, key: str) -> Example | None:
    values = reader.fields(node, key, _EXAMPLE, required=("lang",))
    written, gives, leaves = (values.get(name) for name in ("text", "gives", "leaves"))
    if leaves is not None and written is None and gives is None:
        written = gives = leaves
    elif leaves is not None or written is None or gives is None:
        if values:
            reader.error("TB107", node, _("an example has either “text” and “gives”, or “leaves” alone"))
        return None
    return Example(values["lang"], written, gives, reader.place(node)) if "lang" in values else None


_FORMS = mapping_of(one_of(CELLS), texts)
_MATCH: dict[str, Converter] = {
    "case": choice(CASES),
    "scope": choice(SCOPES),
    "inflect": choice(INFLECTS),
    "compounds": choice(COMPOUNDS),
}
_DESIGNATION: dict[str, Converter] = {
    "term": designation,
    "type": choice(TERM_TYPES),
    "gender": choice(GENDERS),
    "number": choice(NUMBERS),
    "forms": _FORMS,
    "match": _match,
    "note": text,
    "extra": data,
}
_VARIANT: dict[str, Converter] = {
    **_DESIGNATION,
    "kind": choice(VARIANT_KINDS),
    "of": designation,
    "scheme": choice(SCHEMES),
    "sources": references("source"),
    "use": choice(USES),
}
_TERM: dict[str, Converter] = {
    **_DESIGNATION,
    "status": choice(STATUSES),
    "pos": choice(PARTS_OF_SPEECH),
    "article": choice(ARTICLES),
    "sound": choice(SOUNDS),
    "region": _region,
    "source": text,
    "reviewed": flag,
    "variants": list_of(_variant),
}
_DEFINITION: dict[str, Converter] = {"text": text, "source": text}
_EXAMPLE: dict[str, Converter] = {"lang": language, "text": text, "gives": text, "leaves": text}
_CONCEPT: dict[str, Converter] = {
    "kind": choice(KINDS),
    "domain": texts,
    "definition": mapping_of(language, _definition),
    "identifiers": mapping_of(designation, text),
    "note": text,
    "related": mapping_of(one_of(RELATIONS), references("concept")),
    "terms": _terms,
    "examples": list_of(_example),
    "extra": data,
}
_SOURCE: dict[str, Converter] = {
    **dict.fromkeys(("title", "publisher", "author", "file", "licence", "note"), text),
    "date": date,
    "language": language,
    "sha256": sha256,
}
_SETTINGS: dict[str, Converter] = {
    "language": language,
    "title": text,
    "licence": text,
    # What the configuration says where it stands in the same file; the command line reads it.
    "glossary": text,
    "style": text,
    "exclude": texts,
}
