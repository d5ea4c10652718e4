"""The steps of a search in the look-up index, from the certain to the vague.

A search stops where something was found: the text itself (`exact`), its key (`folded`), what a scheme makes of a name
in another script (`spelling`); what is one typo away from that (`distance`) only fills it up to `NEAR` concepts, as a
slip may be another name. Else names are sought that begin so or hold such words (`prefix`), another press spelling
of the same name (`spelling`) and one typo (`distance`); and where there is nothing, names that the query holds
(`prefix`), two typos or typos in words (`distance`) and in sounds (`phonetic`). What each step costs does not grow with
the index but with what is found; where that is more than anyone reads, some of it (`MANY`) is looked at.
"""

from __future__ import annotations

from itertools import islice

from termbase.index.spelling import key, keys, romanised, skeletons, words
from termbase.index.typos import likeness

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from termbase.index.names import Names

SHORT = 3  # the shortest key in which a typo is borne, and that in acronyms only
TRANSCRIBED = 0.85  # the score of what a scheme of transliteration makes of a name
SURE = 0.8  # with a score from here on nothing vaguer is sought
NEAR = 5  # concepts up to which what is one typo away is added to what is certain
COMPLETED, MISTYPED = 2, 3  # concepts that come first: those that begin so, then those one typo away
RUN = 12  # words of a query that are looked up in runs
MANY = 50  # names that are looked at in a step that finds more than are wanted
_LETTERS = "\u2e80"  # from here on characters stand for syllables and words, and three of them are no acronym
_ROWS, _BYTES = 500, 16_384  # rows of a word that are gone through, and how much of a word is read

Rows = dict[int, tuple[str, float]]
"""What a step of a search found: how and how near, by the number of the row."""


def steps(names: Names, query: str, exact: bool, limit: int | None, every: bool = False) -> Iterator[Rows]:
    """Give the steps of a search, each to be made only if those before it found nothing.

    With `every` nothing is added to what is certain.
    """
    many = None if limit is None else max(limit, MANY)
    same = _same(names, query, many)
    if same and len(key(query)) == SHORT and not exact:  # ODKB without a letter may be another acronym
        same = _merged(_mistyped(names, query, key(query), 1, many), same)
    if exact:
        yield {row: found for row, found in same.items() if found[0] == "exact"}
        return
    if not same:
        same = dict.fromkeys(names.transcriptions.rows(key(query)), ("spelling", TRANSCRIBED))
    if same:
        yield same if every else _filled(names, query, same, limit)
    parts = _beginning(names, query, limit)
    if limit is None or len(_concepts(names, parts, SURE)) < limit:
        parts = _merged(parts, _inside(names, query, many))
    sure = len(_concepts(names, parts, SURE))
    if sure and len(key(query)) <= SHORT:
        yield parts
    if found := _merged(*_resembling(names, query, many)):
        yield _merged(*_apart(names, parts, found)) if sure else _merged(parts, found)
    if sure or len(words(query)) > 1 or (limit is not None and len(_concepts(names, parts)) >= limit):
        yield parts
    yield _merged(parts, _contained(names, query, many), *_remotely_resembling(names, query, many))


def _filled(names: Names, query: str, same: Rows, limit: int | None) -> Rows:
    """Add to what is certain what is one typo away from the query, the best of it, up to `NEAR` concepts."""
    most = 0 if len(key(query)) <= SHORT else min(limit or NEAR, NEAR)
    if query.isupper() and ("exact", 1.0) in same.values():  # who writes a known acronym means it
        return same
    known = _concepts(names, same)
    if len(known) >= most:
        return same
    found = _merged(*_mistypings(names, query, MANY))
    added = dict(same)
    for row in _best(names, found):
        if len(known) < most or names.name(row).concept in known:
            known.add(names.name(row).concept)
            added.setdefault(row, found[row])
    return added


def _apart(names: Names, parts: Rows, found: Rows) -> Iterator[Rows]:
    """Give what begins with the query and what resembles it, so that neither hides the other.

    The first concepts of either keep their scores; others that begin so come after those that resemble it (0.7 to
    0.74), then others that resemble it (0.6 to 0.69).
    """
    first: set[str] = set()
    for rows, most, low, span in ((parts, COMPLETED, 0.7, 0.04), (found, MISTYPED, 0.6, 0.09)):
        own: set[str] = set()
        scored: Rows = {}
        for row in _best(names, rows):
            how, score = rows[row]
            concept = names.name(row).concept
            if concept not in first and len(own) < most:
                own.add(concept)
            if concept not in own and concept not in first and score >= low + span:
                score = low + span * score
            scored[row] = (how, score)
        first |= own
        yield scored


def _best(names: Names, rows: Rows) -> list[int]:
    """Give rows in the order of their scores, at equal ones canonical forms first."""
    return sorted(rows, key=lambda row: (-rows[row][1], names.name(row).rank, row))


def _merged(*steps: Rows) -> Rows:
    merged: Rows = {}
    for step in steps:
        for row, found in step.items():
            if row not in merged or found[1] > merged[row][1]:
                merged[row] = found
    return merged


def _concepts(names: Names, rows: Rows, least: float = 0) -> set[str]:
    """Give the concepts that were found with such a score or a higher one."""
    return {names.name(row).concept for row, (_how, score) in rows.items() if score >= least}


def _same(names: Names, query: str, many: int | None) -> Rows:
    """Find what is the query (1.0), or differs in what keys leave out (0.95), in script or umlauts (0.9)."""
    rows = dict.fromkeys(row for asked in keys(query) for row in names.keys.rows(asked))
    own = key(query)
    found: Rows = {}
    for row in islice(rows or names.keys.rows(key(romanised(query))), many and 3 * many):
        text = names.name(row).text
        found[row] = ("exact", 1.0) if text == query else ("folded", 0.95 if key(text) == own else 0.9)
    return found


def _beginning(names: Names, query: str, limit: int | None) -> Rows:
    """Find what begins with the query: 0.8, with other borders of words or in another script 0.7.

    The less is missing, the more is added, up to 0.1. `OVKSS` is rather OVKS than OVKS-Sekretariat. With a limit
    the search ends with so many concepts that nothing longer comes before, or when many names were looked at; of
    many equally long ones those come first that are first in the alphabet.
    """
    own = " ".join(words(query))
    many = max(limit or 0, MANY)
    found: Rows = {}
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        length, sure = 0, set[str]()
        for whole, rows in names.keys.beginning(asked, None if limit is None else many) if asked else ():
            if limit is not None and len(sure) >= (limit if len(whole) > length else 5 * limit):
                return found
            if limit is not None and len(found) > 2 * many:
                break
            length = len(whole)
            share = 0.1 * len(asked) / len(whole)
            for row in rows:
                name = names.name(row)
                least = SURE if " ".join(words(name.text)).startswith(own) else 0.7
                found.setdefault(row, ("prefix", least + share))
                if least == SURE:
                    sure.add(name.concept)
    return found


def _inside(names: Names, query: str, many: int | None) -> Rows:
    """Find what holds all words of the query, or words that begin so, in any order: 0.7 to 0.75."""
    for asked in dict.fromkeys((tuple(words(query)), tuple(words(romanised(query))))):
        if rows := _holding(names, asked, many):
            return {row: ("prefix", 0.7 + 0.05 * _share(asked, names.name(row).text)) for row in rows}
    return {}


def _holding(names: Names, asked: tuple[str, ...], many: int | None) -> list[int]:
    """Give the rows that hold all of the words: those of the rarest, as far as they hold the others."""
    sizes = sorted((names.words.size(word), word) for word in dict.fromkeys(asked))
    if not sizes or not sizes[0][0]:
        return []
    (_size, rarest), *others = sizes
    rare = [word for size, word in others if many is None or size <= _BYTES]
    most = many and (_ROWS if rare else many)
    found = list(dict.fromkeys(islice(_rows_of(names, rarest, most), most)))
    for word in rare:
        if many is None or len(found) > many:  # fewer are sooner looked at one by one
            own = set(_rows_of(names, word, None))
            found = [row for row in found if row in own]
    starts = [word for _size, word in others]
    return [row for row in found[:many] if _begin_words(starts, names.name(row).text)]


def _rows_of(names: Names, start: str, most: int | None) -> Iterator[int]:
    """Give the rows of words that begin so, of each word at most so many."""
    return (row for _word, rows in names.words.beginning(start, most) for row in rows)


def _begin_words(starts: list[str], text: str) -> bool:
    """Tell whether each of the starts begins a word of the text, as it is or in Latin letters."""
    own = " " + " ".join(words(text))
    missing = [start for start in starts if f" {start}" not in own]
    if not missing or text.isascii():
        return not missing
    latin = " " + " ".join(words(romanised(text)))
    return all(f" {start}" in latin for start in missing)


def _contained(names: Names, query: str, many: int | None) -> Rows:
    """Find what the query holds whole, as `Präsident Tokajew` holds `Tokajew`: 0.5 to 0.65, the more it is of it."""
    found: Rows = {}
    for asked in dict.fromkeys((tuple(words(query)[:RUN]), tuple(words(romanised(query))[:RUN]))):
        length = sum(map(len, asked))
        for start in range(len(asked)):
            for end in range(start + 1, len(asked) + 1):
                run = "".join(asked[start:end])
                rows = names.keys.rows(run, many) if len(run) >= SHORT else []
                for row in rows:
                    score = 0.5 + 0.15 * len(run) / length
                    if row not in found or score > found[row][1]:
                        found[row] = ("prefix", score)
    return found


def _resembling(names: Names, query: str, many: int | None) -> Iterator[Rows]:
    """Find what the query is another press spelling of (0.6 to 0.8), or with one typo (0.71 to 0.79)."""
    yield from _mistypings(names, query, many)
    yield _sounding(names, query, 0, many)


def _mistypings(names: Names, query: str, many: int | None) -> Iterator[Rows]:
    """Find what has one typo in the query, and in its reading in Latin letters."""
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        yield _mistyped(names, query, asked, 1, many)


def _remotely_resembling(names: Names, query: str, many: int | None) -> Iterator[Rows]:
    """Find what the query misspells: with two typos (0.6 to 0.69), in sounds (0.5), in words (0.4 to 0.5)."""
    for asked in dict.fromkeys((key(query), key(romanised(query)))):
        yield _mistyped(names, query, asked, 2, many)
    yield _sounding(names, query, 2, many)
    yield _misspelt_words(names, query, many)


def _mistyped(names: Names, query: str, asked: str, most: int, many: int | None) -> Rows:
    """Find what has at most so many typos in a reading of the query; in another script it scores 0.02 less."""
    table = names.keys if len(asked) > SHORT or asked > _LETTERS else names.acronyms
    near = [
        (_score(asked, found, typos), found)
        for found, typos in table.near(asked, min(most, _tolerance(asked)))
    ]
    near.sort(reverse=True)
    is_other = asked != key(query)
    found: Rows = {}
    for score, own in near:
        for row, less in _namesakes(names, table.rows(own, many and many // 2)):
            other = is_other or key(names.name(row).text) != own
            found[row] = ("distance", score - less - 0.02 * other)
        if many is not None and len(found) > many:
            break
    return found


def _namesakes(names: Names, rows: list[int]) -> Iterator[tuple[int, float]]:
    """Give rows of one key with how much less they score: 0.01 for each concept before, so that all keys are seen."""
    concepts: dict[str, float] = {}
    for row in rows:
        concept = names.name(row).concept
        yield row, concepts.setdefault(concept, min(0.03, 0.01 * len(concepts)))


def _score(asked: str, near: str, typos: int) -> float:
    """Give 0.75 to 0.79 for one typo, 0.6 to 0.65 for two, the more the likelier it is.

    A name of n letters can lose one in n ways and have two swapped in as many; there are many more ways to replace
    a letter or to add one, so that each of them is less likely.
    """
    if typos > 1:
        score = 0.6 + 0.05 * (1 - typos / max(len(asked), len(near)))
        if len(asked) > len(near):
            return score + 0.02
        return score + 0.04 * (len(asked) == len(near) and sorted(asked) == sorted(near))
    score = 0.75 + 0.01 * (1 - 1 / max(len(asked), len(near)))
    if len(asked) < len(near):
        return score + (0.03 if _doubled(asked, near) else 0.02)
    if len(asked) > len(near):
        return score + (0.01 if _doubled(near, asked) else 0.005)
    return score + 0.02 * (sorted(asked) == sorted(near))


def _doubled(less: str, more: str) -> bool:
    """Whether the letter that one has more than the other stands beside its like."""
    at = next((at for at, letter in enumerate(less) if letter != more[at]), len(less))
    return at > 0 and more[at] == more[at - 1]


def _sounding(names: Names, query: str, most: int, many: int | None) -> Rows:
    """Find the names of which the query is another press spelling (0.6 to 0.8), also with typos (0.5)."""
    own = key(romanised(query))
    found: Rows = {}
    for sounds in skeletons(query):
        tolerance = min(most, 0 if len(sounds) < 5 else 1 if len(sounds) < 9 else 2)
        for near, typos in names.skeletons.near(sounds, tolerance) if len(sounds) >= SHORT else ():
            how, least, more = ("phonetic", 0.5, 0.05) if typos else ("spelling", 0.6, 0.2)
            for row, less in _namesakes(names, names.skeletons.rows(near, many and many // 2)):
                score = least - less + more * likeness(own, key(romanised(names.name(row).text)))
                if row not in found or score > found[row][1]:
                    found[row] = (how, score)
            if many is not None and len(found) > many:
                break
    return found


def _misspelt_words(names: Names, query: str, many: int | None) -> Rows:
    """Find what holds all words of the query, with typos in them."""
    rows: set[int] | None = None
    asked = words(query)
    for word in dict.fromkeys(asked):
        tolerance = _tolerance(word) if len(word) > SHORT else 0
        own = {row for near, _typos in names.words.near(word, tolerance) for row in names.words.rows(near)}
        rows = own if rows is None else rows & own
        if not rows:
            return {}
    found = islice(sorted(rows or ()), many)
    return {row: ("distance", 0.4 + 0.1 * _share(asked, names.name(row).text)) for row in found}


def _tolerance(asked: str) -> int:
    """How many typos a key may have; acronyms of three letters may have one as well."""
    return 0 if len(asked) < SHORT else 1 if len(asked) < 7 else 2


def _share(asked: Sequence[str], text: str) -> float:
    """How much of the text the words are, in characters."""
    return min(1.0, sum(map(len, asked)) / len(key(text)))
