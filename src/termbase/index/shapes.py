"""How an entry may be written in a text: as recorded, with hyphens for spaces (in compounds), in other capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from termbase.index.entries import Entry
from termbase.languages.language import Bearing
from termbase.text.view import small_letters
from termbase.text.words import common_start, is_rest_of_word

_APART = "\n"  # between texts that are turned to small letters at once; each is one line
_FIRST_WORD = re.compile(r"[^ -]*")
_SHORTEST_STEM = 3  # surfaces that share less are sought each by itself (go, went)

Cells = frozenset[str]


@dataclass(frozen=True, eq=False)
class Reading:
    """One way to read a stretch of text: as this surface of this entry. A shape has each of its readings once."""

    entry: Entry
    surface: str
    cells: Cells
    capitals: str  # same | carried | all

    @cached_property
    def bearing(self) -> Bearing | None:
        """What the name asks of the words before it where it stays; None for nothing."""
        entry = self.entry
        found = Bearing(self.surface, entry.designation, self.cells, entry.term.sound, rewritten=False)
        return None if entry.language.undemanding(found) else found


@dataclass(frozen=True, slots=True)
class Surface:
    """A surface as recorded and the cells that it may be."""

    text: str
    cells: Cells


@dataclass(frozen=True, slots=True)
class Shape:
    """Surfaces of an entry that begin with the same stem, by what follows it (all in small letters).

    `tails` end with the word that the stem ends in, so that one look tells which of them stands in a text; `wide`
    are the others: with a space or an apostrophe in them, in a script that does not part words, or with a noun joined.
    """

    entry: Entry
    stem: str
    tails: Mapping[str, tuple[Surface, ...]]
    wide: tuple[tuple[str, Surface], ...] = ()
    hyphened: bool = False
    shouted: bool = False
    readings: dict[tuple[str, str], Reading] = field(
        default_factory=dict
    )  # by surface and capitals, once read


def shapes(entry: Entry) -> Iterator[Shape]:
    """Every shape of an entry; most have one."""
    surfaces = [Surface(text, cells) for text, cells in entry.surfaces.items()]
    for way in _ways(entry, [surface.text for surface in surfaces]):
        for stem, members in _by_stem(way.lows, entry.combined):
            found = [(way.lows[member], surfaces[member]) for member in members]
            yield _shape(entry, stem, found, way.hyphened, way.shouted)


class _Way(NamedTuple):
    """A way to write surfaces: each in small letters, empty where it is written so in another way already."""

    lows: list[str]
    hyphened: bool = False
    shouted: bool = False


def _ways(entry: Entry, surfaces: list[str]) -> Iterator[_Way]:
    plain = _Way(_small(surfaces))
    found = [plain]
    if entry.case != "exact":
        in_capitals = _small(map(entry.language.upper, surfaces))
        if in_capitals != plain.lows:
            changed = [own if own != low else "" for own, low in zip(in_capitals, plain.lows, strict=True)]
            found.append(_Way(changed, shouted=True))
    yield from found
    if " " in entry.designation.text and entry.compounds != "none":
        for way in found:
            yield _Way([low.replace(" ", "-") for low in way.lows], hyphened=True, shouted=way.shouted)


def _small(texts: Iterable[str]) -> list[str]:
    return small_letters(_APART.join(texts)).split(_APART)


def _by_stem(lows: Sequence[str], combined: bool) -> Iterator[tuple[str, list[int]]]:
    """What surfaces begin with, and which do; each stands for itself where they have little in common.

    Combined names are sought by the given name, so that they are as many stems as there are given names.
    """
    members = [number for number, low in enumerate(lows) if low]
    if not members:
        return
    written = [lows[member] for member in members]
    shared = common_start(written)
    if combined:
        shared = _FIRST_WORD.match(shared)[0]  # type: ignore[index]
    if len(shared) >= min(_SHORTEST_STEM, *map(len, written)):
        yield shared, members
        return
    yield from ((lows[member], [member]) for member in members)


def _shape(
    entry: Entry, stem: str, surfaces: list[tuple[str, Surface]], hyphened: bool, shouted: bool
) -> Shape:
    tails: dict[str, tuple[Surface, ...]] = {}
    wide: list[tuple[str, Surface]] = []
    for low, surface in surfaces:
        tail = low[len(stem) :]
        if is_rest_of_word(low, len(stem)) and entry.compounds != "closed":
            tails[tail] = (*tails.get(tail, ()), surface)
        else:
            wide.append((tail, surface))
    return Shape(entry, stem, tails, tuple(wide), hyphened, shouted)
