"""Documents of text as real programs write them, two for every format, rewritten by us and read by others again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.documents.document import Block, Replacement, splice
from termbase.documents.formats import all_formats, format_of
from termbase.files import decode
from termbase.model import TermbaseError

from .office import LIBRARIES, NAMES, READERS, is_kept, renamed

DATA = Path(__file__).parent / "data"
FOLDER = DATA / "programs"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "programs.yaml").read_text("utf-8"))
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
_OLD, _NEW = (re.compile("|".join(names)) for names in (NAMES, NAMES.values()))
_BACK = {new: old for old, new in NAMES.items()}


def has_room(block: Block) -> bool:
    """Tell whether lines around the block, if there are any, leave room for all its new names."""
    growth = sum(len(NAMES[old]) - len(old) for old in _OLD.findall(block.text))
    return block.room is None or block.room.holds(growth)


def rewritten(path: Path) -> bytes:
    """The document with the names replaced wherever the format lets them be."""
    format = format_of(path)
    assert format is not None
    content = decode(path.read_bytes(), path.name)
    edits: list[Replacement] = []
    refused: list[str] = []
    for block in format.blocks(content.text):
        if not has_room(block):
            continue
        for found in _OLD.finditer(block.text):
            crosses = any(found.start() < joint < found.end() for joint in block.joints)
            if is_kept(block, *found.span()) or crosses:
                continue
            try:
                edits.append(block.replacement(content.text, *found.span(), NAMES[found[0]], format.escape))
            except TermbaseError as error:
                refused.append(error.findings[0].code)
    assert set(refused) <= {"TB926"}
    return content.encode(splice(content.text, sorted(edits)))


# ---- what other programs read


def leaves(value: Any) -> Iterator[str]:
    """The texts of a tree of lists and mappings, without the keys."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not str(key).startswith("@"):
                yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value.replace("{Selenski}", "{}")


def read_html(raw: bytes) -> Iterator[str]:
    html = pytest.importorskip("lxml.html")
    for element in html.document_fromstring(raw.decode().partition("?>")[2] or raw.decode()).iter():
        is_other = element.tag == "span" and element.get("lang") is not None
        if (
            isinstance(element.tag, str)
            and element.tag not in ("code", "pre", "tt", "style")
            and not is_other
        ):
            yield element.text or ""
        yield element.tail or ""


def read_markdown(raw: bytes) -> Iterator[str]:
    parser = pytest.importorskip("markdown_it").MarkdownIt("gfm-like", {"linkify": False})
    for token in parser.parse(raw.decode()):
        yield from (child.content for child in token.children or () if child.type == "text")


def read_rst(raw: bytes) -> Iterator[str]:
    nodes = pytest.importorskip("docutils.nodes")
    core = pytest.importorskip("docutils.core")
    tree = core.publish_doctree(raw.decode(), settings_overrides={"report_level": 5})
    kept = (nodes.literal, nodes.literal_block, nodes.comment, nodes.title)
    for text in tree.findall(nodes.Text):
        has_no_room = isinstance(text.parent.parent, nodes.entry) and text.astext() == "Kiew"
        if not isinstance(text.parent, kept) and not has_no_room:
            yield text.astext()


def read_po(raw: bytes) -> Iterator[str]:
    polib = pytest.importorskip("polib")
    for entry in polib.pofile(raw.decode()):
        yield from (entry.msgstr, *entry.msgstr_plural.values())


def read_subtitles(raw: bytes) -> Iterator[str]:
    pysubs2 = pytest.importorskip("pysubs2")
    return (event.text for event in pysubs2.SSAFile.from_string(raw.decode()))


def read_fluent(raw: bytes) -> Iterator[str]:
    syntax = pytest.importorskip("fluent.syntax")
    visitor = pytest.importorskip("fluent.syntax.visitor")
    found: list[str] = []

    class Texts(visitor.Visitor):  # type: ignore[misc, name-defined]
        def visit_TextElement(self, node: Any) -> None:  # noqa: N802
            found.append(node.value)

    tree = syntax.parse(raw.decode())
    for entry in tree.body:
        if isinstance(entry, syntax.ast.Term):
            entry.attributes = []
        Texts().visit(entry)
    return iter(found)


def read_properties(raw: bytes) -> Iterator[str]:
    parse = pytest.importorskip("moz.l10n.formats.properties.parse").properties_parse
    return (str(entry.value) for section in parse(raw).sections for entry in section.entries)


def read_table(delimiter: str) -> Callable[[bytes], Iterator[str]]:
    def read(raw: bytes) -> Iterator[str]:
        for row in csv.reader(io.StringIO(raw.decode(), newline=""), delimiter=delimiter):
            yield from (cell for cell in row if not cell.startswith("="))

    return read


READ: dict[str, Callable[[bytes], Iterator[str]]] = {
    "html": read_html,
    "markdown": read_markdown,
    "rst": read_rst,
    "txt": lambda raw: iter((raw.decode("utf-8-sig"),)),
    "po": read_po,
    "srt": read_subtitles,
    "vtt": read_subtitles,
    "json": lambda raw: leaves(json.loads(raw)),
    "jsonl": lambda raw: leaves([json.loads(line) for line in raw.splitlines()]),
    "arb": lambda raw: leaves(json.loads(raw)),
    "yaml": lambda raw: leaves(yaml.safe_load(raw)),
    "fluent": read_fluent,
    "properties": read_properties,
    "csv": read_table(";"),
    "tsv": read_table("\t"),
}
"""Format → the texts that may change, as a program that is not ours reads them."""


# ---- tests


def test_there_are_two_programs_for_every_format() -> None:
    """`by-hand` are files from the specification, where only one program is to be had."""
    assert {path.name for path in FOLDER.glob("*")} == {case["file"] for case in CASES} | {"README.md"}
    makers: dict[str, set[str]] = {format.name: set() for format in all_formats()}
    for path in [*DATA.glob("programs/*"), *DATA.glob("translations/*"), *DATA.glob("office/*/*")]:
        format = format_of(path)
        if format is not None and path.name != "README.md":
            makers[format.name].add(path.parent.name if "office" in path.parts else path.stem)
    for library in LIBRARIES:
        format = format_of(Path(f"x{library.suffix}"))
        assert format is not None
        makers[format.name].add(library.package)
    assert {name: found for name, found in makers.items() if len(found) < 2} == {}
    of_suffixes = {
        suffix: {library.package for library in LIBRARIES if library.suffix == suffix}
        | {path.parent.name for path in DATA.glob(f"office/*/*{suffix}")}
        for suffix in READERS
    }
    assert {suffix: found for suffix, found in of_suffixes.items() if len(found) < 2} == {}


@each_case
def test_what_is_read(case: dict[str, Any]) -> None:
    path = FOLDER / case["file"]
    format = format_of(path)
    assert format is not None
    found = [
        block
        for block in format.blocks(decode(path.read_bytes(), path.name).text)
        if any(not is_kept(block, *name.span()) for name in _OLD.finditer(block.text))
    ]
    assert [" ".join(block.text.split()) for block in found] == case["blocks"]
    assert {block.lang for block in found} == set(case.get("langs", [None]))


@each_case
def test_only_names_change(case: dict[str, Any], tmp_path: Path) -> None:
    """With the new names taken back every byte is as it was, and a second run finds nothing."""
    path = FOLDER / case["file"]
    raw = path.read_bytes()
    result = rewritten(path)
    assert not _NEW.search(raw.decode())
    assert _NEW.sub(lambda found: _BACK[found[0]], result.decode()).encode() == raw
    assert len(_NEW.findall(result.decode())) == case["edits"]
    again = tmp_path / path.name
    again.write_bytes(result)
    assert rewritten(again) == result


@each_case
def test_other_programs_read_the_same(case: dict[str, Any]) -> None:
    path = FOLDER / case["file"]
    read = READ[path.suffix[1:] if path.suffix[1:] in READ else str(format_of(path).name)]  # type: ignore[union-attr]
    before, after = list(read(path.read_bytes())), list(read(rewritten(path)))
    assert after == [renamed(text) for text in before]
    assert any(text.strip() for text in before)
