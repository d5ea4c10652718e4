"""What must stay whatever it spells: addresses, paths, placeholders, code, what the author has marked (law 8)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

Span = tuple[int, int]

CODE, ADDRESS, IDENTIFIER = 1, 2, 4

_END = itemgetter(1)

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_KNOWN_ENDING = (
    "com|net|org|info|edu|gov|mil|int|news|media|press|online|site|"
    "docx?|odt|rtf|txt|md|rst|tex|pdf|html?|xml|json|ya?ml|csv|tsv|xlsx?|ods|pptx?|odp|"
    "xlf|xliff|tmx|tbx|pot?|mo|srt|vtt|py|js|ts|css|jpe?g|png|gif|svg|webp|mp[34]|zip|gz"
)
_IN_ADDRESS = r"[^\s<>\"“”„«»]"
# Every pattern begins where no longer one could have begun, and its runs are possessive: linear on hostile text.
_ADDRESSES = re.compile(  # without white space
    "|".join(
        (
            rf"(?<![\w+.-])(?i:[a-z][a-z0-9+.-]*+)://{_IN_ADDRESS}+",  # URL, RFC 3986
            r"(?<!\w)(?i:mailto|tel|doi|urn):[^\s<>\"]+",
            rf"(?<![\w.-])(?i:www)\.{_IN_ADDRESS}+",
            rf"(?<![\w.+-])[\w.+-]++@{_LABEL}(?:\.{_LABEL})+",  # e-mail
            # domain or file name: a known ending, or a country's in small letters
            rf"(?<![\w@.-]){_LABEL}(?:\.{_LABEL})*\.(?:(?i:{_KNOWN_ENDING})|[a-z]{{2}})(?![\w-])(?:/{_IN_ADDRESS}*)?",
            # relative path of a file
            rf"(?<![\w/.-])(?:[\w.-]++/)++[\w-]+\.(?:(?i:{_KNOWN_ENDING})|[a-z]{{2}})(?![\w-])",
            r"(?<![\w/.~])(?:~|\.{1,2})?/(?=[\w.~-])[^\s<>\"“”„«»|]+",  # POSIX path
            r"(?<!\w)[A-Za-z]:\\[^\s<>\"|]+",  # Windows path
            r"(?<![\w@.])@\w[\w.]*\w",  # handle
            r"(?<![\w#&])#\w+",  # tag
        )
    )
)
# One of these is in every address: full stops and colons before spaces, closing signs and quotation marks are in none,
# and of those that digits follow a full stop is not the only one.
_IN_ADDRESSES = re.compile(r"[/\\@#]|(?:\.(?!\d)|:)(?![\s\"')\]«»‘’‚“”„…‹›])(?!\Z)")
_CODE = re.compile(
    "|".join(
        (
            r"\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[\w.\[\]:!<>^+-]*\}",  # ${x} {{ x }} {x}
            r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%(?:\d+\$)?[sdifuxXoeEgGcr@](?!\w)",  # %(x)s %s %1$s
            r"(?<!`)(?P<ticks>`++)[^\n]{1,500}?(?<!`)(?P=ticks)(?!`)",  # code
            r"</?[A-Za-z][^<>]*>|&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);",  # markup
        )
    )
)
# Underscores within a word make it an identifier, but for that of German, which parts the genders: Kiewer_innen.
_JOINING = re.compile(r"(?<=[^\W_])_++(?=[^\W_])(?!in(?:nen)?\b)")
_REST = re.compile(r"\w++")
_COMMENT = "<!--", "-->"
_SPACE = re.compile(r"\s")
_TRAILING = ".,;:!?…)]}'’"
_SWITCH = re.compile(
    r"termbase:\s*(off|on)\b(?!\s*TB\d)"
)  # with codes it dismisses findings, and protects nothing
_SIC = re.compile(r"[\"'’”“«»‹›‘)\]]?\s?[\[(]sic!?[\])]", re.IGNORECASE)


def protected(text: str) -> list[Span]:
    """The protected spans of a text, ascending and apart (code points).

    >>> text = "Kiew/Charkow, /srv/Kiew, vlast.kz, 50 %, %s; @kiew"
    >>> [text[start:end] for start, end in protected(text)]
    ['/srv/Kiew', 'vlast.kz', '%s', '@kiew']
    """
    found = quick_signs(text)
    if not found:
        return []
    spans = [*_comments(text), *_code(text)] if found & CODE else []
    if found & ADDRESS:
        spans += _addresses(text)
    if found & IDENTIFIER:
        spans += _identifiers(text)
    return apart(spans)


def _code(text: str) -> Iterator[Span]:
    """Placeholders, code and markup."""
    return (found.span() for found in _CODE.finditer(text))


def _addresses(text: str) -> Iterator[Span]:
    """Addresses and paths, sought in the runs without white space in which there may be one."""
    done = 0
    for sign in _IN_ADDRESSES.finditer(text):
        if sign.start() < done:
            continue
        low = sign.start()
        while low > done and not text[low - 1].isspace():
            low -= 1
        space = _SPACE.search(text, sign.end())
        done = space.start() if space else len(text)
        for found in _ADDRESSES.finditer(text, low, done):
            end = found.end()
            while text[end - 1] in _TRAILING:
                end -= 1
            if end > found.start():
                yield found.start(), end


def _identifiers(text: str) -> Iterator[Span]:
    """Words with underscores between their letters."""
    done = 0
    for found in _JOINING.finditer(text):
        start = found.start()
        if start < done:
            continue
        while start > done and (text[start - 1].isalnum() or text[start - 1] == "_"):
            start -= 1
        rest = _REST.match(text, found.end())
        done = rest.end() if rest else found.end()
        yield start, done


def signs(text: str) -> int:
    """What a text may hold that is protected, as bits: CODE, ADDRESS, IDENTIFIER."""
    has_address = _IN_ADDRESSES.search(text) is not None
    return _may_hold_code(text) * CODE | has_address * ADDRESS | ("_" in text) * IDENTIFIER


def _may_hold_code(text: str) -> bool:
    return "<" in text or "%" in text or "{" in text or "`" in text or "&" in text


def apart(spans: Iterable[Span]) -> list[Span]:
    """The spans ascending, those joined that overlap or touch."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return found


def _comments(text: str) -> Iterator[Span]:
    opening, closing = _COMMENT
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            return
        yield start, end + len(closing)
        start = text.find(opening, end)


def switched_off(text: str) -> list[Span]:
    """The spans of a document from an inline `termbase: off` to the next `termbase: on` or the end."""
    spans = []
    start: int | None = None
    for switch in _SWITCH.finditer(text):
        if switch[1] == "off" and start is None:
            start = switch.start()
        elif switch[1] == "on" and start is not None:
            spans.append((start, switch.end()))
            start = None
    if start is not None:
        spans.append((start, len(text)))
    return spans


def is_sic(text: str, end: int) -> bool:
    """Whether `[sic]` or `(sic!)` follows the offset, also after a closing mark."""
    return _SIC.match(text, end) is not None


def overlaps(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether the span from `start` to `end` shares characters with one of the spans, which are ascending and apart."""
    at = bisect_right(spans, start, key=_END)  # the first that ends behind the start
    return at < len(spans) and spans[at][0] < end


try:
    from termbase.text._scanning import signs as quick_signs
except ImportError:  # where it was not built
    quick_signs = signs
