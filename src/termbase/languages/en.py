"""English: possessives and plurals of names and nouns, a and an before them.

Possessives and plurals follow the usual rules (Oxford New Hart's Rules § 4.2, § 4.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.languages._tables import naming_words
from termbase.languages.language import Bearing, Correction, Designation, Language, Paradigm, build

_ES = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_Y = re.compile(r"[^aeiou]y$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<![^\W_])(an?) $", re.IGNORECASE)
_MARKS = {"“": "”", "‘": "’", "«": "»", '"': '"', "'": "'"}
_PREPOSITION = re.compile(
    r"\b(?:about|above|across|after|against|among|around|at|before|behind|below|between|beyond|by|despite|during|for|"
    r"from|in|inside|into|near|of|off|on|onto|outside|over|past|since|through|to|toward|towards|under|until|upon|via|"
    r"with|within|without) (?:the |a |an )?$",
    re.IGNORECASE,
)
# Letters whose names begin with a vowel, and letters that sound alike spelled out and read as a word.
_VOWEL_NAMES = "AEFHILMNORSX"
_CERTAIN_LETTERS = "ABCDGIJKOPQTVWYZ"
_VOWEL_START = re.compile(r"(?:[aio]|e(?!u)|hour|hono|heir)", re.IGNORECASE)
_UNCERTAIN_START = re.compile(r"(?:u|eu|h(?:our|ono|eir)|one|once|y[^aeiou])", re.IGNORECASE)


def paradigm(designation: Designation) -> Paradigm:
    """The cells nom, gen, pl-nom and pl-gen; adjectives and what must not inflect have one form."""
    name = designation
    if not name.inflect or name.pos != "noun":
        return build([("nom", name.text)])
    if name.number == "pl":
        return build([("pl-nom", name.text), *_possessive("pl-gen", name.text)]) | dict(name.forms)
    plurals = name.forms.get("pl-nom") or ((_plural(name.text),) if _has_plural(name) else ())
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


def _has_plural(name: Designation) -> bool:
    """One word, or an acronym: descriptions such as »state of emergency« do not form it at their end."""
    return " of " not in name.text and not name.text.lower().endswith("s")


def _plural(text: str) -> str:
    if _Y.search(text) and text[0].islower():
        return text[:-1] + "ies"
    return text + ("es" if _ES.search(text) else "s")


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct a or an before a name whose first sound is known: an CSTO → a CSTO."""
    found = _ARTICLE.search(before)
    sound = bearing.sound or first_sound(bearing.surface, bearing.designation.type)
    if found is None or sound is None:
        return None
    article = found[1]
    if article == "A" and re.search(r"\w$", before[: found.start()].rstrip()):
        return None  # the letter A
    wanted = "an" if sound == "vowel" else "a"
    if article.lower() == wanted:
        return None
    new = wanted.capitalize() if article[0].isupper() else wanted
    return Correction(len(article) + 1, f"{new} ", True)


def governed(before: str) -> bool:
    """Whether a preposition stands before the name, alone or with an article."""
    return _PREPOSITION.search(before) is not None


def first_sound(text: str, type: str = "full") -> str | None:
    """Whether a name begins with a vowel or a consonant when it is read aloud; None where the letters mislead.

    >>> first_sound("CSTO", "acronym"), first_sound("NATO", "acronym"), first_sound("FMS", "acronym")
    ('consonant', None, 'vowel')
    """
    first = text[0].upper()
    if not ("A" <= first <= "Z"):
        return None
    if type == "acronym" or text.isupper():
        spelled = not re.search("[AEIOU]", text)
        if first in _CERTAIN_LETTERS or spelled:
            return "vowel" if first in _VOWEL_NAMES else "consonant"
        return None
    if _UNCERTAIN_START.match(text):
        return None
    return "vowel" if _VOWEL_START.match(text) else "consonant"


LANGUAGE = Language(
    code="en",
    paradigm=paradigm,
    agree=agree,
    governed=governed,
    marks=_MARKS,
    naming_words=naming_words("en"),
)
