"""Where text stands in Markdown: a corpus of cases, and what holds for every document."""

from __future__ import annotations

import re
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from termbase.documents.document import Block, splice
from termbase.documents.markdown import FORMAT, blocks
from termbase.model import TermbaseError

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "markdown.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    found = list(blocks(case["text"]))
    assert [block.text for block in found] == case["blocks"]
    assert [block.kind for block in found] == case.get("kinds", ["paragraph"] * len(found))
    kept = [block.text[start:end] for block in found for start, end in block.protected]
    assert kept == case.get("protected", [])
    for word in case.get("crossed", []):
        assert any(_is_crossed(block, word) for block in found), f"no joint in {word}"
    hold(case["text"], found)


def _is_crossed(block: Block, word: str) -> bool:
    start = block.text.find(word)
    return start >= 0 and any(start < joint < start + len(word) for joint in block.joints)


def hold(source: str, found: list[Block]) -> None:
    """What the blocks of every document promise: pieces ascend in the source, 1:1 or atomic; spans are in the text.

    Blocks are apart; the titles of links stand within paragraphs.
    """
    places = sorted((piece.start, piece.end) for block in found for piece in block.pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(places))
    for block in found:
        at = 0
        assert block.text.strip()
        for piece in block.pieces:
            assert at <= piece.start < piece.end <= len(source)
            at = piece.end
            if piece.end - piece.start == len(piece.text):
                assert source[piece.start : piece.end] == piece.text
        for start, end in block.protected:
            assert 0 <= start < end <= len(block.text)
        assert list(block.joints) == sorted(set(block.joints))
        assert all(0 < joint < len(block.text) for joint in block.joints)


# Everything in a document that is no text bears this mark, so that it is seen wherever it turns up.
NO_TEXT = "zz"
words = st.sampled_from(["Kiew", "Selenski", "Україна", "基辅", "e\u0301x", "😀"])
leaves = st.one_of(
    words,
    st.just("`zz code`"),
    st.just("<https://zz.example>"),
    st.just("<!-- zz -->"),
    st.just("<code>zz</code>"),
    words.map(lambda word: f"![{word}](zz.png '{word}')"),
    words.map(lambda word: f"\\*{word}\\_"),
    words.map(lambda word: f"{word}&amp;{word}"),
    words.map(lambda word: f"~~{word}~~"),
)


def _wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    sequence = st.lists(inner, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        sequence.map(lambda text: f"*{text}*"),
        sequence.map(lambda text: f"**{text}**"),
        sequence.map(lambda text: f'<b class="zz">{text}</b>'),
    )


inlines = st.recursive(leaves, _wrapped, max_leaves=6)
links = st.lists(words, min_size=1, max_size=2).map(lambda text: f"[{' '.join(text)}](/zz '{text[0]}')")
lines = st.lists(inlines | links, min_size=1, max_size=4).map(" ".join)
made_blocks = st.one_of(
    lines,
    lines.map(lambda line: f"# {line}"),
    st.lists(lines, min_size=1, max_size=3).map(lambda items: "\n".join(f"- x {item}" for item in items)),
    st.lists(lines, min_size=1, max_size=3).map(lambda items: "\n".join(f"> x {item}" for item in items)),
    words.map(lambda word: f"| a | b |\n|---|---|\n| {word} | `zz` |"),
    st.just("```zz\nzz\n```"),
    st.just("<!-- zz -->\n\n    zz"),  # the comment ends a list, whose item the code would belong to
    st.just("<div>\nzz\n</div>"),
    st.just("[zz]: /zz 'zz'"),
)
documents = st.lists(made_blocks, min_size=1, max_size=5).map("\n\n".join)


@given(documents)
def test_running_text_holds_no_markup(source: str) -> None:
    found = list(blocks(source))
    hold(source, found)
    for block in found:
        kept = {at for start, end in block.protected for at in range(start, end)}
        free = "".join(" " if at in kept else character for at, character in enumerate(block.text))
        assert NO_TEXT not in free
        assert not re.search(r"[`<>\[\]|~#]", free)


@given(documents)
def test_a_changed_word_leaves_everything_else(source: str) -> None:
    before = list(blocks(source))
    replacements = [
        (*block.span(found.start(), found.end()), FORMAT.escape("Kyjiw"))
        for block in before
        for found in re.finditer("Kiew", block.text)
    ]
    after = list(blocks(splice(source, sorted(replacements))))
    assert [block.text for block in after] == [block.text.replace("Kiew", "Kyjiw") for block in before]


@given(st.text(alphabet="*_`[]()<>!&;\\#-+|~ \n\r\t>a1ä😀{}:\"'^$=.\u00a0\u2028\0"))
def test_whatever_is_written_the_pieces_hold(source: str) -> None:
    found = list(blocks(source))
    hold(source, found)
    assert splice(source, []) == source
    assert (
        splice(source, [(p.start, p.end, source[p.start : p.end]) for b in found for p in b.pieces]) == source
    )


@given(st.text(alphabet="Kiew*_`[]<>|&;amp\\#", min_size=1).map(lambda text: f"x{text}x"))
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    assert "".join(block.text for block in blocks(FORMAT.escape(text))) == text


def test_without_the_parser_a_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyromark", None)
    with pytest.raises(TermbaseError, match="pyromark"):
        list(blocks("Kiew"))


def test_a_lone_surrogate_is_one_character() -> None:
    assert [block.text for block in blocks("*\ud800* Kiew")] == ["\ud800 Kiew"]


HOSTILE = {
    "opening brackets": "[",
    "stars": "*",
    "backticks": "`",
    "less-than signs": "<",
    "images": "![",
    "links without end": "[a](<b",
    "sections": "a <![CDATA[",
    "footnotes": "[^a\n",
    "tags": "<a ",
    "nested quotations": ">",
    "emphasis in links": "*[a](b)",
    "entities": "&a",
    "rows without cells": "|\n",
    "escapes": "\\",
    "comments": "a <!--\n",
    "mixed emphasis": "*a_ ",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_takes_no_quadratic_time(part: str) -> None:
    start = time.perf_counter()
    for _block in blocks(part * 100_000):
        pass
    assert time.perf_counter() - start < 10  # seconds; what is quadratic here takes minutes


def test_deep_nesting_of_images() -> None:
    source = "![" * 20_000 + "Kiew" + "](x)" * 20_000
    assert [block.text for block in blocks(source)] == ["Kiew"]
