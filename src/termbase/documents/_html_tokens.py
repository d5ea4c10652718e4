"""The tags of HTML with their places in the source, in time linear to its length.

A tokenizer after the HTML standard (13.2.5), as far as it matters where text stands: tags, attributes, comments,
raw text, CDATA sections. The one of the standard library rereads an unclosed tag for every `<` in it (600 KB of
`<a ` take a minute) and gives no places of attributes; parsers in C give no places at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = "\t\n\f\r "
_MARKUP = re.compile(
    r"<(?:(?P<tag>/?[A-Za-z])|(?P<comment>!--)|(?P<section>!\[CDATA\[)|(?P<other>[!?]|/(?!\Z)))"
)
_NAME = re.compile(rf"[^{_SPACE}/>]++")
# Before an attribute come spaces and slashes; its name may begin with an equals sign, and hold quotes.
_VALUE = rf"\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^{_SPACE}>\"'][^{_SPACE}>]*+)"
# Where an equals sign follows a name a value must: an open quotation mark leaves the tag without an end.
_ATTRIBUTE = (
    rf"[{_SPACE}/]*+(?P<name>[^{_SPACE}/>][^{_SPACE}/>=]*+)"
    rf"(?:[{_SPACE}]*+=[{_SPACE}]*+(?:{_VALUE}|(?=>))|(?![{_SPACE}]*+=))"
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
# The whole tag first: one that never ends costs no more than a look.
_TAG = re.compile(rf"</?[^{_SPACE}/>]++(?:{re.sub(r'[?]P<[a-z]+>', '?:', _ATTRIBUTE)})*+[{_SPACE}/]*+>")
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_STEP = re.compile(
    rf"<!--(?P<empty>-?>)?|(?P<after>-->)|<(?P<slash>/?)script(?=[{_SPACE}/>])", re.IGNORECASE
)
FOREIGN = frozenset(("svg", "math"))
RAW = frozenset(("script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"))
"""Elements whose content is no markup; in the last two character references count."""
_RAW_END = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in RAW}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute; `start` and `end` are those of its value, `quote` its quotation mark or nothing."""

    name: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Token:
    """Text, a tag or something to leave out.

    `kind` is `text`, `data` (a CDATA section), `start`, `end` or `other`. `name` is that of the tag in small letters;
    `closed` tells of a tag that ends with `/>`.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    closed: bool = False


def tokens(source: str, xml: bool = False) -> Iterator[Token]:
    """Give the tokens of a source in their order; a tag that never ends is left out with all that follows.

    In `xml`, and in SVG and MathML, no element is raw and CDATA sections are text.
    """
    at = 0
    foreign = 0  # how many <svg> and <math> are open
    while found := _MARKUP.search(source, at):
        if found.start() > at:
            yield Token("text", at, found.start())
        token = _token(source, found, xml or foreign > 0)
        yield token
        at = token.end
        if token.name in FOREIGN:
            foreign = max(0, foreign + (token.kind == "start" and not token.closed) - (token.kind == "end"))
        elif token.kind == "start" and token.name in RAW and not (xml or foreign):
            end = _raw_end(source, at, token.name)
            if end > at:
                yield Token("text", at, end)
            at = end
    if at < len(source):
        yield Token("text", at, len(source))


def _token(source: str, found: re.Match[str], xml: bool) -> Token:
    start = found.start()
    if found["tag"]:
        return _tag(source, start)
    if found["comment"]:
        if source.startswith((">", "->"), found.end()):
            return Token("other", start, source.index(">", start) + 1)
        end = _COMMENT_END.search(source, found.end())
        return Token("other", start, end.end() if end else len(source))
    if found["section"] and xml:
        return Token("data", start, _after(source, "]]>", found.end()))
    return Token("other", start, _after(source, ">", start))


def _after(source: str, closing: str, start: int) -> int:
    end = source.find(closing, start)
    return len(source) if end < 0 else end + len(closing)


def _tag(source: str, start: int) -> Token:
    found = _TAG.match(source, start)
    if found is None:
        return Token("other", start, len(source))
    kind = "end" if source[start + 1] == "/" else "start"
    name = _NAME.match(source, start + 1 + (kind == "end"))
    assert name is not None  # a letter stands there
    end = found.end()
    attributes: tuple[Attribute, ...] = ()
    if kind == "start" and source.find("=", name.end(), end) >= 0:
        attributes = tuple(map(_attribute, _ATTRIBUTES.finditer(source, name.end(), end - 1)))
    closed = source[end - 2] == "/" and not (attributes and attributes[-1].end == end - 1)
    return Token(kind, start, end, name[0].lower(), attributes, closed)


def _attribute(found: re.Match[str]) -> Attribute:
    for group, quote in (("double", '"'), ("single", "'"), ("bare", "")):
        if found[group] is not None:
            return Attribute(found["name"].lower(), *found.span(group), quote)
    return Attribute(found["name"].lower(), found.end(), found.end(), "")


def _raw_end(source: str, start: int, name: str) -> int:
    """Where the content of an element ends that holds no markup: at its end tag or with the source."""
    if name == "script":
        return _script_end(source, start)
    end = _RAW_END[name].search(source, start)
    return end.start() if end else len(source)


def _script_end(source: str, start: int) -> int:
    """Find the end tag of a script: in a comment, one that an inner `<script` opened does not count."""
    in_comment = inner = False
    for step in _SCRIPT_STEP.finditer(source, start):
        if step["slash"] is None:
            if step["after"]:
                in_comment = inner = False
            elif not step["empty"]:
                in_comment = True
        elif not step["slash"]:
            inner = in_comment
        elif inner:
            inner = False
        else:
            return step.start()
    return len(source)
