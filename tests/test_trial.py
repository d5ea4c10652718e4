"""A trial of new files: what the glossary would be, in terms of the real folder, which stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.glossary.trial import read_trial
from termbase.model import TermbaseError

MINSK = b"minsk: {kind: place, terms: {be: [{term: M, gender: m}], de: [{term: Minsk, gender: n}]}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "g" / "x").mkdir(parents=True)
    (tmp_path / "g" / "places.yaml").write_bytes(MINSK)
    (tmp_path / "g" / ".draft.yaml").write_bytes(b"[")
    return tmp_path / "g"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_trial_reads_the_new_files_with_the_others(folder: Path) -> None:
    before = contents(folder)
    new = folder / "x" / "y" / "more.yaml"
    found = read_trial(folder, {new: b"baku: {kind: place, terms: {de: [Baku]}}\n"})
    assert sorted(found.concepts) == ["baku", "minsk"]
    (finding,) = [each for each in found.findings if each.code == "TB126"]
    assert finding.place.file == new.as_posix()
    assert contents(folder) == before


def test_a_trial_replaces_a_file(folder: Path) -> None:
    found = read_trial(folder, {folder / "x" / ".." / "places.yaml": MINSK.replace(b"Minsk", b"Mensk")})
    assert found.concepts["minsk"].terms["de"][0].text == "Mensk"


def test_errors_have_their_places_in_the_real_folder(folder: Path) -> None:
    with pytest.raises(TermbaseError) as caught:
        read_trial(folder, {folder / "x" / "more.yaml": MINSK})
    assert {each.level for each in caught.value.findings} == {"error"}
    said = str(caught.value)
    assert (folder / "x" / "more.yaml").as_posix() in said
    assert "termbase-" not in said
