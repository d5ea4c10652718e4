"""Whatever happens while files are written: each is the old one or the new one, and nothing stays beside them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .command import HERE, PROGRAM, Run, write

OLD = "Kiew und Mjensk.\n\n"
NEW = "Kyjiw und Minsk.\n\n"
FILES = 12

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits as POSIX has them")
LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
"""


def texts(folder: Path, repeat: int = 40) -> dict[Path, tuple[bytes, bytes]]:
    """Documents with what they are before and after; every third is an archive."""
    from .test_cli_documents import docx, paragraph

    made = {}
    for number in range(FILES):
        old, new = ((OLD * repeat).encode(), (NEW * repeat).encode())
        path = folder / f"{number:02}.txt"
        if number % 3 == 0:
            path, old, new = path.with_suffix(".docx"), docx(paragraph("Kiew") * repeat), b""
        write(path, old)
        made[path] = old, new
    return made


def rewritten(run: Run, made: dict[Path, tuple[bytes, bytes]]) -> dict[Path, tuple[bytes, bytes]]:
    return {path: (old, new or run("normalise", path).out) for path, (old, new) in made.items()}


def hold(made: dict[Path, tuple[bytes, bytes]]) -> int:
    """Every file is old or new; give how many are new."""
    for path, versions in made.items():
        assert path.read_bytes() in versions, f"{path.name} is a mixture"
    return sum(path.read_bytes() == new for path, (_old, new) in made.items())


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".termbase-*")]


def finish(run: Run, made: dict[Path, tuple[bytes, bytes]], folder: Path) -> None:
    """The next run writes the rest and sweeps what was left."""
    assert run("normalise", "--write", "--log", "l.jsonl", folder).code == 0
    assert hold(made) == len(made)
    for path, (
        old,
        _new,
    ) in made.items():  # files that were written before are swept when they are next written
        write(path, old)
    assert run("normalise", "--write", folder).code == 0
    assert left_over(folder) == []


@posix
def test_killed_while_writing(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "t"
    made = rewritten(run, texts(folder, 60))
    reached = set()
    for attempt in range(6):
        for path, (old, _new) in made.items():
            write(path, old)
        command = [sys.executable, "-c", PROGRAM, "normalise", "--write", "--log", "l.jsonl", "t"]
        with subprocess.Popen(command, env=HERE, cwd=tmp_path, stderr=subprocess.PIPE) as process:
            if attempt < 2:
                time.sleep(attempt)
            elif process.stderr is not None:  # surely among the files
                process.stderr.readline()
            process.send_signal(signal.SIGKILL)
        reached.add(hold(made))
    assert max(reached) > 0
    finish(run, made, folder)
    assert not (tmp_path / "l.jsonl").exists() or run("undo", "l.jsonl").code in (0, 2)


@posix
@pytest.mark.parametrize("limit", [0, 700, 5_000])
def test_on_a_full_disk(run: Run, tmp_path: Path, limit: int) -> None:
    folder = tmp_path / "t"
    made = rewritten(run, texts(folder, 40))
    (folder / "03.docx").write_bytes(made[folder / "03.docx"][0])
    command = [sys.executable, "-c", LIMITED.format(limit=limit) + PROGRAM, "normalise", "--write", "t"]
    ran = subprocess.run(command, env=HERE, cwd=tmp_path, capture_output=True, check=False)
    assert b"Traceback" not in ran.stderr
    new = hold(made)
    assert (ran.returncode == 2) == (new < FILES)
    assert (new == 0) == (limit == 0)
    assert left_over(folder) == []
    finish(run, made, folder)


@posix
def test_on_a_full_disk_the_log_comes_first(run: Run, tmp_path: Path) -> None:
    made = rewritten(run, texts(tmp_path / "t"))
    command = [sys.executable, "-c", LIMITED.format(limit=2_000) + PROGRAM]
    command += ["normalise", "--write", "--log", "l.jsonl", "t"]
    ran = subprocess.run(command, env=HERE, cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"l.jsonl: error: cannot be written" in ran.stderr
    assert hold(made) == 0
    assert not (tmp_path / "l.jsonl").exists()


IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if IS_ROOT else ()
"""Root may write everywhere; so may not who has given that right up."""


@posix
@pytest.mark.skipif(bool(UNPRIVILEGED) and shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_targets_that_are_read_only(run: Run, tmp_path: Path) -> None:
    def write_all() -> tuple[int, str]:
        command = [*UNPRIVILEGED, sys.executable, "-c", PROGRAM, "normalise", "--write", "t"]
        ran = subprocess.run(
            command, cwd=tmp_path, env={**HERE, "LANGUAGE": "en"}, capture_output=True, text=True
        )
        return ran.returncode, ran.stderr

    made = rewritten(run, texts(tmp_path / "t"))
    first, *_others = made
    first.chmod(0o444)
    code, said = write_all()
    assert code == 2
    assert f"t/{first.name}: error: is write-protected" in said
    assert hold(made) == FILES - 1
    (tmp_path / "t").chmod(0o555)
    try:
        first.chmod(0o644)
        code, said = write_all()
        assert code == 2
        assert "cannot be written" in said
        assert hold(made) == FILES - 1
    finally:
        (tmp_path / "t").chmod(0o755)
    finish(run, made, tmp_path / "t")


def test_large_texts_are_left_when_something_is_wrong(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("termbase.cli.large.LARGE", 10)
    text = write(tmp_path / "t" / "a.txt", OLD * 20)
    write(tmp_path / "t" / "b.txt", OLD.encode() * 20 + b"K\xf6ln")
    write(tmp_path / "t" / "c.txt", "In Minsk, heute.\n\n" * 20)
    before = (tmp_path / "t" / "c.txt").stat().st_ino
    ran = run("normalise", "--write", "t")
    assert ran.code == 2
    assert "t/a.txt: written; edits: 40\n" in ran.err
    assert "t/b.txt: error: byte 361 " in ran.err
    assert text.read_text("utf-8") == NEW * 20
    assert (tmp_path / "t" / "b.txt").read_bytes() == OLD.encode() * 20 + b"K\xf6ln"
    assert (tmp_path / "t" / "c.txt").stat().st_ino == before
    assert left_over(tmp_path) == []
    assert run("normalise", "t/a.txt").out == (NEW * 20).encode()
    assert run("normalise", "--output", "out", "t/c.txt").code == 0
    assert (tmp_path / "out" / "c.txt").read_text("utf-8") == "In Minsk, heute.\n\n" * 20
