"""What an import has to say: findings, entries that are broken, and how many had which fate."""

from __future__ import annotations

from collections import Counter

from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError


class Report:
    """Findings and counts of one import, as they come."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.broken: list[Finding] = []
        self.counts: Counter[str] = Counter()

    def add(self, finding: Finding, count: str = "") -> None:
        """Keep a finding; what is broken may stop the import."""
        (self.broken if finding.level == "error" else self.findings).append(finding)
        if count:
            self.counts[count] += 1

    def conflict(self, code: str, message: str, place: Place, concept: str | None) -> None:
        """Report what both sides have differently."""
        self.findings.append(Finding(code, "error", message, place, concept or None))
        self.counts["conflicts"] += 1

    def refuse(self, code: str, message: str, place: Place, concept: str | None) -> None:
        """Report an entry that is broken."""
        self.add(Finding(code, "error", message, place, concept or None), "broken")

    def stop_if_broken(self, file: str, keep_going: bool) -> None:
        """Raise what is broken, or hand it on as findings if the user keeps going."""
        if self.broken and not keep_going:
            message = _("nothing was taken, as entries are broken; --keep-going takes the others")
            last = Finding("TB725", "error", message, Place(file))
            raise TermbaseError([*sorted(self.broken, key=lambda each: each.place.line), last])
        self.findings += self.broken

    def sorted(self) -> tuple[Finding, ...]:
        """Give the findings by line, those without one first."""
        return tuple(sorted(self.findings, key=lambda each: (bool(each.place.line), each.place.line)))
