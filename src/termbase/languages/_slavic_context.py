"""What the words around a Slavic name tell: its case, whether a preposition governs it, what agrees with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from termbase.languages._tables import rows_of
from termbase.languages.language import Designation

_WORD_BEFORE = re.compile(r"(?<![^\W\d_])([^\W\d_]+(?:-[^\W\d_]+)*) $")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…\n]")
_CASES = frozenset({"nom", "gen", "dat", "acc", "ins", "loc", "voc"})
_WORD_AFTER = re.compile(r" [^\W\d_]")
_CLAUSE_END = re.compile(r"[.!?…;:(\n]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_APPOSED = re.compile(r", ([^\W\d_]+)(?: ([^\W\d_]+))?")  # , который …; , в котором …; , созданный …


@functools.cache
def _prepositions(lang: str) -> Mapping[str, frozenset[str]]:
    return {word: frozenset(cases.split()) for word, cases in rows_of("slavic_prepositions", lang)}


@functools.cache
def _attributes(lang: str) -> tuple[str, ...]:
    return tuple(end for (end,) in rows_of("slavic_attributes", lang))


def narrowed(
    lang: str, before: str, after: str, designation: Designation, cells: frozenset[str]
) -> frozenset[str]:
    """The cells that the words around a name leave.

    A preposition directly before it tells its cases. Without one it is no locative if no preposition that governs the
    locative stands earlier in the sentence, and no vocative if words follow without a comma.

    >>> place = Designation("Киргистан", "place")
    >>> sorted(narrowed("ru", "он уехал в ", ".", place, frozenset({"nom", "acc"})))
    ['acc']
    >>> sorted(narrowed("uk", "подякував ", ".", place, frozenset({"dat", "loc"})))
    ['dat']
    >>> sorted(narrowed("pl", "", " przemówił", place, frozenset({"nom", "voc"})))
    ['nom']
    """
    possible = _governed(lang, before, designation.kind)
    if possible is None:
        possible = _CASES - {"voc"} if _WORD_AFTER.match(after) else _CASES
        words = _WORD.findall(_SENTENCE_END.split(before)[-1].lower())
        if not any("loc" in _prepositions(lang).get(word, ()) for word in words):
            possible = possible - {"loc"}
    return frozenset(cell for cell in cells if case_of(cell) in possible) or cells


def governed(lang: str, before: str) -> bool:
    """Whether a preposition stands directly before the name."""
    return _governed(lang, before) is not None


def attributed(lang: str, before: str) -> bool:
    """Whether the word directly before the name may be an adjective or pronoun that agrees with it.

    >>> attributed("ru", "в самом "), attributed("ru", "президентом ")
    (True, False)
    """
    found = _WORD_BEFORE.search(before)
    return found is not None and f"^{found[1].lower()}".endswith(_attributes(lang))


def agreeing(
    lang: str, before: str, after: str, old: Designation, new: Designation, cells: frozenset[str]
) -> bool:
    """Whether other words may agree with the gender of a name.

    A relative pronoun or participle after a comma, or, where the name may be a subject, a past tense or participle
    of its clause that ends as its gender asks.

    >>> republic, subject = Designation("Киргизия", "place", gender="f"), frozenset({"nom"})
    >>> country = Designation("Кыргызстан", "place", gender="m")
    >>> agreeing("ru", "", ", в которой живут", republic, country, frozenset({"loc"}))
    True
    >>> [agreeing("ru", "", after, republic, country, subject) for after in (" вчера заявила", " заявил", " граничит")]
    [True, False, False]
    """
    if apposed := _APPOSED.match(after):
        word = apposed[2] if apposed[2] and apposed[1] in _prepositions(lang) else apposed[1]
        if word.islower() and f"^{word}".endswith(_attributes(lang)):
            return True
    if all(case_of(cell) != "nom" for cell in narrowed(lang, before, after, old, cells)):
        return False
    before, after = _IN_BRACKETS.sub("", before), _IN_BRACKETS.sub("", after)
    clause = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0]
    ends = _predicates(lang, old.gender)
    return any(f"^{word.lower()}".endswith(ends) for part in clause for word in _WORD.findall(part))


@functools.cache
def _predicates(lang: str, gender: str | None) -> tuple[str, ...]:
    rows = rows_of("slavic_predicates", lang)
    return tuple(end for shown, end in rows if gender is None or shown == gender)


def continued(rest: str) -> bool:
    """Whether a word goes on behind an apostrophe, a letter in Ukrainian and Belarusian: Лук’янов."""
    return rest[:1] == "'" and rest[1:].isalpha()


def case_of(cell: str) -> str:
    """The case of a cell: `pl-acc/inan` is an accusative."""
    return cell.removeprefix("pl-").split("/")[0]


def _governed(lang: str, before: str, kind: str = "") -> frozenset[str] | None:
    """The cases that the preposition directly before a name of a kind governs: in a place, nobody's place."""
    found = _WORD_BEFORE.search(before)
    if found is None:
        return None
    word, cases = found[1].lower(), _prepositions(lang)
    return cases.get(f"{word} {kind}") or cases.get(word)
