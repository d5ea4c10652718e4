"""Findings and edits as lines for people, in the manner of compilers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from termbase.messages import _
from termbase.model import Edit, Finding, Place
from termbase.report.columns import printable, width
from termbase.text.lines import Lines

_SHOWN = 100  # code points of a source line around the place; paragraphs often are one line


@dataclass(frozen=True, slots=True)
class Page:
    """A document with the findings in it; `lines` is None where it could not be read."""

    file: str
    lines: Lines | None
    findings: tuple[Finding, ...]


def ordered(pages: Iterable[Page]) -> list[Finding]:
    """Give the findings of all pages, page by page, in the order of their places."""
    return [finding for page in pages for finding in sorted(page.findings, key=_line_and_column)]


def _line_and_column(finding: Finding) -> tuple[int, int]:
    """Give the place to order by; in archives, where there are no lines, the order stays."""
    place = finding.place
    return (place.line, place.column) if place.line else (0, 0)


def finding_text(finding: Finding) -> str:
    """Give `file:line:column: level: message [code]`, and below it the source line with a caret.

    >>> finding = Finding("TB201", "warning", "write Kyjiw", Place("a.txt", 1, 4), source="in Kiew")
    >>> print(finding_text(finding))
    a.txt:1:4: warning: write Kyjiw [TB201]
      in Kiew
         ^
    """
    where = f"{finding.place}: " if str(finding.place) else ""
    message = " ".join(finding.message.splitlines())  # it may quote a name with a line break in it
    lines = [printable(f"{where}{level_name(finding.level)}: {message} [{finding.code}]")]
    if finding.source is not None and finding.place.column:
        length = len(finding.edits[0].old) if len(finding.edits) == 1 else 1
        lines += _excerpt(finding.source, finding.place.column - 1, length)
    elif finding.source is not None:
        lines.append("  " + printable(finding.source[:_SHOWN]))
    return "\n".join(lines)


def edit_text(edit: Edit, place: Place) -> str:
    """Give one line that says what an edit changes where, and why."""
    line = _("{place}: {old} → {new} ({reason})").format(
        place=place, old=edit.old, new=edit.new, reason=edit.reason
    )
    return printable(line if edit.safe else line + " " + _("[proposed]"))


def findings_text(findings: Iterable[Finding]) -> Iterator[str]:
    """Give each finding as its lines, with their ends."""
    for finding in findings:
        yield finding_text(finding) + "\n"


def level_name(level: str) -> str:
    """Give the name of a level in the user's language."""
    return {"error": _("error"), "warning": _("warning"), "info": _("note")}.get(level, level)


def _excerpt(source: str, at: int, length: int) -> Iterator[str]:
    """Give the part of the line around an offset, and a caret below the place."""
    start = max(0, min(at - _SHOWN // 2, len(source) - _SHOWN))
    left = "…" if start else ""
    end = start + _SHOWN
    yield "  " + left + printable(source[start:end]) + ("…" if end < len(source) else "")
    before = width(left + printable(source[start:at]))
    marked = width(printable(source[at : min(at + length, end)]))
    yield "  " + " " * before + "^" * max(1, marked)
