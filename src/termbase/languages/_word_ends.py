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
    small = text.lower()
    for start in (0, *(joint.end() for joint in _JOINT.finditer(small))):
        if f"^{small[start:]}" in rows:
            found = rows[f"^{small[start:]}"]
            return tuple(text[:start] + _capitalised(form, text[start:]) for form in _forms(found))
    for start in range(len(small) + 1):
        if small[start:] in rows:
            found = rows[small[start:]]
            return tuple(
                text[:start] + (form if start else _capitalised(form, text)) for form in _forms(found)
            )
    return ()


def _forms(found: str) -> list[str]:
    return [] if found == "-" else found.split("/")


def _capitalised(form: str, text: str) -> str:
    """The form with a capital in each part that has one in the text."""
    parts, were = _PARTS.split(form), _PARTS.split(text)
    if len(parts) != len(were):
        return text[:1] + form[1:]
    return "".join(
        part[:1].upper() + part[1:] if was[:1].isupper() else part
        for part, was in zip(parts, were, strict=True)
    )
