"""Findings that are dismissed: inline, by file, in a baseline; and reports that programs read."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from termbase.cli.configuration import Configuration, find_configuration
from termbase.cli.dismissing import undismissed
from termbase.model import Edit, Finding, Place, TermbaseError
from termbase.report.codes import codes
from termbase.report.jsonl import json_lines
from termbase.report.rdjson import rdjson
from termbase.report.text import Page
from termbase.text.lines import lines_of
from termbase.text.protect import switched_off
from termbase.verbs.dismissal import (
    baseline_of,
    fingerprint,
    read_baseline,
    without_dismissed,
    without_known,
    written,
)

from .command import Run, runner, settle, write

ROOT = Path(__file__).resolve().parent.parent
PO = 'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "Kyiv"\nmsgstr "Kiew"\n'


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    settle(monkeypatch, tmp_path)
    return runner(capfdbinary, monkeypatch)


def findings_in(text: str, word: str = "X", code: str = "TB209") -> list[Finding]:
    """A finding at each place of a word."""
    lines = lines_of(text)
    places = [lines.place(found.start()) for found in re.finditer(word, text)]
    return [
        Finding(code, "warning", "m", Place("a.txt", *place), source=lines.line(place[0])) for place in places
    ]


# ---- inline


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("X\ntermbase: off TB209\nX\nX\ntermbase: on TB209\nX\n", [1, 6]),
        ("X\ntermbase: off TB209\nX\n", [1]),
        ("termbase: off TB201\nX\n", [2]),
        ("termbase: off TB201, TB209\nX\ntermbase: on TB201\nX\ntermbase: on\nX", [6]),
        ("termbase: off TB2\nX", []),
        ("X <!-- termbase: ignore TB209 -->\nX\nX", [2, 3]),
        ("# termbase: ignore TB209\r\nX\r\nX\r\n\r\nX\r\n", [5]),
        ("# termbase: ignore TB209\n" + "a\n" * 19 + "X\nX\n", [22]),
        ("termbase: ignore TB201\ntermbase: ignore TB209\nX\n\nX", [5]),
        ("termbase: ignore TB209", []),
        ("termbase: ignore\nX", [2]),
        ("X termbase: ignore TB209", []),
    ],
)
def test_inline(text: str, left: list[int]) -> None:
    found = without_dismissed(findings_in(text), lines_of(text))
    assert [finding.place.line for finding in found] == left


def test_a_switch_with_codes_protects_nothing() -> None:
    assert switched_off("termbase: off TB201\nKiew") == []
    assert switched_off("termbase: off\nKiew") == [(0, 18)]


def test_an_entry_of_a_catalogue(run: Run, tmp_path: Path) -> None:
    entry = 'msgid "Kyiv"\nmsgstr "Kiew"\n'
    write(tmp_path / "de.po", PO.replace(entry, f"# termbase: ignore TB802\n#: a.c\n{entry}\n{entry}"))
    assert re.findall(r"de.po:(\d+):", run("bilingual", "de.po").text) == ["10"]


# ---- baselines


words = st.lists(st.sampled_from(["X", "a", "b", "  ", "\n", "ä"]), max_size=30).map(" ".join)


@given(words, st.lists(st.sampled_from(["neu", "y", ""]), max_size=5))
def test_a_baseline_knows_its_findings_wherever_the_lines_have_moved(text: str, before: list[str]) -> None:
    line = baseline_of(findings_in(text), str)
    again = read_baseline(written(line), "b.json")
    moved = "\n".join([*before, text])
    new, left = without_known(
        findings_in(moved if not before else "\n".join(before) + "\n" + text), again, str
    )
    assert new == []
    assert sum(left.counts.values()) == 0


def test_one_more_of_the_same_is_new() -> None:
    line = baseline_of(findings_in("X\nX\n"), str)
    assert len(without_known(findings_in("X\nX\nX\n"), line, str)[0]) == 1
    assert len(without_known(findings_in("X\n"), line, str)[0]) == 0


def test_other_words_other_files_and_other_codes_are_new() -> None:
    line = baseline_of(findings_in("in X"), str)
    assert len(without_known(findings_in("an X"), line, str)[0]) == 1
    assert len(without_known(findings_in("in X", code="TB201"), line, str)[0]) == 1
    assert len(without_known(findings_in("in X"), line, lambda file: "other")[0]) == 1


def test_a_fingerprint_is_stable() -> None:
    """It stands in files of users: a change would bring back every finding that they have dismissed."""
    found = Finding("TB201", "warning", "whatever", Place("x", 7, 4), "kyiv", source="in Kiew")
    assert (
        fingerprint(found, "docs/a.md") == "a8d9ba4eacb5e465"
    )  # printf "TB201\0docs/a.md\0kyiv\0in|Kiew" | sha256sum


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [1]}']
)
def test_a_damaged_baseline_is_refused(text: str) -> None:
    with pytest.raises(TermbaseError, match="--write-baseline") as refusal:
        read_baseline(text, "b.json")
    assert refusal.value.findings[0].code == "TB808"


def test_what_could_not_be_read_is_never_dismissed(tmp_path: Path) -> None:
    page = Page("a.txt", None, (Finding("TB901", "error", "m", Place("a.txt")),))
    configuration = Configuration(folder=tmp_path, ignores=(("*", ("TB",)),))
    assert undismissed([page], configuration, None, write=True) == [page]


# ---- the command and the configuration


def test_baseline_of_a_command(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "de.po", PO)
    assert run("bilingual", "de.po").code == 1
    ran = run("bilingual", "de.po", "--write-baseline")
    assert (ran.code, ran.text) == (0, "")
    assert "termbase.baseline.json: written; findings: 1" in ran.err
    [entry] = json.loads((tmp_path / "termbase.baseline.json").read_text())["findings"]
    assert (entry["code"], entry["file"], entry["count"]) == ("TB802", "de.po", 1)
    write(tmp_path / "de.po", "# moved\n\n" + PO)
    assert run("bilingual", "de.po").code == 0
    write(tmp_path / "de.po", PO + '\nmsgid "Kyiv!"\nmsgstr "Kiew!"\n')
    assert run("bilingual", "de.po").text.count("[TB802]") == 1
    (tmp_path / "sub").mkdir()
    os.chdir(tmp_path / "sub")
    assert run("bilingual", "../de.po").text.count("[TB802]") == 1  # found from anywhere
    write(tmp_path / "other.json", "{")
    assert run("bilingual", "../de.po", "--baseline", tmp_path / "other.json").code == 2


def test_a_baseline_keeps_what_was_not_looked_at(run: Run, tmp_path: Path) -> None:
    """One file holds the findings about texts and translations, and is no text itself."""
    for name in ("a.txt", "b.txt", "gone.txt"):
        write(tmp_path / name, f"In Kiew, {name}.\n")
    write(tmp_path / "de.po", PO)
    assert run("check", "a.txt", "b.txt", "gone.txt", "--write-baseline").code == 0
    assert run("bilingual", "de.po", "--write-baseline").code == 0
    assert [run("check", "a.txt", "b.txt").code, run("bilingual", "de.po").code] == [0, 0]
    (tmp_path / "gone.txt").unlink()
    write(tmp_path / "a.txt", "In Kyjiw.\n")
    assert run("check", "a.txt", "--write-baseline").code == 0
    held = json.loads((tmp_path / "termbase.baseline.json").read_text())["findings"]
    assert [(each["file"], each["code"]) for each in held] == [("b.txt", "TB201"), ("de.po", "TB802")]
    (tmp_path / "de.po").unlink()
    assert run("check", ".").code == 0  # the baseline quotes Kiew, and is not read as a text
    write(tmp_path / "termbase.baseline.json", "{")
    assert run("check", "b.txt", "--write-baseline").code == 0
    assert run("check", "b.txt").code == 0


@pytest.mark.parametrize("file", ["termbase.yaml", "pyproject.toml"])
def test_codes_are_dismissed_by_file(run: Run, tmp_path: Path, file: str) -> None:
    (tmp_path / "termbase.yaml").unlink()
    content = {
        "termbase.yaml": 'glossary: glossary\nper-file-ignores:\n  "old/**": [TB8]\n  x.po: [TB801]\n',
        "pyproject.toml": '[tool.termbase]\nglossary = "glossary"\n'
        '[tool.termbase.per-file-ignores]\n"old/**" = ["TB8"]\n"x.po" = ["TB801"]\n',
    }[file]
    write(tmp_path / file, content)
    for name, code in (("old/de.po", 0), ("x.po", 1), ("de.po", 1)):
        write(tmp_path / name, PO)
        assert run("bilingual", name).code == code, name


@pytest.mark.parametrize("value", ['"TB201"', '{"a" = "TB201"}', '{"a" = ["E501"]}', "[]"])
def test_bad_ignores(tmp_path: Path, value: str) -> None:
    write(tmp_path / "pyproject.toml", f"[tool.termbase]\nper-file-ignores = {value}\n")
    with pytest.raises(TermbaseError, match="per-file-ignores must") as refusal:
        find_configuration(tmp_path)
    assert str(refusal.value.findings[0].place).endswith("pyproject.toml:2:1")


# ---- reports


def test_rdjson_counts_bytes() -> None:
    lines = lines_of("über Kiew\n😀 ODKB")
    edit = Edit(12, 16, "ODKB", "OVKS", "csto", "spelling", "")
    found = Finding("TB201", "warning", "m", Place("a.txt", 2, 3), edits=(edit,))
    other = Finding("TB209", "info", "n", Place("a.txt", 1, 6))
    data = json.loads(
        rdjson([Page("a.txt", lines, (found, other)), Page("b", None, (Finding("TB901", "error", "o"),))])
    )
    one, two, three = data["diagnostics"]
    assert one["location"]["range"] == {"start": {"line": 2, "column": 6}, "end": {"line": 2, "column": 10}}
    assert one["suggestions"] == [{"range": one["location"]["range"], "text": "OVKS"}]
    assert two["location"] == {"path": "a.txt", "range": {"start": {"line": 1, "column": 7}}}
    assert (two["severity"], three["severity"], three["location"]) == ("INFO", "ERROR", {"path": "b"})


@given(st.lists(st.text(alphabet='a\n\r\u2028\u2029\x85\x0b😀"')))
def test_a_json_line_is_a_line(texts: list[str]) -> None:
    lines = list(json_lines(texts))
    assert [json.loads(line) for line in lines] == texts
    assert all(len(re.split("[\n\r\u2028\u2029\x85]", line)) == 2 for line in lines)


def test_every_code_is_explained() -> None:
    said = {
        code
        for path in (ROOT / "src" / "termbase").rglob("*.py")
        for code in re.findall(r"\"(TB\d{3})\"", path.read_text("utf-8"))
    }
    assert len(said) > 60
    assert said <= set(codes())
    assert all(
        code.explanation and code.title and code.level in ("error", "warning", "info")
        for code in codes().values()
    )


# ---- the GitHub Action


ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


def _run_action(tmp_path: Path, **inputs: str) -> list[str]:
    """The arguments with which the action's script starts termbase."""
    write(tmp_path / "bin" / "termbase", '#!/bin/sh\nprintf "%s\\n" "$@" > arguments.txt\necho "{}"\n')
    (tmp_path / "bin" / "termbase").chmod(0o755)
    step = ACTION["runs"]["steps"][-1]
    given_ = {name: str(about.get("default", "")) for name, about in ACTION["inputs"].items()} | inputs
    values = {
        name: given_[re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)[1]]  # type: ignore[index]
        for name, value in step["env"].items()
    }
    environment = {**os.environ, **values, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    return (tmp_path / "arguments.txt").read_text().splitlines()


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_action(tmp_path: Path) -> None:
    assert _run_action(tmp_path) == ["check", "--format", "github", "--", "."]
    evil = '$(touch owned) "; exit 1'
    got = _run_action(
        tmp_path, paths=f"a b.md\n\n{evil}\n", glossary="my terms", style="x", sarif="out.sarif"
    )
    assert got == [
        "check",
        "--glossary",
        "my terms",
        "--style",
        "x",
        "--format",
        "sarif",
        "--",
        "a b.md",
        evil,
    ]
    assert (tmp_path / "out.sarif").read_text() == "{}\n"
    assert not (tmp_path / "owned").exists()
    validated = ["validate", "--glossary", "g", "--format", "github"]
    assert _run_action(tmp_path, command="validate", glossary="g") == validated
    assert _run_action(tmp_path, paths="\n")[-2:] == ["--", "."]  # never standard input


def test_no_input_of_the_action_is_code() -> None:
    assert all("${{" not in step.get("run", "") for step in ACTION["runs"]["steps"])
