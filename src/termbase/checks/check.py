"""What a check is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from termbase.documents.document import Format
from termbase.documents.parts import Part
from termbase.index.lexicon import Lexicon
from termbase.model import Finding
from termbase.rewrite.placing import Change
from termbase.rewrite.reported import Sheet
from termbase.rewrite.settling import Lexicons


@dataclass(frozen=True, slots=True)
class Subject:
    """A part of a document under examination, with the one list of changes that every verb uses."""

    part: Part
    format: Format
    lexicons: Lexicons  # the glossary for the language of a block
    changes: Sequence[Change]
    lexicon_of: Callable[[str], Lexicon]  # the glossary as another language sees it
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name and what it finds."""

    name: str
    run: Callable[[Subject], Iterable[Finding]]
