"""Whether a translation renders what its source names, where the two do not simply match."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from termbase.index.entries import Entry, terms_of
from termbase.index.lexicon import Lexicon
from termbase.index.matcher import Match
from termbase.model import Concept, Term
from termbase.rewrite.passage import Passage
from termbase.text.view import small_letters
from termbase.text.words import begins_word, ends_word

_CAPITALISED = re.compile(r"[ -](?:[^\W\d_a-z][\w'’-]*)")
_DERIVED_LETTERS = 4


def concepts_of(matches: Iterable[Match]) -> set[str]:
    """The concepts that matches may name."""
    return {reading.entry.concept.id for match in matches for reading in match.readings}


def accepted(lexicon: Lexicon, concept: str) -> list[Term]:
    """The terms of a concept that the house writes, the preferred ones first."""
    own = terms_of(lexicon.glossary.concepts[concept], lexicon.lang)
    terms = [term for term in own if term.status in ("preferred", "admitted")]
    return sorted(terms, key=lambda term: term.status != "preferred")


def is_rendered(
    text: str, lexicon: Lexicon, named: Collection[str], meant: Collection[str], left: str
) -> bool:
    """Whether a translation renders one of the concepts that are meant by what derives from it, or in other capitals.

    `named` are the concepts that it names; `left` is the name in the source, which is no translation.
    """
    concepts = lexicon.glossary.concepts
    if any(_is_derived(concepts[id_], concepts[other]) for id_ in meant for other in named):
        return True
    text, left = small_letters(text), small_letters(left)
    entries = [entry for id_ in meant for entry in lexicon.entries_of(id_) if entry.case != "exact"]
    return any(
        has_word(text, small_letters(surface)) for entry in entries for surface in entry.surfaces
    ) or any(_has_derived(text, entry, left) for entry in entries if _derives(entry.concept))


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
