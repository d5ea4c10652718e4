"""The cases of `cases/*.yaml`: what the normaliser makes of a text, bare, in every document format, and twice.

A file is one or more YAML documents. Each has a `glossary` (in the schema of the project, or `shipped`), perhaps a
`style`, a `lang` (de if absent), and `cases`: a list of

    text, gives     the text and what becomes of it; or
    leaves          a text that must stay
    lang, format    where they differ from the document's (txt if absent)
    proposes        what the text becomes when the proposed edits are made too
    finding         the code of a finding that the text must have; `none`: it has none
    alone           true: the case depends on being the whole document, so it is not put into others
    later           what must be built before the case can hold
    why, source     the law or the rule of grammar behind it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import yaml

from termbase.documents.formats import all_formats

from .normalising import House, held, house_of, shipped_house
from .wrappings import WRAPPINGS, Wrapping, wrappings

FOLDER = Path(__file__).parent / "cases"
KEYS = frozenset(
    ("text", "gives", "leaves", "lang", "format", "proposes", "finding", "alone", "later", "why", "source")
)
ALWAYS = ("txt", "markdown")
"""In documents of these formats every case is tried every time."""
SAMPLE = 24
FEWEST = 260
"""There are at least so many cases: fewer, and files were lost."""


@dataclass(frozen=True)
class Case:
    """A case with the document of its file that it stands in."""

    file: str
    document: int
    number: int
    lang: str
    fields: dict[str, str]

    @property
    def text(self) -> str:
        return self.fields.get("text", self.fields.get("leaves", ""))

    @property
    def gives(self) -> str:
        return self.fields.get("gives", self.fields.get("leaves", ""))

    @property
    def format(self) -> str:
        return self.fields.get("format", "txt")

    @property
    def house(self) -> House:
        return _house(self.file, self.document)

    def __str__(self) -> str:
        return f"{self.file}-{self.document}.{self.number}"


@cache
def _documents(file: str) -> tuple[dict[str, Any], ...]:
    """The documents of a file, every scalar the text that stands there."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    return tuple(yaml.load_all(text, Loader=yaml.BaseLoader))


def _files() -> list[str]:
    """The files of cases; a list at the top of a file is another test's."""
    names = sorted(path.name for path in FOLDER.glob("*.yaml"))
    return [
        name for name in names if isinstance(_documents(name)[0], dict) and "cases" in _documents(name)[0]
    ]


@cache
def _house(file: str, document: int) -> House:
    data = _documents(file)[document]
    return shipped_house() if data["glossary"] == "shipped" else house_of(data["glossary"], data.get("style"))


def _cases() -> Iterator[Case]:
    for file in _files():
        for number, document in enumerate(_documents(file)):
            lang = document.get("lang", "de")
            for at, fields in enumerate(document["cases"], 1):
                yield Case(file, number, at, fields.get("lang", lang), fields)


CASES = list(_cases())
each_case = pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=f"{case}-{case.text[:40]}".encode("ascii", "replace").decode(),
            marks=[pytest.mark.xfail(reason=case.fields["later"], strict=True)]
            if "later" in case.fields
            else [],
        )
        for case in CASES
    ],
)


def test_there_are_cases() -> None:
    assert len(CASES) >= FEWEST
    for file in _files():
        for document in _documents(file):
            assert document["cases"], f"{file} has a glossary without cases"
    assert {case.file for case in CASES} == set(_files())


def test_cases_are_well_formed() -> None:
    for case in CASES:
        assert set(case.fields) <= KEYS, f"{case} has unknown keys"
        assert ("leaves" in case.fields) != ("text" in case.fields and "gives" in case.fields), f"{case}"
        assert case.text, f"{case} has no text"
        assert case.fields.get("gives") != case.fields.get("text") or "leaves" in case.fields, (
            f"{case}: say leaves"
        )


def test_every_format_has_wrappings() -> None:
    assert {format.name for format in all_formats()} == set(WRAPPINGS)
    assert all(WRAPPINGS.values())


@each_case
def test_bare(case: Case) -> None:
    result = case.house.normalise(case.text, case.lang, case.format)
    assert held(case.text, result) == case.gives
    if "proposes" in case.fields:
        proposed = case.house.normalise(case.text, case.lang, case.format, unsafe=True)
        assert held(case.text, proposed, unsafe=True) == case.fields["proposes"]
    if wanted := case.fields.get("finding"):
        found = [finding.code for finding in case.house.check(case.text, case.lang, case.format)]
        assert found == [] if wanted == "none" else wanted in found


@each_case
def test_twice(case: Case) -> None:
    if "later" in case.fields:
        pytest.xfail(case.fields["later"])
    once = case.house.normalise(case.text, case.lang, case.format).text
    again = case.house.normalise(once, case.lang, case.format)
    assert again.text == once


@each_case
def test_in_documents(case: Case) -> None:
    if "later" in case.fields:
        pytest.xfail(case.fields["later"])
    if "format" in case.fields or "alone" in case.fields:
        return
    for format in WRAPPINGS:
        for place, wrap in wrappings(format, case.text):
            if format in ALWAYS or _is_drawn(f"{case} {format} {place}"):
                stands_in(case, format, place, wrap)


@pytest.mark.long
@pytest.mark.parametrize("format", [format for format in WRAPPINGS if format not in ALWAYS])
def test_in_all_documents(format: str) -> None:
    for case in CASES:
        if not {"later", "format", "alone"} & set(case.fields):
            for place, wrap in wrappings(format, case.text):
                stands_in(case, format, place, wrap)


def stands_in(case: Case, format: str, place: str, wrap: Wrapping) -> None:
    source = wrap(case.text)
    result = case.house.normalise(source, case.lang, format)
    assert held(source, result) == wrap(case.gives), f"{case} in {format}, {place}"


def _is_drawn(trial: str) -> bool:
    """Every trial of a case in a document takes its time: the quick tests make one of so many, always the same."""
    return crc32(trial.encode()) % SAMPLE == 0


def test_documents_are_tried() -> None:
    """Most cases can stand in every format; where they could not, the test above would try nothing."""
    for format in WRAPPINGS:
        tried = sum(1 for case in CASES if any(True for _ in wrappings(format, case.text)))
        assert tried > len(CASES) // 2, f"only {tried} cases stand in {format}"
