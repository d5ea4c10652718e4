"""`termbase export` and `termbase import` as commands, whatever the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import refused, runner, settle


@pytest.mark.parametrize(
    ("format", "target"),
    [
        ("tbx", "glossary/places.yaml"),
        ("csv", "glossary/new.yaml"),
        ("glossarist", "glossary"),
        ("prh", "glossary/x.yaml"),
    ],
)
def test_an_export_never_touches_the_glossary(
    format: str,
    target: str,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle(monkeypatch, tmp_path)
    before = {path: path.read_bytes() for path in (tmp_path / "glossary").rglob("*.yaml")}
    refused(runner(capsysbinary, monkeypatch)("export", format, "-o", target), target, "TB741")
    assert {path: path.read_bytes() for path in (tmp_path / "glossary").rglob("*.yaml")} == before


def test_an_export_is_a_file_and_no_output(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, tmp_path)
    refused(runner(capsysbinary, monkeypatch)("export", "csv", "-o", "-"), "-o")
    assert not (tmp_path / "-").exists()
