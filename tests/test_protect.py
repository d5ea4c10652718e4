"""What in a text must stay (law 8): the spans themselves."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.text.protect import apart, is_sic, overlaps, protected, signs, switched_off


def stretches(text: str) -> list[str]:
    return [text[start:end] for start, end in protected(text)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("siehe https://a.example/Kiew?x=1#y.", ["https://a.example/Kiew?x=1#y"]),
        ("(https://a.example/Kiew)", ["https://a.example/Kiew"]),
        ("„https://a.example/Kiew“", ["https://a.example/Kiew"]),
        ("www.kiew.de, kiew.de und kiew.com/x", ["www.kiew.de", "kiew.de", "kiew.com/x"]),
        ("mail a.b+c@kiew.example an", ["a.b+c@kiew.example"]),
        ("Kiew.pdf und Lage_Kiew.docx", ["Kiew.pdf", "Lage_Kiew.docx"]),
        ("/srv/Kiew ./Kiew ../Kiew ~/Kiew", ["/srv/Kiew", "./Kiew", "../Kiew", "~/Kiew"]),
        ("C:\\Kiew\\x und", ["C:\\Kiew\\x"]),
        ("@kiew, #kiew!", ["@kiew", "#kiew"]),
        ("{x} {0} ${x} %(x)s %s %1$s {{ x }}", ["{x}", "{0}", "${x}", "%(x)s", "%s", "%1$s", "{{ x }}"]),
        ("`Kiew` ``K ` w``", ["`Kiew`", "``K ` w``"]),
        ("<b>Kiew</b> <!-- Kiew --> &nbsp;", ["<b>", "</b>", "<!-- Kiew -->", "&nbsp;"]),
        ("ODKB/CSTO/x.txt", ["ODKB/CSTO/x.txt"]),
        ("Kiew/Charkow", []),
        ("und/oder, 1/2, 24/7", []),
        ("Kiew. Er kam.", []),
        ("a < b > c & d; 50 % der", []),
        ("AT&T; R&D", []),
        ("C# und Nr. 5, z. B. so", []),
        ("Er kam.Sie ging.", []),
        ("3 @ 4", []),
    ],
)
def test_spans(text: str, kept: list[str]) -> None:
    assert stretches(text) == kept


@given(st.text(st.sampled_from("abK./\\@#%{}$`<>&;:~()s “”-w\n"), max_size=60))
def test_spans_ascend_apart(text: str) -> None:
    spans = protected(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))


@pytest.mark.parametrize(
    "hostile", ["<", "{", "`", "a.", "a@", "%(", "&a", "<!--", "a-", "/a", "://", "www.", "a/"]
)
def test_hostile_text_is_read_in_time(hostile: str) -> None:
    start = time.perf_counter()
    protected(hostile * 10_000)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a termbase: off b termbase: on c", [(2, 30)]),
        ("a termbase: off b", [(2, 17)]),
        ("a termbase: on b", []),
        ("termbase: off termbase: off x termbase: on y termbase: on", [(0, 42)]),
        ("termbase: offen", []),
    ],
)
def test_switches(text: str, spans: list[tuple[int, int]]) -> None:
    assert switched_off(text) == spans


@pytest.mark.parametrize(
    "after", [" [sic]", " (sic!)", "“ [sic]", "[sic]", "« (sic)", "' [sic!]", " [Sic]", "\u00a0[sic]"]
)
def test_sic(after: str) -> None:
    assert is_sic(f"Kiew{after} und", 4)


@pytest.mark.parametrize("after", [" sicher", " (sicher)", ", [sic]", " so [sic]", "", " [sic"])
def test_no_sic(after: str) -> None:
    assert not is_sic(f"Kiew{after}", 4)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda each: (each[0], sum(each)))


@given(st.lists(SPANS), SPANS)
def test_overlaps_with_any_of_the_spans(spans: list[tuple[int, int]], own: tuple[int, int]) -> None:
    shares = any(set(range(*span)) & set(range(*own)) for span in spans)
    assert overlaps(apart(spans), *own) is shares


def test_touching_is_no_overlap() -> None:
    assert overlaps([(0, 4)], 3, 5)
    assert not overlaps([(0, 4)], 4, 5)
    assert not overlaps([], 0, 5)


@given(st.text(st.sampled_from("ab5٣ .:/@#\\_<%{`&é…”)\n\xa0\u2028")))
def test_compiled_code_sees_the_same_signs(text: str) -> None:
    scanning = pytest.importorskip("termbase.text._scanning")
    assert scanning.signs(text) == signs(text)
