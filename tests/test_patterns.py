"""Patterns in sorted tables: found as by a reader who compares all of them, in Python as in compiled code."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.index import patterns as patterns_module
from termbase.index import seeking
from termbase.index.container import KEY, PAGE, Container, DamagedError, contained, write
from termbase.index.patterns import Numbers, PatternFinder, Patterns, sorted_patterns, stored_patterns
from termbase.index.seeking import Proposal
from termbase.text.words import begins_word, end_of_word, is_ordinary, is_word, kind_of

try:
    from termbase.index import _seeking as compiled
except ImportError:
    compiled = None

LETTERS = st.sampled_from("ab -.'é基・ก่\u0301я\U00010400\ue000\ud8007_\x00")
stems = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=30, unique=True)
seekers = pytest.mark.parametrize(
    "module",
    [
        seeking,
        pytest.param(
            compiled, marks=pytest.mark.skipif(compiled is None, reason="needs the compiled module")
        ),
    ],
    ids=["in Python", "compiled"],
)


def kept(patterns: Sequence[str]) -> Patterns:
    return stored_patterns(contained(sorted_patterns(patterns).parts("p"), bytes(KEY)).parts, "p")


def everywhere(led: Sequence[str], bare: Sequence[str], lower: str) -> Iterator[Proposal]:
    """What every stem comes to that is compared with the text at every place where a word begins."""
    for start in range(len(lower)):
        for end in range(start + 1, len(lower) + 1):
            piece = lower[start:end]
            word = end_of_word(lower, end)
            if is_ordinary(lower[start]) and _starts(lower, start):
                own = seeking.led(piece)
                yield from ((start, end, word, at) for at, stem in enumerate(led) if stem == own)
            if begins_word(lower, start):
                own = seeking.unhyphened(piece)
                yield from ((start, end, word, len(led) + at) for at, stem in enumerate(bare) if stem == own)


def _starts(lower: str, at: int) -> bool:
    """Whether an ordinary word begins there: not behind a mark on a letter of a script without spaces."""
    return not at or not is_word(lower[at - 1]) or (begins_word(lower, at) and lower[at].isalnum())


@seekers
@settings(max_examples=300, deadline=None)
@given(found=stems, texts=st.lists(st.text(LETTERS, max_size=30), min_size=1, max_size=3))
def test_all_stems_are_proposed(module: object, found: list[str], texts: list[str]) -> None:
    led = list(dict.fromkeys(seeking.led(stem) for stem in found if is_ordinary(stem[0])))
    bare = list(dict.fromkeys(seeking.unhyphened(stem) for stem in found if not is_ordinary(stem[0])))
    own = module.Seeker(kept(led), kept(bare))  # type: ignore[attr-defined]
    for text in texts:
        assert own.proposals(text) == sorted(everywhere(led, bare, text))


@seekers
def test_stems_that_begin_others(module: object) -> None:
    found = ["san", "san a", "san an", "san antonio", "sana", "sandberg", "s", "san antonio de los b"]
    own = module.Seeker(kept(found), kept([]))  # type: ignore[attr-defined]
    proposed = own.proposals("san antonia sandsack")
    assert [found[number] for _start, _after, _end, number in proposed] == [
        *("s", "san", "san a", "san an", "s", "san"),
    ]


@seekers
@pytest.mark.parametrize("text", ["", " ", "\U0010ffff" * 9, "a" * 100_000])
def test_odd_texts(module: object, text: str) -> None:
    own = module.Seeker(kept(["a" * 9]), kept([]))  # type: ignore[attr-defined]
    assert len(own.proposals(text)) == (len(text) == 100_000)


@seekers
def test_texts_of_different_lengths_are_refused(module: object) -> None:
    if module is compiled:
        own = module.Seeker(kept(["a"]), kept([]))  # type: ignore[attr-defined]
        with pytest.raises(ValueError, match="lengths"):
            own.matches("a", "aa", own.words(), print)


@pytest.mark.skipif(compiled is None, reason="needs the compiled module")
@given(st.lists(st.one_of(st.text("aä한😀", min_size=1, max_size=3), st.integers(0, 9999).map(str))))
def test_words_are_remembered_as_in_a_dictionary(words: list[str]) -> None:
    own, wanted = compiled.Words(), dict[str, int]()
    for _time in range(2):
        for number, word in enumerate(words):
            own[word] = wanted[word] = number
            assert len(own) == len(wanted)
        for word in (*words, "a", "", "aaaa", "aä한😀"):
            assert own.get(word) == wanted.get(word)
        own.clear()
        wanted.clear()
        assert [own.get(word) for word in words] == [None] * len(words)


@pytest.mark.skipif(compiled is None, reason="needs the compiled module")
def test_many_words_are_remembered() -> None:
    own = compiled.Words()
    for number in range(50_000):
        own[f"word {number}"] = number
    assert all(own.get(f"word {number}") == number for number in range(50_000))
    assert own.get("word 50000") is None
    with pytest.raises(ValueError, match="empty"):
        own[""] = 0


@pytest.mark.skipif(compiled is None, reason="needs the compiled module")
@pytest.mark.parametrize("name", ["Seeker", "Search", "Table", "Written"])
def test_nothing_is_made_of_nothing(name: str) -> None:
    made = getattr(compiled, name)
    with pytest.raises(TypeError):
        made.__new__(made)


def test_kinds_of_characters() -> None:
    assert [kind_of(char) for char in "a7_ -・"] == [17, 17, 0, 0, 0, 0]
    assert [kind_of(char) for char in ("\u0301", "基", "\u0e31", "\ud800")] == [5, 11, 7, 0]


def test_nothing_is_written_of_nothing() -> None:
    assert list(sorted_patterns([]).parts("p")) == []
    assert list(PatternFinder(kept([])).at("a", 0)) == []


def test_a_damaged_table_is_no_answer() -> None:
    file = BytesIO()
    write(file, sorted_patterns([f"ort{number:05}" for number in range(6000)]).parts("p"), bytes(KEY))
    data = bytearray(file.getvalue())
    assert len(data) > 5 * PAGE
    data[3 * PAGE] ^= 1
    with pytest.raises(DamagedError):
        stored_patterns(Container(bytes(data), bytes(KEY)).parts, "p")


HOSTILE = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 30, 2**31, 2**32 - 1])


@seekers
@settings(max_examples=500, deadline=None)
@given(
    found=st.lists(st.text("ab ", min_size=1, max_size=9), min_size=1, max_size=5, unique=True),
    field=st.sampled_from(["texts", "heads", "ends", "numbers", "within"]),
    at=st.integers(0, 5),
    value=HOSTILE,
    cut=st.booleans(),
)
def test_tables_that_contradict_themselves(
    module: object, found: list[str], field: str, at: int, value: int, cut: bool
) -> None:
    """A file whose checksums are right may hold anything: it is refused, or searched to an end within its bounds."""
    led = kept(found)
    table = array(
        led.heads.format if field == "heads" else "B" if field == "texts" else "I", getattr(led, field)
    )
    if cut:
        del table[at:]
    else:
        table[at % len(table)] = value % 256 if field == "texts" else value
    broken = led._replace(**{field: memoryview(table)})
    for tables in ((broken, kept([])), (kept([]), broken)):
        text = "ab ab aabbaabb b  a"
        try:
            proposed = module.Seeker(*tables).proposals(text)  # type: ignore[attr-defined]
        except DamagedError:
            continue
        for start, after, end, number in proposed:
            assert 0 <= start <= after <= end <= len(text)
            assert number < len(found)


def test_tables_that_are_no_numbers_are_refused() -> None:
    parts = dict(sorted_patterns(["kiel", "kiew"]).parts("p"))
    for field in ("heads", "ends", "numbers", "within"):
        own = {**parts, f"p.{field}": [*parts[f"p.{field}"], b"x"]}
        with pytest.raises(DamagedError):
            stored_patterns(contained(own.items(), bytes(KEY)).parts, "p")
        del own[f"p.{field}"]
        with pytest.raises(DamagedError):
            stored_patterns(contained(own.items(), bytes(KEY)).parts, "p")


@given(st.lists(st.integers(0, 2**32 - 1), min_size=1))
def test_numbers(numbers: list[int]) -> None:
    own = Numbers(contained([("n", [array("I", numbers).tobytes()])], bytes(KEY)).parts["n"])
    assert len(own) == len(numbers)
    assert [own[at] for at in range(len(numbers))] == numbers


def test_many_numbers_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns_module, "_ONE_BY_ONE", 3)
    own = Numbers(contained([("n", [array("I", range(10)).tobytes()])], bytes(KEY)).parts["n"])
    assert [own[at] for at in (9, 1, 2, 3, 9)] == [9, 1, 2, 3, 9]
    assert len(own) == 10
