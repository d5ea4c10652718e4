"""What readers refuse, with its line and column; the file is named by who opened it."""

from __future__ import annotations

from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.text.lines import lines_of

MAX_DEPTH = 200
"""So deep may a document nest; what people write stays below twenty."""


def malformed(source: str, offset: int, message: str, code: str = "TB925") -> TermbaseError:
    """Give the error about what stands at an offset (code points) of the source."""
    lines = lines_of(source)
    line, column = lines.place(min(offset, len(source)))
    return TermbaseError([Finding(code, "error", message, Place("", line, column), source=lines.line(line))])


def too_deep(source: str, offset: int) -> TermbaseError:
    """Give the error about a document that nests deeper than MAX_DEPTH."""
    message = _("this nests deeper than {depth} levels; write it flatter").format(depth=MAX_DEPTH)
    return malformed(source, offset, message, "TB928")


def unwritable(text: str, where: str, remedy: str) -> TermbaseError:
    """Give the error that an `escape` raises: the text cannot stand there, so the edit is for a person to make."""
    message = _("“{text}” cannot be written into {where}; {remedy}")
    return TermbaseError.of("TB926", message.format(text=text, where=where, remedy=remedy))
