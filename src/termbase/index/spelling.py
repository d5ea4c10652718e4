"""What of a designation's spelling counts in a look-up: keys without case and marks, words, and press spellings.

All of this is for finding only; nothing of it is shown or written.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from termbase.text.view import fold

_SEPARATOR = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile("['‘`´\u02b0-\u02ff]")
_VIRAMA = (
    9  # the combining class of the sign that joins Indic consonants: it spells, unlike marks above and below
)

# Letters that Unicode does not take apart, as people without them type them: Latin, the Cyrillic letters of Russia's
# neighbours as Russian spells their names, and those Arabic letters whose Persian keyboards have another character.
_PLAIN = str.maketrans(
    {
        letter: plain
        for plain, letters in {
            **{
                "a": "ɐ",
                "d": "đð",
                "e": "əǝ",
                "f": "ƒ",
                "h": "ħ",
                "i": "ı",
                "l": "ł",
                "n": "ŋ",
                "o": "ø",
                "t": "ŧ",
            },
            **{"ae": "æ", "oe": "œ", "th": "þ"},
            **{
                "а": "ә",
                "г": "ғґҕӷ",
                "е": "є",
                "ж": "җ",
                "з": "ҙ",
                "и": "іј",
                "к": "қҡҝӄ",
                "н": "ңҥӊ",
                "о": "ө",
            },
            **{"с": "ҫ", "у": "үұ", "х": "һҳӽ", "ч": "ҷҹ", "ы": "ӹ"},
            **{"ي": "یى", "ك": "ک", "ه": "ةہ"},
        }.items()
        for letter in letters
    }
)
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

# Sounds of names as German, English, French, Spanish and Polish newspapers spell them; the longest spelling wins.
# `ch` is Achmetow or Chernobyl and `j` Tokajew or Jomart: such a name has a skeleton for each reading.
_SOUNDS = {
    spelling: sound
    for sound, spellings in {
        "s": "schtsch shtsh shch chtch szcz tsch tsh tch cz dsch dzh dsh dj dz zh sch sh sz ts tz z x c(?=[eiy]) s",
        "k": "ck q c k",
        "h": "kh h",
        "g": "gh gu(?=[eiy]) g",
        "f": "ph v w f",
        "t": "th t",
        "d": "dh d",
        "u": "ou oo u",
        "a": "a o",
        "i": "e i y",
    }.items()
    for spelling in spellings.split()
}
_READINGS = {"ch": "sh", "j": "is"}
_SOUND = re.compile("|".join(sorted((*_SOUNDS, *_READINGS), key=lambda s: -len(s.partition("(")[0]))))
_DOUBLED = re.compile(r"(.)\1+")


def words(text: str) -> list[str]:
    """The words of a text, casefolded, without diacritics and apostrophes; hyphens and punctuation divide them.

    >>> words("Kassym-Schomart Toka\u00efew"), words("CÔTE\u00a0D’IVOIRE")
    (['kassym', 'schomart', 'tokaiew'], ['cote', 'divoire'])
    """
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", fold(text).casefold())
        kept = "".join(char for char in apart if unicodedata.combining(char) in (0, _VIRAMA))
        plain = kept.casefold().translate(_PLAIN)
    return _SEPARATOR.sub(" ", _APOSTROPHE.sub("", plain)).split()


def key(text: str) -> str:
    """The words without spaces: what spellings share that differ in case, marks, hyphens and spaces only.

    >>> key("Berg\u00adkarabach") == key("Berg-Karabach") == key("BERG KARABACH")
    True
    >>> key("Е\u0308лка") == key("елка"), key("Straße") == key("STRASSE")
    (True, True)
    """
    return "".join(words(text)) or "".join(text.casefold().split())


def keys(text: str) -> tuple[str, ...]:
    """The key, and that with umlauts written as two letters where there are any.

    >>> keys("Schangaösen")
    ('schangaosen', 'schangaoesen')
    """
    own = key(text)
    if text.isascii():
        return (own,)
    folded = unicodedata.normalize("NFC", text).casefold()
    spread = folded.translate(_DIGRAPHS)
    return (own,) if spread == folded else (own, key(spread))


def romanised(text: str) -> str:
    """The text in ASCII, whatever its script; empty where no character has a reading."""
    if text.isascii():
        return text
    from anyascii import anyascii  # reads its tables from files: only for who needs it

    return str(anyascii(fold(text)))


def skeletons(text: str) -> tuple[str, ...]:
    """What the press spellings of one name share: its sounds, a letter each, without doubling; at most four.

    >>> set(skeletons("Paschinjan")) & set(skeletons("Pashinyan")) & set(skeletons("Paszynian"))
    {'pasinian'}
    """
    ascii_key = key(romanised(text))
    found = set(_SOUND.findall(ascii_key))
    choices = [
        [(spelling, sound) for sound in _READINGS[spelling]] for spelling in sorted(found & _READINGS.keys())
    ]
    return tuple(
        dict.fromkeys(_skeleton(ascii_key, dict(reading)) for reading in itertools.product(*choices))
    )


def _skeleton(ascii_key: str, readings: dict[str, str]) -> str:
    def sound(match: re.Match[str]) -> str:
        spelling = match[0]
        return readings.get(spelling) or _SOUNDS.get(spelling) or _soft(spelling)

    return _DOUBLED.sub(r"\1", _SOUND.sub(sound, ascii_key))


def _soft(spelling: str) -> str:
    """The sound of a spelling that has it only before certain letters."""
    return next(sound for pattern, sound in _SOUNDS.items() if pattern.startswith(f"{spelling}("))
