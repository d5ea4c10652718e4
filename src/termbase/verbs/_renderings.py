"""Whether a translation renders what its source names, where the two do not simply match.

A name in a closed compound is there: Ukrainekrieg, Nordkasachstan, среднефранцузский; so is a common noun at the start
of one (Serverprotokoll), and at its end where the source has a word before it as well (mail server, Mailserver).
The normaliser leaves these alone but where the glossary says so, as it would change them; here they only are no gap.
Nor are endings that nobody knows: in a language without rules, and of a common noun of which no form is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from termbase.index.entries import Entry, terms_of
from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.languages.announcing import names_a_kind
from termbase.model import Concept, Term
from termbase.plugins import plugin_names
from termbase.rewrite.passage import Passage
from termbase.text.protect import Span
from termbase.text.view import fold, small_letters
from termbase.text.words import begins_word, common_start, ends_word

_CAPITALISED = re.compile(r"[ -](?:[^\W\d_a-z][\w'’-]*)")
_CAPITALISED_BEFORE = re.compile(r"(?<![\w'’-])[^\W\d_a-z][^\W\d_]+[ -]\Z")
_SMALL_WORD = re.compile(r"(?<![\w'’])[^\W\d_A-Z]")  # none is in a title or a name
_DERIVED_LETTERS = 4
_SAME_STEM = 3  # letters that the words for a man and a woman share
_NAMES = ("place", "person", "organisation", "medium", "demonym")  # a Vizepräsident is no Präsident
_COMPOUNDED_LETTERS = 5  # of a name in a closed compound: Rom is not in Romanze
_PART_LETTERS = 3  # of what stands before it
_HEAD_LETTERS = 4  # of what stands behind it
_NO_HEADS = frozenset(  # what derives a word from a name and is no noun
    "isch ische ischer isches ischen ischem er ern ers erin erinnen innen schaft schaften".split()
)
_COMPOUNDING = ("de", "ru", "uk", "be", "pl")
_LINKING_VOWELS = ("о", "е", "o")  # at the end of the first part of an adjective in a Slavic language
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"[\w-]+")
_TOKEN_END = re.compile(r"[\w-]+\Z")
_LONGEST_TOKEN = 60  # letters before a word
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ -]\Z")
_LONG, _SHORT = 7, 5  # letters of a word of which two, and one, may belong to the ending
_LONGEST_ENDING = 3  # letters more in the plural of a common noun
_LAST_VOWELS = "aeoаеёийоыэюяь"  # what an ending takes the place of


def concepts_of(matches: Iterable[Match]) -> set[str]:
    """The concepts that matches may name."""
    return {reading.entry.concept.id for match in matches for reading in match.readings}


def accepted(lexicon: Lexicon, concept: str) -> list[Term]:
    """The terms of a concept that the house writes, the preferred ones first."""
    own = terms_of(lexicon.glossary.concepts[concept], lexicon.lang)
    terms = [term for term in own if term.status in ("preferred", "admitted")]
    return sorted(terms, key=lambda term: term.status != "preferred")


def is_rendered(
    text: str,
    lexicon: Lexicon,
    named: Collection[str],
    meant: Collection[str],
    left: str,
    taken: Collection[Span] = (),
    is_joined: bool = False,
    is_derived: bool = False,
) -> bool:
    """Whether a translation renders one of the concepts that are meant by what derives from it, or in other capitals.

    `named` are the concepts that it names, at `taken`; `left` is the name in the source, which is no translation;
    `is_joined` says that another word stands before it there, with which it may be one thing, `is_derived` that it is
    an inhabitant or an adjective (Moskauer).
    """
    concepts = lexicon.glossary.concepts
    if any(_is_derived(concepts[id_], concepts[other]) for id_ in meant for other in named):
        return True
    whole, text, left = text, small_letters(text), small_letters(left)
    entries = [entry for id_ in meant for entry in lexicon.entries_of(id_) if entry.case != "exact"]
    deriving = [
        concepts[id_] for own in meant for id_ in concepts[own].related.get("see", ()) if id_ in concepts
    ]
    return any(has_word(text, small_letters(surface)) for entry in entries for surface in entry.surfaces) or (
        any(_has_derived(text, entry, left) for entry in entries if is_derived or _derives(entry.concept))
        or _has_compound(
            whole,
            lexicon.language.code,
            [*entries, *(e for each in deriving if _derives(each) for e in lexicon.entries_of(each.id))],
            taken,
            is_joined,
        )
        or _has_other_ending(whole, lexicon, entries, taken)
    )


def _has_compound(
    text: str, lang: str, entries: Sequence[Entry], taken: Collection[Span], is_joined: bool
) -> bool:
    """Whether a word is a closed compound of one of the entries (of the language `lang`).

    A name that is `taken` for another one does not end with it: weißrussisch is not russisch. Nor does a common noun
    end one that is not `is_joined` in the source: a Vizepräsident is no president.
    """
    if lang not in _COMPOUNDING:
        return False
    surfaces = {
        small_letters(surface): (entry.term.pos == "adjective", is_joined or entry.concept.kind in _NAMES)
        for entry in entries
        for surface in entry.surfaces
        if len(surface) >= _COMPOUNDED_LETTERS and surface.isalpha()
    }
    nouns = [
        small_letters(entry.designation.text) for entry in entries if _lacks_forms(entry) and lang == "de"
    ]
    for word, is_taken in _words(text, taken):
        own = [surface for surface in surfaces if surface in word and surface != word]
        if any(_begins_compound(word, surface, lang) for surface in own):
            return True
        ends = any(
            may_end and _ends_compound(word, surface, lang, is_adjective)
            for surface in own
            for is_adjective, may_end in [surfaces[surface]]
        ) or any(_ends_in_plural(word, noun) for noun in nouns if is_joined)
        if ends and not is_taken:
            return True
    return False


def _has_other_ending(text: str, lexicon: Lexicon, entries: Sequence[Entry], taken: Collection[Span]) -> bool:
    """Whether a text has the words of an entry with endings that no rule knows, and nothing that is `taken`."""
    has_rules = lexicon.language.code in plugin_names("termbase.languages", "LANGUAGE")
    uncertain = [entry for entry in entries if not has_rules or _lacks_forms(entry)]
    if not uncertain:
        return False
    free = {word for word, is_taken in _words(text, taken) if not is_taken}
    return any(
        all(any(_may_be_form(word, part, has_rules) for word in free) for part in parts)
        for entry in uncertain
        if (parts := _WORD.findall(small_letters(entry.designation.text)))
    )


def _words(text: str, taken: Collection[Span]) -> Iterator[tuple[str, bool]]:
    """Give each word in small letters, and whether it touches what is taken (ascending)."""
    spans = iter(taken)
    low, high = next(spans, (len(text), len(text) + 1))
    for found in _WORD.finditer(text):
        while high <= found.start():
            low, high = next(spans, (len(text), len(text) + 1))
        yield small_letters(found[0]), low < found.end()


def _lacks_forms(entry: Entry) -> bool:
    """Whether an entry is a common noun whose plural nobody has recorded."""
    return entry.concept.kind not in _NAMES and not entry.designation.forms


def _ends_in_plural(word: str, noun: str) -> bool:
    """Whether a word may be a compound with the plural of a German noun at its end (Eingabezeilen)."""
    at = word.find(noun[:-1], _PART_LETTERS)
    return len(noun) >= _COMPOUNDED_LETTERS and at > 0 and _may_be_form(word[at:], noun, True)


def _may_be_form(word: str, nominative: str, has_rules: bool) -> bool:
    """Whether a word may be a form of another; in a language that `has_rules` only its plural is not known.

    A script without capitals has articles and prepositions joined to the word: الخادم.

    >>> [_may_be_form(word, "palvelin", False) for word in ("palvelimissa", "palaute")]
    [True, False]
    >>> [_may_be_form(word, "datei", True) for word in ("dateien", "dateiname", "datum")]
    [True, False, False]
    """
    if has_rules:
        stem = nominative[:-1] if nominative[-1] in _LAST_VOWELS and len(nominative) >= _SHORT else nominative
        return word.startswith(stem) and len(word) - len(nominative) <= _LONGEST_ENDING
    spare = (len(nominative) >= _SHORT) + (len(nominative) >= _LONG)
    stem = nominative[: len(nominative) - spare]
    if not stem[0].islower():
        return len(stem) > 1 and stem in word
    return word.startswith(stem)


def _begins_compound(word: str, surface: str, lang: str) -> bool:
    """Whether a German word is a name with a noun behind it."""
    after = word.removeprefix(surface)
    return lang == "de" and _HEAD_LETTERS <= len(after) < len(word) and after not in _NO_HEADS


def _ends_compound(word: str, surface: str, lang: str, is_adjective: bool) -> bool:
    """Whether a word is a name or an adjective behind another part."""
    before = word.removesuffix(surface)
    if not _PART_LETTERS <= len(before) < len(word):
        return False
    return lang == "de" or (is_adjective and before.endswith(_LINKING_VOWELS))


def _is_derived(one: Concept, other: Concept) -> bool:
    """Whether of two related concepts one is the adjective or the demonym of the other."""
    related = other.id in one.related.get("see", ()) or one.id in other.related.get("see", ())
    return related and (_derives(one) or _derives(other))


def _derives(concept: Concept) -> bool:
    return concept.kind == "demonym" or any(
        term.pos == "adjective" for terms in concept.terms.values() for term in terms
    )


def _has_derived(text: str, entry: Entry, left: str) -> bool:
    """Whether a word begins as an adjective or demonym does, as its noun may translate it (французский – Франция).

    It is not what was `left` in the source language.
    """
    start = small_letters(entry.term.text)[:_DERIVED_LETTERS]
    at = text.find(start) if len(start) == _DERIVED_LETTERS else -1
    return at >= 0 and begins_word(text, at) and not text.startswith(left, at)


def is_of_other_sex(entry: Entry, term: Term) -> bool:
    """Whether a term names the same person by the other gender: Benutzer and Benutzerin, président and présidente."""
    own = entry.term
    if entry.concept.kind in ("place", "organisation", "medium") or {own.gender, term.gender} != {"m", "f"}:
        return False
    texts = [fold(small_letters(each.text)) for each in (own, term)]
    return len(common_start(texts)) >= _SAME_STEM


def is_behind_word(source: Passage, match: Match) -> bool:
    """Whether a word stands before a name in the source that may be one thing with it: mail server, Vice-President."""
    found = _WORD_BEFORE.search(source.around(match)[0])
    return found is not None and names_a_kind(found[1], source.lexicon.lang)


def is_identifier(source: str, start: int, end: int, target: str) -> bool:
    """Whether a word is a part of an option or a variable that the target has as well.

    >>> is_identifier("use --all-files", 10, 15, "mit --all-files"), is_identifier("all files", 4, 9, "all files")
    (True, False)
    """
    before = _TOKEN_END.search(source[max(0, start - _LONGEST_TOKEN) : start])
    after = _TOKEN.match(source, start)
    token = (before[0] if before else "") + (after[0] if after else "")
    return end - start < len(token) and (token[0] == "-" or "_" in token) and token in target


def is_in_longer_name(source: Passage, match: Match) -> bool:
    """Whether a name is a part of a name that the glossary does not know: United States Minor Outlying Islands.

    Of a place or a person that is so where two more words with capitals follow, of anything else with one; a language
    that gives every noun a capital has its own signs.
    """
    entry = match.readings[0].entry
    before, after = source.around(match)
    if source.lexicon.language.code == "de":
        return entry.concept.kind == "place" and source.lexicon.language.part_of_name(before, after)
    if not entry.designation.text[:1].isupper():
        return False
    nexts = {other.start for other in source.matches}
    if entry.concept.kind not in ("place", "person", "organisation"):
        found = _CAPITALISED_BEFORE.search(source.view.text, 0, match.start)
        is_beside = any(other.end == match.start - 1 for other in source.matches)
        if found and not is_beside and (found.start() or not _SMALL_WORD.search(source.view.text)):
            return True
    needed = 2 if entry.concept.kind in ("place", "person", "organisation") else 1
    at = match.end
    for _number in range(needed):
        found = _CAPITALISED.match(source.view.text, at)
        if found is None or found.start() + 1 in nexts:
            return False
        at = found.end()
    return True


def has_word(text: str, word: str) -> bool:
    """Whether a word stands in a text as it is written.

    >>> has_word("штаб CSTO", "CSTO"), has_word("CSTOs", "CSTO")
    (True, False)
    """
    at = text.find(word)
    while at >= 0:
        if begins_word(text, at) and ends_word(text, at + len(word)):
            return True
        at = text.find(word, at + 1)
    return False
