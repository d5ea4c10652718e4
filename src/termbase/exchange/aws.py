"""Amazon Translate: a custom terminology for each language pair, as CSV with the language codes in the first row.

    termbase export aws --from de --to en -o terminology.csv

A file has at most 10 MB, a text 200 bytes in UTF-8 (docs.aws.amazon.com/translate, Guidelines and quotas). Matching
is exact, with capitals and without inflection, so that variants are worth their place. Only pairs that were
reviewed are given, of variants those that are rewritten; all else that a concept has stays behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from termbase.exchange._delimited import delimited
from termbase.exchange._pairs import VARIANTS
from termbase.exchange._service import Service, dump_service
from termbase.exchange.exchange import Exchange


def write(found: Sequence[tuple[str, str]], source: str, target: str) -> bytes:
    """Write pairs as rows below the languages; nothing is neutralised, as an apostrophe would be translated."""
    return delimited([(source, target), *found], ",", "\n", formulas=True)


EXCHANGE = Exchange(
    name="aws",
    description="custom terminologies for Amazon Translate",
    suffixes=(".csv",),
    dump=partial(dump_service, Service("Amazon Translate", 10_000_000, 200, ".csv", write)),
    lost="all but pairs of terms",
    options=(VARIANTS,),
)
