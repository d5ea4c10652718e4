"""A glossary as one language sees it: the matcher, the entries of each concept, the given names of its persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from termbase.index.compiled import Concepts
from termbase.index.container import DamagedError, Part
from termbase.index.entries import Entry, entries_of, given_names_of
from termbase.index.gathering import gather
from termbase.index.matcher import Matcher
from termbase.index.shapes import Shape, shapes
from termbase.index.stems import Gathered, Stems, stored, stored_given_names
from termbase.languages.language import Language, given_names, language
from termbase.model import Concept, Glossary

_REMEMBERED = 1 << 15  # concepts whose entries are kept; a text of many millions of words has fewer


class Lexicon:
    """What the normaliser needs of a glossary for texts of one language (BCP 47).

    What belongs to a concept is worked out when a text first asks for it.
    """

    def __init__(self, glossary: Glossary, lang: str) -> None:
        self.glossary = glossary
        self.lang = lang
        self.language: Language = language(lang)
        self._entries: dict[str, Sequence[Entry]] = {}
        self._given_names: dict[str, frozenset[str]] = {}

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over all entries: a stored one, else made when it is first asked for."""
        return Matcher(self._stored_stems or self._gathered.stems(), self._shapes)

    @property
    def entries(self) -> list[Entry]:
        """Every entry, in the order of the glossary."""
        return [entry for concept in self.glossary.concepts for entry in self.entries_of(concept)]

    def entries_of(self, concept: str) -> Sequence[Entry]:
        """The entries of a concept (its id), in the order of the glossary."""
        return self._entries_of(self.glossary.concepts[concept])

    def _entries_of(self, concept: Concept) -> Sequence[Entry]:
        found = self._entries.get(concept.id)
        if found is None:
            if len(self._entries) >= _REMEMBERED:
                self._entries.clear()
            found = self._entries[concept.id] = tuple(entries_of(concept, self.lang))
        return found

    def canonical(self, entry: Entry) -> Entry:
        """The entry of the term that an entry leads to."""
        own = self.entries_of(entry.concept.id)
        return next(found for found in own if found.variant is None and found.term is entry.term)

    def given_names_of(self, concept: Concept) -> frozenset[str]:
        """The given names that some full form of a person has."""
        if concept.id not in self._given_names:
            self._given_names[concept.id] = given_names_of(concept, self.lang)
        return self._given_names[concept.id]

    @cached_property
    def all_given_names(self) -> frozenset[str]:
        """Every given name that the glossary or the tables know, as far as it is one word."""
        known = stored_given_names(self._stored, self.lang) if self._stored else self._gathered.given_names
        return frozenset(part for name in known for part in name.split()) | given_names()

    @cached_property
    def _stored(self) -> Mapping[str, Part] | None:
        """What was stored of a compiled glossary for texts of the language, or is now."""
        concepts = self.glossary.concepts
        if not isinstance(concepts, Concepts):
            return None
        return concepts.sought(self.lang, lambda: self._gathered.parts(self.lang))

    @property
    def _stored_stems(self) -> Stems | None:
        """The stems of a stored matcher, None where there is none or its tables contradict themselves."""
        try:
            return stored(self._stored, self.lang) if self._stored else None
        except DamagedError:
            return None

    @cached_property
    def _gathered(self) -> Gathered:
        gathered = Gathered()
        for position, concept in enumerate(self.glossary.concepts.values()):
            gather(gathered, position, concept, self.lang)
        return gathered

    def _shapes(self, position: int, order: int) -> Sequence[Shape]:
        """The shapes of an entry, by the position of its concept in the glossary and its number there."""
        concepts = self.glossary.concepts
        concept = concepts.at(position) if isinstance(concepts, Concepts) else self._concepts[position]
        return tuple(shapes(self._entries_of(concept)[order]))

    @cached_property
    def _concepts(self) -> Sequence[Concept]:
        return tuple(self.glossary.concepts.values())
