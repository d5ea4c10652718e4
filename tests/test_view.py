"""The view of a text: what it folds, and that its map leads back exactly."""

from __future__ import annotations

import unicodedata
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.text.view import View, character, composes, fold, slow_view, view

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_pieces = st.sampled_from(
    [
        *"aäeßİКй가각ﬀ😀𝔄 -'’.\t\n\x85\u00a0\u202f\u2010\u2011\u02bc\u2028\u2029\u0308\u0301",
        *INVISIBLE,
        *("e\u0301", "Z\u0307", "\u1112\u1161\u11ab", "  ", "\r\n", "\n\n"),
    ]
)
any_text = st.one_of(st.lists(_pieces, max_size=20).map("".join), st.text(max_size=30))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Kiew", "Kiew"),
        ("Ki\u00adew", "Kiew"),
        ("Ki\u200bew\ufeff", "Kiew"),
        ("Scho\u0308n", "Schön"),
        ("\u1112\u1161\u11ab", "한"),
        ("São\u00a0Paulo", "São Paulo"),
        ("São \n  Paulo", "São Paulo"),
        ("São\r\nPaulo", "São Paulo"),
        ("São\n\nPaulo", "São\nPaulo"),
        ("São\r\n\r\nPaulo", "São\nPaulo"),
        ("São\u2029Paulo", "São\nPaulo"),
        ("ODKB\u2011Mission", "ODKB-Mission"),
        ("Hawai’i Hawaiʼi", "Hawai'i Hawai'i"),
        ("a–b — c", "a–b — c"),
        ("", ""),
    ],
)
def test_folds(text: str, seen: str) -> None:
    assert view(text).text == seen
    assert fold(text) == seen


@given(any_text)
def test_map_leads_back(text: str) -> None:
    seen = view(text)
    spans = [seen.source(at, at + 1) for at in range(len(seen.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for (start, end), group in groupby(range(len(spans)), lambda at: spans[at]):
        assert view(text[start:end]).text == "".join(seen.text[at] for at in group)
    for (_, end), (start, _) in pairwise(dict.fromkeys(spans)):
        assert start >= end
        assert view(text[end:start]).text == "", "only what is invisible lies between"


@given(any_text)
def test_spans_join(text: str) -> None:
    seen = view(text)
    for start, end in [(0, len(seen.text)), (0, len(seen.text) // 2), (len(seen.text) // 2, len(seen.text))]:
        if start < end:
            assert view(text[slice(*seen.source(start, end))]).text == seen.text[start:end]


@given(any_text)
def test_composition_does_not_matter(text: str) -> None:
    assert view(unicodedata.normalize("NFD", text)).text == view(unicodedata.normalize("NFC", text)).text


@given(any_text)
def test_view_is_composed_and_seen_as_itself(text: str) -> None:
    seen = view(text).text
    assert unicodedata.is_normalized("NFC", seen)
    assert fold(seen) == seen.replace("\n", " "), "a bound that is seen alone is a line break"
    assert not set(INVISIBLE) & set(seen)


@given(any_text)
def test_small_letters_are_aligned(text: str) -> None:
    seen = view(text)
    assert len(seen.lower) == len(seen.text)
    for char, small in zip(seen.text, seen.lower, strict=True):
        assert small == (char.lower() if len(char.lower()) == 1 else char)


def test_ordinary_text_needs_no_map() -> None:
    text = "Wladimir Putin sprach – „Nein“ – in Kiew. Schön: 50 % für São Paulo!"
    assert view(text) == View(text, text.lower())
    assert view(text).source(3, 7) == (3, 7)


@given(any_text)
def test_compiled_code_folds_as_python_does(text: str) -> None:
    """It may leave a text to Python, but not one of usual letters and any white space."""
    scanning = pytest.importorskip("termbase.text._scanning")
    found = scanning.quick_view(text, character, composes)
    if found is None:
        assert not set(text) <= set("aäßКй -’'.İΣς😀\t\n\r\x85\xa0\xad\u2010\u2029\u200b\ufeff")
    else:
        assert View(*found) == slow_view(text)


@pytest.mark.parametrize("code", [0, 0x9BE, 0x9C7, 0x94D, 0x1E0A, 0x1F000, *range(0x40, 0x3100, 97)])
def test_what_is_sure_of_a_character_is_in_nfc_beside_anything(code: int) -> None:
    char = chr(code)
    own = character(char)
    if own.seen and not own.joins:
        for other in "a가\u1112\u09c7İ":
            beside = f"{other}{chr(own.seen)}{other}"
            assert unicodedata.is_normalized("NFC", beside)
            assert fold(f"a{char}a") == f"a{chr(own.seen)}a"


@given(
    st.lists(st.sampled_from("aक가ো\u093c\u094d\u0301\u0323\u09be\u09c7\u1161\u11a8\u0653ا"), max_size=6).map(
        "".join
    )
)
def test_compiled_code_knows_the_order_of_marks(text: str) -> None:
    scanning = pytest.importorskip("termbase.text._scanning")
    found = scanning.quick_view(text, character, composes)
    assert found is None or found[0] == slow_view(text).text == unicodedata.normalize("NFC", text) == text
