"""Character references as HTML reads them: `&auml;`, `&#228;`, `&#xE4;`, and the old ones without a semicolon."""

from __future__ import annotations

import html
import re
from html.entities import html5

from termbase.documents._running import Running

# Possessive, so that a long run of letters or digits is read once.
REFERENCE = re.compile(r"&(?:#[0-9]++;?|#[xX][0-9a-fA-F]++;?|[A-Za-z][A-Za-z0-9]{0,31}+;?)")
_MOST_DIGITS = 8
_LONGEST_OLD_NAME = max(len(name) for name in html5 if not name.endswith(";"))
_BEFORE_NO_REFERENCE = re.compile(r"[=A-Za-z0-9]")


def decode(found: re.Match[str], in_attribute: bool = False) -> tuple[str, int]:
    """Give what a match of REFERENCE stands for and where it ends; an end that is its start is no reference.

    The rules are those of the HTML standard, 13.2.5.72 (character reference state): the longest known name
    counts, and in an attribute a name without semicolon is text where a letter, a digit or `=` follows.

    >>> [decode(REFERENCE.match(text))[0] for text in ("&amp;", "&ampx", "&notit;", "&#x80;", "&zz;")]
    ['&', '&', '¬', '€', '']
    """
    written = found[0]
    if written[1] == "#":
        return _numbered(written), found.end()
    name = written[1:]
    if name.endswith(";") and name in html5:
        return html5[name], found.end()
    for length in range(min(len(name), _LONGEST_OLD_NAME), 1, -1):
        if (text := html5.get(name[:length])) is not None:
            end = found.start() + 1 + length
            if in_attribute and _BEFORE_NO_REFERENCE.match(found.string, end):
                break
            return text, end
    return "", found.start()


def _numbered(written: str) -> str:
    """Give the character of a number; html.unescape knows those of Windows-1252 and says "" of what is none."""
    digits = written[2:].rstrip(";").lstrip("xX").lstrip("0")
    if len(digits) > _MOST_DIGITS:
        return "\ufffd"
    return html.unescape(written.rstrip(";") + ";") or "\ufffd"


def add_text(running: Running, start: int, end: int, keep: bool = False, in_attribute: bool = False) -> None:
    """Append source to the running text, each character reference as one atomic piece."""
    at = start
    for found in REFERENCE.finditer(running.source, start, end):
        text, after = decode(found, in_attribute)
        if after > found.start():
            running.add(at, found.start(), keep=keep)
            running.add(found.start(), after, text, keep=keep)
            at = after
    running.add(at, end, keep=keep)
