"""LanguageTool: a list for its rule of simple replacements, `wrong=right` a line each (`replace_custom.txt`).

    termbase export languagetool -o replace_custom.txt
    termbase import languagetool replace_custom.txt

Wrong forms of one answer stand in one line with `|` between them; inflected forms are spelt out. LanguageTool ignores
capitals and gives the answer a capital where the text has one, so that words whose capitals count are left out, as
are words inside other forms of the glossary and all that depends on the context. Rules are of one language (--from).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._correction_reading import Correction, load_corrections
from termbase.exchange._losses import losses
from termbase.exchange._output import write_files
from termbase.exchange._rules import FORMS, Rule, expressible, rules, without_case
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.files import read_text
from termbase.messages import _
from termbase.model import Finding, Glossary, Place

_RESERVED = "=|#\t\\$"  # the last two: it puts what it found into a message by an expression of Java


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one list. Raises TermbaseError for a language that the glossary does not have."""
    found = rules(glossary, options)
    lost = list(found.lost)
    answers: dict[str, list[str]] = {}
    kept = list(expressible(without_case(found, lost), _problem, lost))
    for rule in kept:
        answers.setdefault(rule.target, []).append(rule.surface)
    data = "".join(f"{'|'.join(wrong)}={right}\n" for right, wrong in answers.items()).encode("utf-8")
    return Exported(write_files({target: data}), len(kept), losses(lost))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a list into the glossary; see `_correction_reading`."""
    text = read_text(file).text
    return load_corrections(read(text, file.as_posix()), file, folder, options, "languagetool", "spelling")


def read(text: str, name: str) -> Iterator[Correction | Finding]:
    """Give the corrections of a list; a line with several answers is left out, a description after a tab ignored."""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        wrong, equals, right = line.partition("=")
        right = right.partition("\t")[0].strip()
        if not (wrong.strip() and equals and right) or "=" in right:
            message = _("the line is no correction: wrong=right, with | between several wrong forms")
            yield Finding("TB743", "error", message, Place(name, number))
        elif "|" in right:
            message = _("“{text}” has several corrections, or none that is certain; it was left out")
            yield Finding("TB725", "warning", message.format(text=wrong.strip()), Place(name, number))
        else:
            yield from (Correction(number, each.strip(), right) for each in wrong.split("|") if each.strip())


def _problem(rule: Rule) -> str | None:
    """Say why LanguageTool cannot have a rule."""
    if rule.case == "exact":
        return _("words whose capitals count")
    if rule.guards:
        return _("words inside other forms")
    if any(sign in rule.surface + rule.target for sign in _RESERVED):
        return _("texts with signs that the list needs itself")
    return None


EXCHANGE = Exchange(
    name="languagetool",
    description="replacements for LanguageTool",
    suffixes=(".txt",),
    dump=dump,
    load=load,
    lost="what depends on capitals or context; all but corrections of one language",
    options=(FORMS,),
)
