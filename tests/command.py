"""Runs the command line in the process of the tests, as a shell would see it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from termbase.cli import main


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
