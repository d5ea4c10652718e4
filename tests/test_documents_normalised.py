"""The laws hold in documents of every format: edits replay and can be undone, twice is once, markup stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.documents.formats import all_formats, format_named
from termbase.documents.parts import Part
from termbase.files import Text
from termbase.rewrite.changes import blocks_of

from .normalising import held, house_of
from .test_documents_laws import WRITERS
from .wrappings import wrappings

HOUSE = house_of(
    {
        "kyiv": {"kind": "place", "terms": {"de": [{"term": "Kyjiw", "gender": "n", "variants": ["Kiew"]}]}},
        "washington": {"kind": "place", "terms": {"de": [{"term": "Washington, D. C.", "variants": ["Waschington"]}]}},
        "play": {"kind": "work", "terms": {"de": [{"term": 'Der "Held": a & b', "variants": ["Held von gestern"]}]}},
        "club": {"kind": "organisation", "terms": {"de": [{"term": "1. FC <Köln>", "variants": ["FC Koeln"]}]}},
        "csto": {
            "kind": "organisation",
            "terms": {"de": [{"term": "OVKS", "type": "acronym", "gender": "f", "article": "definite",
                              "variants": [{"term": "ODKB", "gender": "m"}]}]},
        },
        "zelensky": {
            "kind": "person",
            "terms": {
                "de": [
                    {"term": "Wolodymyr Selenskyj", "gender": "m", "variants": ["Wladimir Selenski"]},
                    {"term": "Selenskyj", "type": "short", "gender": "m", "variants": ["Selenski"]},
                ]
            },
        },
    }
)  # fmt: skip
WORDS = (
    "Kiew", "Kiews", "in", "beim ODKB", "Waschington", "Held von gestern", "FC Koeln", "Selenski", "Wladimir Selenski",
    "und", "😀", "e\u0301x", "»Kiew«", "der", "termbase: off", "termbase: on", "(sic!)", "Ki\u00adew", "a\u00a0b",
)  # fmt: skip
VALUES = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4
)
RUNS = ("docx", "odt", "pptx", "xlsx", "xliff", "tmx")


def hold(source: str, format: str, unsafe: bool) -> None:
    once = HOUSE.normalise(source, "de", format, unsafe)
    held(source, once, unsafe)
    again = HOUSE.normalise(once.text, "de", format, unsafe)
    assert again.text == once.text
    before = blocks_of(Part("", Text(source)), format_named(format))
    after = blocks_of(Part("", Text(once.text)), format_named(format))
    assert [block.name for block in after] == [block.name for block in before]
    if not once.made:
        assert once.text == source


@pytest.mark.parametrize("format", WRITERS)
@settings(max_examples=25, deadline=None)
@given(values=VALUES, variant=st.integers(0, 29), unsafe=st.booleans())
def test_what_others_write(format: str, values: list[str], variant: int, unsafe: bool) -> None:
    hold(WRITERS[format](values, variant), format, unsafe)


@pytest.mark.parametrize("format", [format.name for format in all_formats()])
@settings(max_examples=25, deadline=None)
@given(values=VALUES, unsafe=st.booleans(), data=st.data())
def test_every_place_of_a_format(format: str, values: list[str], unsafe: bool, data: st.DataObject) -> None:
    fitting = [wrap for _place, wrap in wrappings(format, values[0])]
    if fitting:
        hold(data.draw(st.sampled_from(fitting))(values[0]), format, unsafe)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("html", "<p>" + "<b>und</b> " * 20_000 + "Kiew " * 100),
        ("txt", "termbase: off Kiew\n\ntermbase: on Kiew\n\n" * 5_000),
        ("html", "<p>termbase: off Kiew<p>termbase: on Kiew" * 5_000),
        ("markdown", "FC Koeln in Kiew\n\n" * 2_000),
    ],
)
def test_much_markup_takes_no_longer(format: str, text: str) -> None:
    start = time.process_time()
    HOUSE.normalise(text, "de", format)
    assert time.process_time() - start < 15
