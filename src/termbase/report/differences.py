"""What a change of the glossary changes in texts, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from termbase.messages import _
from termbase.report.columns import aligned
from termbase.verbs.impact import Difference


def differences_table(found: Sequence[Difference]) -> str:
    """Write a line for each place: what, where, what stands there, what it became before and becomes now."""
    words = {"new": _("new"), "gone": _("gone"), "conflict": _("conflict")}
    rows = [
        (
            words[each.what],
            str(each.place),
            each.old,
            each.before if each.before is not None else "–",
            "→",
            each.after if each.after is not None else "–",
            each.concept,
            "" if each.safe else _("[proposed]"),
        )
        for each in found
    ]
    return "".join(line + "\n" for line in aligned(rows))
