"""The glossary of a document as tables of Markdown (GitHub Flavored Markdown, tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from termbase.messages import _
from termbase.report._gloss_cells import cells, headings
from termbase.verbs.gloss import Gloss, Glossed

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")


def gloss_markdown(gloss: Gloss) -> Iterator[str]:
    """Give the lines with their ends: what is translated, then what is to be."""
    if gloss.translated:
        yield from _table(headings(gloss), gloss.translated)
    if gloss.untranslated:
        heading = _("To be translated")
        yield ("\n" if gloss.translated else "") + f"## {heading}\n\n"
        yield from _table(headings(gloss), gloss.untranslated)


def _table(names: Sequence[str], terms: Sequence[Glossed]) -> Iterator[str]:
    yield _line(names)
    yield "|" + " --- |" * len(names) + "\n"
    yield from (_line(cells(term)) for term in terms)


def _line(texts: Sequence[str]) -> str:
    r"""Give a row, every cell on one line.

    >>> _line(["a|b", "c\nd"])
    '| a\\|b | c d |\n'
    """
    return "| " + " | ".join(_SPECIAL.sub(r"\\\1", " ".join(text.split())) for text in texts) + " |\n"
