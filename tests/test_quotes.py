"""Quotations: which stretches the marks of a language enclose."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.languages.language import language
from termbase.text.quotes import ALL_MARKS, quotations

GERMAN = language("de").marks
ENGLISH = language("en").marks


def quoted(text: str, marks: dict[str, str]) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, marks)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("„A“ B", ["„A“"]),
        ("„A” B", ["„A”"]),
        ("»A« B", ["»A«"]),
        ("«A» B", ["«A»"]),
        ("“A” B", ["“A”"]),
        ('"A" B', ['"A"']),
        ("‚A‘ B", ["‚A‘"]),
        ("›A‹ B", ["›A‹"]),
        ("'A' B", ["'A'"]),
        ("„A ‚B‘ C“", ["‚B‘", "„A ‚B‘ C“"]),
        ("»A ›B‹ C«", ["›B‹", "»A ›B‹ C«"]),
        ("„A »B« C“", ["»B«", "„A »B« C“"]),
        ("„A“ B „C“", ["„A“", "„C“"]),
        ('"A" B "C"', ['"A"', '"C"']),
        ("„A", []),
        ("A“", []),
        ("„A „B“ C", ["„B“"]),
        ("Sas’ A und Koz’ B", []),
        ("Sas' A und Koz' B", []),
        ("geht's, gibt’s", []),
        ('5" und 7"', []),
        ("„A“B“ C", ["„A“"]),
        ("(„A“)", ["„A“"]),
        ("", []),
    ],
)
def test_german(text: str, found: list[str]) -> None:
    assert quoted(text, GERMAN) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“A” B", ["“A”"]),
        ("‘A’ B", ["‘A’"]),
        ("“A ‘B’ C”", ["‘B’", "“A ‘B’ C”"]),
        ("‘It’s A,’ she", ["‘It’s A,’"]),
        ("the allies’ A and the ministers’ B", []),
        ("“A\n“B”", ["“B”"]),
    ],
)
def test_english(text: str, found: list[str]) -> None:
    assert quoted(text, ENGLISH) == found


@given(
    st.text(st.sampled_from("aB .„“”»«‚‘’›‹\"'"), max_size=30), st.sampled_from((GERMAN, ENGLISH, ALL_MARKS))
)
def test_quotations_nest_or_stand_apart(text: str, marks: dict[str, str]) -> None:
    found = quotations(text, marks)
    for q in found:
        assert text[q.end - 1] in marks[text[q.start]]
    for one, two in combinations(found, 2):
        apart = one.end <= two.start or two.end <= one.start
        nested = one.start < two.start < two.end < one.end or two.start < one.start < one.end < two.end
        assert apart or nested
