"""Cells of Slavic words put together: given and family names, shades, parts of a hyphenated name."""

from __future__ import annotations

from collections.abc import Sequence

from termbase.languages.language import PERHAPS

Cells = dict[str, str]
"""Cell → the surface of one word."""


def with_shades(cells: Cells) -> dict[str, tuple[str, ...]]:
    """The paradigm of cells: a case with a preferred surface may as well be any of its shades (Носенкові, Носенку)."""
    forms: dict[str, tuple[str, ...]] = {cell: (surface,) for cell, surface in cells.items()}
    for cell, surface in cells.items():
        case, shade, _ = cell.partition("/")
        if shade and case in forms and surface not in forms[case]:
            forms[case] += (surface,)
    return forms


def mixed(parts: Sequence[Cells | str]) -> Cells:
    """The cells in which the first or last word of a name has a shade and the others have not: Левові Джамбуленку."""
    found: Cells = {}
    declined = [part for part in parts if not isinstance(part, str)]
    for cell in dict.fromkeys(cell for part in declined for cell in part if "/" in cell):
        case, _, shade = cell.partition("/")
        for at in () if shade == PERHAPS else (0, len(parts) - 1):
            words = [
                part if isinstance(part, str) else part.get(cell if place == at else case, "")
                for place, part in enumerate(parts)
            ]
            if all(words):
                found[f"{cell}-{'last' if at else 'first'}"] = " ".join(words)
    return found


def joined(parts: Sequence[Cells | str], separator: str = " ") -> Cells:
    """The cells in which every part is known; a part without the shade of another answers with its plain cell."""
    declined = [part for part in parts if not isinstance(part, str)]
    found: Cells = {}
    for cell in dict.fromkeys(cell for part in declined for cell in part):
        plain = cell.split("/")[0]
        words = [part if isinstance(part, str) else part.get(cell) or part.get(plain) or "" for part in parts]
        if all(words):
            found[cell] = separator.join(words)
    return found


def prefixed(before: str, cells: Cells) -> Cells:
    return {cell: before + surface for cell, surface in cells.items()}


def suffixed(cells: Cells, after: str) -> Cells:
    return {cell: surface + after for cell, surface in cells.items()}
