"""Files of pairs as concepts: what the bilingual formats share on the way back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from termbase.exchange._merge import Read, merge
from termbase.exchange._po_names import language_tag, locale_name
from termbase.exchange.exchange import Imported, LoadOptions, Option
from termbase.files import read_text
from termbase.glossary.schema import read_glossary
from termbase.glossary.tags import tag_problem
from termbase.messages import _
from termbase.model import TERM_TYPES, Concept, Finding, Place, Term, TermbaseError, Variant

TO = Option(
    "to", "the target language of the file, where its name does not say it (de-en.txt)", ways=("import",)
)


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair as it stands in a file."""

    line: int
    source: str
    target: str
    context: str = (
        ""  # the concept and the type of the term, as gettext has it; empty where the file has none
    )
    variant: bool = False  # the source text is a variant of the term of the same context
    note: str = ""  # about the target


@dataclass(slots=True)
class _Group:
    """The lines of one concept: texts of either side by type, with their lines, and variants by type."""

    line: int
    sources: dict[tuple[str, str], int] = field(default_factory=dict)
    targets: dict[tuple[str, str], int] = field(default_factory=dict)
    variants: list[tuple[str, str, str, int]] = field(default_factory=list)  # context, type, text, line
    heads: dict[str, str] = field(default_factory=dict)  # context → text of its term
    notes: dict[str, dict[str, None]] = field(default_factory=dict)  # target → what is said about it


def load_pairs(
    file: Path,
    folder: Path,
    options: LoadOptions,
    format: str,
    read: Callable[[str, str], Iterable[PairLine | Finding]],
) -> Imported:
    """Merge pairs into the glossary. Raises TermbaseError, with nothing written, where the languages are unknown."""
    text = read_text(file).text
    source, target = languages_of_file(file, options, folder)
    return merge(
        concepts(read(text, file.as_posix()), file, source, target), folder, options, format=format, file=file
    )


def languages_of_file(file: Path, options: LoadOptions, folder: Path) -> tuple[str, str]:
    """Tell the languages of a file of pairs from the options, else from its name; the source else from the glossary.

    Raises TermbaseError where they are not known, or the same.
    """
    named = named_languages(file.name)
    source = language_tag(options.source or named[0] or read_glossary(folder).language)
    target = language_tag(options.options.get("to") or named[1])
    if any(not tag or tag_problem(tag) for tag in (source, target)):
        message = _(
            "nobody knows the languages of this file; say them with --from de -O to=en, or name it de-en.txt"
        )
    elif source == target:
        message = _(
            "“{lang}” would be both sides of this file; say the languages with --from de -O to=en"
        ).format(lang=source)
    else:
        return source, target
    raise TermbaseError.of("TB747", message, Place(file.as_posix()))


def named_languages(name: str) -> tuple[str, str]:
    """Tell the languages that the name of a file says, empty where it does not say two.

    >>> named_languages("de-en.txt"), named_languages("x.de-pt_BR.tsv"), named_languages("my-list.txt")
    (('de', 'en'), ('de', 'pt-BR'), ('', ''))
    """
    for piece in name.split("."):
        parts = piece.replace("_", "-").split("-")
        for at in range(1, len(parts)):
            source, target = (language_tag("-".join(side)) for side in (parts[:at], parts[at:]))
            if parts[at].islower() and locale_name(source) and locale_name(target):
                return source, target
    return "", ""


def concepts(
    lines: Iterable[PairLine | Finding], file: Path, source: str, target: str
) -> Iterator[Read | Finding]:
    """Group pairs into concepts: by their context, else by the source text."""
    groups: dict[tuple[str, str], _Group] = {}
    for line in lines:
        if isinstance(line, Finding):
            yield line
            continue
        id_, __, rest = line.context.partition("|")
        kind = rest.partition("|")[0]
        type_ = kind if kind in TERM_TYPES else "full"
        group = groups.setdefault((id_, "" if id_ else line.source), _Group(line.line))
        group.targets.setdefault((type_, line.target), line.line)
        if line.note:
            group.notes.setdefault(line.target, {})[line.note] = None
        if line.variant and line.context:
            group.variants.append((line.context, type_, line.source, line.line))
        else:
            group.sources.setdefault((type_, line.source), line.line)
            group.heads.setdefault(line.context, line.source)
    for (id_, __), group in groups.items():
        yield _concept(id_, group, file.as_posix(), source, target)


def _concept(id_: str, group: _Group, file: str, source: str, target: str) -> Read:
    for context, type_, text, line in group.variants:  # of a term that somebody deleted from the file
        if context not in group.heads:
            group.sources.setdefault((type_, text), line)
    found: dict[str, list[Variant]] = {}
    for context, __, text, line in group.variants:
        if context in group.heads:
            found.setdefault(group.heads[context], []).append(Variant(text, place=Place(file, line)))
    sources = tuple(
        Term(text, type=type_, variants=tuple(found.get(text, ())), place=Place(file, line))
        for (type_, text), line in group.sources.items()
    )
    targets = tuple(
        Term(text, type=type_, note="; ".join(group.notes.get(text, ())) or None, place=Place(file, line))
        for (type_, text), line in group.targets.items()
    )
    return Read(Concept(id_, "term", {source: sources, target: targets}, place=Place(file, group.line)))
