"""The usual edit: of a variant whose new form is certain and asks nothing of the words around it.

What such a reading leads to is worked out once. At each place only two questions are left: whether the name is part of
another one there, and whether it is mentioned rather than used. Where either is so the edit is none of these.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.rewrite.agreement import asks_nothing
from termbase.rewrite.choice import answer_to, may_be_part_of_name, may_stay
from termbase.rewrite.draft import Draft
from termbase.rewrite.inflect import is_same
from termbase.rewrite.naming import last_words, name_follows
from termbase.rewrite.passage import Passage
from termbase.text.view import View, small_letters

try:
    from termbase.rewrite._usual import usual_drafts as quick_drafts
except ImportError:  # where it was not built

    def quick_drafts(
        matches: Sequence[Match],
        text: str,
        lower: str,
        known: Mapping[tuple[Reading, ...], PlainEdit],
        telling: frozenset[str],
    ) -> tuple[list[Draft], Sequence[Match]]:
        """Nothing: the slower way is open."""
        return [], matches


class PlainEdit(NamedTuple):
    """What a reading becomes wherever it stands: the surface to be written for it, and why, as a draft of no place.

    `within` tells whether it may be part of another name.
    """

    surface: str
    draft: Draft
    reading: Reading
    within: bool


_VERBATIM: dict[tuple[Reading, ...], PlainEdit] = {}
"""The edits that are verbatim, by the readings that lead to them."""

_REMEMBERED = 1 << 16


def usual_drafts(matches: Sequence[Match], passage: Passage) -> tuple[list[Draft], Sequence[Match]]:
    """Give the drafts of matches whose edits are known to be verbatim, if no word beside them counts.

    With them come the other matches: all of them where this was not compiled.
    """
    seen, text = passage.view, passage.block.text
    language = passage.lexicon.language
    telling = _telling(language.making_names, language.name_follows)
    if seen.map is None:
        return quick_drafts(matches, text, seen.lower, _VERBATIM, telling)
    alike: list[Match] = []
    others: list[Match] = []
    for match in matches:
        (alike if _reads_alike(seen, text, match) else others).append(match)
    drafts, left = quick_drafts(alike, seen.text, seen.lower, _VERBATIM, telling)
    drafts = [draft.at(*seen.source(draft.start, draft.end)) for draft in drafts]
    return drafts, sorted([*left, *others]) if others else left


def _reads_alike(seen: View, text: str, match: Match) -> bool:
    """Whether a match reads in the view as it does in the text."""
    start, end = seen.source(match.start, match.end)
    return text[start:end] == seen.text[match.start : match.end]


@functools.cache
def _telling(making_names: frozenset[str], name_follows: frozenset[str]) -> frozenset[str]:
    """The words in small letters that may tell that a name beside them is part of another, or is mentioned."""
    return frozenset(map(small_letters, making_names | last_words(name_follows)))


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
            if _is_verbatim(edit):
                _remember(match.sense.readings, edit)
        else:
            left.append(match)
    return found, left


def _is_verbatim(edit: PlainEdit) -> bool:
    """Whether it is written as it is where the text has the surface itself, no sign in it being adapted."""
    new, surface = edit.draft.new, edit.surface
    adapted = "'" in new or new.endswith(".") or surface.endswith(".")
    return not adapted and edit.reading.capitals == "same" and not is_same(new, surface)


def _remember(readings: tuple[Reading, ...], edit: PlainEdit) -> None:
    if len(_VERBATIM) >= _REMEMBERED:
        _VERBATIM.clear()
    _VERBATIM[readings] = edit


@functools.lru_cache(_REMEMBERED)
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
    draft = Draft(0, 0, new, entry.concept.id, answer.rule, answer.reason, safe=True)
    return PlainEdit(reading.surface, draft, reading, may_be_part_of_name(reading))
