"""How an entry may be written in a text: as recorded, with hyphens for spaces (in compounds), in other capitals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from termbase.index.entries import Entry
from termbase.text.view import small_letters
from termbase.text.words import common_start, is_rest_of_word

_APART = "\ufffc"  # between texts that are turned to small letters at once; none of them holds it
_SHORTEST_STEM = 3  # surfaces that share less are sought each by itself (go, went)

Cells = frozenset[str]


class Reading(NamedTuple):
    """One way to read a stretch of text: as this surface of this entry."""

    entry: Entry
    surface: str
    cells: Cells
    capitals: str  # same | carried | all


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


def sought(text: str) -> str:
    """A text in small letters as it is sought: with spaces for hyphens, so that compounds need no stems."""
    return text.replace("-", " ")


def shapes(entry: Entry) -> Iterator[Shape]:
    """Every shape of an entry; most have one."""
    surfaces = [Surface(text, cells) for text, cells in entry.surfaces.items()]
    lows = _small(surface.text for surface in surfaces)
    plain = list(zip(lows, surfaces, strict=True))
    yield from _by_stem(entry, plain)
    capitals: list[tuple[str, Surface]] = []
    if entry.case != "exact":
        shouted = _small(entry.language.upper(surface.text) for surface in surfaces)
        capitals = [
            own for own, usual in zip(zip(shouted, surfaces, strict=True), plain, strict=True) if own != usual
        ]
        yield from _by_stem(entry, capitals, shouted=True)
    if " " in entry.designation.text and entry.compounds != "none":
        for found, in_capitals in ((plain, False), (capitals, True)):
            joined = [(low.replace(" ", "-"), surface) for low, surface in found]
            yield from _by_stem(entry, joined, hyphened=True, shouted=in_capitals)


def _small(texts: Iterable[str]) -> list[str]:
    return small_letters(_APART.join(texts)).split(_APART)


def _by_stem(
    entry: Entry, surfaces: list[tuple[str, Surface]], hyphened: bool = False, shouted: bool = False
) -> Iterator[Shape]:
    """One shape for what the surfaces begin with; each its own where they have little in common."""
    if not surfaces:
        return
    shared = common_start([low for low, _ in surfaces])
    if len(shared) >= min(_SHORTEST_STEM, *(len(low) for low, _ in surfaces)):
        yield _shape(entry, shared, surfaces, hyphened, shouted)
        return
    for low, surface in surfaces:
        yield _shape(entry, low, [(low, surface)], hyphened, shouted)


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
