"""gettext PO: the translations (msgstr, all plural forms), fuzzy ones too; never the header or obsolete entries.

Pairs are what programs show: without fuzzy entries. The first plural form is that of msgid, all others and an only one
are those of msgid_plural. Messages are in English unless the header says otherwise (X-Source-Language).

Read is what the GNU tools read (gettext manual, “The Format of PO Files”): strings are joined however they are
broken into lines, and the break is no part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from termbase.documents._refusals import malformed
from termbase.documents._running import Running
from termbase.documents.document import Block, Format, Pair, Piece
from termbase.messages import _

_TOKEN = re.compile(
    r"(?P<space>\s++)|(?P<comment>#[^\r\n]*+)|(?P<keyword>msg(?:ctxt|id_plural|id|str)\b)"
    r"|\[(?P<number>[0-9]{1,9}+)\]|\"(?P<string>(?:[^\"\\\r\n]|\\[^\r\n])*+)\""
)
_ESCAPE = re.compile(r"\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)")
_DECODED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ENCODED = str.maketrans(
    {**{text: f"\\{letter}" for letter, text in _DECODED.items()}, "\\": "\\\\", '"': '\\"'}
)
# Conversions of printf and its kin, in braces, of the shell and of Qt: what the flags `…-format` announce.
_PLACEHOLDER = re.compile(
    r"%(?:\(\w+\))?(?:\d+\$)?[-+ #0'I]*(?:\d+|\*(?:\d+\$)?)?(?:\.(?:\d+|\*)?)?(?:hh|h|ll|l|q|L|j|z|t)?[a-zA-Z@%]"
    r"|%L?\d+|%n|\{[^{}\s]*\}|\$\{?\w+\}?|<(?:PRI|SCN)\w+>"
)
_HAS_FORMAT = re.compile(r"^#,.*?[\s,](?!no-)[a-z+-]+-format\b", re.MULTILINE)
_IS_FUZZY = re.compile(r"#,(?:.*[\s,])?fuzzy\b")
_FIELD = re.compile(r"^(Language|X-Source-Language|Content-Type):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_CHARSET = re.compile(r"charset=([\w.:-]+)")
_UTF_8 = frozenset(("utf-8", "utf8", "us-ascii", "ascii", "charset"))
_LONGEST_NAME = 80
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}

_Strings = list[tuple[int, int]]


@dataclass(slots=True)
class _Entry:
    """A message: where the strings of its parts stand (inside their marks), and its comments' lines."""

    source: str
    comments: list[str] = field(default_factory=list)
    parts: dict[str, _Strings] = field(default_factory=dict)  # msgctxt, msgid …; msgstr, msgstr[0] …

    def text(self, part: str) -> str:
        """Give the text of a part, empty if there is none."""
        spans = self.parts.get(part, ())
        return "".join(_ESCAPE.sub(_decode, self.source[start:end]) for start, end in spans)

    def name(self) -> str:
        """Give what people find the entry by: its msgctxt and msgid."""
        parts = (self.text("msgctxt"), self.text("msgid"))
        return "|".join(part for part in parts if part)[:_LONGEST_NAME]

    def is_header(self) -> bool:
        """Tell whether this is the entry of the empty msgid, whose msgstr is the header."""
        return "msgctxt" not in self.parts and not self.text("msgid")


def blocks(source: str) -> Iterator[Block]:
    r"""Give every translation as a segment that is named by its msgctxt and msgid.

    Raises TermbaseError where the file is malformed or declares a charset other than UTF-8.

    >>> [block.text for block in blocks('msgid "%d Kyiv"\nmsgstr "%d "\n"Kiew\\n"\n')]
    ['%d Kiew\n']
    """
    entries, lang, _from = _catalogue(source)
    for entry in entries:
        name = entry.name()
        for part in entry.parts:
            if part.startswith("msgstr") and (block := _block(entry, part, lang, name)):
                yield block


def pairs(source: str, origin: str | None = None) -> Iterator[Pair]:
    r"""Give every message with its translation, as far as there is one that is not fuzzy.

    >>> [(pair.source.text, pair.target.text) for pair in pairs('msgid "Kyiv"\nmsgstr "Kiew"\n')]
    [('Kyiv', 'Kiew')]
    """
    entries, lang, written_in = _catalogue(source)
    for entry in entries:
        if any(map(_IS_FUZZY.match, entry.comments)):
            continue
        name = entry.name()
        has_several = "msgstr[1]" in entry.parts
        for part in entry.parts:
            singular = part == "msgstr" or (part == "msgstr[0]" and has_several)
            message = "msgid" if singular or "msgid_plural" not in entry.parts else "msgid_plural"
            target = _block(entry, part, lang, name) if part.startswith("msgstr") else None
            if target and (said := _message(entry, message, origin or written_in)):
                yield Pair(said, target)


def _catalogue(source: str) -> tuple[list[_Entry], str | None, str]:
    """Give the entries without the header, the language that it names, and that of the messages."""
    entries = list(_entries(source))
    header = next((entry for entry in entries if entry.is_header()), _Entry(source))
    fields = dict(_FIELD.findall(header.text("msgstr")))
    _check_charset(header, fields.get("Content-Type", ""))
    others = [entry for entry in entries if entry is not header]
    return others, _bcp47(fields.get("Language", "")), _bcp47(fields.get("X-Source-Language", "")) or "en"


def _block(entry: _Entry, part: str, lang: str | None, name: str) -> Block | None:
    """Give a part of an entry as a segment."""
    running = Running(entry.source)
    for start, end in entry.parts.get(part, ()):
        running.add_escaped(start, end, _ESCAPE, _decode)
    block = running.block("segment", lang, name=name + part[len("msgstr") :] if "[" in part else name)
    if block and (kept := _placeholders(entry, block.text)):
        block = Block(block.pieces, kept, (), block.kind, lang, name=block.name)
    return block


def _message(entry: _Entry, part: str, lang: str) -> Block | None:
    """Give a message as a segment in one piece, as it is only read."""
    text, spans = entry.text(part), entry.parts.get(part)
    if not spans or not text.strip():
        return None
    piece = Piece(spans[0][0], spans[-1][1], text)
    return Block((piece,), _placeholders(entry, text), kind="segment", lang=lang)


def _placeholders(entry: _Entry, text: str) -> tuple[tuple[int, int], ...]:
    """Give where a text of an entry that is a format has its placeholders."""
    if not any(map(_HAS_FORMAT.search, entry.comments)):
        return ()
    return tuple(found.span() for found in _PLACEHOLDER.finditer(text))


def _entries(source: str) -> Iterator[_Entry]:
    entry = _Entry(source)
    strings: _Strings | None = None  # of the part that is being read
    part = ""
    for found in _tokens(source):
        match found.lastgroup:
            case "comment":
                if "msgstr" in part:
                    yield entry
                    entry, part, strings = _Entry(source), "", None
                if not found[0].startswith("#~"):
                    entry.comments.append(found[0])
            case "keyword":
                if "msgstr" in part and found[0] != "msgstr":
                    yield entry
                    entry = _Entry(source)
                part = found[0]
                strings = entry.parts.setdefault(part, [])
            case "number":
                if part != "msgstr":
                    raise malformed(source, found.start(), _("a number in brackets belongs behind “msgstr”"))
                strings = entry.parts.setdefault(f"msgstr{found[0]}", [])
                if not entry.parts["msgstr"]:
                    del entry.parts["msgstr"]
            case "string":
                if strings is None:
                    raise malformed(source, found.start(), _("a string belongs behind “msgid” or “msgstr”"))
                strings.append(found.span("string"))
    if entry.parts:
        yield entry


def _tokens(source: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            if source[at] == '"':
                message = _("a string does not end on its line; close it with a quotation mark")
            else:
                message = _("this is no PO; lines begin with “msgid”, “msgstr”, “#” or a quotation mark")
            raise malformed(source, at, message)
        if found.lastgroup != "space":
            yield found
        at = found.end()


def _check_charset(header: _Entry, content_type: str) -> None:
    charset = _CHARSET.search(content_type)
    if charset and charset[1].lower() not in _UTF_8:
        message = _("the header declares the charset {charset}; convert the file with msgconv -t UTF-8")
        raise malformed(
            header.source, header.parts["msgstr"][0][0], message.format(charset=charset[1]), "TB927"
        )


def _bcp47(locale: str) -> str | None:
    """Give the language tag of a gettext locale.

    >>> [_bcp47(locale) for locale in ("de_AT", "sr@latin", "zh_Hans", "ca@valencia", "")]
    ['de-AT', 'sr-Latn', 'zh-Hans', 'ca-valencia', None]
    """
    name, _at, modifier = locale.partition("@")
    parts = name.partition(".")[0].replace("_", "-").split("-")
    if modifier and modifier != "euro":
        parts.insert(1 if modifier in _SCRIPTS else len(parts), _SCRIPTS.get(modifier, modifier))
    return "-".join(parts) or None


def _decode(escape: re.Match[str]) -> str:
    """Give what an escape stands for; a byte that is no ASCII is half a character, of which nobody knows more."""
    written = escape[0][1:]
    if written[0] in "01234567":
        byte = int(written, 8)
    elif written[0] == "x" and len(written) > 1:
        byte = int(written[1:], 16)
    else:
        return _DECODED.get(written, written)
    return chr(byte) if byte < 0x80 else "\ufffd"


def _escape(text: str) -> str:
    r"""Give text as it stands in a string.

    >>> print(_escape('die "OVKS"'))
    die \"OVKS\"
    """
    return text.translate(_ENCODED)


FORMAT = Format(
    "po", (".po", ".pot"), blocks, _escape, description="gettext PO: the translations", pairs=pairs
)
