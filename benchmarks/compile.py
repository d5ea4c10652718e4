"""What it costs to compile an authority file: concepts with terms in eight languages, from JSON lines.

    python benchmarks/compile.py [--concepts 100000] [--folder FOLDER] [--profile]

Names are made by rule from syllables, the same at every run. Seconds and memory are those of a whole process of
`termbase compile`; seconds of CPU count where the machine is shared. Prints a table in Markdown, and what reading alone
takes.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import os
import pstats
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from termbase.cli import main as program
from termbase.glossary import jsonl
from termbase.glossary.authority import Choice
from termbase.model import KINDS, Concept, Term

LATIN = (
    "ka",
    "ri",
    "mo",
    "ten",
    "bel",
    "schu",
    "va",
    "lin",
    "dor",
    "ös",
    "gra",
    "pé",
    "nu",
    "zi",
    "hol",
    "wer",
)
CYRILLIC = (
    "ка",
    "ри",
    "мо",
    "тен",
    "бел",
    "шу",
    "ва",
    "лин",
    "дор",
    "ёс",
    "гра",
    "пе",
    "ну",
    "зи",
    "хол",
    "вер",
)
SCRIPTS = {
    "de": LATIN,
    "en": LATIN,
    "fr": LATIN,
    "es": LATIN,
    "pl": LATIN,
    "tr": LATIN,
    "ru": CYRILLIC,
    "uk": CYRILLIC,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--concepts", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "termbase-benchmarks"))
    parser.add_argument("--profile", action="store_true", help="print where the time goes, in this process")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    source = given.folder / f"concepts-{given.concepts}.jsonl"
    target = source.with_suffix(".termbase")
    if not source.exists():
        lines = (jsonl.line_of(concept) + "\n" for concept in concepts(given.concepts))
        source.write_text("".join(lines), encoding="utf-8")
    if given.profile:
        profile(source, target)
        return
    begun = time.process_time()
    read = sum(1 for _ in jsonl.read([source], Choice()))
    print("| what | value |\n| --- | --- |")
    print(f"| concepts, with {len(SCRIPTS)} terms each | {read} |")
    print(f"| JSON lines | {source.stat().st_size / 1e6:.0f} MB |")
    print(f"| reading and checking alone | {time.process_time() - begun:.1f} s of CPU |")
    elapsed, usage = compiling(source, target)
    print(f"| compiling | {usage.ru_utime + usage.ru_stime:.1f} s of CPU, {elapsed:.1f} s |")
    print(f"| peak memory | {usage.ru_maxrss / 1024:.0f} MiB |")  # of Linux: kibibytes
    print(f"| compiled file | {target.stat().st_size / 1e6:.0f} MB |")


def compiling(source: Path, target: Path) -> tuple[float, resource.struct_rusage]:
    """Run `termbase compile` and give its seconds and its use of the machine."""
    arguments = [sys.executable, "-m", "termbase", "compile", str(source), "-o", str(target)]
    begun = time.monotonic()
    _process, status, usage = os.wait4(os.posix_spawn(sys.executable, arguments, os.environ), 0)
    if status:
        raise SystemExit("termbase compile failed")
    return time.monotonic() - begun, usage


def profile(source: Path, target: Path) -> None:
    """Print the functions that take most of the time."""
    with cProfile.Profile() as found:
        program(["compile", str(source), "-o", str(target)])
    pstats.Stats(found).sort_stats("tottime").print_stats(30)


def concepts(count: int) -> Iterator[Concept]:
    """Make concepts of all kinds with one term in each language."""
    rng = random.Random(1)
    for number, kind in zip(range(count), itertools.cycle(KINDS), strict=False):
        words = [rng.choices(range(16), k=rng.randint(2, 4)) for _ in range(rng.choice((1, 1, 2)))]
        terms = {
            lang: (Term(" ".join(spelled(word, syllables, lang) for word in words), gender="n"),)
            for lang, syllables in SCRIPTS.items()
        }
        yield Concept(f"c{number}", kind, terms, identifiers={"wikidata": f"Q{number}"})


def spelled(word: list[int], syllables: tuple[str, ...], lang: str) -> str:
    """Spell a word with the ending of a language, so that no two languages write all alike."""
    ending = {"de": "en", "fr": "e", "es": "o", "pl": "ów", "tr": "ı", "ru": "ск", "uk": "ськ"}.get(lang, "")
    return ("".join(syllables[part] for part in word) + ending).capitalize()


if __name__ == "__main__":
    main()
