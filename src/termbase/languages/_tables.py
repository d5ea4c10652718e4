"""Reads the tables in `languages/data`: tab-separated, `#` begins a comment, the last column is the source."""

from __future__ import annotations

import functools
import pkgutil


@functools.cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>.tsv` without their source column."""
    return tuple(tuple(line.split("\t"))[:-1] for line in _lines(name))


def rows_of(name: str, code: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table of all languages that are one language's, without its code and their source."""
    own = f"{code}\t"
    return tuple(tuple(line.split("\t"))[1:-1] for line in _lines(name) if line.startswith(own))


def _lines(name: str) -> list[str]:
    read = pkgutil.get_data(__package__, f"data/{name}.tsv")  # importlib.resources would load zipfile
    return [line for line in (read or b"").decode().split("\n") if line and not line.startswith("#")]


@functools.cache
def stands_before_names(code: str, word: str) -> bool:
    """Whether a word with a capital before a family name is surely no given name: a title, the first of a sentence."""
    endings, words = _before_names(code)
    return word.lower() in words or word.lower().endswith(endings)


@functools.cache
def _before_names(code: str) -> tuple[tuple[str, ...], frozenset[str]]:
    rows = table(f"{code}_before_names")
    endings = tuple(word for kind, word in rows if kind == "ending")
    return endings, frozenset(word for kind, word in rows if kind == "word")


@functools.cache
def talk_of_names(code: str, where: str) -> frozenset[str]:
    """Words by which a sentence speaks of names themselves: anywhere (`sentence`) or directly `before` a name."""
    return frozenset(word for place, word in rows_of("talk_of_names", code) if place == where)


@functools.cache
def naming_words(code: str) -> frozenset[str]:
    """Words that stand before another name of the same thing in a language, in small letters."""
    return frozenset(word.lower() for (word,) in rows_of("naming_words", code))


@functools.cache
def before_nouns(code: str) -> frozenset[str]:
    """Words before a noun that are no part of one thing with it, in small letters."""
    return frozenset(word for (word,) in rows_of("before_nouns", code))
