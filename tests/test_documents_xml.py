"""Where text stands in the XML formats: a corpus of cases, what is refused, and how a text is written back."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from termbase.documents.document import Block, Format, splice
from termbase.documents.formats import format_named
from termbase.model import Finding, TermbaseError

from .markup import NO_TEXT, SHAPES, WORD, documents, elements, hold

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "documents_xml.yaml").read_text("utf-8"))
FORMATS = ("android", "docx", "odt", "pptx", "tmx", "xliff", "xlsx")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['format']}-{case['name']}")
def test_case(case: dict[str, Any]) -> None:
    found = list(format_named(case["format"]).blocks(case["text"]))
    assert [block.text for block in found] == case["blocks"]
    for key, values in (
        ("names", [block.name for block in found]),
        ("langs", [block.lang for block in found]),
        ("kinds", [block.kind for block in found]),
    ):
        assert values == case.get(key, values)
    kept = [block.text[start:end] for block in found for start, end in block.protected]
    assert kept == case.get("protected", [])
    for word in case.get("crossed", []):
        assert any(_is_crossed(block, word) for block in found), f"no joint in {word}"
    hold(case["text"], found)


def _is_crossed(block: Block, word: str) -> bool:
    start = block.text.find(word)
    return start >= 0 and any(start < joint < start + len(word) for joint in block.joints)


def test_every_format_has_cases() -> None:
    assert {case["format"] for case in CASES} == set(FORMATS)


def test_every_format_has_a_shape() -> None:
    assert set(SHAPES) == set(FORMATS)


new_texts = st.text("Kä😀\u0301 -&<>]'\"\\", max_size=8).map(
    lambda text: f"{text}Kyjiw{text[::-1]}"
) | st.sampled_from(["Kyjiw", "Die OVKS", "a]]>b", "x-y"])


@dataclass(frozen=True)
class Edited:
    """A document with one edit of the running text of a block."""

    source: str
    blocks: list[Block]
    at: int  # number of the block
    start: int
    end: int
    new: str

    @property
    def text(self) -> str:
        text = self.blocks[self.at].text
        return text[: self.start] + self.new + text[self.end :]


@st.composite
def edited(draw: st.DrawFn, format: str) -> Edited:
    """An edit of text that is not protected, between characters, where something can hold the new text."""
    source = draw(documents(format)).replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    found = list(format_named(format).blocks(source))
    hold(source, found)
    assume(found)
    at = draw(st.integers(0, len(found) - 1))
    block = found[at]
    free, holds, offset = [0], set(), 0
    for piece in block.pieces:
        free += range(offset + 1, offset + len(piece.text)) if piece.exact else ()
        holds |= set() if piece.markup else set(range(offset, offset + len(piece.text)))
        offset += len(piece.text)
        free.append(offset)
    start, end = sorted((draw(st.sampled_from(free)), draw(st.sampled_from(free))))
    assume(holds.intersection(range(start, end)))
    assume(not any(start < high and low < end for low, high in block.protected))
    return Edited(source, found, at, start, end, draw(new_texts))


def said_of(block: Block, format: Format) -> tuple[str, ...]:
    """What is known of a block. Where runs have languages of their own, an edit across them may make these agree."""
    return (block.name, block.kind, "" if format.runs else str(block.lang))


def hold_edited(format: str, example: Edited) -> str:
    """The new text reads as it should and nothing else has changed; give the new source."""
    form, source, block = format_named(format), example.source, example.blocks[example.at]
    low, high, raw = block.replacement(source, example.start, example.end, example.new, form.escape)
    first, last = block.span(example.start, example.end)
    assert low <= first
    assert high >= last
    result = splice(source, [(low, high, raw)])
    assert result == splice(source, block.replacements(example.start, example.end, example.new, form.escape))
    again = list(form.blocks(result))
    hold(result, again)
    expected = [block.text for block in example.blocks]
    expected[example.at] = example.text
    assert [block.text for block in again] == expected
    assert [said_of(block, form) for block in again] == [said_of(block, form) for block in example.blocks]
    (before, losing), (after, still_losing) = elements(source), elements(result)
    taken_out = sum((before - after).values())
    assert not after - before
    assert taken_out <= sum(piece.markup for piece in block.pieces)
    assert still_losing <= losing
    return result


@pytest.mark.parametrize("format", FORMATS)
@given(st.data())
def test_an_edit_changes_its_text_alone(format: str, data: st.DataObject) -> None:
    hold_edited(format, data.draw(edited(format)))


@pytest.mark.parametrize("format", FORMATS)
@given(st.data())
def test_running_text_holds_no_markup(format: str, data: st.DataObject) -> None:
    source = data.draw(documents(format))
    for block in format_named(format).blocks(source):
        kept = {at for start, end in block.protected for at in range(start, end)}
        free = "".join(" " if at in kept else character for at, character in enumerate(block.text))
        assert NO_TEXT not in free


@pytest.mark.long
@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=750)
@given(st.data())
def test_five_thousand_edits_change_their_text_alone(format: str, data: st.DataObject) -> None:
    hold_edited(format, data.draw(edited(format)))


def error_of(format: str, source: str) -> Finding:
    with pytest.raises(TermbaseError) as caught:
        list(format_named(format).blocks(source))
    (found,) = caught.value.findings
    return found


@pytest.mark.parametrize(
    ("source", "line", "column"),
    [
        ("<xliff>\n <target>ä</tarjet></xliff>", 2, 13),
        ("<xliff>\r\n<target>😀e\u0301 & </target></xliff>", 2, 14),
        ("", 1, 1),
        ("<xliff>", 1, 8),
        ("<xliff>\ud83d</xliff>", 1, 8),
        ("<xliff><a b='1' b='2'/></xliff>", 1, 17),
        ("<xliff>&nbsp;</xliff>", 1, 8),
    ],
)
def test_broken_xml_is_refused_with_its_place(source: str, line: int, column: int) -> None:
    found = error_of("xliff", source)
    assert (found.code, found.place.line, found.place.column) == ("TB920", line, column)


_BOMB = "<!ENTITY a 'zz'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(12)
)


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE tmx [{_BOMB}]>",
        f"<!DOCTYPE tmx [<!ENTITY a '{'x' * 100_000}'>]>",
        "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE tmx SYSTEM 'tmx14.dtd' [<!ENTITY % a SYSTEM 'http://127.0.0.1/x'> %a;]>",
        "<!DOCTYPE tmx []>",
    ],
)
def test_document_types_that_declare_are_refused(doctype: str) -> None:
    start = time.process_time()
    found = error_of("tmx", f"<?xml version='1.0'?>\n{doctype}<tmx><seg>&a;{'&m;' * 10_000}</seg></tmx>")
    assert (found.code, found.place.line) == ("TB921", 2)
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize("encoding", ["ISO-8859-1", "windows-1252", "us-ascii", "KOI8-R"])
def test_another_encoding_is_refused(encoding: str) -> None:
    """Read as UTF-8 it would be written as UTF-8, in which new letters are not what the first line says."""
    found = error_of("xliff", f"<?xml version='1.0' encoding='{encoding}'?>\n<xliff/>")
    assert (found.code, found.place.line) == ("TB917", 1)
    assert encoding in found.message


@pytest.mark.parametrize("format", FORMATS)
def test_deep_nesting_is_refused(format: str) -> None:
    start = time.process_time()
    found = error_of(format, "<resources>" + "<a>" * 1_000_000)
    assert found.code == "TB922"
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize(
    "part",
    [
        "x\n",
        "&amp;",
        "<w:r><w:t>x</w:t></w:r>",
        "<w:r><w:tab/></w:r>",
        "<!-- -->",
        "<w:t a='>'>",
        "<w:r w:a='&lt;'/>",
        "😀\r\n",
    ],
)
def test_hostile_input_takes_no_quadratic_time(part: str) -> None:
    closing = "</w:t>" if part.startswith("<w:t ") else ""
    source = f'<w:p xmlns:w="{WORD}"><w:t>{(part + closing) * 60_000}</w:t></w:p>'
    start = time.perf_counter()
    for block in format_named("docx").blocks(source):
        block.replacement(source, 0, 1, "Kyjiw")
    assert time.perf_counter() - start < 10


def test_many_edits_of_one_element_take_no_quadratic_time() -> None:
    """Each edit must find its pieces without looking at all the others."""
    source = f'<w:p xmlns:w="{WORD}"><w:t>{"Kiew &amp; " * 30_000}</w:t></w:p>'
    format = format_named("docx")
    (block,) = format.blocks(source)
    start = time.perf_counter()
    edits = [
        block.replacement(source, found.start(), found.end(), "Kyjiw", format.escape)
        for found in re.finditer("Kiew", block.text)
    ]
    assert len(edits) == 30_000
    assert splice(source, edits) == source.replace("Kiew", "Kyjiw")
    assert time.perf_counter() - start < 10
