"""Findings that somebody has dismissed: in the text, for a file in the configuration, or for good in a baseline.

    termbase: off TB209 … termbase: on TB209     what stands between; several codes with commas, no `on`: to the end
    termbase: ignore TB209                       on this line; alone on it, also up to the next empty line: in a
                                                 paragraph, in an entry of a PO (at most 20 lines)

A code may be shortened: TB2 stands for all that begin so. Without a code `off` protects the text itself (law 8).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.text.lines import Lines

BASELINE = "termbase.baseline.json"
_VERSION = 1
_DIRECTIVE = re.compile(r"termbase:\s*(off|on|ignore)\b((?:[\s,]+TB\d+\b)*)")
_WORD = re.compile(r"[^\W_]")
_LONGEST = 20  # lines
_BEFORE, _AFTER = 20, 40  # code points around a place that tell it from others

Codes = tuple[str, ...]
Rules = Sequence[tuple[Callable[[str], bool], Codes]]
"""Whether a file is meant (its path relative to the configuration, with `/`), and the codes to dismiss in it."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Offsets between which findings of some codes are dismissed (code points)."""

    start: int
    end: int
    codes: Codes


def without_dismissed(findings: Iterable[Finding], lines: Lines) -> list[Finding]:
    r"""The findings about a text that are not dismissed in it.

    >>> from termbase.text.lines import lines_of
    >>> text = lines_of("<!-- termbase: ignore TB209 -->\nCSTO\n\nCSTO")
    >>> found = [Finding("TB209", "warning", "", Place("", line, 1)) for line in (2, 4)]
    >>> [finding.place.line for finding in without_dismissed(found, text)]
    [4]
    """
    stretches = list(_stretches(lines))
    if not stretches:
        return list(findings)

    def is_dismissed(finding: Finding) -> bool:
        if not 1 <= finding.place.line <= len(lines.starts):
            return False
        at = lines.offset(finding.place.line, finding.place.column)
        return any(own.start <= at < own.end and finding.code.startswith(own.codes) for own in stretches)

    return [finding for finding in findings if not is_dismissed(finding)]


def _stretches(lines: Lines) -> Iterable[_Stretch]:
    if "termbase:" not in lines.text:
        return
    open_: dict[str, int] = {}
    for found in _DIRECTIVE.finditer(lines.text):
        codes = tuple(re.findall(r"TB\d+", found[2]))
        if found[1] == "ignore" and codes:
            yield _ignored(lines, found, codes)
        elif found[1] == "off":
            for code in codes:
                open_.setdefault(code, found.start())
        elif found[1] == "on":
            for code in codes or tuple(open_):
                if code in open_:
                    yield _Stretch(open_.pop(code), found.start(), (code,))
    yield from (_Stretch(start, len(lines.text) + 1, (code,)) for code, start in open_.items())


def _ignored(lines: Lines, directive: re.Match[str], codes: Codes) -> _Stretch:
    """Where a directive for one line or, alone on it, for what follows holds."""
    first, column = lines.place(directive.start())
    line = lines.line(first)
    last = first
    if not _WORD.search(line[: column - 1] + line[column - 1 + len(directive[0]) :]):
        limit = min(first + _LONGEST, len(lines.starts))
        while last < limit and lines.line(last + 1).strip():
            last += 1
    end = lines.starts[last] if last < len(lines.starts) else len(lines.text) + 1
    return _Stretch(lines.starts[first - 1], end, codes)


def without_ignored(findings: Iterable[Finding], file: str, rules: Rules) -> list[Finding]:
    """The findings about a file (its path as the rules have it) that no rule dismisses."""
    codes = tuple(code for is_meant, own in rules if is_meant(file) for code in own)
    return [finding for finding in findings if not (codes and finding.code.startswith(codes))]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings that were there when somebody drew the line, by fingerprint, with how many there were of each."""

    counts: Mapping[str, int]
    entries: Mapping[str, Mapping[str, Any]]  # what a person reads: code, file, text


def fingerprint(finding: Finding, file: str) -> str:
    """What tells a finding from others wherever it moves in its file: 16 hexadecimal digits of SHA-256.

    It is made of code, file (a path with `/`), concept and the text around the place, white space being all the same;
    neither of the line number nor of the message, which speaks the user's language.

    >>> one = Finding("TB209", "warning", "", Place("a", 1, 4), "csto", source="in  CSTO")
    >>> other = Finding("TB209", "warning", "andere", Place("a", 9, 4), "csto", source="in CSTO")
    >>> fingerprint(one, "a.txt") == fingerprint(other, "a.txt")
    True
    """
    parts = (finding.code, file, finding.concept or "", _around(finding))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _around(finding: Finding) -> str:
    line, at = finding.source or "", max(finding.place.column - 1, 0)
    before, after = " ".join(line[:at].split()), " ".join(line[at:].split())
    return f"{before[-_BEFORE:]}|{after[:_AFTER]}"


def baseline_of(findings: Iterable[Finding], relative: Callable[[str], str]) -> Baseline:
    """Draw the line at these findings; `relative` gives the path of a file as the baseline has it."""
    counts: Counter[str] = Counter()
    entries: dict[str, Mapping[str, Any]] = {}
    for finding in findings:
        file = relative(finding.place.file)
        key = fingerprint(finding, file)
        counts[key] += 1
        entries[key] = {"code": finding.code, "file": file, "text": _around(finding).partition("|")[2]}
    return Baseline(counts, entries)


def without_known(
    findings: Iterable[Finding], baseline: Baseline, relative: Callable[[str], str]
) -> tuple[list[Finding], Baseline]:
    """The findings that are not in the baseline, and what of it is left for other files."""
    left = Counter(baseline.counts)
    new = []
    for finding in findings:
        key = fingerprint(finding, relative(finding.place.file))
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return new, replace(baseline, counts=left)


def joined(new: Baseline, old: Baseline, stays: Callable[[str, str], bool]) -> Baseline:
    """Give a new baseline with those entries of an old one that stay, by their code and file."""
    kept = [key for key, entry in old.entries.items() if stays(entry["code"], entry["file"])]
    return Baseline(
        {**{key: old.counts[key] for key in kept}, **new.counts},
        {**{key: old.entries[key] for key in kept}, **new.entries},
    )


def written(baseline: Baseline) -> str:
    """A baseline as JSON, sorted by file, code and text, so that a version control shows what changed."""
    keys = sorted(baseline.entries, key=lambda key: (*map(str, _row(baseline, key)), key))
    rows = [{**baseline.entries[key], "fingerprint": key, "count": baseline.counts[key]} for key in keys]
    return json.dumps({"version": _VERSION, "findings": rows}, ensure_ascii=False, indent=1) + "\n"


def _row(baseline: Baseline, key: str) -> tuple[Any, ...]:
    entry = baseline.entries[key]
    return entry["file"], entry["code"], entry["text"]


def read_baseline(text: str, file: str) -> Baseline:
    """Read a baseline. Raises TermbaseError, with the line where it is no JSON, for what `written` has not written."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = Place(file, getattr(error, "lineno", 0), getattr(error, "colno", 0))
        raise TermbaseError.of(
            "TB808", _("is no JSON; write the baseline anew with --write-baseline"), place
        ) from None
    try:
        if data["version"] != _VERSION:
            raise ValueError(data["version"])
        rows = data["findings"]
        counts = {str(row["fingerprint"]): int(row["count"]) for row in rows}
        entries = {
            str(row["fingerprint"]): {key: str(row[key]) for key in ("code", "file", "text")} for row in rows
        }
    except (KeyError, TypeError, ValueError):
        message = _("is no baseline of this version; write it anew with --write-baseline")
        raise TermbaseError.of("TB808", message, Place(file)) from None
    return Baseline(counts, entries)


def relative_to(folder: PurePath) -> Callable[[str], str]:
    """Give what writes paths relative to a folder (absolute), with `/`; those elsewhere stay as they are."""

    def relative(file: str) -> str:
        path = PurePath(file)
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()

    return relative
