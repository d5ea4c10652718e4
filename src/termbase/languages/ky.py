"""Kyrgyz: case suffixes, the plural, quotation marks; acronyms take their suffixes with or without a hyphen.

Suffixes follow the last vowel and the last sound (Кыргыз адабий тилинин грамматикасы, 1980). Names from
Russian in -ев are heard as front or back, those in -б, -г and -д as voiced or not; for those in -ск and -ь
nothing is known.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._kipchak import MARKS, Reading
from termbase.languages._kipchak import paradigm as kipchak_paradigm
from termbase.languages._tables import naming_words, talk_of_names
from termbase.languages._turkic import Sound, read_aloud
from termbase.languages._turkic import paradigm as turkic_paradigm
from termbase.languages.language import Designation, Language, Paradigm, recorded

_VOWELS = "аоуыэеиөүёюя"
_VOICED = ("б", "г", "д")
_FRONT_OR_BACK = re.compile(rf"[аоуыёюя][^{_VOWELS}]*ев$")  # Атамбаев


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a noun or name.

    >>> paradigm(Designation("Бишкек", "place"))["gen"]
    ('Бишкектин',)
    """
    return kipchak_paradigm(designation, _reading())


@functools.cache
def _reading() -> Reading:
    return Reading(
        code="ky",
        vowels=_VOWELS,
        possessive=re.compile(r"[^ч][ыиуү]$"),  # but катчы, башчы
        surely_possessive=re.compile(rf"[{_VOWELS}]с[ыиуү]$"),
        own=_own,
        doubtful=_doubtful,
        acronym=_acronym,
    )


def _own(word: str) -> Sound | None:
    """The sound of a word by its letters; a final б, г or д may be written as it is or as it is heard (Абад)."""
    return read_aloud(f"{word[:-1]}м" if word.endswith(_VOICED) else word, _reading().sounds)


def _doubtful(word: str, own: Sound) -> Iterator[Sound]:
    yield own
    if word.endswith(_VOICED):
        yield own[0], "k"
    if _FRONT_OR_BACK.search(word):
        yield "а", own[1]


def _acronym(name: Designation, word: str) -> Paradigm:
    """An acronym in a vowel with its suffixes joined (ЖККУнун) or behind a hyphen; others have the recorded forms."""
    known = _reading().sounds
    own = read_aloud(word, known)
    if own is None or own[1] != "v":
        return recorded(name)
    joined = turkic_paradigm(name, (own,), "", known)
    hyphened = turkic_paradigm(name, (own,), "-", known)
    return {
        **joined,
        **{f"{c}/hyphen": s for c, s in hyphened.items() if s != joined.get(c) and "/" not in c},
    }


LANGUAGE = Language(
    code="ky",
    paradigm=paradigm,
    marks=MARKS,
    naming_words=naming_words("ky"),
    talk_of_names=talk_of_names("ky", "sentence"),
    name_follows=talk_of_names("ky", "before"),
)
