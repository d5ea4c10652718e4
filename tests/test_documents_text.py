"""Where text stands in the formats of text: the cases of `cases/documents_*.yaml`, and input that is meant to hurt."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.documents.csv import with_columns as csv_with_columns
from termbase.documents.document import Block
from termbase.documents.formats import format_named
from termbase.documents.tsv import with_columns as tsv_with_columns
from termbase.model import TermbaseError

from .test_documents_laws import WRITERS, hold

FOLDER = Path(__file__).parent / "cases"
KEYS = frozenset(
    ("name", "text", "blocks", "kinds", "langs", "names", "protected", "crossed", "uncrossed", "error")
)
CASES = [
    (name, case)
    for name in WRITERS
    for case in yaml.safe_load((FOLDER / f"documents_{name}.yaml").read_text(encoding="utf-8"))
]
FEWEST = 80


def test_there_are_cases() -> None:
    assert len(CASES) >= FEWEST
    for _name, case in CASES:
        assert set(case) <= KEYS
        assert ("blocks" in case) != ("error" in case)


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}-{case['name']}" for name, case in CASES])
def test_case(name: str, case: dict[str, Any]) -> None:
    blocks = format_named(name).blocks
    if "error" in case:
        with pytest.raises(TermbaseError) as caught:
            list(blocks(case["text"]))
        (finding,) = caught.value.findings
        found_at = {"code": finding.code, "line": finding.place.line, "column": finding.place.column}
        assert found_at == case["error"]
        return
    found = sorted(blocks(case["text"]), key=lambda block: block.pieces[0].start)
    hold(case["text"], found)
    assert [block.text.strip() for block in found] == case["blocks"]
    for field in ("kinds", "langs", "names"):
        if field in case:
            assert [getattr(block, field[:-1]) for block in found] == case[field]
    assert [block.text[start:end] for block in found for start, end in block.protected] == case.get(
        "protected", []
    )
    for word in case.get("crossed", []):
        assert any(is_crossed(block, word) for block in found)
    for word in case.get("uncrossed", []):
        assert any(word in block.text for block in found)
        assert not any(is_crossed(block, word) for block in found)


def is_crossed(block: Block, word: str) -> bool:
    start = block.text.find(word)
    return start >= 0 and any(start < joint < start + len(word) for joint in block.joints)


HOSTILE: dict[str, tuple[str, ...]] = {
    "html": (
        "<a ", "<!--", "&", "<![CDATA[", '<a b="', "<a b='", "<a b=", '<a "', "<b>", "</b>", "<p>", "<b><p>",
        "<div><b>", "<p><table><b>", "<svg>", "<title>", "<script>", "<script><!--", "<!", "<?",
        "</", "<", "&#1", "&amp", "a<br>",
        "<code>x", '<a title="x">', "{{", "{% %}", "{%<%{#", "<del>",
    ),
    "po": ("#", "#\n", '"', "\\", "msgid ", 'msgstr "a"\n', "msgstr[0]", '"\\', "msgid"),
    "srt": ("<", "{\\", "\n", "\r", "1\n", "0:0:0,0-->0:0:0,0\n1\n", "0:0:0,0-->0:0:0,0\n<a "),
    "vtt": ("WEBVTT\n\n-->\na\n\n", "WEBVTT <lang ", "WEBVTT\n-->&", "WEBVTT\n\n-->\n<", "\n", "WEBVTT\n-->\n"),
    "json": ("[", '{"a":', '"', "\\", '["', " ", "[1,", "\n", "0"),
    "jsonl": ("[]", '"a"', "1 ", "{}\n"),
    "arb": ("{", '{"a":', '"'),
    "yaml": (
        "[", "{", "- ", "- a\n", "? ", "&a ", "*a ", '"', "'", "''", " ", "\n", " \n", "!a ", "|\n ", "- |\n a\n",
        "- >\n a\n\n  b\n", "a\n ", "a b\n\n", '"\\ ', "[a, ", "#", "{a: ", "a: [b]\n",
    ),
    "fluent": (
        "{", "a = {\n", "a = ", "\n", " ", "\r", "a=b\n", "a=b\n ", "a =\n", "a={$x->\n[a] b\n}\n",
        "a={$x->\n[a] b {", 'a = {"', "a={\na\n", "a=b\n   .", "}", "a=\n\n", "a={a ",
    ),
    "properties": ("\\", "\\\n", "=", "a=\\\n", "#", " ", "\n", "a=b\n", "a\\", "a=''{0}"),
    "csv": ("|", "sep=;\n", '"', "a,", '"a",', "\n", "\r", ";", '""', 'a"', '"a\n', "0", "="),
    "tsv": ('"', "a\t", "\n", '""'),
    "rst": (
        "`", "``", "*", ":a:`", "`a", "`a <", "a_", "a_b", "|a", "[a", "\\", "- ", ":a", "a:", "1. ", "=", "=\n",
        "= ", ".. ", "..\n", "+-", "| a\n", "a\n", "a\n b\n", "*a ", ".. note::\n", ":a: ",
        "a::\n", "+-+\n|a|b\n", "a-", "= =\na b\n", "-a, ", "--a=<", "-a  ",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "part"), [(name, part) for name, parts in HOSTILE.items() for part in parts]
)
def test_hostile_input_takes_linear_time(name: str, part: str) -> None:
    """Twice the input takes about twice the time: what is quadratic here takes minutes at this size."""
    assert any(is_linear(name, part, 10_000) for _attempt in range(3))  # a busy machine may spoil one


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "part"), [(name, part) for name, parts in HOSTILE.items() for part in parts]
)
def test_much_hostile_input_takes_linear_time(name: str, part: str) -> None:
    assert any(is_linear(name, part, 300_000) for _attempt in range(3))


def is_linear(name: str, part: str, size: int) -> bool:
    once, twice = (seconds(name, part * (length // len(part))) for length in (size, 2 * size))
    return twice < 5 * once + 0.3


def seconds(name: str, source: str) -> float:
    start = time.perf_counter()
    try:
        for _block in format_named(name).blocks(source):
            pass
    except TermbaseError:
        pass
    return time.perf_counter() - start


def test_nesting_is_limited() -> None:
    for name, source in (
        ("json", "[" * 100_000),
        ("yaml", "[" * 100_000),
        ("fluent", "a = " + "{" * 100_000),
    ):
        with pytest.raises(TermbaseError) as caught:
            list(format_named(name).blocks(source))
        assert caught.value.findings[0].code == "TB928"


@pytest.mark.parametrize(
    ("columns", "expected"),
    [(["Text"], ["R2 Text"]), (["2"], ["R2 Text"]), (["Ort", "Text"], ["R2 Ort", "R2 Text"])],
)
def test_chosen_columns(columns: list[str], expected: list[str]) -> None:
    source = "Ort;Text\nKiew;In Kiew\n"
    assert [block.name for block in csv_with_columns(columns).blocks(source)] == expected
    assert [block.name for block in tsv_with_columns(columns).blocks(source.replace(";", "\t"))] == expected


def test_a_column_that_there_is_not() -> None:
    with pytest.raises(TermbaseError, match=r"“Stadt”.*“Ort”, “Text”") as caught:
        list(csv_with_columns(["Stadt"]).blocks("Ort,Text\nKiew,x\n"))
    assert caught.value.findings[0].code == "TB929"


@pytest.mark.parametrize(
    ("name", "source", "new"),
    [
        ("yaml", "a: Kiew", "a: b"),
        ("yaml", "a: Kiew", "no"),
        ("yaml", "a: [Kiew x]", "a, b"),
        ("yaml", "a: 'Kiew'", "a\nb"),
        ("csv", "Kiew,x", "a, b"),
        ("csv", "Kiew;x", 'a "b"'),
    ],
)
def test_what_cannot_be_written_is_refused(name: str, source: str, new: str) -> None:
    block = next(iter(format_named(name).blocks(source)))
    assert block.escape is not None
    with pytest.raises(TermbaseError, match="cannot be written into") as caught:
        block.escape(new)
    assert caught.value.findings[0].code == "TB926"


@pytest.mark.parametrize(
    ("charset", "written"),
    [
        ("utf-8", "Łódź &amp; 😀"),
        ("UTF8", "Łódź &amp; 😀"),
        ("iso-8859-1", "&#321;&#243;d&#378; &amp; &#128512;"),
        ("windows-1252", "&#321;&#243;d&#378; &amp; &#128512;"),
    ],
)
@pytest.mark.parametrize("meta", ["<meta charset={}>", "<META content='text/html; charset={}' http-equiv=x>"])
def test_a_page_of_another_charset_gets_references(charset: str, written: str, meta: str) -> None:
    blocks = list(format_named("html").blocks(f"{meta.format(charset)}<p title='Kiew'>Kiew"))
    assert len(blocks) == 2
    for block in blocks:
        assert block.escape is not None
        assert block.escape("Łódź & 😀") == written


def test_properties_in_ascii_stay_ascii() -> None:
    (block,) = format_named("properties").blocks("a=Kiew")
    assert block.escape is not None
    assert block.escape("Łódź 😀") == "\\u0141\\u00f3d\\u017a \\ud83d\\ude00"
    (block,) = format_named("properties").blocks("a=Kiew ä")
    assert block.escape is not None
    assert block.escape("Łódź") == "Łódź"


@pytest.mark.parametrize(
    ("text", "stays"), [("Kiew,x\n", True), ('"Kiew",x\n', False), ("sep=,\nKiew,x\n", False)]
)
def test_a_cell_takes_no_text_that_makes_another_delimiter_likely(text: str, stays: bool) -> None:
    """Nothing but its cells tells how a table is parted: a name with two bars would part it oftener."""
    block = next(iter(format_named("csv").blocks(text)))
    assert block.escape is not None
    if stays:
        with pytest.raises(TermbaseError):
            block.escape("K|y|v")
    else:
        assert block.escape("K|y|v") == "K|y|v"
