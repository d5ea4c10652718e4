"""Tables against a brute-force reader: whatever is near, begins so or is the key is found, and nothing else."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from termbase.index import lines, table
from termbase.index.container import KEY, contained
from termbase.index.lines import Numbered, Sorted, encoded, numbered
from termbase.index.sorting import Sorter
from termbase.index.table import Table

letters = st.text("ab", min_size=1, max_size=9) | st.text("abcд基\ud800\x01𐍈", min_size=1, max_size=12)
pairs = st.lists(st.tuples(letters, st.integers(0, 99)), max_size=60)


def made(content: list[tuple[str, int]]) -> Table:
    sorter = Sorter(run=7)
    for key, row in content:
        sorter.add([f"{key}\t{row}"])
    return Table(contained(table.table("t", sorter), bytes(KEY)).parts, "t")


def rows(content: list[tuple[str, int]], key: str) -> list[int]:
    return sorted({row for found, row in content if found == key})


@pytest.fixture(autouse=True, params=["small blocks", "large blocks"])
def blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "small blocks":
        monkeypatch.setattr(lines, "_BLOCK", 16)
        monkeypatch.setattr(lines, "_WINDOW", 5)
        monkeypatch.setattr(table, "_FEW", 40)


laws = settings(deadline=None, max_examples=300)


@laws
@given(pairs, letters)
def test_rows_and_beginnings(content: list[tuple[str, int]], asked: str) -> None:
    found = made(content)
    for key in {asked, *(key for key, _row in content)}:
        assert found.rows(key) == rows(content, key)
        assert sorted(found.beginning(key)) == sorted(
            {each: rows(content, each) for each, _row in content if each.startswith(key)}.items()
        )
        lengths = [len(each) for each, _rows in found.beginning(key)]
        assert lengths == sorted(lengths)
        assert (found.size(key) > 0) == any(each.startswith(key) for each, _row in content)


@laws
@given(pairs, letters, st.integers(0, 2))
@example([("abcdef", 1)], "bacdfe", 2)
@example([("abcdefghi", 1)], "abdcefhgi", 2)
def test_near(content: list[tuple[str, int]], asked: str, distance: int) -> None:
    expected = {key: OSA.distance(asked, key) for key, _row in content}
    expected = {key: typos for key, typos in expected.items() if typos <= distance}
    assert dict(made(content).near(asked, distance)) == expected


typed = st.text("abc", min_size=1, max_size=14)


@laws
@given(
    typed,
    st.lists(st.tuples(st.sampled_from("idrt"), st.integers(0, 13), st.sampled_from("abx")), max_size=2),
)
def test_every_typo_is_borne(key: str, typos: list[tuple[str, int, str]]) -> None:
    asked = key
    for kind, at, letter in typos:
        match kind:
            case "i":
                asked = asked[:at] + letter + asked[at:]
            case "d":
                asked = asked[:at] + asked[at + 1 :]
            case "r" if at < len(asked):
                asked = asked[:at] + letter + asked[at + 1 :]
            case "t":
                asked = asked[:at] + asked[at + 1 : at + 2] + asked[at : at + 1] + asked[at + 2 :]
    if asked and (distance := OSA.distance(asked, key)) <= 2:
        assert dict(made([(key, 1)]).near(asked, max(1, distance))) == {key: distance}


def test_long_keys_are_keys() -> None:
    found = made([("x" * 5000, 1), ("y", 2)])
    assert found.rows("x" * 5000) == [1]
    assert list(found.near("x" * 4998, 2)) == [("x" * 5000, 2)]
    assert [key for key, _rows in found.beginning("x" * 4000)] == ["x" * 5000]


@given(st.lists(st.text("abд", max_size=5).map(encoded), max_size=40).map(sorted), st.text("abд", max_size=3))
def test_sorted_lines(content: list[bytes], start: str) -> None:
    content = [line for line in dict.fromkeys(content) if line]
    own = Sorted(contained([("l", [b"\n", *(line + b"\n" for line in content)])], bytes(KEY)).parts["l"])
    expected = [line.decode() for line in content if line.startswith(encoded(start))]
    assert own.beginning(start) == expected
    assert own.line(start) == (expected[0] if expected else None)
    behind = content[bisect_left(content, encoded(start) + b"\xff") :]
    assert own.after(start) == (behind[0].decode() if behind else None)


@given(st.lists(st.binary(max_size=5), max_size=20))
def test_numbered_lines(content: list[bytes]) -> None:
    ends = bytearray()
    parts = [("l", numbered(content, ends)), ("e", [ends])]
    own = Numbered(*contained(parts, bytes(KEY)).parts.values())
    assert [own[number] for number in range(len(own))] == content
