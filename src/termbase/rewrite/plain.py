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
from termbase.rewrite.choice import answer_to, may_be_part_of_name, may_stay
from termbase.rewrite.inflect import is_same
from termbase.rewrite.naming import name_follows
from termbase.rewrite.passage import Passage

_SIGNS = frozenset(" .'")  # a hyphen in a compound, of the kind that the text has, one where two would meet


class PlainEdit(NamedTuple):
    """What a reading becomes wherever it stands: the surface to be written for it, and why.

    `within` tells whether it may be part of another name. What is `verbatim` is written as it is where the text has the
    surface itself: no sign in it need be adapted.
    """

    reading: Reading
    new: str
    concept: str
    rule: str
    reason: str
    within: bool
    verbatim: bool


def plain_edits(
    matches: Iterable[Match], passage: Passage
) -> tuple[list[tuple[Match, PlainEdit]], list[Match]]:
    """Part the matches of a passage: those that are edited as is usual, and those that need a closer look."""
    found, left = [], []
    lexicon = passage.lexicon
    language = lexicon.language
    for match in matches:
        edit = _plain_edit(match.sense.readings, lexicon)
        if edit is not None:
            before, after = passage.around(match)
            if (edit.within and language.part_of_name(before, after)) or name_follows(before, language):
                edit = None
        if edit is not None:
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
    if not asks_nothing(reading, answer.target, new):
        return None
    is_simple = _SIGNS.isdisjoint(new) and _SIGNS.isdisjoint(reading.surface)
    verbatim = is_simple and reading.capitals == "same" and not is_same(new, reading.surface)
    within = may_be_part_of_name(reading)
    return PlainEdit(reading, new, entry.concept.id, answer.rule, answer.reason, within, verbatim)
