"""Lists of corrections as concepts: what formats share that know wrong and right texts of one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from termbase.exchange._merge import Read, merge
from termbase.exchange._po_names import language_tag
from termbase.exchange.exchange import Imported, LoadOptions
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Finding, Place, Term, Variant


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

    The language is that of the option `source`, else the glossary's; `kind` is that of the variants.
    """
    lang = language_tag(options.source or read_glossary(folder).language)
    stream = concepts(found, lang, kind, file.as_posix())
    return merge(stream, folder, options, format=format, file=file)


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
        yield Read(Concept("" if key.startswith("\0") else key, "term", {lang: terms}, place=terms[0].place))
