"""Spanish: y and e, o and u, articles and their contractions before names, quotation marks.

The rules are those of the Real Academia Española, Diccionario panhispánico de dudas (y², o², el). Forms are those that
the glossary records.
"""

from __future__ import annotations

import re

from termbase.languages._tables import naming_words
from termbase.languages.language import Bearing, Correction, Language

_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?P<conjunction>[yeou])|(?P<phrase>de la|de los|de las|a la|a los|a las|del|al|el|la|los|las)) $",
    re.IGNORECASE,
)
_PHRASES = {
    "el": ("", "m"), "la": ("", "f"), "los": ("", "mpl"), "las": ("", "fpl"),
    "del": ("de", "m"), "de la": ("de", "f"), "de los": ("de", "mpl"), "de las": ("de", "fpl"),
    "al": ("a", "m"), "a la": ("a", "f"), "a los": ("a", "mpl"), "a las": ("a", "fpl"),
}  # fmt: skip
_WRITTEN = {meaning: phrase for phrase, meaning in _PHRASES.items()}
_I_SOUND = re.compile(r"h?[iíIÍ](?![aeouáéóú])|[yY](?![aeiouáéíóú])", re.IGNORECASE)
_O_SOUND = re.compile(r"h?[oó]", re.IGNORECASE)


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct a conjunction or an article before a name; None where it may be right."""
    found = _BEFORE.search(before)
    if found is None:
        return None
    old = found[0].rstrip(" ")
    new = _conjunction(old.lower(), bearing) if found["conjunction"] else _article(old.lower(), bearing)
    if new is None or new == old.lower():
        return None
    if old[0].isupper():
        new = new[0].upper() + new[1:]
    return Correction(len(old) + 1, f"{new} ", True)


def _conjunction(old: str, bearing: Bearing) -> str:
    if old in "ye":
        return "e" if _I_SOUND.match(bearing.surface) else "y"
    return "u" if _O_SOUND.match(bearing.surface) else "o"


def _article(old: str, bearing: Bearing) -> str | None:
    """The preposition and article as the name asks for them; None where its gender is not known."""
    name = bearing.designation
    preposition, said = _PHRASES[old]
    bears = name.article == "definite" or name.type == "acronym" or name.kind == "organisation"
    if not name.gender or not bears:
        return None
    wanted = name.gender + ("pl" if name.number == "pl" else "")
    if said.endswith("pl") != wanted.endswith("pl") and not bearing.rewritten:
        return None
    return _WRITTEN.get((preposition, wanted)) if said != wanted else None


LANGUAGE = Language(
    code="es",
    agree=agree,
    marks={"«": "»", "“": "”", "‘": "’", '"': '"'},
    naming_words=naming_words("es"),
)
