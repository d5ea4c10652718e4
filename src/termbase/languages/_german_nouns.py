"""German nouns and names of one word: their genitives, datives and plurals.

Genitives follow the official rules (Amtliche Regeln § 96: an apostrophe after s, ss, ß, tz, z, x, ce), the declension
of nouns Duden 4, Grammatik.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from termbase.languages._patterns import compiled
from termbase.languages._tables import table
from termbase.languages.language import PERHAPS, Designation

_SIBILANT = r"(?i)(?:[sßxz]|ce)$"
_HISSING = r"(?i)(?:[sßxz])$"
_LATIN = r"(?i)(?:(?<![ae])us|(?<!e)is|[aeoyu]s|[^aeiouhräs]s|x)$"  # Status, Basis, Chaos
_EITHER = r"(?:[^uio]s|x)$"  # Glases, Alias: without a plural nobody knows
_NO_E = r"(?i)(?:(?<![ei])e[lrn]|e[lr]n|chen|lein|[aeoäöü]|(?<!e)i|(?<!a)u)$"  # nouns whose genitive has no e: Lagers
_OPEN = r" (?:(?:\d+|[IVX]+|[a-zäöü]+)$|(?:de|del|di|du|of|la)(?= ))"  # whose last word is no noun
_FOREIGN = r" (?:de|del|di|du|for|la|of|on|the) "
_LATIN_US = r"(?i)[aeiouäöüy].*(?<![aeb])us$"  # des Turnus, seldom Turnusses
_WITHOUT_UMLAUTS = str.maketrans("äöü", "aou")
_SAME_PLURAL = r"(?:[^\Waeiou]e[lnr]|ier|chen|lein)$"  # Abkommen, Minister, Titel: of most, not of all
_DEMONYM = r"(?<!bay)(?<!pomm)er$"  # but Bayern, Pommern
_PLURAL_N = r"(?:(?<!a)e|e[lr]|[^\Waeiouyäöü]l)$"  # plurals that take n in the dative: Kräfte, Lager, Dirndl
PLURAL = ("pl-nom", "pl-gen", "pl-dat", "pl-acc")
NAMES = frozenset({"person", "place", "medium", "work"})
_UNCHANGED = NAMES - {"place"}  # names whose plurals have no dative: den Klitschkos, aber den Niederlanden


def inflected(name: Designation, head: str) -> Iterator[tuple[str, str]]:
    """The cells of the head itself."""
    if name.number == "pl":
        for cell in PLURAL:
            yield cell, _dative_plural(head) if cell == "pl-dat" and name.kind not in _UNCHANGED else head
        return
    plurals = [form.split(" ")[-1] for form in name.forms.get("pl-nom", ())]
    noun = head.split(" ")[-1]
    oblique = _oblique(name, noun, plurals)
    for cell in ("nom", "dat", "acc"):
        yield cell, head if cell == "nom" else head + oblique
    if oblique:
        yield "gen", head + oblique + ("s" if noun.lower().endswith(ends("ns")) else "")
    elif compiled(_OPEN).search(head):  # nobody knows: des Gasherbrum II, des Way of Life
        if name.gender == "f":
            yield "gen", head
    elif name.kind in NAMES or (name.kind == "organisation" and name.article == "none" and head == name.text):
        yield from _genitive_of_name(name, head)
    elif name.gender == "f":
        yield "gen", head
    elif name.gender or name.kind == "organisation":
        yield from _genitive_of_noun(head, plurals)
        if name.kind == "organisation":
            yield "gen/bare", head
    else:
        yield from ((f"{cell}/unknown", form) for cell, form in _genitive_of_noun(head, plurals))
    if not plurals and name.kind not in NAMES and name.kind != "organisation":
        yield from (
            _feminine_plural(head) if name.gender == "f" else _plural_like_singular(name, head, oblique)
        )


def _oblique(name: Designation, noun: str, plurals: list[str]) -> str:
    """The ending of a weak noun (dem Kasachen, dem Präsidenten), else nothing."""
    if name.gender != "m" or name.kind in NAMES or compiled(_OPEN).search(name.text):
        return ""
    lower = noun.lower()
    if lower.endswith("herr"):
        return "n"
    if lower.endswith(ends("ns")):
        return "n"
    if plurals and not {noun + "n", noun + "en"} & set(plurals):
        return ""
    if lower.endswith(ends("mixed")):
        return ""
    if lower.endswith("e"):
        return "" if lower.endswith("ee") or name.kind == "organisation" else "n"
    if not lower.endswith(ends("weak") + (ends("plural") if plurals else ())):
        return ""
    return next((form.removeprefix(noun) for form in plurals if form.endswith("n")), "en")


def dative_of(plural: str, after: str) -> str:
    """The dative of a plural whose head stands before what follows it unchanged."""
    head = plural.removesuffix(after) if after else plural
    return _dative_plural(head) + plural[len(head) :]


def _dative_plural(plural: str) -> str:
    return (
        plural + "n" if compiled(_PLURAL_N).search(plural) and not compiled(_OPEN).search(plural) else plural
    )


def _plural_like_singular(name: Designation, head: str, oblique: str) -> Iterator[tuple[str, str]]:
    """Kasachen, Präsidenten, Armenier; perhaps Abkommen, Minister: plurals that look like a form of the singular."""
    noun = head.lower()
    if compiled(_OPEN).search(head):
        return
    if oblique:
        plural = head + ("en" if noun.endswith("herr") else oblique)
        yield from ((cell, plural) for cell in PLURAL)
    elif compiled(_SAME_PLURAL).search(noun):
        certain = name.kind == "demonym" and compiled(_DEMONYM).search(noun)
        for cell in PLURAL:
            form = _dative_plural(head) if cell == "pl-dat" else head
            yield cell if certain else f"{cell}/{PERHAPS}", form


def _feminine_plural(head: str) -> Iterator[tuple[str, str]]:
    """Regierungen, Kasachinnen: the plural that the ending of a feminine noun tells."""
    for end, ending in _plurals().items():
        if head.endswith(end):
            for cell in PLURAL:
                yield cell, head + ending
            return


def _genitive_of_name(name: Designation, head: str) -> Iterator[tuple[str, str]]:
    """Putins, Sas’, Interfax’; names with an article may also stay bare (des Kreml, des Kaukasus).

    Places have an article where they are no neuters (die Bretagne, der Libanon).
    """
    article = name.article == "definite" or (name.kind == "place" and name.gender in ("m", "f"))
    described = head != name.text and name.gender in ("m", "n")
    if article and name.gender == "f":
        yield "gen", head
        return
    if described or (article and head.lower().endswith(ends("es"))):
        yield from _genitive_of_noun(head, [])
        return
    if article and compiled(_SIBILANT).search(head):
        if not compiled(_LATIN).search(head):
            yield "gen", head + "es"
        yield "gen" if compiled(_LATIN).search(head) else "gen/bare", head
        yield "gen/name", head + "'"
        return
    yield "gen", head + ("'" if compiled(_SIBILANT).search(head) else "s")
    if article:
        yield "gen/bare", head
        yield from _genitive_in_es(head, foreign=True)


def _genitive_of_noun(head: str, plurals: list[str]) -> Iterator[tuple[str, str]]:
    """Vertrags and Vertrages, Lagers, Bündnisses, Busses, Zirkus.

    The ending -es belongs to nouns of one syllable and their compounds; others have it seldom and answer with it
    only to a noun of their kind. A noun in -s keeps or doubles it as its plural does; foreign ones have no -es.
    """
    noun = head.split(" ")[-1]
    if compiled(_LATIN_US).search(noun) and noun + "se" in plurals:
        yield "gen", head
        yield "gen/ses", head + "ses"
    elif noun.endswith("nis") or noun + "se" in plurals:
        yield "gen", head + "ses"
        if not noun.endswith("nis"):
            yield "gen/bare", head
    elif compiled(_HISSING).search(noun):
        native = any(_umlauts(form).startswith(_umlauts(noun) + "e") for form in plurals)
        if not plurals and compiled(_EITHER).search(noun):
            yield "gen/es", head + "es"
            yield "gen/bare", head
        elif native or not (compiled(_LATIN).search(noun) or noun[-1].isupper()):
            yield "gen", head + "es"
        else:
            yield "gen", head
    elif noun.lower().endswith(ends("only-es")):
        yield "gen", head + "es"
    else:
        yield "gen", head + "s"
        yield from _genitive_in_es(head, noun + "s" in plurals or noun in plurals)


def _genitive_in_es(head: str, foreign: bool) -> Iterator[tuple[str, str]]:
    """Vertrages; a noun that has -es but seldom has it in a shade of its kind, which is its last letters."""
    noun = head.lower()
    if not foreign and noun.endswith(ends("takes-es")):
        yield "gen/es", head + "es"
    elif not (compiled(_NO_E).search(noun) or compiled(_HISSING).search(noun) or head[-1].isupper()):
        yield f"gen/es/{noun[-3:]}", head + "es"


def is_foreign(name: str) -> bool:
    """Whether a name of several words is built as in another language: Museum of Modern Art."""
    return bool(compiled(_FOREIGN).search(name))


def _umlauts(text: str) -> str:
    return text.lower().translate(_WITHOUT_UMLAUTS)


@functools.cache
def ends(kind: str) -> tuple[str, ...]:
    return tuple(end for row, end, _plural in table("de_nouns") if row == kind)


@functools.cache
def _plurals() -> dict[str, str]:
    return {end: plural for row, end, plural in table("de_nouns") if row == "feminine"}
