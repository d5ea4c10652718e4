"""Inline markup of reStructuredText in a stretch of text: what is text, what stays, where markup was left out.

The rules are those of the specification of docutils, “Inline markup recognition rules”, as far as they are needed:
what is not certainly text stays.
"""

from __future__ import annotations

import re

from termbase.documents._running import Running

# Runs that more than one place could begin are bounded, so that hostile text takes linear time.
# Markup begins behind the start, white space or an opening mark, and before no white space; it ends conversely.
_BEFORE = r"(?<![^\s\-:/'\"<(\[{‐‑‒–—„“‘«‹¡¿\u00a0\0])"
_AFTER = r"(?![^\s\-.,:;!?\\/'\")\]}>‐‑‒–—”“’»›\u00a0\0])"
_PART = re.compile(
    rf"(?P<escape>\\(?:[^\n]|\n|\Z))"
    rf"|{_BEFORE}(?P<literal>``(?=\S)[^`]*+(?:`(?!`)[^`]*+)*+``)"
    rf"|{_BEFORE}(?P<role>:[A-Za-z][\w+.:-]{{0,60}}+(?<=\w:))?`(?=[^\s`])(?P<text>(?:[^`\\]|\\.)*+)`"
    rf"(?P<tail>:[A-Za-z][\w+.:-]{{0,60}}+(?<=\w:)|__?)?{_AFTER}"
    rf"|{_BEFORE}(?P<substitution>\|(?=[^\s|])[^|\n]*+\|_{{0,2}}){_AFTER}"
    rf"|{_BEFORE}(?P<footnote>\[(?:\d+|\#[\w-]*|\*|[A-Za-z][\w.-]*)\]_){_AFTER}"
    rf"|{_BEFORE}(?P<target>_`[^`]*+`){_AFTER}"
    rf"|(?P<reference>(?<![\w_])\w+(?:[-.+:]\w+){{0,8}}?__?(?![\w_])){_AFTER}"
    rf"|{_BEFORE}(?P<open>\*\*?)(?=[^\s*])|(?<=[^\s*])(?P<close>\*\*?){_AFTER}",
    re.DOTALL,
)
_PROSE_ROLES = frozenset(
    "abbr emphasis strong sub subscript sup superscript t title title-reference dfn guilabel".split()
)
_ACTIVE = re.compile(r"[\\`*|]|_(?!\w)|\A(?:[-+•‣⁃](?=\s)|\.\.(?=\s)|\(?\w{1,4}[.)](?=\s))")


def add_line_text(running: Running, text: str, at: int) -> None:
    """Append a text without line breaks that stands at `at` in the source."""
    add_text(running, text, [(0, at)])


def add_text(running: Running, text: str, origins: list[tuple[int, int]]) -> None:
    """Append a text of several lines.

    Each of its lines has an origin: its offset in the text and in the source. What stands in the source between
    two lines (the break, the indentation) is the one line feed between them.
    """
    reader = _Reader(running, text, origins)
    at = 0
    for part in _PART.finditer(text):
        reader.add(at, part.start())
        reader.read(part)
        at = part.end()
    reader.add(at, len(text))


class _Reader:
    """Puts the parts of a text where they belong; `line` is the one that was reached."""

    def __init__(self, running: Running, text: str, origins: list[tuple[int, int]]) -> None:
        self.running, self.text, self.origins, self.line = running, text, origins, 0

    def add(self, start: int, end: int, keep: bool = False) -> None:
        """Append text that stands as it is, line by line."""
        while start < end:
            offset, source = self._line_of(start)
            following = self.origins[self.line + 1 : self.line + 2]
            last = following[0][0] - 1 if following else len(self.text)  # the line feed
            stop = min(end, last)
            self.running.add(source + start - offset, source + stop - offset, keep=keep)
            if stop == last and stop < end and following:
                self.running.add(source + last - offset, following[0][1], "\n", keep=keep)
                stop += 1
            start = stop

    def read(self, part: re.Match[str]) -> None:
        """Append what stands in markup."""
        kind = part.lastgroup
        if part["escape"]:
            self._escape(part)
        elif part["open"] or part["close"]:
            self.running.join()
        elif part["text"] is not None:
            self._interpreted(part)
        else:
            self.add(part.start(), part.end(), keep=kind is not None)

    def _escape(self, part: re.Match[str]) -> None:
        """A backslash hides white space behind it, and lets any other sign stand for itself."""
        if len(part[0]) < 2 or part[0][1] == "\n":
            self.add(part.start(), part.end(), keep=True)
            return
        offset, source = self._line_of(part.start())
        start = source + part.start() - offset
        self.running.add(start, start + 2, "" if part[0][1].isspace() else part[0][1])

    def _interpreted(self, part: re.Match[str]) -> None:
        """The text of a link and of a role with a target is text; what is a target itself stays."""
        start, end = part.span("text")
        role = (part["role"] or part["tail"] or "").strip(":")
        if role in _PROSE_ROLES:
            self._between(part, start, end)
        elif part["text"].endswith(">") and (title := part["text"].rpartition("<")[0].rstrip()):
            self._between(part, start, start + len(title))
        else:
            self.add(part.start(), part.end(), keep=True)

    def _between(self, part: re.Match[str], start: int, end: int) -> None:
        self.running.join()
        if "\\" in self.text[start:end]:
            self.add(start, end, keep=True)
        else:
            self.add(start, end)
        self.running.join()
        self._line_of(part.end() - 1)

    def _line_of(self, offset: int) -> tuple[int, int]:
        while self.line + 1 < len(self.origins) and self.origins[self.line + 1][0] <= offset:
            self.line += 1
        return self.origins[self.line]


def escape(text: str) -> str:
    r"""Give text as it stands in a paragraph: a backslash before what would be read as markup.

    >>> print(escape("P*R foo_ a_b"))
    P\*R foo\_ a_b
    """
    return _ACTIVE.sub(r"\\\g<0>", text)
