"""Findings as SARIF 2.1.0 (OASIS), with the edits as fixes; columns count code points.

The fingerprints are those of baselines: they let a service know a finding again when lines have moved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from termbase.model import Edit, Finding
from termbase.report.text import Page
from termbase.text.lines import Lines
from termbase.verbs.dismissal import fingerprint

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning"}


def sarif(pages: Sequence[Page], version: str, titles: Mapping[str, str]) -> str:
    """Write the findings of the pages as one run; `titles` says in a few words what each code means."""
    codes = sorted({finding.code for page in pages for finding in page.findings})
    rules = [_rule(code, titles) for code in codes]
    results = [
        _result(finding, page, codes.index(finding.code)) for page in pages for finding in page.findings
    ]
    driver = {"name": "termbase", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _rule(code: str, titles: Mapping[str, str]) -> dict[str, Any]:
    title = titles.get(code)
    return {"id": code, "shortDescription": {"text": title}} if title else {"id": code}


def _result(finding: Finding, page: Page, index: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS.get(finding.level, "note"),
        "message": {"text": finding.message},
    }
    file = finding.place.file or page.file
    if file:
        location: dict[str, Any] = {"artifactLocation": _artifact(file)}
        if region := _region(finding, page.lines):
            location["region"] = region
        result["locations"] = [{"physicalLocation": location}]
        result["partialFingerprints"] = {"termbase/v1": fingerprint(finding, file)}
        if finding.place.part:
            name = "#".join(filter(None, (finding.place.part, finding.place.segment)))
            result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": name}]
    if page.lines is not None and finding.edits:
        result["fixes"] = [_fix(edit, file, page.lines) for edit in finding.edits]
    return result


def _region(finding: Finding, lines: Lines | None) -> dict[str, Any]:
    if lines is not None and len(finding.edits) == 1:
        return _span(finding.edits[0], lines)
    place = finding.place
    if not place.line:
        return {}
    region = {"startLine": place.line, "startColumn": place.column}
    return {name: number for name, number in region.items() if number}


def _span(edit: Edit, lines: Lines) -> dict[str, Any]:
    (line, column), (end_line, end_column) = lines.place(edit.start), lines.place(edit.end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(edit: Edit, file: str, lines: Lines) -> dict[str, Any]:
    replacement = {"deletedRegion": _span(edit, lines), "insertedContent": {"text": edit.new}}
    change = {"artifactLocation": _artifact(file), "replacements": [replacement]}
    return {"description": {"text": edit.reason or edit.new}, "artifactChanges": [change]}


def _artifact(file: str) -> dict[str, str]:
    """Name a file by a relative reference or, where the path is absolute, a file URI (RFC 3986)."""
    path = quote(file.replace("\\", "/"), errors="surrogateescape")
    return {"uri": f"file://{path}" if path.startswith("/") else path}
