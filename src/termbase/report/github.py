"""Findings as workflow commands that GitHub Actions shows at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from termbase.model import Finding, Place

_COMMANDS = {"error": "error", "warning": "warning"}


def commands(findings: Iterable[Finding]) -> Iterator[str]:
    r"""Give each finding as a workflow command with its line end.

    >>> finding = Finding("TB201", "warning", "write\nKyjiw", Place("a,b.txt", 3, 7))
    >>> print(*commands([finding]), end="")
    ::warning title=TB201,file=a%2Cb.txt,line=3,col=7::write%0AKyjiw
    """
    for finding in findings:
        place = finding.place
        known = {"title": finding.code, "file": place.file}
        known |= {"line": str(place.line), "col": str(place.column or "")} if place.line else {}
        part = f"{Place(part=place.part, segment=place.segment)}: " if place.part else ""
        properties = ",".join(f"{name}={_property(value)}" for name, value in known.items() if value)
        yield f"::{_COMMANDS.get(finding.level, 'notice')} {properties}::{_escaped(part + finding.message)}\n"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
