"""What Russian, Ukrainian, Belarusian and Polish share: names and nouns declined from tables of endings.

A name is taken apart into words (given names and family name; adjectives, head and what follows it), each word finds
its row in the table (see `_slavic_words`), and the cells in which every word is known make the paradigm.
"""

from __future__ import annotations

from collections.abc import Sequence

from termbase.languages._slavic_endings import Rules
from termbase.languages._slavic_words import (
    GENDERS,
    Cells,
    agreeing,
    cells_by,
    joined,
    prefixed,
    row_of,
    same,
    shown_gender,
    suffixed,
    word_cells,
)
from termbase.languages.language import PERHAPS, Designation, Paradigm

_OF_KIND = {
    "person": "surname",
    "place": "place",
    "organisation": "thing",
    "medium": "thing",
    "work": "thing",
    "demonym": "live",
    "office": "live",
}
_FEMININE_ENDS = ("а", "я", "a")  # Cyrillic and Latin


def paradigm(designation: Designation, rules: Rules) -> Paradigm:
    """The cells of a designation; what the glossary records takes the place of what the rules give."""
    name = designation
    base = "pl-nom" if name.number == "pl" else "nom"
    if name.pos == "adjective" and name.inflect:
        found = _adjective(name, rules)
    elif _is_fixed(name, rules):
        found = same(name.text, rules, name.number)
    elif name.pos != "noun":
        found = {}
    elif name.kind == "person":
        found = _person(name, rules)
    else:
        found = _phrase(name, rules)
    forms = _with_shades({base: name.text} | found, name.kind)
    if not name.inflect:
        return forms
    plain = {cell.split("/")[0] for cell in name.forms}
    return {cell: found for cell, found in forms.items() if cell.split("/")[0] not in plain} | dict(
        name.forms
    )


def _with_shades(cells: Cells, kind: str) -> dict[str, tuple[str, ...]]:
    """The paradigm of cells: a case with a preferred surface may as well be any of its shades (Носенкові, Носенку).

    But for the locative in -у of a thing, which stands behind по alone (по Союзу, в Союзі).
    """
    forms: dict[str, tuple[str, ...]] = {cell: (surface,) for cell, surface in cells.items()}
    for cell, surface in cells.items():
        case, shade, _ = cell.partition("/")
        if cell == "loc/u" and kind in ("organisation", "medium", "term", "work"):
            continue
        if shade and case in forms and surface not in forms[case]:
            forms[case] += (surface,)
    return forms


def _is_fixed(name: Designation, rules: Rules) -> bool:
    """Whether a name never changes: acronyms, foreign letters, what the glossary calls indeclinable."""
    if not name.inflect or name.type in ("acronym", "abbreviation"):
        return True
    return rules.script.search(name.text) is None


def _person(name: Designation, rules: Rules) -> Cells:
    """Given names and family name declined together: Касым-Жомартом Токаевым."""
    *given, family = name.text.split(" ")
    gender = name.gender or shown_gender(family, "surname-gender", rules)
    if gender is None:
        unmarked = [word_cells(family, each, "surname", rules) for each in ("m", "f")]
        return unmarked[0] if unmarked[0] == unmarked[1] and not given and unmarked[0] else {}
    parts: list[Cells | str] = [word if word.islower() else _given(word, gender, rules) for word in given]
    parts.append(_family(family, gender, rules))
    return joined(parts, rules) | (_mixed(parts) if given else {})


def _mixed(parts: Sequence[Cells | str]) -> Cells:
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


def _given(word: str, gender: str, rules: Rules) -> Cells:
    """A given name; of a hyphenated one the last part and before it what a woman is called: Анны-Марии."""
    *before, last = word.split("-")
    parts: list[Cells | str] = [
        word_cells(part, gender, "given", rules) if gender == "f" and part.endswith(_FEMININE_ENDS) else part
        for part in before
    ]
    return joined([*parts, word_cells(last, gender, "given", rules)], rules, "-")


def _family(word: str, gender: str, rules: Rules) -> Cells:
    """A family name; of a hyphenated one the last part and before it what is a family name: Салтыкова-Щедрина."""
    *before, last = word.split("-")
    parts: list[Cells | str] = [
        word_cells(part, gender, "surname", rules) if _first_declines(part, gender, rules) else part
        for part in before
    ]
    return joined([*parts, word_cells(last, gender, "surname", rules)], rules, "-")


def _first_declines(part: str, gender: str, rules: Rules) -> bool:
    """Whether the first part of a double family name declines as the last does."""
    if row_of(part, "surname-gender", gender, rules):
        return True
    found = row_of(part, "double", gender, rules)
    return found is not None and not found[1].fixed


def _phrase(name: Designation, rules: Rules) -> Cells:
    """A noun or a name of several words: its head, and the adjectives that agree with it."""
    words = name.text.split(" ")
    sort = _OF_KIND.get(name.kind, "term")
    count, gender = _adjectives_before(words, name, rules)
    head = words[count]
    if gender is None:
        seen = head.split("-")[0] if sort == "thing" else head
        shown = shown_gender(seen, "gender", rules) if name.kind not in ("demonym", "office") else None
        gender = shown or name.gender or shown_gender(head, "likely-gender", rules)
    if name.number == "pl":
        gender = "pl"
    if gender is None or _may_be_foreign(head, gender, name):
        return {}
    if not count and _may_agree(words, gender, rules):
        return {}
    after = _adjectives(words[count + 1 :], gender, rules) if rules.postposed else 0
    parts: list[Cells | str] = [agreeing(word, gender, sort, rules) for word in words[:count]]
    parts.append(_noun(head, gender, sort, rules))
    parts += [agreeing(word, gender, sort, rules) for word in words[count + 1 : count + 1 + after]]
    return joined([*parts, *words[count + 1 + after :]], rules)


def _may_be_foreign(head: str, gender: str, name: Designation) -> bool:
    """Whether a firm's or a medium's name may have no endings: Air Kazakhstan, Франс-Пресс of no masculine agency."""
    if name.kind not in ("organisation", "medium"):
        return False
    return name.number == "sg" if name.gender is None else "-" in head and name.gender != gender


def _may_agree(words: Sequence[str], gender: str, rules: Rules) -> bool:
    """Whether the first word may be an adjective that the table does not know, before the noun: Мокра гора."""
    if len(words) == 1 or not row_of(words[1], "nominative", gender, rules):
        return False
    if row_of(words[0], "adj", gender, rules):
        return False  # a noun that ends like one: głowa państwa
    found = row_of(words[0], "perhaps-adj", gender, rules)
    return found is not None and not found[1].fixed


def _adjectives_before(words: Sequence[str], name: Designation, rules: Rules) -> tuple[int, str | None]:
    """How many adjectives stand before the head, and the gender that they show."""
    if len(words) == 1:
        return 0, None
    for gender in ("pl",) if name.number == "pl" else GENDERS:
        count = _adjectives(words[:-1], gender, rules)
        if count and row_of(words[count], "nominative", gender, rules):
            return count, gender
    return 0, None


def _adjectives(words: Sequence[str], gender: str, rules: Rules) -> int:
    """How many of the words, from the first on, are adjectives of this gender."""
    count = 0
    while count < len(words) and (found := row_of(words[count], "adj", gender, rules)) and found[1].endings:
        count += 1
    return count


def _noun(word: str, gender: str, sort: str, rules: Rules) -> Cells:
    """A noun or place name; of a hyphenated one the last part declines.

    Before a preposition the first part does (Ростов-на-Дону), and in names of media (Азия-Плюс).
    """
    parts = word.split("-")
    if len(parts) == 1 or (whole := row_of(word, sort, gender, rules)) and whole[0].startswith("^"):
        return word_cells(word, gender, sort, rules)
    if len(parts) > 2 and parts[1].islower() or sort == "thing":
        return suffixed(word_cells(parts[0], gender, sort, rules), word[len(parts[0]) :])
    if parts[0].islower() and row_of(parts[0], "first-part", "m", rules) is None:
        return {}
    before, _, last = word.rpartition("-")
    return prefixed(f"{before}-", word_cells(last, gender, sort, rules))


def _adjective(name: Designation, rules: Rules) -> Cells:
    """An adjective by itself, in all genders: cells as `gen/f`; of several words the last declines."""
    before, space, word = name.text.rpartition(" ")
    found = row_of(word, "adj", "m", rules)
    if found is None:
        return {}
    cells: Cells = {}
    nominatives = {"m": word} | cells_by(word, found[1])
    for gender, nominative in nominatives.items():
        if gender not in GENDERS:
            if gender == "vir":
                cells["pl-nom/vir"] = cells["pl-voc/vir"] = before + space + nominative
            continue
        for cell, surface in agreeing(nominative, gender, "term", rules).items():
            if gender == "pl" or not cell.startswith("pl-"):
                shaded = cell if gender == "pl" else f"{cell}-{gender}" if "/" in cell else f"{cell}/{gender}"
                cells[shaded] = before + space + surface
    return cells
