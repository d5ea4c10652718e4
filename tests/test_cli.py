"""The command line: what each command prints, writes and returns, and how it meets bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

import termbase
from termbase.cli.program import COMMANDS, HIDDEN, command

from .command import Ran, Run, runner

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
PROGRAM = "from termbase.cli import main; raise SystemExit(main())"
HERE = {**os.environ, "PYTHONPATH": str(Path(termbase.__file__).resolve().parent.parent)}

GLOSSARY = """\
kyiv:
  kind: place
  definition: {de: Hauptstadt der Ukraine}
  terms:
    de:
      - term: Kyjiw
        gender: n
        variants:
          - {term: Kiew, kind: transliteration, sources: [s001]}
          - {term: Kyiv, use: flag}
    en: [{term: Kyiv, variants: [{term: Kiev, kind: spelling}]}]
    zh-Hans: [基辅]
minsk:
  kind: place
  terms:
    de: [{term: Minsk, gender: n, variants: [Mjensk]}]
    en: [Minsk]
zelensky:
  kind: person
  terms:
    de:
      - {term: Wolodymyr Selenskyj, gender: m, variants: [Wladimir Selenski]}
      - {term: Selenskyj, type: short, gender: m, variants: [Selenski]}
"""


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run commands in a new folder that has a glossary, a style and a configuration."""
    for name in ("TERMBASE_GLOSSARY", "TERMBASE_DEBUG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERMBASE_CACHE", str(tmp_path / ".cache"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "glossary"
    (folder / "styles").mkdir(parents=True)
    write(folder / "termbase.yaml", "title: Test\nlanguage: de\n")
    write(folder / "places.yaml", GLOSSARY)
    write(folder / "sources.yaml", "s001: {title: Nachrichten, date: 2022-01-06}\n")
    write(folder / "styles" / "old.yaml", "title: Alte Namen\nlanguage: de\nprefer: [Kiew]\n")
    write(tmp_path / "termbase.yaml", "glossary: glossary\n")
    return runner(capsysbinary, monkeypatch)


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(ran: Ran, *parts: str) -> None:
    """What cannot be done ends with 2, says why in words, and prints nothing."""
    assert ran.code == 2, ran
    assert ran.out == b""
    assert "Traceback" not in ran.err
    for part in parts:
        assert part in ran.err


# ---- all commands


def commands() -> dict[str, click.Command]:
    program = command([])
    assert isinstance(program, click.Group)
    return dict(program.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, run: Run) -> None:
    found = commands()[name]
    assert found.help
    assert found.hidden == (name in HIDDEN)
    assert found.callback is not None
    assert found.callback.__doc__
    for parameter in found.params:
        assert getattr(parameter, "help", None), f"{name}: {parameter.name} has no help"
    ran = run(name, "--help")
    assert ran.code == 0
    for parameter in found.params:
        shown = parameter.opts[0] if parameter.param_type_name == "option" else str(parameter.metavar)
        assert shown in ran.text
    assert ran.text.count("rguments:") <= 1


def test_the_help_lists_the_commands(run: Run) -> None:
    for arguments in ((), ("--help",), ("-h",)):
        ran = run(*arguments)
        assert ran.code in (0, 2)
        said = ran.text + ran.err
        assert all(f"\n  {name} " in said for name in COMMANDS if name not in HIDDEN)
        assert "normalize" not in said
    assert run("--version").text.startswith("termbase ")


@pytest.mark.parametrize("arguments", [("lokup", "x"), ("lookup",), ("lookup", "x", "--nope"), ("--nope",)])
def test_usage_errors(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    refused(ran, "Usage: termbase")
    if arguments[0] == "lokup":
        assert ran.err.count("lookup") == 1


def test_help_is_plain_text(run: Run) -> None:
    assert "[PATH…|-]" in run("normalise", "--help").text
    assert "\x1b" not in run("normalise", "--help").text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_all_commands(shell: str) -> None:
    asked = {
        "bash": {"COMP_WORDS": "termbase norm", "COMP_CWORD": "1"},
        "zsh": {"_TYPER_COMPLETE_ARGS": "termbase norm"},
        "fish": {"_TYPER_COMPLETE_ARGS": "termbase norm", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }
    ran = process(env={"_TERMBASE_COMPLETE": f"complete_{shell}"} | asked[shell])
    assert ran.returncode == 0, ran.stderr
    assert b"normalise" in ran.stdout


def test_help_is_in_the_users_language(tmp_path: Path) -> None:
    for name in ((), *((name,) for name in COMMANDS)):
        ran = process(*name, "--help", env={"LANGUAGE": "de", "COLUMNS": "100"})
        said = ran.stdout.decode()
        assert said.startswith("Aufruf: termbase "), said
        for english in ("OPTIONS", "COMMAND", "ARGS", "ompletion for", "Show ", "Write "):
            assert english not in said, (name, english)


def paths_of(name: str) -> list[click.Parameter]:
    """The options and arguments of a command that name a file or folder."""
    return [found for found in commands()[name].params if found.type.name == "path"]


def test_an_empty_name_is_no_path(run: Run, tmp_path: Path) -> None:
    """An unset variable of the shell in quotation marks must not stand for the working folder."""
    text = write(tmp_path / "a.txt", "Kiew")
    for arguments in (("--write", ""), ("--write", "a.txt", ""), ("--diff", "")):
        refused(run("normalise", *arguments), "error: an empty name")
    refused(run("check", ""), "error: an empty name")
    assert text.read_bytes() == b"Kiew"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_that_is_a_path_refuses_an_empty_name(run: Run, tmp_path: Path, name: str) -> None:
    for parameter in paths_of(name):
        argument = [] if parameter.param_type_name == "argument" else [parameter.opts[0]]
        before = ["po"] if name == "import" else []
        ran = run(name, *before, *argument, "")
        refused(ran, "an empty name")
    assert sum(len(paths_of(each)) for each in COMMANDS) > 10


def process(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Any:
    command_line = [sys.executable, "-c", PROGRAM, *arguments]
    environment = {**HERE, **(env or {})}
    return subprocess.run(command_line, input=stdin, capture_output=True, env=environment, check=False)


# ---- bad glossaries and configurations, for every command that reads them


@pytest.mark.parametrize(
    "arguments", [("lookup", "x"), ("normalise",), ("check",), ("styles",), ("export", "po")]
)
def test_broken_yaml_is_named(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write(tmp_path / "glossary" / "more.yaml", "a:\n  kind: [\n")
    refused(run(*arguments), "glossary/more.yaml:")


@pytest.mark.parametrize("arguments", [("lookup", "x"), ("normalise",), ("check",), ("validate",)])
def test_unknown_glossaries_and_styles(run: Run, arguments: tuple[str, ...]) -> None:
    for options in (("--glossary", "nowhere"), ("--style", "nope")):
        ran = run(*arguments, *options)
        assert ran.code == 2
        assert options[1] in ran.text + ran.err
    assert "old" in run("normalise", "--style", "nope").err


@pytest.mark.parametrize("arguments", [("normalise",), ("check",)])
def test_unknown_languages(run: Run, arguments: tuple[str, ...]) -> None:
    refused(run(*arguments, "--lang", "xx-nope", stdin=b"Kiew"), "xx-nope")


def test_a_broken_configuration_is_named(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "termbase.yaml", "glosary: glossary\n")
    refused(run("lookup", "x"), "termbase.yaml:1:1: error: unknown key “glosary”", "  glosary: glossary\n  ^")


def test_the_command_line_wins_over_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMBASE_GLOSSARY", "nowhere")
    refused(run("lookup", "Kiew"), "nowhere")
    assert run("lookup", "Kiew", "--glossary", "glossary").code == 0


# ---- lookup


def test_lookup(run: Run) -> None:
    ran = run("lookup", "Kiew")
    assert (ran.code, ran.err) == (0, "")
    assert ran.text.startswith("Kyjiw (kyiv, place)\n  Hauptstadt der Ukraine\n")
    assert "→ Kyjiw  transliteration  s001" in ran.text
    assert "s001  Nachrichten, 2022-01-06" in ran.text
    assert "基辅" not in run("lookup", "Kiew", "--to", "en").text


def test_lookup_as_json(run: Run) -> None:
    hits = json.loads(run("lookup", "Kiew", "--format", "json").out)
    assert hits[0]["concept"]["id"] == "kyiv"
    assert hits[0]["term"]["text"] == "Kyjiw"
    assert list(hits[0]) == ["concept", "term", "lang", "matched", "how", "score"]
    ran = run("lookup", "qqqqqqqq", "--format", "json")
    assert (ran.code, ran.out) == (1, b"[]\n")


def test_lookup_finds_nothing(run: Run) -> None:
    ran = run("lookup", "qqqqqqqq")
    assert (ran.code, ran.out) == (1, b"")
    assert "nothing found for “qqqqqqqq”" in ran.err


def test_lookup_says_how_it_matched_and_what_was_meant(run: Run) -> None:
    assert "found as “Minsk” (" in run("lookup", "Minsck").text
    ran = run("lookup", "Minsck", "--exact")
    assert ran.code == 1
    assert "did you mean “Minsk”?" in ran.err


def test_lookup_of_an_empty_query(run: Run) -> None:
    refused(run("lookup", " "), "empty")


@pytest.mark.parametrize(
    ("option", "languages", "named"),
    [("--lang", "xx", "xx"), ("--to", "xx", "xx"), ("--to", "en,xx", "xx"), ("--to", "en ru", "en ru")],
)
def test_lookup_in_an_unknown_language(run: Run, option: str, languages: str, named: str) -> None:
    refused(run("lookup", "Kiew", option, languages), f"“{named}”", "[TB912]")


def test_lookup_without_a_target_language(run: Run) -> None:
    refused(run("lookup", "Kiew", "--to", ""), "--to")


# ---- normalise: printing

TEXTS = [
    b"In Kiew\r\nund\xc2\xa0Kiews Vorort\n\n\x0bKiew",
    b"\xef\xbb\xbfKiew",
    "\ufeffKiew\r\n😀 Kiews".encode("utf-16-le"),
    "\ufeffKiew".encode("utf-16-be"),
    "Nai\u0308v in Kiew\u00ad.".encode(),
    b"",
    b"\n",
]


def rewritten(raw: bytes) -> bytes:
    for encoding in ("utf-16-le", "utf-16-be", "utf-8"):
        mark = "\ufeff".encode(encoding)
        if raw.startswith(mark) or encoding == "utf-8":
            return raw.decode(encoding).replace("Kiew", "Kyjiw").encode(encoding)
    raise AssertionError


@pytest.mark.parametrize("raw", TEXTS)
def test_one_text_is_printed_exactly(run: Run, tmp_path: Path, raw: bytes) -> None:
    assert run("normalise", "-", stdin=raw) == Ran(0, rewritten(raw), "")
    assert run("normalise", stdin=raw) == Ran(0, rewritten(raw), "")
    assert run("normalise", write(tmp_path / "a.txt", raw)) == Ran(0, rewritten(raw), "")


def test_normalize_is_another_spelling(run: Run) -> None:
    assert run("normalize", stdin=b"Kiew").out == b"Kyjiw"


def test_the_suffix_of_a_name_says_the_format(run: Run) -> None:
    assert run("normalise", stdin=b"`Kiew` Kiew").out == b"`Kyjiw` Kyjiw".replace(b"`Kyjiw`", b"`Kiew`")
    assert run("normalise", "--stdin-filename", "x/a.md", stdin=b"    Kiew\n").out == b"    Kiew\n"
    assert run("normalise", stdin=b"    Kiew\n").out == b"    Kyjiw\n"
    refused(run("normalise", "--stdin-filename", "a.xyz"), "a.xyz", ".md")


def test_styles_and_languages(run: Run, tmp_path: Path) -> None:
    assert run("normalise", "--style", "old", stdin=b"Kyjiw").out == b"Kiew"
    assert run("normalise", "--lang", "en", stdin=b"Kiev and Kiew").out == b"Kyiv and Kiew"
    write(tmp_path / "termbase.yaml", "glossary: glossary\nlanguage: en\n")
    assert run("normalise", stdin=b"Kiev and Kiew").out == b"Kyiv and Kiew"


def test_proposals_are_summed_up_with_their_places(run: Run) -> None:
    ran = run("normalise", stdin=b"Kiew.\nHeute Selenski.\n")
    assert ran.out == b"Kyjiw.\nHeute Selenski.\n"
    assert "<standard input>:2:7: warning:" in ran.err
    assert "[TB204]" in ran.err
    assert run("normalise", "--unsafe", stdin=b"Heute Selenski.").out == b"Heute Selenskyj."


def test_several_texts_need_a_mode(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", "Kiew")
    write(tmp_path / "t" / "b.txt", "Kiew")
    refused(run("normalise", "t"), "--diff")
    refused(run("normalise", "t", "--diff", "--write"), "--output")
    refused(run("normalise", "-", "--write"), "standard input")
    refused(run("normalise", "t", "-", "--write"), "standard input")
    refused(run("normalise", "t", "--diff", "--log", "l"), "--log")
    assert run("normalise", "t/a.txt", "t/a.txt").out == b"Kyjiw"  # one text, named twice


# ---- normalise: --diff, --check


def test_diff(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew.\r\n")
    write(tmp_path / "b.txt", "In Minsk.\n")
    ran = run("normalise", "--diff", "a.txt", "b.txt")
    assert ran == Ran(1, b"--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-In Kiew.\r\n+In Kyjiw.\r\n", "")
    assert run("normalise", "--diff", "b.txt") == Ran(0, b"", "")


def test_check_lists_edits(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew.\nSelenski\n")
    ran = run("normalise", "--check", "a.txt")
    assert ran.code == 1
    assert ran.text.startswith("a.txt:1:4: Kiew → Kyjiw (")
    assert "a.txt:2:1: Selenski → Selenskyj" in ran.text
    assert "[proposed]" in ran.text
    edits = json.loads(run("normalise", "--check", "--format", "json", "a.txt").out)
    assert [edit["new"] for edit in edits] == ["Kyjiw", "Selenskyj"]
    assert edits[0]["place"] == {"file": "a.txt", "line": 1, "column": 4}
    write(tmp_path / "a.txt", "Selenski")  # a proposal alone is not due
    assert run("normalise", "--check", "a.txt").code == 0


def test_unreadable_texts_do_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", b"K\xf6ln")
    write(tmp_path / "t" / "b.txt", "Kiew")
    for mode in ("--diff", "--check"):
        ran = run("normalise", mode, "t")
        assert ran.code == 2
        assert "Kyjiw" in ran.text
        assert "t/a.txt: error: " in ran.err


# ---- normalise: --write, --output, --log; undo


@pytest.mark.parametrize("raw", [raw for raw in TEXTS if b"K" in raw])
def test_what_is_written_can_be_undone(run: Run, tmp_path: Path, raw: bytes) -> None:
    texts = [write(tmp_path / "t" / name, raw) for name in ("a.txt", "b.txt")]
    other = write(tmp_path / "t" / "c.txt", "In Minsk.\r\n")
    ran = run("normalise", "--write", "--log", "l.jsonl", "t")
    assert (ran.code, ran.out) == (0, b"")
    assert ran.err.splitlines() == [f"t/{name}.txt: written; edits: {raw.count(b'K')}" for name in "ab"]
    assert [text.read_bytes() for text in texts] == [rewritten(raw)] * 2
    assert other.read_bytes() == b"In Minsk.\r\n"
    assert run("normalise", "--write", "t") == Ran(0, b"", "")
    ran = run("undo", "l.jsonl")
    assert ran == Ran(0, b"", "t/a.txt: restored\nt/b.txt: restored\n")
    assert [text.read_bytes() for text in texts] == [raw] * 2
    assert run("undo", "l.jsonl").code == 0


def test_the_log_has_an_object_for_each_edit(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", "Kiew, Kiews")
    run("normalise", "--write", "--log", "logs/../l.jsonl", "t")
    first, second = map(json.loads, (tmp_path / "l.jsonl").read_text("utf-8").splitlines())
    assert first["path"] == "t/a.txt"
    assert (second["start"], second["end"], second["old"], second["new"]) == (6, 11, "Kiews", "Kyjiws")
    assert (first["encoding"], first["bom"]) == ("utf-8", False)


def test_several_runs_in_one_log_are_undone_together(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew und Mjensk")
    run("normalise", "--write", "--log", "l.jsonl", text)
    assert text.read_bytes() == b"Kyjiw und Minsk"
    run("normalise", "--write", "--style", "old", "--log", "l.jsonl", text)
    assert text.read_bytes() == b"Kiew und Minsk"
    assert run("undo", "l.jsonl").code == 0
    assert text.read_bytes() == b"Kiew und Mjensk"


def rewrite(run: Run, *options: str) -> None:
    assert run("normalise", "--write", "--log", "l.jsonl", *options).code == 0


def test_one_log_serves_many_rounds(run: Run, tmp_path: Path) -> None:
    texts = [write(tmp_path / name, "Kiew und Mjensk") for name in ("a.txt", "b.txt")]
    for _round in range(3):
        rewrite(run, "a.txt", "b.txt")
        assert [text.read_bytes() for text in texts] == [b"Kyjiw und Minsk"] * 2
        assert run("undo", "l.jsonl").err == "a.txt: restored\nb.txt: restored\n"
        assert [text.read_bytes() for text in texts] == [b"Kiew und Mjensk"] * 2
        assert run("undo", "l.jsonl").code == 0


def test_rounds_of_one_file_follow_each_other_in_the_log(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew Kiew")
    for _round in range(3):
        rewrite(run, "a.txt")
        assert run("undo", "l.jsonl").code == 0
        assert text.read_bytes() == b"Kiew Kiew"


def test_rounds_that_lead_in_a_circle_end_where_they_began(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    rewrite(run, "a.txt")
    rewrite(run, "--style", "old", "a.txt")
    rewrite(run, "a.txt")
    assert text.read_bytes() == b"Kyjiw"
    assert run("undo", "l.jsonl").code == 0
    assert text.read_bytes() == b"Kiew"


def test_after_a_change_by_hand_the_last_round_is_undone(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    rewrite(run, "a.txt")
    write(text, "Kyjiw und Mjensk")
    rewrite(run, "a.txt")
    assert text.read_bytes() == b"Kyjiw und Minsk"
    assert run("undo", "l.jsonl").err == "a.txt: restored\n"
    assert text.read_bytes() == b"Kyjiw und Mjensk"
    assert run("undo", "l.jsonl").code == 0
    assert text.read_bytes() == b"Kyjiw und Mjensk"


def test_undo_refuses_where_a_file_changed_since(run: Run, tmp_path: Path) -> None:
    first, second = (write(tmp_path / name, "Kiew") for name in ("a.txt", "b.txt"))
    run("normalise", "--write", "--log", "l.jsonl", "a.txt", "b.txt")
    write(second, "Kyjiw!")
    refused(run("undo", "l.jsonl"), "b.txt: error: was changed since")
    assert first.read_bytes() == b"Kyjiw"
    second.unlink()
    refused(run("undo", "l.jsonl"), "b.txt: error: does not exist")


@pytest.mark.parametrize("log", ["{}\n", "x\n", "[]\n", '{"path": 3}\n', "[" * 100_000 + "\n"])
def test_what_is_no_log_is_refused(run: Run, tmp_path: Path, log: str) -> None:
    write(tmp_path / "l.jsonl", log)
    refused(run("undo", "l.jsonl"), "l.jsonl:1:1: error:")
    text = write(tmp_path / "a.txt", "Kiew")
    refused(run("normalise", "--write", "--log", "l.jsonl", "a.txt"), "l.jsonl")
    assert text.read_bytes() == b"Kiew"
    assert (tmp_path / "l.jsonl").read_text() == log


def test_a_log_with_a_line_missing_leads_nowhere(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew Kiew")
    run("normalise", "--write", "--log", "l.jsonl", "a.txt")
    log = tmp_path / "l.jsonl"
    write(log, log.read_text("utf-8").splitlines(keepends=True)[0])
    refused(run("undo", "l.jsonl"), "does not lead back")
    assert text.read_bytes() == b"Kyjiw Kyjiw"


def test_nothing_is_written_if_one_text_cannot_be_read(run: Run, tmp_path: Path) -> None:
    good = write(tmp_path / "t" / "a.txt", "Kiew")
    write(tmp_path / "t" / "b.txt", b"K\xf6ln")
    for mode in (["--write"], ["--output", "out"]):
        refused(run("normalise", *mode, "--log", "l.jsonl", "t"), "t/b.txt: error: ")
    assert good.read_bytes() == b"Kiew"
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "l.jsonl").exists()


def test_output_mirrors_the_folder(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", "Kiew")
    write(tmp_path / "t" / "x" / "b.md", "*Kiew*\r\n")
    write(tmp_path / "t" / "c.txt", "Minsk")
    assert run("normalise", "--output", "out", "t").code == 0
    made = {path.relative_to(tmp_path / "out").as_posix(): path for path in (tmp_path / "out").rglob("*.*")}
    assert {name: path.read_bytes() for name, path in made.items()} == {
        "a.txt": b"Kyjiw",
        "x/b.md": b"*Kyjiw*\r\n",
        "c.txt": b"Minsk",
    }
    assert (tmp_path / "t" / "a.txt").read_bytes() == b"Kiew"


def test_outputs_that_would_overwrite_each_other_are_refused(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.txt", "Kiew")
    write(tmp_path / "y" / "a.txt", "Minsk")
    refused(run("normalise", "--output", "out", "x", "y"), "a.txt")
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    other = write(tmp_path / "out.txt", "Minsk")
    write(tmp_path / "t" / "x" / "a.txt", "Kiew")
    refused(run("normalise", "--output", "out.txt", "--log", "l.jsonl", "t/x/a.txt"), "out.txt", "folder")
    refused(run("normalise", "--output", "out.txt/b", "t"), "out.txt/b", "folder")
    write(tmp_path / "out" / "x", "Minsk")
    refused(run("normalise", "--output", "out", "--log", "l.jsonl", "t"), "out/x", "folder")
    refused(run("init", "out.txt"), "out.txt", "folder")
    refused(run("add", "B", "--new", "b", "--kind", "place", "--lang", "de", "--into", "places.yaml/b.yaml"))
    assert other.read_bytes() == b"Minsk"
    assert not (tmp_path / "l.jsonl").exists()
    assert not (tmp_path / ".pre-commit-config.yaml").exists()


def test_what_a_terminal_would_obey_is_shown_escaped(run: Run, tmp_path: Path) -> None:
    name = "a\x1b[31m\n\x07b.txt"
    shown = r"a\x1b[31m\n\x07b.txt"
    write(tmp_path / name, "In Kiew \x1b[5m und Kyiv\n")
    for arguments in (("check", name), ("normalise", "--check", name)):
        ran = run(*arguments)
        assert (ran.code, ran.text.count(f"{shown}:1:4: ")) == (1, 1)
        assert "\x1b" not in ran.text + ran.err
    assert r"In Kiew \x1b[5m und Kyiv" in run("check", name).text
    ran = run("normalise", "--write", "--log", "l.jsonl", name)
    assert ran.err.startswith(f"{shown}: written")
    assert run("undo", "l.jsonl").err == f"{shown}: restored\n"
    refused(run("check", "\x1b.txt"), r"\x1b.txt: error: does not exist")
    refused(run("normalise", "--output", ".", name), shown)
    assert "\x1b" not in run("lookup", "qqqq\x1b[31m").err


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    os.link(text, tmp_path / "b.txt")
    refused(run("normalise", "--write", "a.txt"), "a.txt: error: has several hard links")


# ---- which texts are read


def test_folders_are_walked_in_order(run: Run, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/b.TXT", "c.xyz", ".hidden/a.txt", ".a.txt", "c/attested.yaml"):
        write(tmp_path / "t" / name, "Kiew")
    write(tmp_path / "t" / "locales" / "de" / "LC_MESSAGES" / "x.txt", "Kiew")
    write(tmp_path / "t" / "locale" / "x.txt", "Kiew")  # no catalogues are in it
    ran = run("normalise", "--check", "t", ".")
    assert [line.split(":")[0] for line in ran.text.splitlines()] == [
        "t/b.txt",
        "t/a/b.TXT",
        "t/a/z.md",
        "t/locale/x.txt",
    ]


def test_excluded_texts_are_left_out_of_folders(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "drafts/a.txt", "x/old.txt"):
        write(tmp_path / "t" / name, "Kiew")
    write(tmp_path / "termbase.yaml", "glossary: glossary\nexclude: [drafts, 't/**/old.*']\n")
    assert run("normalise", "--check", "t").text.count("\n") == 1
    assert run("normalise", "t/drafts/a.txt").out == b"Kyjiw"  # named, it is meant


def test_glossaries_are_no_texts(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "glossary" / "readme.md", "Kiew")
    refused(run("normalise", "--diff", "glossary/readme.md"), "belongs to the glossary")
    refused(run("normalise", "--diff", "."), "holds no texts")


@pytest.mark.parametrize("name", ["normalise", "check"])
def test_paths_that_cannot_be_read(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path / "a.txt", "Kiew")
    write(tmp_path / "a.xyz", "Kiew")
    refused(run(name, "missing.txt", "a.txt"), "missing.txt: error: does not exist")
    refused(run(name, "empty"), "empty: error: this folder holds no texts", ".txt")
    refused(run(name, "a.xyz"), "a.xyz: error: is of no known document format", ".md")
    refused(run(name, "a.txt/b.txt"), "a.txt/b.txt: error: cannot be read")
    refused(run(name, "a\0.txt"), "error: cannot be read")
    refused(run(name, "missing.txt", "empty"), "missing.txt", "empty")


# ---- check


def test_check_prints_findings(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew\nund Kyiv\n")
    ran = run("check", "a.txt")
    assert (ran.code, ran.err) == (1, "")
    assert ran.text.startswith("a.txt:1:4: warning: ")
    assert "  In Kiew\n     ^^^^\n" in ran.text
    assert "a.txt:2:5: warning: " in ran.text
    found = json.loads(run("check", "a.txt", "--format", "json").out)
    assert [finding["place"]["file"] for finding in found] == ["a.txt"] * len(found)
    assert run("check", "a.txt", "--format", "github").text.startswith(
        "::warning title=TB201,file=a.txt,line=1"
    )
    log = json.loads(run("check", "a.txt", "--format", "sarif").out)
    assert log["runs"][0]["results"][0]["fixes"]


def test_check_finds_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Minsk\n")
    assert run("check", "a.txt") == Ran(0, b"", "")
    assert run("check", "a.txt", "--format", "json").out == b"[]\n"
    assert run("check", stdin=b"").code == 0


def test_check_counts_what_it_cannot_read_as_findings(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"K\xf6ln")
    for format in ("text", "json", "github", "sarif"):
        ran = run("check", "a.txt", "--format", format)
        assert ran.code == 2
        assert "TB903" in ran.text
    refused(run("check", "a.txt", "--format", "xml"), "'xml'")


# ---- explain, validate, styles, formats


def test_explain(run: Run) -> None:
    assert run("explain", "tb201").text.startswith("TB201 (warning): ")
    assert run("explain").text.count("\n") > 20
    refused(run("explain", "TB000"), "there is no code TB000")


def test_validate(run: Run, tmp_path: Path) -> None:
    ran = run("validate")
    assert (ran.code, ran.out) == (0, b"")
    write(tmp_path / "glossary" / "more.yaml", "a: {kind: place, terms: {de: [Baku]}}\n")
    assert run("validate").code == 1
    assert "[TB126]" in run("validate").text
    assert json.loads(run("validate", "--format", "json").out)[0]["code"] == "TB126"
    write(tmp_path / "glossary" / "more.yaml", "a: {kind: planet}\n")
    ran = run("validate", "--format", "github")
    assert ran.code == 2
    assert ran.text.startswith("::error title=TB")


def test_styles_and_formats_are_listed(run: Run) -> None:
    assert run("styles").text == "old  de  Alte Namen\n"
    assert json.loads(run("styles", "--format", "json").out)[0]["name"] == "old"
    formats = run("formats").text
    assert "markdown  .md .markdown" in formats
    assert "po" in formats
    assert {"name", "suffixes"} <= json.loads(run("formats", "--format", "json").out)[0].keys()


# ---- export, import


def test_export_and_import(run: Run, tmp_path: Path) -> None:
    assert run("export", "po", "--to", "en").code == 0
    file = tmp_path / "locales" / "en" / "LC_MESSAGES" / "glossary.po"
    assert run("import", "po", file).code == 0
    write(file, file.read_text("utf-8").replace('msgstr "Minsk"', 'msgstr "Miensk"'))
    ran = run("import", "po", file)
    assert "Miensk" in ran.text
    assert "Miensk" in (tmp_path / "glossary" / "places.yaml").read_text("utf-8")


def test_unknown_exchange_formats(run: Run) -> None:
    refused(run("export", "nope"), "“nope”", "po")
    refused(run("import", "nope", "x"), "“nope”", "po")
    refused(run("import", "po", "missing.po"), "missing.po")


# ---- add


def concepts(tmp_path: Path) -> str:
    return (tmp_path / "glossary" / "places.yaml").read_text("utf-8")


def test_add_variants_terms_and_concepts(run: Run, tmp_path: Path) -> None:
    assert run("add", "Kijew", "--variant-of", "Kyjiw", "--kind", "misspelling", "--source", "s001").code == 0
    assert "          - {term: Kijew, kind: misspelling, sources: [s001]}\n" in concepts(tmp_path)
    assert run("add", "Menesk", "--variant-of", "Minsk", "--lang", "en").code == 0
    assert "en: [{term: Minsk, variants: [Menesk]}]" in concepts(tmp_path)
    assert run("add", "基铺", "--variant-of", "基辅").code == 0
    assert (
        run("add", "K.", "--concept", "kyiv", "--lang", "de", "--type", "abbreviation", "--gender", "n").code
        == 0
    )
    assert "- {term: K., type: abbreviation, gender: n}\n" in concepts(tmp_path)
    assert run("add", "Kiev", "--concept", "minsk", "--lang", "fr", "--source", "Le Monde").code == 0
    ran = run("add", "Baku", "--new", "baku", "--kind", "place", "--lang", "de", "--gender", "n")
    assert (ran.code, ran.err) == (0, "glossary/places.yaml: added to baku\n")
    ran = run("add", "NATO", "--new", "nato", "--kind", "organisation", "--lang", "de", "--into", "x/o.yaml")
    assert ran.code == 0
    assert "[TB126]" in ran.err  # no gender: a warning that the glossary had not before
    assert (tmp_path / "glossary" / "x" / "o.yaml").exists()
    assert "nato" in run("lookup", "NATO").text
    before = concepts(tmp_path)
    assert before.startswith(GLOSSARY[:60])
    assert run("validate").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Kijew", "--variant-of", "Kiew"), "is itself a variant, of “Kyjiw”"),
        (("Kijew", "--variant-of", "Nirgends"), "no term is “Nirgends”"),
        (("Menesk", "--variant-of", "Minsk"), "several terms are “Minsk”: minsk (de), minsk (en)"),
        (("Kiew", "--variant-of", "Kyjiw"), "glossary/places.yaml:"),
        (("Minsk", "--variant-of", "Kyjiw"), "glossary/places.yaml:"),
        (("K.", "--concept", "nope", "--lang", "de"), "there is no concept “nope”"),
        (("K.", "--concept", "kyiv", "--lang", "de", "--type", "nope"), "acronym"),
        (("K.",), "--variant-of"),
        (("K.", "--concept", "kyiv", "--new", "k", "--lang", "de"), "--concept"),
        (("K.", "--new", "k", "--lang", "de"), "--kind"),
        (("K.", "--new", "kyiv", "--lang", "de", "--kind", "place"), "is taken"),
        (("K.", "--new", "K", "--lang", "de", "--kind", "place"), "glossary/places.yaml:"),
        (("K.", "--new", "k", "--lang", "de", "--kind", "place", "--into", "sources.yaml"), "sources.yaml"),
        (("K.", "--new", "k", "--lang", "de", "--kind", "place", "--into", "../x.yaml"), "../x.yaml"),
        (("K.", "--variant-of", "Kyjiw", "--type", "short"), "--type"),
        (("K.", "--concept", "kyiv", "--lang", "de", "--use", "flag"), "--use"),
        (("", "--variant-of", "Kyjiw"), ""),
    ],
)
def test_what_cannot_be_added(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    refused(run("add", *arguments), said)
    assert concepts(tmp_path) == GLOSSARY
    assert "/tmp" not in run("add", *arguments).err.replace(str(tmp_path), "")


def test_the_language_of_a_new_term_is_the_configured_one(run: Run, tmp_path: Path) -> None:
    ran = run("add", "Odessa", "--new", "odesa", "--kind", "place", "--gender", "n")
    assert ran.code == 0
    assert "de: [Odessa]" in concepts(tmp_path) or "de:" in concepts(tmp_path).split("odesa:")[1]
    write(tmp_path / "termbase.yaml", "glossary: glossary\nlanguage: en\n")
    assert run("add", "Odesa", "--concept", "odesa").code == 0
    assert "en:" in concepts(tmp_path).split("odesa:")[1]


def test_the_glossary_that_comes_with_termbase_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("termbase.cli.options.bundled", lambda _name: tmp_path / "glossary")
    (tmp_path / "termbase.yaml").unlink()
    refused(run("add", "Kijew", "--variant-of", "Kyjiw"), "comes with termbase", "termbase init")
    assert concepts(tmp_path) == GLOSSARY
    assert run("export", "po", "--to", "en").code == 0
    file = tmp_path / "locales" / "en" / "LC_MESSAGES" / "glossary.po"
    refused(run("import", "po", file), "comes with termbase", "termbase init")
    assert run("import", "po", file, "--dry-run").code == 0
    assert run("lookup", "Kiew").code == 0


# ---- init


def test_init_makes_a_glossary_that_is_valid(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    monkeypatch.chdir(new)
    assert run("init", "words").code == 0
    assert sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()) == [
        ".pre-commit-config.yaml",
        "termbase.yaml",
        "words/places.yaml",
        "words/termbase.yaml",
    ]
    ran = run("validate")
    assert (ran.code, ran.out) == (0, b"")
    assert run("normalise", stdin=b"Kiews").out == b"Kyjiws"
    refused(run("init", "words"), "words: error: is a glossary already")


def test_init_never_overwrites(run: Run, tmp_path: Path) -> None:
    hook = write(tmp_path / ".pre-commit-config.yaml", "repos: []\n")
    ran = run("init", "words")
    assert ran.code == 0
    assert "exists and stays as it is" in ran.err
    assert hook.read_bytes() == b"repos: []\n"
    assert (tmp_path / "termbase.yaml").read_bytes() == b"glossary: glossary\n"


# ---- streams


@pytest.mark.parametrize(
    "arguments", [("lookup", "Kiew"), ("lookup", "Kiew", "--format", "json"), ("--help",)]
)
def test_a_closed_pipe_is_no_error(run: Run, arguments: tuple[str, ...]) -> None:
    command_line = [sys.executable, "-c", PROGRAM, *arguments]
    with subprocess.Popen(command_line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=HERE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()  # long before anything is printed
        assert started.stderr.read() == b""
        assert started.wait(60) == 141


posix = pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX")
PRINTING = [
    ("lookup", "Kiew"),
    ("check", "a.txt"),
    ("normalise", "a.txt"),
    ("normalise", "--diff", "a.txt"),
    ("formats",),
    ("--help",),
    ("--version",),
]


def redirected(redirection: str, *arguments: str) -> Any:
    """Run a command as a shell does with a redirection."""
    line = ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-c", PROGRAM, *arguments]
    return subprocess.run(line, capture_output=True, env=HERE, check=False)


@posix
@pytest.mark.parametrize("arguments", PRINTING)
@pytest.mark.parametrize("redirection", [">&-", pytest.param(">/dev/full", marks=full)])
def test_an_output_that_takes_nothing_is_one_message(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], redirection: str
) -> None:
    write(tmp_path / "a.txt", "Kiew und Kyiv\n" * 2000)
    ran = redirected(redirection, *arguments)
    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines()[-1].startswith("termbase: standard output cannot be written (")
    assert b"Traceback" not in ran.stderr
    assert b"unexpected" not in ran.stderr
    assert b"Exception" not in ran.stderr


@posix
def test_who_prints_nothing_needs_no_output(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    assert redirected(">&-", "normalise", "--write", "--log", "l.jsonl", "a.txt").returncode == 0
    assert text.read_bytes() == b"Kyjiw"
    assert redirected(">&- 2>&-", "undo", "l.jsonl").returncode == 0
    assert text.read_bytes() == b"Kiew"
    ran = redirected("<&-", "normalise", "-")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"<standard input>: error: cannot be read" in ran.stderr


@posix
@full
def test_every_file_is_written_though_nobody_can_be_told(run: Run, tmp_path: Path) -> None:
    texts = [write(tmp_path / name, "Kiew") for name in ("a.txt", "b.txt")]
    assert redirected("2>/dev/full", "normalise", "--write", "a.txt", "b.txt").returncode == 0
    assert [text.read_bytes() for text in texts] == [b"Kyjiw"] * 2


def test_streams_are_utf8_whatever_the_locale(run: Run) -> None:
    ran = process("normalise", stdin="Kiew 😀\r\n".encode(), env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert (ran.returncode, ran.stdout) == (0, "Kyjiw 😀\r\n".encode())
    ran = process("lookup", "Kiew", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert "基辅" in ran.stdout.decode()


def test_colours_are_for_terminals(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from termbase.cli import colour

    diff = "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-Kiew\r\n+Kyjiw\n"
    assert colour.painted_diff(diff) == diff
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m-Kiew\x1b[0m\r\n" in colour.painted_diff(diff)
    assert colour.painted_diff(diff).startswith("--- a/a\n")
    monkeypatch.setenv("NO_COLOR", "1")
    assert colour.painted_diff(diff) == diff


def test_unexpected_errors_are_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise RuntimeError("nobody\nthought of it")

    monkeypatch.setattr("termbase.api.load", fail)
    ran = run("lookup", "x")
    refused(ran, "unexpected error: RuntimeError: nobody thought of it", "--debug")
    assert ran.err.count("\n") == 1
    ran = run("--debug", "lookup", "x")
    assert "Traceback" in ran.err
    monkeypatch.delenv("TERMBASE_DEBUG")


def test_an_interrupt_ends_quietly(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("termbase.api.load", interrupt)
    ran = run("lookup", "x")
    assert ran.code == 130
    assert "Traceback" not in ran.err


def test_lookup_imports_little(run: Run) -> None:
    code = (
        "import sys\nfrom termbase.cli import main\ncode = main(['lookup', 'Kiew'])\n"
        "heavy = {'babel', 'polib', 'daachorse', 'rich', 'pyromark', 'numpy', 'xml', 'http'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}')"
    )
    for _again in range(2):  # the second time from the cache
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=HERE, check=False)
        assert ran.stderr.decode().splitlines()[-1] == "0 set()"
