"""Spanish: plurals and feminines, conjunctions and articles before names, quotation marks.

Forms follow RAE & ASALE, Diccionario panhispánico de dudas (plural) and Nueva gramática § 3 and § 13.
"""

from __future__ import annotations

import functools
import re

from termbase.languages._romance import Romance, language_of
from termbase.languages._spanish_words import agree
from termbase.languages._tables import table

_COMPLEMENT = re.compile(
    r" (?:a|al|ante|bajo|con|contra|de|del|desde|en|entre|hacia|para|por|sin|sobre|tras)\b|,"
)
_NO_ACCENT = str.maketrans("áéíóú", "aeiou")
_ACCENT = str.maketrans("aeiou", "áéíóú")
_VOWEL = re.compile(r"[aeiouáéíóúü]")
_ONE_VOWEL = re.compile(r"^[^aeiouáéíóúü]*[aeiouáéíóúü][^aeiouáéíóúü]*$")
_FOREIGN = re.compile(
    r"[wkà]|^s[^aeiouáéíóú]|([bdfgmpstz])\1|sh|th|oo|ier$"
)  # speaker, scanner: the ending varies
_LAST_SYLLABLES = re.compile(r"([aeiou])([^aeiouáéíóúü]+)([aeo])n$")  # orden, examen


def feminine(word: str) -> str | None:
    """The feminine of an adjective, None where the rules do not tell.

    >>> feminine("kazajo"), feminine("inglés"), feminine("catalán"), feminine("civil"), feminine("iraní")
    ('kazaja', 'inglesa', 'catalana', 'civil', 'iraní')
    """
    small = word.lower()
    if small in _recorded("feminine"):
        return word[:1] + _recorded("feminine")[small][1:]
    if small.endswith("o"):
        return word[:-1] + "a"
    if small.endswith(("és", "án", "ón", "ín")):
        return word[:-2] + word[-2:].translate(_NO_ACCENT) + "a"
    if small.endswith(("dor", "tor", "sor")):
        return word + "a"
    return (
        word
        if small.endswith(("a", "e", "í", "ú", "l", "z", "ar", "s", "en", "ún")) and small[-2:] != "és"
        else None
    )


def plurals(word: str) -> tuple[str, ...]:
    """The plurals of a word, the preferred one first; none where the rules do not tell.

    >>> plurals("iraní"), plurals("misión"), plurals("orden"), plurals("crisis"), plurals("voz")
    (('iraníes', 'iranís'), ('misiones',), ('órdenes',), ('crisis',), ('voces',))
    """
    small = word.lower()
    if small in _recorded("plural"):
        return (word[:1] + _recorded("plural")[small][1:],)
    if not small[-1:].isalpha():
        return (word,)  # artículo 4
    if "-" in word:
        before, _hyphen, last = word.rpartition("-")
        return tuple(f"{before}-{plural}" for plural in plurals(last))
    if small[-1:] in "aeoáéó":
        return (word + "s",)
    if small[-1:] in "íú":
        return (word + "es", word + "s")
    if small.endswith("z"):
        return (word[:-1] + "ces",)
    if small[-1:] in "sx":
        return _plural_after_s(word)
    if small[-1:] in "iu":
        return (word + "s",)
    if small.endswith(("án", "én", "ín", "ón", "ún")):
        return (word[:-2] + word[-2].translate(_NO_ACCENT) + "nes",)
    if small.endswith("n"):
        return _plural_after_n(word)
    if small[-1:] in "lrdj" and _VOWEL.match(small[-2:-1]) and not _FOREIGN.search(small):
        return (word + "es",)
    if small.endswith(("ley", "rey", "uey")):
        return (word + "es",)
    return ()


def _plural_after_s(word: str) -> tuple[str, ...]:
    """Inglés, ingleses; mes, meses; crisis and tórax stay."""
    if re.search(r"(?:[aeo]|(?<![gq])u)ís$", word):
        return (word + "es",)  # país, países
    if re.search(r"[áéíóú]s$", word):
        return (word[:-2] + word[-2].translate(_NO_ACCENT) + "ses",)
    return (word + "es",) if _ONE_VOWEL.match(word.lower()) and word.endswith("s") else (word,)


def _plural_after_n(word: str) -> tuple[str, ...]:
    """Plan, planes; an unstressed last syllable puts an accent on the one before (orden, órdenes)."""
    if _ONE_VOWEL.match(word.lower()):
        return (word + "es",)
    if re.search("[wáéíóú]", word):
        return ()  # régimen: the stress may move
    found = _LAST_SYLLABLES.search(word)
    if found is None:
        return ()
    at = found.start(1)
    return (word[:at] + word[at].translate(_ACCENT) + word[at + 1 :] + "es",)


@functools.cache
def _recorded(sort: str) -> dict[str, str]:
    return {word: form for found, word, form in table("es_words") if found == sort}


LANGUAGE = language_of(
    Romance(
        code="es",
        plurals=plurals,
        feminine=feminine,
        complement=_COMPLEMENT,
        agree=agree,
        marks={"«": "»", "“": "”", "‘": "’", '"': '"', "'": "'"},
        phrases={noun: plural for noun, plural in _recorded("plural").items() if " " in noun},
    )
)
