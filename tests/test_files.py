"""The front door: what is read, how it is written, and what a failure leaves behind."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase import files
from termbase.files import (
    Text,
    decode,
    lock,
    read_bytes,
    read_text,
    write_atomically,
    written_atomically,
)
from termbase.model import TermbaseError

posix = pytest.mark.skipif(sys.platform == "win32", reason="a matter of POSIX")

# What the files of a text may hold; U+FEFF at the start would be a byte-order mark.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")).filter(
    lambda text: not text.startswith("\ufeff")
)


@settings(deadline=None)
@given(texts, texts, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]), st.booleans())
def test_decoding_and_encoding_again_gives_the_bytes(text: str, other: str, encoding: str, bom: bool) -> None:
    mark = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    bom = bom or encoding != "utf-8"
    raw = (mark[encoding] if bom else b"") + text.encode(encoding)
    decoded = decode(raw, "x")
    assert decoded == Text(text, encoding, bom)
    assert decoded.encode(text) == raw
    assert decode(decoded.encode(other), "x") == Text(other, encoding, bom)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    with contextlib.suppress(TermbaseError):
        text = decode(raw, "x")
        assert text.encode(text.text) == raw


def test_line_endings_and_no_break_spaces_stay() -> None:
    text = "a\r\nb\rc\nd\u00a0e\u2028f\u0308"
    assert decode(text.encode(), "x").text == text


@pytest.mark.parametrize(
    ("raw", "byte", "looks"),
    [
        ("Grüße, Müller".encode("latin-1"), 2, "Latin-1"),
        ("„Grüße“".encode("cp1252"), 0, "Windows-1252"),
        ("Hello, Grüße".encode("utf-16-le"), 1, "UTF-16-LE without"),
        ("Hello, Grüße".encode("utf-16-be"), 0, "UTF-16-BE without"),
        ("Президент и парламент".encode("utf-16-le"), None, "UTF-16-LE without"),
        ("Hello".encode("utf-32"), 0, "UTF-32"),
        (b"\xff\xfea", 2, "broken UTF-16"),
        (codecs.BOM_UTF8 + b"a\xff", 4, "Latin-1"),
        (b"PK\x03\x04\x14\x00", 5, "ZIP"),
        (b"%PDF-1.7\n\xe2\xe3", 9, "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", 0, "PNG"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x80\x81", 7, "a binary file"),
        (b"abc\x00def", 3, "a binary file"),
        (b"a\xc3", 1, "Latin-1"),
        (b"a\xed\xa0\x80", 1, "Windows-1252"),
    ],
)
def test_other_encodings_are_named(raw: bytes, byte: int | None, looks: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        decode(raw, "letter.txt")
    message = str(caught.value)
    assert looks in message
    assert re.match(r"letter\.txt(:[12])?: byte ", message)
    assert message.endswith("Save the file as UTF-8")
    assert byte is None or f"byte {byte} is no text in UTF-8" in message


def test_half_a_surrogate_pair_cannot_be_encoded() -> None:
    with pytest.raises(TermbaseError, match="character 2 is half of a surrogate pair"):
        Text("").encode("a\ud800")


def test_reading(tmp_path: Path) -> None:
    path = tmp_path / "ä.txt"
    path.write_bytes(codecs.BOM_UTF8 + "Київ\r\n".encode())
    assert read_text(path) == Text("Київ\r\n", "utf-8", True)
    assert read_bytes(path, limit=100) == path.read_bytes()


def test_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 11)
    for path, code, part in [
        (tmp_path / "none", "TB901", "does not exist"),
        (tmp_path, "TB901", "is a folder"),
        (tmp_path / "large" / "below", "TB901", "cannot be read"),
        (tmp_path / "nul\0", "TB901", "cannot be read"),
        (tmp_path / "large", "TB902", "larger than 1e-05 million bytes"),
    ]:
        with pytest.raises(TermbaseError, match=part) as caught:
            read_bytes(path, limit=10)
        assert [finding.code for finding in caught.value.findings] == [code]
        assert caught.value.findings[0].place.file == path.as_posix()


@posix
def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(TermbaseError, match="not an ordinary file"):
            read_bytes(path)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0)
    with pytest.raises(TermbaseError, match="may not be read"):
        read_bytes(path)
    path.chmod(0o400)
    with pytest.raises(TermbaseError, match="write-protected"):
        write_atomically(path, b"new")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(TermbaseError, match="cannot be written"):
            write_atomically(tmp_path / "b", b"new")
        with pytest.raises(TermbaseError, match="cannot be locked"), lock(tmp_path):
            pass
    finally:
        tmp_path.chmod(0o700)


def only(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_writing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert write_atomically(path, b"one")
    assert write_atomically(path, b"two", expected=b"one")
    assert not write_atomically(path, b"two")
    assert write_atomically(tmp_path / "new", b"", expected=b"")
    assert only(tmp_path) == {"a.txt": b"two", "new": b""}


def test_unchanged_content_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"same")
    os.utime(path, (1, 1))
    monkeypatch.setattr(os, "replace", lambda *_: pytest.fail("replaced"))
    assert not write_atomically(path, b"same", expected=b"same")
    assert path.stat().st_mtime == 1


def test_content_that_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"theirs")
    for data in (b"ours", b"theirs"):
        with pytest.raises(TermbaseError, match="changed by someone else") as caught:
            write_atomically(path, data, expected=b"old")
        assert caught.value.findings[0].code == "TB905"
    with pytest.raises(TermbaseError):
        write_atomically(tmp_path / "gone", b"ours", expected=b"old")
    assert only(tmp_path) == {"a": b"theirs"}


@posix
def test_mode_and_symbolic_link_stay(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "target"
    target.parent.mkdir()
    target.write_bytes(b"old")
    target.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to("folder/target")
    assert write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_a_secret_stays_one_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o600)
    modes: list[int] = []
    real = os.fsync

    def look(descriptor: int) -> None:
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode):
            modes.append(stat.S_IMODE(status.st_mode))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    assert write_atomically(path, b"new")
    assert modes == [0o600]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o4750)
    os.chown(path, 1234, 5678)
    path.chmod(0o4750)
    assert write_atomically(path, b"new")
    status = path.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (1234, 5678, 0o4750)


@posix
def test_new_files_obey_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "a", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_hard_links_are_refused_only_if_there_is_something_to_write(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    os.link(path, tmp_path / "b")
    assert not write_atomically(path, b"old")
    with pytest.raises(TermbaseError, match="several hard links") as caught:
        write_atomically(path, b"new")
    assert caught.value.findings[0].code == "TB904"
    assert only(tmp_path) == {"a": b"old", "b": b"old"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are of POSIX")
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TermbaseError, match="not an ordinary file"), written_atomically(tmp_path / "pipe"):
        pass
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(TermbaseError, match="cannot be written"):
        write_atomically(tmp_path / "none" / "a", b"new")


def test_names_of_full_length(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    write_atomically(path, b"one")
    assert write_atomically(path, b"two")
    assert only(tmp_path) == {path.name: b"two"}


@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_failure_at_any_step_leaves_the_original(
    step: str, failure: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")

    def fail(*_arguments: object, **_keywords: object) -> None:
        raise failure

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(TermbaseError if isinstance(failure, OSError) else KeyboardInterrupt) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    if isinstance(failure, OSError):
        assert "No space left on device" in str(caught.value)
    assert only(tmp_path) == {"a": b"old"}


def killed_while_writing(path: Path) -> None:
    """Write in a process of its own that dies before the file takes its place."""
    code = (
        "import os, sys; from pathlib import Path; from termbase import files\n"
        "os.replace = lambda *_: os._exit(9)\n"
        "files.write_atomically(Path(sys.argv[1]), b'new')"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9


def test_what_a_crash_leaves_is_swept_at_the_next_run(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"old")
    other.write_bytes(b"old")
    killed_while_writing(path)
    killed_while_writing(other)
    left = {name for name in only(tmp_path) if name.startswith(files.TEMPORARY)}
    assert len(left) == 2
    assert (path.read_bytes(), other.read_bytes()) == (b"old", b"old")
    assert not write_atomically(path, b"old")
    assert len(set(only(tmp_path)) & left) == 1, "that of the other file stays"
    assert write_atomically(other, b"newer")
    assert only(tmp_path) == {"a": b"old", "b": b"newer"}


@posix
def test_temporary_file_of_a_living_process_stays(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    killed_while_writing(path)
    (left,) = (name for name in only(tmp_path) if name.startswith(files.TEMPORARY))
    begin, _number, end = left.rsplit("-", 2)
    living = f"{begin}-{os.getppid()}-{end}"
    (tmp_path / left).rename(tmp_path / living)
    write_atomically(path, b"new")
    assert set(only(tmp_path)) == {"a", living}


def test_lock_leaves_nothing(tmp_path: Path) -> None:
    with lock(tmp_path):
        assert set(only(tmp_path)) == {".termbase-lock"}
    assert only(tmp_path) == {}


def test_lock_ends_with_an_error_when_the_time_is_up(tmp_path: Path) -> None:
    with lock(tmp_path):
        start = time.monotonic()
        wanted = pytest.raises(TermbaseError, match="being changed by another termbase")
        with wanted as caught, lock(tmp_path, seconds=0.1):
            pytest.fail("locked twice")
        assert 0.1 <= time.monotonic() - start < 5
    assert caught.value.findings[0].code == "TB907"
    with lock(tmp_path, seconds=0):
        pass


def test_lock_falls_with_an_exception(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path):
        raise ZeroDivisionError
    with lock(tmp_path, seconds=0):
        pass


def test_lock_of_a_dead_process_does_not_block(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from termbase.files import lock\n"
        "with lock(Path(sys.argv[1])): os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert (tmp_path / ".termbase-lock").exists()
    with lock(tmp_path, seconds=0):
        pass


def count(path: Path, times: int) -> None:
    for _number in range(times):
        with lock(path.parent, seconds=60):
            before = read_bytes(path)
            write_atomically(path, str(int(before) + 1).encode(), expected=before)


def test_nobody_loses_work_among_threads_and_processes(tmp_path: Path) -> None:
    path = tmp_path / "number"
    path.write_bytes(b"0")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path; from test_files import count; count(Path(sys.argv[2]), 20)"
    )
    arguments = [sys.executable, "-c", code, str(Path(__file__).parent)]
    processes = [subprocess.Popen([*arguments, str(path)]) for _number in range(3)]
    threads = [threading.Thread(target=count, args=(path, 20)) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert only(tmp_path) == {"number": b"120"}
