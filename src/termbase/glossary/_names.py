"""Names of one concept in one language, as authority files have them → a term with its variants.

Nobody of the house has looked at them: what an authority file calls an alternate name is found by look-up and never
rewritten in a text, except spellings that leave out accents, as there nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from termbase.model import Place, Term, Variant

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+"
)
_ACCENTS = re.compile("[\u0300-\u036f]+")
_LATIN_END = "\u0250"
_SHORTEST = 5  # letters: shorter words are too easily others (Öl, Ol)


def cleaned(name: str) -> str:
    """Give the name in NFC, without characters that are not seen and with single spaces; "" if nothing is left."""
    if name.isascii() and name.isprintable() and "  " not in name:
        return name.strip()
    return unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", name).split()))


def make_term(
    text: str,
    others: Iterable[tuple[str, str]],
    place: Place,
    type: str = "full",
    besides: Iterable[str] = (),
) -> Term:
    """Make a term of its text and the names that lead to it, each with its kind of variant.

    `besides` are the texts of other terms of the concept in this language.
    """
    seen = {text, *besides, ""}
    variants = []
    for name, kind in others:
        if name not in seen:
            seen.add(name)
            variants.append(_variant(name, kind, text, place))
    return Term(text, type, variants=tuple(variants), place=place)


def _variant(name: str, kind: str, term: str, place: Place) -> Variant:
    if kind == "synonym":
        return Variant(name, "spelling" if _without_accents(name, term) else kind, place=place)
    return Variant(name, kind, use="lookup", place=place)


def _without_accents(name: str, term: str) -> bool:
    """Tell whether two names in Latin letters differ in accents and punctuation alone.

    >>> _without_accents("Sao Paulo", "São Paulo"), _without_accents("paris", "Paris")
    (True, False)
    """
    if max(name + term) >= _LATIN_END or name == name.lower():
        return False
    letters = _letters(name)
    return len(letters) >= _SHORTEST and letters == _letters(term)


def _letters(name: str) -> str:
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", name))
    return "".join(filter(str.isalnum, plain))
