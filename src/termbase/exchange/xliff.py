"""XLIFF 2.1 (OASIS, 2018) with its glossary module: for each concept a unit whose glossary has its terms.

    termbase export xliff --from de --to en -o glossary.xlf

A unit has the id of the concept; an entry of its glossary has the canonical form of a type, its translation and the
definition, and so does a segment of the unit, so that programs without the module show the terms too. A segment whose
terms nobody has reviewed is `translated`, else `reviewed`. Variants and all else are left out; the glossary of a
document (`termbase gloss`) also has terms without a translation, as `initial` segments without a target.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from termbase.exchange._languages import pairs_of
from termbase.exchange._losses import losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import paths_of, write_files
from termbase.exchange._pairs import Pair, pairs, unpaired
from termbase.exchange._xml_writing import attribute, content
from termbase.exchange.exchange import DumpOptions, Exchange, Exported
from termbase.model import Glossary

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MODULE = "urn:oasis:names:tc:xliff:glossary:2.0"
HELD = ("concept.definition", "term.type", "term.status", "term.source", "term.reviewed")


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write a file for each target language. Raises TermbaseError for languages that cannot be."""
    source, languages = pairs_of(glossary, options)
    paths = paths_of(target, [f"{source}-{lang}" for lang in languages], ".xlf")
    files: dict[Path, bytes] = {}
    entries = 0
    lost = list(lost_fields(glossary, HELD, (source, *languages)))
    for lang, path in zip(languages, paths.values(), strict=True):
        found = list(pairs(glossary, source, lang, variants=False))
        files[path] = ("\n".join(_document(found, source, lang)) + "\n").encode("utf-8")
        entries += len(found)
        lost += unpaired(glossary, source, lang)
    return Exported(write_files(files), entries, losses(lost))


def dump_pairs(
    found: Callable[[str], Iterable[Pair]], glossary: Glossary, target: Path, options: DumpOptions
) -> Exported:
    """Write the pairs that `found` gives for each target language, in their order, those of a concept in one unit.

    A pair without a target text is left to be translated. Raises TermbaseError for languages that cannot be.
    """
    source, languages = pairs_of(glossary, options)
    paths = paths_of(target, [f"{source}-{lang}" for lang in languages], ".xlf")
    files: dict[Path, bytes] = {}
    entries = 0
    for lang, path in zip(languages, paths.values(), strict=True):
        units: dict[str, list[Pair]] = {}
        for pair in found(lang):
            units.setdefault(pair.concept.id, []).append(pair)
        own = [pair for group in units.values() for pair in group]
        files[path] = ("\n".join(_document(own, source, lang)) + "\n").encode("utf-8")
        entries += len(own)
    return Exported(write_files(files), entries)


def _document(found: list[Pair], source: str, target: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    languages = f'srcLang="{attribute(source)}" trgLang="{attribute(target)}"'
    yield f'<xliff xmlns="{CORE}" xmlns:gls="{MODULE}" version="2.1" {languages}>'
    yield '  <file id="glossary">'
    for _id, group in groupby(found, key=lambda pair: pair.concept.id):
        yield from _unit(list(group), source, target)
    if not found:
        yield '    <unit id="empty">\n      <segment>\n        <source/>\n      </segment>\n    </unit>'
    yield "  </file>\n</xliff>"


def _unit(group: list[Pair], source: str, target: str) -> Iterator[str]:
    concept = group[0].concept
    definition = concept.definition.get(source) or concept.definition.get(target)
    yield f'    <unit id="{concept.id}">'
    # the module wants a translation or a definition in each entry
    told = [(number, pair) for number, pair in enumerate(group, 1) if pair.target or definition]
    if told:
        yield "      <gls:glossary>"
    for number, pair in told:
        yield f'        <gls:glossEntry id="e{number}">'
        yield f"          <gls:term>{content(pair.source)}</gls:term>"
        if pair.target:
            yield f'          <gls:translation id="t{number}">{content(pair.target)}</gls:translation>'
        if definition:
            said = f' source="{attribute(definition.source)}"' if definition.source else ""
            yield f"          <gls:definition{said}>{content(definition.text)}</gls:definition>"
        yield "        </gls:glossEntry>"
    if told:
        yield "      </gls:glossary>"
    for number, pair in enumerate(group, 1):
        state = "initial" if not pair.target else "translated" if pair.draft else "reviewed"
        yield f'      <segment id="s{number}" state="{state}">'
        yield f"        <source>{content(pair.source)}</source>"
        if pair.target:
            yield f"        <target>{content(pair.target)}</target>"
        yield "      </segment>"
    yield "    </unit>"


EXCHANGE = Exchange(
    name="xliff",
    description="XLIFF 2.1 with its glossary module",
    suffixes=(".xlf",),
    dump=dump,
    lost="variants, grammar, notes, terms without a translation",
)
