"""Where the characters of a YAML scalar's value stand in its source, for each of the five styles.

The rules are those of YAML 1.1, chapters 8 and 9, as libyaml has them: lines of flow scalars fold, block scalars keep
their indentation. What they do not reproduce to the letter, the caller leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import yaml

from termbase.documents._refusals import unwritable
from termbase.documents._running import Running
from termbase.messages import _

_BREAK = "(?:\r\n|[\r\n\x85\u2028\u2029])"
_FOLD = rf"(?:(?<![ \t])[ \t]++)?(?:{_BREAK}[ \t]*+)++"
_IN_PLAIN = re.compile(_FOLD)
_IN_SINGLE = re.compile(rf"''|{_FOLD}")
_IN_DOUBLE = re.compile(
    rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|{_BREAK}[ \t]*+|.)|{_FOLD}", re.DOTALL
)
_ONE_BREAK = re.compile(_BREAK)
_HEADER = re.compile(rf"[|>][-+1-9]*+[ \t]*+(?:#[^\r\n\x85\u2028\u2029]*+)?(?P<end>{_BREAK})")
_LINE = re.compile(rf"(?P<indent> *+)(?P<text>[^\r\n\x85\u2028\u2029]*+)(?P<end>{_BREAK}|\Z)")
_DOUBLE = {
    **dict(zip("0abtnvfre", "\0\a\b\t\n\v\f\r\x1b", strict=True)),
    **dict(zip("N_LP", "\x85\xa0\u2028\u2029", strict=True)),
}
_WRITTEN_DOUBLE = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
# What would begin something else where plain text stands, at its start, inside it and at its end.
_NOT_PLAIN = re.compile(r"\A[-?:,\[\]{}#&*!|>'\"%@`]|:(?:\s|\Z)|\s#|[\r\n\t]")
_NOT_IN_FLOW = re.compile(r"[,\[\]{}]")


def flow(source: str, start: int, end: int, style: str) -> Running:
    """Give the running text of a plain or quoted scalar that stands at `start` to `end`, without its marks."""
    running = Running(source)
    pattern = {"'": _IN_SINGLE, '"': _IN_DOUBLE}.get(style, _IN_PLAIN)
    running.add_escaped(start, end, pattern, _decode)
    return running


def _decode(found: re.Match[str]) -> str:
    written = found[0]
    if written == "''":
        return "'"
    if written[0] == "\\":
        return _unescaped(written[1:])
    breaks = _ONE_BREAK.findall(written)
    return "\n" * (len(breaks) - 1) or " "


def _unescaped(escape: str) -> str:
    if escape[0] in "xuU" and len(escape) > 1:
        code = int(escape[1:], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if _ONE_BREAK.match(escape):
        return ""
    return _DOUBLE.get(escape, escape)


def block(source: str, start: int, end: int, value: str) -> tuple[Running, str]:
    """Give the running text of a literal or folded scalar that begins with its header, and how its lines break.

    How deep it is indented the value tells: by as much as its first line with text lacks. Line breaks at the end
    are left out. The text is empty where there is none.
    """
    running = Running(source)
    header = _HEADER.match(source, start, end)
    if header is None:
        return running, ""
    lines = list(_lines(source, header.end(), end))
    first = next((len(line["indent"]) for line in lines if line["text"]), 0)
    text = value.lstrip("\n")
    width = first - (len(text) - len(text.lstrip(" ")))
    folded = source[start] == ">"
    breaks: list[int] = []  # where those since the last line with text begin
    was_blank = True  # whether that line began with white space, or there is none
    for line in lines:
        at = line.start() + width
        if at < line.end("text"):
            is_blank = source[at] in " \t"
            _add_breaks(running, [*breaks, at], folded and not was_blank and not is_blank)
            running.add(at, line.end("text"))
            breaks, was_blank = [], is_blank
        breaks.append(line.end("text"))
    line_break = header["end"]
    return running, line_break * (2 if folded else 1) + " " * width


def _lines(source: str, start: int, end: int) -> Iterator[re.Match[str]]:
    at = start
    while at < end and (line := _LINE.match(source, at, end)):
        yield line
        at = line.end()


def _add_breaks(running: Running, places: list[int], folds: bool) -> None:
    """Append the breaks that begin at all places but the last, where text goes on, with the white space after each."""
    for number, (start, after) in enumerate(pairwise(places)):
        if not folds:
            running.add(start, after, "\n")
        elif len(places) == 2:
            running.add(start, after, " ")
        elif number:
            running.add(start, after, "\n")


def escape_single(text: str) -> str:
    """Give text as it stands in single quotation marks.

    Raises TermbaseError at a line break: it would take a blank line, indented as nobody here knows.
    """
    if "\n" in text:
        where = _("a YAML value in single quotation marks")
        raise unwritable(text, where, _("put the value in double quotation marks"))
    return text.replace("'", "''")


def escape_double(text: str) -> str:
    r"""Give text as it stands in double quotation marks.

    >>> print(escape_double('die "OVKS"'))
    die \"OVKS\"
    """
    return text.translate(_WRITTEN_DOUBLE)


def escape_plain(text: str, value: str = "", in_flow: bool = False) -> str:
    """Give text as it stands in a value without quotation marks; `value` is the whole one.

    Raises TermbaseError where it would be read as something else there: it would need marks around the whole
    value, which no edit of a part of it can set.
    """
    other = bool(_NOT_PLAIN.search(text)) or in_flow and bool(_NOT_IN_FLOW.search(text))
    if other or " " not in value and not is_text(text):
        where = _("a YAML value without quotation marks")
        raise unwritable(text, where, _("put the value in quotation marks"))
    return text


def is_text(plain: str) -> bool:
    """Tell whether a plain scalar is text for both YAML 1.1 and 1.2: no number, date, null or truth value.

    >>> [is_text(plain) for plain in ("Kiew", "no", "12:30", "1e3", "0o7", "")]
    [True, False, False, False, False, False]
    """
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    if any(regexp.match(plain) for _tag, regexp in [*resolvers.get(plain[:1], ()), *resolvers.get(None, ())]):
        return False
    return bool(plain) and not _CORE.fullmatch(plain)


_CORE = re.compile(r"0o[0-7]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?", re.ASCII)
