"""Plain text: paragraphs, and which single lines are headings."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.documents.document import splice
from termbase.documents.txt import blocks


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        (" \n\t\n\u00a0\n", []),
        ("Eins", ["Eins"]),
        ("  Eins \n", ["Eins"]),
        ("Eins\nZwei\n\nDrei", ["Eins\nZwei", "Drei"]),
        ("Eins\r\nZwei\r\n\r\nDrei\r\n", ["Eins\r\nZwei", "Drei"]),
        ("Eins\rZwei\r\rDrei", ["Eins\rZwei", "Drei"]),
        ("Eins\n \t\u00a0\nZwei", ["Eins", "Zwei"]),
        ("Eins\n\n\n\nZwei\n\n", ["Eins", "Zwei"]),
        ("Eins\r\n\nZwei\n\r\nDrei", ["Eins", "Zwei", "Drei"]),
    ],
)
def test_paragraphs(source: str, expected: list[str]) -> None:
    assert [block.text for block in blocks(source)] == expected


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("Die ODKB schweigt", ["paragraph"]),  # what stands alone heads nothing
        ("Kein Ende\n\nEin Satz.", ["heading", "paragraph"]),
        ("Ein Satz.\n\nEin Satz.", ["paragraph", "paragraph"]),
        ("Was nun?\n\nEin Satz.", ["paragraph", "paragraph"]),
        ("Er sagt „Nein.“\n\nEin Satz.", ["paragraph", "paragraph"]),
        ("Dazu:\n\nEin Satz.", ["paragraph", "paragraph"]),
        ("Oben\n\nUnten\n\nEin Satz.\n\nQuelle", ["heading", "heading", "paragraph", "paragraph"]),
        ("- Kiew\n\n1. Minsk\n\nEin Satz.", ["paragraph", "paragraph", "paragraph"]),
        ("Zwei\nZeilen\n\nEin Satz.", ["paragraph", "paragraph"]),
        ("x" * 121 + "\n\nEin Satz.", ["paragraph", "paragraph"]),
    ],
)
def test_headings(source: str, kinds: list[str]) -> None:
    assert [block.kind for block in blocks(source)] == kinds


@given(st.text(alphabet="aä😀 \t\n\r.-\u00a0\u2028\x0b"))
def test_pieces_hold(source: str) -> None:
    at = 0
    replacements = []
    for block in blocks(source):
        (piece,) = block.pieces
        assert at <= piece.start < piece.end <= len(source)
        assert source[piece.start : piece.end] == piece.text == piece.text.strip()
        assert not source[at : piece.start].strip()
        at = piece.end
        replacements.append((piece.start, piece.end, piece.text))
    assert not source[at:].strip()
    assert splice(source, replacements) == splice(source, []) == source


@pytest.mark.parametrize("part", ["\n", " ", "a\n \n", "\r\n \t", "a", "a "])
def test_hostile_input_takes_no_quadratic_time(part: str) -> None:
    start = time.perf_counter()
    for _block in blocks(part * 200_000):
        pass
    assert time.perf_counter() - start < 10
