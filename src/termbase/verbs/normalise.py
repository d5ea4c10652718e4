"""Rewrites a text consistently: every variant to its term, in the inflection that it carries."""

from __future__ import annotations

from dataclasses import dataclass

from termbase.documents.document import Format
from termbase.index.lexicon import Lexicon
from termbase.model import Edit, Finding
from termbase.rewrite.plan import Change, changes, findings
from termbase.rewrite.stability import applied, stable


@dataclass(frozen=True, slots=True)
class Normalised:
    """A rewritten text with every edit, proposals included, and what a person should know.

    `made` are the edits that lead to the text. The spans are code points of the text that came in.
    """

    text: str
    edits: tuple[Edit, ...]
    made: tuple[Edit, ...]
    findings: tuple[Finding, ...]


def normalise(
    lexicon: Lexicon, text: str, format: Format, unsafe: bool = False, file: str = ""
) -> Normalised:
    """Rewrite a text of the lexicon's language; with `unsafe` the proposed edits are made as well.

    `file` names the text in the places of the findings.
    """
    found = plan(lexicon, text, format, unsafe)
    result, made = applied(text, found, unsafe)
    edits = tuple(change.edit for change in found if change.applicable)
    return Normalised(result, edits, tuple(made), tuple(findings(text, found, file)))


def plan(lexicon: Lexicon, text: str, format: Format, unsafe: bool = False) -> list[Change]:
    """The changes of a text, as every verb sees them."""
    return stable(text, lambda source: changes(source, format, lexicon), unsafe)
