"""Patterns in mapped tables: found as by a reader who compares all of them at every place."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import termbase
from termbase.glossary.schema import read_glossary
from termbase.index import mapped as mapped_module
from termbase.index import stems as stems_module
from termbase.index.cache import write_compiled
from termbase.index.container import KEY, PAGE, Container, DamagedError, contained, write
from termbase.index.mapped import Found, Growing, MappedPatterns, Numbers, mapped_parts

SHIPPED = Path(__file__).parents[1] / "glossary"
LETTERS = st.sampled_from("ab -é基\U00010400\ue000\ud800")
patterns = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=30, unique=True)
led = st.lists(st.text(LETTERS, max_size=6).map(" {}".format), min_size=1, max_size=30, unique=True)


def mapped(patterns: Sequence[str]) -> MappedPatterns:
    return MappedPatterns(contained(mapped_parts("p", patterns), bytes(KEY)).parts, "p")


def everywhere(patterns: Sequence[str], text: str) -> Iterator[Found]:
    for at in range(len(text)):
        for number, pattern in enumerate(patterns):
            if text.startswith(pattern, at):
                yield at, at + len(pattern), number


@settings(max_examples=400, deadline=None)
@given(patterns | led, st.lists(st.text(LETTERS, max_size=40), min_size=1, max_size=3))
def test_all_patterns_are_found(patterns: list[str], texts: list[str]) -> None:
    own = mapped(patterns)
    for text in texts:
        assert sorted(own.find(text)) == sorted(everywhere(patterns, text))


def test_patterns_that_begin_others() -> None:
    patterns = [" san", " san a", " san an", " san antonio", " sana", " sandberg", " s"]
    found = sorted(mapped(patterns).find(" san antonia sandsack "))
    assert [patterns[number] for _start, _end, number in found] == [
        *(" s", " san", " san a", " san an", " s", " san"),
    ]


def test_nothing_is_written_of_nothing() -> None:
    assert list(mapped_parts("p", [])) == []


def test_a_damaged_table_is_no_answer() -> None:
    from io import BytesIO

    patterns = [f" ort{number:05}" for number in range(6000)]
    file = BytesIO()
    write(file, mapped_parts("p", patterns), bytes(KEY))
    data = bytearray(file.getvalue())
    assert len(data) > 5 * PAGE
    data[3 * PAGE] ^= 1
    with pytest.raises(DamagedError):
        list(MappedPatterns(Container(bytes(data), bytes(KEY)).parts, "p").find(" ort00001 "))


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1))
def test_numbers(numbers: list[int]) -> None:
    own = Numbers(contained([("n", [array("I", numbers).tobytes()])], bytes(KEY)).parts["n"])
    assert len(own) == len(numbers)
    assert [own[at] for at in range(len(numbers))] == numbers


def test_many_numbers_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped_module, "_ONE_BY_ONE", 3)
    own = Numbers(contained([("n", [array("I", range(10)).tobytes()])], bytes(KEY)).parts["n"])
    assert [own[at] for at in (9, 1, 2, 3, 9)] == [9, 1, 2, 3, 9]
    assert len(own) == 10


def test_the_automaton_is_read_when_much_is_sought() -> None:
    read: list[str] = []

    def automaton() -> object:
        read.append("automaton")
        return lambda text: [(0, 1, 1)]

    def tables(text: str) -> Iterable[Found]:
        return [(0, 1, 0)]

    find = Growing(tables, automaton, 10)  # type: ignore[arg-type]
    assert [list(find("a" * length)) for length in (6, 4)] == [[(0, 1, 0)]] * 2
    assert read == []
    assert [list(find("a")) for _time in range(3)] == [[(0, 1, 1)]] * 3
    assert read == ["automaton"]


def test_short_and_long_texts_are_searched_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "own.termbase"
    write_compiled(path, read_glossary(SHIPPED))
    texts = [file.read_text("utf-8") for file in sorted((SHIPPED.parent / "seeds").glob("*.txt"))]
    made = []
    for worth in (10**9, 1):
        monkeypatch.setattr(stems_module, "_WORTH", {"led": worth, "bare": worth})
        base = termbase.load(path)
        made.append([base.normalise(text, lang="de").edits for text in texts])
    assert made[0] == made[1]
    assert any(made[0])
