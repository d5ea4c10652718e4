r"""Texts as XML 1.0 holds them.

>>> content("a < b\x07"), attribute('x"&\n')
('a &lt; b\ufffd', 'x&quot;&amp;&#10;')
"""

from __future__ import annotations

import re

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTENT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_ATTRIBUTE = {**_CONTENT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_IN_CONTENT, _IN_ATTRIBUTE = re.compile("[&<>\r]"), re.compile('[&<>\r"\n\t]')


def content(text: str) -> str:
    """Write the content of an element; what XML cannot hold becomes U+FFFD."""
    return _IN_CONTENT.sub(lambda found: _CONTENT[found[0]], _UNFIT.sub("\ufffd", text))


def attribute(text: str) -> str:
    """Write the value of an attribute, without its quotation marks; line breaks survive."""
    return _IN_ATTRIBUTE.sub(lambda found: _ATTRIBUTE[found[0]], _UNFIT.sub("\ufffd", text))
