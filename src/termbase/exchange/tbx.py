"""TBX, TermBase eXchange (ISO 30042): version 3 in and out, version 2 (`martif`) in.

    termbase export tbx -o glossary.tbx -O dialect=basic -O style=dca
    termbase import tbx glossary.tbx --into imported.yaml

The dialects TBX-Core, TBX-Min and TBX-Basic are written in both styles, DCA and DCT. Status, type, part of
speech, gender, region, domain, definitions with their sources, notes, sources, links to other concepts (`see`)
and to Wikidata and GeoNames are categories as far as the dialect has them. A variant is a deprecated term of
type `variant` with a cross-reference to its term. All else (kind, forms, examples, match …) travels in notes
that begin with `termbase:` and comes back; `-O notes=none` leaves these out, and what is lost is listed.

Read are also `usageStatus`, TermWeb's and Weblate's statuses, and what other data categories there are: those
that we have no field for are kept in `extra` and written again where the dialect has them. The text of a
cross-reference is a label and made anew; mark-up inside a text is left out, its text stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import Loss, losses
from termbase.exchange._merge import Read, merge
from termbase.exchange._tbx_concepts import read_concept
from termbase.exchange._tbx_entries import Dialect, entry_of, labels, shown
from termbase.exchange._tbx_items import data_item
from termbase.exchange._tbx_reading import Outline, entries, outline
from termbase.exchange._tbx_writing import entry_xml, head, tail
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions, Option
from termbase.files import make_folder, write_atomically
from termbase.model import Concept, Finding, Glossary


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write the file `target`. Raises TermbaseError for languages that cannot be.

    The options: dialect (basic, min, core), style (dca, dct), notes (termbase, none).
    """
    chosen = EXCHANGE.chosen(options.options, "export")
    glossary = _narrowed(glossary, options)
    back = _back_matter(glossary)
    dialect = Dialect(
        chosen["dialect"],
        chosen["style"],
        {*glossary.concepts, *back},
        chosen["notes"] == "termbase",
        labels(glossary),
        glossary.language,
    )
    data = bytearray(head(glossary, dialect.name, dialect.style).encode())
    data += b"  <body>\n" if glossary.concepts else b""
    lost: list[Loss] = []
    for concept in glossary.concepts.values():
        entry, missing = entry_of(concept, dialect)
        data += entry_xml(entry, dialect.style).encode()
        lost += missing
    data += b"  </body>\n" if glossary.concepts else b""
    data += tail(back.values()).encode()
    make_folder(target.parent)
    write_atomically(target, data)
    return Exported((target,), len(glossary.concepts), losses(lost))


def _narrowed(glossary: Glossary, options: DumpOptions) -> Glossary:
    """Give the glossary with no more than the languages that the user named, if any."""
    if not options.source and not options.targets:
        return glossary
    languages = chosen_languages(glossary, options)
    narrowed = (
        replace(
            concept,
            terms={lang: terms for lang, terms in concept.terms.items() if lang in languages},
            definition={lang: text for lang, text in concept.definition.items() if lang in languages},
            examples=tuple(example for example in concept.examples if example.lang in languages),
        )
        for concept in glossary.concepts.values()
    )
    return replace(glossary, concepts={concept.id: concept for concept in narrowed if concept.terms})


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge the entries of a file into the YAML below `folder`; see _merge.py.

    Raises TermbaseError, with nothing written, for a file that is no TBX, and for broken entries unless the
    user keeps going; then these are cut out and reported.
    """
    concepts = _concepts(outline(file, options.keep_going))  # which lets the file go when it is read
    return merge(concepts, folder, options, format="tbx", file=file)


def _concepts(found: Outline) -> Iterator[Read | Finding]:
    """Give the concepts of a file, each object of the back matter with the first that names it, else the last."""
    yield from found.findings
    back = dict(found.back)
    last: Read | None = None
    for entry in entries(found):
        read = (
            entry
            if isinstance(entry, Finding)
            else read_concept(entry, found.file, found.language, found.parents)
        )
        if isinstance(read, Finding):
            yield read
            continue
        if last is not None:
            yield last
        named = dict.fromkeys(target for target in _targets(read.concept) if target in back) if back else ()
        last = _with_back_matter(read, [back.pop(each) for each in named])
    if last is not None:
        yield _with_back_matter(last, list(back.values()))


def _with_back_matter(read: Read, objects: list[dict[str, Any]]) -> Read:
    if not objects:
        return read
    kept = read.concept.extra.get("tbx-back")
    ids = {each["refObject"] for each in objects}
    # a note of termbase has the objects as they were exported
    others = [
        each
        for each in (kept if isinstance(kept, list) else ())
        if not (isinstance(each, Mapping) and each.get("refObject") in ids)
    ]
    extra = {**read.concept.extra, "tbx-back": [*others, *objects]}
    return replace(read, concept=replace(read.concept, extra=extra))


def _targets(value: object) -> Iterator[str]:
    """Give what the items that a concept keeps lead to."""
    if isinstance(value, Concept):
        yield from _targets(value.extra)
        for terms in value.terms.values():
            for term in terms:
                yield from _targets(term.extra)
                for variant in term.variants:
                    yield from _targets(variant.extra)
    elif isinstance(value, Mapping):
        if isinstance(target := value.get("target"), str):
            yield target
        for each in value.values():
            yield from _targets(each)
    elif isinstance(value, list):
        for each in value:
            yield from _targets(each)


def _back_matter(glossary: Glossary) -> dict[str, Mapping[str, Any]]:
    """Collect the objects of the back matter that the concepts keep, each id once."""
    found: dict[str, Mapping[str, Any]] = {}
    for concept in glossary.concepts.values():
        kept = concept.extra.get("tbx-back")
        for each in kept if isinstance(kept, list) else ():
            if _is_object(each) and each["refObject"] not in glossary.concepts:
                found.setdefault(each["refObject"], each)
    return found


def _is_object(data: object) -> bool:
    """Tell whether data are an object of the back matter that can be written."""
    if not isinstance(data, Mapping) or {*data} != {"refObject", "section", "with"}:
        return False
    texts = (data["refObject"], data["section"])
    items = [data_item(each) for each in data["with"]] if isinstance(data["with"], list) else []
    return bool(items) and all(
        [
            all(isinstance(text, str) and text and shown(text) == text for text in texts),
            all(item and item.element == "item" and not item.members for item in items),
            all(item and shown(item.text) == item.text for item in items),
        ]
    )


EXCHANGE = Exchange(
    name="tbx",
    description="TBX of ISO 30042, for terminology systems: version 3 both ways, version 2 is read",
    suffixes=(".tbx", ".xml"),
    dump=dump,
    load=load,
    lost="nothing; what the dialect has no category for is in notes that only termbase reads",
    options=(
        Option("dialect", "how much is said in categories of TBX", ("basic", "min", "core")),
        Option("style", "categories as attributes (dca) or as elements (dct)", ("dca", "dct")),
        Option("notes", "whether the rest travels in notes of termbase", ("termbase", "none")),
    ),
)
