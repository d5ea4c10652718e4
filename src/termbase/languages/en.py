"""English: possessives and plurals of names and nouns, a and an before them.

Possessives and plurals follow the usual rules (Oxford New Hart's Rules § 4.2, § 4.1).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._tables import naming_words, stands_before_names, table, talk_of_names
from termbase.languages._word_ends import with_ending
from termbase.languages.language import Bearing, Correction, Designation, Language, Paradigm, build
from termbase.text.words import word_before

_ES = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![^\W_])(an?) $", re.IGNORECASE)
_MARKS = {"“": "”", "‘": "’", "«": "»", '"': '"', "'": "'"}
_PREPOSITIONS = (
    r"\b(?:about|above|across|after|against|among|around|at|before|behind|below|between|beyond|by|despite|during|for|"
    r"from|in|inside|into|near|of|off|on|onto|outside|over|past|since|through|to|toward|towards|under|until|upon|via|"
    r"with|within|without) "
)
_PREPOSITION = re.compile(_PREPOSITIONS + "(?:the |a |an )?$", re.IGNORECASE)
_BARE_PREPOSITION = re.compile(_PREPOSITIONS + "$", re.IGNORECASE)
_GOES_ON = re.compile(r"[-–'’]| (?!(?:and|or|but|is|was|has|had|will|in|on|by|for|to|from|at|with)\b)\w")
# Letters whose names begin with a vowel, and letters that sound alike spelled out and read as a word.
_VOWEL_NAMES = "AEFHILMNORSX"
_CERTAIN_LETTERS = "ABCDGIJKOPQTVWYZ"
_UNPRONOUNCEABLE = re.compile(r"(?:[FHLMNRX][BCDFGHJKLMNPQRSTVWXZ]|S[BDFGJRSVXZ])(?<!F[LR])(?<!RH)")
_NAMES = frozenset({"person", "place", "medium", "work", "organisation"})
_HEAD_ENDS = re.compile(
    r" (?:about|against|at|between|by|de|du|en|for|from|in|into|of|on|over|per|through|to|under|upon|with|within"
    r"|without)\b| d['’]|-(?:in|at|to|of|de)-|-(?:elect|designate)$",
    re.IGNORECASE,
)
_EITHER_CH = re.compile(r"[ao]ch$", re.IGNORECASE)  # the Bachs, the Roaches


def paradigm(designation: Designation) -> Paradigm:
    """The cells nom, gen, pl-nom and pl-gen; adjectives and what must not inflect have one form."""
    name = designation
    if not name.inflect or name.pos != "noun":
        return build([("pl-nom" if name.number == "pl" else "nom", name.text)])
    if name.number == "pl":
        return build([("pl-nom", name.text), *_possessive("pl-gen", name.text)]) | dict(name.forms)
    plurals = name.forms.get("pl-nom") or tuple(_plurals(name))
    surfaces = [("nom", name.text), *_possessive("gen", name.text)]
    for plural in plurals:
        surfaces += [("pl-nom", plural), *_possessive("pl-gen", plural)]
    return build(surfaces) | dict(name.forms)


def _possessive(cell: str, text: str) -> Iterator[tuple[str, str]]:
    """Putin's, Sas's or Sas', troops'."""
    if not text.lower().endswith("s"):
        yield cell, text + "'s"
    elif cell == "pl-gen":
        yield cell, text + "'"
    else:
        yield cell, text + "'s"
        yield f"{cell}/bare", text + "'"


def _plurals(name: Designation) -> Iterator[str]:
    """The plurals of a noun or name, the preferred one first; none where the rules do not tell.

    Names take -s or -es and keep their y (the Zelenskys, the Joneses), descriptions at their head (states of
    emergency).
    """
    if name.type in ("acronym", "abbreviation"):
        if not name.text.lower().endswith("s"):
            yield name.text + "s"
    elif name.kind in _NAMES:
        yield from _plural_name(name)
    else:
        yield from _plural_description(name.text)


def _plural_name(name: Designation) -> Iterator[str]:
    """The Kennedys, the Joneses; of other things than persons only a name without a complement that ends in no s."""
    one_word = not _HEAD_ENDS.search(name.text) and not name.text.lower().endswith("s")
    if (name.kind == "person" or one_word) and not _EITHER_CH.search(name.text):
        yield name.text + ("es" if _ES.search(name.text) else "s")


def _plural_description(text: str) -> Iterator[str]:
    """A common noun with the ending of the plural at its head.

    >>> [plural for noun in ("ally", "crisis", "chief of staff", "chief") for plural in _plural_description(noun)]
    ['allies', 'crises', 'chiefs of staff', 'chiefs']
    """
    end = _HEAD_ENDS.search(text)
    head, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    for plural in with_ending(_endings(), head) if head[-1:].isalpha() else ():
        yield plural + rest


@functools.cache
def _endings() -> dict[str, str]:
    return {row[0]: row[1] for row in table("en_plurals")}


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct a or an before a name whose first sound is known: an CSTO → a CSTO."""
    found = _ARTICLE.search(before)
    if found is None:
        return _with_definite_article(before, after, bearing)
    sound = bearing.sound or first_sound(bearing.surface, bearing.designation.type)
    article = found[1]
    if article == "A" and re.search(r"\w$", before[: found.start()].rstrip()):
        return None  # the letter A
    if sound is None:
        was = first_sound(bearing.was.text, bearing.was.type) if bearing.was else None
        return Correction(len(article) + 1, found[0], False, needed=True) if was else None
    wanted = "an" if sound == "vowel" else "a"
    if article.lower() == wanted:
        return None
    new = wanted.capitalize() if article[0].isupper() else wanted
    return Correction(len(article) + 1, f"{new} ", True)


def _with_definite_article(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Propose the before a place that has it, after a preposition: in Holland → in the Netherlands."""
    name = bearing.designation
    found = _BARE_PREPOSITION.search(before)
    articled = (
        bearing.rewritten and name.kind == "place" and name.article == "definite" and name.type == "full"
    )
    if found is None or not articled or _GOES_ON.match(after) or name.text.lower().startswith("the "):
        return None
    return Correction(len(found[0]), f"{found[0]}the ", False, needed=True)


def governed(before: str) -> bool:
    """Whether a preposition stands before the name, alone or with an article."""
    return _PREPOSITION.search(before) is not None


def first_sound(text: str, type: str = "full") -> str | None:
    """Whether a name begins with a vowel or a consonant when it is read aloud; None where the letters mislead.

    >>> first_sound("CSTO", "acronym"), first_sound("MUX", "acronym"), first_sound("FMS", "acronym")
    ('consonant', None, 'vowel')
    >>> first_sound("hour"), first_sound("Ukraine"), first_sound("Uzbek"), first_sound("unusual"), first_sound("Urdu")
    ('vowel', 'consonant', 'vowel', 'vowel', None)
    """
    if not text[:1].isascii() or not text[:1].isalpha():
        return None
    first = re.split(r"[^A-Za-z]", text)[0]
    if type == "acronym" and re.match(r"[A-Za-z]{1,3}\d", text):
        return "vowel" if first[0].upper() in _VOWEL_NAMES else "consonant"  # MI5
    if type == "acronym" or (first.isupper() and (len(first) > 1 or first == text)):
        return _sound_of_acronym(first.upper() if type == "acronym" else first)
    small = text.lower()
    beginning = next(small[:end] for end in range(len(small), 0, -1) if small[:end] in _sounds())
    sound = _sounds()[beginning]
    return None if sound == "either" else sound


def _sound_of_acronym(text: str) -> str | None:
    """The sound of an acronym; None where it may be spelled or a word and that makes a difference."""
    if text in _acronyms():
        return None if _acronyms()[text] == "either" else _acronyms()[text]
    first = text[0]
    spelled = not re.search("[AEIOU]", text) or _UNPRONOUNCEABLE.match(text)
    if first in _CERTAIN_LETTERS or spelled or re.match("E(?!U.)", text):
        return "vowel" if first in _VOWEL_NAMES else "consonant"
    return None


@functools.cache
def _sounds() -> dict[str, str]:
    return {row[0]: row[1] for row in table("en_sounds")}


@functools.cache
def _acronyms() -> dict[str, str]:
    return {row[0]: row[1] for row in table("en_acronyms")}


LANGUAGE = Language(
    code="en",
    paradigm=paradigm,
    agree=agree,
    governed=governed,
    marks=_MARKS,
    titles=lambda before, cells: stands_before_names("en", word_before(before, len(before.rstrip()))),
    naming_words=naming_words("en"),
    talk_of_names=talk_of_names("en", "sentence"),
    name_follows=talk_of_names("en", "before"),
)
