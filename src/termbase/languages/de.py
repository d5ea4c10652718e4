"""German: endings of names and nouns, adjectives inside names, determiners before them.

Genitives follow the official rules (Amtliche Regeln § 96: an apostrophe after s, ss, ß, tz, z, x, ce), the declension
of adjectives and determiners Duden 4, Grammatik.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from termbase.languages._german_determiners import agree, attributed, governed, is_noun, narrow
from termbase.languages._tables import naming_words, stands_before_names, table, talk_of_names
from termbase.languages.language import Designation, Language, Paradigm, build
from termbase.text.words import word_before

_SIBILANT = re.compile(r"(?:[sßxz]|ce)$", re.IGNORECASE)
_HISSING = re.compile(r"(?:[sßxz])$", re.IGNORECASE)
_LATIN = re.compile(
    r"(?:(?<![ae])us|(?<!e)is|[aeoyu]s|[^aeiouhräs]s|x)$", re.IGNORECASE
)  # Status, Basis, Chaos
_EITHER = re.compile(r"(?:[^uio]s|x)$")  # Glases, Alias: without a plural nobody knows
_NO_E = re.compile(
    r"(?:(?<![ei])e[lrn]|chen|lein|[aeioäöü]|(?<!a)u)$", re.IGNORECASE
)  # nouns whose genitive has no e: Lagers
_OPEN = re.compile(
    r" (?:(?:\d+|[IVX]+|[a-zäöü]+)$|(?:de|del|di|du|of|la)(?= ))"
)  # whose last word is no noun
_WITHOUT_UMLAUTS = str.maketrans("äöü", "aou")
_PLURAL_N = re.compile(
    r"(?:(?<!a)e|e[lr]|[^\Waeiouyäöü]l)$"
)  # plurals that take n in the dative: Kräfte, Lager, Dirndl
_ENDED = re.compile(r"(?:e[rs]?)$")
_SINGULAR = ("nom", "gen", "dat", "acc")
_PLURAL = ("pl-nom", "pl-gen", "pl-dat", "pl-acc")
_ADJECTIVE_ENDINGS = ("", "e", "en", "er", "es", "em")
_LINKS = frozenset(
    "am an auf bei der des für im in mit nach ob über um vom von vor zu zum zur zwischen".split()
)
_NAMES = frozenset({"person", "place", "medium", "work"})
_UNCHANGED = _NAMES - {"place"}  # names whose plurals have no dative: den Klitschkos, aber den Niederlanden
# case → strong ending, weak ending
_DECLENSION = {
    "m": {"nom": ("er", "e"), "gen": ("en", "en"), "dat": ("em", "en"), "acc": ("en", "en")},
    "f": {"nom": ("e", "e"), "gen": ("er", "en"), "dat": ("er", "en"), "acc": ("e", "e")},
    "n": {"nom": ("es", "e"), "gen": ("en", "en"), "dat": ("em", "en"), "acc": ("es", "e")},
    "pl": {"pl-nom": ("e", "en"), "pl-gen": ("er", "en"), "pl-dat": ("en", "en"), "pl-acc": ("e", "en")},
}
_MARKS = {"„": "“”", "“": "”", "»": "«", "«": "»", "‚": "‘", "›": "‹", "‹": "›", '"': '"', "'": "'"}
_CLOSED_TAIL = re.compile(r"s?[a-zäöüß]{4,}(?![^\W_])")
_NO_NOUN = re.compile(r"(?:isch|isch(?:e[rnsm]?)|er|ern|erin|erinnen|in|innen)$")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a German designation; what the glossary records comes before what the rules give."""
    name = designation
    every = _PLURAL if name.number == "pl" else _SINGULAR
    if not name.inflect or _is_indeclinable(name):
        return build((cell, name.text) for cell in every)
    if name.pos == "adjective":
        return build(_adjective(name))
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
    before = len(words) > 1 and _is_declinable(words[0], name) and _ENDED.search(words[0])
    if before:
        return replace(name, gender={"er": "m", "e": "f", "es": "n"}[before[0]])
    if len(words) == 1 and name.kind != "place":
        for kind, gender in (("feminine", "f"), ("masculine", "m"), ("neuter", "n")):
            if any(name.text.endswith(end) for end in _ends(kind) if len(end) > 2 or end == "ei"):
                return replace(name, gender=gender)
    return name


def _is_indeclinable(name: Designation) -> bool:
    """Acronyms and abbreviations of one word take no ending; an abbreviated description does (Belarussische SSR)."""
    if name.pos not in ("noun", "adjective"):
        return True
    return name.type == "acronym" or (name.type == "abbreviation" and " " not in name.text)


def _completed(name: Designation) -> dict[str, tuple[str, ...]]:
    """The recorded forms, with the plural cells that follow from the nominative plural."""
    cells = dict(name.forms)
    plurals = cells.get("pl-nom", ())
    before, _head, after = _parts(name)
    if plurals and before and all(len(form.split(" ")) > len(before) for form in plurals):
        del cells["pl-nom"]
        return {**dict(_described_plurals(plurals, len(before), after)), **cells}
    for case in ("pl-gen", "pl-acc"):
        if plurals and case not in cells:
            cells[case] = plurals
    if plurals and "pl-dat" not in cells:
        cells["pl-dat"] = tuple(_dative_of(form, after) for form in plurals)
    return cells


def _described_plurals(
    plurals: tuple[str, ...], count: int, after: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The plural of a noun with adjectives: eingefrorene Konflikte, die eingefrorenen Konflikte."""
    for case, endings in _DECLENSION["pl"].items():
        for shade, ending in zip(("strong", "weak"), endings, strict=True):
            forms = []
            for plural in plurals:
                words = plural.split(" ")
                noun = " ".join(words[count:])
                adjectives = [_declined(word, ending) for word in words[:count]]
                forms.append(" ".join([*adjectives, _dative_of(noun, after) if case == "pl-dat" else noun]))
            yield f"{case}/{shade}", tuple(forms)


def _dative_of(plural: str, after: str) -> str:
    """The dative of a plural whose head stands before what follows it unchanged."""
    head = plural.removesuffix(after) if after else plural
    return _dative_plural(head) + plural[len(head) :]


def _dative_plural(plural: str) -> str:
    return plural + "n" if _PLURAL_N.search(plural) and not _OPEN.search(plural) else plural


def _adjective(name: Designation) -> Iterator[tuple[str, str]]:
    """An adjective with its endings; those in -er from places and those that end in a full vowel have none."""
    if name.text.endswith(("er", "a", "o")) and name.text[0].isupper():
        yield "adj", name.text
        return
    stem = re.sub(r"e(?=[lr]$)", "", name.text) if re.search(r"[^e]el$", name.text) else name.text
    for ending in _ADJECTIVE_ENDINGS:
        yield f"adj-{ending}".rstrip("-"), (stem if ending else name.text) + ending


def _noun(name: Designation) -> Iterator[tuple[str, str]]:
    """A noun or name of one word or several: leading adjectives, the head, and what follows it unchanged."""
    before, head, after = _parts(name)
    gender = "pl" if name.number == "pl" else name.gender or "n"
    for cell, noun in _head(name, head):
        if not before:
            yield cell, noun + after
            continue
        case, _slash, ending_shade = cell.partition("/")
        endings = _DECLENSION["pl" if case.startswith("pl-") else gender]
        for shade, ending in zip(("strong", "weak"), endings[case], strict=True):
            words = " ".join(_declined(word, ending) for word in before)
            yield f"{case}/{shade}/{ending_shade}".rstrip("/"), f"{words} {noun}{after}"
    if name.kind == "person" and " " not in name.text and name.number == "sg":
        yield from _ideas(name.text)
    if name.kind == "place" and not before and name.number == "sg" and "er" not in name.forms:
        yield from _inhabitants(name.text)
    elif "er" in name.forms:
        for form in name.forms["er"]:
            yield "er/n", form + "n"


def _ideas(person: str) -> Iterator[tuple[str, str]]:
    """Putin → die putinsche Politik; with an apostrophe (Putin’sche) the name stands by itself (§ 62, § 97)."""
    for ending in _ADJECTIVE_ENDINGS[1:]:
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
    described = any(word in _LINKS for word in words[1:])
    if not count and len(words) > 1 and words[0] in _ends("first"):
        return [], words[0], "".join(f" {word}" for word in words[1:])
    if name.kind == "person" or (name.kind in _NAMES and not count and name.gender != "f" and not described):
        return [], name.text, ""
    if not count and len(words) > 1 and words[0].endswith("er") and words[1][:1].isupper():
        return [], f"{words[0]} {words[1]}", "".join(f" {word}" for word in words[2:])
    if not described and not count and len(words) > 1:  # Home Office
        return [], name.text, ""
    return words[:count], words[count], "".join(f" {word}" for word in words[count + 1 :])


def _is_declinable(word: str, name: Designation) -> bool:
    """Whether a word before the head is an adjective with an ending, not a name in -er (Warschauer)."""
    ending = _ENDED.search(word)
    if not ending or "-" in word:
        return False
    if name.number == "sg" and name.gender == "f" and ending[0] != "e":
        return False
    stem = word[: ending.start()].lower()
    whole, suffixes = _adjectives()
    return word[0].islower() or stem in whole or stem.endswith(suffixes)


@functools.cache
def _adjectives() -> tuple[frozenset[str], tuple[str, ...]]:
    rows = table("de_adjectives")
    return (
        frozenset(stem for kind, stem in rows if kind == "word"),
        tuple(stem for kind, stem in rows if kind == "suffix"),
    )


def _declined(adjective: str, ending: str) -> str:
    return _ENDED.sub("", adjective) + ending


def _head(name: Designation, head: str) -> Iterator[tuple[str, str]]:
    """The cells of the head itself."""
    if name.number == "pl":
        for cell in _PLURAL:
            yield cell, _dative_plural(head) if cell == "pl-dat" and name.kind not in _UNCHANGED else head
        return
    plurals = [form.split(" ")[-1] for form in name.forms.get("pl-nom", ())]
    noun = head.split(" ")[-1]
    oblique = _oblique(name, noun, plurals)
    for cell in ("nom", "dat", "acc"):
        yield cell, head if cell == "nom" else head + oblique
    if oblique:
        yield "gen", head + oblique + ("s" if noun.lower().endswith(_ends("ns")) else "")
    elif _OPEN.search(head):
        return  # nobody knows: des Gasherbrum II, des Way of Life
    elif name.kind in _NAMES or (
        name.kind == "organisation" and name.article == "none" and head == name.text
    ):
        yield from _genitive_of_name(name, head)
    elif name.gender == "f":
        yield "gen", head
    elif name.gender or name.kind == "organisation":
        yield from _genitive_of_noun(head, plurals)
        if name.kind == "organisation":
            yield "gen/bare", head
    else:
        yield from ((f"{cell}/unknown", form) for cell, form in _genitive_of_noun(head, plurals))
    if name.gender == "f" and not plurals and name.kind not in _NAMES and name.kind != "organisation":
        yield from _feminine_plural(head)


def _oblique(name: Designation, noun: str, plurals: list[str]) -> str:
    """The ending of a weak noun (dem Kasachen, dem Präsidenten), else nothing."""
    if name.gender != "m" or name.kind in _NAMES or _OPEN.search(name.text):
        return ""
    lower = noun.lower()
    if lower.endswith("herr"):
        return "n"
    if lower.endswith(_ends("ns")):
        return "n"
    if plurals and not {noun + "n", noun + "en"} & set(plurals):
        return ""
    if lower.endswith(_ends("mixed")):
        return ""
    if lower.endswith("e"):
        return "" if lower.endswith("ee") or name.kind == "organisation" else "n"
    if not lower.endswith(_ends("weak") + (_ends("plural") if plurals else ())):
        return ""
    return next((form.removeprefix(noun) for form in plurals if form.endswith("n")), "en")


def _feminine_plural(head: str) -> Iterator[tuple[str, str]]:
    """Regierungen, Kasachinnen: the plural that the ending of a feminine noun tells."""
    for end, ending in _plurals().items():
        if head.endswith(end):
            for cell in _PLURAL:
                yield cell, head + ending
            return


@functools.cache
def _ends(kind: str) -> tuple[str, ...]:
    return tuple(end for row, end, _plural in table("de_nouns") if row == kind)


@functools.cache
def _plurals() -> dict[str, str]:
    return {end: plural for row, end, plural in table("de_nouns") if row == "feminine"}


def _genitive_of_name(name: Designation, head: str) -> Iterator[tuple[str, str]]:
    """Putins, Sas’, Interfax’; names with an article may also stay bare (des Kreml, des Kaukasus).

    Places have an article where they are no neuters (die Bretagne, der Libanon).
    """
    article = name.article == "definite" or (name.kind == "place" and name.gender in ("m", "f"))
    described = head != name.text and name.gender in ("m", "n")
    if article and name.gender == "f":
        yield "gen", head
        return
    if described or (article and head.lower().endswith(_ends("es"))):
        yield from _genitive_of_noun(head, [])
        return
    if article and _SIBILANT.search(head):
        if not _LATIN.search(head):
            yield "gen", head + "es"
        yield "gen" if _LATIN.search(head) else "gen/bare", head
        yield "gen/name", head + "'"
        return
    yield "gen", head + ("'" if _SIBILANT.search(head) else "s")
    if article:
        yield "gen/bare", head


def _genitive_of_noun(head: str, plurals: list[str]) -> Iterator[tuple[str, str]]:
    """Vertrags and Vertrages, Lagers, Bündnisses, Busses, Zirkus.

    A noun in -s keeps or doubles it as its plural does; foreign ones have no -es, nor have those with a plural in -s.
    """
    noun = head.split(" ")[-1]
    if noun.endswith("nis") or noun + "se" in plurals:
        yield "gen", head + "ses"
        if not noun.endswith("nis"):
            yield "gen/bare", head
    elif _HISSING.search(noun):
        native = any(_umlauts(form).startswith(_umlauts(noun) + "e") for form in plurals)
        if not plurals and _EITHER.search(noun):
            yield "gen/es", head + "es"
            yield "gen/bare", head
        elif native or not (_LATIN.search(noun) or noun[-1].isupper()):
            yield "gen", head + "es"
        else:
            yield "gen", head
    elif noun.lower().endswith(_ends("only-es")):
        yield "gen", head + "es"
    else:
        yield "gen", head + "s"
        foreign = noun.lower().endswith(_ends("no-es")) or noun + "s" in plurals or noun in plurals
        if not foreign and not _NO_E.search(noun) and not noun[-1].isupper():
            yield "gen/es", head + "es"


def _umlauts(text: str) -> str:
    return text.lower().translate(_WITHOUT_UMLAUTS)


def _closed_tail(rest: str) -> int:
    """The length of a noun (four letters or more, with a linking s) that is joined to a name without a hyphen.

    >>> _closed_tail("krieg und"), _closed_tail("ische Frage"), _closed_tail("s")
    (5, 0, 0)
    """
    tail = _CLOSED_TAIL.match(rest)
    return tail.end() if tail and not _NO_NOUN.search(tail[0]) else 0


def _is_title(before: str, cells: frozenset[str]) -> bool:
    """Whether the word before a family name is a title or a noun: after a determiner (dem Redner Sas), before a genitive."""
    word = word_before(before, len(before.rstrip()))
    return all(cell.startswith("gen") for cell in cells) or stands_before_names("de", word) or is_noun(before)


LANGUAGE = Language(
    code="de",
    paradigm=paradigm,
    agree=agree,
    narrow=narrow,
    governed=governed,
    attributed=attributed,
    marks=_MARKS,
    naming_words=naming_words("de"),
    talk_of_names=talk_of_names("de", "sentence"),
    name_follows=talk_of_names("de", "before"),
    titles=_is_title,
    closed_tail=_closed_tail,
    hyphenates=True,
)
