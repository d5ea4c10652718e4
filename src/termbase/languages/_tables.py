"""Reads the tables in `languages/data`: tab-separated, `#` begins a comment, the last column is the source."""

from __future__ import annotations

import functools
from importlib.resources import files


@functools.cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>.tsv` without their source column."""
    text = (files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    return tuple(tuple(line.split("\t"))[:-1] for line in lines)


@functools.cache
def naming_words(code: str) -> frozenset[str]:
    """Words that stand before another name of the same thing in a language, in small letters."""
    return frozenset(word for lang, word in table("naming_words") if lang == code)
