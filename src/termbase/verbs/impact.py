"""What another glossary changes in texts: edits that it adds, edits that are gone, places where the two disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from termbase.model import Edit, Place
from termbase.verbs.reading import Text

NEW, GONE, CONFLICT = "new", "gone", "conflict"


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two glossaries differ: what stands there, and what each makes of it (None: it leaves it).

    `what` is new, gone, or conflict where both rewrite the place, but differently. `safe` is that of the later edit, or
    of the earlier where there is none.
    """

    what: str
    place: Place
    old: str
    before: str | None
    after: str | None
    concept: str
    safe: bool


def impact(texts: Iterable[tuple[Text, Sequence[Edit], Sequence[Edit]]]) -> list[Difference]:
    """Give the differences in texts, each with the edits of the earlier and of the later glossary, in their order."""
    return [difference for text, before, after in texts for difference in _differences(text, before, after)]


def _differences(text: Text, before: Sequence[Edit], after: Sequence[Edit]) -> Iterator[Difference]:
    source = text.source
    was, becomes = _by_span(before), _by_span(after)
    taken: set[tuple[int, int, str]] = set()
    for edit in sorted({*was.values(), *becomes.values()}, key=lambda edit: (edit.start, edit.end)):
        key = edit.start, edit.end, edit.new
        if (key in was) == (key in becomes) or key in taken:
            continue
        place = text.place_in_source(edit.start)
        mine, others = (after, before) if key in becomes else (before, after)
        rival = next((other for other in others if _meet(edit, other) and other not in mine), None)
        if rival is None:
            what = NEW if key in becomes else GONE
            old, new = (None, edit.new) if key in becomes else (edit.new, None)
            yield Difference(what, place, edit.old, old, new, edit.concept, edit.safe)
            continue
        taken.add((rival.start, rival.end, rival.new))
        earlier, later = (rival, edit) if key in becomes else (edit, rival)
        start, end = min(earlier.start, later.start), max(earlier.end, later.end)
        yield Difference(
            CONFLICT,
            text.place_in_source(start),
            source[start:end],
            source[start : earlier.start] + earlier.new + source[earlier.end : end],
            source[start : later.start] + later.new + source[later.end : end],
            later.concept,
            later.safe,
        )


def _by_span(edits: Iterable[Edit]) -> dict[tuple[int, int, str], Edit]:
    return {(edit.start, edit.end, edit.new): edit for edit in edits}


def _meet(one: Edit, other: Edit) -> bool:
    return one.start < other.end and other.start < one.end and one.new != other.new
