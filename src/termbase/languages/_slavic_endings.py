"""Tables of Slavic endings: how they are written, and how they are read.

A table `data/<code>_endings.tsv` holds one row for a class of words:

    end      how the word ends, as `kept|replaced`: `ск|ий`; `[...]` stands for one of several letters, `^` for the
             start of the word, a comma between ends that share a row
    gender   m f n, or pl for a word that exists in the plural only; several with a space between
    sort     what the word names: surname given place thing live term, `any` of these; `adj` for an adjective that
             agrees, `perhaps-adj` for what may be one, `nominative` for what a noun looks like after one; `gender`
             where the end shows the gender for certain, `likely-gender` and `surname-gender` where the glossary does
             not say; `first-part` of a compound, `double` for the first of two family names that both decline
    endings  cell=ending; `0` is the empty ending, `@name` takes over the endings of the row `@name`, `fixed` stands
             for an indeclinable word, `unsure` for one whose class nobody can tell from its end, `perhaps` for such a
             one that may be indeclinable
    source   the grammar or dictionary

The longest end wins, a whole word before all; of rows for the same end the later one. A cell that a row does not have
is not known: nothing is guessed. Where two endings are possible and the word does not tell which, both are shades
(`gen/a`, `gen/u`) without a plain cell: the text then decides, since the canonical form answers with the shade that
stood there; where it has no such shade there is only a proposal.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from termbase.languages._tables import table

_SORTS = ("surname", "given", "place", "thing", "live", "term")
_ALTERNATIVES = re.compile(r"\[([^\]]+)\]|(.)")


@dataclass(frozen=True, slots=True)
class Row:
    """A class of words: how many letters are replaced, and by what in which cell."""

    replaced: int
    endings: tuple[tuple[str, str], ...]
    fixed: bool
    perhaps_fixed: bool


@dataclass(frozen=True, slots=True)
class Ends:
    """The rows for words of one sort and gender by the end of the word, `^` before whole words."""

    rows: Mapping[str, Row]
    longest: int  # of the ends that are no whole words

    def of(self, word: str) -> tuple[str, Row] | None:
        """The longest end that a word has, with its row."""
        word = word.lower()
        if row := self.rows.get("^" + word):
            return "^" + word, row
        for start in range(max(0, len(word) - self.longest), len(word) + 1):
            if row := self.rows.get(word[start:]):
                return word[start:], row
        return None


@dataclass(frozen=True, slots=True)
class Rules:
    """How one language declines: its table by sort and gender, and its habits."""

    cases: tuple[str, ...]
    script: re.Pattern[str]  # a letter of the language; a name without one is indeclinable
    ends: Mapping[tuple[str, str], Ends]
    virile: bool  # whether only men have the accusative of the plural from the genitive (Polish)
    postposed: bool  # whether adjectives stand behind their noun as well (Układ Warszawski)


def rules(code: str, cases: str, script: str, virile: bool = False, postposed: bool = False) -> Rules:
    """The rules of a language with the table `data/<code>_endings.tsv`."""
    rows: dict[tuple[str, str], dict[str, Row]] = {}
    patterns: dict[str, str] = {}
    for notation, genders, sorts, endings in table(f"{code}_endings"):
        spelled = _spelled(endings, patterns)
        if notation.startswith("@"):
            patterns[notation] = spelled
            continue
        ends_of_row = list(itertools.chain.from_iterable(map(_ends, notation.split(","))))
        cells = _cells(spelled, genders == "pl")
        sizes = {len(replaced) for _, replaced in ends_of_row}
        by_size = {size: Row(size, cells, spelled == "fixed", spelled == "perhaps") for size in sizes}
        found = {kept + replaced: by_size[len(replaced)] for kept, replaced in ends_of_row}
        for key in itertools.product(_all_sorts(sorts), genders.split()):
            rows.setdefault(key, {}).update(found)
    ends = {
        key: Ends(found, max((len(end) for end in found if not end.startswith("^")), default=0))
        for key, found in rows.items()
    }
    return Rules(tuple(cases.split()), re.compile(script, re.IGNORECASE), ends, virile, postposed)


def _spelled(endings: str, patterns: Mapping[str, str]) -> str:
    """Endings with the patterns that they take over written out."""
    return " ".join(patterns[part] if part.startswith("@") else part for part in endings.split())


def _all_sorts(sorts: str) -> Iterator[str]:
    for sort in sorts.split():
        yield from _SORTS if sort == "any" else (sort,)


def _ends(end: str) -> Iterator[tuple[str, str]]:
    """The ends that a notation stands for, each as what is kept and what is replaced.

    >>> list(_ends("[оё]в|а"))
    [('ов', 'а'), ('ёв', 'а')]
    """
    kept, _, replaced = end.partition("|")
    choices = [found[1] or found[2] for found in _ALTERNATIVES.finditer(kept)]
    for letters in itertools.product(*choices):
        yield "".join(letters), replaced


def _cells(endings: str, plural: bool) -> tuple[tuple[str, str], ...]:
    """Cell and ending, the last one given for a cell being the one that counts."""
    if endings in ("fixed", "unsure", "perhaps", "-"):
        return ()
    pairs = (part.partition("=") for part in endings.split())
    found = {f"pl-{cell}" if plural else cell: "" if ending == "0" else ending for cell, _, ending in pairs}
    return tuple((cell, ending) for cell, ending in found.items() if ending != "-")
