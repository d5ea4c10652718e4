"""DeepL: a dictionary of a glossary for each language pair, as TSV without a header.

    termbase export deepl --from de --to en -o glossary.tsv

A glossary has at most 10 MiB, a text 1024 bytes in UTF-8, and a source text stands once (developers.deepl.com,
API reference, Manage glossaries). DeepL inflects the target itself. Only pairs that were reviewed are given, of
variants those that are rewritten; all else that a concept has stays behind.
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
    name="deepl",
    description="glossaries for DeepL",
    suffixes=(".tsv",),
    dump=partial(dump_service, Service("DeepL", 10_485_760, 1024, ".tsv", write)),
    lost="all but pairs of terms",
    options=(VARIANTS,),
)
