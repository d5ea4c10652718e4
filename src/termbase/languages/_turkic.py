"""What Turkish, Kazakh and Kyrgyz share: suffixes that take their vowels and consonants from the name before them.

`data/<code>_suffixes.tsv` has a row for each cell and end: the cell, the ends after which the suffix stands,
the suffix. An end is `v` for a vowel, `p` for a compound with the possessive (Кеңесі, Örgütü), and groups of
consonants by what they make of the suffix. In a suffix the letters of `data/<code>_sounds.tsv` stand for one
of several: `A` for a or e, as the vowel before it asks.

How a name is read decides what it takes, and letters do not always tell (NATO, Biden, Минск). A name may
therefore have several readings. Where they differ on a suffix, each surface is a shade of the cell that also
names the last letter: `gen/n'un`. A canonical form whose reading is certain answers with its own suffix; one
whose reading is not answers with the suffix that stood there if it ends in the same letter as the variant,
else there is only a proposal.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from termbase.languages._tables import table
from termbase.languages.language import Designation, Paradigm

Sound = tuple[str, str]
"""How a name ends when it is read: its last vowel, and the group of its last sound."""


@dataclass(frozen=True, slots=True, eq=False)
class Sounds:
    """The letters of a language: vowels, the groups of last letters, and what the varying letters stand for."""

    vowels: frozenset[str]
    ends: Mapping[str, str]
    varying: Mapping[str, Mapping[str, str]]  # A → last vowel → a or e
    suffixes: tuple[tuple[str, str, str], ...]  # cell, end, suffix


def sounds(code: str) -> Sounds:
    """The sounds and suffixes of a language, from its two tables."""
    ends: dict[str, str] = {}
    varying: dict[str, dict[str, str]] = {}
    for sort, letters, value in table(f"{code}_sounds"):
        kept = ends if sort == "end" else varying.setdefault(sort, {})
        kept.update(dict.fromkeys(letters, value))
    suffixes = tuple(
        (cell, end, suffix) for cell, found, suffix in table(f"{code}_suffixes") for end in found.split()
    )
    return Sounds(frozenset(varying["A"]), ends, varying, suffixes)


def paradigm(designation: Designation, readings: Iterable[Sound], joint: str, known: Sounds) -> Paradigm:
    """The cells of a designation that may be read in these ways; what the glossary records comes first.

    `joint` stands before a suffix that begins with an apostrophe in the table: an apostrophe, a hyphen or nothing.
    """
    text, base = designation.text, "pl-nom" if designation.number == "pl" else "nom"
    if not designation.inflect:
        return {base: (text,)}
    suffixes = _by_cell(tuple(dict.fromkeys(readings)), text[-1:].lower(), joint, known)
    cells = {cell: (text + suffix,) for cell, suffix in suffixes}
    if base == "pl-nom":  # the name is a plural: күштер
        cells = {f"pl-{cell}": found for cell, found in cells.items() if not cell.startswith("pl-")}
    found = {base: (text,)} | cells
    recorded = {cell.split("/")[0] for cell in designation.forms}
    if not recorded:
        return found
    return {c: f for c, f in found.items() if c.split("/")[0] not in recorded} | dict(designation.forms)


@functools.cache
def _by_cell(
    readings: tuple[Sound, ...], last: str, joint: str, known: Sounds
) -> tuple[tuple[str, str], ...]:
    """Cell and suffix: plain cells where all readings agree, else a shade for each suffix."""
    found: dict[str, dict[str, None]] = {}
    for vowel, end in readings:
        for cell, after, suffix in known.suffixes:
            if after == end:
                written = _harmonised(suffix.replace("'", joint), vowel, known)
                found.setdefault(cell, {})[written] = None
    return tuple(
        (cell if len(suffixes) == 1 else f"{cell}/{last}{suffix}", suffix)
        for cell, suffixes in found.items()
        for suffix in suffixes
    )


def _harmonised(suffix: str, vowel: str, known: Sounds) -> str:
    """A suffix with its varying letters decided, each by the vowel before it.

    >>> _harmonised("'nIn", "ö", sounds("tr"))
    "'nün"
    """
    written = []
    for letter in suffix:
        if letter in known.varying:
            letter = known.varying[letter][vowel]
        if letter in known.vowels:
            vowel = letter
        written.append(letter)
    return "".join(written)


def read_aloud(text: str, known: Sounds) -> Sound | None:
    """The last vowel of a text in small letters and the group of its last letter; None if it has no such."""
    vowel = next((letter for letter in reversed(text) if letter in known.vowels), None)
    end = known.ends.get(text[-1:])
    return (vowel, end) if vowel and end else None
