"""Kyrgyz: case suffixes, the plural, quotation marks; acronyms take their suffixes with or without a hyphen.

Suffixes follow the last vowel and the last sound (Кыргыз адабий тилинин грамматикасы, 1980). Names from
Russian in -ев are heard as front or back; for those in -ск, -б, -г, -д and -ь nothing is known.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._tables import naming_words, talk_of_names
from termbase.languages._turkic import Sound, Sounds, read_aloud, sounds
from termbase.languages._turkic import paradigm as turkic_paradigm
from termbase.languages.language import Designation, Language, Paradigm, recorded

_VOWELS = "аоуыэеиөүёюя"
_CLUSTER = re.compile(rf"[^{_VOWELS}йрлмнңь][кгтдпбф]$|[нрл][кгд]$")  # Минск, Йорк, Петербург
_FRONT_OR_BACK = re.compile(rf"[аоуыёюя][^{_VOWELS}]*ев$")  # Атамбаев
_POSSESSIVE = re.compile(r"[ыиуү]$")
_SURELY_POSSESSIVE = re.compile(rf"[{_VOWELS}]с[ыиуү]$")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a noun or name; an adjective stands before its noun unchanged."""
    name = designation
    word = re.split(r"[ -]", name.text)[-1].lower()
    if name.pos != "noun" or _CLUSTER.search(word):
        return recorded(name)
    if name.type == "acronym" or (name.text.isupper() and len(name.text) > 1):
        return _of_acronym(name, word)
    return turkic_paradigm(name, _readings(name, word), "", _sounds())


@functools.cache
def _sounds() -> Sounds:
    return sounds("ky")


def _readings(name: Designation, word: str) -> Iterator[Sound]:
    """How the last word of a name may be read; more than one way where its letters do not tell."""
    own = read_aloud(word, _sounds())
    if own is None:
        return
    vowel, end = own
    if " " in name.text and name.kind != "person" and end == "v" and _POSSESSIVE.search(word):
        yield vowel, "p"
        if _SURELY_POSSESSIVE.search(word) or name.text.split(" ")[-1][0].isupper() and name.kind != "place":
            return
    yield own
    if _FRONT_OR_BACK.search(word):
        yield "а", end


def _of_acronym(name: Designation, word: str) -> Paradigm:
    """An acronym in a vowel with its suffixes joined (ЖККУнун) or behind a hyphen; others have the recorded forms."""
    own = read_aloud(word, _sounds())
    if own is None or own[1] != "v":
        return recorded(name)
    joined = turkic_paradigm(name, (own,), "", _sounds())
    hyphened = turkic_paradigm(name, (own,), "-", _sounds())
    return {
        **joined,
        **{f"{c}/hyphen": s for c, s in hyphened.items() if s != joined.get(c) and "/" not in c},
    }


LANGUAGE = Language(
    code="ky",
    paradigm=paradigm,
    marks={"«": "»", "„": "“”", "“": "”", '"': '"'},
    naming_words=naming_words("ky"),
    talk_of_names=talk_of_names("ky", "sentence"),
    name_follows=talk_of_names("ky", "before"),
)
