"""French words before names: elision, articles and their contractions, determiners, prepositions of countries (law 11).

The rules follow Grevisse & Goosse, Le bon usage; the tables name the paragraphs.
"""

from __future__ import annotations

import functools
import re

from termbase.languages._romance_context import (
    COMPOUND,
    bears_article,
    bore_article,
    is_plural,
    with_capitals,
    words,
)
from termbase.languages._tables import table
from termbase.languages.language import Bearing, Correction

_ELIDED = {"d'": "de", "qu'": "que", "jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque"}
_FULL = {full: elided for elided, full in _ELIDED.items()}
_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?P<phrase>de la |à la |de l'|à l'|du |des |au |aux |le |la |les |l')|(?P<place>en )"
    r"|(?P<word>(?:à|de|que|jusque|lorsque|puisque) |(?:d|qu|jusqu|lorsqu|puisqu)')"
    r"|(?P<adjective>(?:nouve(?:au|l)|beau|bel|vieux|vieil|fou|fol|mou|mol) )"
    r"|(?P<determiner>(?:une?|cet|cette|ce|[mts](?:on|a)|aucune?|quel|quelle) ))$",
    re.IGNORECASE,
)
_PHRASES = {
    "le ": ("", "m"), "la ": ("", "f"), "l'": ("", ""), "les ": ("", "pl"),
    "du ": ("de", "m"), "de la ": ("de", "f"), "de l'": ("de", ""), "des ": ("de", "pl"),
    "au ": ("à", "m"), "à la ": ("à", "f"), "à l'": ("à", ""), "aux ": ("à", "pl"),
}  # fmt: skip
_WRITTEN = {meaning: phrase for phrase, meaning in _PHRASES.items()}
_ELIDED_ARTICLE = {
    phrase: _WRITTEN[preposition, ""] for phrase, (preposition, said) in _PHRASES.items() if said != "pl"
}
_EARLIER = re.compile(r"(?P<word>[^\W\d_]+) (?:au|aux|à la|à l') ?$", re.IGNORECASE)
_CONTRACTED = re.compile(r"Les? ")  # a name that brings its article
_VOWELS = "aâàeéèêëiîïoôœuùûæ"
_SPELLED_WITH_VOWEL = "FHLMNRSXY"  # their names begin with a vowel, the letters do not
_GLIDE = re.compile(r"i[aeou]")  # Iakoutie: la or l’
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct the word before a name that elision, gender, number or country exclude; None where it may be right."""
    found = _BEFORE.search(before)
    if found is None:
        return None
    sound = bearing.sound or first_sound(bearing.surface, bearing.designation.type)
    old = found[0].lower()
    if bearing.rewritten and _CONTRACTED.match(bearing.surface):
        return Correction(len(old), found[0], False, needed=True)  # de + Le Caire: du Caire, for a person
    new, certain = _in_place_of(old, found, before, after, sound, bearing)
    if new is None or new == old:
        return None
    return Correction(len(old), with_capitals(new, found[0]), certain, needed=True)


def _in_place_of(
    old: str, found: re.Match[str], before: str, after: str, sound: str | None, bearing: Bearing
) -> tuple[str | None, bool]:
    """What the name asks for instead of the words before it, and whether that is certain."""
    if bearing.rewritten and sound is None and old.endswith("'"):
        return _full(old, bearing), False  # l’UNHCR, le HCR
    if COMPOUND.match(after) and not found["word"]:
        elided = bearing.rewritten and sound == "vowel"
        return _ELIDED_ARTICLE.get(old) if elided else None, True  # le Russie-OTAN: another noun's
    if found["place"]:
        return _after_en(bearing)
    if found["word"]:
        return _word(old, sound, bearing), True
    if found["determiner"] or found["adjective"]:
        return _determiner(old, sound, bearing), True
    if _is_place_or_not(old, bearing):
        return _place_or_not(before, bearing, sound)
    return _article(old, sound, bearing), True


def _full(old: str, bearing: Bearing) -> str:
    """The elided words in full."""
    if old not in _PHRASES:
        return f"{_ELIDED[old]} "
    return _WRITTEN[
        _PHRASES[old][0], bearing.designation.gender if bearing.designation.gender == "f" else "m"
    ]


def _word(old: str, sound: str | None, bearing: Bearing) -> str | None:
    full = _ELIDED.get(old, old.strip())
    if full == "de" and bearing.rewritten and _preposition_of(bearing) in ("au", "aux"):
        return "du " if _preposition_of(bearing) == "au" else "des "  # de Kirghizie, du Kirghizstan
    if sound is None or full not in _FULL:
        return None
    return _FULL[full] if sound == "vowel" else f"{full} "


def _article(old: str, sound: str | None, bearing: Bearing) -> str | None:
    """The preposition and article as the name asks for them; None where gender, number or sound are not known."""
    name = bearing.designation
    preposition, said = _PHRASES[old]
    plural = is_plural(bearing, said == "pl")
    if sound is None and not plural:
        return None
    gender = name.gender if name.gender in ("m", "f") else None
    wanted = "pl" if plural else gender or said
    if said not in ("", wanted) and not (bears_article(bearing) or bore_article(bearing, said)):
        return None
    if (said == "pl") != plural and not bearing.renumbered or not wanted or (wanted == "pl") != plural:
        return None
    return _WRITTEN[preposition, "" if sound == "vowel" and not plural else wanted]


def _determiner(old: str, sound: str | None, bearing: Bearing) -> str | None:
    """un, ce, mon, nouveau … in the gender of the name and before its sound."""
    gender = bearing.designation.gender
    if gender not in ("m", "f") or sound is None or is_plural(bearing, False) or not bears_article(bearing):
        return None
    row = next(forms for forms in _rows("determiner") if old.strip() in forms)
    return row[2 * (gender == "f") + (sound == "vowel")] + " "


def _preposition_of(bearing: Bearing) -> str | None:
    """The preposition of a country, None for what is none or is said in several ways."""
    name = bearing.designation
    return _country(bearing) if name.kind == "place" and name.article == "definite" else None


def _country(bearing: Bearing) -> str | None:
    return _places().get(bearing.surface.replace("’", "'"))


def _after_en(bearing: Bearing) -> tuple[str | None, bool]:
    """What stands for en: au Kazakhstan, aux États-Unis; dans le Caucase only as a proposal."""
    name = bearing.designation
    wanted = _country(bearing) if bearing.rewritten and name.kind == "place" else _preposition_of(bearing)
    if wanted:
        return f"{wanted} ", True
    if name.kind != "place" or name.article != "definite" or not bearing.rewritten:
        return None, False
    if name.gender == "m" and first_sound(bearing.surface, name.type) == "consonant":
        return "dans le ", False
    return None, False


def _is_place_or_not(old: str, bearing: Bearing) -> bool:
    """Whether au or aux stand before a country that takes en: in it (en Arménie) or not (grâce à l’Arménie)."""
    return _preposition_of(bearing) == "en" and old in ("au ", "aux ")


def _place_or_not(before: str, bearing: Bearing, sound: str | None) -> tuple[str | None, bool]:
    if not _governs(before):
        return "en ", False
    if sound == "vowel":
        return "à l'", True
    return "à la ", bearing.designation.gender == "f"


def _governs(before: str) -> bool:
    """Whether à belongs to the word before it: grâce au, face au."""
    found = _EARLIER.search(before)
    return found is not None and found["word"].lower() in words("fr", "governs-à")


def first_sound(text: str, type: str = "full") -> str | None:
    """Whether a name begins with a vowel or a consonant for elision; None where the letters mislead.

    >>> first_sound("Astana"), first_sound("Noursoultan"), first_sound("Hongrie"), first_sound("histoire")
    ('vowel', 'consonant', 'consonant', 'vowel')
    >>> first_sound("ONU", "acronym"), first_sound("FMI", "acronym"), first_sound("Ypres"), first_sound("Hitler")
    ('vowel', None, 'vowel', None)
    """
    first = text[0].lower()
    if type == "acronym" or (text.isupper() and len(text) > 1):
        if first.upper() in _SPELLED_WITH_VOWEL or not text[0].isascii():
            return None
        return "vowel" if first in _VOWELS else "consonant" if first.isalpha() else None
    word = _FIRST_WORD.match(text)
    known = _sounds().get(word[0].lower()) if word else None
    if known:
        return None if known == "either" else known
    if first == "y" and len(text) > 1:
        return "consonant" if text[1].lower() in _VOWELS else "vowel"
    if first in "hy" or not first.isalpha() or (not text[0].isascii() and first not in _VOWELS):
        return None
    if _GLIDE.match(text.lower()):
        return None
    return "vowel" if first in _VOWELS else "consonant"


@functools.cache
def _sounds() -> dict[str, str]:
    return {row[0]: row[1] for row in table("fr_sounds")}


@functools.cache
def _places() -> dict[str, str]:
    return {name.replace("’", "'"): preposition for name, preposition in table("fr_places")}


@functools.cache
def _rows(sort: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(forms) for found, *forms in table("fr_words") if found == sort)
