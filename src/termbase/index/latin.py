"""Any text in ASCII by the tables of AnyAscii, without the time that it takes to import.

AnyAscii reads its tables through `importlib.resources`, which takes longer to import than a look-up takes. Here the
same files are read as files. A file has the readings of 256 characters, between tabs, as raw deflate; characters
beyond its end have none.
"""

from __future__ import annotations

import functools
import os
import sys
from zlib import MAX_WBITS, decompress

_BLOCK = 256


def in_ascii(text: str) -> str:
    """Give what `anyascii.anyascii` gives.

    >>> in_ascii("Київ"), in_ascii("基辅")
    ('Kiiv', 'JiFu')
    """
    if _folder() is None:  # the package is in an archive
        from anyascii import anyascii

        return str(anyascii(text))
    return "".join(
        [char if char < "\x80" else _readings(ord(char) // _BLOCK)[ord(char) % _BLOCK] for char in text]
    )


@functools.cache
def _folder() -> str | None:
    specs = (finder.find_spec("anyascii", None) for finder in sys.meta_path)
    origin = next((spec.origin for spec in specs if spec is not None), None)
    folder = os.path.join(os.path.dirname(origin or ""), "_data")
    return folder if os.path.isdir(folder) else None


@functools.cache
def _readings(block: int) -> list[str]:
    try:
        with open(os.path.join(_folder() or "", f"{block:03x}"), "rb") as file:
            found = decompress(file.read(), -MAX_WBITS).decode("ascii").split("\t")
    except FileNotFoundError:
        found = []
    return found + [""] * (_BLOCK - len(found))
