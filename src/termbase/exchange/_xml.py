"""Elements of a big XML file, one after the other, with their lines; what can be used against a reader is refused.

The file has passed files.decode: expat is fed UTF-8, whatever its declaration says. An internal DTD subset and
entities are refused (the bombs are made of them), a bare DOCTYPE is accepted and never fetched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

MAX_DEPTH = 64
_CHUNK = 1 << 16


@dataclass(slots=True)
class Element:
    """An element with its content in order. Names are split: `namespace` is `""` where there is none."""

    name: str
    namespace: str
    attributes: dict[str, str]  # by local name; `xml:lang` is "lang" as the old attribute is
    line: int
    content: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        """The elements in it."""
        return [each for each in self.content if isinstance(each, Element)]

    @property
    def text(self) -> str:
        """All text in it, also that of the elements in it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.content)


class BrokenXML(TermbaseError):  # noqa: N818 - it is a TermbaseError that knows where
    """XML that is not well-formed, or refused; `offset` is the byte at which reading stopped."""

    def __init__(self, finding: Finding, offset: int, refused: bool) -> None:
        super().__init__([finding])
        self.offset, self.refused = offset, refused


def elements(data: bytes, file: str, whole: Collection[str], seen: Collection[str] = ()) -> Iterator[Element]:
    """Give the elements named in `whole` when they are complete, those in `seen` when they begin, still empty.

    `data` is UTF-8 without a byte-order mark. What is neither is passed over. Raises BrokenXML.
    """
    reader = _Reader(data, file, whole, seen)
    for start in range(0, max(len(data), 1), _CHUNK):
        reader.feed(data[start : start + _CHUNK], start + _CHUNK >= len(data))
        yield from reader.done
        reader.done.clear()


class _Reader:
    """The handlers of expat, with the elements that are open."""

    def __init__(self, data: bytes, file: str, whole: Collection[str], seen: Collection[str]) -> None:
        self.data, self.file, self.whole, self.seen = data, file, whole, seen
        self.done: list[Element] = []
        self.open: list[Element] = []
        self.depth = 0
        self.parser = expat.ParserCreate("UTF-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.skipped

    def feed(self, chunk: bytes, last: bool) -> None:
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            message = _("this is not well-formed XML ({problem}); correct this line or the ones before it")
            raise self.broken(message.format(problem=said), error.lineno, error.offset + 1) from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(_("elements nested deeper than {depth} levels").format(depth=MAX_DEPTH))
        namespace, _space, local = name.rpartition(" ")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        element = Element(local, namespace, plain, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].content.append(element)
            self.open.append(element)
        elif local in self.whole:
            self.open.append(element)
        elif local in self.seen:
            self.done.append(element)

    def end(self, _name: str) -> None:
        self.depth -= 1
        if self.open:
            element = self.open.pop()
            if not self.open:
                self.done.append(element)

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)

    def doctype(self, _name: str, _system: str | None, _public: str | None, has_internal_subset: int) -> None:
        if has_internal_subset:
            self.refuse(_("a document type definition inside the file"))

    def entity(self, *_declaration: object) -> None:
        self.refuse(_("an entity declaration"))

    def skipped(self, name: str, _is_parameter: bool) -> None:
        self.refuse(_("the entity “&{name};”, which is not declared here").format(name=name))

    def refuse(self, what: str) -> None:
        message = _("{what} is not read, as it can be used against the reader; remove it").format(what=what)
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise self.broken(message, line, column, refused=True)

    def broken(self, message: str, line: int, column: int, refused: bool = False) -> BrokenXML:
        offset = max(self.parser.ErrorByteIndex if not refused else self.parser.CurrentByteIndex, 0)
        start = self.data.rfind(b"\n", 0, offset) + 1
        end = self.data.find(b"\n", offset)
        shown = self.data[start : end if end >= 0 else len(self.data)][:500].decode("utf-8", "replace")
        place = Place(self.file, line, column)
        finding = Finding("TB731", "error", message, place, source=shown.rstrip("\r"))
        return BrokenXML(finding, offset, refused)
