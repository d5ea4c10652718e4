"""Language tags with three-letter codes, as ISO 10241 data sets have them: ISO 639-2, terminology codes."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

_TABLE = Path(__file__).parent.parent / "data" / "iso639_2t.tsv"


def three_letters(tag: str) -> str:
    """Give the three-letter code of a language; one without any stays.

    >>> three_letters("de-AT"), three_letters("tlh")
    ('deu', 'tlh')
    """
    primary = tag.partition("-")[0]
    return _codes().get(primary, primary)


def two_letters(code: str) -> str:
    """Give the two-letter code where there is one; bibliographic codes are understood too.

    >>> two_letters("deu"), two_letters("ger"), two_letters("tlh")
    ('de', 'de', 'tlh')
    """
    from babel.core import get_global

    return str(get_global("language_aliases").get(code, code)) if len(code) == 3 else code


@functools.cache
def _codes() -> Mapping[str, str]:
    lines = _TABLE.read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))
