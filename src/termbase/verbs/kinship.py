"""Which of many names resemble each other, found through what they share instead of by comparing all with all.

Names meet in a bucket if their keys, their skeletons (`index.spelling`) or either of these without one letter are
equal. What meets is then weighed: how the spellings differ, and how likely each is a name at all.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import OSA

from termbase.index.spelling import key, romanised, sounds
from termbase.model import SCHEMES
from termbase.text.words import common_start
from termbase.text.translit import SOURCES, forms, in_script

LEAST = 0.4
"""Links with a lower score are none."""

_FULLEST = 40  # names in a bucket: what more share is no sign of kinship
_SHORTEST = 4  # letters of a name that is compared by its sounds
_SHORTEST_WITH_SLIP = 6  # letters of a name of which one may be wrong
_SHORTEST_WITH_TWO = 10
_INFLECTED_ONLY = ("e", "en", "er", "n", "s", "es", "ern", "in", "innen", "ens", "em", "nen")
_FREQUENT = 6  # occurrences of both: no slip of one of them

_KEY, _SOUND, _TRANSCRIBED, _SLIP = "key", "spelling", "scheme", "distance"


@dataclass(frozen=True, slots=True)
class Name:
    """A name to compare: its nominative, how likely it is one, what stands before it; of a known one the concept."""

    text: str
    lang: str
    weight: float
    count: int = 0
    given: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()  # other nominatives that it may be a form of
    concept: str | None = None
    spelt: tuple[str, ...] = field(default=(), compare=False)  # how it is written in texts

    @property
    def is_latin(self) -> bool:
        """Whether it is written in Latin letters."""
        return self.text[0] < "\u0250"


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
    for text in (name.text, *name.also):
        plain = _latin(text)
        if text.isupper() or len(plain) < _SHORTEST:
            yield hash(plain)
            continue
        for heard in {plain, *sounds(plain)}:
            yield hash(heard)
            if len(plain) >= _SHORTEST_WITH_SLIP and len(heard) > _SHORTEST:
                for at in range(len(heard)):
                    yield hash(heard[:at] + heard[at + 1 :])


@functools.lru_cache(1 << 17)
def _latin(text: str) -> str:
    return key(romanised(text))


def _weighed(first: int, second: int, names: Sequence[Name]) -> Link | None:
    """Weigh what may link two names; None if that is not enough."""
    one, other = names[first], names[second]
    weight = min(one.weight, other.weight) ** 0.5 * max(one.weight, other.weight) ** 0.5
    if weight < LEAST:
        return None
    how, likeness, detail = _compared(one, other)
    if how == _SLIP and min(one.count, other.count) >= _FREQUENT:
        likeness -= 0.1
    if one.given and other.given and one.is_latin == other.is_latin:
        likeness += 0.1 if one.given & other.given else -0.25
    score = round(min(1.0, likeness * weight), 3)
    return Link(first, second, how, score, detail) if score >= LEAST else None


def _compared(one: Name, other: Name) -> tuple[str, float, str]:
    """Give the closest likeness of any two readings: how, from 0 to 1, and the scheme or the number of slips."""
    found = [
        _likeness(text, again, one, other, 0.03 * (text != one.text) + 0.03 * (again != other.text))
        for text in (one.text, *one.also)
        for again in (other.text, *other.also)
    ]
    return max(found, key=lambda each: each[1])


def _likeness(text: str, again: str, one: Name, other: Name, doubt: float) -> tuple[str, float, str]:
    first, second = _latin(text), _latin(again)
    if one.is_latin != other.is_latin:
        return _across(text, again, first, second, one, other, doubt)
    if first == second:
        return _KEY, 1.0 - doubt, ""
    shortest = min(len(first), len(second))
    if text.isupper() or again.isupper() or shortest < _SHORTEST:
        return _SLIP, 0.0, ""
    if _is_inflection(first, second):
        return _SLIP, 0.0, ""
    alike = OSA.normalized_similarity(first, second)
    if not set(sounds(first)).isdisjoint(sounds(second)):
        return _SOUND, 0.55 + 0.4 * alike - doubt - (0.15 if shortest < 5 else 0), ""
    slips = OSA.distance(first, second)
    allowed = 0 if shortest < _SHORTEST_WITH_SLIP else 1 if shortest < _SHORTEST_WITH_TWO else 2
    if slips > allowed or first[0] != second[0]:
        near = min(OSA.distance(heard, again) for heard in sounds(first) for again in sounds(second))
        if near > 1 or shortest < _SHORTEST_WITH_SLIP or first[0] != second[0]:
            return _SLIP, 0.0, ""
        return _SOUND, 0.3 + 0.45 * alike - doubt, ""
    return _SLIP, 0.9 - 1.3 * slips / shortest - doubt, str(slips)


def _across(
    text: str, again: str, first: str, second: str, one: Name, other: Name, doubt: float
) -> tuple[str, float, str]:
    """Compare a name in Latin letters with one in another script."""
    latin, original, lang = (text, again, other.lang) if one.is_latin else (again, text, one.lang)
    if len(first) < _SHORTEST or len(second) < _SHORTEST:
        return _SOUND, 0.0, ""
    same = not set(sounds(first)).isdisjoint(sounds(second))
    if not same and OSA.distance(first, second) > len(first) // 4:
        return _SOUND, 0.0, ""
    scheme = _scheme(key(latin), original, lang)
    if scheme:
        return _TRANSCRIBED, 1.0 - doubt, scheme
    alike = OSA.normalized_similarity(first, second)
    return (_SOUND, 0.6 + 0.3 * alike - doubt, "") if same else (_SOUND, 0.15 + 0.65 * alike - doubt, "")


def _scheme(latin: str, original: str, lang: str) -> str:
    """Give the scheme, with the language if it is not the text's, that writes a name so; empty if none does."""
    own = lang.partition("-")[0]
    for source in dict.fromkeys((own, *SOURCES)):
        if source in SOURCES and in_script(original, source):
            for scheme in SCHEMES:
                if latin in _written(original, source, scheme):
                    return scheme if source == own else f"{source}→{scheme}"
    return ""


@functools.lru_cache(1 << 14)
def _written(original: str, source: str, scheme: str) -> frozenset[str]:
    return frozenset(key(form) for form in forms(original, source, scheme)[:40])


def _is_inflection(first: str, second: str) -> bool:
    """Whether the two differ in endings alone that are rather grammar than spelling."""
    shared = len(common_start([first, second]))
    return shared >= _SHORTEST - 1 and all(text[shared:] in ("", *_INFLECTED_ONLY) for text in (first, second))


def joined(count: int, pairs: Iterable[Link], names: Sequence[Name]) -> list[list[Link]]:
    """Join the links, best first, to clusters.

    A name joins a cluster only if it resembles the one that most of its links lead to, so that no chain of slips
    leads from one name to another; a cluster has one known concept at most.
    """
    cluster = list(range(count))
    members: dict[int, list[int]] = {number: [number] for number in range(count)}
    own: dict[int, list[Link]] = defaultdict(list)
    linked: defaultdict[int, set[int]] = defaultdict(set)
    kept = list(pairs)
    for link in kept:
        linked[link.first].add(link.second)
        linked[link.second].add(link.first)
    for link in kept:
        one, other = cluster[link.first], cluster[link.second]
        if one == other:
            own[one].append(link)
        elif _may_join(members[one], members[other], linked, names):
            for number in members[other]:
                cluster[number] = one
            members[one] += members.pop(other)
            own[one] += [*own.pop(other, []), link]
    return [found for found in own.values() if found]


def _may_join(one: Sequence[int], other: Sequence[int], linked: dict[int, set[int]], names: Sequence[Name]) -> bool:
    concepts = {names[number].concept for number in (*one, *other)} - {None}
    if len(concepts) > 1:
        return False
    near = sum(second in linked[first] for first in one for second in other)
    return 2 * near >= min(len(one) * len(other), 2 * max(len(one), len(other)))
