"""French: elision and the contraction of articles before names, quotation marks.

Elision and contraction follow Grevisse, Le bon usage (élision; articles contractés). Forms are those that the glossary
records.
"""

from __future__ import annotations

import re

from termbase.languages._tables import naming_words
from termbase.languages.language import Bearing, Correction, Language

_ELIDED = {"d'": "de", "qu'": "que", "jusqu'": "jusque", "lorsqu'": "lorsque", "puisqu'": "puisque"}
_FULL = {full: elided for elided, full in _ELIDED.items()}
_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?P<phrase>de la |à la |de l'|à l'|du |des |au |aux |le |la |les |l')"
    r"|(?P<word>(?:de|que|jusque|lorsque|puisque) |(?:d|qu|jusqu|lorsqu|puisqu)'))$",
    re.IGNORECASE,
)
_PHRASES = {
    "le ": ("", "m"), "la ": ("", "f"), "l'": ("", ""), "les ": ("", "pl"),
    "du ": ("de", "m"), "de la ": ("de", "f"), "de l'": ("de", ""), "des ": ("de", "pl"),
    "au ": ("à", "m"), "à la ": ("à", "f"), "à l'": ("à", ""), "aux ": ("à", "pl"),
}  # fmt: skip
_WRITTEN = {meaning: phrase for phrase, meaning in _PHRASES.items()}
_VOWELS = "aâàeéèêëiîïoôœuùûæ"
_SPELLED_WITH_VOWEL = "FHLMNRSX"  # their names begin with a vowel, the letters do not


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Elide or write out the word before a name, and give an article the name's gender; None where it may be right."""
    found = _BEFORE.search(before)
    sound = bearing.sound or first_sound(bearing.surface, bearing.designation.type)
    if found is None or sound is None:
        return None
    old = found[0]
    new = _word(old.lower(), sound) if found["word"] else _article(old.lower(), sound, bearing)
    if new is None or new == old.lower():
        return None
    if old[0].isupper():
        new = new[0].upper() + new[1:]
    return Correction(len(old), new, True)


def _word(old: str, sound: str) -> str:
    full = _ELIDED.get(old, old.strip())
    return _FULL[full] if sound == "vowel" else f"{full} "


def _article(old: str, sound: str, bearing: Bearing) -> str | None:
    """The preposition and article as the name asks for them; None where its gender is not known."""
    name = bearing.designation
    preposition, said = _PHRASES[old]
    if name.number == "pl" or said == "pl":
        wanted = "pl" if name.number == "pl" else name.gender
    else:
        wanted = name.gender or said
    if not wanted or (said not in ("", wanted) and not _bears_article(bearing)):
        return None
    if said == "pl" and wanted != "pl" and not bearing.rewritten:
        return None
    return _WRITTEN[preposition, "" if sound == "vowel" and wanted != "pl" else wanted]


def _bears_article(bearing: Bearing) -> bool:
    """Whether the article is surely the name's: organisations, acronyms, and what the glossary says has one."""
    name = bearing.designation
    return name.article == "definite" or name.type == "acronym" or name.kind == "organisation"


def first_sound(text: str, type: str = "full") -> str | None:
    """Whether a name begins with a vowel or a consonant for elision; None where the letters mislead (h, y, acronyms).

    >>> first_sound("Astana"), first_sound("Noursoultan"), first_sound("Hongrie"), first_sound("ONU", "acronym")
    ('vowel', 'consonant', None, 'vowel')
    """
    first = text[0].lower()
    if first in "hy" or not first.isalpha() or (not text[0].isascii() and first not in _VOWELS):
        return None
    if (type == "acronym" or (text.isupper() and len(text) > 1)) and first.upper() in _SPELLED_WITH_VOWEL:
        return None
    return "vowel" if first in _VOWELS else "consonant"


LANGUAGE = Language(
    code="fr",
    agree=agree,
    marks={"«": "»", "“": "”", "‘": "’", "‹": "›", '"': '"'},
    naming_words=naming_words("fr"),
)
