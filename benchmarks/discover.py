"""Measures how many planted spellings of names `termbase discover` brings together, and how fast it is.

Texts are German and Russian collections of quotations and jokes (Debian packages fortunes-de, fortunes-ru); names are
the clusters of spellings of rigour 1.8.2 (PyPI; MIT, from Wikidata). Neither is kept here:

    apt-get download fortunes-de fortunes-ru && for each: dpkg-deb -x PACKAGE DATA
    pip download --no-deps rigour==1.8.2, unpacked to DATA
    python benchmarks/discover.py DATA [--half dev|test] [--seeds N] [--misses] [--speed]

Clusters and texts are divided into halves by a hash; `dev` is what the weights were tuned on. In the German texts
given and family names are replaced by a planted spelling, once behind the pair's given name and up to twice alone. In
Russian texts, in which few given names stand, words with a capital inside a sentence are replaced, the planted name
declined by a case drawn at random. Two thirds of the pairs are Latin and Latin in German texts, a third Latin in German
and Cyrillic in Russian ones.

A proposal is right if it holds two spellings of a planted pair, or forms of one cluster of rigour's that the texts had
themselves; anything else counts as wrong, though some of it is a find as well (Kafka and Кафка, Rochefoucauld and
Rochefoucault). The second figure of precision takes as right what needs no judgement too: forms that differ in marks
and hyphens alone, and full forms whose initials spell the acronym.

With seeds 1 to 16 recall was .92 on the half that it was tuned on (`dev`; .88 to .96 by seed) and .92 on the other
(`test`; .85 to .99), precision .80 and .84 (.77 to .82, .81 to .88), by the second figure .83 and .87. What is missed
are other forms (Claes and Clas), genitives, English names as they are spoken (Dawes, Доуз). Ten megabytes take 25 s and
.8 GB.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import resource
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from termbase.documents.formats import format_named
from termbase.index.lexicon import Lexicon
from termbase.index.spelling import key
from termbase.languages.language import Designation, given_names, language
from termbase.model import Glossary
from termbase.text.words import common_start
from termbase.verbs.discover import Cluster, discover
from termbase.verbs.inflected import nominatives
from termbase.verbs.reading import Text

PAIRS = 80
SIZE = 200_000  # code points of each language, some hundred articles
FIRST = 100
_CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
_GIVEN_AND_FAMILY = re.compile(r"(?<![\w-])([A-ZÄÖÜ][a-zäöüßé]+) ([A-ZÄÖÜ][a-zäöüßé]{3,})\b")
_ATTRIBUTION = re.compile(r"^\s+-- .*$", re.MULTILINE)
_RUSSIAN_NAME = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{3,}\b")
_LATIN = re.compile(r"[a-zäöüßéèáíóúëïçčšžřýůěćńśźżłęąğışő]{4,}")
_CYRILLIC = re.compile(r"[а-яё]{4,}")  # that Russian texts can have
_WOMEN = re.compile(
    r"(?:ov[aá]|[oó]wna|owa|[vf]na|ska|skaya|skaja|ина|ова|ева|ская|вна)$"
)  # another form, no spelling


@dataclass(frozen=True, slots=True)
class Pair:
    """Two spellings of one family name; the second may be Cyrillic."""

    first: str
    second: str
    given: str


def main() -> int:
    """Print recall and precision for a half, or time and memory for ten megabytes."""
    options = _options()
    clusters = list(_clusters(options.data))
    if options.speed:
        return _speed(*_planted(clusters, options, 1, None)[:2])
    known: dict[str, set[int]] = {}
    for number, forms in enumerate(clusters):
        for form in forms:
            known.setdefault(form, set()).add(number)
    results = [_measured(clusters, known, options, seed) for seed in range(1, options.seeds + 1)]
    for seed, (recall, strict, plain) in enumerate(results, 1):
        print(f"{options.half} {seed}: recall {recall:.3f}, precision {strict:.3f}, {plain:.3f}")
    recall, strict, plain = (sum(figures) / len(results) for figures in zip(*results, strict=True))
    print(f"{options.half} mean: recall {recall:.3f}, precision {strict:.3f}, {plain:.3f}")
    return 0


def _planted(
    clusters: Sequence[tuple[str, ...]], options: argparse.Namespace, seed: int, size: int | None
) -> tuple[str, str, list[Pair]]:
    """Give the German and the Russian text with the pairs that were planted."""
    pairs = _pairs(clusters, options.half, random.Random(seed))
    german = _planted_german(_texts(options.data, "de", options.half, size), pairs, random.Random(seed))
    russian = _planted_russian(_texts(options.data, "ru", options.half, size), pairs, random.Random(seed))
    return german, russian, pairs


def _measured(
    clusters: Sequence[tuple[str, ...]], known: dict[str, set[int]], options: argparse.Namespace, seed: int
) -> tuple[float, float, float]:
    """Give recall and the two precisions of the first proposals."""
    german, russian, pairs = _planted(clusters, options, seed, SIZE)
    found = discover(_as_texts({"de": german, "ru": russian}), _empty_lexicons(), "de")
    first = found[:FIRST]
    hit = {pair for pair in pairs if any(_holds(cluster, pair) for cluster in first)}
    verdicts = [
        any(_holds(cluster, pair) for pair in pairs) or _is_natural(cluster, known) for cluster in first
    ]
    plain = [verdict or _is_plain(cluster) for verdict, cluster in zip(verdicts, first, strict=True)]
    if options.misses:
        for pair in sorted(set(pairs) - hit, key=str):
            print("missed", pair.first, pair.second, file=sys.stderr)
        for verdict, cluster in zip(verdicts, first, strict=True):
            if not verdict:
                print("other", cluster.score, cluster.kind, dict(cluster.counts), file=sys.stderr)
    return len(hit) / len(pairs), sum(verdicts) / len(verdicts), sum(plain) / len(plain)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("dev", "test"), default="dev")
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--speed", action="store_true")
    return parser.parse_args()


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _half(text: str) -> str:
    return "dev" if _digest(text)[0] % 2 else "test"


def _clusters(data: Path) -> Iterator[tuple[str, ...]]:
    (path,) = data.rglob("persons.txt")
    for line in path.read_text(encoding="utf-8").splitlines():
        forms, arrow, _id = line.partition(" => ")
        if arrow:
            yield tuple(form.strip() for form in forms.split(","))


def _pairs(clusters: Sequence[tuple[str, ...]], half: str, chance: random.Random) -> list[Pair]:
    """Draw pairs of different spellings; those that differ in diacritics alone are too easy and left out."""
    given = sorted(name for name in given_names() if name.isascii() and len(name) > 3)
    found: list[Pair] = []
    drawn = [forms for forms in clusters if _half(forms[0]) == half]
    chance.shuffle(drawn)
    for forms in drawn:
        latin = [form for form in forms if _LATIN.fullmatch(form)]
        cyrillic = [form for form in forms if _CYRILLIC.fullmatch(form)]
        across = len(found) % 3 == 2
        pairs = [
            (one, other)
            for one in latin
            for other in (cyrillic if across else latin)
            if one < other
            and key(one) != key(other)
            and bool(_WOMEN.search(one)) == bool(_WOMEN.search(other))
        ]
        if pairs and (across or cyrillic):  # of a name that somebody has transcribed
            one, other = chance.choice(pairs)
            found.append(Pair(one.capitalize(), other.capitalize(), chance.choice(given)))
        if len(found) == PAIRS:
            break
    return found


def _texts(data: Path, lang: str, half: str, size: int | None) -> str:
    """Give the pieces of a half.

    Attributions are natural places of names and stay, but in one of the two languages, as both quote the same authors.
    """
    pieces = [
        piece.strip()
        for path in sorted(data.rglob(f"fortunes/{lang}/*"))
        if path.suffix == "" and path.is_file() and not path.is_symlink()
        for piece in path.read_text(encoding="utf-8", errors="replace").split("\n%\n")
    ]
    if lang == "ru":
        pieces = [_ATTRIBUTION.sub("", piece).rstrip() for piece in pieces]
    pieces = sorted((piece for piece in dict.fromkeys(pieces) if _half(piece) == half), key=_digest)
    return "\n\n".join(pieces)[:size]


def _planted_german(text: str, pairs: Sequence[Pair], chance: random.Random) -> str:
    full = [found for found in _GIVEN_AND_FAMILY.finditer(text) if found[1] in given_names()]
    chance.shuffle(full)
    places: dict[int, tuple[int, str]] = {}
    for pair in pairs:
        for form in (pair.first, pair.second):
            if _CYRILLIC.search(form.lower()):
                continue
            for time_ in range(1 + chance.randrange(3)):
                found = full.pop()
                places[found.start()] = (found.end(), form if time_ else f"{pair.given} {form}")
    return _spliced(text, places)


def _planted_russian(text: str, pairs: Sequence[Pair], chance: random.Random) -> str:
    slots = list(_RUSSIAN_NAME.finditer(text))
    chance.shuffle(slots)
    places: dict[int, tuple[int, str]] = {}
    for pair in pairs:
        if _CYRILLIC.search(pair.second.lower()):
            cells = language("ru").paradigm(Designation(pair.second, "person", "short", gender="m"))
            for _ in range(1 + chance.randrange(3)):
                slot = slots.pop()
                places[slot.start()] = (slot.end(), cells.get(chance.choice(_CASES), (pair.second,))[0])
    return _spliced(text, places)


def _spliced(text: str, places: dict[int, tuple[int, str]]) -> str:
    parts, at = [], 0
    for start in sorted(places):
        end, new = places[start]
        if start >= at:
            parts += [text[at:start], new]
            at = end
    return "".join([*parts, text[at:]])


def _holds(cluster: Cluster, pair: Pair) -> bool:
    """Whether a cluster holds both spellings, the Cyrillic one in any case."""
    forms = {form for form, count in cluster.counts.items() if count}
    if not _CYRILLIC.search(pair.second.lower()):
        return _has(forms, pair.first) and _has(forms, pair.second)
    cells = language("ru").paradigm(Designation(pair.second, "person", "short", gender="m"))
    return _has(forms, pair.first) and any(form in forms for surfaces in cells.values() for form in surfaces)


def _has(forms: set[str], name: str) -> bool:
    return name in forms or f"{name}s" in forms


def _is_natural(cluster: Cluster, known: dict[str, set[int]]) -> bool:
    """Whether two different forms of a cluster, as they are or without an ending, are of one cluster of rigour's."""
    found: dict[int, str] = {}
    for form in (form for form, count in cluster.counts.items() if count):
        for text in dict.fromkeys(nominatives(form, cluster.languages[form])):
            for number in known.get(text.lower(), ()):
                if not _is_inflected(found.setdefault(number, form), form):
                    return True
    return False


def _is_plain(cluster: Cluster) -> bool:
    """Whether the forms differ in marks and hyphens alone, or are a full form and the acronym of its initials."""
    forms = [form for form, count in cluster.counts.items() if count]
    if cluster.kind == "definition":
        full = max(forms, key=len)
        initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", full)).upper()
        return all(acronym == initials for acronym in cluster.acronyms)
    bare = {"".join(filter(str.isalpha, unicodedata.normalize("NFKD", form))).casefold() for form in forms}
    return len(bare) < len(forms)


def _is_inflected(one: str, other: str) -> bool:
    """Whether two forms may be inflections of one spelling."""
    shared = len(common_start([one, other]))
    return max(len(one), len(other)) - shared <= 3 and shared > 2


def _as_texts(texts: dict[str, str]) -> list[Text]:
    format = format_named("txt")
    return [Text(f"{lang}.txt", text, format, list(format.blocks(text))) for lang, text in texts.items()]


def _empty_lexicons():  # type: ignore[no-untyped-def]
    known: dict[str, Lexicon] = {}
    return lambda lang: known.setdefault(lang or "de", Lexicon(Glossary({}, "de"), lang or "de"))


def _speed(german: str, russian: str) -> int:
    """Measure ten megabytes: the texts again and again, their words with a capital changed in each copy."""
    parts, size, copy = [german, russian], len(german.encode()) + len(russian.encode()), 0
    while size < 10_000_000:
        copy += 1
        letters = "bcdfghklmnprst"
        mark = letters[copy % 14] + "aeiou"[copy % 5]
        changed = re.sub(r"\b([A-ZÄÖÜ][a-zäöüß]{2})(?=[a-zäöüß])", rf"\g<1>{mark}", german)
        parts.append(changed)
        size += len(changed.encode())
    started = time.process_time()
    found = discover(_as_texts({str(at): text for at, text in enumerate(parts)}), _empty_lexicons(), "de")
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{size / 1e6:.1f} MB in {seconds:.1f} s, {memory:.2f} GB at most, proposals {len(found)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
