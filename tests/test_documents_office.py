"""Office documents: as programs make them, as they are read again after an edit, and what is refused of them."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.documents.document import splice
from termbase.documents.formats import format_named, format_of
from termbase.documents.parts import open_parts, read_blocks
from termbase.files import Text
from termbase.model import TermbaseError

from .archives import Entry, archive_of, crafted, entry_of, spaces
from .markup import WORD, documents
from .office import LIBRARIES, NAMES, READERS, Library, renamed, rewritten

FOLDER = Path(__file__).parent / "data" / "office"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "office.yaml").read_text("utf-8"))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
each_library = pytest.mark.parametrize(
    "library", LIBRARIES, ids=lambda library: library.package + library.suffix
)


def blocks_of(raw: bytes, suffix: str) -> dict[str, list[str]]:
    format = format_of(Path(f"x{suffix}"))
    assert format is not None
    opened = open_parts(raw, format)
    found = {part.name: [block.text for block in read_blocks(part, opened.format)] for part in opened.parts}
    assert opened.encode({part.name: part.content.text for part in opened.parts}) == raw
    return found


def hold_rewritten(raw: bytes, suffix: str) -> bytes:
    """The names are replaced, the other members keep their bytes, and a second run finds nothing."""
    result = rewritten(raw, suffix)
    assert result != raw
    texts = blocks_of(raw, suffix)
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(io.BytesIO(result)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            if not any(old_name in text for text in texts.get(name, []) for old_name in NAMES):
                assert new.read(name) == old.read(name), name
    assert rewritten(result, suffix) == result
    return result


def test_there_are_documents() -> None:
    found = {path.relative_to(FOLDER).as_posix() for path in FOLDER.glob("*/*")}
    assert found == {case["file"] for case in CASES}
    assert {Path(name).suffix for name in found} == set(READERS)


@each_case
def test_what_is_read(case: dict[str, Any]) -> None:
    path = FOLDER / case["file"]
    found = {
        name: [text for text in texts if any(old in text for old in NAMES)]
        for name, texts in blocks_of(path.read_bytes(), path.suffix).items()
    }
    assert {name: texts for name, texts in found.items() if texts} == case["parts"]


@each_case
def test_a_rewritten_document_is_read_by_a_library(case: dict[str, Any]) -> None:
    path = FOLDER / case["file"]
    result = hold_rewritten(path.read_bytes(), path.suffix)
    texts = blocks_of(result, path.suffix)
    for name, expected in case["parts"].items():
        assert [renamed(text) for text in expected] == [
            text for text in texts[name] if any(new in text for new in NAMES.values())
        ]
    package, read = READERS[path.suffix]
    pytest.importorskip(package)
    before, after = read(path.read_bytes()), read(result)
    assert any("Kiew" in text for text in before)
    kept = ("=", "Kiew in Kiew", "Gelöscht")
    assert after == [text if text.startswith(kept) else renamed(text) for text in before]


@each_library
def test_documents_of_libraries(library: Library) -> None:
    pytest.importorskip(library.package)
    raw = library.make()
    result = hold_rewritten(raw, library.suffix)
    before, after = library.read(raw), library.read(result)
    assert sum("Kiew" in text for text in before) >= 3
    assert sum("Selenski" in text for text in before) == 1
    kept = ("=",) if library.package != "xlsxwriter" else ("=", "Kiew")  # the head of a table's column
    assert after == [text if text.startswith(kept) else renamed(text) for text in before]


def test_the_first_run_keeps_its_formatting() -> None:
    pytest.importorskip("docx")
    from docx import Document

    raw = next(library for library in LIBRARIES if library.package == "docx").make()
    paragraph = Document(io.BytesIO(rewritten(raw, ".docx"))).paragraphs[1]
    assert [(run.text, run.bold, run.italic) for run in paragraph.runs] == [
        ("Präsident ", None, None),
        ("Selenskyj", True, None),
        (" und\tKyjiw\nsowie Kyjiw", None, None),
        (" & mehr", None, True),
        ("", None, None),
    ]


def test_heads_of_tables_stay() -> None:
    """The name of a column in xl/tables must be the text of its head, else Excel offers to repair the workbook."""
    pytest.importorskip("xlsxwriter")
    raw = next(library for library in LIBRARIES if library.package == "xlsxwriter").make()
    assert zipfile.ZipFile(io.BytesIO(raw)).read("xl/tables/table1.xml").count(b'name="Kiew"') == 1
    texts = blocks_of(rewritten(raw, ".xlsx"), ".xlsx")["xl/sharedStrings.xml"]
    assert "Kiew" in texts
    assert "x Kyjiw" in texts


soffice = shutil.which("soffice")


@pytest.mark.skipif(soffice is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_opens_what_was_rewritten(tmp_path: Path) -> None:
    names = []
    for case in CASES:
        path = FOLDER / case["file"]
        names.append(f"{path.parent.name}-{path.stem}-{path.suffix[1:]}")
        (tmp_path / f"{names[-1]}{path.suffix}").write_bytes(rewritten(path.read_bytes(), path.suffix))
    for library in LIBRARIES:
        if library.package != "openpyxl":  # its far cell would be printed on a million pages
            pytest.importorskip(library.package)
            names.append(f"{library.package}-{library.suffix[1:]}")
            (tmp_path / f"{names[-1]}{library.suffix}").write_bytes(rewritten(library.make(), library.suffix))
    files = sorted(path.name for path in tmp_path.iterdir())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "pdf", "--outdir", "pdf", *files]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    assert sorted(path.stem for path in (tmp_path / "pdf").iterdir()) == sorted(names)
    if shutil.which("pdftotext") is None:
        return
    for name in names:
        text = subprocess.run(
            ["pdftotext", f"pdf/{name}.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
        )
        assert "Kyjiw" in text.stdout.decode(), name
        assert name.endswith("ods") or "Selenskyj" in text.stdout.decode(), name  # cells are cut off


MEMBERS = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "pptx": "ppt/slides/slide1.xml",
    "xlsx": "xl/sharedStrings.xml",
}
ENCODINGS = (("utf-8", False), ("utf-8", True), ("utf-16-le", True), ("utf-16-be", True))
FORMATS = ("android", "docx", "odt", "pptx", "tmx", "xliff", "xlsx")


def hold_encoded(format_name: str, data: st.DataObject) -> None:
    """A name replaced in a file of any encoding: nothing else changes, to the byte."""
    format = format_named(format_name)
    line_end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding, bom = data.draw(st.sampled_from(ENCODINGS))
    declared = f'<?xml version="1.0" encoding="{encoding[:6].upper()}"?>\n'
    source = (data.draw(st.sampled_from(["", declared])) + data.draw(documents(format_name))).replace(
        "\n", line_end
    )
    text = Text(source, encoding, bom)
    name = MEMBERS.get(format_name, "")
    raw = text.encode(source)
    if format.members:
        raw = archive_of({"mimetype": b"x", name: raw, "z.bin": bytes(99)}, streamed=data.draw(st.booleans()))
    opened = open_parts(raw, format)
    (part,) = opened.parts
    assert part.content == text
    assert opened.encode({name: source}) is raw
    blocks = read_blocks(part, opened.format)
    edits = sorted(
        block.replacement(source, start, start + 4, "Kyjiw😀", format.escape)
        for block in blocks
        for start in [block.text.find("Kiew")]
        if start >= 0
    )
    result = opened.encode({name: splice(source, edits)})
    assert (result == raw) == (not edits)
    again = open_parts(result, format)
    assert [block.text for block in read_blocks(again.parts[0], format)] == [
        block.text.replace("Kiew", "Kyjiw😀", 1) for block in blocks
    ]
    back = again.parts[0].content
    assert (back.encoding, back.bom) == (encoding, bom)
    if again.archive is not None:
        assert again.archive.names() == ["mimetype", name, "z.bin"]
        assert again.archive.read("z.bin") == bytes(99)


@pytest.mark.parametrize("format", FORMATS)
@given(st.data())
def test_every_encoding(format: str, data: st.DataObject) -> None:
    hold_encoded(format, data)


@pytest.mark.long
@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=750)
@given(st.data())
def test_five_thousand_documents(format: str, data: st.DataObject) -> None:
    hold_encoded(format, data)


def bombs(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that must be refused, and with which code."""
    packed = spaces(1800)
    content = entry_of("word/document.xml", b"<w:document/>")
    bomb = b'<!DOCTYPE x [<!ENTITY a "zz">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12)
    )
    quadratic = f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]><x>{"&a;" * 100_000}</x>'.encode()
    deep = f'<w:p xmlns:w="{WORD}">'.encode() + b"<w:r>" * 1_000_000
    shared = entry_of("word/document.xml", b" " * 30_000_000)
    sharing = [replace(shared, name=f"word/header{number}.xml", start=0) for number in range(60)]
    made = {
        "inflates to 1.8 GB.docx": (
            crafted([Entry("word/document.xml", packed, 1_800_000_000)]),
            "TB924",
        ),
        "says it is small.docx": (crafted([Entry("word/document.xml", packed, 5_000_000)]), "TB923"),
        "one body, many members.docx": (crafted([shared, *sharing]), "TB923"),
        "many members.docx": (crafted([content, *(entry_of(f"{n}", b"") for n in range(10_000))]), "TB924"),
        "entities.docx": (crafted([entry_of("word/document.xml", bomb + b"]><x>&m;</x>")]), "TB921"),
        "entities.xlf": (bomb + b"]><x>&m;</x>", "TB921"),
        "quadratic.tmx": (quadratic, "TB921"),
        "deep.docx": (crafted([entry_of("word/document.xml", deep)]), "TB922"),
        "deep.xlf": (deep, "TB922"),
    }
    for name, (raw, _code) in made.items():
        (folder / name).write_bytes(raw)
    return {name: (folder / name, code) for name, (_raw, code) in made.items()}


MEASURING = """
import json, resource, sys, time
from pathlib import Path
from termbase.documents.formats import all_formats, format_of
from termbase.documents.parts import open_parts, read_blocks
from termbase.model import TermbaseError

path, limit = Path(sys.argv[1]), int(sys.argv[2])
list(all_formats())
pages = int(Path("/proc/self/statm").read_text().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + limit,) * 2)
start = time.process_time()
code = ""
try:
    raw = path.read_bytes()
    format = format_of(path)
    opened = open_parts(raw, format, path.name)
    texts = [block.text for part in opened.parts for block in read_blocks(part, opened.format, path.name)]
except TermbaseError as error:
    code = error.findings[0].code
    texts = [str(error)]
print(json.dumps([code, time.process_time() - start, texts]))
"""


def measured(path: Path) -> tuple[str, float, list[str]]:
    """Read a file in a process that may take 100 MB more than it has after its imports: code, seconds, texts."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LANGUAGE": "en"}
    run = subprocess.run(
        [sys.executable, "-c", MEASURING, str(path), "100000000"],
        capture_output=True,
        text=True,
        env=environment,
    )
    assert run.returncode == 0, run.stderr
    code, seconds, texts = json.loads(run.stdout)
    return code, seconds, texts


needs_limits = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="memory can be limited on Linux only"
)


@needs_limits
def test_bombs_are_refused_at_once(tmp_path: Path) -> None:
    for name, (path, code) in bombs(tmp_path).items():
        raw = path.read_bytes()
        found, seconds, texts = measured(path)
        assert found == code, f"{name}: {texts}"
        assert texts[0].startswith(name)
        assert seconds < 0.2, f"{name}: {seconds:.2f} s of the processor"
        assert path.read_bytes() == raw


@needs_limits
def test_a_far_cell_costs_nothing(tmp_path: Path) -> None:
    """The last cell that Excel knows; a grid up to it would have 17 thousand million cells."""
    pytest.importorskip("openpyxl")
    path = tmp_path / "far.xlsx"
    path.write_bytes(next(library for library in LIBRARIES if library.package == "openpyxl").make())
    code, seconds, texts = measured(path)
    assert code == ""
    assert "fern: Kiew 😀" in texts
    assert seconds < 0.2


@pytest.mark.parametrize(("suffix", "name"), [(".odt", "content.xml"), (".ods", "content.xml")])
def test_encrypted_opendocument_is_refused(suffix: str, name: str) -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    raw = archive_of({"mimetype": b"x", name: b"\xff\x00\xfe", "META-INF/manifest.xml": manifest})
    with pytest.raises(TermbaseError, match="encrypted"):
        blocks_of(raw, suffix)


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".odt"])
def test_another_kind_of_archive_is_not_taken_for_one_without_text(suffix: str) -> None:
    members = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
    members[".odt"] = "content.xml"
    for other, member in members.items():
        raw = archive_of({"mimetype": b"x", member: b"<a/>"})
        if other == suffix:
            blocks_of(raw, suffix)
        else:
            with pytest.raises(TermbaseError, match="another kind of archive") as caught:
                blocks_of(raw, suffix)
            assert caught.value.findings[0].code == "TB923"


def test_what_is_wrong_with_a_member_names_it() -> None:
    raw = archive_of({"word/document.xml": b"<p>\n</q>"})
    format = format_named("docx")
    with pytest.raises(TermbaseError, match=r"^x\.docx:word/document\.xml:2:3: "):
        read_blocks(open_parts(raw, format, "x.docx").parts[0], format, "x.docx")
    raw = archive_of({"word/document.xml": b"<a>\xe4</a>"})
    with pytest.raises(TermbaseError, match=r"^x\.docx:word/document\.xml:1: byte 3 "):
        open_parts(raw, format, "x.docx")


def test_parts_come_as_a_reader_reads_them() -> None:
    names = [
        "ppt/notesSlides/notesSlide1.xml",
        *(f"ppt/slides/slide{n}.xml" for n in (10, 9, 11, 1)),
        "ppt/theme/theme1.xml",
    ]
    raw = archive_of({"[Content_Types].xml": b"", **dict.fromkeys(names, b"<a/>")})
    found = [part.name for part in open_parts(raw, format_named("pptx")).parts]
    assert found == [*(f"ppt/slides/slide{n}.xml" for n in (1, 9, 10, 11)), "ppt/notesSlides/notesSlide1.xml"]
    names = [
        "word/comments.xml",
        "word/footnotes.xml",
        "word/header1.xml",
        "word/styles.xml",
        "word/document.xml",
    ]
    raw = archive_of(dict.fromkeys(names, b"<a/>"))
    found = [part.name for part in open_parts(raw, format_named("docx")).parts]
    assert found == ["word/document.xml", "word/footnotes.xml", "word/comments.xml", "word/header1.xml"]
