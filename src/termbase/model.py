"""What termbase talks about: concepts, their terms and variants, and what is found and changed in a text.

The words are those of ISO 704 and ISO 30042 (TBX). Everything here is frozen data without behaviour of its own beyond
resolving defaults; nothing of ours is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

KINDS = ("organisation", "person", "place", "medium", "office", "term", "demonym", "work")
TERM_TYPES = ("full", "short", "acronym", "abbreviation", "phrase")
STATUSES = ("preferred", "admitted", "deprecated", "superseded")
PARTS_OF_SPEECH = ("noun", "adjective", "verb", "adverb", "other")
GENDERS = ("m", "f", "n")
NUMBERS = ("sg", "pl")
ARTICLES = ("none", "definite")
SOUNDS = ("vowel", "consonant")
VARIANT_KINDS = (
    "spelling",
    "transliteration",
    "misspelling",
    "abbreviation",
    "translation",
    "former",
    "synonym",
)
USES = ("rewrite", "unquoted", "flag", "lookup")
SCHEMES = ("de", "en", "bgn", "fr", "es", "pl", "iso9", "scholarly")
CASES = ("exact", "smart", "any")
SCOPES = ("introduced", "anywhere")
INFLECTS = ("auto", "none")
COMPOUNDS = ("hyphen", "closed", "none")
CELLS = (
    *("nom", "gen", "dat", "acc", "ins", "loc", "voc"),
    *("pl-nom", "pl-gen", "pl-dat", "pl-acc", "pl-ins", "pl-loc", "pl-voc"),
    "er",
)
RELATIONS = ("see", "not", "part-of")

NO_FORMS: Mapping[str, tuple[str, ...]] = {}
NO_DATA: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and, as far as known, line and column (both from 1, columns in code points).

    In an archive `part` is the member, and without a line the column counts in the running text of the segment.
    `segment` is what the format calls the paragraph, segment or cell: a number, an id, a key.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    part: str = ""
    segment: str = ""

    def __str__(self) -> str:
        """`file:line:column` or `file:part#segment`, leaving out what is not known."""
        where = ":".join(filter(None, (self.file, self.part)))
        if not self.line:
            return f"{where}#{self.segment}" if self.segment else where
        return ":".join([where, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class MatchRule:
    """How a designation is sought in texts; None stands for the default that its type and kind give."""

    case: str | None = None
    scope: str | None = None
    inflect: str | None = None
    compounds: str | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """Another designation that leads to one term. Fields that are None are the term's."""

    text: str
    kind: str = "spelling"
    use: str | None = None
    of: str | None = None  # the spelling in the original script that this one transliterates
    scheme: str | None = None  # the transliteration scheme that gives it
    sources: tuple[str, ...] = ()  # ids in the register of sources
    type: str | None = None
    gender: str | None = None
    number: str | None = None
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_FORMS)
    match: MatchRule = MatchRule()
    note: str | None = None
    extra: Mapping[str, object] = field(default_factory=lambda: NO_DATA)
    place: Place = field(default=Place(), compare=False)

    @property
    def effective_use(self) -> str:
        """`use`, or the default that the kind gives: former names unquoted, synonyms and translations look-up only."""
        if self.use is not None:
            return self.use
        return {"former": "unquoted", "synonym": "lookup", "translation": "lookup"}.get(self.kind, "rewrite")


@dataclass(frozen=True, slots=True)
class Term:
    """A designation that the house accepts in one language."""

    text: str
    type: str = "full"
    status: str = "preferred"
    pos: str = "noun"
    gender: str | None = None
    number: str = "sg"
    article: str = "none"
    sound: str | None = None
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_FORMS)
    region: str | None = None
    source: str | None = None
    reviewed: bool = False
    match: MatchRule = MatchRule()
    note: str | None = None
    variants: tuple[Variant, ...] = ()
    extra: Mapping[str, object] = field(default_factory=lambda: NO_DATA)
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition in one language, with the source that it was taken from."""

    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what the normaliser must make of it; `gives` equals `text` where the text must stay."""

    lang: str
    text: str
    gives: str
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing in the world with its designations by language (BCP 47)."""

    id: str
    kind: str
    terms: Mapping[str, tuple[Term, ...]]
    domain: tuple[str, ...] = ()
    definition: Mapping[str, Definition] = field(default_factory=dict)
    identifiers: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: tuple[Example, ...] = ()
    extra: Mapping[str, object] = field(default_factory=lambda: NO_DATA)
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A publication in the register `sources.yaml`; what is not known is None."""

    id: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    language: str | None = None
    file: str | None = None
    sha256: str | None = None
    licence: str | None = None
    note: str | None = None
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Style:
    """A house style: which of the known forms this house prefers, and how it treats quotations and first mentions."""

    name: str
    title: str | None = None
    language: str | None = None
    prefer: tuple[tuple[str | None, str], ...] = ()  # (concept id or None, form)
    quotes: str | None = None  # keep | rewrite
    first_mention: str | None = None  # keep | expand | short
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary as it was read: concepts, register, styles, settings, and what there is to say about it."""

    concepts: Mapping[str, Concept]
    language: str = "en"
    title: str | None = None
    licence: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)
    styles: Mapping[str, Style] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()  # warnings; errors are raised
    style: Style | None = None  # the style that was applied


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a text.

    `start` and `end` are code points of the decoded text without its byte-order mark. `safe` edits are applied by
    default, the others are proposals for a person.
    """

    start: int
    end: int
    old: str
    new: str
    concept: str
    rule: str
    reason: str
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: a stable code, a level (error, warning, info), a message with a remedy, a place.

    `source` is the offending line itself, where there is one.
    """

    code: str
    level: str
    message: str
    place: Place = Place()
    concept: str | None = None
    edits: tuple[Edit, ...] = ()
    source: str | None = None

    def __str__(self) -> str:
        """`file:line:column: message`, as compilers print it."""
        where = str(self.place)
        return f"{where}: {self.message}" if where else self.message


class TermbaseError(Exception):
    """What stops termbase, as findings for the user; the message is theirs, a line each."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))

    @classmethod
    def of(cls, code: str, message: str, place: Place = Place()) -> TermbaseError:
        """An error with one finding."""
        return cls([Finding(code, "error", message, place)])
