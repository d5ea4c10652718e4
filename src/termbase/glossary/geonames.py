"""GeoNames: `allCountries.txt`, `cities*.txt` and the files of countries, joined with `alternateNamesV2.txt`.

Columns and flags are those of https://download.geonames.org/export/dump/readme.txt. With a file of alternate names a
place has terms in all their languages: the preferred name, else the first, and what is flagged as short; colloquial,
historic and other names lead to it by look-up. Names of no language do so as well. Without such a file the main name is
taken for English, which it mostly is, and the column of alternate names leads to it.
"""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from termbase.glossary._names import cleaned, make_term
from termbase.glossary.authority import Authority, Choice
from termbase.glossary.lines import broken, decoded, first_line, read_concepts
from termbase.glossary.tags import canonical_tag, tag_problem
from termbase.messages import _
from termbase.model import Concept, Finding, Place, Term

MAIN = "en"
"""What the column `name` is taken for."""

_COLUMNS = 19
_ALTERNATE_COLUMNS = (8, 10)  # alternateNames.txt, alternateNamesV2.txt
_WIKIDATA, _ABBREVIATION = "wkdt", "abbr"
_BATCH = 10_000
_CACHE = 64_000  # kibibytes of memory for the join


@dataclass(frozen=True, slots=True)
class _Name:
    """A row of the file of alternate names."""

    lang: str  # as the file has it: a language, "", or what is none: wkdt, post, link, abbr …
    text: str
    preferred: bool = False
    short: bool = False
    kind: str = "synonym"  # which variant it is where it is no term
    stands: bool = True  # whether it may be the term of its language


@dataclass(slots=True)
class _Names:
    """The names of a place, sorted by what they are for."""

    spoken: dict[str, list[_Name]] = field(default_factory=dict)  # by BCP 47
    others: list[tuple[str, str]] = field(default_factory=list)  # of no language: name and kind
    wikidata: str | None = None


def read(paths: Sequence[Path], choice: Choice) -> Iterator[Concept | Finding]:
    """Give the places, as `Authority.read` says; a class is a feature class or code: `P`, `PPLC`, `A.PCLI`."""
    alternates = [path for path in paths if _columns(path) in _ALTERNATE_COLUMNS]
    with closing(sqlite3.connect("")) as database:  # a temporary file, which holds what memory does not
        yield from _store(database, alternates, choice)

        def parse(line: bytes, place: Place) -> Concept | None:
            cells = _cells(line, place, (_COLUMNS,))
            if choice.classes.isdisjoint((cells[6], cells[7], f"{cells[6]}.{cells[7]}")) and choice.classes:
                return None
            if not cleaned(cells[1]):
                raise broken(place, _("the place has no name"))
            names = _joined(database, cells[0]) if alternates else _listed(cells)
            return _concept(cells, _sorted(cells, names, choice), place)

        for path in paths:
            if path not in alternates:
                yield from read_concepts(path, parse)


def _columns(path: Path) -> int:
    return first_line(path).count(b"\t") + 1


def _cells(line: bytes, place: Place, columns: Sequence[int]) -> list[str]:
    """Give the cells of a line. Raises TermbaseError if it has not the columns or its id is no number."""
    cells = decoded(line, place).rstrip("\r\n").split("\t")
    if len(cells) not in columns:
        message = _("the line has {found} columns, not {expected}")
        expected = ", ".join(map(str, columns))
        raise broken(place, message.format(found=len(cells), expected=expected))
    id_ = cells[0] if len(cells) == _COLUMNS else cells[1]
    if not (id_.isascii() and id_.isdigit() and len(id_) < _COLUMNS):
        raise broken(place, _("“{id}” is no number of a place").format(id=id_))
    return cells


def _store(database: sqlite3.Connection, paths: Sequence[Path], choice: Choice) -> Iterator[Finding]:
    """Put the alternate names into a table, so that those of a place can be asked for; give what is broken."""
    database.executescript(
        f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE};"
        "CREATE TABLE names (place INTEGER, lang TEXT, name TEXT, preferred TEXT, short TEXT, colloquial TEXT,"
        " historic TEXT);"
    )
    batch: list[Sequence[str]] = []

    def write() -> None:
        database.executemany("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?)", batch)
        batch.clear()

    def parse(line: bytes, place: Place) -> None:
        cells = _cells(line, place, _ALTERNATE_COLUMNS)
        if cells[2] in ("", _WIKIDATA, _ABBREVIATION) or _language(cells[2], choice.languages):
            batch.append(cells[1:8])
        if len(batch) >= _BATCH:
            write()

    for path in paths:
        yield from (found for found in read_concepts(path, parse) if isinstance(found, Finding))
    write()
    database.execute("CREATE INDEX by_place ON names (place)")


def _joined(database: sqlite3.Connection, id_: str) -> list[_Name]:
    """Give the alternate names of a place, those that are preferred first."""
    rows = database.execute(
        "SELECT lang, name, preferred = '1', short = '1', colloquial = '1', historic = '1' FROM names"
        " WHERE place = ? ORDER BY preferred = '1' DESC, rowid",
        (int(id_),),
    )
    return [_flagged(*row) for row in rows]


def _flagged(lang: str, name: str, preferred: int, short: int, colloquial: int, historic: int) -> _Name:
    kind = "former" if historic else "abbreviation" if lang == _ABBREVIATION else "synonym"
    text = cleaned(name)
    stands = bool(text) and kind == "synonym" and not colloquial
    return _Name(lang, text, bool(preferred), bool(short), kind, stands)


def _listed(cells: Sequence[str]) -> list[_Name]:
    """Give the names in the columns of the place itself, of which only the first has a language."""
    others = [cells[2], *cells[3].split(",")]
    return [_Name(MAIN, cleaned(cells[1])), *(_Name("", cleaned(name)) for name in others)]


def _sorted(cells: Sequence[str], names: Sequence[_Name], choice: Choice) -> _Names:
    sorted_ = _Names()
    for name in names:
        if name.lang == _WIKIDATA:
            sorted_.wikidata = name.text
        elif lang := _language(name.lang, choice.languages):
            sorted_.spoken.setdefault(lang, []).append(name)
        else:
            sorted_.others.append((name.text, name.kind))
    if _language(MAIN, choice.languages) and not any(name.stands for name in sorted_.spoken.get(MAIN, ())):
        sorted_.spoken.setdefault(MAIN, []).insert(0, _Name(MAIN, cleaned(cells[1])))
    return sorted_


@functools.lru_cache
def _language(tag: str, languages: tuple[str, ...]) -> str | None:
    """Give the language of a name (BCP 47), None if it is not wanted or none at all: `fr_1793`, `post`, `link`."""
    if not tag or "_" in tag:
        return None
    lang = canonical_tag(tag)
    if languages:
        return lang if lang in languages else None
    return lang if tag_problem(lang) is None else None


def _concept(cells: Sequence[str], names: _Names, place: Place) -> Concept | None:
    standing = {lang: own for lang, own in names.spoken.items() if any(name.stands for name in own)}
    left = [name for lang, own in names.spoken.items() if lang not in standing for name in own]
    others = [*names.others, *((name.text, name.kind) for name in left)]
    terms: dict[str, tuple[Term, ...]] = {}
    for lang, own in standing.items():
        terms[lang] = _terms(own, () if terms else others, place)
    if not terms:
        return None
    identifiers = {"geonames": cells[0]}
    if names.wikidata is not None:
        identifiers["wikidata"] = names.wikidata
    return Concept(f"geonames-{int(cells[0])}", "place", terms, identifiers=identifiers, place=place)


def _terms(names: Sequence[_Name], others: Sequence[tuple[str, str]], place: Place) -> tuple[Term, ...]:
    """Make the terms of a language: the first full name and, if there is one, the first short name."""
    standing = [name for name in names if name.stands]
    full = next((name for name in standing if not name.short), standing[0])
    short = next((name for name in standing if name.short and name.text != full.text), None)
    besides = (short.text,) if short else ()
    variants = [(name.text, name.kind) for name in names]
    leading = make_term(full.text, [*variants, *others], place, besides=besides)
    if short is None:
        return (leading,)
    second = Term(short.text, "short", place=place)
    return (second, leading) if short.preferred and not full.preferred else (leading, second)


def _recognises(line: bytes) -> bool:
    return line.count(b"\t") + 1 in (_COLUMNS, *_ALTERNATE_COLUMNS)


AUTHORITY = Authority("geonames", read, _recognises, "GeoNames", "CC-BY-4.0")
