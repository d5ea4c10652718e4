"""The container: parts come back byte for byte, and whatever is not whole is refused before it is read."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.files import written_atomically
from termbase.index.container import KEY, PAGE, Container, DamagedError, StaleError, Writer, contained

OWN = b"k" * KEY
contents = st.binary(max_size=100) | st.integers(0, 3 * PAGE).map(
    lambda size: random.Random(size).randbytes(size)
)
several = st.dictionaries(st.text("abc/", min_size=1, max_size=4), contents, max_size=5)


def made(path: Path, parts: dict[str, bytes], key: bytes = OWN) -> Path:
    with written_atomically(path) as file:
        writer = Writer(file, key)
        for name, content in parts.items():
            writer.add(name, (content[at : at + 1000] for at in range(0, len(content), 1000)))
        writer.finish()
    return path


@settings(deadline=None)
@given(several, st.data())
def test_parts_come_back(
    tmp_path_factory: pytest.TempPathFactory, parts: dict[str, bytes], data: st.DataObject
) -> None:
    path = made(tmp_path_factory.mktemp("c") / "file", parts)
    for container in (
        Container.open(path, OWN),
        contained([(name, [each]) for name, each in parts.items()], OWN),
    ):
        assert list(container.parts) == list(parts)
        for name, content in parts.items():
            part = container.parts[name]
            start = data.draw(st.integers(0, len(content) + 2))
            end = data.draw(st.none() | st.integers(start, len(content) + 2))
            assert len(part) == len(content)
            assert part.read(start, end) == content[start:end]
            assert part.view(start, end) == content[start:end]
            assert part.read() == content


def test_numbers_can_be_read_in_place() -> None:
    numbers = contained([("a", [b"x"]), ("b", [(5).to_bytes(8, "little")])], OWN).parts["b"].view().cast("Q")
    assert len(numbers) == 1


def test_another_key_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "file", {"a": b"x"})
    with pytest.raises(StaleError):
        Container.open(path, b"o" * KEY)


@pytest.mark.parametrize("content", [b"", b"x", b"kyiv:\n  kind: place\n" * 20])
def test_other_files_are_no_containers(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(DamagedError):
        Container.open(tmp_path / "file", OWN)


def test_an_unfinished_file_is_no_container(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as file:
        Writer(file, OWN).add("a", [b"x" * 100])
    with pytest.raises(DamagedError):
        Container.open(tmp_path / "file", OWN)


def hold_that_damage_is_seen(tmp_path: Path, times: int) -> None:
    chance = random.Random(times)
    parts = {"a": chance.randbytes(3 * PAGE), "empty": b"", "b": b"text " * 50}
    whole = made(tmp_path / "file", parts).read_bytes()
    for _time in range(times):
        damaged = bytearray(whole)
        at = chance.randrange(len(whole))
        match chance.choice(("flip", "cut", "grow", "zero")):
            case "flip":
                damaged[at] ^= 1 << chance.randrange(8)
            case "cut":
                del damaged[at:]
            case "grow":
                damaged += b"x"
            case "zero":
                damaged[at : at + 4096] = bytes(len(damaged[at : at + 4096]))
        try:
            container = Container(bytes(damaged), OWN)
            for name, content in parts.items():
                assert container.parts[name].read() == content
            assert damaged == whole
        except (DamagedError, StaleError):
            assert damaged != whole


def test_damage_is_seen(tmp_path: Path) -> None:
    hold_that_damage_is_seen(tmp_path, 500)


@pytest.mark.long
def test_damage_is_seen_always(tmp_path: Path) -> None:
    hold_that_damage_is_seen(tmp_path, 10_000)


def test_a_page_is_checked_only_when_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "file", {"a": b"x" * 10 * PAGE})
    raw = bytearray(path.read_bytes())
    raw[5 * PAGE] ^= 1
    path.write_bytes(raw)
    part = Container.open(path, OWN).parts["a"]
    assert part.read(0, PAGE) == b"x" * PAGE
    with pytest.raises(DamagedError):
        part.read()
