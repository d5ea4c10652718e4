"""German: endings of names and nouns, adjectives inside names, determiners before them.

Genitives follow the official rules (Amtliche Regeln § 96: an apostrophe after s, ss, ß, tz, z, x, ce), the declension
of adjectives and determiners Duden 4, Grammatik.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import replace

from termbase.languages._german_adjectives import (
    ADJECTIVE_ENDINGS,
    DECLENSION,
    SHADES,
    adjective,
    declined,
    ending_of,
    is_adjective,
)
from termbase.languages._german_adjectives import is_noun as is_adjectival
from termbase.languages._german_determiners import attributed, governed, is_noun, narrow
from termbase.languages._german_nouns import NAMES, PLURAL, dative_of, ends, inflected, is_foreign
from termbase.languages._german_places import agree, undemanding
from termbase.languages._patterns import compiled
from termbase.languages._tables import naming_words, stands_before_names, table, talk_of_names
from termbase.languages.language import Designation, Language, Paradigm, build
from termbase.text.words import word_before

_SINGULAR = ("nom", "gen", "dat", "acc")
_LINKS = frozenset(
    "am an auf aus bei der des durch für gegen im in mit nach ob ohne über um unter vom von vor zu zum zur"
    " zwischen".split()
)
_MARKS = {"„": "“”", "“": "”", "»": "«", "«": "»", "‚": "‘", "›": "‹", "‹": "›", '"': '"', "'": "'"}
_CLOSED_TAIL = r"s?[a-zäöüß]{4,}(?![^\W_])"
_ATTRIBUTED = r"^[^ ]+ (?:[^\W\d_][a-zäöüß-]+er )+[^\W\d_a-zäöüß]"  # Verband deutscher Städte
_NO_NOUN = r"(?:isch|isch(?:e[rnsm]?)|er|ern|erin|erinnen|in|innen)$"


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a German designation; what the glossary records comes before what the rules give."""
    name = designation
    every = PLURAL if name.number == "pl" else _SINGULAR
    if not name.inflect or _is_indeclinable(name):
        return build((cell, name.text) for cell in every)
    if name.pos == "adjective":
        return build(adjective(name))
    name = _with_gender(name)
    recorded = _completed(name)
    by_rule = {
        cell: surfaces for cell, surfaces in build(_noun(name)).items() if cell.split("/")[0] not in recorded
    }
    return {**by_rule, **recorded}


def _with_gender(name: Designation) -> Designation:
    """The gender that the text itself shows: der Kalte Krieg by its adjective, die Abrüstung by its ending."""
    if name.gender or name.number == "pl" or name.kind in ("person", "medium", "work"):
        return name
    words = name.text.split(" ")
    if len(words) > 1 and _is_declinable(words[0], name):
        return replace(name, gender={"er": "m", "e": "f", "es": "n"}[ending_of(words[0])])
    if len(words) == 1 and name.kind != "place":
        for kind, gender in (("feminine", "f"), ("masculine", "m"), ("neuter", "n")):
            if any(name.text.endswith(end) for end in ends(kind) if len(end) > 2 or end == "ei"):
                return replace(name, gender=gender)
    return name


def _is_indeclinable(name: Designation) -> bool:
    """Acronyms and abbreviations of one word take no ending; an abbreviated description does (Belarussische SSR)."""
    if name.pos not in ("noun", "adjective"):
        return True
    return name.type == "acronym" or (name.type == "abbreviation" and " " not in name.text)


def _completed(name: Designation) -> dict[str, tuple[str, ...]]:
    """The recorded forms, with the plural cells that follow from the nominative plural.

    A second form of a cell (Balkone, Balkons) has a shade of its own: a variant's second answers to the term's second.
    """
    cells = dict(name.forms)
    plurals = cells.get("pl-nom", ())
    before, head, after = _parts(name)
    if plurals and before and all(len(form.split(" ")) > len(before) for form in plurals):
        del cells["pl-nom"]
        return {**build(_described_plurals(name, plurals, len(before), after)), **_numbered(cells)}
    if not before and is_adjectival(head, name, _heads(name, 0)):
        return {**build(_described_plurals(name, plurals, 0, after)), **_numbered(cells)}
    for case in ("pl-gen", "pl-acc"):
        if plurals and case not in cells:
            cells[case] = plurals
    if plurals and "pl-dat" not in cells:
        cells["pl-dat"] = tuple(dative_of(form, after) for form in plurals)
    return _numbered(cells)


def _numbered(cells: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The surfaces of each cell, all but the first in shades: pl-nom, pl-nom/2."""
    return {
        f"{cell}/{count}" if count > 1 else cell: (surface,)
        for cell, surfaces in cells.items()
        for count, surface in enumerate(surfaces, 1)
    }


def _heads(name: Designation, count: int) -> list[str]:
    """The heads of the recorded plurals, which follow `count` adjectives."""
    return [form.split(" ")[count] for form in name.forms.get("pl-nom", ()) if form.count(" ") >= count]


def _described_plurals(
    name: Designation, plurals: tuple[str, ...], count: int, after: str
) -> Iterator[tuple[str, str]]:
    """The plural of a noun with adjectives: eingefrorene Konflikte, die eingefrorenen Konflikte."""
    head = name.text.split(" ")[count]
    if is_adjectival(head, name, _heads(name, count)):
        count += 1
    for case, endings in DECLENSION["pl"].items():
        for shade, ending in zip(SHADES, endings, strict=True):
            for plural in plurals:
                words = plural.split(" ")
                adjectives = [declined(word, ending) for word in words[:count]]
                noun = " ".join(words[count:])
                if noun and case == "pl-dat":
                    noun = dative_of(noun, after)
                yield f"{case}/{shade}", " ".join([*adjectives, noun]).rstrip()


def _noun(name: Designation) -> Iterator[tuple[str, str]]:
    """A noun or name of one word or several: leading adjectives, the head, and what follows it unchanged."""
    before, head, after = _parts(name)
    if is_adjectival(head, name, _heads(name, len(before))):
        yield from _declined([*before, head], name, "", after)
    elif before:
        for cell, noun in inflected(name, head):
            yield from _declined(before, name, cell, f" {noun}{after}")
    else:
        for cell, noun in inflected(name, head):
            yield cell, noun + after
    if name.kind == "person" and " " not in name.text and name.number == "sg":
        yield from _ideas(name.text)
    if name.kind == "place" and not before and name.number == "sg" and "er" not in name.forms:
        yield from _inhabitants(name.text)
    elif "er" in name.forms:
        for form in name.forms["er"]:
            yield "er/n", form + "n"


def _declined(adjectives: list[str], name: Designation, cell: str, after: str) -> Iterator[tuple[str, str]]:
    """The strong and weak forms of adjectives before a noun in a cell, or in every case if they are the noun."""
    declension = DECLENSION["pl" if name.number == "pl" or cell.startswith("pl-") else name.gender or "n"]
    own, _slash, shade_of_noun = cell.partition("/")
    for case in [own] if cell else declension:
        for shade, ending in zip(SHADES, declension[case], strict=True):
            words = " ".join(declined(word, ending) for word in adjectives)
            yield f"{case}/{shade}/{shade_of_noun}".rstrip("/"), words + after


def _ideas(person: str) -> Iterator[tuple[str, str]]:
    """Putin → die putinsche Politik; with an apostrophe (Putin’sche) the name stands by itself (§ 62, § 97)."""
    for ending in ADJECTIVE_ENDINGS[1:]:
        yield f"sch-{ending}", f"{person.lower()}sch{ending}"


def _inhabitants(place: str) -> Iterator[tuple[str, str]]:
    """Kiew → Kiewer (adjective and inhabitant), Kiewern.

    None where inhabitants are not called by the whole name: Georgien, Georgier; Bremen, Bremer; Russland, Russe.
    """
    if place.endswith(_no_inhabitants()):
        return
    stem = place if place.endswith("e") else place + "e"
    yield "er", stem + "r"
    yield "er/n", stem + "rn"


@functools.cache
def _no_inhabitants() -> tuple[str, ...]:
    return tuple(end for (end,) in table("de_no_inhabitants"))


def _parts(name: Designation) -> tuple[list[str], str, str]:
    """The leading adjectives, the head and the rest (with the space before it) of a designation.

    A name inflects at its end (Kap Verdes), a description at its first noun (Rates für …).
    """
    words = name.text.split(" ")
    count = 0
    while count < len(words) - 1 and _is_declinable(words[count], name):
        count += 1
    described = any(word in _LINKS for word in words[1:]) or bool(compiled(_ATTRIBUTED).match(name.text))
    if not count and len(words) > 1 and words[0] in ends("first") and not is_foreign(name.text):
        return [], words[0], "".join(f" {word}" for word in words[1:])
    if name.kind == "person" or (name.kind in NAMES and not count and name.gender != "f" and not described):
        return [], name.text, ""
    if not count and len(words) > 1 and words[0].endswith("er") and words[1][:1].isupper():
        return [], f"{words[0]} {words[1]}", "".join(f" {word}" for word in words[2:])
    if not described and not count and len(words) > 1:  # Home Office
        return [], name.text, ""
    return words[:count], words[count], "".join(f" {word}" for word in words[count + 1 :])


def _is_declinable(word: str, name: Designation) -> bool:
    """Whether a word before the head is an adjective with an ending, not a name in -er (Warschauer)."""
    ended = ending_of(word)
    if not ended or "-" in word:
        return False
    if name.number == "sg" and name.gender == "f" and ended != "e":
        return False
    return word[0].islower() or is_adjective(word)


def _closed_tail(rest: str) -> int:
    """The length of a noun (four letters or more, with a linking s) that is joined to a name without a hyphen.

    >>> _closed_tail("krieg und"), _closed_tail("ische Frage"), _closed_tail("s")
    (5, 0, 0)
    """
    tail = compiled(_CLOSED_TAIL).match(rest)
    return tail.end() if tail and not compiled(_NO_NOUN).search(tail[0]) else 0


def _is_title(before: str, cells: frozenset[str]) -> bool:
    """Whether the word before a family name is a title or a noun (dem Redner Sas, Rede Putins)."""
    word = word_before(before, len(before.rstrip()))
    return all(cell.startswith("gen") for cell in cells) or stands_before_names("de", word) or is_noun(before)


def _is_part_of_name(before: str, after: str) -> bool:
    """Whether a place between these texts is part of the name of something else, which may keep its spelling.

    >>> _is_part_of_name("im Hotel ", " brennt Licht"), _is_part_of_name("in ", " Online-Angebote")
    (True, False)
    """
    earlier = word_before(before, len(before) - 1) if before.endswith(" ") else ""
    later = after[1:].split(" ", 1)[0].rstrip(".,;:!?“”«»)") if after.startswith(" ") else ""
    if earlier == "of" or (earlier[:1].isupper() and earlier.lower() in _making_names("before")):
        return True
    return later[:1].isupper() and later.lower() in _making_names("after")


@functools.cache
def _making_names(where: str) -> frozenset[str]:
    return frozenset(word for place, word in table("de_names_of_places") if place == where)


LANGUAGE = Language(
    code="de",
    paradigm=paradigm,
    agree=agree,
    undemanding=undemanding,
    narrow=narrow,
    governed=governed,
    attributed=attributed,
    marks=_MARKS,
    naming_words=naming_words("de"),
    talk_of_names=talk_of_names("de", "sentence"),
    name_follows=talk_of_names("de", "before"),
    part_of_name=_is_part_of_name,
    making_names=_making_names("before") | _making_names("after") | {"of"},
    titles=_is_title,
    closed_tail=_closed_tail,
    hyphenates=True,
)
