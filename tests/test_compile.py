"""`termbase compile`, and what every command does with a compiled file in the place of a glossary."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import termbase
from termbase.glossary.jsonl import line_of
from termbase.index.cache import write_compiled
from termbase.model import Concept, Glossary, Term, TermbaseError
from termbase.verbs.compile import NAMED

from .command import Run, process, refused, write

KYIV = '{"id":"kyiv","kind":"place","terms":{"de":[{"term":"Kyjiw","gender":"n","variants":["Kiew"]}],"en":["Kyiv"]}}\n'
CITY = "\t".join(["1", "Ahausen", "Ahausen", "", "", "", "P", "PPL", *[""] * 11]) + "\n"
NAME = "\t".join(["1", "1", "de", "Ahausen", *[""] * 6]) + "\n"
ITEM = '[\n{"type":"item","id":"Q1","labels":{"de":{"language":"de","value":"Weltall"}},"claims":[]}\n]\n'


def compiled(run: Run, tmp_path: Path, *options: str) -> Path:
    ran = run("compile", "-o", "all.termbase", *options)
    assert ran.code == 0, ran
    return tmp_path / "all.termbase"


def test_the_configured_glossary_is_compiled(run: Run, tmp_path: Path) -> None:
    ran = run("compile")
    assert (ran.code, ran.out) == (0, b"")
    assert ran.err.startswith("glossary.termbase: written; concepts: 3, terms: 7, languages: 3, ")
    assert not {"\x1b", "\r"} & set(ran.err)
    assert (
        termbase.load(tmp_path / "glossary.termbase").concepts
        == termbase.load(tmp_path / "glossary").concepts
    )
    first = (tmp_path / "glossary.termbase").read_bytes()
    assert run("compile", "glossary", "-o", "again.termbase").code == 0
    assert (tmp_path / "again.termbase").read_bytes() == first


def test_the_same_glossary_has_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """The order of a set depends on the process, and damage is mended by what another process compiles."""
    names = (
        "İzmir Belediyesi",
        "Işık",
        "Straße der Freiheit",
        "Köln-Bonn",
        "Ağrı Dağı",
        "Kızılırmak",
        "Weiß",
    )
    made = [
        Concept(f"c{number}", "place", {lang: (Term(name),) for lang in ("tr", "de", "en")})
        for number, name in enumerate(names)
    ]
    source = write(tmp_path / "a.jsonl", "".join(line_of(concept) + "\n" for concept in made))
    found = set()
    for seed in "123":
        target = tmp_path / f"{seed}.termbase"
        ran = process("compile", str(source), "-o", str(target), env={"PYTHONHASHSEED": seed})
        assert ran.returncode == 0, ran
        found.add(target.read_bytes())
    assert len(found) == 1


@pytest.mark.parametrize(
    ("files", "options", "says"),
    [
        ({"a.jsonl": KYIV}, (), "a.termbase: written; concepts: 1, terms: 2, languages: 2"),
        ({"a.jsonl": KYIV}, ("--lang", "de"), "concepts: 1, terms: 1, languages: 1"),
        ({"a.jsonl": KYIV, "b.jsonl": KYIV.replace("kyiv", "lviv")}, (), "concepts: 2"),
        ({"p.txt": CITY}, (), "p.termbase: written; concepts: 1"),
        ({"p.txt": CITY, "n.txt": NAME}, ("--lang", "de,en"), "concepts: 1, terms: 2, languages: 2"),
        ({"n.txt": NAME, "p.txt": CITY}, ("--format", "geonames", "--class", "P"), "concepts: 1"),
        ({"dump.json": ITEM}, (), "dump.termbase: written; concepts: 1"),
        ({"dump.json": ITEM}, ("--format", "wikidata", "--lang", "de"), "concepts: 1"),
    ],
)
def test_authority_files_are_compiled(
    run: Run, tmp_path: Path, files: dict[str, str], options: tuple[str, ...], says: str
) -> None:
    for name, text in files.items():
        write(tmp_path / name, text)
    ran = run("compile", *files, *options)
    assert ran.code == 0, ran
    assert says in ran.err


def test_what_was_compiled_says_where_it_is_from(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "p.txt", CITY)
    run("compile", "p.txt", "-o", "p.termbase")
    glossary = termbase.load(tmp_path / "p.termbase").glossary
    assert (glossary.title, glossary.licence, glossary.language) == ("GeoNames", "CC-BY-4.0", "en")
    place = glossary.concepts["geonames-1"].place
    assert (place.file, place.line) == ("p.txt", 1)


def test_broken_lines_are_named_and_counted(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", KYIV + "nope\n" * (NAMED + 5) + KYIV)
    ran = run("compile", "a.jsonl")
    assert ran.code == 1
    assert ran.err.count("[TB945]") == NAMED
    assert "a.jsonl:2: error:" in ran.err
    assert f"a.jsonl:{NAMED + 2}:" not in ran.err
    assert f"left out: {NAMED + 6}" in ran.err  # the last line has the id of the first
    assert "concepts: 1, " in ran.err
    assert run("lookup", "Kiew", "--glossary", "a.termbase").code == 0


def test_progress_is_shown_on_a_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.jsonl", "".join(KYIV.replace("kyiv", f"c{number}") for number in range(300)))
    monkeypatch.setattr("termbase.cli.compile._SECONDS", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    ran = run("compile", "a.jsonl")
    assert ran.err.startswith("\r\x1b[Kconcepts: 256\r\x1b[Ka.termbase: written; concepts: 300, ")
    assert ran.out == b""


def test_nothing_to_compile_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", KYIV)
    write(tmp_path / "b.jsonl", "{}\n")
    old = write(tmp_path / "a.termbase", "old")
    refused(run("compile", "a.jsonl", "--lang", "fr"), "a.jsonl", "TB947")
    refused(run("compile", "b.jsonl", "-o", "a.termbase"), "b.jsonl:1: error", "TB947")
    refused(run("compile", "nowhere.jsonl", "-o", "a.termbase"), "nowhere.jsonl")
    refused(run("compile", "glossary", "-o", "nowhere/a.termbase"), "nowhere")
    refused(run("compile", "a.jsonl", "a.txt", "-o", "a.termbase"), "a.txt")
    assert old.read_bytes() == b"old"
    assert not list(tmp_path.glob(".termbase-*"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("text.txt",), "TB946"),
        (("all.termbase",), "TB948"),
        (("glossary", "--lang", "de"), "--lang"),
        (("glossary", "glossary"), "one glossary"),
        (("a.jsonl", "--style", "old"), "--style"),
        (("a.jsonl", "--lang", "ua"), "“uk”"),
        (("a.jsonl", "-o", "a.jsonl"), "its source"),
        (("a.jsonl", "--format", "yaml"), "TB948"),
        (("glossary", "--style", "nope"), "old"),
    ],
)
def test_what_cannot_be_compiled(run: Run, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    write(tmp_path / "a.jsonl", KYIV)
    write(tmp_path / "text.txt", "Kiew")
    compiled(run, tmp_path)
    refused(run("compile", *arguments), says)


# ---- a compiled file for a glossary


@pytest.mark.parametrize("how", ["option", "environment", "configuration"])
def test_every_reading_command_takes_a_compiled_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    compiled(run, tmp_path)
    write(tmp_path / "a.txt", "In Kiew.\n")
    read = {
        ("lookup", "Kiew"): 0,
        ("lookup", "Kiw", "--format", "json"): 0,
        ("normalise", "a.txt"): 0,
        ("normalise", "--diff", "a.txt"): 1,
        ("check", "a.txt"): 1,
        ("styles",): 0,
        ("export", "po", "-o", "out"): 0,
        ("export", "csv", "-o", "out.csv"): 0,
        ("export", "tbx", "-o", "out.tbx"): 0,
    }
    said = {arguments: run(*arguments) for arguments in read}
    assert {arguments: ran.code for arguments, ran in said.items()} == read
    options: tuple[str, ...] = ()
    if how == "option":
        options = ("--glossary", "all.termbase")
    elif how == "environment":
        monkeypatch.setenv("TERMBASE_GLOSSARY", str(tmp_path / "all.termbase"))
    else:
        write(tmp_path / "termbase.yaml", "glossary: all.termbase\nlanguage: de\n")
    (tmp_path / "glossary").rename(tmp_path / ".gone")
    for arguments, before in said.items():
        ran = run(*arguments, *options)
        assert (ran.code, ran.out) == (before.code, before.out), arguments


def exported(folder: Path) -> dict[str, list[bytes]]:
    """The lines of all files, but for those that name a file of the glossary: that is as seen from the file here."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): [
            line for line in path.read_bytes().split(b"\n") if not line.startswith(b"#: ")
        ]
        for path in files
    }


def test_exports_are_the_same(run: Run, tmp_path: Path) -> None:
    compiled(run, tmp_path)
    for format in ("po", "tbx", "csv", "html", "vale"):
        assert run("export", format, "-o", f"a/{format}").code == 0
        assert run("export", format, "-o", f"b/{format}", "--glossary", "all.termbase").code == 0
    assert len(exported(tmp_path / "a")) >= 5
    assert exported(tmp_path / "a") == exported(tmp_path / "b")


def test_what_needs_the_yaml_refuses_a_compiled_file(run: Run, tmp_path: Path) -> None:
    path = compiled(run, tmp_path)
    before = path.read_bytes()
    run("export", "po", "-o", "out")
    po = next((tmp_path / "out").rglob("*.po"))
    options = ("--glossary", "all.termbase")
    refused(run("add", "Kiev", "--variant-of", "Kyjiw", *options), "all.termbase", "TB948", "folder")
    refused(run("import", "po", po, *options), "all.termbase", "TB948")
    refused(run("import", "po", po, "--dry-run", *options), "all.termbase", "TB948")
    ran = run("validate", *options)
    assert ran.code == 2
    assert "TB948" in ran.text
    with pytest.raises(TermbaseError, match="folder"):
        termbase.load(path).validate()
    assert path.read_bytes() == before


def test_a_compiled_file_has_its_style(run: Run, tmp_path: Path) -> None:
    path = compiled(run, tmp_path, "--style", "old")
    text = write(tmp_path / "a.txt", "In Kyjiw.\n")
    assert run("normalise", text, "--glossary", path).text == "In Kiew.\n"
    assert run("normalise", text, "--glossary", path, "--style", "old").text == "In Kiew.\n"
    assert termbase.load(path, "old").style == "old"
    refused(run("normalise", text, "--glossary", path, "--style", "other"), "TB963", "“other”")
    write(tmp_path / "termbase.yaml", "glossary: glossary\nstyle: old\n")
    assert run("compile", "-o", "configured.termbase").code == 0
    assert (tmp_path / "configured.termbase").read_bytes() == path.read_bytes()


def test_damage_and_other_versions_are_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = compiled(run, tmp_path)
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole[:3], b"", b"\x00" + whole[1:], whole.replace(b"\r\n", b"\n", 1)):
        path.write_bytes(damaged)
        for arguments in (
            ("lookup", "Kiew"),
            ("normalise", "-"),
            ("check", "-"),
            ("styles",),
            ("export", "po"),
        ):
            refused(run(*arguments, "--glossary", path, stdin=b"Kiew"), "TB961", "compile it again")
    path.write_bytes(whole)
    assert run("lookup", "Kiew", "--glossary", path).code == 0
    monkeypatch.setattr(termbase, "__version__", "999")
    refused(run("lookup", "Kiew", "--glossary", path), "TB962", "compile it again")
    with pytest.raises(TermbaseError, match="compile it again"):
        termbase.load(path)


def test_a_glossary_is_no_document(run: Run, tmp_path: Path) -> None:
    compiled(run, tmp_path)
    refused(run("normalise", "all.termbase", "--glossary", "all.termbase"), "all.termbase")


def test_the_early_answer_reads_compiled_files(run: Run, tmp_path: Path) -> None:
    compiled(run, tmp_path)
    early = process("lookup", "Kiew", "--glossary", "all.termbase")
    late = process("--debug", "lookup", "Kiew", "--glossary", "all.termbase")
    assert early.returncode == 0
    assert early.stdout == late.stdout != b""


def test_a_writer_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.termbase", "old")

    def broken() -> object:
        yield Concept("a", "place", {"de": (Term("A"),)})
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_compiled(path, Glossary({}, "de"), broken())  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
