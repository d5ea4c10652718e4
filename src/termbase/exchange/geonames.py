"""GeoNames: places as concepts, from a table of places with a table of alternate names beside it, if there is one.

    termbase import geonames cities15000.txt -O alternates=alternateNamesV2.txt -O classes=P

Names are terms that nobody has reviewed or variants for look-up, numbers identifiers, by which a concept of the
glossary is found and gets what it does not have. `classes` are feature classes and codes (P, PPLC, A.PCLI). Without
a table of alternate names the main name is taken for English.
"""

from __future__ import annotations

from pathlib import Path

from termbase.exchange._authority import LANGUAGES, load_authority
from termbase.exchange.exchange import Exchange, Imported, LoadOptions, Option
from termbase.glossary.geonames import AUTHORITY


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge places into the glossary; see `_authority.load_authority`."""
    alternates = options.options.get("alternates")
    paths = [file, *([Path(alternates)] if alternates else [])]
    return load_authority(AUTHORITY, paths, file, folder, options)


EXCHANGE = Exchange(
    name="geonames",
    description="places of GeoNames",
    suffixes=(".txt",),
    load=load,
    options=(
        LANGUAGES,
        Option("classes", "feature classes or codes: P,A.PCLI", ways=("import",)),
        Option("alternates", "the file of alternate names", ways=("import",)),
    ),
)
