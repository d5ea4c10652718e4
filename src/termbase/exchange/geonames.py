"""GeoNames: places as concepts, from a table of places with a table of alternate names beside it, if there is one.

    termbase import geonames cities15000.txt -O alternates=alternateNamesV2.txt -O classes=P

Names are terms that nobody has reviewed or variants for look-up, numbers identifiers, by which a concept of the
glossary is found and gets what it does not have. `classes` are feature classes and codes (P, PPLC, A.PCLI). Without
a table of alternate names the main name is taken for English.
"""

from __future__ import annotations

from pathlib import Path

from termbase.exchange._authority import LANGUAGES, load_authority
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions, Option
from termbase.glossary.geonames import AUTHORITY
from termbase.messages import _
from termbase.model import Glossary, TermbaseError


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Raise TermbaseError: nobody writes GeoNames as a file."""
    raise TermbaseError.of("TB749", _("geonames is a format that is only read; export skos or tbx"))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge places into the glossary; see `_authority.load_authority`."""
    alternates = options.options.get("alternates")
    paths = [file, *([Path(alternates)] if alternates else [])]
    return load_authority(AUTHORITY, paths, file, folder, options)


EXCHANGE = Exchange(
    name="geonames",
    description="places of GeoNames (only read)",
    suffixes=(".txt",),
    dump=dump,
    load=load,
    lost="only read",
    options=(
        LANGUAGES,
        Option("classes", "feature classes or codes: P,A.PCLI", ways=("import",)),
        Option("alternates", "the file of alternate names", ways=("import",)),
    ),
)
