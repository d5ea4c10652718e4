"""Findings as rdjson, the Reviewdog Diagnostic Format (reviewdog, proto/rdf), with the edits as suggestions.

Lines count from 1, columns too, and in bytes of UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from termbase.model import Edit, Finding, Place
from termbase.report.text import Page
from termbase.text.lines import Lines

_SEVERITIES = {"error": "ERROR", "warning": "WARNING"}


def rdjson(pages: Sequence[Page]) -> str:
    """Write the findings of the pages as one diagnostic result."""
    diagnostics = [_diagnostic(finding, page) for page in pages for finding in page.findings]
    result = {"source": {"name": "termbase"}, "diagnostics": diagnostics}
    return json.dumps(result, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(finding: Finding, page: Page) -> dict[str, Any]:
    location: dict[str, Any] = {"path": finding.place.file or page.file}
    if finding.place.line:
        location["range"] = _range(finding, page.lines)
    place = Place(part=finding.place.part, segment=finding.place.segment)
    where = f"{place}: " if place.part else ""
    found: dict[str, Any] = {
        "message": where + finding.message,
        "location": location,
        "severity": _SEVERITIES.get(finding.level, "INFO"),
        "code": {"value": finding.code},
    }
    if page.lines is not None and finding.edits:
        lines = page.lines
        found["suggestions"] = [{"range": _span(edit, lines), "text": edit.new} for edit in finding.edits]
    return found


def _range(finding: Finding, lines: Lines | None) -> dict[str, Any]:
    if lines is not None and len(finding.edits) == 1:
        return _span(finding.edits[0], lines)
    place = finding.place
    line = lines.line(place.line) if lines is not None and place.line <= len(lines.starts) else finding.source
    start = {"line": place.line}
    if place.column and line is not None:
        start["column"] = _bytes(line[: place.column - 1]) + 1
    return {"start": start}


def _span(edit: Edit, lines: Lines) -> dict[str, Any]:
    return {"start": _position(edit.start, lines), "end": _position(edit.end, lines)}


def _position(offset: int, lines: Lines) -> dict[str, int]:
    """Give the line of an offset and the column in bytes.

    >>> from termbase.text.lines import lines_of
    >>> _position(3, lines_of("äö Kiew"))
    {'line': 1, 'column': 6}
    """
    line, column = lines.place(offset)
    return {"line": line, "column": _bytes(lines.text[offset - column + 1 : offset]) + 1}


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
