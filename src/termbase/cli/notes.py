"""What is said on standard error: a line for people, and findings."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable

from termbase.model import Finding


def note(message: str) -> None:
    """Write one line; that nobody can be told is no reason to leave work undone."""
    from termbase.report.columns import printable

    with contextlib.suppress(OSError):
        sys.stderr.write(printable(message) + "\n")


def note_findings(findings: Iterable[Finding]) -> None:
    """Write findings with their source lines."""
    from termbase.report.text import findings_text

    with contextlib.suppress(OSError):
        sys.stderr.writelines(findings_text(findings))
