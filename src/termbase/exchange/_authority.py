"""Authority files as concepts to merge: the streaming readers of `glossary/`, with what the user wants of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._languages import languages_of
from termbase.exchange._merge import Read, merge
from termbase.exchange._po_names import language_tag
from termbase.exchange.exchange import Imported, LoadOptions, Option
from termbase.glossary.authority import Authority, Choice
from termbase.glossary.schema import read_glossary
from termbase.messages import _
from termbase.model import Concept, Finding, TermbaseError

LANGUAGES = Option(
    "languages", "languages to take, such as de,en; else those of the glossary", ways=("import",)
)


def load_authority(
    authority: Authority, paths: list[Path], file: Path, folder: Path, options: LoadOptions
) -> Imported:
    """Merge the concepts of authority files: new ones with their own ids, known ones by their identifiers.

    Raises TermbaseError, with nothing written, as the merge does.
    """
    wanted = _split(options.options.get("languages", ""))
    known = languages_of(read_glossary(folder))
    languages = tuple(language_tag(each, known) for each in wanted) or known
    if not languages:
        message = _("the glossary has no languages yet; say which to take with -O languages=de,en")
        raise TermbaseError.of("TB740", message)
    choice = Choice(languages, frozenset(_split(options.options.get("classes", ""))))
    stream = _reads(authority.read(paths, choice))
    # Not the name of the register: the identifiers of the concepts have that, with ids as the register writes them.
    return merge(stream, folder, options, format=f"{authority.name}-file", file=file)


def _reads(found: Iterator[Concept | Finding]) -> Iterator[Read | Finding]:
    for each in found:
        yield each if isinstance(each, Finding) else Read(each, guessed=frozenset(("kind", "use")))


def _split(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())
