"""XLIFF, TMX and Android's strings as other programs write them, rewritten by us and read by them again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.documents.formats import format_named
from termbase.documents.parts import open_parts, read_blocks

from .office import NAMES, renamed, rewritten

FOLDER = Path(__file__).parent / "data" / "translations"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "translations.yaml").read_text("utf-8"))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
Units = list[tuple[str, str]]
"""Source and target, or key and text, of every unit."""


def read_with_translate_toolkit(path: Path) -> Units:
    pytest.importorskip("translate")
    from translate.storage.factory import getobject
    from translate.storage.xliff2 import Xliff2File

    is_second = b'version="2.0"' in path.read_bytes()
    store = Xliff2File.parsefile(str(path)) if is_second else getobject(str(path))
    return [(str(unit.source), str(unit.target)) for unit in store.units]


def read_android_with_translate_toolkit(path: Path) -> Units:
    pytest.importorskip("translate")
    from translate.storage.aresource import AndroidResourceFile

    return [(unit.getid(), str(unit.target)) for unit in AndroidResourceFile.parsefile(str(path)).units]


def read_android_with_moz(path: Path) -> Units:
    pytest.importorskip("moz.l10n")
    from moz.l10n.formats.android.parse import android_parse

    entries = [entry for section in android_parse(path.read_bytes()).sections for entry in section.entries]
    return [(str(entry.id), str(entry.value)) for entry in entries]


ORACLES: dict[str, tuple[Callable[[Path], Units], ...]] = {
    "xliff": (read_with_translate_toolkit,),
    "tmx": (read_with_translate_toolkit,),
    "android": (read_android_with_translate_toolkit, read_android_with_moz),
}


def test_there_are_documents() -> None:
    assert {path.name for path in FOLDER.glob("*")} == {case["file"] for case in CASES} | {"README.md"}
    assert {case["format"] for case in CASES} == set(ORACLES)


@each_case
def test_what_is_read(case: dict[str, Any]) -> None:
    format = format_named(case["format"])
    opened = open_parts((FOLDER / case["file"]).read_bytes(), format)
    found = [
        block for block in read_blocks(opened.parts[0], format) if any(name in block.text for name in NAMES)
    ]
    assert [block.text for block in found] == case["blocks"]
    assert [block.lang for block in found] == case.get("langs", [None] * len(found))
    assert [block.name for block in found] == case.get("names", [""] * len(found))


@each_case
def test_other_programs_read_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    """Targets are rewritten, sources and keys are not, but in a memory, where every language is rewritten."""
    path = FOLDER / case["file"]
    raw = path.read_bytes()
    result = rewritten(raw, path.suffix)
    assert result != raw
    assert rewritten(result, path.suffix) == result
    (tmp_path / path.name).write_bytes(result)
    for read in ORACLES[case["format"]]:
        before, after = read(path), read(tmp_path / path.name)
        assert len(before) >= 2
        of_source = renamed if case["format"] == "tmx" else str
        assert after == [(of_source(source), renamed(target)) for source, target in before]
