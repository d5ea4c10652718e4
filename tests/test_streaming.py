"""Texts that are not held in memory come out as those that are, wherever the groups of paragraphs are cut."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.documents.formats import format_named
from termbase.files import decode
from termbase.model import TermbaseError
from termbase.rewrite.settling import lexicons
from termbase.verbs.normalise import normalise
from termbase.verbs.streaming import LONGEST, Tally, rewrite_stream

from .normalising import House, house_of

GLOSSARY = {
    "kyiv": {"kind": "place", "terms": {"de": [{"term": "Kyjiw", "gender": "n", "variants": ["Kiew"]}]}},
    "csto": {
        "kind": "organisation",
        "terms": {
            "de": [
                {"term": "Organisation des Vertrags", "gender": "f", "variants": ["Organisation des Vertrages"]},
                {"term": "OVKS", "type": "acronym", "gender": "f", "article": "definite", "variants": ["ODKB"]},
            ]
        },
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
}  # fmt: skip
HOUSES = (house_of(GLOSSARY), house_of(GLOSSARY, {"language": "de", "first_mention": "expand"}))
PARAGRAPHS = (
    "Kiew", "In Kiew.", "Selenski kam.", "Wladimir Selenski kam nach\nKiew.", "die ODKB", "Die ODKB tagt.",
    "termbase: off", "termbase: on", "Ki\u00adew, e\u0301 😀.", "»Kiew«", "Selenski (sic!)",
    "Organisation des Vertrages",
    "ein langes Wort " * 8 + "Selenski",
    "ein langer Titel über " * 5 + "Kiew",
)  # fmt: skip
GAPS = ("\n\n", "\r\n\r\n", "\r\r", "\n \t\n", "\n\n\n  ", "\n")


def streamed(path: Path, house: House, group: int) -> tuple[bytes, Tally]:
    made: list[bytes] = []
    tally = rewrite_stream(path, made.append, lexicons("de", house.lexicon), group=group)
    return b"".join(made), tally


def text_of(paragraphs: Sequence[tuple[str, str]]) -> str:
    return "".join(paragraph + gap for paragraph, gap in paragraphs)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    paragraphs=st.lists(st.tuples(st.sampled_from(PARAGRAPHS), st.sampled_from(GAPS)), max_size=12),
    group=st.integers(1, 120),
    mark=st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]),
    house=st.sampled_from(HOUSES),
)
def test_as_in_memory(
    tmp_path: Path, paragraphs: list[tuple[str, str]], group: int, mark: bytes, house: House
) -> None:
    encoding = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8")
    raw = mark + text_of(paragraphs).encode(encoding)
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    content = decode(raw, "a.txt")
    wanted = normalise(content.text, format_named("txt"), lexicons("de", house.lexicon), file=path.as_posix())
    made, tally = streamed(path, house, group)
    if not tally.settled:
        assert house is HOUSES[1] or any(len(paragraph) > 60 for paragraph, _gap in paragraphs)
        return
    assert made == content.encode(wanted.text)
    assert tally.edits == len(wanted.made)
    told = [(finding.code, finding.place, finding.source) for finding in tally.findings]
    assert told == [(finding.code, finding.place, finding.source) for finding in wanted.findings]


def test_introductions_reach_over_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Selenski kam.\n\n" * 20 + "Wladimir Selenski ging.\n", "utf-8")
    made, tally = streamed(path, HOUSES[0], 16)
    assert made.decode() == "Selenskyj kam.\n\n" * 20 + "Wolodymyr Selenskyj ging.\n"
    assert (tally.edits, tally.settled, tally.findings) == (21, True, [])


@pytest.mark.parametrize("group", [1, 20, 1000])
def test_an_introduction_that_edits_take_away_is_told(tmp_path: Path, group: int) -> None:
    """Before the edit Anna is one of two whom Mujer may mean; afterwards she may be either Anna Maier."""
    house = house_of(
        {
            "one": _person({"term": "Anna Maier", "variants": ["Anna Mayer"]}, "Maier", "Mujer"),
            "namesake": _person({"term": "Anna Maier"}),
            "other": _person({"term": "Eva Huber"}, "Huber", "Mujer"),
        }
    )
    path = tmp_path / "text.txt"
    path.write_text("Anna Mayer ging.\n\nEva Huber kam.\n\nMujer sprach.\n", encoding="utf-8")
    found, tally = streamed(path, house, group)
    path.write_bytes(found)
    assert streamed(path, house, group)[0] == found or not tally.settled


def _person(full: dict[str, object], *short: str) -> dict[str, object]:
    """A person with a full name, a short one and a variant of that."""
    terms: list[dict[str, object]] = [{**full, "gender": "f"}]
    if short:
        terms.append({"term": short[0], "type": "short", "gender": "f", "variants": [short[1]]})
    return {"kind": "person", "terms": {"de": terms}}


def test_what_is_no_text_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for raw, position in ((b"a\n\n" * 20 + "ä\n\n".encode() + b"K\xf6ln", 65), (b"abc\n\n" * 9 + b"\0", 45)):
        path.write_bytes(raw)
        for group in (1, 7, 1000):
            with pytest.raises(TermbaseError, match=f"byte {position} "):
                streamed(path, HOUSES[0], group)


def test_a_paragraph_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Kiew " * (LONGEST // 5 + 2))
    with pytest.raises(TermbaseError, match="blank lines"):
        streamed(path, HOUSES[0], 1_000_000)
