"""Documents of every format through the commands: archives, folders, languages, hooks."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

from .archives import archive_of
from .command import Ran, Run, refused, write
from .test_documents_office import bombs

ROOT = Path(__file__).resolve().parent.parent
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def docx(body: str, footer: str = "", **more: bytes) -> bytes:
    def part(content: str) -> bytes:
        return f'<w:document xmlns:w="{WORD}">{content}</w:document>'.encode()

    return archive_of(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": part(body),
            "word/footer1.xml": part(footer),
            **more,
        }
    )


def text_of(raw: bytes, member: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return file.read(member).decode()


# ---- archives


def test_archives_are_printed_written_and_restored(run: Run, tmp_path: Path) -> None:
    raw = docx(paragraph("In Ki", "ew") + paragraph("Selenski"), paragraph("Wladimir Selenski in Mjensk"))
    path = write(tmp_path / "a.docx", raw)
    made = run("normalise", "a.docx")
    assert (made.code, made.err) == (0, "")
    assert text_of(made.out).endswith(
        "<w:p><w:r><w:t>In Kyjiw</w:t></w:r><w:r><w:t></w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Selenskyj</w:t></w:r></w:p></w:document>"
    )
    assert "Wolodymyr Selenskyj in Minsk" in text_of(made.out, "word/footer1.xml")
    assert run("normalise", "--stdin-filename", "x.docx", stdin=raw).out == made.out
    assert run("normalise", "--write", "--log", "l.jsonl", "a.docx").err == "a.docx: written; edits: 4\n"
    assert path.read_bytes() == made.out
    assert run("normalise", "--write", "a.docx") == Ran(0, b"", "")
    entries = [json.loads(line) for line in (tmp_path / "l.jsonl").read_text("utf-8").splitlines()]
    assert [entry["part"] for entry in entries] == ["word/document.xml"] * 2 + ["word/footer1.xml"] * 2
    assert [bool(entry["restore"]) for entry in entries] == [True, False, False, False]
    assert run("undo", "l.jsonl").err == "a.docx: restored\n"
    assert path.read_bytes() == raw
    assert run("undo", "l.jsonl").code == 0


def test_an_archive_that_changed_since_is_not_restored(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", docx(paragraph("Kiew")))
    run("normalise", "--write", "--log", "l.jsonl", "a.docx")
    write(path, docx(paragraph("Kyjiw!")))
    refused(run("undo", "l.jsonl"), "a.docx: error: was changed since")


def test_a_log_without_the_way_back_leads_nowhere(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "a.docx", docx(paragraph("Kiew")))
    run("normalise", "--write", "--log", "l.jsonl", "a.docx")
    written = path.read_bytes()
    entry = json.loads((tmp_path / "l.jsonl").read_text("utf-8"))
    for way in ("", "xx", "eNoDAAAAAAE=", entry["restore"][:40]):
        write(tmp_path / "l.jsonl", json.dumps({**entry, "restore": way}) + "\n")
        refused(run("undo", "l.jsonl"), "does not lead back")
        assert path.read_bytes() == written


def test_places_in_archives_name_part_and_paragraph(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.docx", docx(paragraph("Ja.") + paragraph("In Ki", "ew, Kyiv"), paragraph("Mjensk")))
    ran = run("check", "a.docx")
    assert ran.code == 1
    assert "a.docx:word/document.xml#2: warning: " in ran.text
    assert "  In Kiew, Kyiv\n     ^" in ran.text
    assert ran.text.index("document.xml") < ran.text.index("a.docx:word/footer1.xml#1: warning: ")
    edits = json.loads(run("normalise", "--check", "--format", "json", "a.docx").out)
    assert edits[0]["place"] == {
        "file": "a.docx", "line": 0, "column": 4, "part": "word/document.xml", "segment": "2"
    }  # fmt: skip
    assert run("normalise", "--check", "a.docx").text.startswith("a.docx:word/document.xml#2: Kiew → Kyjiw (")
    assert "file=a.docx::word/document.xml#2: " in run("check", "--format", "github", "a.docx").text
    sarif = json.loads(run("check", "--format", "sarif", "a.docx").out)
    location = sarif["runs"][0]["results"][0]["locations"][0]
    assert location["logicalLocations"] == [{"fullyQualifiedName": "word/document.xml#2"}]
    assert "region" not in location["physicalLocation"]


def test_the_diff_of_an_archive_shows_its_paragraphs(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "a.docx",
        docx(paragraph("Ja.") + paragraph("In Ki", "ew &amp; Mjensk"), paragraph("Nein.")),
    )
    ran = run("normalise", "--diff", "a.docx")
    assert (ran.code, ran.text) == (
        1,
        "--- a/a.docx:word/document.xml\n+++ b/a.docx:word/document.xml\n"
        "@@ 2 @@\n-In Kiew & Mjensk\n+In Kyjiw & Minsk\n",
    )


def test_a_signed_document_is_named_and_left(run: Run, tmp_path: Path) -> None:
    text = f'<w:p xmlns:w="{WORD}"><w:r><w:t>Kiew</w:t></w:r></w:p>'.encode()
    raw = archive_of(
        {"[Content_Types].xml": b"<Types/>", "_xmlsignatures/origin.sigs": b"", "word/document.xml": text}
    )
    path = write(tmp_path / "t" / "a.docx", raw)
    other = write(tmp_path / "t" / "b.txt", "Kiew")
    ran = run("normalise", "--write", "t")
    assert ran.code == 2
    assert "t/a.docx: error: is signed" in ran.err
    assert (path.read_bytes(), other.read_bytes()) == (raw, b"Kyjiw")
    assert run("check", "t/a.docx").code == 1


def test_hostile_files_are_refused_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    made = bombs(tmp_path / "t")
    before = {name: path.read_bytes() for name, (path, _code) in made.items()}
    write(tmp_path / "t" / "deep.yaml", "[" * 30_000)
    write(tmp_path / "t" / "broken.json", '{"a": "Kiew",\n "b" 1}\n')
    good = write(tmp_path / "t" / "z.txt", "Kiew")
    ran = run("normalise", "--write", "t")
    assert ran.code == 2
    for name, (path, code) in made.items():
        assert f"t/{name}" in ran.err
        assert code in ran.err
        assert path.read_bytes() == before[name]
    assert "t/broken.json:2:" in ran.err
    assert "t/deep.yaml:1:" in ran.err
    assert good.read_bytes() == b"Kyjiw"
    ran = run("check", "t")
    assert ran.code == 2
    assert ran.text.count(": error: ") == len(made) + 2


# ---- what is taken from folders


def test_configurations_and_other_glossaries_are_no_documents(run: Run, tmp_path: Path) -> None:
    for name in (
        "package.json",
        "pnpm-lock.yaml",
        "sources.yaml",
        "termbase.yaml",
        ".pre-commit-config.yaml",
    ):
        write(tmp_path / "t" / name, "{}" if name.endswith("json") else "glossary: Kiew\n")
    write(tmp_path / "t" / "other" / "termbase.yaml", "title: Kiew\n")
    write(tmp_path / "t" / "other" / "places.yaml", "a: Kiew\n")
    write(tmp_path / "t" / "locales" / "de" / "LC_MESSAGES" / "a.po", 'msgid "a"\nmsgstr "Kiew"\n')
    write(tmp_path / "t" / "app.yaml", "a: Kiew\n")
    write(tmp_path / "t" / "a.po", 'msgid "a"\nmsgstr "Kiew"\n')
    ran = run("normalise", "--check", "t", "--glossary", "glossary")
    assert [line.split(" ")[0] for line in ran.text.splitlines()] == ["t/a.po:2:9:", "t/app.yaml:1:4:"]
    assert run("normalise", "t/package.json").code == 0  # named, it is meant


def test_glossaries_registers_and_their_catalogues_are_no_documents_even_if_named(
    run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "glossary" / "styles" / "house.yaml", "title: Kiew\n")
    write(tmp_path / "t" / "other" / "termbase.yaml", "title: Kiew\n")
    write(tmp_path / "t" / "other" / "places.yaml", "a: Kiew\n")
    write(tmp_path / "t" / "attested.yaml", "a: Kiew\n")
    catalogue = write(
        tmp_path / "t" / "l" / "de" / "LC_MESSAGES" / "glossary.po", 'msgid "a"\nmsgstr "Kiew"\n'
    )
    for named in (
        "glossary",
        "glossary/places.yaml",
        "glossary/styles",
        "glossary/styles/house.yaml",
        "t/other",
        "t/other/places.yaml",
    ):
        refused(run("normalise", "--write", named), "belongs to the glossary")
    refused(run("normalise", "--write", "t/attested.yaml"), "is a register")
    refused(run("normalise", "--write", catalogue.relative_to(tmp_path).as_posix()), "is a catalogue made of")
    refused(run("normalise", "--write", "t/l/de/LC_MESSAGES"), "holds no texts")
    named = write(catalogue.with_name("app.po"), 'msgid "a"\nmsgstr "Kiew"\n')
    assert run("normalise", "--write", "t/l/de/LC_MESSAGES").code == 0  # those of others are meant
    assert b"Kyjiw" in named.read_bytes()
    assert b"Kiew" in catalogue.read_bytes()


def test_a_change_log_is_no_document_whatever_its_name(run: Run, tmp_path: Path) -> None:
    """The names in it are those that are to be restored."""
    text = write(tmp_path / "t" / "a.txt", "Kiew\n")
    for log in ("t/log.jsonl", "t/log.txt"):
        assert run("normalise", "--write", "--log", log, "t").code == 0
        assert run("normalise", "--check", "t").text == ""
        refused(run("normalise", "--write", log), "is a change log")
        assert run("normalise", "--write", "--force-exclude", log).code == 0
        assert run("undo", log).code == 0
        assert text.read_text() == "Kiew\n"


def test_results_in_a_folder_are_no_texts_of_the_next_run(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "t" / "a" / "a.txt", "Kiew")
    for text in ("Kyjiw", "Kyjiw Kyjiw"):
        assert run("normalise", "t", "--output", "t/out").code == 0
        assert (tmp_path / "t" / "out" / "a" / "a.txt").read_text() == text
        assert sorted(path.name for path in (tmp_path / "t" / "out").rglob("*")) == ["a", "a.txt"]
        write(tmp_path / "t" / "a" / "a.txt", "Kiew Kyjiw")


def test_the_configured_glossary_is_no_document_under_another_one(run: Run, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "glossary", tmp_path / "elsewhere")
    refused(run("normalise", "--diff", ".", "--glossary", "elsewhere"), "holds no texts")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_git_ignores_is_left_out(run: Run, tmp_path: Path) -> None:
    for name in ("a.txt", "b.bak.txt", "build/a.txt", "x/c.txt", "x/keep.txt", "tracked.bak.txt"):
        write(tmp_path / "t" / name, "Kiew")
    write(tmp_path / "t" / ".gitignore", "*.bak.txt\n/build/\n")
    write(tmp_path / "t" / "x" / ".gitignore", "*\n!keep.txt\n")
    for command in (("init", "-q"), ("add", "-f", "tracked.bak.txt")):
        subprocess.run(["git", *command], cwd=tmp_path / "t", check=True)
    ran = run("normalise", "--check", "t")
    assert [line.split(":")[0] for line in ran.text.splitlines()] == [
        "t/a.txt",
        "t/tracked.bak.txt",
        "t/x/keep.txt",
    ]
    assert run("normalise", "t/build").out == b"Kyjiw"  # a folder that is named is meant


def test_columns_of_tables(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "Kiew,Stadt\nKiew,Kiew\n")
    write(tmp_path / "a.tsv", "Kiew\tStadt\nKiew\tKiew\n")
    assert run("normalise", "a.csv").out == b"Kyjiw,Stadt\nKyjiw,Kyjiw\n"
    assert run("normalise", "--columns", "Stadt", "a.csv").out == b"Kiew,Stadt\nKiew,Kyjiw\n"
    assert run("normalise", "--columns", "2", "a.tsv").out == b"Kiew\tStadt\nKiew\tKyjiw\n"
    assert run("check", "--columns", "Stadt", "a.csv").text.startswith("a.csv:2:6: ")
    refused(run("normalise", "--columns", "Land", "a.csv"), "a.csv:1:1: error: ", "Land")
    refused(run("normalise", "--columns", "", "a.csv"), "--columns")


def test_progress_is_for_terminals_and_many_files(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(21):
        write(tmp_path / "t" / f"{number:02}.txt", "Minsk")
    assert run("check", "t") == Ran(0, b"", "")
    monkeypatch.setattr("termbase.cli.notes._is_terminal", lambda: True)
    assert "\r21/21 t/20.txt\r" in run("check", "t").err
    (tmp_path / "t" / "20.txt").unlink()
    assert run("check", "t").err == ""


# ---- languages


def test_an_explicit_language_is_for_what_names_none(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.html", "<p lang=de>Kiew, Kiev<p>Kiew, Kiev<p lang=tlh>Kiew, Kiev")
    assert run("normalise", "--lang", "en", "a.html").out == (
        b"<p lang=de>Kyjiw, Kiev<p>Kiew, Kyiv<p lang=tlh>Kiew, Kiev"
    )


def test_languages_are_detected(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("py3langid")
    german = "Heute tagt das Parlament der Ukraine in Kiew, Kiev."
    english = "Today the president spoke about the situation of the country in Kiew, Kiev."
    write(tmp_path / "t" / "a.txt", german)
    write(tmp_path / "t" / "b.txt", english)
    write(tmp_path / "t" / "c.txt", "Kiew")
    write(tmp_path / "t" / "d.html", "<p lang=en>Kiev")
    ran = run("normalise", "--output", "out", "--lang", "auto", "t")
    assert ran.code == 2
    assert "t/c.txt: error: the language cannot be told" in ran.err
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "out").iterdir()} == {
        "a.txt": german.replace("Kiew", "Kyjiw"),
        "b.txt": english.replace("Kiev", "Kyiv"),
        "d.html": "<p lang=en>Kyiv",
    }


def test_without_the_detector_one_message_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from termbase.verbs import detect

    detect._identifier.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "py3langid.langid", None)
    for name in ("a.txt", "b.txt"):
        write(tmp_path / "t" / name, "Kiew")
    ran = run("check", "--lang", "auto", "t")
    refused(ran, "termbase[detect]", "[TB937]")
    assert ran.err.count("TB937") == 1


# ---- hooks


def test_hooks_run_what_there_is(run: Run, tmp_path: Path) -> None:
    hooks = {
        hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    }
    assert set(hooks) == {"termbase-check", "termbase-normalise"}
    names = [
        "a.txt",
        "x.py",
        "glossary/places.yaml",
        "termbase.yaml",
        "package.json",
        "locales/de/LC_MESSAGES/a.po",
    ]
    before = {}
    for name in names:
        path = tmp_path / name
        before[name] = (path if path.exists() else write(path, "Kiew")).read_bytes()
    for hook, code in (("termbase-check", 1), ("termbase-normalise", 0), ("termbase-check", 0)):
        program, *arguments = hooks[hook]["entry"].split()
        assert program == "termbase"
        ran = run(*arguments, *names)
        assert ran.code == code, ran
    after = {name: (tmp_path / name).read_bytes() for name in names}
    assert after == {**before, "a.txt": b"Kyjiw"}
    assert run("check", "--force-exclude", "x.py") == Ran(0, b"", "")
