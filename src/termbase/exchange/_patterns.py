r"""Rules as regular expressions for engines with look-around and Unicode classes: JavaScript (u), .NET and its kin.

>>> from termbase.model import Place
>>> rule = Rule("Kongo", "Kongo (K.)", "smart", "spelling", "congo", Place(), True, (("DR ", ""),))
>>> pattern(rule)
'(?<![\\p{L}\\p{M}\\p{N}])(?!(?<=DR )Kongo(?![\\p{L}\\p{M}\\p{N}]))Kongo(?![\\p{L}\\p{M}\\p{N}])'
"""

from __future__ import annotations

import re

from termbase.exchange._rules import Rule

_SYNTAX = re.compile(r"[\^$\\.*+?()\[\]{}|/]")
_INSIDE = r"[\p{L}\p{M}\p{N}]"
"""What words are made of (law 4); `\\b` of most engines knows ASCII only, or takes the underscore for a letter."""

BEGINNING = rf"(?<!{_INSIDE})"
"""What every expression of a rule begins with."""


def pattern(rule: Rule) -> str:
    """Give the expression of a rule: whole words, and not where one of its guards holds."""
    body, end = literal(rule.surface), f"(?!{_INSIDE})"
    guards = "".join(
        f"(?!(?<={literal(before)}){body}{literal(after)}{end})" for before, after in rule.guards
    )
    return f"{BEGINNING}{guards}{body}{end}"


def literal(text: str) -> str:
    """Escape a text."""
    return _SYNTAX.sub(lambda found: "\\" + found[0], text)
