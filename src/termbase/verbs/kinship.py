"""Which of many names resemble each other, found through what they share instead of by comparing all with all.

Names meet in a bucket if their keys, their skeletons (`index.spelling`) or either of these without one letter are
equal. What meets is then weighed: how the spellings differ, and how likely each is a name at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations

from rapidfuzz.distance import OSA

from termbase.index.spelling import sounds
from termbase.languages.language import given_names
from termbase.verbs.candidates import is_acronym
from termbase.verbs.inflected import differ_in_ending
from termbase.verbs.likeness import (
    SHORTEST,
    SHORTEST_WITH_SLIP,
    SLIP,
    Likeness,
    alike_across_scripts,
    alike_in_one_script,
    heard,
    latin,
    press_keys,
)

LEAST = 0.35
"""Links with a lower score are none."""

_FULLEST = 40  # names in a bucket: what more share is no sign of kinship
_SAME_GIVEN, _SAME_TITLE, _OTHER_WORDS, _OTHER_GIVEN = 0.15, 0.05, -0.1, -0.35
_DOUBT = 0.06  # of a nominative that occurs nowhere
_TELLING = 6  # letters; the longer two spellings in one script are alike, the less it is by chance
_FEWEST_CONSONANTS = 4  # that two names in different scripts share
_SPOKEN_SOFTLY = str.maketrans("", "", "aiuh")
_FREQUENT = 6  # occurrences of both: no slip of one of them
_OF_A_WOMAN = re.compile(
    "(?:[eo][vw]|[iy]n)a"
)  # the end of a Slavic family name in Latin letters: Nasarbajewa


@dataclass(frozen=True, slots=True)
class Name:
    """A name to compare: its nominative, how likely it is one, how often it occurs; of a known one the concept."""

    text: str
    lang: str
    weight: float
    count: int = 0
    companions: frozenset[str] = frozenset()  # given names and titles before it
    initials: frozenset[str] = frozenset()  # of given names before it
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
    across: defaultdict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        skeletons = _skeletons(name)
        for shared in set(_shared(name, skeletons)):
            buckets[shared].append(number)
        for consonants in {skeleton.translate(_SPOKEN_SOFTLY) for skeleton in skeletons}:
            if len(consonants) >= _FEWEST_CONSONANTS:
                across[consonants].append(number)
    for found in chain(buckets.values(), (own for own in across.values() if _is_mixed(own, names))):
        if 1 < len(found) <= _FULLEST:
            for first, second in combinations(found, 2):
                if names[first].concept is None or names[second].concept is None:
                    yield first, second


def _is_mixed(own: Sequence[int], names: Sequence[Name]) -> bool:
    """Whether the names are in several scripts."""
    return len({names[number].is_latin for number in own}) > 1


def _skeletons(name: Name) -> set[str]:
    """Give how a name may sound; none of an acronym or of what is too short to be compared so."""
    if name.is_acronym:
        return set()
    texts = [text for text in (name.text, *name.also) if len(latin(text)) >= SHORTEST - 1]
    found = {skeleton for text in texts for skeleton in heard(text)}
    for written in (written for text in texts for written in press_keys(text, name.lang)):
        found.update(sounds(written))
        if written.startswith("g"):
            found.update(sounds("h" + written[1:]))
    return found


def _shared(name: Name, skeletons: Iterable[str]) -> Iterator[int]:
    """Give what a name has in common with those that it may be compared with, as numbers."""
    plains = {latin(text) for text in (name.text, *name.also)}
    for plain in plains:
        yield hash(plain)
    for each in {*plains, *skeletons} if skeletons else ():
        yield hash(each)
        if len(each) >= SHORTEST_WITH_SLIP:
            for at in range(len(each)):
                yield hash(each[:at] + each[at + 1 :])
    for given in given_names().intersection(name.companions) if skeletons else ():
        yield hash((given,))
        for skeleton in skeletons:
            yield hash((given, skeleton[:1]))


def _weighed(first: int, second: int, names: Sequence[Name]) -> Link | None:
    """Weigh what may link two names; None if that is not enough."""
    one, other = names[first], names[second]
    weight = (one.weight * other.weight) ** 0.5
    if one.is_latin == other.is_latin:
        weight **= min(1.0, _TELLING / min(len(one.text), len(other.text)))
    if weight < LEAST or not _may_be_compared(one, other):
        return None
    related = _related(one, other)
    how, likeness, detail = _compared(one, other, related == _SAME_GIVEN)
    if how == SLIP and {one.text, other.text} <= given_names():
        return None
    if how == SLIP and min(one.count, other.count) >= _FREQUENT:
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
    if one.is_latin and long[:-1] == short and _OF_A_WOMAN.fullmatch(long[-3:]):
        return False  # a woman is another person than a man
    return one.lang != other.lang or not differ_in_ending(one.text, other.text, one.lang)


def nearest_reading(name: Name, to: str) -> str:
    """Give the nominative of a name that is most like another text; its own of equals."""
    return max((name.text, *name.also), key=lambda text: OSA.normalized_similarity(latin(text), latin(to)))


def _related(one: Name, other: Name) -> float:
    """What the words around two names add to their likeness: most if they share a given or a family name."""
    if one.followers & other.followers:
        return _SAME_GIVEN
    if one.is_latin != other.is_latin:
        return 0.0
    if shared := one.companions & other.companions:
        return _SAME_TITLE if given_names().isdisjoint(shared) else _SAME_GIVEN
    if one.initials and other.initials:
        return _OTHER_GIVEN if one.initials.isdisjoint(other.initials) else 0.0
    ahead = [name.initials or {word[0] for word in name.companions} for name in (one, other)]
    return _OTHER_WORDS if ahead[0] and ahead[1] and ahead[0].isdisjoint(ahead[1]) else 0.0


def _compared(one: Name, other: Name, related: bool) -> Likeness:
    """Give the closest likeness of any two readings: how, from 0 to 1, and the scheme or the number of slips."""
    readings = [
        (text, again, _DOUBT * ((text != one.text) + (again != other.text)))
        for text in (one.text, *one.also)
        for again in (other.text, *other.also)
    ]
    if one.is_latin == other.is_latin:
        found = [alike_in_one_script(text, again, doubt, related) for text, again, doubt in readings]
    elif one.is_latin:
        found = [alike_across_scripts(text, again, doubt, other.lang) for text, again, doubt in readings]
    else:
        found = [alike_across_scripts(again, text, doubt, one.lang) for text, again, doubt in readings]
    return max(found, key=lambda each: each[1])
