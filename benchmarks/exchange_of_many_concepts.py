"""How long TBX takes there and back for many concepts, and how much memory.

python benchmarks/exchange_of_many_concepts.py export 100000 many.tbx
python benchmarks/exchange_of_many_concepts.py import 100000 many.tbx
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from termbase.exchange.exchange import DumpOptions, LoadOptions
from termbase.exchange.tbx import dump, load
from termbase.model import Concept, Definition, Glossary, Term, Variant


def made(number: int) -> Concept:
    """A concept with two languages, three terms, a variant and a definition."""
    english = Term(f"term number {number}", variants=(Variant(f"therm {number}"),))
    german = (Term(f"Begriff {number}", gender="m"), Term(f"B{number}", type="acronym", gender="m"))
    definition = {"en": Definition(f"the definition of concept {number}")}
    return Concept(f"c{number}", "term", {"en": (english,), "de": german}, definition=definition)


def main(way: str, count: int, file: Path) -> None:
    """Export to the file, or import it, and say what it took."""
    began = time.monotonic()
    if way == "export":
        concepts = {concept.id: concept for concept in map(made, range(count))}
        began = time.monotonic()
        print(dump(Glossary(concepts, "de"), file, DumpOptions()).entries, "entries")
    else:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "termbase.yaml").write_text("language: de\n", "utf-8")
            print(load(file, Path(folder), LoadOptions()).counts)
    seconds, busy = time.monotonic() - began, time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = file.stat().st_size / 1e6
    print(f"{way}: {seconds:.0f} s ({busy:.0f} s of the processor), {memory:.0f} MB, file {size:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
