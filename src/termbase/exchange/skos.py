"""SKOS and SKOS-XL (W3C, 2009): the glossary as linked data, in Turtle, RDF/XML or JSON-LD by the suffix.

    termbase export skos -o glossary.ttl
    termbase export skos -O base=https://example.org/terms/ -o glossary.rdf
    termbase import skos glossary.jsonld

The first preferred term of a language is the prefLabel, others that are accepted are altLabels, what is not to be
used is a hiddenLabel; SKOS-XL adds to each its status, source, grammar and, of a variant, its term. Inflected forms,
match rules, uses of variants, examples and sources of definitions stay behind. An import needs the extra `[skos]`
(rdflib), holds the whole graph in memory, and takes a hiddenLabel without more for a misspelling.
"""

from __future__ import annotations

import re
from pathlib import Path

from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._merge import merge
from termbase.exchange._output import write_files
from termbase.exchange._skos_graph import HELD, nodes
from termbase.exchange._skos_parsing import SYNTAXES
from termbase.exchange._skos_reading import read
from termbase.exchange._skos_writing import json_ld, rdf_xml, turtle
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions, Option
from termbase.messages import _
from termbase.model import Glossary, Place, TermbaseError

BASE = "urn:termbase:"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#:]")
_WRITERS = {"turtle": turtle, "xml": rdf_xml, "json-ld": json_ld}


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one file. Raises TermbaseError for languages, a base or a suffix that cannot be."""
    languages = chosen_languages(glossary, options)
    base = options.options.get("base", BASE)
    if not _ADDRESS.fullmatch(base):
        message = _("the base “{base}” is no address that ends in “/”, “#” or “:”").format(base=base)
        raise TermbaseError.of("TB741", message)
    syntax = SYNTAXES.get(target.suffix.lower())
    if syntax is None:
        message = _("the suffix tells the syntax: {known}").format(known=", ".join(SYNTAXES))
        raise TermbaseError.of("TB741", message, Place(target.as_posix()))
    lost = list(lost_fields(glossary, HELD, languages))
    found = list(nodes(glossary, base, languages, lost))
    data = "".join(f"{line}\n" for line in _WRITERS[syntax](found)).encode("utf-8", "replace")
    return Exported(write_files({target: data}), len(found) - 1, losses(lost))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a file into the glossary; see `_skos_reading`. Raises TermbaseError without rdflib."""
    try:
        import rdflib  # noqa: F401
    except ImportError:
        message = _("rdflib is not installed; install it with: pip install “termbase[skos]”")
        raise TermbaseError.of("TB745", message) from None
    return merge(read(file), folder, options, format="skos", file=file)


EXCHANGE = Exchange(
    name="skos",
    description="SKOS and SKOS-XL as Turtle, RDF/XML or JSON-LD",
    suffixes=(".ttl", ".rdf", ".jsonld"),
    dump=dump,
    load=load,
    lost="inflected forms, match rules, uses of variants, examples",
    options=(Option("base", "address that those of the concepts begin with"),),
)
