"""French: plurals and feminines, elision, articles and prepositions before names, quotation marks.

Forms and agreement follow Grevisse & Goosse, Le bon usage; the tables name the paragraphs.
"""

from __future__ import annotations

import functools
import re

from termbase.languages._french_words import agree
from termbase.languages._romance import Romance, language_of
from termbase.languages._tables import table
from termbase.languages._word_ends import with_ending

_COMPLEMENT = re.compile(
    r" (?:(?:de|du|des|à|au|aux|en|par|pour|sur|sous|sans|dans|contre|avec|entre|chez|vers|hors)\b|d['’])|,"
)
_INVARIABLE_PREFIX = re.compile(
    r"(?:anti|avant|ex|mini|néo|non|post|pré|pro|semi|sous|ultra|vice)-", re.IGNORECASE
)


def plurals(word: str) -> tuple[str, ...]:
    """The plural of a noun or adjective (article 4: the number stays).

    Of a hyphen compound only the last part after a prefix is sure to take it.

    >>> plurals("journal"), plurals("vice-amiral"), plurals("porte-parole"), plurals("4")
    (('journaux',), ('vice-amiraux',), ('porte-parole',), ('4',))
    """
    if not word[-1:].isalpha():
        return (word,)
    rows = _endings("plural")
    if "-" in word and not _INVARIABLE_PREFIX.match(word) and f"^{word.lower()}" not in rows:
        return ()
    return with_ending(rows, word)


def feminine(word: str) -> str | None:
    """The feminine of an adjective, None where the rules do not tell.

    >>> feminine("arménien"), feminine("voyageur")
    ('arménienne', None)
    """
    return next(iter(with_ending(_endings("feminine"), word)), None)


@functools.cache
def _endings(sort: str) -> dict[str, str]:
    return {end: ending for found, end, ending in table("fr_endings") if found == sort}


LANGUAGE = language_of(
    Romance(
        code="fr",
        plurals=plurals,
        feminine=feminine,
        complement=_COMPLEMENT,
        agree=agree,
        marks={"«": "»", "“": "”", "‘": "’", "‹": "›", '"': '"'},
        short_titles=frozenset("M"),
    )
)
