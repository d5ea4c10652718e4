"""Characters in designations that look like what they are not."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from termbase.messages import _

_TABLE = Path(__file__).parent.parent / "data" / "lookalikes.tsv"
_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00aa\u00ba-\u024f\u1e00-\u1eff]"),
    "Greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Cyrillic": re.compile("[\u0400-\u052f\u1c80-\u1c8f]"),
}
# Nothing is seen of these, though Unicode counts them as letters, marks or symbols.
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"
_JOINERS = "\u200c\u200d"  # part of the spelling in Persian, Hindi and others
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def suspicions(text: str) -> Iterator[tuple[str, str]]:
    """Give code and message for what is suspicious in a designation."""
    if not text.isascii() or not text.isprintable():
        yield from _mixed(text)
        yield from _invisible(text)
    if len(text) == 1 and text.isalpha() and not _IDEOGRAPHS.match(text):
        message = _("“{text}” is a single letter and would be found everywhere; use a longer form")
        yield "TB125", message.format(text=text)


def _mixed(text: str) -> Iterator[tuple[str, str]]:
    for word in _LETTERS.findall(text):
        present = [name for name, letters in _SCRIPTS.items() if letters.search(word)]
        if len(present) < 2:
            continue
        rare = min(present, key=lambda name: len(_SCRIPTS[name].findall(word)))
        letters = [c for c in word if c in _lookalikes() and _SCRIPTS[rare].match(c)]
        if letters:
            message = _("“{word}” mixes {scripts}: “{letter}” is {name}; retype the word")
            name = unicodedata.name(letters[0])
            scripts = " + ".join(present)
            yield "TB123", message.format(word=word, scripts=scripts, letter=letters[0], name=name)


def _invisible(text: str) -> Iterator[tuple[str, str]]:
    for position, character in enumerate(text):
        unseen = unicodedata.category(character) in ("Cf", "Cc", "Zl", "Zp") or character in _BLANKS
        if unseen and not (character in _JOINERS and _joins(text, position)):
            name = unicodedata.name(character, _("control character"))
            message = _("“{text}” contains an invisible character, U+{code:04X} ({name}); delete it")
            shown = text.replace(character, "·")
            yield "TB124", message.format(text=shown, code=ord(character), name=name)
            return


def _joins(text: str, position: int) -> bool:
    """Whether both neighbours are of a script that uses joiners: none of ours with capitals."""
    around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    return len(around) == 2 and not any(s.search(around) for s in _SCRIPTS.values()) and not around.isascii()


@functools.cache
def _lookalikes() -> frozenset[str]:
    """Read the letters of the table, of both columns."""
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    return frozenset("".join(row.split("\t")[0] + row.split("\t")[1] for row in rows if row[:1] not in "#"))
