"""Language tags: well-formed by BCP 47 (RFC 5646), in its recommended capitals, short codes by ISO 639-1.

Tags are keys, so `de-at` and `de_AT` are refused in favour of `de-AT`. Three-letter codes are not looked up.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from termbase.messages import _

_TAG = re.compile(
    r"""(?P<language> [a-z]{2,3} ) (-[a-z]{3}){0,3}  # language and extended language
        (-[A-Z][a-z]{3})?                            # script
        (-([A-Z]{2} | \d{3}))?                       # region
        (-([a-z0-9]{5,8} | \d[a-z0-9]{3}))*          # variants
        (-[a-wyz0-9](-[a-z0-9]{2,8})+)*              # extensions
        (-x(-[a-z0-9]{1,8})+)?                       # private use
        | x(-[a-z0-9]{1,8})+""",
    re.VERBOSE | re.ASCII,
)
_TABLE = Path(__file__).parent.parent / "data" / "iso639.tsv"


@functools.cache
def tag_problem(tag: str) -> str | None:
    """Say what is wrong with a language tag, and what to write instead; None if it is right.

    >>> tag_problem("zh-Hans") is None
    True
    >>> tag_problem("ua")
    'language tag “ua” is not in ISO 639-1; did you mean “uk”?'
    """
    found = _TAG.fullmatch(tag)
    if not found:
        canonical = canonical_tag(tag)
        if canonical != tag and _TAG.fullmatch(canonical):
            return _("language tag “{tag}” is written “{canonical}”").format(tag=tag, canonical=canonical)
        message = _("language tag “{tag}” is not valid (BCP 47); write “de”, “de-AT”, “zh-Hans” …")
        return message.format(tag=tag)
    language, table = found["language"] or "x", _codes()
    if len(language) != 2 or table.get(language) == "":
        return None
    if language in table:
        message = _("language tag “{tag}” is not in ISO 639-1; did you mean “{instead}”?")
        return message.format(tag=tag, instead=table[language] + tag[2:])
    return _("language tag “{tag}” is not in ISO 639-1").format(tag=tag)


def canonical_tag(tag: str) -> str:
    """Set the capitals of RFC 5646, section 2.1.1."""
    parts = tag.replace("_", "-").lower().split("-")
    for index, part in enumerate(parts[1:], 1):
        if len(parts[index - 1]) == 1:
            break
        if len(part) == 2:
            parts[index] = part.upper()
        elif len(part) == 4 and part.isalpha():
            parts[index] = part.title()
    return "-".join(parts)


@functools.cache
def _codes() -> dict[str, str]:
    """Read the table: a code of ISO 639-1 and "", or a frequent mistake and what is meant."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs}
