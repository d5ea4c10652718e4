r"""Java properties: the values, not the keys.

Read is what `java.util.Properties.load` reads: continuation lines, `\uXXXX` and the other escapes. A file that is all
ASCII may be read as ISO-8859-1 as well as UTF-8, so what is written into it is escaped. In a value with a placeholder
(`{0}`), which `java.text.MessageFormat` reads, an apostrophe is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from termbase.documents._refusals import malformed
from termbase.documents._running import Running
from termbase.documents.document import Block, Format
from termbase.messages import _

_BREAK = r"(?:\r\n?|\n)"
_WITHIN = r"(?:[^\\\r\n]|\\(?:\r\n|.|\Z))"
_ENTRY = re.compile(
    rf"(?P<blank>[ \t\f]*+(?:[#!][^\r\n]*+)?(?:{_BREAK}|\Z))"
    rf"|[ \t\f]*+(?P<key>(?:[^\\\r\n \t\f=:]|\\(?:\r\n|.|\n|\r|\Z))*+)"
    rf"(?:[ \t\f]|\\{_BREAK})*+(?:[=:](?:[ \t\f]|\\{_BREAK})*+)?(?P<value>{_WITHIN}*+)(?:{_BREAK}|\Z)",
    re.DOTALL,
)
_ESCAPE = re.compile(
    rf"\\u[dD][89abAB][0-9a-fA-F]{{2}}\\u[dD][c-fC-F][0-9a-fA-F]{{2}}|\\u[0-9a-fA-F]{{4}}"
    rf"|\\{_BREAK}[ \t\f]*+|\\u|\\.|\\\Z|(?P<two>'')",
    re.DOTALL,
)
_UNIT = re.compile(r"\\u([0-9a-fA-F]{4})")
_DECODED = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_ENCODED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f"})
_MESSAGE_FORMAT = re.compile(r"\{\d+")
_LONGEST_NAME = 80


def blocks(source: str) -> Iterator[Block]:
    r"""Give every value as a segment that is named by its key as written.

    Raises TermbaseError at a `\u` without four hexadecimal digits, as Java does.

    >>> [(block.name, block.text) for block in blocks("city = Ki\\u0065w \\\n  und Minsk\n! no\n")]
    [('city', 'Kiew und Minsk')]
    """
    ascii_only = source.isascii()
    at = 0
    while at < len(source):
        entry = _ENTRY.match(source, at)
        if entry is None:  # cannot be: every line is one
            return
        at = entry.end()
        if entry["blank"] is None:
            message = _MESSAGE_FORMAT.search(entry["value"]) is not None
            running = _running(source, *entry.span("value"), message)
            escape = partial(_escape, ascii_only=ascii_only, message=message)
            if block := running.block("segment", escape=escape, name=entry["key"][:_LONGEST_NAME]):
                yield block


def _running(source: str, start: int, end: int, message: bool) -> Running:
    running = Running(source)
    at = start
    for escape in _ESCAPE.finditer(source, start, end):
        if escape["two"] and not message:
            continue
        running.add(at, escape.start())
        text = _decode(escape)
        running.add(escape.start(), escape.end(), text, keep=text == "\ufffd")
        at = escape.end()
    running.add(at, end)
    return running


def _decode(escape: re.Match[str]) -> str:
    written = escape[0]
    if written == "''":
        return "'"
    if written == "\\u":
        raise malformed(escape.string, escape.start(), _("\\u needs four hexadecimal digits, as in \\u00e4"))
    if units := _UNIT.findall(written):
        raw = b"".join(int(unit, 16).to_bytes(2, "big") for unit in units)
        return raw.decode("utf-16-be", "replace")
    if written[1:2] in ("\r", "\n", ""):
        return ""
    return _DECODED.get(written[1], written[1])


def _escape(text: str, ascii_only: bool = False, message: bool = False) -> str:
    r"""Give text as it stands in a value.

    >>> print(_escape("Łódź", ascii_only=True), _escape("Côte d'Ivoire", message=True))
    \u0141\u00f3d\u017a Côte d''Ivoire
    """
    text = text.translate(_ENCODED)
    if text[:1] == " ":
        text = f"\\{text}"
    if message:
        text = text.replace("'", "''")
    if ascii_only:
        raw = text.encode("utf-16-be", "surrogatepass")
        units = (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))
        text = "".join(chr(unit) if unit < 0x80 else f"\\u{unit:04x}" for unit in units)
    return text


FORMAT = Format("properties", (".properties",), blocks, _escape, description="Java properties: the values")
