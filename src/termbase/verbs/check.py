"""What a person should know about a text: the findings of every check, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from termbase.checks.check import Check, Subject
from termbase.documents.document import Format
from termbase.documents.parts import Part
from termbase.files import Text
from termbase.index.lexicon import Lexicon
from termbase.model import Finding
from termbase.plugins import plugin, plugin_names
from termbase.rewrite.changes import changes
from termbase.rewrite.placing import Change
from termbase.rewrite.reported import sheet_of
from termbase.rewrite.settling import Lexicons

_CHECKS = "termbase.checks"
_NUMBERED = re.compile(r"([0-9]{1,9})|([^0-9]+)", re.ASCII)


def check(
    text: str,
    format: Format,
    lexicons: Lexicons,
    lexicon_of: Callable[[str], Lexicon],
    file: str = "",
) -> list[Finding]:
    """The findings about a text; `file` names it in their places.

    `lexicons` gives the glossary for the language of each block, `lexicon_of` that of any language (BCP 47). Raises
    TermbaseError for a text that is malformed in its format.
    """
    return check_parts([Part("", Text(text))], format, lexicons, lexicon_of, file)[0]


def check_parts(
    parts: Sequence[Part],
    format: Format,
    lexicons: Lexicons,
    lexicon_of: Callable[[str], Lexicon],
    file: str = "",
) -> list[list[Finding]]:
    """The findings about each part of one document."""
    checks = [_named(name) for name in plugin_names(_CHECKS, "CHECK")]

    def findings(part: Part, own: Sequence[Change]) -> list[Finding]:
        subject = Subject(part, format, lexicons, own, lexicon_of, sheet_of(part, file))
        found = [finding for check in checks for finding in check.run(subject)]
        return sorted(found, key=_order)

    found = changes(parts, format, lexicons, file=file)
    return [findings(part, own) for part, own in zip(parts, found, strict=True)]


def _order(finding: Finding) -> tuple[int, list[tuple[int, str]], int, str]:
    """Give the order of the text; in archives segments have no lines, but names that count: paragraph 9, 10."""
    place = finding.place
    segment = "" if place.line else place.segment
    numbers = [(int(digits or 0), rest) for digits, rest in _NUMBERED.findall(segment)]
    return place.line, numbers, place.column, finding.code


def _named(name: str) -> Check:
    found: Check = plugin(_CHECKS, "CHECK", name)
    return found
