"""Typos, counted against RapidFuzz."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from termbase.index.typos import MANY, likeness, typos, within

FAR = [f"{number:015}" for number in range(MANY)]
"""Keys that are near nothing that is asked for, and so many that they are counted otherwise."""

letters = st.text("ab", max_size=9) | st.text("abcд基\ud800𐍈", max_size=14) | st.text("abcd", max_size=70)


@settings(max_examples=500, deadline=None)
@given(letters, letters, st.integers(0, 2))
@example("ab", "ba", 1)
@example("ca", "abc", 2)
@example("abcd", "badc", 2)
def test_as_many_typos_as_there_are(one: str, other: str, most: int) -> None:
    real = OSA.distance(one, other)
    found = typos(one, other, most)
    assert found == real if real <= most else found > most
    expected = {other: real} if real <= most else {}
    assert dict(within(one, [other], most)) == expected
    assert dict(within(one, [other, *FAR], most)) == expected


@settings(max_examples=1000)
@given(letters, letters)
@example("ca", "abc")
def test_likeness(one: str, other: str) -> None:
    expected = OSA.normalized_similarity(one, other)
    assert abs(likeness(one, other) - expected) < 1e-9
