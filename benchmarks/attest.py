"""Measures `attest` and `consistency` against the normaliser, on the same texts in one run.

    python benchmarks/attest.py [--repeat N]

The texts are the project's seeds, repeated to about a megabyte, read with the project's glossary. Printed are the best
of several runs and the ratio to the normaliser's; at most 2 is wanted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import termbase
from termbase.documents.formats import format_named
from termbase.verbs.attest import attest
from termbase.verbs.consistency import consistency
from termbase.verbs.reading import Text

ROOT = Path(__file__).resolve().parent.parent
SIZE = 1_000_000


def main() -> int:
    """Print the seconds of each, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    glossary = termbase.load(ROOT / "glossary")
    seeds = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    source = "\n\n".join([seeds] * (SIZE // len(seeds)))
    format = format_named("txt")

    def read() -> list[Text]:
        return [Text("a.txt", source, format, list(format.blocks(source)))]

    tasks: dict[str, Callable[[], object]] = {
        "normalise": lambda: glossary.normalise(source, "de"),
        "attest": lambda: attest(read(), glossary.lexicon, glossary.glossary.sources),
        "consistency": lambda: consistency(read(), glossary.lexicon),
    }
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(repeat):
        for name, task in tasks.items():
            started = time.process_time()
            task()
            best[name] = min(best[name], time.process_time() - started)
    for name, seconds in best.items():
        print(f"{name}: {seconds:.2f} s, ratio {seconds / best['normalise']:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
