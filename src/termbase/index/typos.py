"""How many typos lie between two keys: optimal string alignment, in which a swap of neighbours is one typo.

RapidFuzz counts faster but takes as long to import as some thousand keys take here, and most look-ups have fewer.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

MANY = 2000  # so many keys are worth the import


def within(key: str, candidates: Collection[str], most: int) -> Iterator[tuple[str, int]]:
    """Give the candidates at most so many typos away, each with how many.

    >>> list(within("kiew", ["kiwe", "kyiw", "kiel", "wilna"], 1))
    [('kiwe', 1), ('kiel', 1)]
    """
    if len(candidates) > MANY:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        counted = extract(key, list(candidates), scorer=OSA.distance, score_cutoff=most, limit=None)
        yield from ((found, int(count)) for found, count, _number in counted)
        return
    lacking = set(key).difference  # a typo takes away one letter at most
    count = _one_typo if most == 1 else typos
    for candidate in candidates:
        if len(lacking(candidate)) <= most:
            found = count(key, candidate, most)
            if found <= most:
                yield candidate, found


def typos(one: str, other: str, most: int) -> int:
    """Count the typos if there are at most so many; else the number is any higher one."""
    if most <= 1:
        return _one_typo(one, other, most)
    more = len(one) - len(other)
    if one == other or not -most <= more <= most:
        return 0 if one == other else most + 1
    at = _first_difference(one, other)
    own, its = one[at + 1 :], other[at + 1 :]
    best = 1 + typos(own, its, most - 1)
    if best > 1 and more > -most:
        best = min(best, 1 + typos(own, other[at:], most - 1))
    if best > 1 and more < most:
        best = min(best, 1 + typos(one[at:], its, most - 1))
    if best > 1 and one[at : at + 2] == other[at : at + 2][::-1]:
        best = min(best, 1 + typos(own[1:], its[1:], most - 1))
    return best


def _one_typo(one: str, other: str, most: int) -> int:
    """Count as `typos` does, where at most one counts: what is behind it is equal."""
    if one == other:
        return 0
    more = len(one) - len(other)
    if not most or not -1 <= more <= 1:
        return most + 1
    at = _first_difference(one, other)
    if more:
        return 1 if (one[at + 1 :] == other[at:] if more == 1 else one[at:] == other[at + 1 :]) else 2
    if one[at + 1 :] == other[at + 1 :]:
        return 1
    is_swap = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return 1 if is_swap else 2


def _first_difference(one: str, other: str) -> int:
    at = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        at += 1
    return at


def likeness(one: str, other: str) -> float:
    """Give the share of the longer key that no typo has touched, however many there are.

    In bits, a column of the table at a time: H. Hyyrö, “A Bit-Vector Algorithm for Computing Levenshtein and Damerau
    Edit Distances”, Nordic Journal of Computing 10 (2003).

    >>> likeness("selenskyj", "selenskij"), likeness("kiew", "kiew"), likeness("ab", "")
    (0.8888888888888888, 1.0, 0.0)
    """
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    every = (1 << len(one)) - 1
    last = 1 << len(one) - 1
    higher, lower, same, before, count = every, 0, 0, 0, len(one)
    for letter in other:
        here = places.get(letter, 0)
        swapped = ((~same & here) << 1) & before
        same = (((here & higher) + higher) ^ higher) | here | lower | swapped
        up, down = lower | (every & ~(same | higher)), same & higher
        count += bool(up & last) - bool(down & last)
        up = up << 1 | 1
        higher, lower = (every & (down << 1)) | (every & ~(same | up)), same & up & every
        before = here
    return 1 - count / max(len(one), len(other))
