"""Nodes → Python values, by tables of fields, with a finding for everything that does not fit.

A table maps a key to its converter: a function of the reader, the node and the key that gives the value, or
None after it has reported what is wrong. A key without a value counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from difflib import get_close_matches
from sys import intern
from typing import Any, Protocol

from termbase.glossary.tags import tag_problem
from termbase.glossary.yaml import Mapping, Node, Scalar, Sequence, plain
from termbase.messages import _
from termbase.model import Finding, Place
from termbase.text.view import fold

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_HASH = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that names something elsewhere in the glossary."""

    to: str  # "concept" or "source"
    id: str
    place: Place
    concept: str | None  # the concept that names it


class Origin(Protocol):
    """Where nodes come from: a YAML document, or a line of JSON."""

    @property
    def name(self) -> str:
        """The file."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong before the nodes were read."""

    @property
    def root(self) -> Node:
        """All there is."""

    def place(self, offset: int) -> Place:
        """Tell where an offset of a node is."""

    def line(self, number: int) -> str | None:
        """Give a line, if it is to be shown with findings."""


class Reader:
    """Collects the findings of one document while its nodes are read."""

    def __init__(self, document: Origin) -> None:
        self.document = document
        self.findings: list[Finding] = list(document.findings)
        self.references: list[Reference] = []
        self.concept: str | None = None  # what is being read; it goes into the findings
        self.lang = ""

    def error(self, code: str, node: Node, message: str) -> None:
        """Report an error at the start of the node."""
        place = self.place(node)
        line = self.document.line(place.line)
        self.findings.append(Finding(code, "error", message, place, self.concept, source=line))

    def place(self, node: Node) -> Place:
        """Tell where the node starts."""
        return self.document.place(node.start)

    def shape(self, node: Node, key: str, expected: str) -> None:
        """Report that the node is not what belongs here."""
        message = _("{key} must be {expected}; found {found}")
        self.error("TB105", node, message.format(key=key, expected=expected, found=_kind_of(node)))

    def value(self, node: Node, key: str, expected: str, found: str) -> None:
        """Report a value that is not allowed."""
        message = _('{key} must be {expected}; found "{found}"')
        found = " ".join(found.splitlines())
        self.error("TB106", node, message.format(key=key, expected=expected, found=found))

    def pairs(self, node: Node, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """Give the pairs of a mapping; none, with a finding, if the node is something else."""
        if isinstance(node, Mapping):
            return node.pairs
        if not is_null(node):
            self.shape(node, key, _("a mapping (“key: value” lines)"))
        return ()

    def items(self, node: Node, key: str) -> tuple[Node, ...]:
        """Give the items of a list; none, with a finding, if the node is something else."""
        if isinstance(node, Sequence):
            return node.items
        if not is_null(node):
            self.shape(node, key, _("a list (put “- ” before each item)"))
        return ()

    def fields(
        self, node: Node, key: str, table: Table[str, Converter], required: Collection[str] = ()
    ) -> dict[str, Any]:
        """Read a mapping by a table; unknown and missing keys are findings."""
        values: dict[str, Any] = {}
        written = set()
        for name, child in self.pairs(node, key):
            own = name.value
            converter = table.get(own)
            if converter is None:
                self.unknown(name, table)
            elif not is_null(child):
                written.add(own)
                value = converter(self, child, own)
                if value is not None:
                    values[own] = value
        for name_ in required:
            if name_ not in written and isinstance(node, Mapping):
                self.error("TB107", node, _("{key} has no “{name}”; add it").format(key=key, name=name_))
        return values

    def unknown(self, key: Scalar, known: Iterable[str]) -> None:
        """Report a key that is not in the schema, with the nearest that is."""
        message = _("unknown key “{key}”; {remedy}")
        remedy = suggestion(key.value, known)
        self.error("TB104", key, message.format(key=key.value, remedy=remedy))


Converter = Callable[[Reader, Node, str], Any]


def is_null(node: Node) -> bool:
    """Whether nothing is written here."""
    return isinstance(node, Scalar) and not node.style and node.is_null


def suggestion(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, or list them all."""
    known = list(known)
    near = get_close_matches(word, known, 1, 0.6)
    if near:
        return _("did you mean “{near}”?").format(near=near[0])
    return _("known are {known}").format(known=", ".join(known))


def text(reader: Reader, node: Node, key: str) -> str | None:
    """Read a text, as written."""
    if isinstance(node, Scalar):
        return node.value
    reader.shape(node, key, _("a text"))
    return None


def designation(reader: Reader, node: Node, key: str) -> str | None:
    """Read a name: one line with something to be seen, without space at its ends."""
    value = text(reader, node, key)
    if value is None or (value == value.strip() and len(value.splitlines()) == 1 and _is_seen(value)):
        return value
    reader.value(node, key, _("one line that neither begins nor ends with a space, and not empty"), value)
    return None


def _is_seen(name: str) -> bool:
    return name[0].isalnum() or fold(name).strip() != ""


def texts(reader: Reader, node: Node, key: str) -> tuple[str, ...]:
    """Read a list of names; a single one may stand without a list."""
    if isinstance(node, Mapping):
        reader.shape(node, key, _("a text or a list of texts"))
        return ()
    nodes = node.items if isinstance(node, Sequence) else (node,)
    values = (designation(reader, item, key) for item in nodes)
    return tuple(value for value in values if value is not None)


def references(to: str) -> Converter:
    """Make a converter for a list of ids, which are kept to be looked up when everything has been read."""

    def convert(reader: Reader, node: Node, key: str) -> tuple[str, ...]:
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Scalar):
                reader.references.append(Reference(to, item.value, reader.place(item), reader.concept))
        return texts(reader, node, key)

    return convert


def choice(allowed: Collection[str]) -> Converter:
    """Make a converter for a value out of a closed list; a million of the same are one."""

    def convert(reader: Reader, node: Node, key: str) -> str | None:
        value = text(reader, node, key)
        if value is None or value in allowed:
            return value and intern(value)
        expected = _("one of {allowed}").format(allowed=", ".join(allowed))
        reader.value(node, key, expected, value)
        return None

    return convert


def flag(reader: Reader, node: Node, key: str) -> bool | None:
    """Read true or false."""
    value = choice(("true", "false"))(reader, node, key)
    return None if value is None else value == "true"


def identifier(reader: Reader, node: Node, key: str) -> str | None:
    """Read an id: lower-case ASCII letters, digits and hyphens, a letter first."""
    value = text(reader, node, key)
    if value is not None and not _ID.fullmatch(value):
        message = _("id “{id}” must begin with a letter a–z and consist of a–z, 0–9 and “-”")
        reader.error("TB108", node, message.format(id=value))
        return None
    return value


def language(reader: Reader, node: Node, key: str) -> str | None:
    """Read a language tag (BCP 47)."""
    value = text(reader, node, key)
    if value is not None and (problem := tag_problem(value)):
        reader.error("TB110", node, problem)
        return None
    return value and intern(value)


def date(reader: Reader, node: Node, key: str) -> str | None:
    """Read a date of ISO 8601, the month and the day being optional."""
    return _matching(reader, node, key, _DATE, _("a date such as 2022, 2022-01 or 2022-01-06"))


def sha256(reader: Reader, node: Node, key: str) -> str | None:
    """Read a SHA-256 in lower-case hexadecimal digits."""
    return _matching(reader, node, key, _HASH, _("64 hexadecimal digits in lower case"))


def mapping_of(keys: Converter, values: Converter) -> Converter:
    """Make a converter for a mapping by converters for its keys and its values."""

    def convert(reader: Reader, node: Node, key: str) -> dict[str, Any]:
        read = {}
        for name, child in reader.pairs(node, key):
            name_ = keys(reader, name, key)
            if name_ is not None and not is_null(child):
                read[name_] = values(reader, child, f"{key}.{name.value}")
        return {name: value for name, value in read.items() if value is not None}

    return convert


def one_of(known: Collection[str]) -> Converter:
    """Make a converter for keys out of a closed list."""

    def convert(reader: Reader, node: Node, key: str) -> str | None:
        if isinstance(node, Scalar) and node.value in known:
            return node.value
        if isinstance(node, Scalar):
            reader.unknown(node, known)
        return None

    return convert


def list_of(item: Converter) -> Converter:
    """Make a converter for a list by a converter for its items."""

    def convert(reader: Reader, node: Node, key: str) -> tuple[Any, ...]:
        values = [item(reader, child, key) for child in reader.items(node, key)]
        return tuple([value for value in values if value is not None])

    return convert


def data(reader: Reader, node: Node, key: str) -> Any:
    """Read whatever stands here as plain data; scalars are texts."""
    return plain(node) if reader.pairs(node, key) else {}


def _matching(reader: Reader, node: Node, key: str, pattern: re.Pattern[str], expected: str) -> str | None:
    value = text(reader, node, key)
    if value is not None and not pattern.fullmatch(value):
        reader.value(node, key, expected, value)
        return None
    return value


def _kind_of(node: Node) -> str:
    if isinstance(node, Scalar):
        return _("nothing") if node.is_null else _("the text “{text}”").format(text=node.value)
    return _("a list") if isinstance(node, Sequence) else _("a mapping")
