"""The front door: every file is read, decoded, locked and written here."""

from termbase.files.locking import lock
from termbase.files.reading import MAX_BYTES, Stream, Text, decode, read_bytes, read_stream, read_text
from termbase.files.writing import TEMPORARY, make_folder, write_atomically, written_atomically

__all__ = [
    "MAX_BYTES",
    "TEMPORARY",
    "Stream",
    "Text",
    "decode",
    "lock",
    "make_folder",
    "read_bytes",
    "read_stream",
    "read_text",
    "write_atomically",
    "written_atomically",
]
