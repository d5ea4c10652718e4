"""What a person should know about a text: the findings of every check, in the order of the text."""

from __future__ import annotations

from collections.abc import Callable

from termbase.checks.check import Check, Subject
from termbase.documents.document import Format
from termbase.index.lexicon import Lexicon
from termbase.model import Finding
from termbase.plugins import plugin, plugin_names
from termbase.rewrite.changes import changes

_CHECKS = "termbase.checks"


def check(
    lexicon: Lexicon,
    text: str,
    format: Format,
    lexicon_of: Callable[[str], Lexicon],
    file: str = "",
) -> list[Finding]:
    """The findings about a text of the lexicon's language; `file` names it in their places.

    `lexicon_of` gives the glossary as another language (BCP 47) sees it.
    """
    subject = Subject(text, format, lexicon, changes(text, format, lambda lang: lexicon), lexicon_of, file)
    found: list[Finding] = []
    for name in plugin_names(_CHECKS, "CHECK"):
        found.extend(_named(name).run(subject))
    return sorted(found, key=lambda finding: (finding.place.line, finding.place.column, finding.code))


def _named(name: str) -> Check:
    found: Check = plugin(_CHECKS, "CHECK", name)
    return found
