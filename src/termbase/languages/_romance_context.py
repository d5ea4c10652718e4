"""What the words around a French or Spanish name say of it: its number, its preposition, whether they agree with it.

The words are tables: determiners and prepositions in `<code>_words`, what agrees behind a noun in `romance_behind`.
"""

from __future__ import annotations

import functools
import re

from termbase.languages._tables import table
from termbase.languages._word_ends import longest_end
from termbase.languages.language import Bearing, Designation

NOUNS = frozenset({"term", "office", "demonym", "work"})
COMPOUND = re.compile(r"[-–]\w")
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)[ ']$")
_NUMBER = re.compile(r"\d[\d  .,]* $")
_SENTENCE = re.compile(r"[^.!?;:\n]*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?")
_DIRECTLY_BEHIND = re.compile(r"(?: |, ?| ?\(| [–—] )(?=[^\W\d_])")
_COORDINATED = re.compile(r" (?:et|ou|ni|y|e|o|u)(?: [\w'-]+){1,4}")
_BEFORE_A_NAME = 4  # a determiner and two adjectives with y or et between
_BEHIND_A_VERB = 3  # adverbs between a verb and its complement at the most
_BEHIND_A_COMMA = 2  # adverbs before a participle in apposition: fondé, aujourd’hui élargi
_ATTRIBUTES = re.compile(r"(?:[^\W\d_]+(?:[ -]|'))*[^\W\d_]+ $")
_IN_FRONT = re.compile(r"(?:^|[.!?:)–•*-]\s|\n)\s*(?P<word>[^\W\d_]+)\b[^.,;:!?\n]*, (?:\w+ |l')?$")


def last_word(before: str) -> str:
    """The word that stands directly before a name, in small letters, without its apostrophe."""
    found = _LAST_WORD.search(before)
    return found["word"].lower() if found else ""


def narrow(code: str, before: str, after: str, name: Designation, cells: frozenset[str]) -> frozenset[str]:
    """The cells that the determiner before a noun leaves: les Kazakhstanais, las crisis are many."""
    if name.pos != "noun":
        return cells
    word = last_word(before)
    many = word in words(code, "many") or _NUMBER.search(before) is not None
    one = word in words(code, "one")
    left = {cell for cell in cells if (many or one) and cell.startswith("pl-") == many}
    return frozenset(left) or cells


def governed(code: str, before: str) -> bool:
    """Whether a preposition stands before the name, alone or with an article."""
    return _preposition(code).search(before) is not None


def agreeing(
    code: str, before: str, after: str, old: Designation, new: Designation, cells: frozenset[str]
) -> bool:
    """Whether words that agree with the old name may not agree with the new one: adjectives, participles, pronouns."""
    if COMPOUND.match(after):
        return False  # la frontière Birmanie-Thaïlande
    if _stands_before(code, before, old, new):
        return True
    sentence = _SENTENCE.match(after)
    behind = sentence[0] if sentence else ""
    if _stands_behind(code, behind, old, new) or _refers(code, behind, old):
        return True
    return not governed(code, before) and _is_said_of_it(code, behind, old, new)


def _stands_before(code: str, before: str, old: Designation, new: Designation) -> bool:
    """Whether an adjective may stand before the name (une fragile trêve, toute la trêve), or a participle in front."""
    bare = _article(code).sub("", before)
    if bare != before and last_word(bare) in words(code, "predeterminer"):
        return True
    found = _ATTRIBUTES.search(before)
    if found:
        *earlier, last = _WORD.findall(found[0].lower())[-_BEFORE_A_NAME:]
        determiners = words(code, "one") | words(code, "many")
        if last in words(code, "adjective") or (_may_be_adjective(code, last) and {*earlier} & determiners):
            return True
    in_front = _IN_FRONT.search(before)
    return (
        in_front is not None
        and in_front["word"][0].isupper()
        and _agrees(code, in_front["word"].lower(), old, new)
    )


def _may_be_adjective(code: str, word: str) -> bool:
    return not any(word in words(code, sort) for sort in ("one", "many", "preposition", "conjunction"))


def _stands_behind(code: str, behind: str, old: Designation, new: Designation) -> bool:
    """Whether an adjective or participle follows the name at once, in brackets or after a comma."""
    found = _DIRECTLY_BEHIND.match(behind)
    if found is None:
        return False
    coordinated = _COORDINATED.match(behind)
    if coordinated:
        return any(
            word.endswith("s") and _agrees(code, word, old, new) for word in _WORD.findall(coordinated[0])
        )
    following = _WORD.findall(behind[found.end() :])
    if found[0] == " ":
        return _agrees(code, following[0], old, new)
    return _agrees_after_adverbs(code, following, _BEHIND_A_COMMA, old, new)


def _is_said_of_it(code: str, behind: str, old: Designation, new: Designation) -> bool:
    """Whether être, ser, estar and the like lead to an adjective or participle."""
    following = _WORD.findall(behind)
    return any(
        word.lower() in _behind(code, "copula")
        and _agrees_after_adverbs(code, following[at + 1 :], _BEHIND_A_VERB, old, new)
        for at, word in enumerate(following)
    )


def _agrees_after_adverbs(
    code: str, following: list[str], most: int, old: Designation, new: Designation
) -> bool:
    """Whether the next word, or the next but at most so many adverbs, agrees with the name."""
    for word in following[: most + 1]:
        if _agrees(code, word, old, new):
            return True
        if not _is_adverb(code, word.lower()):
            return False
    return False


def _is_adverb(code: str, word: str) -> bool:
    return word in _behind(code, "adverb") or word.endswith(("ment", "mente"))


def _agrees(code: str, word: str, old: Designation, new: Designation) -> bool:
    """Whether a word may be an adjective or participle in the old name's gender; in its number, if that changes."""
    if not word[0].islower() or any(word in words(code, sort) for sort in ("preposition", "one", "many")):
        return False
    forms = dict.fromkeys((word, word[:-1] if word.endswith(("s", "x")) else word))
    genders = {gender for form in forms for gender in _genders(code, form)}
    if old.number != new.number and genders:
        return True
    return bool(genders & {old.gender}) if old.gender else bool(genders - {"e"})


def _genders(code: str, word: str) -> str:
    """The genders that a word shows as an adjective by its ending: m, f, e (either); none if it is no adjective."""
    found = longest_end(_shapes(code), word)
    return "" if found is None or found[1] == "-" else found[1]


def _refers(code: str, behind: str, old: Designation) -> bool:
    """Whether a pronoun of the name's gender follows in the sentence: il, laquelle, ella."""
    return any(
        re.search(rf"(?<!\w)(?:{pronoun})(?!\w)", behind) and old.gender in (gender, None)
        for pronoun, gender in _pronouns(code)
    )


def with_capitals(new: str, old: str) -> str:
    """The new words with the capitals of the old ones: Le for La, LE for LA."""
    if old.isupper() and sum(map(str.isalpha, old)) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def bore_article(bearing: Bearing, said: str) -> bool:
    """Whether an article of this gender was that of the place that was rewritten, in another gender: la Kirghizie."""
    was = bearing.was
    return (
        was is not None
        and bearing.designation.kind == "place"
        and not bearing.renumbered
        and was.gender == said != bearing.designation.gender
    )


def is_plural(bearing: Bearing, said: bool) -> bool:
    """Whether the name is in the plural; as the words before it say where its surface may be either."""
    numbers = {cell.startswith("pl-") for cell in bearing.cells} or {bearing.designation.number == "pl"}
    return numbers.pop() if len(numbers) == 1 else said


def bears_article(bearing: Bearing) -> bool:
    """Whether the article is surely the name's: organisations, acronyms, what has one, nouns that were rewritten."""
    name = bearing.designation
    if name.pos != "noun":
        return False
    if name.article == "definite" or name.type == "acronym" or name.kind == "organisation":
        return True
    if name.kind in ("office", "demonym"):  # une Houthi, la premier: it is the person's gender
        return bearing.was is not None and bearing.was.gender != name.gender
    return bearing.rewritten and name.kind in NOUNS


@functools.cache
def words(code: str, sort: str) -> frozenset[str]:
    """The words of a sort in the language's table of words."""
    return frozenset(row[1] for row in table(f"{code}_words") if row[0] == sort)


@functools.cache
def _preposition(code: str) -> re.Pattern[str]:
    prepositions, articles = ("|".join(sorted(words(code, sort))) for sort in ("preposition", "article"))
    return re.compile(rf"(?<![^\W_])(?:{prepositions})(?:'| (?:(?:{articles}) |l')?)$", re.IGNORECASE)


@functools.cache
def _article(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:{'|'.join(sorted(words(code, 'article')))}) |\bl')$", re.IGNORECASE)


@functools.cache
def _behind(code: str, sort: str) -> frozenset[str]:
    return frozenset(
        word for lang, found, word, _ in table("romance_behind") if (lang, found) == (code, sort)
    )


@functools.cache
def _shapes(code: str) -> dict[str, str]:
    return {
        word: gender
        for lang, sort, word, gender in table("romance_behind")
        if (lang, sort) == (code, "ending")
    }


@functools.cache
def _pronouns(code: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (word, gender)
        for lang, sort, word, gender in table("romance_behind")
        if (lang, sort) == (code, "pronoun")
    )
