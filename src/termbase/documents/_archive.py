"""ZIP archives (APPNOTE 6.3), read under guard and rebuilt so that every member that did not change keeps its bytes.

Nothing is ever extracted to disk. `zipfile` writes every header anew, so headers are patched here in place: order,
extra fields, dates, flags, comments, data descriptors and Zip64 fields stay as they were.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from termbase.documents._archive_records import (
    CENTRAL,
    IN_ZIP64,
    LOCAL,
    Field,
    Member,
    end_of_directory,
    number,
    read_member,
    read_record,
)
from termbase.messages import _
from termbase.model import Place, TermbaseError

MAX_MEMBERS = 10_000
MAX_INFLATED = 200_000_000
MAX_RATIO = 100  # of what members hold to what they take, in archives that hold more than
RATIO_FREE = 10_000_000

_STORED, _DEFLATED = 0, 8
_DRIVE = re.compile(r"[A-Za-z]:")
_OLE = b"\xd0\xcf\x11\xe0"
_SIGNATURES = ("_xmlsignatures/", "META-INF/documentsignatures.xml")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that was found sound; `file` is what messages call it."""

    raw: bytes
    file: str
    members: Mapping[str, Member]  # by name, in the order of the directory
    ends: tuple[Field, ...]  # the numbers behind the directory that are offsets: they shift with it

    def names(self) -> list[str]:
        """The names of the members, in the order of the directory."""
        return list(self.members)

    def read(self, name: str) -> bytes:
        """Inflate a member, which is counted on the way. Raises TermbaseError where it is not what its header says."""
        member = self.members[name]
        packed = self.raw[member.data : member.data + member.packed]
        if member.record.method == _STORED:
            content = packed
        elif member.record.method == _DEFLATED:
            content = _inflate(packed, member.inflated)
        else:
            message = _(
                "“{member}” is packed in a way that termbase cannot read; save the file anew with its program"
            )
            raise _error("TB914", self.file, message.format(member=name))
        if len(content) != member.inflated or zlib.crc32(content) != member.record.values["crc"]:
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
            raise _error("TB916", self.file, message)
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
        raise _error("TB914", file, message)
    if not raw.startswith(LOCAL):
        raise _error(
            "TB923", file, _("is no ZIP archive, though its name says so; save it anew with its program")
        )
    try:
        archive = _opened(raw, file)
    except (struct.error, ValueError, UnicodeDecodeError):
        raise _damaged(file) from None
    _check_sizes(archive)
    return archive


def _opened(raw: bytes, file: str) -> Archive:
    """Read the directory; ValueError or struct.error where the parts do not fit together."""
    count, directory, ends = end_of_directory(raw, file)
    if count > MAX_MEMBERS:
        message = _("has {count} members; archives of up to {limit} are read")
        raise _error("TB924", file, message.format(count=count, limit=MAX_MEMBERS))
    records, at = [], directory
    for _number in range(count):
        record, at = read_record(raw, at, file)
        records.append(record)
    starts = sorted([*(record.start for record in records), directory])
    following = dict(pairwise(starts))
    if not records or starts[-1] != directory or len(following) != count or raw.startswith(CENTRAL, at):
        raise ValueError("members and directory do not fit together")
    _check_names([record.name for record in records], file)
    members = {record.name: read_member(raw, record, following[record.start]) for record in records}
    return Archive(raw, file, members, ends)


def _check_names(names: list[str], file: str) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            message = _(
                "has “{member}” twice; what programs read of such a file differs. Save it anew with its program"
            )
            raise _error("TB915", file, message.format(member=name))
        if (
            name.startswith("/")
            or ".." in name.split("/")
            or _DRIVE.match(name)
            or "\\" in name
            or "\0" in name
        ):
            message = _(
                "has a member “{member}”, whose name leads out of the archive; no program writes such a file"
            )
            raise _error("TB915", file, message.format(member=name))


def _check_sizes(archive: Archive) -> None:
    inflated = sum(member.inflated for member in archive.members.values())
    packed = sum(member.packed for member in archive.members.values())
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
    for member in sorted(archive.members.values(), key=lambda member: member.record.start):
        if shift:
            patches.append(_patch(member.record.fields["start"], member.record.start + shift))
        if member.name not in changed:
            continue
        content = changed[member.name]
        packed = _deflate(content) if member.record.method == _DEFLATED else content
        values = {"crc": zlib.crc32(content), "packed": len(packed), "inflated": len(content)}
        for key, field in [*member.record.fields.items(), *member.local.items()]:
            if key != "start":
                patches.append(_patch(field, values[key.removeprefix("header ")]))
        patches.append((member.data, member.data + member.packed, packed))
        shift += len(packed) - member.packed
    for field in archive.ends:
        if number(archive.raw, field) != IN_ZIP64:
            patches.append(_patch(field, number(archive.raw, field) + shift))
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
