"""What of a spelling counts in a look-up: keys without case and marks, words, and what press spellings share.

All of this is for finding only; nothing of it is shown or written.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes

_SEPARATOR = re.compile(r"[\W_]+")
_LETTER_SIGN = re.compile("[‘`´\u02b0-\u02ff]")  # ʻokina, ayn and hamza as transliterations write them
_INVISIBLE = dict.fromkeys(  # as in `text.view`, which takes longer to import than a look-up takes
    map(
        ord,
        "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff",
    )
)
_REMEMBERED = 4096  # texts
_VIRAMA = 9  # the combining class of the sign that joins Indic consonants: it spells, unlike other marks


class _Marks(dict[int, "int | None"]):
    """What is left of a character: nothing of most marks. Found out when it is first met."""

    def __missing__(self, char: int) -> int | None:
        self[char] = left = char if unicodedata.combining(chr(char)) in (0, _VIRAMA) else None
        return left


_MARKS = _Marks()

# Letters that Unicode does not take apart, as people without them type them: Latin letters, the Cyrillic ones
# of Russia's neighbours as Russian spells them, the Arabic ones that Persian keyboards write differently.
_LETTERS = "đðəǝƒħıłŋøŧәғґҕӷєҗҙіјқҡҝӄңҥӊөҫүұһҳҷҹیىکةہ"
_AS_TYPED = "ddeefhilnotаггггежзииккккннносууххччييكهه"
_PLAIN = str.maketrans({**dict(zip(_LETTERS, _AS_TYPED, strict=True)), "æ": "ae", "œ": "oe", "þ": "th"})
_UNLIKE_TYPED = frozenset(map(chr, _PLAIN))
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_WITH_DIGRAPHS = frozenset(map(chr, _DIGRAPHS))

# Sounds of names with their spellings in German, English, French, Spanish and Polish newspapers, in the order
# in which they are tried. `ch` may be Achmetow or Chernobyl, `j` Tokajew or Jomart: a name with them has a
# skeleton for each reading. `ç` is a c before e, i and y.
_SOUNDS = {
    "s": "schtsch|shtsh|shch|chtch|szcz|tsch|tsh|tch|dsch|dzh|dsh|sch|cz|dj|dz|zh|sh|sz|ts|tz|z|s|ç",
    "ch": "ch",
    "j": "j",
    "h": "kh|h",
    "k": "ck|q|c|k",
    "ks": "x",
    "g": "gh|gu(?=[eiy])|g",
    "f": "ph|v|w|f",
    "t": "th|t",
    "d": "dh|d",
    "u": "ou|oo|u",
    "a": "a|o",
    "i": "e|i|y",
}
_SOFT_C = re.compile("c(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_READINGS = {"ch": "sh", "j": "is"}


def words(text: str) -> list[str]:
    """Give the words of a text without case and diacritics; hyphens, apostrophes and punctuation divide them.

    >>> words("Kassym-Schomart Toka\u00efew"), words("CÔTE\u00a0D’IVOIRE")
    (['kassym', 'schomart', 'tokaiew'], ['cote', 'd', 'ivoire'])
    """
    return list(_words(text))


@functools.lru_cache(_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    if text.isascii():
        plain = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", _folded(text).casefold())
        plain = apart if apart.isalpha() else apart.translate(_MARKS)  # letters alone have no marks
        plain = plain.casefold()
        if not _UNLIKE_TYPED.isdisjoint(plain):
            plain = plain.translate(_PLAIN)
        plain = _LETTER_SIGN.sub("", unicodedata.normalize("NFC", plain))  # Hangul: a syllable is a letter
    if plain.isalpha():
        return (plain,)
    return tuple(_SEPARATOR.sub(" ", _LETTER_SIGN.sub("", plain)).split())


def key(text: str) -> str:
    """Give the words without spaces: what spellings share that differ in case, marks, hyphens and spaces.

    >>> key("Berg\u00adkarabach") == key("Berg-Karabach") == key("BERG KARABACH")
    True
    >>> key("Е\u0308лка") == key("елка"), key("Straße") == key("STRASSE")
    (True, True)
    """
    return "".join(_words(text)) or "".join(_folded(text).casefold().split())


def keys(text: str) -> tuple[str, ...]:
    """Give the key, and that with umlauts written as two letters where there are any.

    >>> keys("Schangaösen")
    ('schangaosen', 'schangaoesen')
    """
    own = key(text)
    if text.isascii():
        return (own,)
    folded = unicodedata.normalize("NFC", text).casefold()
    if _WITH_DIGRAPHS.isdisjoint(folded):
        return (own,)
    return own, key(folded.translate(_DIGRAPHS))


def transcribed(text: str, lang: str) -> set[str]:
    """Give the keys of what every scheme makes of a name in another script; none for other languages and scripts."""
    from termbase.text.translit import SOURCES, in_script, pieces

    source = lang.partition("-")[0]
    if text.isascii() or source not in SOURCES or not in_script(text, source):
        return set()
    by_piece = [_transcribed_piece(piece, source) for piece in pieces(text, source)]
    return set(map("".join, zip(*by_piece, strict=True))) - {""}


@functools.lru_cache(_REMEMBERED)
def _transcribed_piece(piece: str, source: str) -> tuple[str, ...]:
    """Give the keys by scheme, in their order."""
    from termbase.text.translit import all_schemes

    return all_schemes(piece, source, _plain_key)


def _plain_key(text: str) -> str:
    """Give the key; of what has no words none."""
    return "".join(_words(text))


def romanised(text: str) -> str:
    """Give the text in ASCII, whatever its script; empty where no character has a reading."""
    return text if text.isascii() else _romanised(text)


@functools.lru_cache(_REMEMBERED)
def _romanised(text: str) -> str:
    from termbase.index.latin import in_ascii  # reads tables from files: only for who needs it

    return in_ascii(_folded(text)).replace("'", "")  # its apostrophes are soft signs and aspirations


def _folded(text: str) -> str:
    visible = text if text.isalpha() else text.translate(_INVISIBLE)
    return unicodedata.normalize("NFC", visible)


def skeletons(text: str) -> tuple[str, ...]:
    """Give what the press spellings of one name share: its sounds, a letter each; by reading, at most four.

    >>> set(skeletons("Paschinjan")) & set(skeletons("Pashinyan")) & set(skeletons("Paszynian"))
    {'pasinian'}
    """
    return sounds(key(romanised(text)))


def sounds(latin: str) -> tuple[str, ...]:
    """Give the skeletons of a key in Latin letters."""
    spelt = _spellings().findall(_SOFT_C.sub("ç", latin) if "c" in latin else latin)
    ambiguous = "".join([each for each in _READINGS if each in spelt])
    found = [
        _DOUBLED.sub(r"\1", "".join([sound_of.get(each, each) for each in spelt]))
        for sound_of in _readings(ambiguous)
    ]
    return tuple(dict.fromkeys(found))


@functools.cache
def _readings(ambiguous: str) -> list[dict[str, str]]:
    """Give the sounds of spellings for each way to read those that are ambiguous."""
    letters = [each for each in _READINGS if each in ambiguous]
    ways = itertools.product(*(_READINGS[each] for each in letters))
    return [_SOUND_OF | dict(zip(letters, read, strict=True)) for read in ways]


_SOUND_OF = {
    spelling.partition("(")[0]: sound
    for sound, spellings in _SOUNDS.items()
    for spelling in spellings.split("|")
}


@functools.cache
def _spellings() -> re.Pattern[str]:
    """Compile the spellings when they are first needed: an exact look-up does without."""
    return re.compile("|".join((*_SOUNDS.values(), ".")))
