"""ZIP archives (APPNOTE 6.3), read under guard and rebuilt so that every member that did not change keeps its bytes.

Nothing is ever extracted to disk. `zipfile` writes every header anew, so headers are patched here in place: order, extra
fields, dates, flags, comments, data descriptors and Zip64 fields stay as they were.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from termbase.messages import _
from termbase.model import Place, TermbaseError

MAX_MEMBERS = 10_000
MAX_INFLATED = 200_000_000
MAX_RATIO = 100  # of what members hold to what they take, in archives that hold more than
RATIO_FREE = 10_000_000

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _DESCRIBED, _UTF8 = 0x0001, 0x0008, 0x0800
_LOCAL, _CENTRAL, _DESCRIPTOR, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08", b"PK\x05\x06"
_END64, _LOCATOR = b"PK\x06\x06", b"PK\x06\x07"
_IN_ZIP64 = 0xFFFFFFFF  # the number stands in the extra field
_OLE = b"\xd0\xcf\x11\xe0"
_SIGNATURES = ("_xmlsignatures/", "META-INF/documentsignatures.xml")

Field = tuple[int, int]
"""Where a number stands: offset in the archive, width in bytes; always little-endian."""


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive; all offsets are bytes of the archive."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    inflated: int
    start: int  # of its local header
    data: int  # of its data
    end: int  # of all that belongs to it: the start of the next one
    numbers: Mapping[str, Field]  # of the directory: crc, packed, inflated, start
    local: Mapping[
        str, Field
    ]  # of the local header and of the descriptor, if they hold them: crc, packed, inflated


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was found sound; `file` is what messages call it."""

    raw: bytes
    file: str
    members: tuple[Member, ...]  # in the order of the directory
    directory: int  # where it starts
    ends: tuple[Field, ...]  # the numbers behind the directory that are offsets: they shift with it

    def names(self) -> list[str]:
        """The names of the members, in the order of the directory."""
        return [member.name for member in self.members]

    def read(self, name: str) -> bytes:
        """Inflate a member, which is counted on the way. Raises TermbaseError where it is not what its header says."""
        member = next(member for member in self.members if member.name == name)
        packed = self.raw[member.data : member.data + member.packed]
        if member.method == _STORED:
            content = packed
        elif member.method == _DEFLATED:
            content = _inflate(packed, member.inflated)
        else:
            message = _(
                "“{member}” is packed in a way that termbase cannot read; save the file anew with its program"
            )
            raise _error("TB925", self.file, message.format(member=name))
        if len(content) != member.inflated or zlib.crc32(content) != member.crc:
            raise _damaged(self.file, name)
        return content

    def rebuild(self, changed: Mapping[str, bytes]) -> bytes:
        """Give the archive with some members' contents changed; without any, the same bytes.

        Raises TermbaseError for a signed document, as a change would break its signature.
        """
        if not changed:
            return self.raw
        if any(name.startswith(_SIGNATURES) for name in self.names()):
            message = _("is signed, and a change would break the signature; remove the signature first")
            raise _error("TB927", self.file, message)
        return _rebuilt(self, changed)


def open_archive(raw: bytes, file: str = "") -> Archive:
    """Read the directory of an archive; nothing is inflated yet.

    Raises TermbaseError for what is no ZIP archive, damaged, encrypted or split, has a member twice, names that lead
    out of a folder, more than MAX_MEMBERS members, or would inflate to more than MAX_INFLATED bytes, or to MAX_RATIO
    times its size beyond RATIO_FREE.
    """
    if raw.startswith(_OLE):
        message = _(
            "is encrypted, or of an old Office format; save it without a password in the present format"
        )
        raise _error("TB925", file, message)
    if not raw.startswith(_LOCAL):
        raise _error(
            "TB923", file, _("is no ZIP archive, though its name says so; save it anew with its program")
        )
    try:
        archive = _opened(raw, file)
    except (struct.error, ValueError, UnicodeDecodeError):
        raise _damaged(file) from None
    _check_names(archive)
    _check_sizes(archive)
    return archive


def _opened(raw: bytes, file: str) -> Archive:
    """Read the directory; ValueError or struct.error where the parts do not fit together."""
    count, directory, ends = _end_of_directory(raw, file)
    if count > MAX_MEMBERS:
        message = _("has {count} members; archives of up to {limit} are read")
        raise _error("TB924", file, message.format(count=count, limit=MAX_MEMBERS))
    members, at = [], directory
    for _number in range(count):
        record, at = _record(raw, at, file)
        members.append(record)
    starts = sorted([*(start for *_rest, start in members), directory])
    following = dict(pairwise(starts))
    if starts[-1] != directory or len(following) != count or raw.startswith(_CENTRAL, at):
        raise ValueError("members and directory do not fit together")
    whole = tuple(_member(raw, *record, following[record[-1]]) for record in members)
    return Archive(raw, file, whole, directory, ends)


def _end_of_directory(raw: bytes, file: str) -> tuple[int, int, tuple[Field, ...]]:
    """Give the number of members, the start of the directory, and which numbers after it are offsets."""
    end = raw.rfind(_END, max(0, len(raw) - 22 - 0xFFFF))
    disk, first, here, count, _size, directory, comment = struct.unpack_from("<4x4H2LH", raw, max(end, 0))
    if end < 0 or end + 22 + comment != len(raw):
        raise ValueError("no end of the directory")
    if raw[max(0, end - 20) : end].startswith(_LOCATOR):
        (end64,) = struct.unpack_from("<8xQ", raw, end - 20)
        signature, here, count, directory = struct.unpack_from("<4s20x2Q8xQ", raw, end64)
        if signature != _END64:
            raise ValueError("no end of the directory where its locator points to")
        ends = ((end64 + 48, 8), (end - 12, 8), (end + 16, 4))
    else:
        ends = ((end + 16, 4),)
    if disk not in (0, 0xFFFF) or first not in (0, 0xFFFF) or here != count:
        raise _error("TB925", file, _("is one part of a split archive; join the parts to one file"))
    return count, directory, ends


_Record = tuple[str, int, int, dict[str, Field], dict[str, int], int]


def _record(raw: bytes, at: int, file: str) -> tuple[_Record, int]:
    """Read one record of the directory: what it says, and where the next one starts."""
    signature, flags, method = struct.unpack_from("<4s4x2H", raw, at)
    name_length, extra_length, comment_length, disk = struct.unpack_from("<4H", raw, at + 28)
    if signature != _CENTRAL:
        raise ValueError("no record of a member")
    after = at + 46 + name_length
    encoded = raw[at + 46 : after]
    name = encoded.decode("utf-8" if flags & _UTF8 else "cp437")
    if flags & _ENCRYPTED:
        raise _error("TB925", file, _("is encrypted; save it without a password"))
    fields = {"crc": (at + 16, 4), "inflated": (at + 24, 4), "packed": (at + 20, 4), "start": (at + 42, 4)}
    fields = _with_zip64(raw, fields, after, after + extra_length)
    values = {key: _number(raw, field) for key, field in fields.items()}
    if disk not in (0, 0xFFFF):
        raise _error("TB925", file, _("is one part of a split archive; join the parts to one file"))
    end = after + extra_length + comment_length
    return (name, flags, method, fields, values, values["start"]), end


def _member(
    raw: bytes,
    name: str,
    flags: int,
    method: int,
    numbers: dict[str, Field],
    values: dict[str, int],
    start: int,
    end: int,
) -> Member:
    """Read the local header of a member and what follows its data, and hold them against the directory."""
    signature, local_flags, local_method = struct.unpack_from("<4s2x2H", raw, start)
    name_length, extra_length = struct.unpack_from("<2H", raw, start + 26)
    after = start + 30 + name_length
    data = after + extra_length
    encoded = raw[start + 30 : after]
    fields = {"crc": (start + 14, 4), "inflated": (start + 22, 4), "packed": (start + 18, 4)}
    fields = _with_zip64(raw, fields, after, data)
    if signature != _LOCAL or local_method != method or (local_flags ^ flags) & _ENCRYPTED:
        raise ValueError("local header and directory differ")
    if encoded.decode("utf-8" if local_flags & _UTF8 else "cp437") != name:
        raise ValueError("local header and directory name a member differently")
    local = {key: field for key, field in fields.items() if _number(raw, field) == values[key]}
    if local_flags & _DESCRIBED:
        local = {f"header {key}": field for key, field in local.items() if values[key]}
        local |= _descriptor(raw, data + values["packed"], values, end)
    elif len(local) < len(fields):
        raise ValueError("local header and directory give different sizes")
    if max(data, *(at + width for at, width in local.values())) > end or data + values["packed"] > end:
        raise ValueError("members overlap")
    sizes = values["crc"], values["packed"], values["inflated"]
    return Member(name, method, flags, *sizes, start, data, end, numbers, local)


def _with_zip64(raw: bytes, fields: dict[str, Field], start: int, end: int) -> dict[str, Field]:
    """Let the numbers that the header says stand in the Zip64 extra field be found there, in its order."""
    moved = [key for key, field in fields.items() if key != "crc" and _number(raw, field) == _IN_ZIP64]
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


def _descriptor(raw: bytes, at: int, values: dict[str, int], end: int) -> dict[str, Field]:
    """Find the data descriptor, which may have a signature or none and sizes of four bytes or of eight."""
    for signature in (_DESCRIPTOR, b""):
        for width in (4, 8):
            crc = at + len(signature)
            found = {"crc": (crc, 4), "packed": (crc + 4, width), "inflated": (crc + 4 + width, width)}
            if (
                raw.startswith(signature, at)
                and crc + 4 + 2 * width <= end
                and all(_number(raw, field) == values[key] for key, field in found.items())
            ):
                return found
    raise ValueError("no data descriptor")


def _number(raw: bytes, field: Field) -> int:
    at, width = field
    if at + width > len(raw):
        raise ValueError("the archive ends too early")
    return int.from_bytes(raw[at : at + width], "little")


def _check_names(archive: Archive) -> None:
    counts = Counter(archive.names())
    for name, count in counts.items():
        if count > 1:
            message = _(
                "has “{member}” twice; what programs read of such a file differs. Save it anew with its program"
            )
            raise _error("TB926", archive.file, message.format(member=name))
        if name.startswith("/") or ".." in name.split("/") or any(c in name for c in "\\:\0"):
            message = _(
                "has a member “{member}”, whose name leads out of the archive; no program writes such a file"
            )
            raise _error("TB926", archive.file, message.format(member=name))


def _check_sizes(archive: Archive) -> None:
    inflated = sum(member.inflated for member in archive.members)
    packed = sum(member.packed for member in archive.members)
    if inflated > MAX_INFLATED or inflated > max(RATIO_FREE, MAX_RATIO * packed):
        message = _(
            "would inflate from {packed} to {inflated} million bytes, which no document does; it was not read"
        )
        sizes = {"packed": f"{packed / 1e6:.1f}", "inflated": f"{inflated / 1e6:.0f}"}
        raise _error("TB924", archive.file, message.format(**sizes))


def _inflate(packed: bytes, size: int) -> bytes:
    """Inflate no more than a byte beyond the size that the header gives."""
    try:
        return zlib.decompressobj(-15).decompress(packed, size + 1)
    except zlib.error:
        return b""


def _rebuilt(archive: Archive, changed: Mapping[str, bytes]) -> bytes:
    """Copy everything but the data of changed members, and patch the numbers that tell of sizes and places."""
    patches: list[tuple[int, int, bytes]] = []  # start, end, what stands there then
    shift = 0
    for member in sorted(archive.members, key=lambda member: member.start):
        if shift:
            patches.append(_patch(member.numbers["start"], member.start + shift))
        if member.name not in changed:
            continue
        content = changed[member.name]
        packed = _deflate(content) if member.method == _DEFLATED else content
        values = {"crc": zlib.crc32(content), "packed": len(packed), "inflated": len(content)}
        for key, field in [*member.numbers.items(), *member.local.items()]:
            if key != "start":
                patches.append(_patch(field, values[key.removeprefix("header ")]))
        patches.append((member.data, member.data + member.packed, packed))
        shift += len(packed) - member.packed
    for field in archive.ends:
        if _number(archive.raw, field) != _IN_ZIP64:
            patches.append(_patch(field, _number(archive.raw, field) + shift))
    return b"".join(_patched(archive.raw, sorted(patches)))


def _patch(field: Field, number: int) -> tuple[int, int, bytes]:
    at, width = field
    return at, at + width, number.to_bytes(width, "little")


def _patched(raw: bytes, patches: list[tuple[int, int, bytes]]) -> Iterator[bytes]:
    at = 0
    view = memoryview(raw)
    for start, end, new in patches:
        yield bytes(view[at:start])
        yield new
        at = end
    yield bytes(view[at:])


def _deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _damaged(file: str, member: str = "") -> TermbaseError:
    message = _("is a damaged archive; open it with its program, which may repair it, and save it anew")
    return _error("TB923", f"{file}:{member}" if member else file, message)


def _error(code: str, file: str, message: str) -> TermbaseError:
    return TermbaseError.of(code, message, Place(file))
