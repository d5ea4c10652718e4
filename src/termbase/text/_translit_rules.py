"""The tables of transcription in `data/translit`, read when a language and a scheme are first used.

`<scheme>.tsv` holds a rule a row, tab-separated; lines that start with `#` are comments:

    languages   the source languages, comma-separated; `*` are all that are written in Cyrillic. A language's own rows
                for some letters replace all the common ones for the same letters
    letters     what is read, in small letters
    before      what must stand before it: letters, and the classes `start` (of the word), `vowel`, `sign` (ь ъ ʼ) and
                `husher` (ж ч ш щ); `-` means anything
    after       what must follow, likewise, with `end` (of the word)
    output      what is written; `∅` is nothing
    also        what readers meet in its place, `-` if nothing else
    source      the norm, the table or the usage that says so

The rows with the most letters are tried first, then those with a context, then those that stand first.
`conventional.tsv` holds names that have a form of their own (Москва, Moskau), which go before the rules.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CYRILLIC = ("ru", "uk", "be", "kk", "ky", "tg")
SOURCES = (*CYRILLIC, "hy", "ka")
START, END = "^", "$"
_CLASSES = {
    "start": START,
    "end": END,
    "vowel": "аеёиоуыэюяіїєәөүұӣӯաեէըիոօւაეიოუ",
    "consonant": "бвгґѓғдђжҗзѕйјкќқлљмнњңпрстћќўфхҳһцчҷџшщ",
    "sign": "ьъʼ",
    "husher": "жчшщ",
}
_FOLDER = Path(__file__).parent.parent / "data" / "translit"


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """How some letters of a word are written; rules are told apart by identity, as two rows may say the same."""

    letters: str
    size: int
    before: frozenset[str] | None  # None: whatever stands there
    after: frozenset[str] | None
    output: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All that is known of a language and a scheme."""

    rules: Mapping[str, tuple[Rule, ...]]  # by the first of their letters, in the order to try them
    conventional: Mapping[str, tuple[str, ...]]  # forms of names, as `name_key` spells these
    beginnings: frozenset[str]  # the first two letters of the rules that read several
    windows: dict[str, Rule]  # what reads a letter between two others, as far as they have been met


@functools.cache
def table(source: str, scheme: str) -> Table:
    """Give the table of a known language and scheme."""
    rows = list(_rows(scheme))
    own = {letters for languages, letters, *_ in rows if source in languages.split(",")}
    found: dict[str, list[Rule]] = {}
    for languages, letters, before, after, output, also in rows:
        common = languages == "*" and source in CYRILLIC and letters not in own
        if common or source in languages.split(","):
            alternatives = () if also == "-" else tuple(map(_text, also.split(" ")))
            rule = Rule(letters, len(letters), _set(before), _set(after), _text(output), alternatives)
            found.setdefault(letters[0], []).append(rule)
    several = frozenset(rule.letters[:2] for rules in found.values() for rule in rules if rule.size > 1)
    in_order = {first: tuple(sorted(rules, key=_rank)) for first, rules in found.items()}
    return Table(in_order, _conventional(source, scheme), several, {})


def _conventional(source: str, scheme: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for languages, name, row_scheme, form in _rows("conventional"):
        if row_scheme == scheme and source in languages.split(","):
            key = name_key(name)
            found[key] = (*found.get(key, ()), form)
    return found


def name_key(name: str) -> str:
    """Give a name in small letters, with е for ё, which Russian texts often write."""
    return name.lower().replace("ё", "е")


@functools.cache
def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    """Give the rows of a table without their source."""
    text = (_FOLDER / f"{table}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    return tuple(tuple(line.split("\t"))[:-1] for line in lines)


def _rank(rule: Rule) -> tuple[int, bool]:
    return -rule.size, rule.before is None and rule.after is None


def _set(context: str) -> frozenset[str] | None:
    if context == "-":
        return None
    return frozenset("".join(_CLASSES.get(word, word) for word in context.split(" ")))


def _text(cell: str) -> str:
    return "" if cell == "∅" else cell
