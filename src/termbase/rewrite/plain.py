"""The usual edit: of a variant whose new form is certain and asks nothing of the words around it.

What such a reading leads to is worked out once. At each place only two questions are left: whether the name is part of
another one there, and whether it is mentioned rather than used. Where either is so the edit is none of these.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import NamedTuple

from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.rewrite.agreement import asks_nothing
from termbase.rewrite.choice import answer_to, is_part_of_name, may_stay
from termbase.rewrite.naming import is_mentioned
from termbase.rewrite.passage import Passage


class PlainEdit(NamedTuple):
    """What a reading becomes wherever it stands: the surface to be written for it, and why."""

    reading: Reading
    new: str
    rule: str
    reason: str


def plain_edits(
    matches: Iterable[Match], passage: Passage
) -> tuple[list[tuple[Match, PlainEdit]], list[Match]]:
    """Part the matches of a passage: those that are edited as is usual, and those that need a closer look."""
    found, left = [], []
    for match in matches:
        edit = _plain_edit(match.sense.readings, passage.lexicon)
        if (
            edit is not None
            and not is_part_of_name(edit.reading, match, passage)
            and not is_mentioned(match, passage)
        ):
            found.append((match, edit))
        else:
            left.append(match)
    return found, left


@functools.lru_cache(1 << 16)
def _plain_edit(readings: tuple[Reading, ...], lexicon: Lexicon) -> PlainEdit | None:
    reading = readings[0]
    entry = reading.entry
    if len(readings) > 1 or entry.use not in ("rewrite", "unquoted") or entry.scope == "introduced":
        return None
    answer = answer_to(reading, lexicon)
    if may_stay(entry, lexicon) or not answer.plain or len(answer.surfaces) != 1:
        return None
    (new,) = answer.surfaces
    return (
        PlainEdit(reading, new, answer.rule, answer.reason)
        if asks_nothing(reading, answer.target, new)
        else None
    )
