"""What an export leaves out, said once for each kind of loss, with how often and where first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from termbase.messages import _
from termbase.model import Finding, Place


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a concept that a format has no room for."""

    what: str  # translated, such as “gender”: the losses of one text are counted together
    concept: str
    place: Place  # in the glossary
    noted: bool = False  # it is in the file, but in a note that only termbase understands


def losses(found: Iterable[Loss]) -> tuple[Finding, ...]:
    """Group losses as findings of level info, in the order in which each kind was met first.

    >>> at = Place("places.yaml", 3)
    >>> found = [Loss("gender", "kyiv", at), Loss("notes", "kyiv", at), Loss("gender", "minsk", at)]
    >>> [finding.message.partition(";")[0] for finding in losses(found)]
    ['gender: left out 2 times, first of “kyiv”', 'notes: left out 1 times, first of “kyiv”']
    """
    first: dict[tuple[str, bool], Loss] = {}
    counts: Counter[tuple[str, bool]] = Counter()
    for loss in found:
        first.setdefault((loss.what, loss.noted), loss)
        counts[loss.what, loss.noted] += 1
    return tuple(_grouped(loss, counts[key]) for key, loss in first.items())


def _grouped(first: Loss, count: int) -> Finding:
    if first.noted:
        message = _("{what}: in a note that only termbase reads, {count} times, first of “{concept}”")
    else:
        message = _("{what}: left out {count} times, first of “{concept}”; the format has no room for it")
    message = message.format(what=first.what, count=count, concept=first.concept)
    return Finding("TB720", "info", message, first.place, first.concept)
