"""Runs the command line in the process of the tests, as a shell would see it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import termbase
from termbase.cli import main

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


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code, and the bytes on its streams."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


Run = Callable[..., Ran]


def runner(capture: pytest.CaptureFixture[bytes], patch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: object, stdin: bytes = b"") -> Ran:
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capture.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capture.readouterr()
        return Ran(code, out, err.decode())

    return run


def settle(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Make a folder the working one, with a glossary, a style and a configuration."""
    for name in ("TERMBASE_GLOSSARY", "TERMBASE_DEBUG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        patch.delenv(name, raising=False)
    patch.setenv("TERMBASE_CACHE", str(home / ".cache"))
    patch.setenv("COLUMNS", "100")
    patch.chdir(home)
    folder = home / "glossary"
    (folder / "styles").mkdir(parents=True)
    write(folder / "termbase.yaml", "title: Test\nlanguage: de\n")
    write(folder / "places.yaml", GLOSSARY)
    write(folder / "sources.yaml", "s001: {title: Nachrichten, date: 2022-01-06}\n")
    write(folder / "styles" / "old.yaml", "title: Alte Namen\nlanguage: de\nprefer: [Kiew]\n")
    write(home / "termbase.yaml", "glossary: glossary\n")


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


def process(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Any:
    command_line = [sys.executable, "-c", PROGRAM, *arguments]
    environment = {**HERE, **(env or {})}
    return subprocess.run(command_line, input=stdin, capture_output=True, env=environment, check=False)
