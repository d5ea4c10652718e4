"""Names in running texts that nobody has recorded: words with a capital, acronyms, parts of hyphen compounds.

Each spelling is counted once for all documents, with what speaks for a name and against it: in a language that writes
nouns with a capital most words with one are no names.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from termbase.documents.document import Block
from termbase.languages.announcing import announces_noun, capitals_tell, ends_as_noun, is_determiner
from termbase.languages.language import given_names
from termbase.model import Place
from termbase.text.protect import Span, protected
from termbase.verbs.reading import Text

CONTEXTS = 3
"""How many places of a spelling are kept."""

_LAST_CASED = 0x590  # behind it no script has capitals but Georgian, whose texts do not use them
_UPPER = "".join(char for char in map(chr, range(_LAST_CASED)) if char.isupper())
_LOWER = "".join(char for char in map(chr, range(_LAST_CASED)) if char.islower())
_LETTER = "[^\\W\\d_]"
_INNER = f"(?:{_LETTER}|[\u0300-\u036f\u00ad])"
_JOINT = "(?:[-\u2010\u2011](?=[^\\W_])|['’ʼ](?=[^\\W\\d_]))"
_NAME = re.compile(f"(?<![^\\W_])[{_UPPER}]{_INNER}*+(?:{_JOINT}{_INNER}+)*+(?![^\\W_])")
_SMALL = re.compile(f"(?<![^\\W_])[{_LOWER}]{_INNER}*+")
_BEFORE = re.compile(f"([{_LOWER}]{_INNER}*+)[ \n\u00a0]\\Z")
_SENTENCE_START = re.compile("(?:\\A|[.!?…:;%\n])[\\s\"'“”„«»‘‚›‹(\\[*_–—-]*\\Z")
_STAMMERED = re.compile(f"(?:{_LETTER}-){{2}}|({_LETTER})-\\1")  # A-A-Arsch, M-Mann
_JOINED_NAME = re.compile(f"[-\u2010\u2011][{_UPPER}]")
_LIKELY_IF_JOINED = 0.4  # a compound with two capitals, whatever stands before it
_NOTEWORTHY = 0.1  # share of the places
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ENGLISH_GENITIVE = ("'s", "’s")
_LONGEST_WORD = 24  # code points that are looked at before a name
_GAPS = (" ", ". ", "\u00a0", ".", "\n", ".\u00a0")  # between a name and what belongs to it
_CONTEXT = 30  # code points on either side
_SHORTEST = 3  # letters
_LONGEST = 60  # letters; what is longer is no name, and is compared in time that grows with its square
_LONGEST_ACRONYM = 6
_CYRILLIC_LANGUAGES = ("ru", "uk", "be", "kk", "ky", "tg", "bg", "sr", "mk")


@dataclass(slots=True)
class Candidate:
    """A spelling in texts of one script: how often it occurs, and how.

    `inside` counts the places that are no start of a sentence and have no word with a capital before, `announced`
    those of them where a determiner or an adjective stands before; `before` are the words with a capital that do,
    `after` those that follow.
    """

    text: str
    lang: str
    count: int = 0
    inside: int = 0
    announced: int = 0
    before: Counter[str] = field(default_factory=Counter)
    after: set[str] = field(default_factory=set)
    places: list[tuple[Place, str]] = field(default_factory=list)

    @property
    def given(self) -> frozenset[str]:
        """The given names before it."""
        return frozenset(given_names().intersection(self.before))

    @property
    def initials(self) -> frozenset[str]:
        """The initials before it, and those of the given names."""
        return frozenset(word[0] for word in self.before if len(word) == 1 or word in given_names())

    def companions(self, small: Collection[str]) -> frozenset[str]:
        """The words before it that are no beginnings of sentences: given names, titles."""
        return frozenset(word for word in self.before if len(word) > 1 and word.lower() not in small)

    @property
    def is_acronym(self) -> bool:
        """Whether it is written in capitals, but for an ending."""
        return is_acronym(self.text)


@dataclass(slots=True)
class Census:
    """The spellings of some documents, and the words that occur in small letters."""

    lang: str
    candidates: dict[str, Candidate] = field(default_factory=dict)
    small: set[str] = field(default_factory=set)

    def read(self, text: Text, known: Mapping[int, Collection[Span]]) -> None:
        """Count the names of a text; `known` are the stretches of a block (by its id) that the glossary knows."""
        for block in text.blocks:
            self.small.update(_SMALL.findall(block.text))
            taken = sorted([*known.get(id(block), ()), *block.protected, *protected(block.text)])
            for start, end, before in _names(block.text, taken):
                self._count(text, block, start, end, before)

    def _count(self, source: Text, block: Block, start: int, end: int, before: str) -> None:
        text = block.text
        name = text[start:end]
        if name.isupper() and not is_acronym(name):
            name = name.capitalize()
        found = self._candidate(name, block.lang or self.lang)
        found.count += 1
        if len(found.places) < CONTEXTS:
            shown = " ".join(text[max(0, start - _CONTEXT) : end + _CONTEXT].split())
            found.places.append((source.place(block, start, end), shown))
        if before and is_determiner(before.lower()) and not capitals_tell(found.lang):  # Die Wache
            found.inside += 1
            found.announced += 1
        elif before:
            found.before[before] += 1
            if before in self.candidates:
                self.candidates[before].after.add(name)
        else:
            near = text[max(0, start - _LONGEST_WORD) : start]
            if not _SENTENCE_START.search(near if start else ""):
                found.inside += 1
                word = _BEFORE.search(near)
                found.announced += word is not None and announces_noun(word[1])
        for part in _parts(name):
            own = self._candidate(part, found.lang)
            own.count += 1
            own.inside += 1
            if len(own.places) < CONTEXTS:
                own.places.append(found.places[-1])

    def _candidate(self, name: str, lang: str) -> Candidate:
        found = self.candidates.get(name)
        if found is None:
            name = sys.intern(name)
            found = self.candidates[name] = Candidate(name, language_of(name, lang))
        return found


def is_acronym(text: str) -> bool:
    """Whether a word begins with two capitals, as acronyms do, and is not so long that it was rather shouted.

    >>> is_acronym("OVKS"), is_acronym("КВНе"), is_acronym("KASACHSTAN"), is_acronym("Putin")
    (True, True, False, False)
    """
    return text[:2].isupper() and len(text) <= _LONGEST_ACRONYM


def language_of(name: str, lang: str) -> str:
    """Give the language by whose rules a name inflects: the text's, or Russian for Cyrillic in texts of others.

    >>> language_of("Жапаров", "de"), language_of("Жапаров", "ky"), language_of("Japarow", "ru")
    ('ru', 'ky', 'de')
    """
    cyrillic = lang.partition("-")[0] in _CYRILLIC_LANGUAGES
    if _CYRILLIC.search(name):
        return lang if cyrillic else "ru"
    return "de" if cyrillic else lang


def namehood(candidate: Candidate, small: Collection[str], common: Collection[str]) -> float:
    """Give how likely a spelling is a name, from 0 to 1, by what stands around it.

    `small` are the words that occur in small letters: what is among them names no one before it. `common` are the
    spellings of common words.
    """
    if candidate.is_acronym:
        return 0.9
    named = sum(count for word, count in candidate.before.items() if len(word) == 1 or word in given_names())
    beside = sum(count for word, count in candidate.before.items() if word.lower() not in small) - named
    beside = max(beside, 0)
    is_small = candidate.text.lower() in small
    is_common = is_small or candidate.text in common
    if capitals_tell(candidate.lang):
        certain = candidate.inside or candidate.before
        return (0.9 if certain else 0.5) * (0.3 if is_common else 1.0)
    alone = candidate.inside - candidate.announced
    share = alone * (alone - 1) / candidate.inside**2 if candidate.inside else 0.0
    starts = candidate.count - named - beside - candidate.inside
    by_itself = (0.45 + 0.35 * share) * alone + 0.05 * candidate.announced + 0.25 * max(starts, 0)
    announced = candidate.announced / candidate.count
    likely = by_itself / max(candidate.inside + max(starts, 0), 1)
    if beside and beside >= _NOTEWORTHY * candidate.count:
        likely = max(likely, 0.7 - 0.5 * announced)
    if _JOINED_NAME.search(candidate.text):
        likely = max(likely, _LIKELY_IF_JOINED)
    likely *= 0.4 if is_small else 0.5 if is_common or ends_as_noun(candidate.text) else 1.0
    if named and named >= _NOTEWORTHY * candidate.count:
        likely = max(likely, (0.95 - 0.5 * announced) * (0.7 if is_small else 1.0))
    return likely


def _names(text: str, taken: Collection[Span]) -> Iterator[tuple[int, int, str]]:
    """Give start and end of each name with the word with a capital, or the initial, directly before it."""
    last_end, last, is_initial = -2, "", False
    spans = iter(taken)
    low, high = next(spans, (len(text) + 1, len(text) + 1))
    for found in _NAME.finditer(text):
        start, end = found.span()
        while high <= start:
            low, high = next(spans, (len(text) + 1, len(text) + 1))
        gap = text[last_end:start] if last_end >= 0 else "--"
        if text[end - 2 : end] in _ENGLISH_GENITIVE:
            end -= 2
        before = last if gap in _GAPS and (gap[0] == ".") == is_initial else ""
        is_initial = end - start == 1
        last_end = end
        if not (is_initial and before):  # George W. Bush
            last = text[start:end]
        if low < end or not _SHORTEST <= end - start <= _LONGEST or _STAMMERED.match(text, start, end):
            continue
        yield start, end, before


def _parts(name: str) -> Iterator[str]:
    """Give what may be a name at the start of a hyphen compound: Bergkarabach of Bergkarabach-Konflikt."""
    at = name.find("-")
    while at > 0:
        if at >= _SHORTEST:
            yield name[:at]
        at = name.find("-", at + 1)
