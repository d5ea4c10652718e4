"""How far two skeletons of names are apart, sound by sound: vowels are written in many ways, consonants are not."""

from __future__ import annotations

import functools

_VOWELS = "aiu"
_VOWEL = 0.4  # another vowel, or one more: Lovelock, Лавлок
_KINDRED = 0.5
_MUTE = 0.5
_PAIRS = ("ts", "ds", "td", "kg", "hk", "hs", "hg", "fu", "bf", "bp", "pf", "si", "mn", "rl")
_COSTS = {pair: _KINDRED for both in _PAIRS for pair in (both, both[::-1])}
_COSTS |= {a + b: _VOWEL for a in _VOWELS for b in _VOWELS if a != b}


@functools.lru_cache(1 << 15)
def distance(one: str, other: str) -> float:
    """Give the cost of what makes one skeleton of the other: 1 for a consonant, less for kindred sounds.

    >>> distance("lafilak", "laflak"), distance("birnstain", "burnstain"), distance("kamil", "karil")
    (0.4, 0.4, 1.0)
    """
    row = [0.0]
    for char in other:
        row.append(row[-1] + _alone(char))
    for char in one:
        dropped = _alone(char)
        last, row = row, [row[0] + dropped]
        for at, again in enumerate(other):
            changed = last[at] + (0.0 if char == again else _COSTS.get(char + again, 1.0))
            row.append(min(changed, last[at + 1] + dropped, row[at] + _alone(again)))
    return row[-1]


def _alone(char: str) -> float:
    return _VOWEL if char in _VOWELS else _MUTE if char == "h" else 1.0
