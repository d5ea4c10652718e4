"""How much two spellings are alike, as letters, as sounds, or as a transliteration of one another.

A spelling is compared by its key in Latin letters and by its skeletons (`index.spelling`), read in several ways: as a
German or as a Russian writes it, as an Italian or a Dutchman does.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

from termbase.index.spelling import key, romanised, sounds
from termbase.model import SCHEMES
from termbase.text.translit import SOURCES, forms, in_script, transcribe
from termbase.text.words import common_start
from termbase.verbs.alignment import distance
from termbase.verbs.candidates import is_acronym

KEY, SOUND, TRANSCRIBED, SLIP = "key", "spelling", "scheme", "distance"

SHORTEST = 4
"""Letters of a name that is compared by its sounds, one less in another script."""

SHORTEST_WITH_SLIP = 5
"""Letters of a name of which one may be wrong."""

_SHORTEST_WITH_TWO = 10
_SHORTEST_ACROSS = 7  # letters of a name that is no transliteration, but resembles one
_INFLECTED_ONLY = ("e", "en", "er", "n", "s", "es", "ern", "in", "innen", "ens", "em", "nen", "r", "m")
_TOLD_APART = str.maketrans("oe", "03")
_NEIGHBOURS = ("ru", "ky")  # whose rules differ most in names that Russian texts write alike
_LIKELIEST = 40  # forms of a name in a scheme
_LIKE_BEHIND_ONE_GIVEN = 0.6
_LEAST_ALIKE = 0.5
_FARTHEST = 1.0  # of two skeletons across scripts
_CARONS = str.maketrans({"č": "ch", "š": "sh", "ž": "zh", "Č": "Ch", "Š": "Sh", "Ž": "Zh"})
_POLISH = re.compile("ck(?=[iy])")
_WAYS = (  # Berdjajew, Chiara, Soekarno, Vázquez, Quinto, Kucsera
    ("j", "y"),
    ("ch", "k"),
    ("oe", "u"),
    ("qu", "k"),
    ("qu", "kv"),
    ("cs", "ch"),
)
_NASAL = re.compile("[ęą]")
_NASALS = str.maketrans({"ę": "en", "ą": "on"})
_NEWSPAPERS = ("de", "en", "pl", "fr")
_SILENT = re.compile("(?<=[aeiour])h(?![aeiou])|(?<=^r)h")


class Likeness(NamedTuple):
    """How two spellings are linked, how much from 0 to 1 they are alike, and the scheme or the number of slips."""

    how: str
    likeness: float
    detail: str = ""


_UNLIKE = Likeness(SLIP, 0.0)


def alike_in_one_script(text: str, again: str, doubt: float, related: bool) -> Likeness:
    """Compare two spellings in one script; `related` names follow the same given name."""
    first, second = latin(text), latin(again)
    if first == second:
        return Likeness(KEY, 0.95 - doubt)
    shortest = min(len(first), len(second))
    if is_acronym(text) or shortest < SHORTEST or (_is_inflection(first, second) and not related):
        return _UNLIKE
    alike = OSA.normalized_similarity(first, second)
    sound, sound_again = heard(text), heard(again)
    if {first[0], second[0]} == {"f", "w"}:
        return _UNLIKE
    if not set(sound).isdisjoint(sound_again):
        short = 0.1 if shortest < SHORTEST_WITH_SLIP else 0.0
        if not set(_with_vowels(first)).isdisjoint(_with_vowels(second)):
            return Likeness(SOUND, 0.8 + 0.15 * alike - short - doubt)
        return Likeness(SOUND, 0.2 + 0.6 * alike - short - doubt)
    if related and alike >= _LIKE_BEHIND_ONE_GIVEN + 0.1 * (first[0] != second[0]):
        return Likeness(SLIP, 0.75 * alike - doubt, str(OSA.distance(first, second)))
    if first[0] != second[0] and sound[0][:1] != sound_again[0][:1]:
        return _UNLIKE
    slips = int(OSA.distance(first, second))
    near = min(int(OSA.distance(own, other)) for own in sound for other in sound_again)
    bearable = 1 if shortest < _SHORTEST_WITH_TWO - 2 * related else 2
    if shortest <= SHORTEST_WITH_SLIP or min(slips, near) > bearable or alike < _LEAST_ALIKE:
        return _UNLIKE
    if near < slips and shortest >= _SHORTEST_ACROSS:
        return Likeness(SOUND, 0.15 + 0.6 * alike - 0.1 * (near - 1) - doubt)
    return Likeness(SLIP, 1.1 - 2.4 * slips / shortest - doubt, str(slips))


def alike_across_scripts(text: str, original: str, doubt: float, lang: str) -> Likeness:
    """Compare a name in Latin letters with one in another script, of a text in the language `lang`."""
    first, second = latin(text), latin(original)
    written, heard_again = [second, *press_keys(original, lang)], list(heard(original))
    if first.startswith("h") and second.startswith("g"):  # Гитлер: Russian has no h
        written, heard_again = _with_h(written), _with_h(heard_again)
    shortest = min(len(first), len(second))
    alike = max(OSA.normalized_similarity(first, each) for each in written)
    if max(shortest + 1, len(first)) < SHORTEST or alike < _LEAST_ALIKE - 0.1:
        return Likeness(SOUND, 0.0)
    doubt += 0.3 if shortest < SHORTEST_WITH_SLIP else 0.05 if shortest == SHORTEST_WITH_SLIP else 0.0
    if scheme := _scheme(key(first), original, lang):
        return Likeness(TRANSCRIBED, 1.0 - doubt, scheme)
    near, length = min(
        (distance(own, other), min(len(own), len(other))) for own in heard(text) for other in heard_again
    )
    if near == 0:
        return Likeness(SOUND, 0.55 + 0.35 * alike - doubt)
    if near > _FARTHEST or shortest < SHORTEST_WITH_SLIP:
        return Likeness(SOUND, 0.0)
    return Likeness(SOUND, 0.4 + 0.45 * alike - near / length - doubt)


def _with_h(texts: Iterable[str]) -> list[str]:
    return ["h" + text[1:] for text in texts]


@functools.lru_cache(1 << 17)
def latin(text: str) -> str:
    """Give the key of a spelling in Latin letters.

    >>> latin("Žapárov"), latin("Жапаров")
    ('zhaparov', 'zhaparov')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_CARONS)
    return key(romanised(text)).replace("tsj", "ch").replace("sj", "sh")  # as Dutch has them


@functools.lru_cache(1 << 16)
def heard(text: str) -> tuple[str, ...]:
    """Give the skeletons of a spelling, as it is spelt and as it is spoken in the languages that it may be of.

    >>> set(heard("Heinz")) & set(heard("Хайнц")), set(heard("Wałęsa")) & set(heard("Валенса"))
    ({'hains'}, {'falinsa'})
    """
    plain = latin(text)
    ways = dict.fromkeys((plain, _spoken(plain), *(plain.replace(*way) for way in _WAYS)))
    if plain.startswith("mc"):
        ways["mac" + plain[2:]] = None
    if _NASAL.search(text):
        ways[latin(text.translate(_NASALS))] = None
    return tuple(dict.fromkeys(skeleton for way in ways for skeleton in sounds(way)))


@functools.lru_cache(1 << 15)
def press_keys(text: str, lang: str) -> tuple[str, ...]:
    """Give the keys of what the schemes of newspapers make of a name in another script, in a text in `lang`.

    >>> press_keys("Хольм", "ru")
    ('cholm', 'kholm')
    """
    source = lang.partition("-")[0]
    if text.isascii() or source not in SOURCES or not in_script(text, source):
        return ()
    return tuple(dict.fromkeys(key(transcribe(text, source, scheme)) for scheme in _NEWSPAPERS))


def _spoken(plain: str) -> str:
    """Give a key as German and Russian speak it: Heinz as Hainz, Bruhns as Bruns, Polish -cki as -tski."""
    return _POLISH.sub("tsk", _SILENT.sub("", plain.replace("ei", "ai").replace("eu", "oi")))


@functools.lru_cache(1 << 14)
def _with_vowels(plain: str) -> tuple[str, ...]:
    """Give the skeletons of a key that tell a from o, and e from i: Wache is not Woche."""
    return sounds(plain.replace("ou", "u").replace("oo", "u").translate(_TOLD_APART))


@functools.lru_cache(1 << 15)
def _scheme(plain: str, original: str, lang: str) -> str:
    """Give the scheme, with the language if it is not the text's, that writes a name so; empty if none does."""
    own = lang.partition("-")[0]
    for source in dict.fromkeys((own, *_NEIGHBOURS)):
        if source in SOURCES and in_script(original, source):
            for scheme, written in _written(original, source):
                if plain in written:
                    return scheme if source == own else f"{source}→{scheme}"
    return ""


@functools.lru_cache(1 << 15)
def _written(original: str, source: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Give the keys of the likeliest forms of a name by scheme, of each letter by rule or one by its neighbour."""
    return tuple(
        (scheme, frozenset(map(key, forms(original, source, scheme)[:_LIKELIEST]))) for scheme in SCHEMES
    )


def _is_inflection(first: str, second: str) -> bool:
    """Whether the two differ in endings alone that are rather grammar than spelling."""
    shared = len(common_start([first, second]))
    return shared >= SHORTEST - 1 and all(text[shared:] in ("", *_INFLECTED_ONLY) for text in (first, second))
