"""What leads from an archive that was rewritten back to the archive as it was, byte for byte.

Rewritten members are packed anew, and no one could pack them as the first program did. So what a rewriting replaced is
kept as it was packed, and of the rest where it now stands.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from itertools import pairwise

_MEMBER = re.compile(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06")
MAX_BYTES = 400_000_000


def way_back(before: bytes, after: bytes) -> str:
    r"""Give what `restored` needs, as text (base 64).

    >>> before, after = b"PK\\3\\4old PK\\3\\4same", b"PK\\3\\4newer PK\\3\\4same"
    >>> restored(way_back(before, after), after) == before
    True
    """
    standing = {after[start:end]: start for start, end in _segments(after)}
    steps: list[tuple[int, int]] = []  # start and length in the file as it is; start -1: of what is kept here
    kept: list[bytes] = []
    for start, end in _segments(before):
        segment = before[start:end]
        at = standing.get(segment, -1)
        if at < 0:
            kept.append(segment)
        if steps and (steps[-1][0] == at == -1 or sum(steps[-1]) == at != -1 != steps[-1][0]):
            steps[-1] = steps[-1][0], steps[-1][1] + end - start
        else:
            steps.append((at, end - start))
    told = json.dumps(steps).encode() + b"\n" + b"".join(kept)
    return base64.b64encode(zlib.compress(told)).decode()


def restored(way: str, after: bytes) -> bytes:
    """Give the file as it was before. Raises ValueError where `way` does not fit."""
    try:
        packed = base64.b64decode(way, validate=True)
        unpacker = zlib.decompressobj()
        told = unpacker.decompress(packed, MAX_BYTES)
        head, _line_end, kept = told.partition(b"\n")
        steps = json.loads(head)
        found, at = [], 0
        for start, length in steps:
            if start < 0:
                found.append(kept[at : at + length])
                at += length
            else:
                found.append(after[start : start + length])
        return b"".join(found)
    except (binascii.Error, zlib.error, TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _segments(raw: bytes) -> list[tuple[int, int]]:
    """Cut a file where members or their entries in the directory may begin."""
    cuts = sorted({0, len(raw), *(found.start() for found in _MEMBER.finditer(raw))})
    return list(pairwise(cuts))
