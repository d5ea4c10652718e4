"""reStructuredText: headings, paragraphs, items, admonitions and cells; of the rest, what is certain.

Literal blocks, comments, targets, substitutions, and directives that hold no prose make no blocks. Docutils is not
asked: it gives lines, not offsets. A cell of a drawn table keeps its width and a title is no longer than its lines: an
edit for which there is no room is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from termbase.documents._refusals import unwritable
from termbase.documents._rst_inline import add_line_text, add_text, escape
from termbase.documents._rst_lines import Line, lines_of, width_of
from termbase.documents._rst_tables import table_cells, table_end
from termbase.documents._running import Running
from termbase.documents.document import Block, Format, Room
from termbase.messages import _
from termbase.model import TermbaseError

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*+\s*\Z")
_FIELD = re.compile(r":(?![: `])(?:[^:\\]|\\.|:(?![ \t]|\Z))*+:(?:[ \t]+|\Z)")
_OPTION = r"(?:-[A-Za-z0-9]|--[A-Za-z][\w-]*+|/[A-Za-z])(?:[ =]?(?:[A-Za-z][\w-]*+|<[^<>\s]*+>))?+"
_MARK = re.compile(
    r"(?:[-+*•‣⁃]|\(?(?:\d{1,9}|[A-Za-z#]|[ivxlcdmIVXLCDM]{1,9})[.)]|\|)[ \t]+(?=\S)"  # items, line blocks
    rf"|{_FIELD.pattern}|{_OPTION}(?:, {_OPTION})*+(?:[ \t]{{2,}}(?=\S)|\Z)"
)
_EXPLICIT = re.compile(r"\.\.(?=[ \t]|\Z)[ \t]*")
_NOTE = re.compile(r"\[(?:\d+|#[\w-]*|\*|[A-Za-z][\w.-]*)\](?:[ \t]+|\Z)")
_DIRECTIVE = re.compile(r"(?P<name>[A-Za-z][\w+.:-]*?) ?::(?:[ \t]+|\Z)")
_PROSE = frozenset(
    "admonition attention caution compound container danger deprecated epigraph error figure highlights hint"
    " important note pull-quote rubric seealso sidebar tip topic versionadded versionchanged versionremoved"
    " warning".split()
)
"""Directives whose content is text like any other."""
_WITH_TITLE = frozenset("admonition rubric sidebar topic".split())
_WITHOUT_ARGUMENT = frozenset(
    "compound epigraph highlights pull-quote".split()
) | _PROSE - _WITH_TITLE - frozenset(
    "container deprecated figure versionadded versionchanged versionremoved".split()
)


def blocks(source: str) -> Iterator[Block]:
    r"""Give the texts of a document in their order; none is refused.

    >>> source = "Kiew\n====\n\nDie *ODKB*::\n\n    Kiew\n\n- ``Kiew`` `Minsk <x>`_\n"
    >>> [(block.kind, block.text) for block in blocks(source)]
    [('heading', 'Kiew'), ('paragraph', 'Die ODKB::'), ('paragraph', '``Kiew`` Minsk')]
    """
    return _Reader(source).blocks()


class _Reader:
    """Goes down the lines; `at` is the next one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines = lines_of(source)
        self.at = 0

    def blocks(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.text:
                self.at += 1
            elif explicit := _EXPLICIT.match(line.text):
                yield from self.explicit(line, explicit.end())
            elif line.text.startswith("__ ") or self.is_transition(line):
                self.at += 1
            elif line.text.startswith(">>> "):
                self.skip_to_blank()
            elif (end := table_end(self.lines, self.at)) > self.at:
                yield from table_cells(self.source, self.lines[self.at : end])
                self.at = end
            elif self.is_overline():
                title = self.lines[self.at + 1]
                room = width_of(line.text) - width_of(title.text) - title.indent
                yield from self.title(title, Room(room, width_of, _between_lines))
                self.at += 3
            elif self.is_title():
                room = width_of(self.text_at(self.at + 1)) - width_of(line.text)
                yield from self.title(line, Room(room, width_of, _above_a_line))
                self.at += 2
            else:
                yield from self.body(line)

    # -- titles

    def text_at(self, at: int) -> str:
        return self.lines[at].text if at < len(self.lines) else ""

    def is_overline(self) -> bool:
        line, title, under = (self.text_at(self.at + step) for step in range(3))
        return bool(_ADORNMENT.match(line)) and title != "" and line == under and not _ADORNMENT.match(title)

    def is_transition(self, line: Line) -> bool:
        """Tell whether this is a line between sections, or under nothing; two colons open a literal block."""
        return bool(_ADORNMENT.match(line.text)) and line.text != "::" and not self.is_overline()

    def is_title(self) -> bool:
        line, under = self.lines[self.at], self.text_at(self.at + 1)
        long_enough = len(under) >= min(4, width_of(line.text))
        return line.indent == 0 and long_enough and bool(_ADORNMENT.match(under)) and under != "::"

    def title(self, line: Line, room: Room | None) -> Iterator[Block]:
        running = Running(self.source)
        add_line_text(running, line.text, line.start)
        if block := running.block("heading", room=room):
            yield block

    # -- explicit markup: directives, comments, notes, targets

    def explicit(self, line: Line, skip: int) -> Iterator[Block]:
        """Read what begins with two dots; only notes and directives with prose hold text."""
        rest = line.text[skip:]
        if not rest and not self.text_at(
            self.at + 1
        ):  # an empty comment ends a list, the quotation below is text
            self.at += 1
            return
        if note := _NOTE.match(rest):
            yield from self.body(line.behind(skip + note.end()), line.indent)
            return
        directive = _DIRECTIVE.match(rest)
        if not directive or directive["name"] not in _PROSE:
            self.skip_indented(line.indent)
            return
        name = directive["name"]
        if name in _WITH_TITLE and len(rest) > directive.end():
            yield from self.title(line.behind(skip + directive.end()), None)
            self.at += 1
        elif name in _WITHOUT_ARGUMENT and len(rest) > directive.end():
            yield from self.body(line.behind(skip + directive.end()), line.indent)
        else:
            self.at += 1
        while self.at < len(self.lines) and _FIELD.match(self.lines[self.at].text):
            if self.lines[self.at].indent <= line.indent:
                break
            self.at += 1

    def skip_indented(self, indent: int) -> None:
        """Pass the line and all below it that is blank or indented more."""
        self.at += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.text and line.indent <= indent:
                return
            self.at += 1

    def skip_to_blank(self) -> None:
        while self.text_at(self.at):
            self.at += 1

    # -- paragraphs

    def body(self, line: Line, outer: int | None = None) -> Iterator[Block]:
        """Read a paragraph, which may begin behind the marks of items, of a field, an option or a line block.

        `outer` is the indentation of what holds it, if that is not the line's own.
        """
        outer = line.indent if outer is None else outer
        width = 0
        is_line = False
        while not is_line and (mark := _MARK.match(line.text, width)):
            width = mark.end()
            is_line = mark[0][0] == "|"
        lines = [line.behind(width)] if width < len(line.text) else []
        self.at += 1
        while not is_line and lines and self.goes_on(lines[0], outer, len(lines)):
            lines.append(self.lines[self.at])
            self.at += 1
        if not lines:
            return
        running = Running(self.source)
        offsets = [0]
        for each in lines[:-1]:
            offsets.append(offsets[-1] + len(each.text) + 1)
        origins = [(offset, each.start) for offset, each in zip(offsets, lines, strict=True)]
        add_text(running, "\n".join(each.text for each in lines), origins)
        if block := running.block():
            yield block
        if lines[-1].text.endswith("::"):
            self.skip_literal(outer)

    def goes_on(self, first: Line, outer: int, length: int) -> bool:
        """Tell whether the next line belongs to the paragraph that `first` began."""
        if self.at >= len(self.lines):
            return False
        line = self.lines[self.at]
        if not line.text or _EXPLICIT.match(line.text) and length == 1 and line.indent <= outer:
            return False
        if line.indent == first.indent:
            return True
        return first.indent > outer and line.indent > outer and length == 1

    def skip_literal(self, outer: int) -> None:
        """Pass a literal block: what is indented below, or lines that all begin with the same mark."""
        while self.at < len(self.lines) and not self.lines[self.at].text:
            self.at += 1
        if self.at == len(self.lines):
            return
        if self.lines[self.at].indent > outer:
            self.at -= 1
            self.skip_indented(outer)
        elif _ADORNMENT.match(self.lines[self.at].text[:1]):
            self.skip_to_blank()


def _between_lines(text: str) -> TermbaseError:
    remedy = _("change the title and make both lines as long")
    return unwritable(text, _("a title between two lines"), remedy)


def _above_a_line(text: str) -> TermbaseError:
    """Docutils warns of a line that is too short, and pandoc takes the title for a paragraph."""
    remedy = _("change the title and make the line under it as long")
    return unwritable(text, _("a title with a line under it"), remedy)


FORMAT = Format("rst", (".rst", ".rest"), blocks, escape, description="reStructuredText")
