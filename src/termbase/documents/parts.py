"""The texts of a file: its own, or those of the members of an archive; and the file again with some of them changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from termbase.documents._archive import Archive, open_archive
from termbase.documents.document import Block, Format
from termbase.files import Text, decode
from termbase.messages import _
from termbase.model import Place, TermbaseError

_NUMBERED = re.compile(r"([0-9]{1,9})|([^0-9]+)", re.ASCII)
_MANIFEST = "META-INF/manifest.xml"


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a file. `name` is that of the archive's member, empty where the file is no archive."""

    name: str
    content: Text


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read: its texts, in the order of a reader, and what is needed to write it again.

    `format` is to be used for these texts: where an archive's other members decide what may change, it knows them.
    """

    raw: bytes
    format: Format
    parts: tuple[Part, ...]
    archive: Archive | None = None

    def encode(self, texts: Mapping[str, str]) -> bytes:
        """Give the file with other texts, by the name of their part; where none differs, the same bytes.

        Raises TermbaseError where a text cannot be encoded, or a signature would break.
        """
        changed = {
            part.name: part.content.encode(texts[part.name])
            for part in self.parts
            if texts.get(part.name, part.content.text) != part.content.text
        }
        if self.archive is not None:
            return self.archive.rebuild(changed)
        return changed.get("", self.raw)


def open_parts(raw: bytes, format: Format, file: str = "") -> Opened:
    """Read the texts of a file; `file` is what messages call it, members are `file:member`.

    Raises TermbaseError for an archive that the guards refuse, and for what is no text in UTF-8 or UTF-16.
    """
    if not format.members:
        return Opened(raw, format, (Part("", decode(raw, file)),))
    archive = open_archive(raw, file)
    names = archive.names()
    if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
        raise TermbaseError.of("TB914", _("is encrypted; save it without a password"), Place(file))
    if not any(name.startswith(format.home) for name in names):
        message = _("is another kind of archive than its name says; give it the suffix of its program")
        raise TermbaseError.of("TB923", message, Place(file))
    if format.consulted is not None and format.informed is not None:
        consulted = [_decoded(archive, name).text for name in names if format.consulted.fullmatch(name)]
        format = replace(format, blocks=format.informed(consulted))
    parts = tuple(Part(name, _decoded(archive, name)) for name in _in_reading_order(names, format))
    return Opened(raw, format, parts, archive)


def read_blocks(part: Part, format: Format, file: str = "") -> list[Block]:
    """Give the blocks of a part; what is wrong with it is said of `file` or `file:member`."""
    try:
        return list(format.blocks(part.content.text))
    except TermbaseError as error:
        where = f"{file}:{part.name}" if part.name else file
        raise TermbaseError(
            replace(finding, place=replace(finding.place, file=where)) for finding in error.findings
        ) from None


def _in_reading_order(names: list[str], format: Format) -> list[str]:
    """Give the names of the members that hold text, the tenth slide after the second."""

    def place(name: str) -> tuple[int, list[tuple[int, str]]]:
        numbered = [(int(digits or 0), rest) for digits, rest in _NUMBERED.findall(name)]
        return next(at for at, members in enumerate(format.members) if members.fullmatch(name)), numbered

    return sorted((name for name in names if any(m.fullmatch(name) for m in format.members)), key=place)


def _decoded(archive: Archive, name: str) -> Text:
    return decode(archive.read(name), f"{archive.file}:{name}")
