"""The compiled glossary: the same as a fresh one, never stale, and whole or not there at all."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import termbase
from termbase.glossary.schema import read_glossary
from termbase.index import cache
from termbase.index.cache import (
    cache_folder,
    fetch,
    load_glossary,
    open_compiled,
    open_names,
    store,
    write_compiled,
)
from termbase.index.compiled import Concepts
from termbase.index.container import PAGE
from termbase.index.names import Names
from termbase.model import Glossary, TermbaseError

SHIPPED = Path(__file__).resolve().parent.parent / "glossary"

ORGANISATIONS = """\
csto:
  kind: organisation
  terms:
    de:
      - {term: OVKS, type: acronym, gender: f, variants: [ODKB, {term: ОДКБ, kind: translation}]}
    ru: [ОДКБ]
"""
PLACES = """\
kyiv:
  kind: place
  terms:
    de: [{term: Kyjiw, gender: n, variants: [Kiew]}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A glossary of two files and a style, with an empty cache beside it."""
    monkeypatch.setenv("TERMBASE_CACHE", str(tmp_path / "cache"))
    return written(tmp_path / "glossary")


def written(folder: Path) -> Path:
    (folder / "styles").mkdir(parents=True)
    (folder / "organisations.yaml").write_text(ORGANISATIONS, encoding="utf-8")
    (folder / "places.yaml").write_text(PLACES, encoding="utf-8")
    (folder / "styles" / "old.yaml").write_text("language: de\nprefer: [Kiew]\n", encoding="utf-8")
    return folder


def entries() -> list[Path]:
    folder = cache_folder()
    assert folder is not None
    return sorted(Path(folder).glob("*")) if Path(folder).is_dir() else []


@contextmanager
def unread() -> Iterator[None]:
    """A warm start: reading the YAML files is an error."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cache, "_read", lambda folder, style: pytest.fail("read again"))
        yield


def seen(glossary: Glossary) -> str:
    """All there is in a glossary, with what does not count as a difference: places, and the order of concepts."""
    return repr((dict(glossary.concepts), replace(glossary, concepts={})))


def test_the_shipped_glossary_comes_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TERMBASE_CACHE", str(tmp_path))
    fresh = read_glossary(SHIPPED)
    load_glossary(SHIPPED)
    with unread():
        compiled = open_compiled(SHIPPED)
    assert compiled.glossary == fresh
    assert seen(compiled.glossary) == seen(fresh)
    assert contents(compiled.names) == contents(Names.of(fresh))


def contents(names: Names) -> dict[str, bytes]:
    """All parts of a look-up index."""
    own = ("names", "keys", "acronyms", "words", "transcriptions", "skeletons")
    return {
        name: part.read() for name, part in vars(names)["_parts"].items() if name.partition(".")[0] in own
    }


def test_a_warm_start_reads_no_yaml_and_parses_what_it_needs(folder: Path) -> None:
    load_glossary(folder)
    with unread():
        names = open_names(folder)
        assert isinstance(names.concepts, Concepts)
        found = names.search("ODKB")
        assert names.term(found[0].name).text == "OVKS"
        assert set(vars(names.concepts)["_parsed"]) == {"csto"}
        assert "kyiv" in names.concepts
        assert list(names.concepts) == ["csto", "kyiv"]


def same_size(path: Path) -> None:
    """Another content of the same size and time."""
    times = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("Kiew", "Kijw"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES = {
    "content of the same size and time": lambda folder: same_size(folder / "places.yaml"),
    "a comment": lambda folder: (folder / "places.yaml").write_text("\n" + PLACES, encoding="utf-8"),
    "a new file": lambda folder: (folder / "more.yaml").write_text("", encoding="utf-8"),
    "a file less": lambda folder: (folder / "places.yaml").unlink(),
    "a new name": lambda folder: (folder / "places.yaml").rename(folder / "towns.yaml"),
    "the register": lambda folder: (folder / "sources.yaml").write_text("s1: {title: A}\n", encoding="utf-8"),
    "the settings": lambda folder: (folder / "termbase.yaml").write_text("language: de\n", encoding="utf-8"),
    "a style": lambda folder: (folder / "styles" / "old.yaml").write_text("title: Old\n", encoding="utf-8"),
    "a file below": lambda folder: (folder / "styles" / "x.yaml").write_text("title: X\n", encoding="utf-8"),
    "a name that is not read": lambda folder: (folder / "places.yml").write_text("", encoding="utf-8"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(folder: Path, change: str) -> None:
    if change == "a file less":
        (folder / "styles" / "old.yaml").unlink()
    before = load_glossary(folder)
    CHANGES[change](folder)
    compiled = open_compiled(folder)
    after = compiled.glossary
    assert seen(after) == seen(read_glossary(folder))
    assert change == "a new file" or seen(after) != seen(before)
    assert contents(compiled.names) == contents(Names.of(after))


def test_what_is_not_read_changes_nothing(folder: Path) -> None:
    load_glossary(folder)
    (folder / "README.md").write_text("x", encoding="utf-8")
    (folder / ".places.yaml").write_text("x", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "x.yaml").write_text("x", encoding="utf-8")
    with unread():
        load_glossary(folder)


def test_each_style_is_its_own(folder: Path) -> None:
    for _start in ("cold", "warm"):
        assert load_glossary(folder).concepts["kyiv"].terms["de"][0].text == "Kyjiw"
        assert load_glossary(folder, "old").concepts["kyiv"].terms["de"][0].text == "Kiew"
        assert open_names(folder, "old").search("Kyjiw")[0].name.rank > 1


def test_warnings_come_back_in_the_language_of_the_reader(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "places.yml").write_text("", encoding="utf-8")
    monkeypatch.setenv("LANGUAGE", "en")
    assert load_glossary(folder).findings
    with unread():
        assert load_glossary(folder).findings[0].place.file.endswith("places.yml")
    monkeypatch.setenv("LANGUAGE", "de")
    with pytest.raises(pytest.fail.Exception), unread():
        load_glossary(folder)


@pytest.mark.parametrize(
    ("module", "name"), [(termbase, "__version__"), (unicodedata, "unidata_version"), (cache, "FORMAT")]
)
def test_another_version_reads_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    load_glossary(folder)
    monkeypatch.setattr(module, name, "0")
    with pytest.raises(pytest.fail.Exception), unread():
        load_glossary(folder)


def test_errors_pass_and_are_not_kept(folder: Path) -> None:
    (folder / "places.yaml").write_text("kyiv: {kind: town}\n", encoding="utf-8")
    for _time in range(2):
        with pytest.raises(TermbaseError, match="town"):
            load_glossary(folder)
    assert entries() == []
    with pytest.raises(TermbaseError, match="new"):
        load_glossary(written(folder / "below"), "new")
    with pytest.raises(TermbaseError):
        load_glossary(folder / "nowhere")


def test_fresh_does_not_trust_the_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_glossary(folder)
    monkeypatch.setattr(cache, "fetch", lambda name: pytest.fail("asked the cache"))
    assert "csto" in load_glossary(folder, fresh=True).concepts


def test_a_change_while_reading_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = cache._read

    def slowly(folder: Path, style: str | None) -> Glossary:
        glossary = read(folder, style)
        same_size(folder / "places.yaml")
        return glossary

    monkeypatch.setattr(cache, "_read", slowly)
    load_glossary(folder)
    assert entries() == []


damages = st.one_of(
    st.tuples(st.just("flip"), st.floats(0, 1, exclude_max=True), st.integers(1, 255)),
    st.tuples(st.just("cut"), st.floats(0, 1, exclude_max=True), st.just(0)),
    st.tuples(st.just("drop"), st.floats(0, 1, exclude_max=True), st.integers(1, 9)),
    st.tuples(st.just("add"), st.floats(0, 1, exclude_max=True), st.integers(0, 255)),
)


def damaged(data: bytes, kind: str, where: float, how: int) -> bytes:
    at = int(where * len(data))
    if kind == "flip":
        return data[:at] + bytes([data[at] ^ how]) + data[at + 1 :]
    if kind == "cut":
        return data[:at]
    return data[:at] + data[at + how :] if kind == "drop" else data[:at] + bytes([how]) + data[at:]


def hold_that_damage_is_seen(damage: tuple[str, float, int]) -> None:
    with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERMBASE_CACHE", str(Path(temporary, "cache")))
        folder = written(Path(temporary, "glossary"))
        fresh = seen(load_glossary(folder))
        (entry,) = entries()
        whole = entry.read_bytes()
        entry.write_bytes(damaged(whole, *damage))
        compiled = open_compiled(folder)
        assert [found.name.concept for found in compiled.names.search("Kiew")] == ["kyiv"]
        assert seen(compiled.glossary) == fresh
        assert entry.read_bytes() == whole


@settings(max_examples=25, deadline=None)
@given(damages)
def test_a_damaged_entry_is_made_anew(damage: tuple[str, float, int]) -> None:
    hold_that_damage_is_seen(damage)


@pytest.mark.long
@settings(max_examples=600, deadline=None)
@given(damages)
def test_a_damaged_entry_is_made_anew_always(damage: tuple[str, float, int]) -> None:
    hold_that_damage_is_seen(damage)


def test_an_entry_of_another_name_does_not_count(folder: Path) -> None:
    load_glossary(folder)
    (entry,) = entries()
    same_size(folder / "places.yaml")
    load_glossary(folder)
    (other,) = set(entries()) - {entry}
    other.write_bytes(entry.read_bytes())
    assert seen(load_glossary(folder)) == seen(read_glossary(folder))


def test_an_entry_that_is_a_folder_is_no_entry(folder: Path) -> None:
    load_glossary(folder)
    (entry,) = entries()
    entry.unlink()
    entry.mkdir()
    assert "csto" in load_glossary(folder).concepts


def test_without_a_cache_all_works(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for place in (str(tmp_path / "file" / "cache"), str(tmp_path / "file"), "nul\0nul"):
        monkeypatch.setattr(cache, "cache_folder", lambda place=place: place)
        assert "csto" in load_glossary(folder).concepts
        assert open_names(folder).search("OVKS")
    monkeypatch.setattr(cache, "cache_folder", lambda: None)
    assert "csto" in load_glossary(folder).concepts


def test_a_full_disk_does_no_harm(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    assert "csto" in load_glossary(folder).concepts
    assert entries() == []


def test_only_the_newest_entries_stay(folder: Path) -> None:
    for number in range(12):
        store(f"{number:02}", [("a", [b"x"])])
        for age, entry in enumerate(reversed(entries())):
            os.utime(entry, ns=(0, 10**18 - age * 10**9))
    assert [entry.stem for entry in entries()] == [f"{number:02}" for number in range(4, 12)]
    found = fetch("11")
    assert found is not None
    assert found.parts["a"].read() == b"x"
    assert fetch("03") is None


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {"TERMBASE_CACHE": "/c", "XDG_CACHE_HOME": "/x"}, "/c"),
        ("linux", {"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x/termbase"),
        ("linux", {"XDG_CACHE_HOME": "x", "HOME": "/h"}, "/h/.cache/termbase"),
        ("linux", {}, None),
        ("darwin", {"HOME": "/h"}, "/h/Library/Caches/termbase"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/termbase"),
        ("win32", {}, None),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the paths are those of POSIX")
def test_the_folder(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], expected: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("TERMBASE_CACHE", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == expected


def test_a_warm_look_up_imports_little(folder: Path) -> None:
    load_glossary(folder)
    program = (
        "import sys; from termbase.index.cache import open_names;"
        f"assert open_names({str(folder)!r}).search('odkb')[0].name.concept == 'csto';"
        "print(*(set(sys.modules) & {'yaml', 'babel', 'rapidfuzz', 'platformdirs', 'anyascii', 'hashlib',"
        " 'polib', 'termbase.files', 'termbase.glossary.schema', 'typing', 'pathlib', 'dataclasses', 'contextlib'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def large(folder: Path) -> Path:
    """A glossary whose compiled form has many pages."""
    lines = (f"place-{n}: {{kind: place, terms: {{de: [Ort {n:04}]}}}}\n" for n in range(2000))
    (folder / "many.yaml").write_text("".join(lines), encoding="utf-8")
    return folder


def test_damage_that_shows_later_is_mended(folder: Path) -> None:
    fresh = seen(load_glossary(large(folder)))
    (entry,) = entries()
    whole = entry.read_bytes()
    assert len(whole) > 20 * PAGE
    for page in range(len(whole) // PAGE - 1):
        at = page * PAGE + 1000
        entry.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        compiled = open_compiled(folder)
        assert compiled.names.search("Ort 1234", limit=1)[0].name.concept == "place-1234"
        if page % 8 == 0:
            assert seen(compiled.glossary) == fresh
            contents(compiled.names)
            assert entry.read_bytes() == whole


def test_a_compiled_file_serves_for_a_glossary(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "places.termbase"
    glossary = read_glossary(folder)
    write_compiled(path, glossary)
    assert seen(load_glossary(path)) == seen(glossary)
    streamed = tmp_path / "streamed.termbase"
    write_compiled(streamed, replace(glossary, concepts={}), iter(glossary.concepts.values()))
    assert streamed.read_bytes() == path.read_bytes()
    with pytest.raises(TermbaseError, match="one style"):
        load_glossary(path, "old")
    assert entries() == []


def test_a_damaged_file_is_refused(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "places.termbase"
    write_compiled(path, read_glossary(large(folder)))
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with pytest.raises(TermbaseError, match="damaged"):
        load_glossary(path)
    path.write_bytes(whole[:200] + b"?" + whole[201:])
    with pytest.raises(TermbaseError, match="damaged"):
        seen(load_glossary(path))
    path.write_bytes(whole)
    monkeypatch.setattr(cache, "FORMAT", 0)
    with pytest.raises(TermbaseError, match="version"):
        load_glossary(path)
    path.write_text("kyiv: {}", encoding="utf-8")
    with pytest.raises(TermbaseError, match="damaged, or no compiled"):
        load_glossary(path)


def hold_that_no_answer_is_wrong(folder: Path, times: int) -> None:
    """A damaged file gives what the whole one gives, or is refused."""
    path = folder.parent / "places.termbase"
    write_compiled(path, read_glossary(large(folder)))
    whole = path.read_bytes()
    queries = ("Ort 1234", "Ort 12", "Ort 1243x", "ODKB", "Kief", "odkbb")
    text = "In Kiew tagt die ODKB; der Ort 1234 und das Ort-0007-Treffen sind weit."

    def answer(query: str) -> object:
        if query == text:
            return termbase.load(path).normalise(text, lang="de").edits
        return open_names(path).search(query)

    expected = {query: answer(query) for query in (*queries, text)}
    assert expected[text]
    chance = random.Random(times)
    refused = 0
    for _time in range(times):
        at = chance.randrange(len(whole))
        flipped = whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :]
        path.write_bytes(whole[:at] if chance.random() < 0.2 else flipped)
        query = text if chance.random() < 0.1 else chance.choice(queries)
        try:
            assert answer(query) == expected[query]
        except TermbaseError:
            refused += 1
    assert refused > 0


def test_a_damaged_file_gives_no_wrong_answer(folder: Path) -> None:
    hold_that_no_answer_is_wrong(folder, 200)


@pytest.mark.long
def test_a_damaged_file_never_gives_a_wrong_answer(folder: Path) -> None:
    hold_that_no_answer_is_wrong(folder, 10_000)
