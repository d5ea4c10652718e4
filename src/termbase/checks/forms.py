"""Forms that the house does not write: every edit of the normaliser as a finding.

Finds »ODKB« (TB201), articles that do not agree with a name (TB207), and what the normaliser only proposes or reports
(TB202–TB206, TB208, TB210); leaves »OVKS«.
"""

from __future__ import annotations

from collections.abc import Iterator

from termbase.checks.check import Check, Subject
from termbase.model import Finding
from termbase.rewrite.reported import finding


def forms(subject: Subject) -> Iterator[Finding]:
    """A finding for each change of the text."""
    for change in subject.changes:
        usual = "TB207" if change.draft.rule == "agreement" else "TB201"
        yield finding(change, subject.sheet, change.draft.code or usual)


CHECK = Check("forms", forms)
"""The check."""
