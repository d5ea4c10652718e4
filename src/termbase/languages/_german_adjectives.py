"""German adjectives: alone, before the head of a name, and as nouns (Beauftragter, eine Vorsitzende).

The declension follows Duden 4, Grammatik; which words are adjectives says `de_adjectives`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._patterns import compiled
from termbase.languages._tables import table
from termbase.languages.language import Designation

ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
DECLENSION = {
    "m": {"nom": ("er", "e"), "gen": ("en", "en"), "dat": ("em", "en"), "acc": ("en", "en")},
    "f": {"nom": ("e", "e"), "gen": ("er", "en"), "dat": ("er", "en"), "acc": ("e", "e")},
    "n": {"nom": ("es", "e"), "gen": ("en", "en"), "dat": ("em", "en"), "acc": ("es", "e")},
    "pl": {"pl-nom": ("e", "en"), "pl-gen": ("er", "en"), "pl-dat": ("en", "en"), "pl-acc": ("e", "en")},
}
"""Gender (or pl) → case → its strong and its weak ending."""

SHADES = ("strong", "weak")
_ENDED = r"(?:e[rs]?)$"


def adjective(name: Designation) -> Iterator[tuple[str, str]]:
    """An adjective with its endings; those in -er from places and those that end in a full vowel have none."""
    if name.text.endswith(("er", "a", "o")) and name.text[0].isupper():
        yield "adj", name.text
        return
    stem = re.sub(r"e(?=[lr]$)", "", name.text) if re.search(r"[^e]el$", name.text) else name.text
    for ending in ADJECTIVE_ENDINGS:
        yield f"adj-{ending}".rstrip("-"), (stem if ending else name.text) + ending


def ending_of(word: str) -> str:
    """The ending that an adjective has in a nominative, empty if none: Kalter, er.

    >>> ending_of("Kalter"), ending_of("Warschau")
    ('er', '')
    """
    found = compiled(_ENDED).search(word)
    return found[0] if found else ""


def declined(word: str, ending: str) -> str:
    """An adjective with another ending.

    >>> declined("Kalter", "em")
    'Kaltem'
    """
    return compiled(_ENDED).sub("", word) + ending


def is_adjective(word: str) -> bool:
    """Whether a word with the ending of an adjective is known for one, not a name in -er (Warschauer)."""
    stem = compiled(_ENDED).sub("", word).lower()
    whole, suffixes = _stems()
    return stem in whole or stem.endswith(suffixes)


def is_noun(word: str, name: Designation, plurals: list[str]) -> bool:
    """Whether the head of a name is an adjective: its plural tells it (Beauftragter, Beauftragte), or -es (Inneres)."""
    if name.gender == "m":
        return word.endswith("er") and word[:-1] in plurals
    if name.gender == "f":
        return word.endswith("e") and word in plurals
    return name.gender == "n" and word.endswith("es") and name.kind == "term" and is_adjective(word)


@functools.cache
def _stems() -> tuple[frozenset[str], tuple[str, ...]]:
    rows = table("de_adjectives")
    return (
        frozenset(stem for kind, stem in rows if kind == "word"),
        tuple(stem for kind, stem in rows if kind == "suffix"),
    )
