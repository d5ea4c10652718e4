"""What Russian, Ukrainian, Belarusian and Polish share: names and nouns declined from tables of endings.

A name is taken apart into words (given names and family name; adjectives, head and what follows it), each word finds
its row in the table (see `_slavic_endings`), and the cells in which every word is known make the paradigm. The
accusative of masculines and of plurals follows from what is named, living or not (`term`: nobody can tell).
"""

from __future__ import annotations

from collections.abc import Sequence

from termbase.languages._slavic_endings import Row, Rules
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
_LIVING = frozenset({"surname", "given", "live"})
_GENDERS = ("m", "f", "n", "pl")
_FEMININE_ENDS = ("а", "я", "a")  # Cyrillic and Latin
_NOMINATIVES = ("f", "n", "pl", "vir")  # of an adjective, beside its masculine; vir: of men (białoruscy)

Cells = dict[str, str]
"""Cell → the surface of one word."""


def paradigm(designation: Designation, rules: Rules) -> Paradigm:
    """The cells of a designation; what the glossary records takes the place of what the rules give."""
    name = designation
    base = "pl-nom" if name.number == "pl" else "nom"
    if name.pos == "adjective" and name.inflect:
        found = _adjective(name, rules)
    elif _is_fixed(name, rules):
        found = _same(name.text, rules, name.number)
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


def _same(word: str, rules: Rules, number: str = "sg") -> Cells:
    prefix = "pl-" if number == "pl" else ""
    return {prefix + case: word for case in rules.cases}


def _person(name: Designation, rules: Rules) -> Cells:
    """Given names and family name declined together: Касым-Жомартом Токаевым."""
    *given, family = name.text.split(" ")
    gender = name.gender or _shown_gender(family, "surname-gender", rules)
    if gender is None:
        unmarked = [_word(family, each, "surname", rules) for each in ("m", "f")]
        return unmarked[0] if unmarked[0] == unmarked[1] and not given and unmarked[0] else {}
    parts: list[Cells | str] = [word if word.islower() else _given(word, gender, rules) for word in given]
    parts.append(_family(family, gender, rules))
    return _joined(parts, rules) | (_mixed(parts) if given else {})


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
        _word(part, gender, "given", rules) if gender == "f" and part.endswith(_FEMININE_ENDS) else part
        for part in before
    ]
    return _joined([*parts, _word(last, gender, "given", rules)], rules, "-")


def _family(word: str, gender: str, rules: Rules) -> Cells:
    """A family name; of a hyphenated one the last part and before it what is a family name: Салтыкова-Щедрина."""
    *before, last = word.split("-")
    parts: list[Cells | str] = [
        _word(part, gender, "surname", rules) if _first_declines(part, gender, rules) else part
        for part in before
    ]
    return _joined([*parts, _word(last, gender, "surname", rules)], rules, "-")


def _first_declines(part: str, gender: str, rules: Rules) -> bool:
    """Whether the first part of a double family name declines as the last does."""
    if _row(part, "surname-gender", gender, rules):
        return True
    found = _row(part, "double", gender, rules)
    return found is not None and not found[1].fixed


def _phrase(name: Designation, rules: Rules) -> Cells:
    """A noun or a name of several words: its head, and the adjectives that agree with it."""
    words = name.text.split(" ")
    sort = _OF_KIND.get(name.kind, "term")
    count, gender = _adjectives_before(words, name, rules)
    head = words[count]
    if gender is None:
        seen = head.split("-")[0] if sort == "thing" else head
        shown = _shown_gender(seen, "gender", rules) if name.kind not in ("demonym", "office") else None
        gender = shown or name.gender or _shown_gender(head, "likely-gender", rules)
    if name.number == "pl":
        gender = "pl"
    if gender is None or _may_be_foreign(head, gender, name):
        return {}
    after = _adjectives(words[count + 1 :], gender, rules) if rules.postposed else 0
    parts: list[Cells | str] = [_agreeing(word, gender, sort, rules) for word in words[:count]]
    parts.append(_noun(head, gender, sort, rules))
    parts += [_agreeing(word, gender, sort, rules) for word in words[count + 1 : count + 1 + after]]
    return _joined([*parts, *words[count + 1 + after :]], rules)


def _may_be_foreign(head: str, gender: str, name: Designation) -> bool:
    """Whether a firm's or a medium's name may have no endings: Air Kazakhstan, Франс-Пресс of no masculine agency."""
    if name.kind not in ("organisation", "medium"):
        return False
    return name.number == "sg" if name.gender is None else "-" in head and name.gender != gender


def _adjectives_before(words: Sequence[str], name: Designation, rules: Rules) -> tuple[int, str | None]:
    """How many adjectives stand before the head, and the gender that they show."""
    if len(words) == 1:
        return 0, None
    for gender in ("pl",) if name.number == "pl" else _GENDERS:
        count = _adjectives(words[:-1], gender, rules)
        if count and _row(words[count], "nominative", gender, rules):
            return count, gender
    return 0, None


def _adjectives(words: Sequence[str], gender: str, rules: Rules) -> int:
    """How many of the words, from the first on, are adjectives of this gender."""
    count = 0
    while count < len(words) and (found := _row(words[count], "adj", gender, rules)) and found[1].endings:
        count += 1
    return count


def _shown_gender(word: str, sort: str, rules: Rules) -> str | None:
    """The gender that the end of a word shows, if it does."""
    found = [(len(row[0]), gender) for gender in _GENDERS if (row := _row(word, sort, gender, rules))]
    return max(found)[1] if found else None


def _noun(word: str, gender: str, sort: str, rules: Rules) -> Cells:
    """A noun or place name; of a hyphenated one the last part declines.

    Before a preposition the first part does (Ростов-на-Дону), and in names of media (Азия-Плюс).
    """
    parts = word.split("-")
    if len(parts) == 1 or (whole := _row(word, sort, gender, rules)) and whole[0].startswith("^"):
        return _word(word, gender, sort, rules)
    if len(parts) > 2 and parts[1].islower() or sort == "thing":
        return _suffixed(_word(parts[0], gender, sort, rules), word[len(parts[0]) :])
    if parts[0].islower() and _row(parts[0], "first-part", "m", rules) is None:
        return {}
    before, _, last = word.rpartition("-")
    return _prefixed(f"{before}-", _word(last, gender, sort, rules))


def _agreeing(word: str, gender: str, sort: str, rules: Rules) -> Cells:
    """An adjective in the cells of its noun; of a hyphenated one the last part declines."""
    return _declined(word, _row(word, "adj", gender, rules), gender, sort, rules)


def _adjective(name: Designation, rules: Rules) -> Cells:
    """An adjective by itself, in all genders: cells as `gen/f`; of several words the last declines."""
    before, space, word = name.text.rpartition(" ")
    found = _row(word, "adj", "m", rules)
    if found is None:
        return {}
    cells: Cells = {}
    nominatives = {"m": word} | _cells_by(word, found[1])
    for gender, nominative in nominatives.items():
        if gender not in _GENDERS:
            if gender == "vir":
                cells["pl-nom/vir"] = cells["pl-voc/vir"] = before + space + nominative
            continue
        for cell, surface in _agreeing(nominative, gender, "term", rules).items():
            if gender == "pl" or not cell.startswith("pl-"):
                shaded = cell if gender == "pl" else f"{cell}-{gender}" if "/" in cell else f"{cell}/{gender}"
                cells[shaded] = before + space + surface
    return cells


def _word(word: str, gender: str, sort: str, rules: Rules) -> Cells:
    """One word; an acronym in it stays as it is; empty where the class is not known."""
    if len(word) > 1 and word.isupper() or "." in word or not rules.script.search(word):
        return _same(word, rules, "pl" if gender == "pl" else "sg")
    return _declined(word, _row(word, sort, gender, rules), gender, sort, rules)


def _declined(word: str, found: tuple[str, Row] | None, gender: str, sort: str, rules: Rules) -> Cells:
    if found is None:
        return {}
    row = found[1]
    if row.fixed:
        return _same(word, rules, "pl" if gender == "pl" else "sg")
    base = "pl-nom" if gender == "pl" else "nom"
    if row.perhaps_fixed:
        others = _same(word, rules, "pl" if gender == "pl" else "sg").keys() - {base}
        return {base: word} | {f"{cell}/{PERHAPS}": word for cell in sorted(others)}
    stem = word[: len(word) - row.replaced]
    cells = {base: word} | {cell: stem + ending for cell, ending in row.endings if cell not in _NOMINATIVES}
    _accusative(cells, "pl-" if gender == "pl" else "", gender, sort, rules)
    if gender != "pl" and "pl-nom" in cells:
        _accusative(cells, "pl-", gender, sort, rules)
    return cells


def _cells_by(word: str, row: Row) -> Cells:
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


def _row(word: str, sort: str, gender: str, rules: Rules) -> tuple[str, Row] | None:
    """The longest end in the table that a word has, with its row."""
    ends = rules.ends.get((sort, gender))
    return ends.of(word) if ends else None


def _prefixed(before: str, cells: Cells) -> Cells:
    return {cell: before + surface for cell, surface in cells.items()}


def _suffixed(cells: Cells, after: str) -> Cells:
    return {cell: surface + after for cell, surface in cells.items()}


def _joined(parts: Sequence[Cells | str], rules: Rules, separator: str = " ") -> Cells:
    """The cells in which every part is known; a part without the shade of another answers with its plain cell."""
    declined = [part for part in parts if not isinstance(part, str)]
    found: Cells = {}
    for cell in dict.fromkeys(cell for part in declined for cell in part):
        plain = cell.split("/")[0]
        words = [part if isinstance(part, str) else part.get(cell) or part.get(plain) or "" for part in parts]
        if all(words):
            found[cell] = separator.join(words)
    return found
