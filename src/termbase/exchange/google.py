"""Google Cloud Translation: a unidirectional glossary for each language pair, as CSV without a header.

    termbase export google --from de --to en -o glossary.csv

A glossary has at most 10,485,760 bytes in UTF-8, a text 1024 (cloud.google.com/translation-hub/docs/quotas; the form
is GlossaryInputConfig of the API v3: two columns, the first row is data). Only pairs that were reviewed are given,
of variants those that are rewritten; all else that a concept has stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from termbase.exchange._delimited import delimited
from termbase.exchange._pairs import VARIANTS
from termbase.exchange._service import Service, dump_service
from termbase.exchange.exchange import Exchange


def write(found: Sequence[tuple[str, str]], source: str, target: str) -> bytes:
    """Write pairs as rows; nothing is neutralised, as an apostrophe would be translated."""
    return delimited(found, ",", "\n", formulas=True)


EXCHANGE = Exchange(
    name="google",
    description="glossaries for Google Cloud Translation",
    suffixes=(".csv",),
    dump=partial(dump_service, Service("Google Cloud Translation", 10_485_760, 1024, ".csv", write)),
    lost="all but pairs of terms",
    options=(VARIANTS,),
)
