"""Archives: what did not change keeps its bytes, and what would harm is refused before it is inflated."""

from __future__ import annotations

import io
import itertools
import shutil
import struct
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.documents._archive import Archive, open_archive
from termbase.model import TermbaseError

from .archives import Entry, archive_of, crafted, entry_of

WRITERS = {
    f"{'stored' if stored else 'deflated'}{' streamed' * streamed}{' Zip64' * zip64}": (
        stored,
        streamed,
        zip64,
    )
    for stored, streamed, zip64 in itertools.product((False, True), repeat=3)
}
CONTENT = {
    "mimetype": b"application/x",
    "a.xml": b"<a>" * 100,
    "b/": b"",
    "b/ü.xml": b"",
    "c.bin": bytes(range(256)),
}


def write(writer: str, members: dict[str, bytes], comment: bytes = b"") -> bytes:
    stored, streamed, zip64 = WRITERS[writer]
    return archive_of(members, stored=stored, streamed=streamed, zip64=zip64, comment=comment)


def hold(raw: bytes, rebuilt: bytes, changed: dict[str, bytes]) -> None:
    """Members that did not change keep their bytes, the others everything but what they hold."""
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(io.BytesIO(rebuilt)) as new:
        assert new.testzip() is None
        assert new.comment == old.comment
        assert new.namelist() == old.namelist()
        for before, after in zip(old.infolist(), new.infolist(), strict=True):
            assert new.read(after) == changed.get(before.filename, old.read(before))
            for key in (
                "date_time",
                "compress_type",
                "comment",
                "flag_bits",
                "external_attr",
                "create_version",
            ):
                assert getattr(before, key) == getattr(after, key)
            if before.filename not in changed:
                assert before.compress_size == after.compress_size
    one, other = open_archive(raw), open_archive(rebuilt)
    for before, after in zip(one.members.values(), other.members.values(), strict=True):
        if before.name not in changed:
            size = before.data - before.record.start + before.packed
            assert raw[before.record.start :][:size] == rebuilt[after.record.start :][:size]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("changed", [["a.xml"], ["c.bin", "mimetype"], ["b/ü.xml"], list(CONTENT)], ids=str)
def test_rebuilt(writer: str, changed: list[str]) -> None:
    raw = write(writer, CONTENT, b"Bemerkung")
    archive = open_archive(raw)
    assert archive.names() == list(CONTENT)
    assert {name: archive.read(name) for name in CONTENT} == CONTENT
    contents = {name: CONTENT[name] + b"mehr" * 50 for name in changed if not name.endswith("/")}
    hold(raw, archive.rebuild(contents), contents)
    assert archive.rebuild({}) is raw
    hold(raw, archive.rebuild(dict.fromkeys(contents, b"")), dict.fromkeys(contents, b""))


@given(
    st.sampled_from(list(WRITERS)),
    st.dictionaries(
        st.text("abcü/", min_size=1, max_size=5).filter(lambda name: name[0] != "/"), st.binary(), min_size=1
    ),
    st.binary(max_size=5).filter(lambda comment: not comment.startswith(b"PK\x05\x06")),
    st.data(),
)
def test_any_archive_is_rebuilt(
    writer: str, members: dict[str, bytes], comment: bytes, data: st.DataObject
) -> None:
    raw = write(writer, members, comment)
    names = data.draw(st.sets(st.sampled_from(list(members))))
    changed = {name: data.draw(st.binary()) for name in names}
    hold(raw, open_archive(raw).rebuild(changed), changed)


def test_back_and_forth_gives_the_same_bytes() -> None:
    """Deflated with the same settings, what was changed and changed back is as it was."""
    raw = write("deflated", CONTENT)
    once = open_archive(raw).rebuild({"a.xml": b"<b/>"})
    assert open_archive(once).rebuild({"a.xml": CONTENT["a.xml"]}) == raw


@pytest.mark.skipif(shutil.which("zip") is None, reason="Info-ZIP (zip) is not installed")
@pytest.mark.parametrize("options", [[], ["-0"], ["-9"], ["-fd"], ["-X"]], ids=str)
def test_archives_of_another_program(tmp_path: Path, options: list[str]) -> None:
    for name in ("a.xml", "ü.bin"):
        (tmp_path / name).write_bytes(name.encode() * 100)
    subprocess.run(["zip", "-q", *options, "x.zip", "a.xml", "ü.bin"], cwd=tmp_path, check=True)
    raw = (tmp_path / "x.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(open_archive(raw).rebuild({"a.xml": b"neu"}))
    hold(raw, (tmp_path / "x.zip").read_bytes(), {"a.xml": b"neu"})
    subprocess.run(["zip", "-qT", "x.zip"], cwd=tmp_path, check=True)


A, B = entry_of("a.xml", b"<a/>" * 9), entry_of("b.xml", b"<b/>")
REFUSED = {
    "no archive": ("TB923", b"<a/>"),
    "empty": ("TB923", b""),
    "old Office or encrypted": ("TB914", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
    "a comment that reads as another end": ("TB923", archive_of({"a.xml": b""}, comment=b"PK\x05\x06")),
    "no directory": ("TB923", b"PK\x03\x04" + bytes(100)),
    "bytes after the end": ("TB923", crafted([A]) + b"x"),
    "bytes before the start": ("TB923", b"x" + crafted([A])),
    "too many members": ("TB924", crafted([replace(A, name=f"{n}") for n in range(10_001)])),
    "fewer members than it says": ("TB923", crafted([A], count=2)),
    "more members than it says": ("TB923", crafted([A, B], count=1)),
    "a member twice": ("TB915", crafted([A, A])),
    "a name that climbs": ("TB915", crafted([replace(A, name="x/../../a.xml")])),
    "an absolute name": ("TB915", crafted([replace(A, name="/a.xml")])),
    "a name on a drive": ("TB915", crafted([replace(A, name="C:a.xml")])),
    "a backslash": ("TB915", crafted([replace(A, name="x\\a.xml")])),
    "a NUL": ("TB915", crafted([replace(A, name="a.xml\0.png")])),
    "two names": ("TB923", crafted([replace(A, local_name="b.xml")])),
    "encrypted": ("TB914", crafted([replace(A, flags=1)])),
    "split": ("TB914", crafted([A], disk=1)),
    "members that overlap": ("TB923", crafted([A, replace(A, name="b.xml", start=0)])),
    "a member in another": ("TB923", crafted([A, replace(B, start=5)])),
    "data beyond the directory": (
        "TB923",
        crafted([replace(A, packed=b"")]).replace(b"\0\0\0\0", b"\0\1\0\0", 1),
    ),
    "inflates too much": ("TB924", crafted([replace(A, inflated=200_000_001)])),
    "inflates too much together": (
        "TB924",
        crafted([replace(A, name=f"{n}", packed=bytes(1_000_000), inflated=50_000_000) for n in range(5)]),
    ),
    "inflates a hundredfold": ("TB924", crafted([replace(A, packed=bytes(100_000), inflated=10_100_000)])),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    code, raw = REFUSED[case]
    with pytest.raises(TermbaseError) as caught:
        open_archive(raw, "x.docx")
    (found,) = caught.value.findings
    assert (found.code, found.place.file) == (code, "x.docx")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(A, inflated=35), "TB923"),
        (replace(A, inflated=37), "TB923"),
        (replace(A, crc=1), "TB923"),
        (replace(A, packed=b"\xff" * 9), "TB923"),
        (Entry("a.xml", b"abc", 4, 0, method=0), "TB923"),
        (replace(A, method=12), "TB914"),
    ],
)
def test_members_that_are_not_what_they_say(entry: Entry, code: str) -> None:
    archive = open_archive(crafted([B, entry]), "x.docx")
    assert archive.read("b.xml") == b"<b/>"
    with pytest.raises(TermbaseError) as caught:
        archive.read("a.xml")
    assert caught.value.findings[0].code == code
    assert "x.docx" in str(caught.value)


@pytest.mark.parametrize("name", ["_xmlsignatures/origin.sigs", "META-INF/documentsignatures.xml"])
def test_signed_documents_are_read_but_not_changed(name: str) -> None:
    raw = crafted([A, replace(B, name=name)])
    archive = open_archive(raw)
    assert archive.rebuild({}) == raw
    with pytest.raises(TermbaseError, match="signed"):
        archive.rebuild({"a.xml": b""})


@given(st.sampled_from(list(WRITERS)), st.data())
def test_damaged_archives_are_refused_or_read(writer: str, data: st.DataObject) -> None:
    """Whatever is flipped or cut: a finding, or an archive whose members are what the directory says."""
    raw = bytearray(write(writer, CONTENT))
    for _number in range(data.draw(st.integers(0, 3))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(len(raw) - 40, len(raw)))])
    try:
        archive = open_archive(cut)
        contents = {name: archive.read(name) for name in archive.names()}
    except TermbaseError:
        return
    rebuilt = archive.rebuild({name: content + b"x" for name, content in contents.items()})
    again: Archive = open_archive(rebuilt)
    assert {name: again.read(name) for name in again.names()} == {
        name: content + b"x" for name, content in contents.items()
    }


def test_a_comment_may_hold_the_mark_of_an_end() -> None:
    """Programs differ in which of the two they take; so it is refused, not guessed."""
    raw = write("deflated", CONTENT, struct.pack("<4s18x", b"PK\x05\x06"))
    with pytest.raises(TermbaseError):
        open_archive(raw)
