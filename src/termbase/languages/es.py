"""Spanish: plurals and feminines, conjunctions and articles before names, quotation marks.

Forms follow RAE & ASALE, Diccionario panhispánico de dudas (plural) and Nueva gramática § 3 and § 13. Names
of persons, places, organisations and media do not inflect. Of a noun of several words the part before the
first preposition takes the plural.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._spanish_words import agree, attributed, governed, narrow
from termbase.languages._tables import naming_words, table
from termbase.languages.language import Designation, Language, Paradigm, build

_PLURAL_KINDS = frozenset({"term", "demonym", "office"})
_HEAD_ENDS = re.compile(
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


def paradigm(designation: Designation) -> Paradigm:
    """The cells nom and pl-nom, of an adjective f and pl-f too; what the glossary records comes first."""
    name = designation
    base = "pl-nom" if name.number == "pl" else "nom"
    fixed = not name.inflect or name.type in ("acronym", "abbreviation") or name.number == "pl"
    if name.pos == "adjective" and not fixed:
        return build(_adjective(name.text)) | dict(name.forms)
    if fixed or name.pos != "noun" or name.kind not in _PLURAL_KINDS:
        return {base: (name.text,)} | (dict(name.forms) if name.inflect else {})
    return build([(base, name.text), *(("pl-nom", plural) for plural in _plural_nouns(name.text))]) | dict(
        name.forms
    )


def _adjective(text: str) -> Iterator[tuple[str, str]]:
    """An adjective by gender and number; a phrase (de Asia Central) is the same in all."""
    yield "nom", text
    if " " in text:
        for cell in ("pl-nom", "f", "pl-f"):
            yield cell, text
        return
    for plural in _plurals(text):
        yield "pl-nom", plural
    feminine = _feminine(text)
    if feminine is None:
        return
    yield "f", feminine
    for plural in _plurals(feminine):
        yield "pl-f", plural


def _feminine(word: str) -> str | None:
    """The feminine of an adjective, None where the rules do not tell.

    >>> _feminine("kazajo"), _feminine("inglés"), _feminine("catalán"), _feminine("civil"), _feminine("iraní")
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


def _plural_nouns(text: str) -> list[str]:
    """The plurals of a noun of one word or several; none where the rules do not tell."""
    if text.lower() in _recorded("plural"):
        return [text[:1] + _recorded("plural")[text.lower()][1:]]
    end = _HEAD_ENDS.search(text)
    head, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    words = [_plurals(word) for word in head.split(" ")]
    if not all(words):
        return []
    if len(words) == 1:
        return [plural + rest for plural in words[0]]
    return [" ".join(plurals[0] for plurals in words) + rest]


def _plurals(word: str) -> list[str]:
    """The plurals of a word, the preferred one first; none where the rules do not tell.

    >>> _plurals("iraní"), _plurals("misión"), _plurals("orden"), _plurals("crisis"), _plurals("voz")
    (['iraníes', 'iranís'], ['misiones'], ['órdenes'], ['crisis'], ['voces'])
    """
    small = word.lower()
    if small in _recorded("plural"):
        return [word[:1] + _recorded("plural")[small][1:]]
    if not small[-1:].isalpha():
        return [word]  # artículo 4
    if "-" in word:
        before, _hyphen, last = word.rpartition("-")
        return [f"{before}-{plural}" for plural in _plurals(last)]
    if small[-1:] in "aeoáéó":
        return [word + "s"]
    if small[-1:] in "íú":
        return [word + "es", word + "s"]
    if small.endswith("z"):
        return [word[:-1] + "ces"]
    if small[-1:] in "sx":
        return _plural_after_s(word)
    if small[-1:] in "iu":
        return [word + "s"]
    if small.endswith(("án", "én", "ín", "ón", "ún")):
        return [word[:-2] + word[-2].translate(_NO_ACCENT) + "nes"]
    if small.endswith("n"):
        return _plural_after_n(word)
    if small[-1:] in "lrdj" and _VOWEL.match(small[-2:-1]) and not _FOREIGN.search(small):
        return [word + "es"]
    if small.endswith(("ley", "rey", "uey")):
        return [word + "es"]
    return []


def _plural_after_s(word: str) -> list[str]:
    """Inglés, ingleses; mes, meses; crisis and tórax stay."""
    if re.search(r"(?:[aeo]|(?<![gq])u)ís$", word):
        return [word + "es"]  # país, países
    if re.search(r"[áéíóú]s$", word):
        return [word[:-2] + word[-2].translate(_NO_ACCENT) + "ses"]
    return [word + "es"] if _ONE_VOWEL.match(word.lower()) and word.endswith("s") else [word]


def _plural_after_n(word: str) -> list[str]:
    """Plan, planes; an unstressed last syllable puts an accent on the one before (orden, órdenes)."""
    if _ONE_VOWEL.match(word.lower()):
        return [word + "es"]
    if re.search("[wáéíóú]", word):
        return []  # régimen: the stress may move
    found = _LAST_SYLLABLES.search(word)
    if found is None:
        return []
    at = found.start(1)
    return [word[:at] + word[at].translate(_ACCENT) + word[at + 1 :] + "es"]


@functools.cache
def _recorded(sort: str) -> dict[str, str]:
    return {word: form for found, word, form in table("es_words") if found == sort}


LANGUAGE = Language(
    code="es",
    paradigm=paradigm,
    agree=agree,
    narrow=narrow,
    governed=governed,
    attributed=attributed,
    marks={"«": "»", "“": "”", "‘": "’", '"': '"'},
    naming_words=naming_words("es"),
)
