"""Azure Translator: a glossary for document translation for each language pair, as TSV without a header.

    termbase export azure --from de --to en -o glossary.tsv

A glossary file has at most 10 MB (learn.microsoft.com, Azure Translator, Service limits); it translates one
language into one other, and tab-separated values are the form that is recommended (Use glossaries with Document
Translation). Only pairs that were reviewed are given, of variants those that are rewritten; all else that a concept
has stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from termbase.exchange._pairs import VARIANTS
from termbase.exchange._service import Service, dump_service
from termbase.exchange.exchange import Exchange


def write(found: Sequence[tuple[str, str]], source: str, target: str) -> bytes:
    """Write pairs a line each; they hold neither tabs nor line breaks."""
    return "".join(f"{one}\t{other}\n" for one, other in found).encode("utf-8")


EXCHANGE = Exchange(
    name="azure",
    description="glossaries for Azure document translation",
    suffixes=(".tsv",),
    dump=partial(dump_service, Service("Azure Translator", 10_000_000, None, ".tsv", write)),
    lost="all but pairs of terms",
    options=(VARIANTS,),
)
