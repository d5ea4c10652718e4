"""ZIP archives: read within limits, and written the same each time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from termbase.files import read_bytes
from termbase.messages import _
from termbase.model import Place, TermbaseError

MAX_MEMBERS = 10_000
MAX_INFLATED = 200_000_000
MAX_RATIO, RATIO_COUNTS_FROM = 100, 10_000_000
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first date that ZIP knows
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def guarded(file: Path) -> io.BytesIO:
    """Read an archive of office XML.

    Raises TermbaseError where it is none, would inflate beyond the limits (zipfile reads no more of a member than
    its directory says), or where a member declares a document type.
    """
    raw = read_bytes(file)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            sizes = sum(member.file_size for member in members)
            too_large = sizes > MAX_INFLATED or (
                sizes > RATIO_COUNTS_FROM and sizes > MAX_RATIO * max(len(raw), 1)
            )
            if too_large or len(members) > MAX_MEMBERS:
                raise _refused(file, _("the archive inflates to more than a table needs; it was not opened"))
            for member in members:
                with archive.open(member) as content:
                    if b"<!DOCTYPE" in content.read(4096).replace(b"\0", b""):
                        raise _refused(
                            file, _("a part of the file declares a document type, which no table has")
                        )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise _refused(file, _("is no XLSX file, or a damaged or encrypted one; save it anew")) from None
    return io.BytesIO(raw)


def without_times(data: bytes) -> bytes:
    """Write an archive anew so that equal contents give equal bytes: no times of writing."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for member in sorted(
            old.infolist(), key=lambda each: (each.filename != "[Content_Types].xml", each.filename)
        ):
            info = zipfile.ZipInfo(member.filename, _EARLIEST)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            new.writestr(info, content)
    return target.getvalue()


def _refused(file: Path, message: str) -> TermbaseError:
    return TermbaseError.of("TB744", message, Place(file.as_posix()))
