"""In which direction a language is written."""

from __future__ import annotations

RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ku-Arab", "ps", "sd", "ug", "ur", "yi"))
"""Languages that are written from right to left (CLDR, characters/orientation)."""


def direction(lang: str) -> str:
    """Tell how a language is written: ltr or rtl.

    >>> direction("he"), direction("az-Arab-IR"), direction("de")
    ('rtl', 'rtl', 'ltr')
    """
    parts = lang.split("-")
    script = next((part for part in parts[1:] if len(part) == 4), "")
    if script:
        return "rtl" if script in ("Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg") else "ltr"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"
