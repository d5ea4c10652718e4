"""What Kazakh and Kyrgyz share: names that nobody can read from their letters, acronyms, compounds with a possessive.

A compound such as Сыртқы істер министрлігі ends in the possessive and takes its suffixes behind an н. Where a final
vowel may as well be the word's own, both readings count.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from termbase.languages._turkic import Sound, Sounds, sounds
from termbase.languages._turkic import paradigm as turkic_paradigm
from termbase.languages.language import Designation, Paradigm, recorded

MARKS = {"«": "»", "„": "“”", "“": "”", '"': '"'}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """How the names of one language are read."""

    code: str
    vowels: str
    possessive: re.Pattern[str]  # how a compound may end
    surely_possessive: re.Pattern[str]
    own: Callable[[str], Sound | None]  # the sound of a word by its letters
    doubtful: Callable[
        [str, Sound], Iterable[Sound]
    ]  # all the ways to read a word that has this sound by itself
    acronym: Callable[[Designation, str], Paradigm]

    @property
    def sounds(self) -> Sounds:
        """The sounds and suffixes of the language."""
        return _sounds(self.code)


@functools.cache
def _sounds(code: str) -> Sounds:
    return sounds(code)


def paradigm(designation: Designation, reading: Reading) -> Paradigm:
    """The cells of a noun or name; an adjective stands before its noun unchanged.

    After a cluster of consonants (Минск, Йорк, Петербург) nothing is known: a vowel may be put in.
    """
    name = designation
    word = re.split(r"[ -]", name.text)[-1].lower()
    if name.pos != "noun" or _cluster(reading.vowels).search(word):
        return recorded(name)
    if name.type == "acronym" or (name.text.isupper() and len(name.text) > 1):
        return reading.acronym(name, word)
    return turkic_paradigm(name, _readings(name, word, reading), "", reading.sounds)


@functools.cache
def _cluster(vowels: str) -> re.Pattern[str]:
    return re.compile(rf"[^{vowels}йрлмнңь][кгтдқпбф]$|[нрл][кгд]$")


def _readings(name: Designation, word: str, reading: Reading) -> Iterator[Sound]:
    """How the last word of a name may be read; more than one way where its letters do not tell."""
    own = reading.own(word)
    if own is None:
        return
    vowel, end = own
    compound = " " in name.text and name.kind != "person" and end == "v"
    if compound and reading.possessive.search(word):
        yield vowel, "p"
        if name.kind == "organisation" or reading.surely_possessive.search(word):
            return
        if name.text.split(" ")[-1][0].isupper() and name.kind != "place":
            return
    yield from reading.doubtful(word, own)
