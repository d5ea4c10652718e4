"""CSV (RFC 4180, UTF-8): every field of the glossary in a row for each term, or a column for each language.

    termbase export csv -o glossary.csv
    termbase export csv -O layout=wide --drafts -o glossary.csv
    termbase import csv glossary.csv

The long layout holds all that a concept has; only the register of sources stays behind. The wide one holds the
canonical forms, as Phrase, memoQ and spreadsheets take them; what it has no column for is listed. A cell that a
spreadsheet would compute begins with an apostrophe, which an import takes away. Comma, semicolon and tab are
understood. The first row names the columns; see `_table_rows.py`.
"""

from __future__ import annotations

from pathlib import Path

from termbase.exchange._delimited import delimited, load_delimited
from termbase.exchange._output import write_files
from termbase.exchange._table_export import LAYOUT, table
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions, Option
from termbase.model import Glossary

_DELIMITERS = {"comma": ",", "semicolon": ";"}


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one file. Raises TermbaseError for languages that cannot be."""
    made = table(glossary, options)
    delimiter = _DELIMITERS[options.options.get("delimiter", "comma")]
    mark = b"\xef\xbb\xbf" if options.options.get("bom") == "yes" else b""
    data = mark + delimited([made.columns, *made.lines()], delimiter, "\r\n")
    return Exported(write_files({target: data}), len(made.rows), made.findings)


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a table into the glossary; see `_delimited.load_delimited`."""
    return load_delimited(file, folder, options, format="csv", delimiter=likely_delimiter)


def likely_delimiter(line: str) -> str:
    r"""Tell the delimiter of the line that names the columns.

    >>> [likely_delimiter(line) for line in ("concept;lang;term", "de,en", "de\ten, GB")]
    [';', ',', '\t']
    """
    return max("\t;,", key=line.count)


EXCHANGE = Exchange(
    name="csv",
    description="a table for spreadsheets, Phrase and memoQ",
    suffixes=(".csv",),
    dump=dump,
    load=load,
    lost="nothing; wide: variants, grammar, statuses",
    options=(
        LAYOUT,
        Option("delimiter", "what stands between the cells", tuple(_DELIMITERS)),
        Option("bom", "begin with a byte-order mark, for Excel", ("no", "yes")),
    ),
)
