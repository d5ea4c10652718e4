"""Vale: a style with substitutions, and a vocabulary of the canonical forms.

    termbase export vale -o styles

The folder is the `StylesPath`: `Termbase/Terms.yml` replaces variants (with `AnyCase.yml` for those whose capitals do
not count), `config/vocabularies/Termbase` has the canonical forms to accept and the forms to reject that are only
reported. The style asks for Vale 3: the vocabulary must not except forms that hold an accepted one (`vocab: false`).
Rules are of one language (--from); they hit whole words with the capitals of the glossary, at the start of a
sentence too, inflected as the language does it. They need look-around, which Vale has. What depends on quotations or
on other names in the text is left out, and so are texts all in capitals, names over a line break, and agreement.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

from termbase.exchange._losses import losses
from termbase.exchange._output import write_files
from termbase.exchange._patterns import literal, pattern
from termbase.exchange._rules import FORMS, Rule, capitalised, expressible, rules, with_both_apostrophes
from termbase.exchange.exchange import DumpOptions, Exchange, Exported
from termbase.messages import _
from termbase.model import Glossary

STYLE = "Termbase"


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write the folder of styles. Raises TermbaseError for a language that the glossary does not have."""
    found = rules(glossary, options)
    lost = list(found.lost)
    kept = list(expressible(with_both_apostrophes(capitalised(found.rules)), _problem, lost))
    vocabulary = target / "config" / "vocabularies" / STYLE
    rejected = sorted(map(literal, set(found.flagged)))
    files = {
        target / STYLE / "Terms.yml": _style((each for each in kept if each.case != "any"), False),
        target / STYLE / "AnyCase.yml": _style((each for each in kept if each.case == "any"), True),
        vocabulary / "accept.txt": _lines(sorted(map(literal, found.terms))),
        vocabulary / "reject.txt": _lines(rejected),
    }
    return Exported(write_files(files), len(kept), losses(lost))


def _problem(rule: Rule) -> str | None:
    """Say why Vale cannot have a rule: `|` separates suggestions, `$` refers to groups.

    What a replacement matches as an expression is right for Vale: `A (B)` finds nothing wrong with `A B`.
    """
    if "|" in rule.target or "$" in rule.target:
        return _("replacements with | or $")
    with contextlib.suppress(re.error):
        if re.fullmatch(rule.target, rule.surface):
            return _("replacements that, read as a pattern, match what they replace")
    return None


def _style(found: Iterable[Rule], any_case: bool) -> bytes:
    lines = [
        "extends: substitution",
        "message: \"Use '%s' instead of '%s'.\"",
        "level: warning",
        f"ignorecase: {str(any_case).lower()}",
        "nonword: true",
        "vocab: false",
        "action:",
        "  name: replace",
    ]
    swaps = [f"  {_quoted(_key(rule))}: {_quoted(rule.target)}" for rule in found]
    return _lines([*lines, *(["swap:", *swaps] if swaps else ["swap: {}"])])


def _key(rule: Rule) -> str:
    """Give the expression of a rule; Vale takes a bracket that is escaped for a group, and refuses the style."""
    return pattern(rule).replace(r"\(", r"\x28")


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


EXCHANGE = Exchange(
    name="vale",
    description="a style and a vocabulary for Vale",
    suffixes=(".yml",),
    dump=dump,
    target="styles",
    lost="what depends on the context; all but corrections of one language",
    options=(FORMS,),
)
