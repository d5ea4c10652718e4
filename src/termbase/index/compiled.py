"""A glossary with its look-up index as parts of a container, read lazily: a concept is parsed when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property

from termbase.index.lines import Numbered
from termbase.index.names import Names
from termbase.index.table import Table

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from termbase.index.container import Part
    from termbase.index.restoring import Restore
    from termbase.model import Concept, Glossary

    Parts = Iterator[tuple[str, Iterable[bytes]]]
    Beside = Callable[[str, Callable[[], Parts]], Mapping[str, Part]]

FORMAT = 7  # a number that changes with what is written

# The fields that hold objects of the model, and of which class; places are written otherwise.
_INNER = {
    "Concept": {"terms": "terms", "definition": "definitions", "examples": "Example"},
    "Term": {"variants": "Variant", "match": "MatchRule"},
    "Variant": {"match": "MatchRule"},
}
_BY_LANGUAGE = {"terms": "Term", "definitions": "Definition"}


class Record(dict[str, "Any"]):
    """What has the fields of an object of the model: as its attributes, and as data for JSON."""

    __getattr__ = dict.__getitem__


class Compiled:
    """What `packing.packed` wrote."""

    def __init__(self, parts: Mapping[str, Part], beside: Beside | None = None) -> None:
        self.parts = parts
        self._beside = beside
        self._lines = Numbered(parts["concepts"], parts["concepts.ends"])
        self._numbers = Table(parts, "numbers")

    @cached_property
    def names(self) -> Names:
        """The look-up index."""
        return Names(self.parts, self.concepts)

    @cached_property
    def concepts(self) -> Concepts:
        """The concepts."""
        return Concepts(self)

    @cached_property
    def glossary(self) -> Glossary:
        """The glossary."""
        return self.restore.glossary(self)

    @cached_property
    def restore(self) -> Restore:
        """What makes of parsed lines what they were."""
        from termbase.index.restoring import Restore

        return Restore(self.parsed("files"))

    @cached_property
    def whole(self) -> dict[str, Any]:
        """What belongs to the glossary as a whole: language, title, the `languages` of its concepts."""
        return dict(self.parsed("whole"))

    def parsed(self, name: str) -> Any:
        """Give the content of a part that is one piece of JSON."""
        return json.loads(self.parts[name].read())

    def ids(self) -> Iterator[str]:
        """Give the ids of the concepts in the order of the glossary."""
        return map(json.loads, self.parts["ids"].read().splitlines())

    def __len__(self) -> int:
        return len(self._lines)

    def number(self, id_: str) -> int | None:
        """Give the number of a concept, None if there is none of this id."""
        return next(iter(self._numbers.rows(json.dumps(id_, ensure_ascii=False))), None)

    def sought(self, lang: str, gathered: Callable[[], Parts]) -> Mapping[str, Part] | None:
        """Give the parts that the matcher of a language needs: own ones, else those kept beside."""
        if f"stems.{lang}.firsts" in self.parts:
            return self.parts
        return self._beside(lang, gathered) if self._beside is not None else None

    def line_at(self, position: int) -> dict[str, Any]:
        """Give the line of the concept at a position in the glossary, as `concept_line` does."""
        return dict(json.loads(self._lines[position]))

    def concept_line(self, id_: str) -> dict[str, Any]:
        """Give the line of a concept, parsed: fields with default values are absent. Raises KeyError."""
        number = self.number(id_)
        if number is None:
            raise KeyError(id_)
        return dict(json.loads(self._lines[number]))

    def concept_record(self, id_: str) -> Record:
        """Give a concept as data, which is sooner there than the object. Raises KeyError."""
        return self._record("Concept", self.concept_line(id_))

    def records(self, name: str, kind: str) -> list[Record]:
        """Give the objects of one class of the model that make up a part, as data."""
        return [self._record(kind, each) for each in self.parsed(name)]

    @cached_property
    def _files(self) -> list[str]:
        return list(self.parsed("files"))

    def _record(self, kind: str, line: dict[str, Any]) -> Record:
        """Give all fields of an object, those that its line lacks with their default values."""
        found = Record(self.whole["defaults"][kind])
        found.update(line)
        for field, inner in _INNER.get(kind, {}).items():
            found[field] = self._records_in(inner, found[field])
        if "place" in line:
            file, row, column = line["place"]
            found["place"] = {"file": self._files[file], "line": row, "column": column}
        return found

    def _records_in(self, kind: str, value: Any) -> Any:
        """Give the value with the lines of objects in it, at any depth of lists and by language, as records."""
        if isinstance(value, list):
            return [self._records_in(kind, each) for each in value]
        if kind in _BY_LANGUAGE:
            return {lang: self._records_in(_BY_LANGUAGE[kind], each) for lang, each in value.items()}
        return self._record(kind, value)


class Concepts(Mapping[str, "Concept"]):
    """Concepts by id, each parsed from its line when it is first asked for."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._parsed: dict[str, Concept] = {}
        self._placed: dict[int, Concept] = {}

    @property
    def languages(self) -> list[str]:
        """The languages that concepts have terms in."""
        return list(self._compiled.whole["languages"])

    def at(self, position: int) -> Concept:
        """Give the concept at a position in the glossary."""
        if position not in self._placed:
            concept = self._compiled.restore.concept(self._compiled.line_at(position))
            self._placed[position] = self._parsed.setdefault(concept.id, concept)
        return self._placed[position]

    def sought(self, lang: str, gathered: Callable[[], Parts]) -> Mapping[str, Part] | None:
        """Give the parts that the matcher of a language needs, None where the glossary is in no container.

        `gathered` makes them where they are not there yet.
        """
        return self._compiled.sought(lang, gathered)

    def __getitem__(self, id_: str) -> Concept:
        if id_ not in self._parsed:
            self._parsed[id_] = self._compiled.restore.concept(self._compiled.concept_line(id_))
        return self._parsed[id_]

    def __iter__(self) -> Iterator[str]:
        return self._compiled.ids()

    def __len__(self) -> int:
        return len(self._compiled)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._parsed or (isinstance(id_, str) and self._compiled.number(id_) is not None)
