"""How long a language takes to load, tables and all, against the room that every language needs.

    python benchmarks/language_load.py [LANG…] [--runs 15]

Each run is a process of its own. It imports `termbase.languages.language`, then the module of the language (`module`),
and then builds the paradigm of one name and asks for the agreement of one sentence, which reads the tables that every
text of the language needs (`ready`). What is printed is the median of the processor's milliseconds over what the
process did before, since a busy machine makes the clock say more. Bytecode is cached, as in an installed package.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile

from termbase.plugins import plugin_names

LOADING = """
import time
from termbase.languages.language import Bearing, Designation, language
begin = time.process_time()
rules = language({code!r})
loaded = time.process_time()
name = Designation("Test", "place", gender="m", article="definite")
cells = frozenset(rules.paradigm(name))
rules.agree("in der ", " .", Bearing("Test", name, cells, None, True))
ready = time.process_time()
print((loaded - begin) * 1000, (ready - begin) * 1000)
"""


def load(code: str, bytecode: str) -> tuple[float, float]:
    """Milliseconds that a fresh process takes to import a language, and until it is ready for a text."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", LOADING.format(code=code)],
        capture_output=True,
        text=True,
        check=True,
        env={**environment, "PYTHONPYCACHEPREFIX": bytecode},
    )
    module, ready = map(float, done.stdout.split())
    return module, ready


def main() -> int:
    """Measure the languages and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("languages", nargs="*", default=plugin_names("termbase.languages", "LANGUAGE"))
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    print("lang  module   ready  (ms, median of", options.runs, "processes)")
    with tempfile.TemporaryDirectory() as bytecode:
        for code in options.languages:
            runs = [load(code, bytecode) for _ in range(options.runs + 1)][1:]
            module, ready = (statistics.median(times) for times in zip(*runs, strict=True))
            print(f"{code:4} {module:7.1f} {ready:7.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
