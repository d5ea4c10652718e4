"""Forms by how a word ends: tables in which the longest end wins."""

from __future__ import annotations

import re
from collections.abc import Mapping

_JOINT = re.compile(r"[ -]")
_PARTS = re.compile(r"([ -])")


def with_ending(rows: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The forms that a table gives a text, the preferred one first; none where it is not certain.

    A row is an end and what replaces it, or whole words at the end of the text (`^child`) and their form; `a/b` are
    several forms, `-` is none. Whole words come before ends, the longest before shorter ones.

    >>> with_ending({"": "s", "y": "ies", "^child": "children"}, "Policy"), with_ending({"^child": "children"}, "Child")
    (('Policies',), ('Children',))
    """
    found = longest_end(rows, text)
    if found is None:
        return ()
    start, forms = found
    return tuple(
        text[:start] + (_capitalised(form, text[start:]) if start in _starts(text) else form)
        for form in ([] if forms == "-" else forms.split("/"))
    )


def longest_end(rows: Mapping[str, str], text: str) -> tuple[int, str] | None:
    """Where the longest end of a text that a table has begins, and what the table says; whole words come first.

    >>> longest_end({"y": "ies", "^child": "children"}, "policy"), longest_end({"^child": "children"}, "grandchild")
    ((5, 'ies'), None)
    """
    small = text.lower()
    for start in _starts(small):
        if f"^{small[start:]}" in rows:
            return start, rows[f"^{small[start:]}"]
    for start in range(len(small) + 1):
        if small[start:] in rows:
            return start, rows[small[start:]]
    return None


def _starts(text: str) -> list[int]:
    """Where the words of a text begin."""
    return [0, *(joint.end() for joint in _JOINT.finditer(text))]


def _capitalised(form: str, text: str) -> str:
    """The form with a capital in each part that has one in the text."""
    parts, were = _PARTS.split(form), _PARTS.split(text)
    if len(parts) != len(were):
        return text[:1] + form[1:]
    return "".join(
        part[:1].upper() + part[1:] if was[:1].isupper() else part
        for part, was in zip(parts, were, strict=True)
    )
