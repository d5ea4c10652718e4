"""Regular expressions that are compiled when a text first needs them: a language has to load quickly."""

from __future__ import annotations

import functools
import re


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern compiled, once in a process."""
    return re.compile(pattern)
