"""One word of a Slavic name: its row in the table of endings, and its cells; the words of a name put together.

The accusative of masculines and of plurals follows from what is named, living or not (`term`: nobody can tell).
"""

from __future__ import annotations

from collections.abc import Sequence

from termbase.languages._slavic_endings import Row, Rules
from termbase.languages.language import PERHAPS

GENDERS = ("m", "f", "n", "pl")
_LIVING = frozenset({"surname", "given", "live"})
_NOMINATIVES = ("f", "n", "pl", "vir")  # of an adjective, beside its masculine; vir: of men (białoruscy)

Cells = dict[str, str]
"""Cell → the surface of one word."""


def same(word: str, rules: Rules, number: str = "sg") -> Cells:
    prefix = "pl-" if number == "pl" else ""
    return {prefix + case: word for case in rules.cases}


def word_cells(word: str, gender: str, sort: str, rules: Rules) -> Cells:
    """One word; an acronym in it stays as it is; empty where the class is not known."""
    if len(word) > 1 and word.isupper() or "." in word or not rules.script.search(word):
        return same(word, rules, "pl" if gender == "pl" else "sg")
    return _declined(word, row_of(word, sort, gender, rules), gender, sort, rules)


def agreeing(word: str, gender: str, sort: str, rules: Rules) -> Cells:
    """An adjective in the cells of its noun; of a hyphenated one the last part declines."""
    return _declined(word, row_of(word, "adj", gender, rules), gender, sort, rules)


def _declined(word: str, found: tuple[str, Row] | None, gender: str, sort: str, rules: Rules) -> Cells:
    if found is None:
        return {}
    row = found[1]
    if row.fixed:
        return same(word, rules, "pl" if gender == "pl" else "sg")
    base = "pl-nom" if gender == "pl" else "nom"
    if row.perhaps_fixed:
        others = same(word, rules, "pl" if gender == "pl" else "sg").keys() - {base}
        return {base: word} | {f"{cell}/{PERHAPS}": word for cell in sorted(others)}
    stem = word[: len(word) - row.replaced]
    cells = {base: word} | {cell: stem + ending for cell, ending in row.endings if cell not in _NOMINATIVES}
    _accusative(cells, "pl-" if gender == "pl" else "", gender, sort, rules)
    if gender != "pl" and "pl-nom" in cells:
        _accusative(cells, "pl-", gender, sort, rules)
    return cells


def cells_by(word: str, row: Row) -> Cells:
    stem = word[: len(word) - row.replaced]
    return {cell: stem + ending for cell, ending in row.endings}


def _accusative(cells: Cells, prefix: str, gender: str, sort: str, rules: Rules) -> None:
    """Add the accusative where it is the nominative or the genitive, as the named thing lives or not."""
    nominative, genitive, accusative = (f"{prefix}{case}" for case in ("nom", "gen", "acc"))
    if accusative in cells or nominative not in cells:
        return
    if sort not in _LIVING and sort != "term" and gender != "f":
        cells[accusative] = cells[nominative]
        return
    if gender == "n" and not prefix:
        cells[accusative] = cells[nominative]
        return
    if gender == "f" and not prefix:
        return
    manly = not rules.virile or not prefix or gender in ("m", "pl")
    living = {
        accusative + cell.removeprefix(genitive): surface
        for cell, surface in cells.items()
        if cell.split("/")[0] == genitive
    }
    if sort not in _LIVING and sort != "term" or not manly:
        cells[accusative] = cells[nominative]
    elif sort == "term":
        cells[f"{accusative}/inan"] = cells[nominative]
        cells.update(
            (f"{accusative}/anim{cell.removeprefix(accusative)}", form) for cell, form in living.items()
        )
    else:
        cells.update(living)


def row_of(word: str, sort: str, gender: str, rules: Rules) -> tuple[str, Row] | None:
    """The longest end in the table that a word has, with its row."""
    ends = rules.ends.get((sort, gender))
    return ends.of(word) if ends else None


def shown_gender(word: str, sort: str, rules: Rules) -> str | None:
    """The gender that the end of a word shows, if it does."""
    found = [(len(row[0]), gender) for gender in GENDERS if (row := row_of(word, sort, gender, rules))]
    return max(found)[1] if found else None


def prefixed(before: str, cells: Cells) -> Cells:
    return {cell: before + surface for cell, surface in cells.items()}


def suffixed(cells: Cells, after: str) -> Cells:
    return {cell: surface + after for cell, surface in cells.items()}


def joined(parts: Sequence[Cells | str], rules: Rules, separator: str = " ") -> Cells:
    """The cells in which every part is known; a part without the shade of another answers with its plain cell."""
    declined = [part for part in parts if not isinstance(part, str)]
    found: Cells = {}
    for cell in dict.fromkeys(cell for part in declined for cell in part):
        plain = cell.split("/")[0]
        words = [part if isinstance(part, str) else part.get(cell) or part.get(plain) or "" for part in parts]
        if all(words):
            found[cell] = separator.join(words)
    return found
