"""Kazakh: case suffixes, the plural, quotation marks; acronyms take their suffixes behind a hyphen (АҚШ-тың).

Native words follow their last vowel. Names from Russian do not always: -ов and -ев follow the vowel before
them or their own, a final и or у is heard as vowel or glide, after ск a vowel is put in. There the text
decides, or nothing is known.
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
from termbase.languages.language import Designation, Language, Paradigm

_BACK = "аоұыяё"
_VOWELS = "аәеёоөуұүыіэюяи"
_SURNAME = re.compile(rf"([{_VOWELS}])[^{_VOWELS}]*([ое])в$")
_BOTH = re.compile(rf"[ую][^{_VOWELS}]*$|(?<![{_VOWELS}])и$|ь$")
_GLIDE = re.compile(rf"[{_VOWELS}]у$")
_SOFT_L = re.compile(r"ль$")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a noun or name.

    >>> paradigm(Designation("Астана", "place"))["loc"]
    ('Астанада',)
    """
    return kipchak_paradigm(designation, _reading())


@functools.cache
def _reading() -> Reading:
    return Reading(
        code="kk",
        vowels=_VOWELS,
        possessive=re.compile(r"[^ш][ыі]$"),  # but хатшы, басшы
        surely_possessive=re.compile(rf"[{_VOWELS}]с[ыі]$"),
        own=_own,
        doubtful=_doubtful,
        acronym=_acronym,
    )


def _own(word: str) -> Sound | None:
    """The sound of a word by its letters: a final ь is not heard, у after a vowel is a glide, final и like й."""
    soft = word.endswith("ь")
    bare = word.removesuffix("ь")
    own = read_aloud(bare[:-1] + "й" if _GLIDE.search(bare) else bare, _reading().sounds)
    if own is None and bare.endswith("и"):
        own = "и", "v"
    return ("е", own[1]) if own and soft else own


def _doubtful(word: str, own: Sound) -> Iterator[Sound]:
    end = own[1]
    surname = _SURNAME.search(word)
    if surname and surname[1] + surname[2] != "ае" and (surname[1] in _BACK) != (surname[2] in _BACK):
        yield from (("а", end), ("е", end))
    elif surname and surname[1] + surname[2] == "ае":
        yield "а", end
    elif _BOTH.search(word) and not _GLIDE.search(word) and not _SOFT_L.search(word):
        for vowel in "ае":
            yield vowel, end
            if word[-1] in "иу":
                yield from ((vowel, "v"), (vowel, "r"))
    else:
        yield own


def _acronym(name: Designation, word: str) -> Paradigm:
    return turkic_paradigm(name, _spelled(word), "-", _reading().sounds)


def _spelled(word: str) -> Iterator[Sound]:
    """An acronym in a vowel is read by it; one in a consonant as a word or by the names of its letters."""
    known = _reading().sounds
    own = read_aloud(word, known)
    if own and own[1] == "v":
        yield own
        return
    ends = {"v", *([own[1]] if own else [known.ends.get(word[-1:], "v")])}
    for end in sorted(ends):
        yield from (("а", end), ("е", end))


LANGUAGE = Language(
    code="kk",
    paradigm=paradigm,
    marks=MARKS,
    naming_words=naming_words("kk"),
    talk_of_names=talk_of_names("kk", "sentence"),
    name_follows=talk_of_names("kk", "before"),
)
