"""What must stay whatever it spells: addresses, paths, placeholders, code, what the author has marked (law 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable

Span = tuple[int, int]

_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_TOP_LEVEL = (
    "com|net|org|info|edu|gov|mil|int|eu|fm|tv|io|news|media|press|online|site|"
    "docx?|odt|rtf|txt|md|rst|tex|pdf|html?|xml|json|ya?ml|csv|tsv|xlsx?|ods|pptx?|odp|"
    "xlf|xliff|tmx|tbx|po|pot|mo|srt|vtt|py|js|ts|css|jpe?g|png|gif|svg|webp|mp[34]|zip|gz|[a-z]{2}"
)
_PATTERNS = (
    r"[a-z][a-z0-9+.-]*://[^\s<>\"“”„«»]+",  # URL, RFC 3986
    r"(?:mailto|tel|doi|urn):[^\s<>\"]+",
    r"www\.[^\s<>\"“”„«»]+",
    rf"[\w.+-]+@{_LABEL}(?:\.{_LABEL})+",  # e-mail
    rf"(?<![\w@.-]){_LABEL}(?:\.{_LABEL})*\.(?:{_TOP_LEVEL})(?![\w-])(?:/[^\s<>\"“”„«»]*)?",  # domain or file name
    r"(?<![\w/.~])(?:~|\.{1,2})?/(?=[\w.~-])[^\s<>\"“”„«»|]+",  # POSIX path
    r"(?<!\w)[A-Za-z]:\\[^\s<>\"|]+",  # Windows path
    r"(?<![\w@.])@\w[\w.]*\w",  # handle
    r"(?<![\w#&])#\w+",  # tag
    r"\$\{[^{}]*\}|\{\{[^{}]*\}\}|\{[\w.\[\]:!<>^+-]*\}",  # ${x} {{ x }} {x}
    r"%\(\w+\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]|%(?:\d+\$)?[sdifuxXoeEgGcr@](?!\w)",  # %(x)s %s %1$s
    r"`+[^`\n]+`+",  # code
    r"</?[A-Za-z][^<>]*>|<!--.*?-->|&(?:#\d+|#x[0-9a-f]+|\w+);",  # markup
)
_PROTECTED = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_POSSIBLE = re.compile(r"[./\\@#%{$`<&]|www|:")
_TRAILING = ".,;:!?…)]}'’"
_SWITCH = re.compile(r"termbase:\s*(off|on)\b")
_SIC = re.compile(r"[\"'’”“«»‹›‘)\]]?\s?[\[(]sic!?[\])]", re.IGNORECASE)


def protected(text: str) -> list[Span]:
    """The protected spans of a text, ascending and apart (code points).

    >>> text = "Kiew/Charkow, /srv/Kiew, vlast.kz, 50 %, %s; @kiew"
    >>> [text[start:end] for start, end in protected(text)]
    ['/srv/Kiew', 'vlast.kz', '%s', '@kiew']
    """
    if not _POSSIBLE.search(text):
        return []
    spans = []
    for found in _PROTECTED.finditer(text):
        end = found.end()
        if text[found.start()] not in "<`{$&%":
            while text[end - 1] in _TRAILING:
                end -= 1
        if end > found.start():
            spans.append((found.start(), end))
    return spans


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


def overlaps(spans: Iterable[Span], start: int, end: int) -> bool:
    """Whether the span from `start` to `end` touches one of the ascending spans."""
    return any(low < end and start < high for low, high in spans)
