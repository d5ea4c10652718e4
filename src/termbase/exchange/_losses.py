"""What an export leaves out, said once for each kind of loss, with how often and where first."""

from __future__ import annotations

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


def losses(found: Iterable[Loss]) -> tuple[Finding, ...]:
    """Group losses as findings of level info, in the order in which each kind was met first.

    >>> at = Place("places.yaml", 3)
    >>> found = [Loss("gender", "kyiv", at), Loss("notes", "kyiv", at), Loss("gender", "minsk", at)]
    >>> [finding.message.partition(";")[0] for finding in losses(found)]
    ['gender: left out 2 times, first of “kyiv”', 'notes: left out once, of “kyiv”']
    """
    first: dict[str, Loss] = {}
    counts: dict[str, int] = {}
    for loss in found:
        first.setdefault(loss.what, loss)
        counts[loss.what] = counts.get(loss.what, 0) + 1
    return tuple(_grouped(loss, counts[what]) for what, loss in first.items())


def _grouped(first: Loss, count: int) -> Finding:
    if count == 1:
        message = _("{what}: left out once, of “{concept}”; the format has no room for it")
    else:
        message = _("{what}: left out {count} times, first of “{concept}”; the format has no room for it")
    message = message.format(what=first.what, count=count, concept=first.concept)
    return Finding("TB720", "info", message, first.place, first.concept)
