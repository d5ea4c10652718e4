"""The glossary of one document: its terms, with the house's translations, and the text with the terms marked.

A row is a term of the house that the document names, in whatever form: ODKB and OVKS are one, the full form beside them
another. Terms that lack a translation come last: they are the translator's to-do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from termbase.collecting import collector_paused
from termbase.documents.document import Format
from termbase.documents.parts import Part, read_blocks
from termbase.index.entries import Entry, terms_of
from termbase.index.match import Match
from termbase.model import Concept, Place, Term
from termbase.rewrite.introduced import introduced
from termbase.rewrite.passage import Passage
from termbase.rewrite.reported import Sheet, sheet_of
from termbase.rewrite.settling import Conditions, Lexicons


@dataclass(frozen=True, slots=True)
class Glossed:
    """A term that occurs in a document; `number` counts from 1 in the order of the text."""

    number: int
    concept: Concept
    term: Term
    lang: str  # BCP 47
    forms: Mapping[str, int]  # what the document calls it (the designation, not inflected) → how often
    place: Place  # the first one
    translations: Mapping[str, tuple[Term, ...]]  # by language, in the order asked for

    @property
    def count(self) -> int:
        """How often it occurs."""
        return sum(self.forms.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages in which the house has no term."""
        return tuple(lang for lang, terms in self.translations.items() if not terms)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where in a paragraph a term stands (code points), and its number."""

    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the document as it is read."""

    text: str
    kind: str  # paragraph | heading | cell | segment
    lang: str | None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Gloss:
    """The terms of a document in the order of the text, those to be translated last; and its text."""

    terms: tuple[Glossed, ...]
    paragraphs: tuple[Paragraph, ...]
    to: tuple[str, ...]

    @property
    def translated(self) -> tuple[Glossed, ...]:
        """The terms that have a translation in every language."""
        return tuple(term for term in self.terms if not term.missing)

    @property
    def untranslated(self) -> tuple[Glossed, ...]:
        """The translator's to-do."""
        return tuple(term for term in self.terms if term.missing)


_Key = tuple[str, str, str]  # concept, term, language


@dataclass(slots=True)
class _Row:
    """A term while the document is read."""

    number: int
    entry: Entry
    lang: str
    place: Place
    forms: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Rows:
    """The terms that were met, in the order of the text; `known` are the concepts that the document introduces."""

    known: frozenset[str]
    rows: dict[_Key, _Row] = field(default_factory=dict)

    def take(self, passage: Passage, sheet: Sheet) -> Iterator[Mark]:
        """Count the terms of a passage and mark them; a name that may be several is a row for each of them."""
        for match in passage.matches:
            start, end = passage.span(match.start, match.end)
            own = [self._row(entry, passage, sheet, start, end) for entry in _entries(match, self.known)]
            yield Mark(start, end, own[0].number)

    def _row(self, entry: Entry, passage: Passage, sheet: Sheet, start: int, end: int) -> _Row:
        lang = passage.lexicon.lang
        key = entry.concept.id, entry.term.text, lang
        if key not in self.rows:
            place = sheet.place(passage.block.span(start, end)[0], passage.block, start)
            self.rows[key] = _Row(len(self.rows) + 1, entry, lang, place)
        row = self.rows[key]
        row.forms[entry.designation.text] += 1
        return row


@collector_paused()
def gloss(
    parts: Sequence[Part], format: Format, lexicons: Lexicons, to: Sequence[str], file: str = ""
) -> Gloss:
    """The terms of the parts of one document with their translations into the languages `to` (BCP 47).

    `lexicons` gives the glossary for the language of each block; `file` is for places. Raises TermbaseError for a text
    that is malformed in its format.
    """
    read = [(sheet_of(part, file), read_blocks(part, format, file)) for part in parts]
    reading = Conditions(format, lexicons)
    found = {id(each.block): each for _sheet, blocks in read for each in reading.read(blocks)}
    rows = _Rows(introduced(found.values()))
    paragraphs = []
    for sheet, blocks in read:
        for block in blocks:
            passage = found.get(id(block))
            marks = tuple(rows.take(passage, sheet)) if passage else ()
            paragraphs.append(Paragraph(block.text, block.kind, block.lang, marks))
    terms = sorted((_glossed(row, to) for row in rows.rows.values()), key=lambda term: bool(term.missing))
    return Gloss(tuple(terms), tuple(paragraphs), tuple(to))


def by_concept(found: Gloss) -> Gloss:
    """The same with the terms of a concept together, by the alphabet of their first one."""
    first: dict[str, str] = {}
    for term in found.terms:
        first.setdefault(term.concept.id, term.term.text.casefold())

    def place(term: Glossed) -> tuple[bool, str, str, int]:
        return bool(term.missing), first[term.concept.id], term.concept.id, term.number

    return replace(found, terms=tuple(sorted(found.terms, key=place)))


def _glossed(row: _Row, to: Sequence[str]) -> Glossed:
    concept, term = row.entry.concept, row.entry.term
    translations = {lang: translations_of(concept, term, lang) for lang in to}
    return Glossed(
        row.number, concept, term, row.lang, dict(row.forms.most_common()), row.place, translations
    )


def translations_of(concept: Concept, term: Term, lang: str) -> tuple[Term, ...]:
    """The terms that translate a term: the preferred ones of its type, else those of any, else the admitted ones."""
    own = terms_of(concept, lang)
    preferred = [each for each in own if each.status == "preferred"]
    for found in ([each for each in preferred if each.type == term.type], preferred):
        if found:
            return tuple(found)
    return tuple(each for each in own if each.status == "admitted")


def _entries(match: Match, known: Collection[str]) -> list[Entry]:
    """One entry for each concept that a match may name; those that the document introduces oust the others."""
    by_concept: dict[str, Entry] = {}
    for reading in match.readings:
        by_concept.setdefault(reading.entry.concept.id, reading.entry)
    ousting = [entry for concept, entry in by_concept.items() if concept in known]
    return ousting or list(by_concept.values())
