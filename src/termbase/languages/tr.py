"""Turkish: suffixes after an apostrophe, the plural and -li without one, capitals with i/İ and ı/I, quotation marks.

Names take their suffixes behind an apostrophe (TDK, Yazım Kılavuzu: Kesme işareti) and in harmony with their
last vowel and sound. Common nouns have the forms that the glossary records: their last consonant may change
(kitap, kitabı).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._tables import naming_words, table, talk_of_names
from termbase.languages._turkic import Sound, Sounds, read_aloud, sounds
from termbase.languages._turkic import paradigm as turkic_paradigm
from termbase.languages.language import Designation, Language, Paradigm, recorded

_FOREIGN = re.compile(r"[wxqáàåãčćéèêëęíïłńñóòôõøřśšúùýžźß]|[sctpg]h|[eo]{2}|ou|ck|([bdfgklmnprstvz])\1$")
_ENGLISH_END = re.compile(r"(?:[eo]n|er|ne|re|se|te|ce|ge|[^aeıioöuü]le|[^aeıioöuü]y)$")
_TURKISH_LETTER = re.compile(r"[çğıöşü]")
_SOFT = re.compile(r"(?:[ao]|(?<!b)u)l$|[ahk]at$")  # Kemal'in, Melahat'e; İstanbul'un, Murat'a
_OLD_COMPOUND = re.compile(
    r"(?:oğlu|oğulları|başı|önü|ucu|adası|burnu|köyü|suyu|ağzı|altı|yolu|deresi|tepesi|[^m]eli|[^m]ili|bolu|pınarı|kapısı|hanı"
    r"|kalesi|sarayı|çarşısı|çayı|doğu)$"
)  # Saraçoğlu'na and Saraçoğlu'ya
_GENITIVE = re.compile(r"[^\W\d_]*[ıiuü]n(?![^\W_])|bizim")
_NO_GENITIVE = frozenset({"için", "gün", "bugün", "dün", "bütün", "son", "yakın", "uzun", "kadın", "altın"})
_SPELLED: Sound = ("e", "v")  # be, ce, de …


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a name with its suffixes; of a common noun those that the glossary records."""
    name = designation
    last = re.split(r"[ -]", name.text)[-1]
    if name.pos != "noun" or not last[:1].isupper() or not _sounds().ends.get(small(last)[-1:]):
        return recorded(name)
    return turkic_paradigm(name, _readings(name, last), "'", _sounds())


@functools.cache
def _sounds() -> Sounds:
    return sounds("tr")


def small(text: str) -> str:
    """A text in the small letters of Turkish.

    >>> small("ISPARTA, İzmir")
    'ısparta, izmir'
    """
    return text.replace("I", "ı").replace("İ", "i").lower()


def upper(text: str) -> str:
    """A text in the capitals of Turkish.

    >>> upper("Isparta, İzmir'in")
    "ISPARTA, İZMİR'İN"
    """
    return text.replace("ı", "I").replace("i", "İ").upper()


def _readings(name: Designation, last: str) -> Iterator[Sound]:
    """How the last word of a name may be read; more than one way where its letters do not tell."""
    word = small(last)
    if name.type == "acronym" or (last.isupper() and len(last) > 1):
        yield from _of_acronym(last, word)
        return
    own = read_aloud(word, _sounds())
    if own is None:
        return
    vowel, end = own
    if end == "v" and vowel in "ıiuü" and " " in name.text and name.kind != "person":
        surely = word in _possessives() or word.endswith(("lığı", "liği", "luğu", "lüğü"))
        yield vowel, "p"
        if surely or name.kind != "place":
            return
    yield own
    if _OLD_COMPOUND.search(word):
        yield vowel, "p"
    if word.endswith("iy"):
        yield "i", "v"
    if _SOFT.search(word):
        yield ("ö" if vowel in "ou" else "e"), end
    if not _TURKISH_LETTER.search(word) and (_FOREIGN.search(word) or _is_english(name, word)):
        yield from _foreign(word, own)


def _is_english(name: Designation, word: str) -> bool:
    return name.kind in ("person", "medium") and _ENGLISH_END.search(word) is not None


def _foreign(word: str, own: Sound) -> Iterator[Sound]:
    """How a name in the spelling of another language may be read besides: Biden'ın, Shakespeare'in, Zelensky'nin."""
    stem = read_aloud(word[:-1], _sounds())
    if word.endswith("y") and stem:
        yield "i", "v"
        return
    if word.endswith("e") and stem and stem[1] != "v":
        yield stem
    for vowel in "aeou":
        yield vowel, own[1]


def _of_acronym(acronym: str, word: str) -> Iterator[Sound]:
    own = read_aloud(word, _sounds())
    if own and own[1] == "v":
        yield own  # as a word and spelled
        return
    read = _acronyms().get(acronym)
    if own and read != "spelled":
        yield own
    if read != "word":
        yield _SPELLED
        if word.endswith("k"):
            yield "a", "v"  # ke and ka


@functools.cache
def _acronyms() -> dict[str, str]:
    return {row[0]: row[1] for row in table("tr_acronyms")}


@functools.cache
def _possessives() -> frozenset[str]:
    return frozenset(word for (word,) in table("tr_possessives"))


def narrow(before: str, after: str, name: Designation, cells: frozenset[str]) -> frozenset[str]:
    """The cells without the possessive where no genitive stands before: Erdoğan'ı, but Türkiye'nin Erdoğan'ı."""
    if any(word not in _NO_GENITIVE for word in _GENITIVE.findall(small(before))):
        return cells
    return frozenset(cell for cell in cells if not cell.startswith("poss")) or cells


LANGUAGE = Language(
    continued=lambda rest: rest[:1] == "'" and rest[1:].isalpha(),
    code="tr",
    paradigm=paradigm,
    narrow=narrow,
    upper=upper,
    marks={"“": "”", "‘": "’", "«": "»", '"': '"'},
    naming_words=naming_words("tr"),
    talk_of_names=talk_of_names("tr", "sentence"),
    name_follows=talk_of_names("tr", "before"),
)
