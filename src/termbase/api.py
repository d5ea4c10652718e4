"""The public API: a loaded glossary with the verbs as methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from termbase.model import Concept, Finding, Glossary
from termbase.resources import bundled

if TYPE_CHECKING:  # each verb is imported when it is first used: look-up needs no matcher
    from termbase.documents.parts import Opened
    from termbase.index.compiled import Compiled
    from termbase.index.lexicon import Lexicon
    from termbase.rewrite.settling import Lexicons
    from termbase.verbs.gloss import Gloss
    from termbase.verbs.lookup import Hit
    from termbase.verbs.normalise import Normalised
    from termbase.verbs.streaming import Tally

AUTO = "auto"
"""In the place of a language: to be detected."""


class Termbase:
    """A glossary in one style, or as it stands."""

    def __init__(self, folder: Path, style: str | None = None) -> None:
        self.folder = folder
        self.style = style
        self._lexicons: dict[str, Lexicon] = {}

    @property
    def glossary(self) -> Glossary:
        """The glossary, read when it is first needed. Raises TermbaseError with all findings."""
        return self._compiled.glossary

    @cached_property
    def _compiled(self) -> Compiled:
        from termbase.index.cache import open_compiled

        return open_compiled(self.folder, self.style)

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return self.glossary.concepts

    def lexicon(self, lang: str | None = None) -> Lexicon:
        """The glossary as one language sees it (None: the glossary's own). Raises TermbaseError for an unknown one."""
        from termbase.index.lexicon import Lexicon
        from termbase.languages.known import known_language

        lang = known_language(lang or self.glossary.language, self.glossary)
        if lang not in self._lexicons:
            self._lexicons[lang] = Lexicon(self.glossary, lang)
        return self._lexicons[lang]

    def lookup(
        self, query: str, lang: str | None = None, to: str | None = None, limit: int = 10, exact: bool = False
    ) -> list[Hit]:
        """The concepts whose designations are or resemble the query, best first.

        `lang` is preferred among equals; `to` (`en` or `en,ru`) leaves the concepts with terms in these languages.
        Raises TermbaseError for an empty query.
        """
        from termbase.verbs.lookup import lookup

        return lookup(self._compiled.names, query, lang=lang, to=to, limit=limit, exact=exact)

    def normalise(
        self, text: str, lang: str | None = None, format: str = "txt", unsafe: bool = False
    ) -> Normalised:
        """The text with every variant rewritten to its term; `.edits` has all edits, proposals included.

        `lang` (`auto`: detected) is that of the blocks for which the document names none. Raises TermbaseError for an
        unknown language or format, and for a text that is malformed in its format.
        """
        return self.normalise_document(_opened(text, format), lang, unsafe)[0]

    def normalise_document(
        self, document: Opened, lang: str | None = None, unsafe: bool = False, file: str = ""
    ) -> list[Normalised]:
        """Each part of a document rewritten; `document.encode` makes the file of them. `file` is for places."""
        from termbase.verbs.normalise import normalise_parts

        lexicons = self._lexicons_for(document, lang, file)
        return normalise_parts(document.parts, document.format, lexicons, unsafe, file)

    def normalise_stream(
        self,
        path: Path,
        write: Callable[[bytes], object],
        lang: str | None = None,
        unsafe: bool = False,
        file: str = "",
    ) -> Tally:
        """Rewrite a plain text of any size; its bytes are handed to `write` piece by piece."""
        from termbase.files import read_stream
        from termbase.verbs.streaming import GROUP, rewrite_stream

        beginning = next(iter(read_stream(path, GROUP).texts), "") if lang == AUTO else ""
        lexicons = self._lexicons_for(_opened(beginning, "txt"), lang, file)
        return rewrite_stream(path, write, lexicons, unsafe, file=file)

    def check(self, text: str, lang: str | None = None, format: str = "txt") -> list[Finding]:
        """What a person should know about the text; the edits hang on the findings (code points of the text)."""
        return self.check_document(_opened(text, format), lang)[0]

    def check_document(
        self, document: Opened, lang: str | None = None, file: str = ""
    ) -> list[list[Finding]]:
        """What a person should know about each part of a document."""
        from termbase.verbs.check import check_parts

        lexicons = self._lexicons_for(document, lang, file)
        return check_parts(document.parts, document.format, lexicons, self.lexicon, file)

    def _lexicons_for(self, document: Opened, lang: str | None, file: str) -> Lexicons:
        from termbase.rewrite.settling import lexicons

        if lang == AUTO:
            from termbase.verbs.detect import detected

            lang = detected(document, file)
        return lexicons(lang or self.glossary.language, self.lexicon)

    def gloss(self, text: str, to: str, lang: str | None = None, format: str = "txt") -> Gloss:
        """The terms that occur in a text with their translations into the languages `to` (`en` or `en,ru`)."""
        return self.gloss_document(_opened(text, format), [each.strip() for each in to.split(",")], lang)

    def gloss_document(
        self, document: Opened, to: Sequence[str], lang: str | None = None, file: str = ""
    ) -> Gloss:
        """The terms that occur in a document with their translations; `file` is for places."""
        from termbase.verbs.gloss import gloss

        return gloss(document.parts, document.format, self._lexicons_for(document, lang, file), to, file)

    def bilingual(
        self, text: str, format: str = "po", source: str | None = None, target: str | None = None
    ) -> list[Finding]:
        """Where a translation does not follow the glossary; `format` is one that holds texts with their translations.

        `source` and `target` (BCP 47) are for files that do not say their languages. Raises TermbaseError where nobody
        says them.
        """
        from termbase.documents.formats import format_named
        from termbase.verbs.bilingual import bilingual

        return bilingual(text, format_named(format), self.lexicon, source, target)

    def validate(self) -> list[Finding]:
        """The warnings of the glossary, read anew, and its examples that do not come out as they say."""
        from termbase.index.cache import open_compiled
        from termbase.verbs.validate import validate

        self._compiled = open_compiled(self.folder, self.style, fresh=True)
        self._lexicons.clear()
        return validate(self.glossary, self.lexicon)


def _opened(text: str, format: str) -> Opened:
    """Give a text as a document."""
    from termbase.documents.formats import format_named
    from termbase.documents.parts import Opened, Part
    from termbase.files import Text

    return Opened(b"", format_named(format), (Part("", Text(text)),))


def load(glossary: str | Path | None = None, style: str | None = None) -> Termbase:
    """Load a glossary folder (None: the one that comes with termbase), in the given style.

    Raises TermbaseError with all findings when it cannot be read.
    """
    loaded = Termbase(Path(glossary) if glossary is not None else bundled("glossary"), style)
    _ = loaded.glossary
    return loaded
