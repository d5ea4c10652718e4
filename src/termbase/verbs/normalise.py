"""Rewrites a text consistently: every variant to its term, in the inflection that it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from termbase.documents.document import Format, splice
from termbase.documents.parts import Part
from termbase.files import Text
from termbase.model import Edit, Finding, Place
from termbase.rewrite.changes import changes
from termbase.rewrite.placing import Change, Spot, made_of, replacements
from termbase.rewrite.reported import findings, is_told, place_of, sheet_of, texts_of
from termbase.rewrite.settling import Lexicons


@dataclass(frozen=True)
class Normalised:
    """A rewritten text with every edit, proposals included, and what a person should know.

    The spans are code points of the text that came in. `changes` are what the edits are made of, those that are only
    reported included; `applied` are those that lead to the text. In archives this is one part.
    """

    text: str
    changes: Sequence[Change]
    applied: Sequence[Change]
    findings: tuple[Finding, ...]
    part: Part

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit."""
        return tuple(change.edit for change in self.changes if change.draft.applicable)

    @cached_property
    def made(self) -> tuple[Edit, ...]:
        """The edits that lead to the text."""
        return tuple(change.edit for change in self.applied)


@dataclass(frozen=True, slots=True)
class Seen:
    """An edit as a reader sees it: where, and what of the running text becomes what."""

    edit: Edit
    place: Place
    old: str
    new: str


def normalise(
    text: str, format: Format, lexicons: Lexicons, unsafe: bool = False, file: str = ""
) -> Normalised:
    """Rewrite a text; with `unsafe` the proposed edits are made as well.

    `lexicons` gives the glossary for the language of each block; `file` names the text in the places of the findings.
    Raises TermbaseError for a text that is malformed in its format.
    """
    return normalise_parts([Part("", Text(text))], format, lexicons, unsafe, file)[0]


def normalise_parts(
    parts: Sequence[Part], format: Format, lexicons: Lexicons, unsafe: bool = False, file: str = ""
) -> list[Normalised]:
    """Rewrite the parts of one document, each for itself, in knowledge of what the others introduce."""
    found = changes(parts, format, lexicons, unsafe, file)
    return [_normalised(part, own, unsafe, file) for part, own in zip(parts, found, strict=True)]


def seen(result: Normalised, file: str = "") -> list[Seen]:
    """The edits of a result as a reader sees them, in their order."""
    sheet = sheet_of(result.part, file)
    return [
        Seen(change.edit, place_of(change, sheet), *texts_of(change))
        for change in result.changes
        if change.draft.applicable
    ]


def segments(result: Normalised) -> list[tuple[str, str, str]]:
    """The paragraphs, segments and cells that change: name, running text before and after."""
    spots: dict[int, list[Spot]] = {}
    for change in result.applied:
        for spot in change.spots:
            spots.setdefault(id(spot.block), []).append(spot)
    return [(own[0].block.name, own[0].block.text, _after(own)) for own in spots.values()]


def _after(spots: Sequence[Spot]) -> str:
    edits = sorted((spot.draft.start, spot.draft.end, spot.draft.new) for spot in spots)
    return splice(spots[0].block.text, edits)


def _normalised(part: Part, found: Sequence[Change], unsafe: bool, file: str) -> Normalised:
    applied = made_of(found, unsafe)
    told = [change for change in found if is_told(change)]
    said = findings(told, sheet_of(part, file)) if told else []
    return Normalised(splice(part.content.text, replacements(applied)), found, applied, tuple(said), part)
