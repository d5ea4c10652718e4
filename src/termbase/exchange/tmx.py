"""TMX 1.4b (LISA, 2005): the terms as a translation memory, a unit for each canonical form with all languages.

    termbase export tmx --to en,fr -o glossary.tmx

A unit has the concept and the type of its terms as its id (`csto|acronym`) and the domains as properties; it has a
variant for each language that has a term of this type and rank. Units that nobody has reviewed have the property
`x-draft`. The glossary's forms not to use, grammar, sources and relations are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._languages import pairs_of
from termbase.exchange._losses import losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import write_files
from termbase.exchange._po_entries import slots
from termbase.exchange._xml_writing import attribute, content
from termbase.exchange.exchange import DumpOptions, Exchange, Exported
from termbase.model import Concept, Glossary, Term

HELD = (
    *("concept.domain", "concept.definition", "concept.note"),
    *("term.type", "term.status", "term.reviewed"),
)


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one file with all languages. Raises TermbaseError for languages that cannot be."""
    source, languages = pairs_of(glossary, options)
    units: dict[str, tuple[Concept, dict[str, Term]]] = {}
    for lang in languages:
        for slot in slots(glossary, source, lang):
            if slot.target:
                __, terms = units.setdefault(slot.context, (slot.concept, {source: slot.source}))
                terms[lang] = slot.target
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        '  <header creationtool="termbase" creationtoolversion="1" segtype="phrase" o-tmf="termbase"',
        f'    adminlang="en" srclang="{attribute(source)}" datatype="plaintext"/>',
        "  <body>",
    ]
    for context, (concept, terms) in units.items():
        lines += _unit(context, concept, terms, source)
    data = ("\n".join([*lines, "  </body>", "</tmx>"]) + "\n").encode("utf-8")
    lost = lost_fields(glossary, HELD, (source, *languages))
    return Exported(write_files({target: data}), len(units), losses(lost))


def _unit(context: str, concept: Concept, terms: dict[str, Term], source: str) -> Iterator[str]:
    yield f'    <tu tuid="{attribute(context)}">'
    definition = concept.definition.get(source)
    for note in filter(None, (definition.text if definition else None, concept.note)):
        yield f"      <note>{content(note)}</note>"
    for domain in concept.domain:
        yield f'      <prop type="x-domain">{content(domain)}</prop>'
    if not all(term.reviewed for term in terms.values()):
        yield '      <prop type="x-draft">true</prop>'
    for lang, term in terms.items():
        yield f'      <tuv xml:lang="{attribute(lang)}">'
        yield f"        <seg>{content(term.text)}</seg>"
        yield "      </tuv>"
    yield "    </tu>"


EXCHANGE = Exchange(
    name="tmx",
    description="a translation memory of terms",
    suffixes=(".tmx",),
    dump=dump,
    lost="variants, grammar, sources, terms without a translation",
)
