"""The command line of the exchange: options of a format, the list of formats, what an import says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command import Run, refused
from .test_tbx_reading import GOOD, written


def test_export_with_options_of_the_format(run: Run) -> None:
    ran = run("export", "tbx", "-o", "x.tbx", "-O", "dialect=min", "--option", "style=dct")
    assert ran.code == 0
    assert '<tbx type="TBX-Min" style="dct"' in Path("x.tbx").read_text("utf-8")
    assert "in a note that only termbase reads" in ran.err
    assert "entries: 3" in ran.err


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("dialekt=min", "dialect, style, notes"),
        ("dialect=big", "basic, min, core"),
        ("dialect", "NAME=VALUE"),
    ],
)
def test_unknown_options_are_usage_errors(run: Run, option: str, said: str) -> None:
    refused(run("export", "tbx", "-o", "x.tbx", "-O", option), option.partition("=")[0], said)
    assert not Path("x.tbx").exists()


def test_options_of_an_export_are_none_of_an_import(run: Run, tmp_path: Path) -> None:
    file = written(tmp_path / "x.tbx", GOOD.format(id="a"))
    refused(run("import", "tbx", file, "-O", "dialect=min"), "dialect")


def test_import_and_keep_going(run: Run, tmp_path: Path) -> None:
    broken = GOOD.format(id="b").replace("b term", " ")
    file = written(tmp_path / "x.tbx", GOOD.format(id="a") + broken)
    refused(run("import", "tbx", file, "--into", "new.yaml"), "x.tbx:6", "--keep-going")
    assert not Path("glossary/new.yaml").exists()
    ran = run("import", "tbx", file, "--into", "new.yaml", "--keep-going")
    assert (ran.code, ran.text) == (1, "a  en  –  →  a term\n")
    assert "added: 1, broken: 1" in ran.err
    assert Path("glossary/new.yaml").read_text("utf-8").startswith("a:\n  kind: term\n")


def test_a_glossary_goes_through_the_command_line(run: Run) -> None:
    assert run("export", "tbx", "-o", "x.tbx").code == 0
    ran = run("import", "tbx", "x.tbx")
    assert (ran.code, ran.text) == (0, "")
    assert "unchanged: 3" in ran.err


def test_formats_say_what_is_lost_and_what_can_be_chosen(run: Run) -> None:
    rows = json.loads(run("formats", "--format", "json").out)
    found = {each["name"]: each for each in rows}
    assert found["tbx"]["use"] == ["export", "import"]
    assert found["tbx"]["lost"]
    assert [each["name"] for each in found["tbx"]["options"]] == ["dialect", "style", "notes"]
    assert [each["use"] for each in rows if each["name"] == "markdown"] == [["rewrite"], ["export"]]
    text = run("formats").text
    assert "an export loses: " in text
    assert "-O style=dca|dct" in text


def test_only_the_languages_asked_for_are_written(run: Run) -> None:
    assert run("export", "tbx", "-o", "x.tbx", "--from", "de", "--to", "zh-Hans").code == 0
    text = Path("x.tbx").read_text("utf-8")
    assert 'langSec xml:lang="de"' in text
    assert 'langSec xml:lang="zh-Hans"' in text
    assert 'langSec xml:lang="en"' not in text
    refused(run("export", "tbx", "-o", "y.tbx", "--to", "xx"), "“xx” is no language")
    assert not Path("y.tbx").exists()
