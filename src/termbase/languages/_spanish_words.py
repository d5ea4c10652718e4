"""Spanish words before names: y and e, o and u, articles with their contractions, determiners (law 11).

The rules are those of RAE & ASALE, Diccionario panhispánico de dudas (y², o², el). What both may stand (y or
e before ia, un or una before a stressed a) stays.
"""

from __future__ import annotations

import functools
import re

from termbase.languages._romance_context import (
    COMPOUND,
    NOUNS,
    bears_article,
    bore_article,
    is_plural,
    with_capitals,
    words,
)
from termbase.languages._tables import table
from termbase.languages.language import Bearing, Correction

_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?P<conjunction>[yeou])|(?P<phrase>de la|de los|de las|a la|a los|a las|del|al|el|la|los|las)"
    r"|(?P<determiner>[^\W\d_]+)) $",
    re.IGNORECASE,
)
_PHRASES = {
    "el": ("", "m"), "la": ("", "f"), "los": ("", "mpl"), "las": ("", "fpl"),
    "del": ("de", "m"), "de la": ("de", "f"), "de los": ("de", "mpl"), "de las": ("de", "fpl"),
    "al": ("a", "m"), "a la": ("a", "f"), "a los": ("a", "mpl"), "a las": ("a", "fpl"),
}  # fmt: skip
_WRITTEN = {meaning: phrase for phrase, meaning in _PHRASES.items()}
_I_SOUND = re.compile(r"h?[ií]|y(?![aeiouáéíóú])", re.IGNORECASE)
_I_GLIDE = re.compile(r"h?i[aeouáéóú]", re.IGNORECASE)
_O_SOUND = re.compile(r"h?[oó]", re.IGNORECASE)
_O_GLIDE = re.compile(r"h?o[aeuáéú]", re.IGNORECASE)
_ASPIRATED = re.compile(
    r"h[ioó]\w*?(?:[wk]|ll?y|t[lt]|pp|ch|sh)", re.IGNORECASE
)  # Hitler, Hollywood: y, o may stand
_OPENING = re.compile(r"(?:^|[¿¡.!?…:;–—\n(\"«“])\s*$")
_OWN_ARTICLE = re.compile(r"(?:El|La|Los|Las) ")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_EITHER = ("un", "una", "algún", "alguna", "ningún", "ninguna")  # before a stressed a
_STRESSED_A = re.compile(r"h?á|h?a[^aeiouáéíóú]*$|h?a[iuy]?[^aeiouáéíóú]+(?:[aeiou]|[iu][aeo])[ns]?$")


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct a conjunction, article or determiner before a name; None where it may be right.

    A name that brings its article (El Salvador) has no other one, and the two are not contracted.
    """
    found = _BEFORE.search(before)
    if found is None or (not found["conjunction"] and COMPOUND.match(after)):
        return None  # el Rusia-OTAN: the article is another noun's
    old = found[0].rstrip(" ")
    if found["conjunction"]:
        new = _conjunction(old, before[: found.start()], bearing)
    elif found["phrase"] and bearing.rewritten and _OWN_ARTICLE.match(bearing.surface):
        bare = f"{_PHRASES[old.lower()][0]} ".lstrip()
        return Correction(len(old) + 1, with_capitals(bare, old), True)
    elif found["phrase"] and not bears_article(bearing) and bore_article(bearing, _PHRASES[old.lower()][1]):
        bare = f"{_PHRASES[old.lower()][0]} ".lstrip()  # el Belarús, Bielorrusia
        return Correction(len(old) + 1, with_capitals(bare, old), False, needed=True)
    elif found["phrase"]:
        new = _article(old.lower(), bearing)
    else:
        new = _determiner(old.lower(), bearing)
    if new is None or new == old.lower():
        return None
    return Correction(len(old) + 1, with_capitals(f"{new} ", old), True)


def _conjunction(old: str, earlier: str, bearing: Bearing) -> str | None:
    """The conjunction before the sound of the name; ¿Y Inés? keeps its y, and capitals may be initials."""
    if _ASPIRATED.match(bearing.surface) or (old.isupper() and not _OPENING.search(earlier)):
        return None
    if old.lower() in "ye":
        if _I_GLIDE.match(bearing.surface) and not bearing.surface.lower().startswith("hie") or old == "Y":
            return None
        return "e" if _I_SOUND.match(bearing.surface) and not _I_GLIDE.match(bearing.surface) else "y"
    if _O_GLIDE.match(bearing.surface):
        return None
    return "u" if _O_SOUND.match(bearing.surface) else "o"


def _article(old: str, bearing: Bearing) -> str | None:
    """The preposition and article as the name asks for them; None where gender or number are not known."""
    preposition, said = _PHRASES[old]
    wanted = _wanted(bearing, said.endswith("pl"))
    if wanted is None or not bears_article(bearing):
        return None
    if said.endswith("pl") != wanted.endswith("pl") and not bearing.rewritten:
        return None
    if wanted == "f" and bearing.designation.type != "acronym":
        stressed = begins_with_stressed_a(bearing.surface)
        if stressed is None or (stressed and bearing.designation.kind not in NOUNS):
            return None
        wanted = "m" if stressed else "f"
    return _WRITTEN[preposition, wanted] if said != wanted else None


def _determiner(old: str, bearing: Bearing) -> str | None:
    """este, otro … in the gender of a noun that was rewritten; un or una, algún or alguna stand before a stressed a."""
    pair = _determiners().get(old)
    wanted = _wanted(bearing, old.endswith("s"))
    if pair is None or wanted is None or not bearing.rewritten or not bears_article(bearing):
        return None
    if wanted == "f" and old in _EITHER and begins_with_stressed_a(bearing.surface) is not False:
        return None
    return pair[wanted.startswith("f")] if (old.endswith("s")) == wanted.endswith("pl") else None


def _wanted(bearing: Bearing, said: bool) -> str | None:
    """Gender and number of the name as it stands; what the words before say (`said`) where it may be either."""
    gender = bearing.designation.gender
    if gender not in ("m", "f"):
        return None
    return gender + ("pl" if is_plural(bearing, said) else "")


def begins_with_stressed_a(text: str) -> bool | None:
    """Whether a noun begins with a stressed a (el arma); None for words that keep la, and where h may be heard.

    >>> begins_with_stressed_a("arma"), begins_with_stressed_a("alianza"), begins_with_stressed_a("área gris")
    (True, False, True)
    """
    word = _FIRST_WORD.match(text)
    if word is None or word[0].lower() in words("es", "keeps-la"):
        return None
    return _STRESSED_A.match(word[0].lower()) is not None


@functools.cache
def _determiners() -> dict[str, tuple[str, str]]:
    pairs = [(word, form) for sort, word, form in table("es_words") if sort == "determiner"]
    return {word: pair for pair in pairs for word in pair}
