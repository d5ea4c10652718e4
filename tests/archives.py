"""Archives for tests, written by zipfile as different programs write them, or byte by byte where no program would."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass


class _Stream(io.RawIOBase):
    """An output that cannot seek: sizes come after the data, in a descriptor."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.parts.append(bytes(data))  # type: ignore[call-overload]
        return len(self.parts[-1])


def archive_of(
    members: dict[str, bytes],
    *,
    stored: bool = False,
    streamed: bool = False,
    zip64: bool = False,
    comment: bytes = b"",
) -> bytes:
    """An archive with a comment and an extra field on every member, the first one stored as OpenDocument has it."""
    seekable = io.BytesIO()
    stream = _Stream()
    with zipfile.ZipFile(stream if streamed else seekable, "w") as file:  # type: ignore[arg-type]
        for at, (name, content) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, (1999, 12, 31, 23, 58, 2 * (at % 30)))
            info.compress_type = zipfile.ZIP_STORED if stored or at == 0 else zipfile.ZIP_DEFLATED
            info.comment = f"Bemerkung {at}".encode()
            info.extra = struct.pack("<2H", 0xCAFE, 3) + b"abc"
            info.external_attr = 0o644 << 16
            with file.open(info, "w", force_zip64=zip64) as target:
                target.write(content)
        file.comment = comment
    raw = b"".join(stream.parts) if streamed else seekable.getvalue()
    return with_end64(raw) if zip64 else raw


def with_end64(raw: bytes) -> bytes:
    """The archive with a Zip64 end of the directory, as some programs always write it."""
    at = raw.rindex(b"PK\x05\x06")
    count, size, start = struct.unpack_from("<10xH2L", raw, at)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1)
    end = struct.pack("<4s4H2L", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return raw[:at] + end64 + locator + end + raw[at + 20 :]


@dataclass(frozen=True)
class Entry:
    """A member as it is to stand in the archive, true or not; `at` is where another one's data are taken from."""

    name: str
    packed: bytes = b""
    inflated: int = 0
    crc: int = 0
    method: int = 8
    flags: int = 0
    local_name: str | None = None
    start: int | None = None


def crafted(entries: Sequence[Entry], *, count: int | None = None, disk: int = 0) -> bytes:
    """An archive that says what the entries say."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        numbers = (entry.crc, len(entry.packed), entry.inflated)
        name = (entry.local_name or entry.name).encode()
        start = len(body) if entry.start is None else entry.start
        if entry.start is None:
            body += struct.pack(
                "<4s5H3L2H", b"PK\x03\x04", 20, entry.flags, entry.method, 0, 33, *numbers, len(name), 0
            )
            body += name + entry.packed
        name = entry.name.encode()
        directory += struct.pack("<4s6H3L", b"PK\x01\x02", 20, 20, entry.flags, entry.method, 0, 33, *numbers)
        directory += struct.pack("<5H2L", len(name), 0, 0, disk, 0, 0, start) + name
    count = len(entries) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", disk, disk, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def entry_of(name: str, content: bytes) -> Entry:
    """A member that says the truth."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Entry(name, packer.compress(content) + packer.flush(), len(content), zlib.crc32(content))


def spaces(megabytes: int) -> bytes:
    """As many million spaces, deflated block by block."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b" " * 1_000_000
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return one * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
