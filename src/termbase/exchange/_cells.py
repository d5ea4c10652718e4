r"""Values as cells of a table, and back: formulas neutralised, lists with a separator, and both reversible.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula (OWASP, CSV
injection); fullwidth forms too. Such a text gets an apostrophe before it, and so does one that would be taken for
such a text on the way back.

>>> [neutralised(text) for text in ("=1+1", "'=1", "'tis", "-ism", "Kiew")]
["'=1+1", "''=1", "'tis", "'-ism", 'Kiew']
>>> joined(["a; b", "c"]), separated(joined(["a; b", "c"]))
('a\\; b; c', ['a; b', 'c'])
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_NEUTRALISED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")
_BREAKS = re.compile("\\s*[\t-\r\x1c-\x1e\x85\u2028\u2029]\\s*")
_ITEM = re.compile(r"(?:[^\\;]|\\.?)+", re.DOTALL)


def neutralised(text: str) -> str:
    """Write a text so that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """Give the text that was neutralised."""
    return text[1:] if _NEUTRALISED.match(text) else text


def joined(items: Iterable[str]) -> str:
    """Write a list into one cell."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def one_line(text: str) -> str:
    r"""Write a text on one line without tabs; what is one already stays.

    >>> one_line("a  b"), one_line("a\t\nb ")
    ('a  b', 'a b')
    """
    return _BREAKS.sub(" ", text).strip()


def separated(cell: str) -> list[str]:
    """Read a list from a cell; blanks around items do not count."""
    items = (re.sub(r"\\(.)", r"\1", item.strip(), flags=re.DOTALL) for item in _ITEM.findall(cell))
    return [item for item in items if item]
