"""The public API: a loaded glossary with the verbs as methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from termbase.model import Concept, Finding, Glossary
from termbase.verbs.check import check
from termbase.verbs.lookup import Hit, lookup
from termbase.verbs.normalise import Normalised, normalise
from termbase.verbs.validate import validate


class Termbase:
    """A glossary that was loaded, in one style or as it stands."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return self.glossary.concepts

    def lookup(
        self, query: str, lang: str | None = None, to: Sequence[str] | None = None, limit: int = 10
    ) -> list[Hit]:
        """The concepts whose designations are or resemble the query, best first.

        `lang` restricts the designations that are searched; `to` is for the caller's display and does not change
        which concepts are found.
        """
        return lookup(self.glossary, query, lang=lang, limit=limit)

    def normalise(
        self, text: str, lang: str | None = None, format: str = "txt", unsafe: bool = False
    ) -> Normalised:
        """The text with every variant rewritten to its term; `.edits` has all edits, proposals included.

        Raises TermbaseError for an unknown language or format.
        """
        return normalise(self.glossary, text, lang=lang, format=format, unsafe=unsafe)

    def check(self, text: str, lang: str | None = None, format: str = "txt") -> list[Finding]:
        """What a person should know about the text, places in code points of it; the edits hang on the findings."""
        return check(self.glossary, text, lang=lang, format=format)

    def validate(self) -> list[Finding]:
        """The glossary's warnings, and its examples that do not come out as they say."""
        return validate(self.glossary)


def load(glossary: str | Path | None = None, style: str | None = None) -> Termbase:
    """Load a glossary folder (None: the one that comes with termbase), in the given style.

    Raises TermbaseError with all findings when it cannot be read.
    """
    raise NotImplementedError
