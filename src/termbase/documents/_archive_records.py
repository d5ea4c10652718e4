"""The records of a ZIP archive (APPNOTE 6.3): what they say of members, and where each number stands.

Where the numbers stand is kept, so that an archive can be patched in place. Records that do not fit together raise
ValueError or struct.error; what termbase does not read at all (encrypted and split archives) raises TermbaseError.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from termbase.messages import _
from termbase.model import Place, TermbaseError

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"
_DESCRIPTOR, _END, _END64, _LOCATOR = b"PK\x07\x08", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x0001, 0x0008, 0x0800
IN_ZIP64 = 0xFFFFFFFF  # the number stands in the extra field

Field = tuple[int, int]
"""Where a number stands: offset in the archive, width in bytes; always little-endian."""


@dataclass(frozen=True, slots=True)
class Record:
    """What the directory says of a member, by crc, packed, inflated, start: the numbers, and where they stand."""

    name: str
    flags: int
    method: int
    fields: Mapping[str, Field]
    values: Mapping[str, int]

    @property
    def start(self) -> int:
        """Where the local header of the member starts."""
        return self.values["start"]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive; all offsets are bytes of the archive."""

    record: Record
    data: int  # where its data start
    local: Mapping[str, Field]  # the numbers that the local header (`header crc` …) and the descriptor hold

    @property
    def name(self) -> str:
        """The name as the directory has it."""
        return self.record.name

    @property
    def packed(self) -> int:
        """The bytes that the data take in the archive."""
        return self.record.values["packed"]

    @property
    def inflated(self) -> int:
        """The bytes that the data are."""
        return self.record.values["inflated"]


def end_of_directory(raw: bytes, file: str) -> tuple[int, int, tuple[Field, ...]]:
    """Give the number of members, the start of the directory, and which numbers after it are offsets."""
    end = raw.rfind(_END, max(0, len(raw) - 22 - 0xFFFF))
    disk, first, here, count, _size, directory, comment = struct.unpack_from("<4x4H2LH", raw, max(end, 0))
    if end < 0 or end + 22 + comment != len(raw):
        raise ValueError("no end of the directory")
    ends = [(end + 16, 4)]
    if raw[max(0, end - 20) : end].startswith(_LOCATOR):
        (end64,) = struct.unpack_from("<8xQ", raw, end - 20)
        signature, here, count, directory = struct.unpack_from("<4s20x2Q8xQ", raw, end64)
        if signature != _END64:
            raise ValueError("no end of the directory where its locator points to")
        ends += [(end64 + 48, 8), (end - 12, 8)]
    if disk not in (0, 0xFFFF) or first not in (0, 0xFFFF) or here != count:
        raise _unread(file, _("is one part of a split archive; join the parts to one file"))
    return count, directory, tuple(ends)


def read_record(raw: bytes, at: int, file: str) -> tuple[Record, int]:
    """Read one record of the directory: what it says, and where the next one starts."""
    signature, flags, method = struct.unpack_from("<4s4x2H", raw, at)
    name_length, extra_length, comment_length, disk = struct.unpack_from("<4H", raw, at + 28)
    if signature != CENTRAL:
        raise ValueError("no record of a member")
    after = at + 46 + name_length
    encoded = raw[at + 46 : after]
    name = encoded.decode("utf-8" if flags & _UTF8 else "cp437")
    if flags & _ENCRYPTED:
        raise _unread(file, _("is encrypted; save it without a password"))
    fields = {"crc": (at + 16, 4), "inflated": (at + 24, 4), "packed": (at + 20, 4), "start": (at + 42, 4)}
    fields = _with_zip64(raw, fields, after, after + extra_length)
    values = {key: number(raw, field) for key, field in fields.items()}
    if disk not in (0, 0xFFFF):
        raise _unread(file, _("is one part of a split archive; join the parts to one file"))
    end = after + extra_length + comment_length
    return Record(name, flags, method, fields, values), end


def read_member(raw: bytes, record: Record, end: int) -> Member:
    """Read the local header of a member and what follows its data, and hold them against the directory.

    `end` is where the next member or the directory starts.
    """
    start, values = record.start, record.values
    signature, flags, method = struct.unpack_from("<4s2x2H", raw, start)
    name_length, extra_length = struct.unpack_from("<2H", raw, start + 26)
    after = start + 30 + name_length
    data = after + extra_length
    name = raw[start + 30 : after].decode("utf-8" if flags & _UTF8 else "cp437")
    if signature != LOCAL or name != record.name or method != record.method:
        raise ValueError("local header and directory differ")
    fields = {"crc": (start + 14, 4), "inflated": (start + 22, 4), "packed": (start + 18, 4)}
    fields = _with_zip64(raw, fields, after, data)
    behind = data + values["packed"]
    local = {f"header {key}": at for key, at in fields.items() if number(raw, at) == values[key]}
    if flags & _DESCRIBED:  # the header holds zeros, which mean nothing, or the numbers as well
        local = {key: at for key, at in local.items() if number(raw, at)}
        described = _descriptor(raw, behind, values, end)
        local |= described
        behind += sum(width for _at, width in described.values())
    elif len(local) < len(fields):
        raise ValueError("local header and directory give different sizes")
    if max(data, behind) > end:
        raise ValueError("members overlap")
    return Member(record, data, local)


def _with_zip64(raw: bytes, fields: dict[str, Field], start: int, end: int) -> dict[str, Field]:
    """Let the numbers that the header says stand in the Zip64 extra field be found there, in its order."""
    moved = [key for key, field in fields.items() if key != "crc" and number(raw, field) == IN_ZIP64]
    while moved and start + 4 <= end:
        kind, length = struct.unpack_from("<2H", raw, start)
        if kind == 1:
            if length < 8 * len(moved):
                raise ValueError("Zip64 field too short")
            return fields | {key: (start + 4 + 8 * at, 8) for at, key in enumerate(moved)}
        start += 4 + length
    if moved:
        raise ValueError("no Zip64 field")
    return fields


def _descriptor(raw: bytes, at: int, values: Mapping[str, int], end: int) -> dict[str, Field]:
    """Find the data descriptor, which may have a signature or none and sizes of four bytes or of eight."""
    for signature in (_DESCRIPTOR, b""):
        for width in (4, 8):
            crc = at + len(signature)
            found = {"crc": (crc, 4), "packed": (crc + 4, width), "inflated": (crc + 4 + width, width)}
            if (
                raw.startswith(signature, at)
                and crc + 4 + 2 * width <= end
                and all(number(raw, field) == values[key] for key, field in found.items())
            ):
                return found
    raise ValueError("no data descriptor")


def number(raw: bytes, field: Field) -> int:
    at, width = field
    if at + width > len(raw):
        raise ValueError("the archive ends too early")
    return int.from_bytes(raw[at : at + width], "little")


def _unread(file: str, message: str) -> TermbaseError:
    return TermbaseError.of("TB914", message, Place(file))
