"""What a language module tells the normaliser, and how it is found.

A language is a plug-in: a module of this folder named by its code with one constant `LANGUAGE`. A language without
one is served by `plain`: the forms that the glossary records and nothing else.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from termbase.languages._tables import table
from termbase.plugins import plugin, plugin_names
from termbase.text.quotes import ALL_MARKS, Marks

Paradigm = Mapping[str, tuple[str, ...]]
"""Cell → its surfaces, the preferred one first.

A cell is a case (`gen`), a case of the plural (`pl-dat`), a derivation (`er`), or one of these with a shade that only
some designations tell apart (`gen/es`, `dat/weak`). A cell with the shade `PERHAPS` may be read, not written.
"""

PERHAPS = "perhaps"
"""The shade of the cells that a name has if it is indeclinable, where nobody can tell whether it is."""


@dataclass(frozen=True, slots=True)
class Designation:
    """A term or variant as far as its inflection depends on it."""

    text: str
    kind: str = "term"  # the concept's
    type: str = "full"
    pos: str = "noun"
    gender: str | None = None
    number: str = "sg"
    article: str = "none"
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inflect: bool = True


@dataclass(frozen=True, slots=True)
class Bearing:
    """What a name asks of the words before it: its surface, its gender and number, the cells it may be in."""

    surface: str
    designation: Designation
    cells: frozenset[str]
    sound: str | None
    rewritten: bool  # whether the name itself was changed
    was: Designation | None = None  # the name that was rewritten, with which the words before agreed
    was_cells: frozenset[str] = frozenset()

    @property
    def renumbered(self) -> bool:
        """Whether another number stood there."""
        return self.was is not None and self.was.number != self.designation.number


@dataclass(frozen=True, slots=True)
class Correction:
    """Words before a name that do not agree with it.

    The last `width` code points of the view before the name become `new`; `certain` corrections are safe. Without a
    correction that is `needed` the name would be wrong: where it is only proposed, so is the name.
    """

    width: int
    new: str
    certain: bool
    needed: bool = False


def recorded(designation: Designation) -> dict[str, tuple[str, ...]]:
    """The paradigm that the glossary itself records: the designation as it stands, and its explicit forms."""
    base = "pl-nom" if designation.number == "pl" else "nom"
    return (
        {base: (designation.text,), **designation.forms}
        if designation.inflect
        else {base: (designation.text,)}
    )


def no_agreement(before: str, after: str, bearing: Bearing) -> Correction | None:
    """No opinion: the language has no rules for the words before a name."""
    return None


def as_read(before: str, after: str, name: Designation, cells: frozenset[str]) -> frozenset[str]:
    """All the cells: the language has no rules by which the words around a name tell its case."""
    return cells


def stands_alone(before: str, after: str) -> bool:
    """No: the language has no rules by which a place is part of another name."""
    return False


def nothing_agrees(
    before: str, after: str, old: Designation, new: Designation, cells: frozenset[str]
) -> bool:
    """No: the language has no rules for it."""
    return False


def never(before: str) -> bool:
    """No: the language has no rules for it."""
    return False


@dataclass(frozen=True, slots=True)
class Language:
    """A language: functions from designations to surfaces and from contexts to corrections."""

    code: str
    paradigm: Callable[[Designation], Paradigm] = recorded
    agree: Callable[[str, str, Bearing], Correction | None] = no_agreement
    # whether `agree` has nothing to say of a name, whatever stands around it
    undemanding: Callable[[Bearing], bool] = lambda bearing: False
    narrow: Callable[[str, str, Designation, frozenset[str]], frozenset[str]] = as_read
    governed: Callable[[str], bool] = never  # whether the words before put a name under a preposition
    attributed: Callable[[str], bool] = (
        never  # whether an adjective that agrees with the name stands before it
    )
    # whether words before or after a name in these cells agree with what it was and may not agree with what it becomes
    agreeing: Callable[[str, str, Designation, Designation, frozenset[str]], bool] = nothing_agrees
    # whether a place between two texts is part of the name of something else (Hotel …)
    part_of_name: Callable[[str, str], bool] = stands_alone
    # the words (in small letters) without one of which directly beside it `part_of_name` says that it is none
    making_names: frozenset[str] = frozenset()
    upper: Callable[[str], str] = str.upper
    marks: Marks = field(default_factory=lambda: ALL_MARKS)
    naming_words: frozenset[str] = frozenset()  # before another name of the same thing: früher, formerly
    talk_of_names: frozenset[str] = frozenset()  # in a sentence that gives two names of one thing: renamed
    name_follows: frozenset[str] = (
        frozenset()
    )  # directly before a name that is mentioned, not used: the acronym …
    continued: Callable[[str], bool] = never  # whether what follows a surface is an ending that nobody knows
    # whether the word before a family name in these cells is surely no given name; None: nobody knows
    titles: Callable[[str, frozenset[str]], bool] | None = None
    short_titles: frozenset[str] = frozenset()  # of one letter, with a full stop: M. Macron
    closed_tail: Callable[[str], int] = lambda rest: 0  # length of a noun joined to a name without a hyphen
    hyphenates: bool = False  # whether a name of several words takes hyphens in compounds


@functools.cache
def language(code: str) -> Language:
    """The language of a BCP 47 tag, by its primary subtag; one without a module has no rules of its own."""
    primary = code.split("-")[0].lower()
    if primary in plugin_names(__package__, "LANGUAGE"):
        found = plugin(__package__, "LANGUAGE", primary)
        assert isinstance(found, Language)
        return found
    return Language(primary)


@functools.cache
def given_names() -> frozenset[str]:
    """Given names that are common somewhere: before a family name they may be another person's."""
    return frozenset(name for (name,) in table("given_names"))


def build(surfaces: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """A paradigm from pairs of cell and surface; a surface stands once in its cell, the order is kept."""
    cells: dict[str, dict[str, None]] = {}
    for cell, surface in surfaces:
        cells.setdefault(cell, {})[surface] = None
    return {cell: tuple(found) for cell, found in cells.items()}
