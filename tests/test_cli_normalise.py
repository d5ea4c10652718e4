"""`termbase normalise` and `undo`: what is printed, written and taken back."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from .command import Ran, Run, refused, write

# ---- normalise: printing


TEXTS = [
    b"In Kiew\r\nund\xc2\xa0Kiews Vorort\n\n\x0bKiew",
    b"\xef\xbb\xbfKiew",
    "\ufeffKiew\r\n😀 Kiews".encode("utf-16-le"),
    "\ufeffKiew".encode("utf-16-be"),
    "Nai\u0308v in Kiew\u00ad.".encode(),
    b"",
    b"\n",
]


def rewritten(raw: bytes) -> bytes:
    for encoding in ("utf-16-le", "utf-16-be", "utf-8"):
        mark = "\ufeff".encode(encoding)
        if raw.startswith(mark) or encoding == "utf-8":
            return raw.decode(encoding).replace("Kiew", "Kyjiw").encode(encoding)
    raise AssertionError


@pytest.mark.parametrize("raw", TEXTS)
def test_one_text_is_printed_exactly(run: Run, tmp_path: Path, raw: bytes) -> None:
    assert run("normalise", "-", stdin=raw) == Ran(0, rewritten(raw), "")
    assert run("normalise", stdin=raw) == Ran(0, rewritten(raw), "")
    assert run("normalise", write(tmp_path / "a.txt", raw)) == Ran(0, rewritten(raw), "")


def test_normalize_is_another_spelling(run: Run) -> None:
    assert run("normalize", stdin=b"Kiew").out == b"Kyjiw"


def test_the_suffix_of_a_name_says_the_format(run: Run) -> None:
    assert run("normalise", stdin=b"`Kiew` Kiew").out == b"`Kyjiw` Kyjiw".replace(b"`Kyjiw`", b"`Kiew`")
    assert run("normalise", "--stdin-filename", "x/a.md", stdin=b"    Kiew\n").out == b"    Kiew\n"
    assert run("normalise", stdin=b"    Kiew\n").out == b"    Kyjiw\n"
    refused(run("normalise", "--stdin-filename", "a.xyz"), "a.xyz", ".md")


def test_styles_and_languages(run: Run, tmp_path: Path) -> None:
    assert run("normalise", "--style", "old", stdin=b"Kyjiw").out == b"Kiew"
    assert run("normalise", "--lang", "en", stdin=b"Kiev and Kiew").out == b"Kyiv and Kiew"
    write(tmp_path / "termbase.yaml", "glossary: glossary\nlanguage: en\n")
    assert run("normalise", stdin=b"Kiev and Kiew").out == b"Kyiv and Kiew"


def test_proposals_are_summed_up_with_their_places(run: Run) -> None:
    ran = run("normalise", stdin=b"Kiew.\nHeute Selenski.\n")
    assert ran.out == b"Kyjiw.\nHeute Selenski.\n"
    assert "<standard input>:2:7: warning:" in ran.err
    assert "[TB204]" in ran.err
    assert run("normalise", "--unsafe", stdin=b"Heute Selenski.").out == b"Heute Selenskyj."


def test_several_texts_need_a_mode(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", "Kiew")
    write(tmp_path / "t" / "b.txt", "Kiew")
    refused(run("normalise", "t"), "--diff")
    refused(run("normalise", "t", "--diff", "--write"), "--output")
    refused(run("normalise", "-", "--write"), "standard input")
    refused(run("normalise", "t", "-", "--write"), "standard input")
    refused(run("normalise", "t", "--diff", "--log", "l"), "--log")
    assert run("normalise", "t/a.txt", "t/a.txt").out == b"Kyjiw"  # one text, named twice


# ---- normalise: --diff, --check


def test_diff(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew.\r\n")
    write(tmp_path / "b.txt", "In Minsk.\n")
    ran = run("normalise", "--diff", "a.txt", "b.txt")
    assert ran == Ran(1, b"--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-In Kiew.\r\n+In Kyjiw.\r\n", "")
    assert run("normalise", "--diff", "b.txt") == Ran(0, b"", "")


def test_check_lists_edits(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew.\nSelenski\n")
    ran = run("normalise", "--check", "a.txt")
    assert ran.code == 1
    assert ran.text.startswith("a.txt:1:4: Kiew → Kyjiw (")
    assert "a.txt:2:1: Selenski → Selenskyj" in ran.text
    assert "[proposed]" in ran.text
    edits = json.loads(run("normalise", "--check", "--format", "json", "a.txt").out)
    assert [edit["new"] for edit in edits] == ["Kyjiw", "Selenskyj"]
    assert edits[0]["place"] == {"file": "a.txt", "line": 1, "column": 4}
    write(tmp_path / "a.txt", "Selenski")  # a proposal alone is not due
    assert run("normalise", "--check", "a.txt").code == 0


def test_unreadable_texts_do_not_hide_the_others(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", b"K\xf6ln")
    write(tmp_path / "t" / "b.txt", "Kiew")
    for mode in ("--diff", "--check"):
        ran = run("normalise", mode, "t")
        assert ran.code == 2
        assert "Kyjiw" in ran.text
        assert "t/a.txt:1: error: " in ran.err


# ---- normalise: --write, --output, --log; undo


@pytest.mark.parametrize("raw", [raw for raw in TEXTS if b"K" in raw])
def test_what_is_written_can_be_undone(run: Run, tmp_path: Path, raw: bytes) -> None:
    texts = [write(tmp_path / "t" / name, raw) for name in ("a.txt", "b.txt")]
    other = write(tmp_path / "t" / "c.txt", "In Minsk.\r\n")
    ran = run("normalise", "--write", "--log", "l.jsonl", "t")
    assert (ran.code, ran.out) == (0, b"")
    assert ran.err.splitlines() == [f"t/{name}.txt: written; edits: {raw.count(b'K')}" for name in "ab"]
    assert [text.read_bytes() for text in texts] == [rewritten(raw)] * 2
    assert other.read_bytes() == b"In Minsk.\r\n"
    assert run("normalise", "--write", "t") == Ran(0, b"", "")
    ran = run("undo", "l.jsonl")
    assert ran == Ran(0, b"", "t/a.txt: restored\nt/b.txt: restored\n")
    assert [text.read_bytes() for text in texts] == [raw] * 2
    assert run("undo", "l.jsonl").code == 0


def test_the_log_has_an_object_for_each_edit(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", "Kiew, Kiews")
    run("normalise", "--write", "--log", "logs/../l.jsonl", "t")
    first, second = map(json.loads, (tmp_path / "l.jsonl").read_text("utf-8").splitlines())
    assert first["path"] == "t/a.txt"
    assert (second["start"], second["end"], second["old"], second["new"]) == (6, 11, "Kiews", "Kyjiws")
    assert (first["encoding"], first["bom"]) == ("utf-8", False)


def test_several_runs_in_one_log_are_undone_together(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew und Mjensk")
    run("normalise", "--write", "--log", "l.jsonl", text)
    assert text.read_bytes() == b"Kyjiw und Minsk"
    run("normalise", "--write", "--style", "old", "--log", "l.jsonl", text)
    assert text.read_bytes() == b"Kiew und Minsk"
    assert run("undo", "l.jsonl").code == 0
    assert text.read_bytes() == b"Kiew und Mjensk"


def rewrite(run: Run, *options: str) -> None:
    assert run("normalise", "--write", "--log", "l.jsonl", *options).code == 0


def test_one_log_serves_many_rounds(run: Run, tmp_path: Path) -> None:
    texts = [write(tmp_path / name, "Kiew und Mjensk") for name in ("a.txt", "b.txt")]
    for _round in range(3):
        rewrite(run, "a.txt", "b.txt")
        assert [text.read_bytes() for text in texts] == [b"Kyjiw und Minsk"] * 2
        assert run("undo", "l.jsonl").err == "a.txt: restored\nb.txt: restored\n"
        assert [text.read_bytes() for text in texts] == [b"Kiew und Mjensk"] * 2
        assert run("undo", "l.jsonl").code == 0


def test_rounds_of_one_file_follow_each_other_in_the_log(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew Kiew")
    for _round in range(3):
        rewrite(run, "a.txt")
        assert run("undo", "l.jsonl").code == 0
        assert text.read_bytes() == b"Kiew Kiew"


def test_rounds_that_lead_in_a_circle_end_where_they_began(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    rewrite(run, "a.txt")
    rewrite(run, "--style", "old", "a.txt")
    rewrite(run, "a.txt")
    assert text.read_bytes() == b"Kyjiw"
    assert run("undo", "l.jsonl").code == 0
    assert text.read_bytes() == b"Kiew"


def test_after_a_change_by_hand_the_last_round_is_undone(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    rewrite(run, "a.txt")
    write(text, "Kyjiw und Mjensk")
    rewrite(run, "a.txt")
    assert text.read_bytes() == b"Kyjiw und Minsk"
    assert run("undo", "l.jsonl").err == "a.txt: restored\n"
    assert text.read_bytes() == b"Kyjiw und Mjensk"
    assert run("undo", "l.jsonl").code == 0
    assert text.read_bytes() == b"Kyjiw und Mjensk"


def test_undo_refuses_where_a_file_changed_since(run: Run, tmp_path: Path) -> None:
    first, second = (write(tmp_path / name, "Kiew") for name in ("a.txt", "b.txt"))
    run("normalise", "--write", "--log", "l.jsonl", "a.txt", "b.txt")
    write(second, "Kyjiw!")
    refused(run("undo", "l.jsonl"), "b.txt: error: was changed since")
    assert first.read_bytes() == b"Kyjiw"
    second.unlink()
    refused(run("undo", "l.jsonl"), "b.txt: error: does not exist")


@pytest.mark.parametrize("log", ["{}\n", "x\n", "[]\n", '{"path": 3}\n', "[" * 100_000 + "\n"])
def test_what_is_no_log_is_refused(run: Run, tmp_path: Path, log: str) -> None:
    write(tmp_path / "l.jsonl", log)
    refused(run("undo", "l.jsonl"), "l.jsonl:1:1: error:")
    text = write(tmp_path / "a.txt", "Kiew")
    refused(run("normalise", "--write", "--log", "l.jsonl", "a.txt"), "l.jsonl")
    assert text.read_bytes() == b"Kiew"
    assert (tmp_path / "l.jsonl").read_text() == log


def test_a_log_with_a_line_missing_leads_nowhere(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew Kiew")
    run("normalise", "--write", "--log", "l.jsonl", "a.txt")
    log = tmp_path / "l.jsonl"
    write(log, log.read_text("utf-8").splitlines(keepends=True)[0])
    refused(run("undo", "l.jsonl"), "does not lead back")
    assert text.read_bytes() == b"Kyjiw Kyjiw"


def test_a_text_that_cannot_be_read_does_not_keep_the_others_from_being_written(
    run: Run, tmp_path: Path
) -> None:
    good = write(tmp_path / "t" / "b.txt", "Kiew")
    bad = write(tmp_path / "t" / "a.txt", b"K\xf6ln")
    refused(run("normalise", "--output", "out", "t"), "t/a.txt:1: error: ")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["b.txt"]
    refused(run("normalise", "--write", "--log", "l.jsonl", "t"), "t/a.txt:1: error: ")
    assert (good.read_bytes(), bad.read_bytes()) == (b"Kyjiw", b"K\xf6ln")
    assert run("undo", "l.jsonl").code == 0
    assert good.read_bytes() == b"Kiew"


def test_output_mirrors_the_folder(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a.txt", "Kiew")
    write(tmp_path / "t" / "x" / "b.md", "*Kiew*\r\n")
    write(tmp_path / "t" / "c.txt", "Minsk")
    assert run("normalise", "--output", "out", "t").code == 0
    made = {path.relative_to(tmp_path / "out").as_posix(): path for path in (tmp_path / "out").rglob("*.*")}
    assert {name: path.read_bytes() for name, path in made.items()} == {
        "a.txt": b"Kyjiw",
        "x/b.md": b"*Kyjiw*\r\n",
        "c.txt": b"Minsk",
    }
    assert (tmp_path / "t" / "a.txt").read_bytes() == b"Kiew"


def test_outputs_that_would_overwrite_each_other_are_refused(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "x" / "a.txt", "Kiew")
    write(tmp_path / "y" / "a.txt", "Minsk")
    refused(run("normalise", "--output", "out", "x", "y"), "a.txt")
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    other = write(tmp_path / "out.txt", "Minsk")
    write(tmp_path / "t" / "x" / "a.txt", "Kiew")
    refused(run("normalise", "--output", "out.txt", "--log", "l.jsonl", "t/x/a.txt"), "out.txt", "folder")
    refused(run("normalise", "--output", "out.txt/b", "t"), "out.txt/b", "folder")
    write(tmp_path / "out" / "x", "Minsk")
    refused(run("normalise", "--output", "out", "--log", "l.jsonl", "t"), "out/x", "folder")
    refused(run("init", "out.txt"), "out.txt", "folder")
    refused(run("add", "B", "--new", "b", "--kind", "place", "--lang", "de", "--into", "places.yaml/b.yaml"))
    assert other.read_bytes() == b"Minsk"
    assert not (tmp_path / "l.jsonl").exists()
    assert not (tmp_path / ".pre-commit-config.yaml").exists()


def test_what_a_terminal_would_obey_is_shown_escaped(run: Run, tmp_path: Path) -> None:
    name = "a\x1b[31m\n\x07b.txt"
    shown = r"a\x1b[31m\n\x07b.txt"
    write(tmp_path / name, "In Kiew \x1b[5m und Kyiv\n")
    for arguments in (("check", name), ("normalise", "--check", name)):
        ran = run(*arguments)
        assert (ran.code, ran.text.count(f"{shown}:1:4: ")) == (1, 1)
        assert "\x1b" not in ran.text + ran.err
    assert r"In Kiew \x1b[5m und Kyiv" in run("check", name).text
    ran = run("normalise", "--write", "--log", "l.jsonl", name)
    assert ran.err.startswith(f"{shown}: written")
    assert run("undo", "l.jsonl").err == f"{shown}: restored\n"
    refused(run("check", "\x1b.txt"), r"\x1b.txt: error: does not exist")
    refused(run("normalise", "--output", ".", name), shown)
    assert "\x1b" not in run("lookup", "qqqq\x1b[31m").err


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Kiew")
    os.link(text, tmp_path / "b.txt")
    refused(run("normalise", "--write", "a.txt"), "a.txt: error: has several hard links")


def test_many_texts_are_written_part_by_part(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is held is limited, and yet the log knows all of them."""
    monkeypatch.setattr("termbase.cli.writing.MOST_HELD", 10)
    names = [f"{number}.txt" for number in range(6)]
    for name in names:
        write(tmp_path / "t" / name, "Kiew" if name != "5.txt" else b"\xff")
    ran = run("normalise", "--write", "--log", "l.jsonl", "t")
    assert ran.code == 2
    assert [(tmp_path / "t" / name).read_bytes() for name in names] == [b"Kyjiw"] * 5 + [b"\xff"]
    assert len((tmp_path / "l.jsonl").read_text().splitlines()) == 5
    assert run("undo", "l.jsonl").code == 0
    assert [(tmp_path / "t" / name).read_bytes() for name in names] == [b"Kiew"] * 5 + [b"\xff"]
