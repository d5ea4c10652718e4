"""How many typos lie between two keys: optimal string alignment, in which a swap of neighbours is one typo.

A library in C counts faster but takes as long to import as thousands of keys take here, and a look-up has fewer.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def within(key: str, candidates: Iterable[str], most: int) -> Iterator[tuple[str, int]]:
    """Give the candidates at most so many typos away, each with how many.

    >>> list(within("kiew", ["kiwe", "kyiw", "kiel", "wilna"], 1))
    [('kiwe', 1), ('kyiw', 1), ('kiel', 1)]
    """
    lacking = set(key).difference  # a typo takes away one letter at most
    for candidate in candidates:
        if len(lacking(candidate)) <= most:
            count = typos(key, candidate, most)
            if count <= most:
                yield candidate, count


def typos(one: str, other: str, most: int) -> int:
    """Count the typos if there are at most so many; else the number is any higher one."""
    if one == other:
        return 0
    more = len(one) - len(other)
    if not most or not -most <= more <= most:
        return most + 1
    at = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        at += 1
    own, its = one[at + 1 :], other[at + 1 :]
    best = 1 + typos(own, its, most - 1)
    if best > 1 and more > -most:
        best = min(best, 1 + typos(own, other[at:], most - 1))
    if best > 1 and more < most:
        best = min(best, 1 + typos(one[at:], its, most - 1))
    if best > 1 and one[at : at + 2] == other[at : at + 2][::-1]:
        best = min(best, 1 + typos(own[1:], its[1:], most - 1))
    return best


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
