"""The language of what termbase says: gettext domain `termbase`, English in the code.

The language is taken from LANGUAGE, LC_ALL, LC_MESSAGES and LANG, as GNU gettext does it.
"""

from __future__ import annotations

import functools
import os

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = "termbase"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def _(message: str) -> str:
    """The message in the user's language; `str.format` fills its `{names}` afterwards."""
    return _catalogue()(message)


@functools.cache
def _catalogue() -> Callable[[str], str]:
    wanted = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    if not wanted or wanted.startswith(("C", "POSIX", "en")):
        return str  # the messages are English: nothing to load
    from gettext import translation

    from termbase.resources import bundled

    return translation(DOMAIN, bundled("locales"), fallback=True).gettext
