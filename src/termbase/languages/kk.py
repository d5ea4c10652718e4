"""Kazakh: case suffixes, the plural, quotation marks; acronyms take their suffixes behind a hyphen (АҚШ-тың).

Native words follow their last vowel. Names from Russian do not always: -ов and -ев follow the vowel before
them or their own, a final и or у is heard as vowel or glide, after ск a vowel is put in. There the text
decides, or nothing is known.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._tables import naming_words, talk_of_names
from termbase.languages._turkic import Sound, Sounds, read_aloud, sounds
from termbase.languages._turkic import paradigm as turkic_paradigm
from termbase.languages.language import Designation, Language, Paradigm, recorded

_BACK = "аоұыяё"
_VOWELS = "аәеёоөуұүыіэюяи"
_SURNAME = re.compile(rf"([{_VOWELS}])[^{_VOWELS}]*([ое])в$")
_CLUSTER = re.compile(rf"[^{_VOWELS}йрлмнңь][кгтдқпбф]$|[нрл][кгд]$")  # Минск, Йорк, Петербург
_BOTH = re.compile(rf"[ую][^{_VOWELS}]*$|(?<![{_VOWELS}])и$|ь$")
_GLIDE = re.compile(rf"[{_VOWELS}]у$")
_SOFT_L = re.compile(r"ль$")
_POSSESSIVE = re.compile(rf"(?:[{_VOWELS}]с|[{_VOWELS}лрңнтдкғг])[ыі]$")
_SURELY_POSSESSIVE = re.compile(rf"[{_VOWELS}]с[ыі]$")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a noun or name; an adjective stands before its noun unchanged."""
    name = designation
    word = re.split(r"[ -]", name.text)[-1].lower()
    if name.pos != "noun" or _CLUSTER.search(word):
        return recorded(name)
    acronym = name.type == "acronym" or (name.text.isupper() and len(name.text) > 1)
    found = _of_acronym(word) if acronym else _readings(name, word)
    return turkic_paradigm(name, found, "-" if acronym else "", _sounds())


@functools.cache
def _sounds() -> Sounds:
    return sounds("kk")


def _readings(name: Designation, word: str) -> Iterator[Sound]:
    """How the last word of a name may be read; more than one way where its letters do not tell."""
    own = _own(word)
    if own is None:
        return
    vowel, end = own
    if " " in name.text and name.kind != "person" and end == "v" and _POSSESSIVE.search(word):
        yield vowel, "p"
        if _SURELY_POSSESSIVE.search(word) or name.text.split(" ")[-1][0].isupper() and name.kind != "place":
            return
    surname = _SURNAME.search(word)
    if surname and surname[1] + surname[2] != "ае" and (surname[1] in _BACK) != (surname[2] in _BACK):
        yield from (("а", end), ("е", end))
    elif surname and surname[1] + surname[2] == "ае":
        yield "а", end
    elif _BOTH.search(word) and not _GLIDE.search(word) and not _SOFT_L.search(word):
        yield from _doubtful(word, end)
    else:
        yield own


def _own(word: str) -> Sound | None:
    """The sound of a word by its letters: a final ь is not heard, у after a vowel is a glide, final и like й."""
    soft = word.endswith("ь")
    bare = word.removesuffix("ь")
    own = read_aloud(bare[:-1] + "й" if _GLIDE.search(bare) else bare, _sounds())
    if own is None and bare.endswith("и"):
        own = "и", "v"
    return ("е", own[1]) if own and soft else own


def _doubtful(word: str, end: str) -> Iterator[Sound]:
    for vowel in "ае":
        yield vowel, end
        if word[-1] in "иу":
            yield vowel, "v"
            yield vowel, "r"


def _of_acronym(word: str) -> Iterator[Sound]:
    """An acronym in a vowel is read by it; one in a consonant as a word or by the names of its letters."""
    own = read_aloud(word, _sounds())
    if own and own[1] == "v":
        yield own
        return
    ends = {"v", *([own[1]] if own else [_sounds().ends.get(word[-1:], "v")])}
    for end in sorted(ends):
        yield from (("а", end), ("е", end))


LANGUAGE = Language(
    code="kk",
    paradigm=paradigm,
    marks={"«": "»", "„": "“”", "“": "”", '"': '"'},
    naming_words=naming_words("kk"),
    talk_of_names=talk_of_names("kk", "sentence"),
    name_follows=talk_of_names("kk", "before"),
)
