"""The command line: what holds for every command, and how each meets bad input."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from termbase.cli.program import COMMANDS, HIDDEN, command

from .command import Run, process, refused, write

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
