"""The standard streams: pipes, closed and full outputs, encodings, colours, and errors nobody thought of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .command import HERE, PROGRAM, Run, process, refused, write

posix = pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX")
full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")


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
@pytest.mark.long
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
        "heavy = {'babel', 'polib', 'rich', 'pyromark', 'numpy', 'xml', 'http'} & set(sys.modules)\n"
        "sys.exit(f'{code} {heavy}')"
    )
    for _again in range(2):  # the second time from the cache
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, env=HERE, check=False)
        assert ran.stderr.decode().splitlines()[-1] == "0 set()"
