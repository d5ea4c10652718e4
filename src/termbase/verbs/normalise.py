"""Rewrites a text consistently: every variant to its term, in the inflection that it carries."""

from __future__ import annotations

from dataclasses import dataclass

from termbase.documents.document import Format, splice
from termbase.index.lexicon import Lexicon
from termbase.model import Edit, Finding
from termbase.rewrite.changes import changes, findings


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
    lexicon: Lexicon,
    text: str,
    format: Format,
    unsafe: bool = False,
    file: str = "",
) -> Normalised:
    """Rewrite a text of the lexicon's language; with `unsafe` the proposed edits are made as well.

    `file` names the text in the places of the findings.
    """
    found = changes(text, format, lambda _lang: lexicon, unsafe)
    edits = [change.edit for change in found if change.applicable]
    made: list[Edit] = []
    for edit in edits:
        if (edit.safe or unsafe) and (not made or edit.start >= made[-1].end):
            made.append(edit)
    result = splice(text, [(edit.start, edit.end, edit.new) for edit in made])
    return Normalised(result, tuple(edits), tuple(made), tuple(findings(text, found, file)))
