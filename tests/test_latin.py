"""The tables of AnyAscii, read as files: what AnyAscii itself says."""

from __future__ import annotations

import sys

import pytest
from anyascii import anyascii

from termbase.index import latin


def test_every_character() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    assert [latin.in_ascii(char) for char in every] == [anyascii(char) for char in every]


def test_in_an_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latin, "_folder", lambda: None)
    assert latin.in_ascii("Київ 基辅") == anyascii("Київ 基辅")
