"""codespell: a dictionary of misspelt words, `wrong->right` a line each.

    termbase export codespell -o termbase.dict
    codespell -D termbase.dict texts
    termbase import codespell termbase.dict

codespell knows single words (letters, digits, hyphens, apostrophes) in small letters, and gives the answer the
capitals of what it found. Names of several words, words whose capitals count or would be lost, and words inside other
forms of the glossary are left out, as is all that depends on the context. Rules are of one language (--from).
"""

from __future__ import annotations

import re
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

_WORD = re.compile(r"[\w\-'’]+")  # word_regex_def of codespell


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one dictionary. Raises TermbaseError for a language that the glossary does not have."""
    found = rules(glossary, options)
    lost = list(found.lost)
    kept = list(expressible(without_case(found, lost), _problem, lost))
    data = "".join(f"{rule.surface}->{rule.target}\n" for rule in kept).encode("utf-8")
    return Exported(write_files({target: data}), len(kept), losses(lost))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a dictionary into the glossary; see `_correction_reading`."""
    text = read_text(file).text
    return load_corrections(read(text, file.as_posix()), file, folder, options, "codespell", "misspelling")


def read(text: str, name: str) -> Iterator[Correction | Finding]:
    """Give the corrections of a dictionary; a word with several, or with a reason against it, is left out."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        wrong, arrow, right = (part.strip() for part in line.partition("->"))
        if not (wrong and arrow and right) or "->" in right:
            message = _("the line is no correction: wrong->right")
            yield Finding("TB743", "error", message, Place(name, number))
        elif "," in right:
            message = _("“{text}” has several corrections, or none that is certain; it was left out")
            yield Finding("TB725", "warning", message.format(text=wrong), Place(name, number))
        else:
            yield Correction(number, wrong, right)


def _problem(rule: Rule) -> str | None:
    """Say why codespell cannot have a rule."""
    if not _WORD.fullmatch(rule.surface):
        return _("names of several words")
    if rule.case == "exact":
        return _("words whose capitals count")
    if rule.guards:
        return _("words inside other forms")
    if "," in rule.target or "->" in rule.target or _answered(rule.surface, rule.target) != rule.target:
        return _("words with capitals that would be lost")
    return None


def _answered(found: str, right: str) -> str:
    """Give what codespell writes in place of what it found: the correction with the capitals of that."""
    small = right.lower()
    if found == found.capitalize():
        return small.capitalize()
    return small.upper() if found == found.upper() else small


EXCHANGE = Exchange(
    name="codespell",
    description="a dictionary for codespell",
    suffixes=(".dict", ".txt"),
    dump=dump,
    load=load,
    lost="names of several words, what depends on capitals or context",
    options=(FORMS,),
)
