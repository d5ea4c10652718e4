"""Compiled catalogues (MO): what they hold of an entry is its context and its two texts.

Where a person changed a text nobody can tell, as no hash of the export is in them; so what the glossary has stays,
a difference is a conflict, and what it does not have comes in as a draft. The format is that of the GNU gettext
manual, “The Format of GNU MO Files”.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from termbase.exchange._po_entries import digest
from termbase.exchange._po_reading import Catalogue, Entry
from termbase.messages import _
from termbase.model import Place, TermbaseError

_MAGIC = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}
_HEAD = 28  # bytes: magic, revision, number of texts, offsets of originals and translations, hash table
_CONTEXT, _PLURAL = "\x04", "\x00"


def read_compiled(raw: bytes, file: str) -> Catalogue:
    """Read an MO file. Raises TermbaseError where it is damaged, or in another encoding than UTF-8."""
    try:
        texts = [(one.decode("utf-8"), other.decode("utf-8")) for one, other in _texts(raw)]
    except UnicodeDecodeError:
        message = _("holds texts that are no UTF-8; compile it from a PO in UTF-8")
        raise TermbaseError.of("TB710", message, Place(file)) from None
    except (struct.error, ValueError):
        message = _(
            "is a damaged compiled catalogue; compile it anew, or import the PO that it was made from"
        )
        raise TermbaseError.of("TB710", message, Place(file)) from None
    header = dict(texts).get("", "")
    pairs = (line.partition(":") for line in header.split("\n") if ":" in line)
    fields = {name.strip(): value.strip() for name, __, value in pairs}
    return Catalogue(file, (), fields, tuple(_entry(*each) for each in texts if each[0]))


def _texts(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give original and translation of each entry; ValueError or struct.error where the tables lead nowhere."""
    order = _MAGIC[raw[:4]]
    revision, count, originals, translations = struct.unpack_from(f"{order}4I", raw, 4)
    if revision >> 16 > 1 or count * 16 > len(raw):
        raise ValueError(count)
    room = len(raw)  # texts that lie upon each other would be far more than the file
    for number in range(count):
        found = []
        for table in (originals, translations):
            length, start = struct.unpack_from(f"{order}2I", raw, table + 8 * number)
            room -= length
            if room < 0 or start < _HEAD or start + length > len(raw):
                raise ValueError(number)
            found.append(raw[start : start + length])
        yield found[0], found[1]


def _entry(original: str, text: str) -> Entry:
    """Make an entry: a draft whose text came in, as far as anyone knows, after the export."""
    context, mark, source = original.rpartition(_CONTEXT)
    return Entry(
        context=context if mark else None,
        source=source.partition(_PLURAL)[0],
        text=text.partition(_PLURAL)[0],
        fuzzy=True,
        line=0,
        exported=digest(""),
        exported_draft=True,
        plural=_PLURAL in original,
    )
