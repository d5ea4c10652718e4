"""What a check is, and what it looks at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from termbase.documents.document import Format
from termbase.index.lexicon import Lexicon
from termbase.model import Finding
from termbase.rewrite.changes import Change


@dataclass(frozen=True, slots=True)
class Subject:
    """A text under examination, with the one list of changes that every verb uses."""

    text: str
    format: Format
    lexicon: Lexicon
    changes: Sequence[Change]
    lexicon_of: Callable[[str], Lexicon]  # the glossary as another language sees it
    file: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name and what it finds."""

    name: str
    run: Callable[[Subject], Iterable[Finding]]
