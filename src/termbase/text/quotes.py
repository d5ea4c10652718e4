"""Quotations: which stretches of a block stand in quotation marks (DESIGN 3 `use`, law 8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from termbase.text.words import is_word

Marks = Mapping[str, str]
"""Opening mark → the marks that may close it, for one language."""

ALL_MARKS: Marks = {
    "„": "“”", "“": "”", "»": "«", "«": "»",
    "‚": "‘’", "‘": "’", "›": "‹", "‹": "›", '"': '"', "'": "'",
    "「": "」", "『": "』", "《": "》",
}  # fmt: skip
_APOSTROPHES = "'’"
_BEFORE_FRENCH = f"([{_APOSTROPHES}–—/"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation from its opening mark to after its closing mark (code points)."""

    start: int
    end: int


def quotations(text: str, marks: Marks = ALL_MARKS) -> list[Quotation]:
    """The quotations of a block, by their end; marks that never close make none, a second opening one starts anew.

    >>> [text[q.start:q.end] for text in ["„A „B“ C"] for q in quotations(text)]
    ['„B“']
    """
    found: list[Quotation] = []
    open_marks: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        at, char = mark.start(), mark[0]
        depth = _closes(text, at, char, open_marks, marks)
        if depth is not None:
            found.append(Quotation(open_marks[depth][1], at + 1))
            del open_marks[depth:]
        elif char in marks and _may_open(text, at, char):
            same = next((i for i, (mark, _) in enumerate(open_marks) if mark == char), None)
            if same is not None:
                del open_marks[same:]
            open_marks.append((char, at))
    return found


_MARK = re.compile(f"[{''.join({*ALL_MARKS, *''.join(ALL_MARKS.values())})}]")


def _closes(text: str, at: int, char: str, open_marks: list[tuple[str, int]], marks: Marks) -> int | None:
    """The depth of the open mark that this character closes, None if it closes none."""
    if char in _APOSTROPHES and (_inside_word(text, at) or (at and text[at - 1].isspace())):
        return None
    if char == '"' and at + 1 < len(text) and is_word(text[at + 1]) and (not at or text[at - 1].isspace()):
        return None
    for depth in range(len(open_marks) - 1, -1, -1):
        if char in marks[open_marks[depth][0]]:
            return depth
    return None


def _may_open(text: str, at: int, char: str) -> bool:
    """Whether something quoted may start here: not inside a word, not before the end.

    Nor before a space, but for « as the French set it: with a space on either side, or after an elision: l’« avis ».
    """
    if at + 1 >= len(text):
        return False
    if text[at + 1].isspace():
        return char in "«‹" and (not at or text[at - 1].isspace() or text[at - 1] in _BEFORE_FRENCH)
    if char in _APOSTROPHES or char == '"':
        return not (at and is_word(text[at - 1]))
    return True


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and is_word(text[at - 1]) and is_word(text[at + 1])
