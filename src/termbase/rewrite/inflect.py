"""Law 6, transplanted endings, and law 5, what a rewritten name keeps of the one it replaces."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

from termbase.index.entries import Entry
from termbase.index.shapes import Reading
from termbase.languages.language import PERHAPS, Paradigm
from termbase.text.view import APOSTROPHES, HYPHENS, fold

_LIKELY = ("nom", "ins", "gen", "loc", "acc", "dat")  # с and в have two cases, the first here the likelier
_SEPARATORS = re.compile(rf"(\s+|[-{HYPHENS}])")
_CLOSING = ")]}\"'”’“‘»«›‹*_"
_OPENING = " \t\r\n\u00a0([{\"'„“‚‘«»‹›*_"
_NEXT_ITEM = re.compile(r"[^\S\r\n]*[\r\n]\s*(?:[-–—•*]|\(?\w{1,3}[.)])\s")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}']")
_FUNCTION_WORD = 3  # letters: of, the, de stay small in a title
_USED_APOSTROPHE = re.compile(
    rf"(?<=[^\W\d_])[{APOSTROPHES}'](?=[^\W\d_])|(?<=[sßxzSXZ])[{APOSTROPHES}'](?![^\W_])"
)


def surfaces_for(cells: Iterable[str], canonical: Entry, number: str) -> tuple[str, ...]:
    """The surfaces of the canonical form in the cells of a reading: one where the choice is certain, none if unknown.

    Where the variant's surface (of a name in this number) may be several cells, the canonical form may answer with
    several surfaces, but for one that all of them may have; for a cell that it does not know, with an empty one.
    """
    answers = _answers(cells, canonical, number)
    found = _preferred(answers)
    if len(found) > 1 and (shared := _shared(answers)):
        return (shared,)
    return found


def is_plain(cells: Iterable[str], canonical: Entry, number: str) -> bool:
    """Whether the canonical form prefers the same surface in all the cells, whatever the words around it tell."""
    return len(_preferred(_answers(cells, canonical, number))) < 2


def with_shades(cells: Iterable[str], canonical: Entry) -> frozenset[str]:
    """The cells with the shades in which the canonical form has them (dat: dat/strong, dat/weak); none without any."""
    paradigm = canonical.paradigm
    found = frozenset(
        own for cell in cells for own in ([cell] if cell in paradigm else _shades_of(cell, paradigm))
    )
    return found if any("/" in cell for cell in found) else frozenset()


def _shades_of(cell: str, paradigm: Paradigm) -> list[str]:
    """The shades in which a paradigm has a cell, without the shades of these and what may only be read."""
    return [
        shade
        for shade in paradigm
        if shade.partition("/")[0] == cell.partition("/")[0]
        and not shade.endswith(f"/{PERHAPS}")
        and not any(shade[:at] in paradigm for at, letter in enumerate(shade) if letter == "/")
    ]


def _answers(cells: Iterable[str], canonical: Entry, number: str) -> list[list[tuple[str, ...]]]:
    """For each cell what `_in_cell` gives, the likeliest cell first."""
    name = canonical.designation
    if not name.inflect:
        return [[(name.text,)]]
    swapped = name.number != number
    return [_in_cell(canonical.paradigm, cell, swapped) or [("",)] for cell in sorted(cells, key=_rank)]


def _preferred(answers: Iterable[Iterable[tuple[str, ...]]]) -> tuple[str, ...]:
    found = dict.fromkeys(answer[0] for cell in answers for answer in cell)
    return tuple(sorted(found, key=bool, reverse=True)) if any(found) else ()


def _rank(cell: str) -> tuple[int, str]:
    """The cells by how likely they are where a person has to choose."""
    case = cell.removeprefix("pl-").split("/")[0]
    return (_LIKELY.index(case) if case in _LIKELY else len(_LIKELY)), cell


def _shared(answers: Sequence[Sequence[tuple[str, ...]]]) -> str | None:
    """A surface that every cell may have, though they prefer others: Носенку, dative and locative."""
    return next(
        (
            surface
            for surface in answers[0][0]
            if all(surface in answer for cell in answers for answer in cell)
        ),
        None,
    )


def _in_cell(paradigm: Paradigm, cell: str, swapped: bool) -> list[tuple[str, ...]]:
    """The surfaces of a cell, the preferred one first; without its shade, or of every shade, where there is no such.

    With `swapped` numbers the answer is in the other number.
    """
    if swapped:
        cell = cell.removeprefix("pl-") if cell.startswith("pl-") else f"pl-{cell}"
    while cell not in paradigm and "/" in cell:
        cell = cell.rpartition("/")[0]
    if cell in paradigm:
        return [paradigm[cell]]
    return [paradigm[shade] for shade in _shades_of(cell, paradigm)]


def cells_of(entry: Entry, surface: str) -> frozenset[str]:
    """The cells that a surface of an entry may be."""
    return entry.surfaces.get(surface, frozenset())


def written(new: str, old: str, reading: Reading, context: str, compound: bool) -> str:
    """A surface as it is written in place of `old` (source text): with its capitals, separators, apostrophes.

    `context` is the text whose kind of apostrophe a new one takes; in a `compound` spaces become hyphens.
    """
    new = _composed(new, old, reading, compound)
    if "'" in new:
        new = with_apostrophes(new, old, context)
    if (
        not old.isascii()
        and not unicodedata.is_normalized("NFC", old)
        and unicodedata.is_normalized("NFD", old)
    ):
        new = unicodedata.normalize("NFD", new)
    return new


@functools.lru_cache(1 << 16)
def _composed(new: str, old: str, reading: Reading, compound: bool) -> str:
    """A surface with the capitals and separators of the old one."""
    new = _capitalised(new, old, reading)
    return _separated(new.replace(" ", "-") if compound else new, old)


@functools.lru_cache(1 << 16)
def is_same(new: str, old: str) -> bool:
    """Whether two texts differ in nothing that views show."""
    return new == old or fold(new) == fold(old)


def _capitalised(new: str, old: str, reading: Reading) -> str:
    """Carry over the capitals that the text has beyond the form's."""
    if reading.capitals == "all":
        return reading.entry.language.upper(new)
    if reading.capitals == "same":
        return new
    seen, own, parts = (_SEPARATORS.split(text) for text in (fold(old), reading.surface, new))
    if not len(seen) == len(own) == len(parts):
        if _is_title(seen) and _has_small_letters(own):
            return _raised("".join(_raised(part) if len(part) > _FUNCTION_WORD else part for part in parts))
        return _raised(new) if seen[0][:1].isupper() and own[0][:1].islower() else new
    return "".join(
        _raised(part) if was[:1].isupper() and form[:1].islower() else part
        for was, form, part in zip(seen, own, parts, strict=True)
    )


def _is_title(parts: list[str]) -> bool:
    """Whether a text of several words has a capital in each: Chief Law Officer."""
    words = parts[::2]
    return len(words) > 1 and all(word[:1].isupper() and not word.isupper() for word in words)


def _has_small_letters(parts: list[str]) -> bool:
    return all(word[:1].islower() for word in parts[::2])


def _raised(word: str) -> str:
    return word[:1].upper() + word[1:]


def _separated(new: str, old: str) -> str:
    """Keep the white space and hyphens between the parts of the old name where the new one has as many of a kind."""
    parts, were = _SEPARATORS.split(new), _SEPARATORS.split(old)
    if len(parts) != len(were):
        return new
    for at in range(1, len(parts), 2):
        if parts[at].isspace() == were[at].isspace():
            parts[at] = were[at]
    return "".join(parts)


def with_apostrophes(new: str, old: str, context: str) -> str:
    """The new text with the apostrophe of the old one, else of the kind that the context uses, else ’."""
    if "'" not in new:
        return new
    found = _APOSTROPHE.search(old) or _USED_APOSTROPHE.search(context)
    return _APOSTROPHE.sub(found[0] if found else "’", new)


def with_one_mark(new: str, old: str, text: str, end: int) -> tuple[str, bool]:
    """The new text with one full stop where the sentence ends and one apostrophe, and whether that is certain.

    The point of an abbreviation (U.S.) may end a sentence too: at the end of the block it does, before a capital
    nobody knows. `end` is where the old text ends in the `text` of its block.
    """
    if not old.endswith("."):
        if new.endswith(".") and text.startswith(".", end):
            return new[:-1], True
        if _APOSTROPHE.match(text, end) and _APOSTROPHE.search(new[-1:]):
            return new[:-1], True
        return new, True
    if new.endswith("."):
        return new, True
    rest = text[end:].lstrip(_CLOSING)
    if not rest.strip() or _NEXT_ITEM.match(rest):
        return f"{new}.", True
    if rest[0].isspace() and rest.lstrip(_OPENING)[:1].isupper():
        return f"{new}.", False
    return new, True
