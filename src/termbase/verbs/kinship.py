"""Which of many names resemble each other, found through what they share instead of by comparing all with all.

Names meet in a bucket if their keys, their skeletons (`index.spelling`) or either of these without one letter are
equal. What meets is then weighed: how the spellings differ, and how likely each is a name at all.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import OSA

from termbase.index.spelling import key, romanised, sounds
from termbase.languages.language import given_names
from termbase.model import SCHEMES
from termbase.text.translit import SOURCES, forms, in_script, transcribe
from termbase.text.words import common_start
from termbase.verbs.candidates import is_acronym
from termbase.verbs.inflected import differ_in_ending

LEAST = 0.35
"""Links with a lower score are none."""

_FULLEST = 40  # names in a bucket: what more share is no sign of kinship
_SHORTEST = 4  # letters of a name that is compared by its sounds, one less in another script
_SHORTEST_WITH_SLIP = 5  # letters of a name of which one may be wrong
_SHORTEST_WITH_TWO = 10
_SHORTEST_ACROSS = 7  # letters of a name that is no transliteration, but resembles one
_INFLECTED_ONLY = ("e", "en", "er", "n", "s", "es", "ern", "in", "innen", "ens", "em", "nen", "r", "m")
_TOLD_APART = str.maketrans("oe", "03")
_SAME_GIVEN, _SAME_TITLE, _OTHER_WORDS, _OTHER_GIVEN = 0.15, 0.05, -0.1, -0.35
_NEIGHBOURS = ("ru", "ky")  # whose rules differ most in names that Russian texts write alike
_LIKELIEST = 40  # forms of a name in a scheme
_LIKE_BEHIND_ONE_GIVEN = 0.6
_LEAST_ALIKE = 0.5
_CARONS = str.maketrans({"č": "ch", "š": "sh", "ž": "zh", "Č": "Ch", "Š": "Sh", "Ž": "Zh"})
_POLISH = re.compile("ck(?=[iy])")
_SILENT = re.compile("(?<=[aeiour])h(?![aeiou])|(?<=^r)h")
_DOUBT = 0.06  # of a nominative that occurs nowhere
_NEWSPAPERS = ("de", "en", "pl", "fr")
_FREQUENT = 6  # occurrences of both: no slip of one of them

KEY, _SOUND, TRANSCRIBED, _SLIP = "key", "spelling", "scheme", "distance"


@dataclass(frozen=True, slots=True)
class Name:
    """A name to compare: its nominative, how likely it is one, how often it occurs; of a known one the concept."""

    text: str
    lang: str
    weight: float
    count: int = 0
    companions: frozenset[str] = frozenset()  # given names and titles before it
    followers: frozenset[str] = frozenset()  # words with a capital behind it
    also: tuple[str, ...] = ()  # other nominatives that it may be a form of
    concept: str | None = None
    spelt: tuple[str, ...] = field(default=(), compare=False)  # how it is written in texts

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.text[0] < "\u0250"

    @property
    def is_acronym(self) -> bool:
        """Whether it begins with capitals."""
        return is_acronym(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """Two names (by their number) that may be one, how (`key`, `spelling`, `scheme`, `distance`), and how likely."""

    first: int
    second: int
    how: str
    score: float
    detail: str = ""


def links(names: Sequence[Name]) -> list[Link]:
    """Give the likely links between the names, best first; between two known ones there is none."""
    best: dict[tuple[int, int], Link] = {}
    for pair in _meetings(names):
        if pair not in best:
            link = _weighed(*pair, names)
            if link is not None:
                best[pair] = link
    return sorted(best.values(), key=lambda link: (-link.score, link.first, link.second))


def _meetings(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Give the pairs that share a bucket; a pair may come several times."""
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for shared in set(_shared(name)):
            buckets[shared].append(number)
    for found in buckets.values():
        if 1 < len(found) <= _FULLEST:
            for first, second in combinations(found, 2):
                if names[first].concept is None or names[second].concept is None:
                    yield first, second


def _shared(name: Name) -> Iterator[int]:
    """Give what a name has in common with those that it may be compared with, as numbers."""
    plains = dict.fromkeys(_latin(text) for text in (name.text, *name.also))
    if not name.is_acronym:
        more = [_spoken(plain) for plain in plains] if name.is_latin else _transcriptions(name)
        plains.update(dict.fromkeys(more))
    for plain in plains:
        if name.is_acronym or len(plain) < _SHORTEST - 1:
            yield hash(plain)
            continue
        heard_as = sounds(plain)
        for heard in {plain, *heard_as}:
            yield hash(heard)
            if len(heard) >= _SHORTEST_WITH_SLIP:
                for at in range(len(heard)):
                    yield hash(heard[:at] + heard[at + 1 :])
        for given in given_names().intersection(name.companions):
            for heard in heard_as:
                yield hash((given, heard[:1]))
            yield hash((given,))


def _transcriptions(name: Name) -> Iterator[str]:
    """Give the keys of what the schemes of newspapers make of a name, whose sounds may be others than its letters'."""
    source = name.lang.partition("-")[0]
    if source in SOURCES and in_script(name.text, source):
        for scheme in _NEWSPAPERS:
            for text in (name.text, *name.also):
                written = key(transcribe(text, source, scheme))
                yield written
                if written.startswith("g"):
                    yield "h" + written[1:]


def _spoken(latin: str) -> str:
    """Give a key as it is spoken and Russian writes it: Heinz as Hainz, Bruhns as Bruns, Polish -cki as -tski."""
    return _POLISH.sub("tsk", _SILENT.sub("", latin.replace("ei", "ai").replace("eu", "oi")))


@functools.lru_cache(1 << 17)
def _latin(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_CARONS)
    return key(romanised(text)).replace("tsj", "ch").replace("sj", "sh")  # as Dutch has them


def _weighed(first: int, second: int, names: Sequence[Name]) -> Link | None:
    """Weigh what may link two names; None if that is not enough."""
    one, other = names[first], names[second]
    weight = (one.weight * other.weight) ** 0.5
    if weight < LEAST or not _may_be_compared(one, other):
        return None
    related = _related(one, other)
    how, likeness, detail = _compared(one, other, related == _SAME_GIVEN)
    if how == _SLIP and {one.text, other.text} <= given_names():
        return None
    if how == _SLIP and min(one.count, other.count) >= _FREQUENT:
        likeness -= 0.1
    score = round(min(1.0, likeness + related) * weight, 3) if likeness else 0.0
    return Link(first, second, how, score, detail) if score >= LEAST else None


def _may_be_compared(one: Name, other: Name) -> bool:
    """Whether both are acronyms, neither with an ending that the other lacks, or both are not."""
    if one.is_acronym != other.is_acronym:
        return False
    short, long = sorted((one.text, other.text), key=len)
    if one.is_acronym:
        return not long.casefold().startswith(short.casefold())
    return one.lang != other.lang or not differ_in_ending(one.text, other.text, one.lang)


def nearest_reading(name: Name, to: str) -> str:
    """Give the nominative of a name that is most like another text; its own of equals."""
    return max((name.text, *name.also), key=lambda text: OSA.normalized_similarity(_latin(text), _latin(to)))


def _related(one: Name, other: Name) -> float:
    """What the words around two names add to their likeness: most if they share a given or a family name."""
    if one.followers & other.followers:
        return _SAME_GIVEN
    if one.is_latin != other.is_latin or not one.companions or not other.companions:
        return 0.0
    given = given_names()
    if shared := one.companions & other.companions:
        return _SAME_GIVEN if not given.isdisjoint(shared) else _SAME_TITLE
    if given.isdisjoint(one.companions) or given.isdisjoint(other.companions):
        return _OTHER_WORDS
    return _OTHER_GIVEN


def _compared(one: Name, other: Name, related: bool) -> tuple[str, float, str]:
    """Give the closest likeness of any two readings: how, from 0 to 1, and the scheme or the number of slips."""
    readings = [
        (text, again, _DOUBT * ((text != one.text) + (again != other.text)))
        for text in (one.text, *one.also)
        for again in (other.text, *other.also)
    ]
    if one.is_latin == other.is_latin:
        found = [_likeness(text, again, doubt, related) for text, again, doubt in readings]
    elif one.is_latin:
        found = [_across(text, again, doubt, other.lang) for text, again, doubt in readings]
    else:
        found = [_across(again, text, doubt, one.lang) for text, again, doubt in readings]
    return max(found, key=lambda each: each[1])


def _likeness(text: str, again: str, doubt: float, related: bool) -> tuple[str, float, str]:
    """Compare two spellings in one script; `related` names follow the same given name."""
    first, second = _latin(text), _latin(again)
    if first == second:
        return KEY, 0.95 - doubt, ""
    shortest = min(len(first), len(second))
    if is_acronym(text) or shortest < _SHORTEST or (_is_inflection(first, second) and not related):
        return _SLIP, 0.0, ""
    alike = OSA.normalized_similarity(first, second)
    heard, heard_again = _heard(first), _heard(second)
    if {first[0], second[0]} == {"f", "w"}:
        return _SLIP, 0.0, ""
    if not set(heard).isdisjoint(heard_again):
        short = 0.1 if shortest < _SHORTEST_WITH_SLIP else 0.0
        if not set(_with_vowels(first)).isdisjoint(_with_vowels(second)):
            return _SOUND, 0.8 + 0.15 * alike - short - doubt, ""
        return _SOUND, 0.2 + 0.6 * alike - short - doubt, ""
    if related and alike >= _LIKE_BEHIND_ONE_GIVEN + 0.1 * (first[0] != second[0]):
        return _SLIP, 0.75 * alike - doubt, str(OSA.distance(first, second))
    if first[0] != second[0] and heard[0][:1] != heard_again[0][:1]:
        return _SLIP, 0.0, ""
    slips = int(OSA.distance(first, second))
    near = min(int(OSA.distance(own, other)) for own in heard for other in heard_again)
    bearable = 1 if shortest < _SHORTEST_WITH_TWO - 2 * related else 2
    if shortest <= _SHORTEST_WITH_SLIP or min(slips, near) > bearable or alike < _LEAST_ALIKE:
        return _SLIP, 0.0, ""
    if near < slips and shortest >= _SHORTEST_ACROSS:
        return _SOUND, 0.15 + 0.6 * alike - 0.1 * (near - 1) - doubt, ""
    return _SLIP, 0.9 - 1.3 * slips / shortest - doubt, str(slips)


@functools.lru_cache(1 << 15)
def _heard(latin: str) -> tuple[str, ...]:
    """Give the skeletons of a key as it is spelt and as it is spoken."""
    return tuple(dict.fromkeys((*sounds(latin), *sounds(_spoken(latin)))))


@functools.lru_cache(1 << 14)
def _with_vowels(latin: str) -> tuple[str, ...]:
    """Give the skeletons of a key that tell a from o, and e from i: Wache is not Woche."""
    return sounds(latin.replace("ou", "u").replace("oo", "u").translate(_TOLD_APART))


def _across(latin: str, original: str, doubt: float, lang: str) -> tuple[str, float, str]:
    """Compare a name in Latin letters with one in another script."""
    first, second = _latin(latin), _latin(original)
    if first.startswith("h") and second.startswith("g"):  # Гитлер: Russian has no h
        second = "h" + second[1:]
    shortest = min(len(first), len(second))
    alike = OSA.normalized_similarity(first, second)
    if max(shortest + 1, len(first)) < _SHORTEST or alike < _LEAST_ALIKE - 0.1:
        return _SOUND, 0.0, ""
    doubt += 0.3 if shortest < _SHORTEST_WITH_SLIP else 0.05 if shortest == _SHORTEST_WITH_SLIP else 0.0
    if scheme := _scheme(key(latin), original, lang):
        return TRANSCRIBED, 1.0 - doubt, scheme
    near = min(OSA.distance(own, other) for own in _heard(first) for other in sounds(second))
    if near > 1 or (near and first[0] != second[0]) or (near and shortest < _SHORTEST_WITH_SLIP):
        return _SOUND, 0.0, ""
    return _SOUND, (0.75 * alike if near else 0.55 + 0.35 * alike) - doubt, ""


@functools.lru_cache(1 << 15)
def _scheme(latin: str, original: str, lang: str) -> str:
    """Give the scheme, with the language if it is not the text's, that writes a name so; empty if none does."""
    own = lang.partition("-")[0]
    for source in dict.fromkeys((own, *_NEIGHBOURS)):
        if source in SOURCES and in_script(original, source):
            for scheme, written in _written(original, source):
                if latin in written:
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
    return shared >= _SHORTEST - 1 and all(
        text[shared:] in ("", *_INFLECTED_ONLY) for text in (first, second)
    )
