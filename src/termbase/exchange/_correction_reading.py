"""Lists of corrections as concepts: what formats share that know wrong and right texts of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from termbase.exchange._languages import languages_of
from termbase.exchange._merge import Read, merge
from termbase.exchange._po_names import language_tag
from termbase.exchange._rules import rules
from termbase.exchange.exchange import DumpOptions, Imported, LoadOptions
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Finding, Glossary, Place, Term, Variant


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong text with the right one; the id is empty where the file has none."""

    line: int
    wrong: str
    right: str
    id: str = ""


def load_corrections(
    found: Iterable[Correction | Finding],
    file: Path,
    folder: Path,
    options: LoadOptions,
    format: str,
    kind: str,
) -> Imported:
    """Merge corrections into the glossary: a concept for each right text, the wrong ones as its variants.

    The language is that of the option `source`, else the glossary's; `kind` is that of new variants, as no such
    list knows it. What the glossary corrects already, by an inflection or by names that combine freely, is left out.
    """
    glossary = read_glossary(folder)
    lang = language_tag(options.source or glossary.language)
    stream = concepts(_without(implied(glossary, lang), found), lang, kind, file.as_posix())
    return merge(stream, folder, options, format=format, file=file)


def implied(glossary: Glossary, lang: str) -> frozenset[tuple[str, str]]:
    """Give wrong and right texts that follow from what the glossary records, but are not recorded themselves."""
    if lang not in languages_of(glossary):
        return frozenset()
    recorded = {
        (variant.text, term.text)
        for concept in glossary.concepts.values()
        for term in concept.terms.get(lang, ())
        for variant in term.variants
    }
    made = rules(glossary, DumpOptions(source=lang, drafts=True)).rules
    return frozenset((rule.surface, rule.target) for rule in made) - recorded


def _without(
    known: frozenset[tuple[str, str]], found: Iterable[Correction | Finding]
) -> Iterator[Correction | Finding]:
    return (each for each in found if isinstance(each, Finding) or (each.wrong, each.right) not in known)


def concepts(
    found: Iterable[Correction | Finding], lang: str, kind: str, file: str
) -> Iterator[Read | Finding]:
    """Group corrections by concept and right text."""
    groups: dict[str, dict[str, list[Variant]]] = {}
    lines: dict[tuple[str, str], int] = {}
    for each in found:
        if isinstance(each, Finding):
            yield each
            continue
        key = each.id or f"\0{each.right}"  # no id holds a null character
        group = groups.setdefault(key, {}).setdefault(each.right, [])
        lines.setdefault((key, each.right), each.line)
        if all(each.wrong != variant.text for variant in group):
            group.append(Variant(each.wrong, kind=kind, place=Place(file, each.line)))
    for key, group_ in groups.items():
        terms = tuple(
            Term(right, variants=tuple(variants), place=Place(file, lines[key, right]))
            for right, variants in group_.items()
        )
        id_ = "" if key.startswith("\0") else key
        yield Read(Concept(id_, "term", {lang: terms}, place=terms[0].place), guessed=frozenset(("kind",)))
