"""A glossary as one language sees it: the matcher, the canonical entries, the given names of its persons."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from termbase.index.entries import Entry, entries, split_names, terms_of
from termbase.index.matcher import Matcher
from termbase.languages.language import Language, given_names, language
from termbase.model import Glossary


class Lexicon:
    """What the normaliser needs of a glossary for texts of one language (BCP 47)."""

    def __init__(self, glossary: Glossary, lang: str) -> None:
        self.glossary = glossary
        self.lang = lang
        self.language: Language = language(lang)
        self.entries = entries(glossary, lang)
        self._canonical = {
            (entry.concept.id, entry.term.type, entry.term.text): entry
            for entry in self.entries
            if entry.variant is None
        }

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over all entries, built when it is first asked for."""
        return Matcher(self.entries)

    def canonical(self, entry: Entry) -> Entry:
        """The entry of the term that an entry leads to."""
        return self._canonical[entry.concept.id, entry.term.type, entry.term.text]

    @cached_property
    def _by_concept(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.concept.id, []).append(entry)
        return found

    def entries_of(self, concept: str) -> list[Entry]:
        """The entries of a concept, in the order of the glossary."""
        return self._by_concept.get(concept, [])

    @cached_property
    def given_names(self) -> Mapping[str, frozenset[str]]:
        """Concept id of a person → the given names that some full form has."""
        return {
            concept.id: frozenset(given for given, _, _ in split_names(terms_of(concept, self.lang)))
            for concept in self.glossary.concepts.values()
            if concept.kind == "person"
        }

    @cached_property
    def all_given_names(self) -> frozenset[str]:
        """Every given name that the glossary or the tables know, as far as it is one word."""
        known = {part for names in self.given_names.values() for name in names for part in name.split()}
        return frozenset(known) | given_names()
