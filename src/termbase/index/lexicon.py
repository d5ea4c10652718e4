"""A glossary as one language sees it: the matcher, the entries of each concept, the given names of its persons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from termbase.index.entries import Entry, entries_of, given_names_of
from termbase.index.matcher import Matcher
from termbase.index.shapes import Shape, shapes, sought
from termbase.index.stems import stems_of
from termbase.languages.language import Language, given_names, language
from termbase.model import Concept, Glossary


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
        self._shaped: dict[int, Mapping[str, Sequence[Shape]]] = {}

    @cached_property
    def matcher(self) -> Matcher:
        """The matcher over all entries, built when it is first asked for."""
        _stems, found = stems_of(self._shapes(position) for position in range(len(self._concepts)))
        return Matcher(found, self._shapes_of)

    @property
    def entries(self) -> list[Entry]:
        """Every entry, in the order of the glossary."""
        return [entry for concept in self.glossary.concepts for entry in self.entries_of(concept)]

    def entries_of(self, concept: str) -> Sequence[Entry]:
        """The entries of a concept (its id), in the order of the glossary."""
        if concept not in self._entries:
            self._entries[concept] = tuple(entries_of(self.glossary.concepts[concept], self.lang))
        return self._entries[concept]

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
        persons = (concept for concept in self.glossary.concepts.values() if concept.kind == "person")
        names = {name for person in persons for name in self.given_names_of(person)}
        return frozenset(part for name in names for part in name.split()) | given_names()

    @cached_property
    def _concepts(self) -> Sequence[str]:
        return tuple(self.glossary.concepts)

    def _shapes_of(self, position: int) -> Mapping[str, Sequence[Shape]]:
        if position not in self._shaped:
            self._shaped[position] = self._shapes(position)
        return self._shaped[position]

    def _shapes(self, position: int) -> Mapping[str, Sequence[Shape]]:
        """The shapes of the concept at a position in the glossary, by their stem as it is sought."""
        found: dict[str, list[Shape]] = {}
        for entry in self.entries_of(self._concepts[position]):
            for shape in shapes(entry):
                found.setdefault(sought(shape.stem), []).append(shape)
        return found
