"""XML: where text stands, found by expat in one pass over what a format says of its elements.

A format is a `Vocabulary`, and nothing else. Names in it are `prefix:local` with the vocabulary's own prefixes,
whatever prefixes a file uses. A document type is accepted as a bare name and never fetched; one that declares anything
is refused, as entities can make a few bytes into gigabytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import NoReturn
from xml.parsers import expat

from termbase.documents._references import add_text
from termbase.documents._running import Running
from termbase.documents._xml_blocks import OBJECT, Draft, Stretch
from termbase.documents.document import Block, Piece
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.text.lines import lines_of

MAX_DEPTH = 256  # as libxml2 has it; Word nests its deepest tables and text boxes a hundred deep
KEEP_SPACE = ' xml:space="preserve"'

_LONGEST_NAME = 200  # code points of an id: names are joined, which multiplies what an attacker writes
_XML = "http://www.w3.org/XML/1998/namespace"
_TAG = re.compile(r"""<(?:[^<>"']++|"[^"]*"|'[^']*')*+>""")
_ATTRIBUTE = re.compile(
    r"""\s(?!xmlns[:=\s])[^\s=<>"']++\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)')"""
)

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What an element says; None leaves what is said around it.

    It speaks of the element `levels` above it (0: itself) and of all that follows in that. `block` makes the element
    itself a block of this kind. Names are joined with a slash, from the outside in. `skipped`: nothing in it is text.
    `held` is how many stretches of text that stays begin here (less than zero: end); they need not end in the element
    in which they began.
    """

    lang: str | None = None
    name: str | None = None
    kind: str | None = None
    protected: bool | None = None
    block: str | None = None
    levels: int = 0
    skipped: bool = False
    held: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the elements of a format mean to its text. Elements that are not named are seen through."""

    namespaces: Mapping[str, str]  # → the prefix of names in this vocabulary; "": none
    blocks: Mapping[str, str]  # element that is a block → its kind
    text: frozenset[str] = frozenset()  # elements whose characters are text; none: all in a block
    characters: Mapping[str, str | Callable[[Attributes], str]] = field(default_factory=dict)
    """Elements that stand for text: a tab, a break, several spaces."""
    code: frozenset[str] = frozenset()  # characters inside are no text, though blocks inside are blocks
    skipped: frozenset[str] = frozenset()  # nothing inside is text
    says: Mapping[str, Callable[[Attributes], Said | None]] = field(default_factory=dict)
    read: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Element → its attributes that people read; each is a block of its own, called as the element's `name` says."""
    loses_space: frozenset[str] = (
        frozenset()
    )  # elements that need xml:space to keep white space at their edges
    roots: frozenset[str] = frozenset()  # a document with another root holds no text; none: any
    numbered: bool = False  # blocks without a name bear their number
    unescape: Callable[[list[Stretch]], list[Stretch]] | None = None  # a second layer of escapes, below XML's


def read(source: str, vocabulary: Vocabulary) -> list[Block]:
    """Give the blocks of a document, in the order in which they begin; a block may stand inside another one.

    Raises TermbaseError with line and column where the source is no well-formed XML, declares a document type of
    its own or another encoding, or nests deeper than MAX_DEPTH.
    """
    return _Reader(source, vocabulary).read()


def escape(text: str) -> str:
    """Give text as XML.

    >>> escape("P&R <neu>")
    'P&amp;R &lt;neu&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str, quote: str) -> str:
    """Give text as it stands in an attribute, between two of the quotation marks.

    >>> escape_attribute('P&R "neu"', '"')
    'P&amp;R &quot;neu&quot;'
    """
    reference = "&quot;" if quote == '"' else "&apos;"
    return escape(text).replace(quote, reference).replace("\t", "&#9;").replace("\n", "&#10;")


def escape_cdata(text: str) -> str:
    """Give text as it stands in a CDATA section.

    >>> escape_cdata("a]]>b")
    'a]]]]><![CDATA[>b'
    """
    return text.replace("]]>", "]]]]><![CDATA[>")


@dataclass(slots=True)
class _Element:
    """An open element, with what is said of it and around it."""

    name: str
    lang: str | None = None
    title: str = ""
    kind: str | None = None
    protected: bool = False
    is_text: bool = False
    is_code: bool = False
    is_skipped: bool = False
    draft: Draft | None = None  # the block that it is
    edge: tuple[int, str] | None = None
    start: int = -1  # where its tag starts, if it stands for text


class _Reader:
    """One pass over a source."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.source = source
        self.raw = source.encode("utf-8", "surrogatepass")
        self.is_ascii = len(self.raw) == len(source)
        self.vocabulary = vocabulary
        self.byte = self.point = 0  # as far as the places are known
        self.elements = [_Element("")]
        self.drafts: list[Draft] = []  # blocks that are open
        self.count = 0
        self.blocks: dict[int, Block] = {}  # by the number of blocks that began before
        self.begun = 0
        self.in_cdata = False
        self.held = 0  # open stretches of text that stays
        self.short: dict[str, str] = {}  # expat's names → the vocabulary's
        self.parser = expat.ParserCreate("utf-8", "|")

    def read(self) -> list[Block]:
        parser = self.parser
        parser.buffer_text = False
        parser.StartElementHandler = self.open_element
        parser.EndElementHandler = self.close_element
        parser.CharacterDataHandler = self.add_text
        parser.StartCdataSectionHandler = self.enter_cdata
        parser.EndCdataSectionHandler = self.leave_cdata
        parser.SkippedEntityHandler = self.skip_entity
        parser.XmlDeclHandler = self.check_encoding
        parser.StartDoctypeDeclHandler = self.refuse_subset
        parser.EntityDeclHandler = self.refuse_entity
        try:
            parser.Parse(self.raw, True)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            message = _(
                "this is no well-formed XML ({reason}); mend it here, or save the file anew with its program"
            )
            self.refuse("TB920", message.format(reason=reason), parser.ErrorByteIndex)
        return [self.blocks[number] for number in sorted(self.blocks)]

    def open_element(self, name: str, attributes: dict[str, str]) -> None:
        vocabulary, outer = self.vocabulary, self.elements[-1]
        if len(self.elements) > MAX_DEPTH:
            message = _(
                "elements are nested more than {limit} deep; no program writes such a file, so it is not read"
            )
            self.refuse("TB922", message.format(limit=MAX_DEPTH), self.parser.CurrentByteIndex)
        name = self.shortened(name)
        element = _Element(
            name,
            outer.lang,
            outer.title,
            outer.kind,
            outer.protected,
            not vocabulary.text or name in vocabulary.text,
            outer.is_code or name in vocabulary.code,
            outer.is_skipped or name in vocabulary.skipped or self.is_foreign(name),
        )
        self.elements.append(element)
        kind = vocabulary.blocks.get(name)
        if name in vocabulary.says:
            said = vocabulary.says[name]({self.shortened(key): value for key, value in attributes.items()})
            if said is not None:
                self.hear(said, self.elements[max(-1 - said.levels, -len(self.elements))])
                kind = said.block or kind
        if element.is_skipped:
            return
        if name in vocabulary.read and not self.keeps(element):
            self.read_attributes(element, attributes)
        if kind is not None:
            self.open_block(element, kind)
        elif self.drafts and name in vocabulary.characters:
            self.add_characters(element, attributes)
        elif self.drafts and name in vocabulary.loses_space and f"{_XML}|space" not in attributes:
            element.edge = self.tag_end(self.here()) - 1, KEEP_SPACE

    def read_attributes(self, element: _Element, attributes: Mapping[str, str]) -> None:
        """Give the attributes of an element that people read; expat tells their order, but not their places."""
        start = self.here()
        written = _ATTRIBUTE.finditer(self.source, start, self.tag_end(start))
        names = [self.shortened(key) for key in attributes]
        title = next((value for key, value in attributes.items() if self.shortened(key) == "name"), "")
        for name, found in zip(names, written, strict=False):
            if name not in self.vocabulary.read[element.name]:
                continue
            group, quote = ("single", "'") if found["double"] is None else ("double", '"')
            running = Running(self.source)
            add_text(running, *found.span(group), in_attribute=True)
            called = title[:_LONGEST_NAME] or name.rpartition(":")[2]
            block = running.block("segment", element.lang, partial(escape_attribute, quote=quote), called)
            if block is not None:
                self.blocks[self.begun] = block
                self.begun += 1

    def is_foreign(self, name: str) -> bool:
        """Tell whether this is the root of a document of another kind."""
        return len(self.elements) == 1 and bool(self.vocabulary.roots) and name not in self.vocabulary.roots

    def hear(self, said: Said, element: _Element) -> None:
        """Take in what is said of an element."""
        element.lang = said.lang or element.lang
        element.kind = said.kind or element.kind
        if said.name:
            name = said.name[:_LONGEST_NAME]
            element.title = f"{element.title}/{name}" if element.title else name
        if said.protected is not None:
            element.protected = said.protected
        element.is_skipped = element.is_skipped or said.skipped
        self.held = max(0, self.held + said.held)

    def open_block(self, element: _Element, kind: str) -> None:
        self.count += element.name in self.vocabulary.blocks
        if self.drafts:
            element.kind = None  # that of a paragraph is not that of a text box in it
        element.is_code = False
        element.draft = Draft(self.begun, kind, str(self.count) if self.vocabulary.numbered else "")
        self.begun += 1
        self.drafts.append(element.draft)

    def close_element(self, _name: str) -> None:
        element = self.elements.pop()
        if element.draft is not None:
            self.drafts.pop()
            block = element.draft.finish(element.kind, element.title, self.vocabulary.unescape)
            if block is not None:
                self.blocks[element.draft.number] = block
        elif element.start >= 0 and not element.is_code:
            end = self.tag_end(element.start)
            if not self.source.startswith("/>", end - 2):
                self.drafts[-1].stretch_to(element.start, self.tag_end(self.here()))

    def add_characters(self, element: _Element, attributes: dict[str, str]) -> None:
        """Let an element stand for text; what is neither space nor hyphen is not to be replaced."""
        if element.is_code and self.elements[-2].is_code:
            return
        stands_for = self.vocabulary.characters[element.name]
        if not isinstance(stands_for, str):
            stands_for = stands_for({self.shortened(key): value for key, value in attributes.items()})
        if stands_for:
            start = element.start = self.here()
            piece = Piece(start, self.tag_end(start), stands_for, markup=True)
            self.drafts[-1].add(Stretch(piece, element.lang, self.keeps(element) or stands_for == OBJECT))

    def keeps(self, element: _Element) -> bool:
        return element.protected or self.held > 0

    def is_in_text(self) -> bool:
        element = self.elements[-1]
        return bool(self.drafts) and element.is_text and not element.is_code and not element.is_skipped

    def add_text(self, data: str) -> None:
        if not self.is_in_text():
            return
        element, start = self.elements[-1], self.here()
        if self.source[start] == "&" and not self.in_cdata:
            end = self.source.index(";", start) + 1
        else:  # a line end in the source may be two characters, what expat tells is one
            end = start + (2 if self.source.startswith("\r\n", start) else len(data))
            data = self.source[start:end]
        written = escape_cdata if self.in_cdata else None
        piece = Piece(start, end, data, escape=written, edge=element.edge)
        self.drafts[-1].add(Stretch(piece, element.lang, self.keeps(element)))

    def skip_entity(self, _name: str, is_parameter: bool) -> None:
        """Let an entity of a document type that was not fetched stand for something unknown."""
        if self.is_in_text() and not is_parameter:
            start = self.here()
            piece = Piece(start, self.source.index(";", start) + 1, OBJECT, markup=True)
            self.drafts[-1].add(Stretch(piece, self.elements[-1].lang, True))

    def enter_cdata(self) -> None:
        self.in_cdata = True

    def leave_cdata(self) -> None:
        self.in_cdata = False

    def check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse what says that it is in another encoding than it is read and would be written in."""
        if encoding is not None and not encoding.upper().startswith(("UTF-8", "UTF-16")):
            message = _("the file says that it is in {encoding}, but is read as UTF-8; save it anew as UTF-8")
            self.refuse("TB917", message.format(encoding=encoding), 0)

    def refuse_subset(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            self.refuse_entity()

    def refuse_entity(self, *_declaration: object) -> None:
        message = _("this document type declares something, which can hide gigabytes; remove the part in […]")
        self.refuse("TB921", message, self.parser.CurrentByteIndex)

    def refuse(self, code: str, message: str, byte: int) -> NoReturn:
        offset = len(self.raw[: max(byte, 0)].decode("utf-8", "surrogatepass"))
        lines = lines_of(self.source)
        line, column = lines.place(offset)
        place = Place("", line, column)
        raise TermbaseError([Finding(code, "error", message, place, source=lines.line(line)[:200])])

    def here(self) -> int:
        """Where expat stands, in code points; it only moves forward, so once over the source suffices."""
        byte = self.parser.CurrentByteIndex
        if self.is_ascii:
            return byte
        self.point += len(self.raw[self.byte : byte].decode())
        self.byte = byte
        return self.point

    def tag_end(self, start: int) -> int:
        found = _TAG.match(self.source, start)
        return found.end() if found else start + 1

    def shortened(self, name: str) -> str:
        short = self.short.get(name)
        if short is None:
            namespace, _bar, local = name.rpartition("|")
            prefix = "xml" if namespace == _XML else self.vocabulary.namespaces.get(namespace, namespace)
            short = self.short[name] = f"{prefix}:{local}" if prefix else local
        return short
