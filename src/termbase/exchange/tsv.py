"""TSV: the tables of the format csv with tabs between the cells; quoted as there, so that a cell may hold all.

termbase export tsv -o glossary.tsv
termbase import tsv glossary.tsv
"""

from __future__ import annotations

from pathlib import Path

from termbase.exchange._delimited import delimited, load_delimited
from termbase.exchange._output import write_files
from termbase.exchange._table_export import LAYOUT, table
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.model import Glossary


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one file. Raises TermbaseError for languages that cannot be."""
    made = table(glossary, options)
    data = delimited([made.columns, *made.lines()], "\t", "\n")
    return Exported(write_files({target: data}), len(made.rows), made.findings)


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a table into the glossary; see `_delimited.load_delimited`."""
    return load_delimited(file, folder, options, format="tsv", delimiter=lambda line: "\t")


EXCHANGE = Exchange(
    name="tsv",
    description="a table with tabs, for spreadsheets and scripts",
    suffixes=(".tsv",),
    dump=dump,
    load=load,
    lost="nothing; wide: variants, grammar, statuses",
    options=(LAYOUT,),
)
