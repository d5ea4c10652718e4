"""Word ends after Unicode (law 4)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.text.words import (
    begins_word,
    ends_word,
    has_spaceless,
    in_compound,
    is_word,
    spaced,
    word_before,
)


@pytest.mark.parametrize("char", [*"aßİЯ中가م7²", "\u0301", "\u093e"])
def test_letters_marks_and_digits_make_words(char: str) -> None:
    assert is_word(char)


@pytest.mark.parametrize("char", [*" -–—/'’ʼ"[:7], *"\u2010\u2011._,;:!?()„“»«\u00a0\u00ad😀€%"])
def test_everything_else_ends_them(char: str) -> None:
    assert not is_word(char)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Kiew brennt", [0, 5]),
        ("ODKB-Mission", [0, 5]),
        ("Kiew/Charkow", [0, 5]),
        ("l’Astana", [0, 2]),
        ("e\u0301a", [0]),
        ("Kiew7 7Kiew", [0, 6]),
        ("_a", [1]),
        ("", []),
        (" – ", []),
    ],
)
def test_word_starts(text: str, starts: list[int]) -> None:
    assert [at for at, char in enumerate(text) if is_word(char) and begins_word(text, at)] == starts


@given(st.text(st.characters() | st.sampled_from("aß0 -_.’„ก่基\u0301\ud800𐐀€")))
def test_what_belongs_to_no_word_is_spaced(text: str) -> None:
    assert spaced(text) == "".join(char if is_word(char) else " " for char in text)


@pytest.mark.parametrize("text", ["กา", "a基", "カ", "𠀀", "ကa", "ខa", "ｶ"])
def test_scripts_without_spaces(text: str) -> None:
    assert has_spaceless(text)


@pytest.mark.parametrize("text", ["", "Kiew", "Київ – „Kiew“", "ạ", "ქ", "한", "\ufeff", "\ud800"])
def test_scripts_with_spaces(text: str) -> None:
    assert not has_spaceless(text)


def test_ends_of_words() -> None:
    assert ends_word("Kiew", 4)
    assert ends_word("Kiew-Reise", 4)
    assert not ends_word("Kiews", 4)
    assert not ends_word("Kiew\u0301", 4)
    assert begins_word("Kiew", 0)
    assert begins_word("(Kiew", 1)
    assert not begins_word("xKiew", 1)
    assert not begins_word("7Kiew", 1)


def test_word_before_a_place() -> None:
    assert word_before("im OVKS", 2) == "im"
    assert word_before("im OVKS", 3) == ""
    assert word_before("Zürich", 6) == "Zürich"


@pytest.mark.parametrize(
    ("text", "name", "answer"),
    [
        ("Kiew-Reise", "Kiew", True),
        ("Kiew- und Rio-Reisen", "Kiew", True),
        ("Kiew-, Rio-Reisen", "Kiew", True),
        ("(Inlands- und Kiew-)", "Kiew", True),
        ("Anti-Kiew", "Kiew", True),
        ("Kiew-", "Kiew", True),
        ("Kiew", "Kiew", False),
        ("in Kiew - und", "Kiew", False),
        ("Kiew–Reise", "Kiew", False),
        (" -Kiew", "Kiew", False),
        ("Kiew/Rio", "Kiew", False),
    ],
)
def test_compounds(text: str, name: str, answer: bool) -> None:
    start = text.index(name)
    assert in_compound(text, start, start + len(name)) is answer
