"""The changes of a text as findings: where each stands, and what a person should do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from termbase.documents.document import Block
from termbase.documents.parts import Part
from termbase.messages import _
from termbase.model import Finding, Place
from termbase.rewrite.placing import Change
from termbase.text.lines import Lines, lines_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of a document, to name places in it: by line and column, in archives by segment and column."""

    file: str
    part: str
    lines: Lines | None  # None in archives, whose lines nobody sees

    def place(self, start: int, block: Block | None, offset: int) -> Place:
        """Give the place that is at `start` in the source, and at `offset` in the running text of the block."""
        segment = block.name if block is not None else ""
        if self.lines is None:
            return Place(self.file, 0, offset + 1, self.part, segment)
        line, column = self.lines.place(start)
        return Place(self.file, line, column, self.part, segment)

    def shown(self, place: Place, block: Block | None) -> str | None:
        """Give what a person sees of that place: the line, or the running text."""
        if self.lines is not None:
            return self.lines.line(place.line)
        return block.text if block is not None else None


def sheet_of(part: Part, file: str = "") -> Sheet:
    """Give what names the places of a part."""
    return Sheet(file, part.name, None if part.name else lines_of(part.content.text))


def place_of(change: Change, sheet: Sheet) -> Place:
    """Give the place of a change."""
    spot = change.spots[0] if change.spots else None
    return sheet.place(change.draft.start, spot.block if spot else None, spot.draft.start if spot else 0)


def texts_of(change: Change) -> tuple[str, str]:
    """Give what a reader sees before and after a change: the running text, without markup and escapes."""
    spot = change.spots[0] if len(change.spots) == 1 else None
    if spot is None:
        return change.edit.old, change.draft.new
    return spot.block.text[spot.draft.start : spot.draft.end], spot.draft.new


def findings(found: Iterable[Change], sheet: Sheet) -> list[Finding]:
    """What a person should know about the changes that are not simply applied."""
    return [finding(change, sheet, change.draft.code or "TB202") for change in found if is_told(change)]


def is_told(change: Change) -> bool:
    """Whether a person should know about a change."""
    return bool(change.draft.code) or not change.draft.safe


def finding(change: Change, sheet: Sheet, code: str) -> Finding:
    """The finding about a change, with its place in the part."""
    edit = change.edit
    new = texts_of(change)[1]
    place = place_of(change, sheet)
    applicable = change.draft.applicable
    unwritable = code == "TB926" and not applicable  # the reason says what to do
    advice = _("it stays as it is") if edit.new == edit.old else _("write “{new}”").format(new=new)
    return Finding(
        code,
        "info" if code == "TB210" else "warning",
        edit.reason if unwritable else f"{edit.reason}; {advice}" if edit.reason else advice,
        place,
        edit.concept,
        (edit,) if applicable else (),
        sheet.shown(place, change.spots[0].block if change.spots else None),
    )
