"""HTML and XHTML: paragraphs, headings, cells and the attributes that people read.

Inline tags are joints; what stands in `<q>` is quoted. Code, also that of template engines, deleted text,
`translate="no"`, the class `notranslate` and inline text of another language than its paragraph's stay; scripts,
styles, preformatted text, templates, forms' contents, SVG and MathML hold no text.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from termbase.documents._html_tokens import Attribute, Token, tokens
from termbase.documents._references import add_text
from termbase.documents._running import Running
from termbase.documents._templates import keep_code
from termbase.documents.document import Block, Format

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label map mark math meter"
    " nobr noscript output picture progress q rp rt ruby s samp script small source span strike strong style sub sup"
    " svg template time track tt u var wbr".split()
)
_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input link meta param source track wbr".split()
)
_NO_TEXT = frozenset(
    "iframe math noembed noframes plaintext pre script style svg template textarea xmp".split()
)
_KEPT = frozenset(("code", "del", "kbd", "samp", "tt", "var"))
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), "heading"),
    "td": "cell",
    "th": "cell",
}
_READ = frozenset(("alt", "aria-description", "aria-label", "placeholder", "title"))
_DESCRIPTIONS = frozenset(
    ("description", "og:description", "og:title", "twitter:description", "twitter:title")
)
# What a start tag closes if it is open: HTML standard, 13.1.2.4 (optional tags).
_CELLS = frozenset(("td", "th"))
_ROWS = _CELLS | {"tr"}
_CLOSES = {
    "li": frozenset(("li", "p")),
    **dict.fromkeys(("dt", "dd"), frozenset(("dt", "dd", "p"))),
    **dict.fromkeys(_CELLS, _CELLS | {"p"}),
    "tr": _ROWS | {"p"},
    **dict.fromkeys(("tbody", "thead", "tfoot"), _ROWS | {"tbody", "thead", "tfoot", "p"}),
    "option": frozenset(("option",)),
}
_CLOSES_P = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup hr main menu nav ol p pre search section table ul".split()
)
_BOUNDS = frozenset("table ul ol dl select button caption body html object template".split())
_HIGHEST = 32  # so many open elements upwards an implied end is sought; a limit keeps deep nesting linear
_CHARSET = re.compile(r"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4096  # code points: there a page says its charset
_XML = re.compile(r"\s*<\?xml\b|\s*<!DOCTYPE\s[^>]*\bXHTML\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element with what its content inherits."""

    name: str
    lang: str | None = None
    keep: bool = False  # its text must stay
    silent: bool = False  # it holds no text for people


@dataclass(slots=True)
class _Reader:
    source: str
    xml: bool
    running: Running
    open: list[_Element] = field(default_factory=lambda: [_Element("")])
    ascii_only: bool = False  # whether what is written must be
    count: Counter[str] = field(default_factory=Counter)
    kind: str = "paragraph"
    lang: str | None = None  # of the block that is being read
    quotes: list[int] = field(default_factory=list)  # where the open <q> of the block began
    quoted: list[tuple[int, int]] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        for token in tokens(self.source, self.xml):
            match token.kind:
                case "text":
                    self.read(token.start, token.end)
                case "data":
                    self.read_section(token)
                case "start":
                    yield from self.start(token)
                case "end":
                    yield from self.end(token)
                case _:
                    self.running.join()
        yield from self.finish()

    def start(self, token: Token) -> Iterator[Block]:
        """Enter an element: block elements end the block that is being read."""
        if token.name == "br":
            self.running.break_line(token.start, token.end)
            return
        if token.name in _INLINE:
            self.running.join()
        else:
            yield from self.finish()
            self.close_implied(token.name)
        element = self.element(token)
        if not element.silent and not element.keep:
            yield from self.attributes(token, element.lang)
        if token.name in _VOID or token.closed and (self.xml or token.name in ("svg", "math")):
            return
        if token.name == "q":
            self.quotes.append(self.running.length)
        self.open.append(element)
        self.count[token.name] += 1
        self.kind = _KINDS.get(token.name, "paragraph") if token.name not in _INLINE else self.kind

    def end(self, token: Token) -> Iterator[Block]:
        """Leave an element and those in it that are still open; an end without a start is nothing."""
        if token.name in _INLINE:
            self.running.join()
        else:
            yield from self.finish()
        if token.name == "q" and self.quotes:
            self.quoted.append((self.quotes.pop(), self.running.length))
        if self.count[token.name]:
            while self.close().name != token.name:
                pass

    def close(self) -> _Element:
        element = self.open.pop()
        self.count[element.name] -= 1
        return element

    def close_implied(self, name: str) -> None:
        """Close what the start of this element ends without saying so."""
        ended = _CLOSES.get(name) or (frozenset(("p",)) if name in _CLOSES_P else frozenset())
        last = 0
        for above, element in enumerate(self.open[: -_HIGHEST - 1 : -1], 1):
            if element.name in ended:
                last = above
            elif element.name in _BOUNDS:
                break
        for _above in range(last):
            self.close()

    def element(self, token: Token) -> _Element:
        """Give the element of a start tag, with what it has of its parent."""
        outer = self.open[-1]
        own = {attribute.name: self.value(attribute) for attribute in reversed(token.attributes)}
        tag = own.get("xml:lang", own.get("lang"))
        keep = outer.keep
        if (translate := own.get("translate")) is not None:
            keep = translate.lower() == "no"
        if token.name in _KEPT or "notranslate" in own.get("class", "").split():
            keep = True
        lang = outer.lang if tag is None else tag.strip() or None
        return _Element(token.name, lang, keep, outer.silent or token.name in _NO_TEXT)

    def escape(self, escape: Callable[[str], str]) -> Callable[[str], str]:
        return partial(_in_ascii, escape) if self.ascii_only else escape

    def value(self, attribute: Attribute) -> str:
        return self.source[attribute.start : attribute.end]

    def attributes(self, token: Token, lang: str | None) -> Iterator[Block]:
        """Give the values that people read, each a block of its own."""
        read = _READ
        if token.name == "meta":
            names = {
                self.value(each).lower() for each in token.attributes if each.name in ("name", "property")
            }
            if not names & _DESCRIPTIONS:
                return
            read = frozenset(("content",))
        for attribute in token.attributes:
            if attribute.name in read:
                running = Running(self.source)
                add_text(running, attribute.start, attribute.end, in_attribute=True)
                name = f"{token.name} {attribute.name}"
                if block := running.block("segment", lang, self.escape(_ESCAPES[attribute.quote]), name):
                    yield keep_code(block)

    def read(self, start: int, end: int) -> None:
        """Take in text, in which character references count."""
        if self.opens_block(start, end):
            add_text(self.running, start, end, keep=self.keeps())

    def read_section(self, token: Token) -> None:
        """Take in a CDATA section: what is in it is text as it stands, and stays, as `&` is written otherwise."""
        start, end = token.start + len("<![CDATA["), token.end - len("]]>")
        self.running.join()
        if self.opens_block(start, end):
            self.running.add(start, end, keep=True)
        self.running.join()

    def opens_block(self, start: int, end: int) -> bool:
        """Tell whether there is text for people; the first of a block gives it its language."""
        if self.open[-1].silent:
            return False
        if self.lang is None and not self.source[start:end].isspace():
            self.lang = self.open[-1].lang
        return True

    def keeps(self) -> bool:
        here = self.open[-1]
        return here.keep or (here.lang or "").lower() != (self.lang or "").lower()

    def finish(self) -> Iterator[Block]:
        """Give the block, if it holds text; the next one starts empty."""
        if block := self.running.block(self.kind, self.lang, self.escape(_escape)):
            yield keep_code(replace(block, quoted=tuple(self.quoted)) if self.quoted else block)
        self.running = Running(self.source)
        self.kind, self.lang = "paragraph", None
        self.quotes, self.quoted = [], []


def blocks(source: str) -> Iterator[Block]:
    """Give the texts of a page in the order of their ends: attributes come before the paragraph that they stand in.

    A page that is read as UTF-8 but says that it is in another charset is written to with character references.
    Every input is read as the HTML standard would have a browser read it; none is refused.

    >>> page = '<h1 lang=de>Die <b>ODKB</b></h1><p><img alt="Kiew">&Auml;gypten'
    >>> [(block.kind, block.lang, block.text) for block in blocks(page)]
    [('heading', 'de', 'Die ODKB'), ('segment', None, 'Kiew'), ('paragraph', None, 'Ägypten')]
    """
    charset = _CHARSET.search(source, 0, _HEAD)
    ascii_only = charset is not None and not charset[1].lower().startswith("utf")
    return _Reader(source, _XML.match(source) is not None, Running(source), ascii_only=ascii_only).blocks()


def _escape(text: str) -> str:
    """Give text as it stands between tags.

    >>> print(_escape("P&R <neu>"))
    P&amp;R &lt;neu&gt;
    """
    return html.escape(text, quote=False)


def _in_ascii(escape: Callable[[str], str], text: str) -> str:
    return escape(text).encode("ascii", "xmlcharrefreplace").decode()


def _in_double(text: str) -> str:
    return _escape(text).replace('"', "&quot;")


def _in_single(text: str) -> str:
    return _escape(text).replace("'", "&#39;")


def _in_none(text: str) -> str:
    return re.sub(r"[&<>\"'=`\s]", lambda found: f"&#{ord(found[0])};", text)


_ESCAPES: dict[str, Callable[[str], str]] = {'"': _in_double, "'": _in_single, "": _in_none}

FORMAT = Format(
    "html",
    (".html", ".htm", ".xhtml"),
    blocks,
    _escape,
    description="HTML and XHTML, with alt texts and titles",
)
