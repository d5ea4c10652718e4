"""Which source writes which form: `attest`, `styles infer`, `consistency`, and `impact` of a changed glossary."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import termbase
from termbase.documents.formats import format_named
from termbase.model import Edit
from termbase.verbs.impact import CONFLICT, GONE, NEW, impact
from termbase.verbs.reading import Text

from .archives import archive_of
from .command import GLOSSARY, Run, refused, write

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((Path(__file__).parent / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert len(found) >= 3
    return [pytest.param(case, id=case["name"]) for case in found]


def put(tmp_path: Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        write(tmp_path / "in" / name, text + "\n")


# ---- attest


@pytest.mark.parametrize("case", cases("attest"))
def test_attest(case: dict[str, Any], run: Run, tmp_path: Path) -> None:
    put(tmp_path, case["texts"])
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for each in json.loads(run("attest", "in", "--format", "json").out):
        counts.setdefault(each["concept"], {}).setdefault(each["form"], {})[each["source"]] = each["count"]
    assert counts == case["counts"]


def test_a_source_is_found_by_its_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "glossary" / "sources.yaml", "s001: {file: paper.txt}\n")
    put(tmp_path, {"paper.txt": "In Kiew."})
    (only,) = json.loads(run("attest", "in", "--format", "json").out)
    assert only["source"] == "s001"
    assert only["places"] == [{"file": "in/paper.txt", "line": 1, "column": 4}]


def test_the_matrix_is_written_in_every_format(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"=a.txt": "In Kiew.", "b.txt": "In Kyjiw. In Kiew. In Kiew."})
    assert run("attest", "in").text.splitlines() == [
        "concept  language  form   =a  b",
        "kyiv     de        Kyjiw  ·   1",
        "                   Kiew   1   2",
    ]
    rows = list(csv.reader(io.StringIO(run("attest", "in", "--format", "csv").text)))
    assert rows == [
        ["concept", "lang", "form", "'=a", "b"],
        ["kyiv", "de", "Kyjiw", "0", "1"],
        ["kyiv", "de", "Kiew", "1", "2"],
    ]
    page = run("attest", "in", "--format", "html").text
    assert page.startswith("<!doctype html>")
    assert 'title="67 %: in/b.txt:1:14, in/b.txt:1:23">2</td>' in page
    assert '<th scope="row" lang="de" dir="auto">Kiew</th>' in page


def test_update_writes_who_writes_what(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "glossary" / "sources.yaml", "s001: {title: A}\ns002: {title: B}\n")
    put(tmp_path, {"s001.txt": "In Kiew.", "s002.txt": "In Kiew, Minsk und Mjensk.", "s009.txt": "In Kiew."})
    ran = run("attest", "in", "--update")
    assert (ran.code, ran.out) == (0, b"")
    assert "“s009” is not in sources.yaml" in ran.err
    wanted = GLOSSARY.replace("sources: [s001]}", "sources: [s001, s002]}")
    wanted = wanted.replace("[Mjensk]}", "[{term: Mjensk, sources: [s002]}], source: s002}")
    assert (tmp_path / "glossary" / "places.yaml").read_text(encoding="utf-8") == wanted
    assert "sources added: 0, files changed: 0" in run("attest", "in", "--update").err


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("source: s002", 'source: "s001, s002"'),
        ("source: 's003, s002'", "source: 's003, s002, s001'"),
        ("source: s001", "source: s001"),
        ("source: CLDR 47", "source: CLDR 47"),
        ("reviewed: true", "reviewed: true, source: s001"),
    ],
)
def test_update_of_a_term(source: str, becomes: str, run: Run, tmp_path: Path) -> None:
    """Ids join ids; what else a term's source says stays."""
    write(tmp_path / "glossary" / "sources.yaml", "s001: {title: A}\ns002: {title: B}\ns003: {title: C}\n")
    places = tmp_path / "glossary" / "places.yaml"
    write(places, f"minsk:\n  kind: place\n  terms:\n    de: [{{term: Minsk, gender: n, {source}}}]\n")
    put(tmp_path, {"s001.txt": "In Minsk."})
    assert run("attest", "in", "--update").code == 0
    assert f"gender: n, {becomes}}}]" in places.read_text(encoding="utf-8")


def test_update_needs_a_glossary_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "termbase.yaml").unlink()
    put(tmp_path, {"a.txt": "In Kiew."})
    refused(run("attest", "in", "--update"), "[TB935]")


def test_languages_are_detected_document_by_document(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("py3langid")
    english = (
        "The mayor of the city said on Monday that the trains between Kiev and the border would run again."
    )
    put(
        tmp_path,
        {"a.txt": "Der Zug fährt am Montag wieder von Kiew nach Minsk, sagte die Frau.", "b.txt": english},
    )
    found = json.loads(run("attest", "in", "--lang", "auto", "--format", "json").out)
    assert {(each["lang"], each["form"]) for each in found} == {
        ("de", "Kiew"),
        ("de", "Minsk"),
        ("en", "Kiev"),
    }
    assert run("consistency", "in", "--lang", "auto").code == 0
    assert run("discover", "in", "--lang", "auto").code == 0
    put(tmp_path, {"c.txt": "Kiew."})
    ran = run("attest", "in", "--lang", "auto")
    assert ran.code == 2
    assert "in/c.txt: error" in ran.err


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, header: str) -> bytes:
    """A document with a paragraph and a header."""

    def part(name: str, text: str) -> bytes:
        return f'<w:{name} xmlns:w="{WORD}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{name}>'.encode()

    whole = part("document", body).replace(b"<w:p>", b"<w:body><w:p>").replace(b"</w:p>", b"</w:p></w:body>")
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    members = {
        "[Content_Types].xml": types,
        "word/document.xml": whole,
        "word/header1.xml": part("hdr", header),
    }
    return archive_of(members)


def test_an_archive_is_one_document(run: Run, tmp_path: Path) -> None:
    """Its source is the file, not a member; its places are segments, not lines of XML; its parts belong together."""
    write(tmp_path / "in" / "s001.docx", docx("In Kiew, aus Kiew.", "Kyjiw"))
    found = json.loads(run("attest", "in", "--format", "json").out)
    assert {each["source"] for each in found} == {"s001"}
    place = {"file": "in/s001.docx", "line": 0, "column": 1, "part": "word/header1.xml", "segment": "1"}
    assert next(each for each in found if each["form"] == "Kyjiw")["places"] == [place]
    assert (
        "in/s001.docx:word/header1.xml#1: warning: “Kyjiw” stands in 1 of 3"
        in run("consistency", "in", "--each").text
    )


# ---- styles infer


def test_a_style_has_what_the_source_writes_more_often(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"s001.txt": "Kiew, Kiew und Kyjiw. Minsk, Minsk, Mjensk."})
    ran = run("styles", "infer", "s001", "in")
    assert ran.text == "title: Nachrichten\nlanguage: de\nprefer:\n  - Kiew\n"
    assert run("styles", "infer", "s001").text == ran.text  # the glossary records the same
    refused(run("styles", "infer", "s077", "in"), "“s077”", "[TB822]")
    refused(run("styles", "infer"), "needs a source")


def test_an_inferred_style_rewrites_and_another_one_back(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"east.txt": "In Kiew und Mjensk.", "west.txt": "In Kyjiw und Minsk."})
    for name in ("east", "west"):
        style = f"glossary/styles/{name}.yaml"
        assert run("styles", "infer", name, "in", "--output", style).code == 0
    assert run("normalise", "in/east.txt", "--style", "west").text == "In Kyjiw und Minsk.\n"
    assert run("normalise", "in/west.txt", "--style", "east").text == "In Kiew und Mjensk.\n"
    refused(run("styles", "infer", "east", "in", "-o", "glossary/styles/east.yaml"), "[TB824]")


def test_one_paper_in_the_style_of_another_and_back(run: Run, tmp_path: Path) -> None:
    """What of the seeds s002 and s004 differs by their styles comes back; slips stay corrected."""
    shutil.copytree(ROOT / "glossary", tmp_path / "full")
    for name in ("s002", "s004"):
        style = tmp_path / "full" / "styles" / f"{name}.yaml"
        ran = run("styles", "infer", name, SEEDS, "--glossary", "full", "--output", style)
        assert ran.code == 0, ran
    own, other = (termbase.load(tmp_path / "full", style) for style in ("s002", "s004"))
    text = (SEEDS / "s002.txt").read_text(encoding="utf-8")
    at_home = own.normalise(text, "de").text
    abroad = other.normalise(at_home, "de").text
    assert "ODKB" in at_home
    assert "ODKB" not in abroad
    assert "OVKS" in abroad
    assert own.normalise(abroad, "de").text == at_home


# ---- consistency


@pytest.mark.parametrize("case", cases("consistency"))
def test_consistency(case: dict[str, Any], run: Run, tmp_path: Path) -> None:
    put(tmp_path, case["texts"])
    options = ["--each"] if case.get("each") else []
    ran = run("consistency", "in", "--format", "json", *options)
    places = [finding["place"] for finding in json.loads(ran.out)]
    assert [f"{at['file'].removeprefix('in/')}:{at['line']}:{at['column']}" for at in places] == case["finds"]
    assert ran.code == int(bool(case["finds"]))


def test_consistency_says_how_many(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": "In Kiew, aus Kiew, nach Kyjiw."})
    ran = run("consistency", "in")
    assert "“Kyjiw” stands in 1 of 3 places, most have “Kiew” (2)" in ran.text
    assert "[TB820]\n  In Kiew, aus Kiew, nach Kyjiw.\n" in ran.text
    assert "file=in/a.txt,line=1,col=25::" in run("consistency", "in", "--format", "github").text
    put(tmp_path, {"a.txt": "In Kiew, nach Kyjiw."})
    assert "“Kyjiw” stands in 1 of 2 places, “Kiew” in as many; choose" in run("consistency", "in").text


# ---- impact


def glossary_of(folder: Path, terms: dict[str, list[str]]) -> Path:
    found = {
        "city": {
            "kind": "place",
            "terms": {"de": [{"term": text, "gender": "n", "variants": own} for text, own in terms.items()]},
        }
    }
    write(folder / "termbase.yaml", "title: Test\nlanguage: de\n")
    write(folder / "places.yaml", yaml.safe_dump(found, allow_unicode=True))
    return folder


def text_of(source: str) -> Text:
    format = format_named("txt")
    return Text("a.txt", source, format, list(format.blocks(source)))


@pytest.mark.parametrize("case", cases("impact"))
def test_impact(case: dict[str, Any], tmp_path: Path) -> None:
    before, after = (termbase.load(glossary_of(tmp_path / name, case[name])) for name in ("before", "after"))
    text = text_of(case["text"])
    edits = [each.normalise(text.source, "de").edits for each in (before, after)]
    found = impact([(text, *edits)])
    assert [[each.what, each.old, each.before, each.after] for each in found] == case["gives"]


TEXT = "abcdefghij"
EDITS = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 2), st.sampled_from("XYZ")), max_size=4).map(
    lambda drawn: disjoint(drawn)
)


def disjoint(drawn: list[tuple[int, int, str]]) -> list[Edit]:
    edits: list[Edit] = []
    for start, length, new in sorted(drawn):
        if not edits or start >= edits[-1].end:
            end = min(len(TEXT), start + length)
            edits.append(Edit(start, end, TEXT[start:end], new, "c", "r", ""))
    return edits


@given(EDITS, EDITS)
def test_impact_accounts_for_every_edit_once(before: list[Edit], after: list[Edit]) -> None:
    found = impact([(text_of(TEXT), before, after)])
    swapped = impact([(text_of(TEXT), after, before)])
    names = {NEW: GONE, GONE: NEW, CONFLICT: CONFLICT}
    assert sorted(each.what for each in swapped) == sorted(names[each.what] for each in found)
    same = {(edit.start, edit.end, edit.new) for edit in before} & {
        (edit.start, edit.end, edit.new) for edit in after
    }
    assert bool(found) == (len(same) < max(len(before), len(after)))
    assert all(each.before != each.after for each in found)


@needs_git
def test_impact_of_a_change_that_is_not_committed(run: Run, tmp_path: Path) -> None:
    put(tmp_path, {"a.txt": "In Minsk, in Kiew, im alten Minks."})

    def git(*arguments: str) -> None:
        own = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", *own, *arguments], cwd=tmp_path, check=True, capture_output=True)

    refused(run("impact", "HEAD", "in"), "no git repository", "[TB823]")
    git("init")
    git("add", ".")
    git("commit", "-m", "x")
    assert run("impact", "HEAD", "in").out == b""
    write(tmp_path / "glossary" / "places.yaml", GLOSSARY.replace("[Mjensk]", "[Mjensk, Minks]"))
    ran = run("impact", "HEAD", "in")
    assert ran.text == "new  in/a.txt:1:29  Minks  –  →  Minsk  minsk\n"
    assert "new edits: 1, edits gone: 0, conflicts: 0" in ran.err
    assert json.loads(run("impact", "HEAD", "in", "--format", "json").out)[0]["what"] == "new"
    refused(run("impact", "nowhere", "in"), "“nowhere”", "[TB823]")
    refused(run("impact", "--", "--help", "in"), "[TB823]")


def test_impact_of_an_earlier_glossary_that_is_broken(run: Run, tmp_path: Path) -> None:
    """The errors are those of the revision, not of a folder that is gone when they are read."""
    put(tmp_path, {"a.txt": "In Minsk."})
    places = tmp_path / "glossary" / "places.yaml"

    def commit(text: str) -> None:
        write(places, text)
        for arguments in (["init"], ["add", "."], ["commit", "--allow-empty", "-m", "x"]):
            own = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
            subprocess.run(["git", *own, *arguments], cwd=tmp_path, check=True, capture_output=True)

    commit(GLOSSARY + "odd: [\n")
    write(places, GLOSSARY)
    ran = run("impact", "HEAD", "in")
    assert ran.code == 2
    assert "glossary@HEAD/places.yaml:" in ran.err
    assert "TB122" not in ran.err  # what lacks because of the error
    commit(GLOSSARY)
    write(tmp_path / "glossary" / "styles" / "new.yaml", "title: New\nprefer: []\n")
    refused(run("impact", "HEAD", "in", "--style", "new"), "glossary@HEAD: error", "[TB118]")
