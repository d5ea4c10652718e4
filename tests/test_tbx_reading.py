"""TBX of others: cases by version and tool, and what is wrong with a file by its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.exchange.exchange import LoadOptions
from termbase.exchange.tbx import load
from termbase.glossary.data import concept_data
from termbase.glossary.schema import read_glossary
from termbase.model import TermbaseError

from .test_tbx import empty

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "tbx.yaml").read_text("utf-8"))

V3 = """\
<?xml version="1.0" encoding="utf-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
{entries}</body></text></tbx>
"""
V2 = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE martif PUBLIC "ISO 12200:1999A//DTD MARTIF core (DXFcdV04)//EN" "TBXcdv04.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader>
<text><body>
{entries}</body></text></martif>
"""
TERM = '<langSec xml:lang="en"><termSec><term>{id} term</term></termSec></langSec>'
GOOD = f'<conceptEntry id="{{id}}">{TERM}</conceptEntry>\n'


def written(path: Path, entries: str, frame: str = V3) -> Path:
    path.write_text(frame.replace("{entries}", entries), "utf-8")
    return path


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_cases(case: dict[str, Any], tmp_path: Path) -> None:
    if "v2" in case:
        file = written(tmp_path / "x.tbx", f'<termEntry id="c1">{case["v2"]}</termEntry>\n', V2)
    else:
        file = written(tmp_path / "x.tbx", f'<conceptEntry id="c1">{case["entry"]}</conceptEntry>\n')
    done = load(file, empty(tmp_path / "g"), LoadOptions())
    assert [each for each in done.findings if each.level != "info"] == []
    assert concept_data(read_glossary(tmp_path / "g").concepts["c1"]) == case["gives"]


BAD = {
    "no term": (
        '<conceptEntry id="b">\n<langSec xml:lang="en">\n<termSec/>\n</langSec></conceptEntry>',
        "TB733",
        8,
    ),
    "empty term": (
        '<conceptEntry id="b"><langSec xml:lang="en">\n<termSec><term> </term></termSec></langSec></conceptEntry>',
        "TB733",
        7,
    ),
    "no language": (
        '<conceptEntry id="b">\n<langSec><termSec><term>b</term></termSec></langSec></conceptEntry>',
        "TB733",
        7,
    ),
    "no section": ('<conceptEntry id="b"><note>n</note></conceptEntry>', "TB733", 6),
    "wrong language": (
        '<conceptEntry id="b"><langSec xml:lang="klingon!"><termSec><term>b</term></termSec></langSec></conceptEntry>',
        "TB110",
        6,
    ),
    "same id": (GOOD.replace("{id}", "a").strip(), "TB723", 6),
    "broken note": (
        '<conceptEntry id="b"><note>termbase: {"x</note><langSec xml:lang="en"><termSec><term>b</term></termSec>'
        "</langSec></conceptEntry>",
        "TB736",
        6,
    ),
    "evil note": (
        '<conceptEntry id="b"><note>termbase: {"terms": 7, "kind": []}</note><langSec xml:lang="en"><termSec>'
        "<term>b</term></termSec></langSec></conceptEntry>",
        "TB736",
        6,
    ),
    "unescaped sign": (
        '<conceptEntry id="b"><langSec xml:lang="en"><termSec><term>a & b</term></termSec></langSec></conceptEntry>',
        "TB731",
        6,
    ),
    "open element": (
        '<conceptEntry id="b"><langSec xml:lang="en"><termSec>\n</langSec></conceptEntry>',
        "TB731",
        7,
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_broken_entry_is_named_by_its_line(name: str, tmp_path: Path) -> None:
    entry, code, line = BAD[name]
    file = written(tmp_path / "x.tbx", GOOD.format(id="a") + entry + "\n" + GOOD.format(id="z"))
    folder = empty(tmp_path / "g")
    with pytest.raises(TermbaseError) as caught:
        load(file, folder, LoadOptions())
    assert (caught.value.findings[0].code, caught.value.findings[0].place.line) == (code, line)
    assert [path.name for path in folder.iterdir()] == ["termbase.yaml"]
    done = load(file, folder, LoadOptions(keep_going=True))
    assert (code, line) in [(each.code, each.place.line) for each in done.findings]
    assert done.counts == {"added": 2, "broken": 1}
    assert {*read_glossary(folder).concepts} == {"a", "z"}


WHOLE = {
    "no XML": (b"hello", "TB731", 1),
    "no TBX": (b"<html>\n<body/></html>", "TB730", 1),
    "empty": (b"", "TB731", 1),
    "internal subset": (b'<!DOCTYPE martif [\n<!ENTITY a "b">]><martif>&a;</martif>', "TB731", 1),
    "undeclared entity": (b'<!DOCTYPE martif SYSTEM "x.dtd">\n<martif>&uuml;</martif>', "TB731", 2),
    "Latin-1 in a UTF-8 file": (b"<tbx>\n<!-- \xc3\xbc -->\n\xfc</tbx>", "TB903", 3),
    "deep": (b"<tbx>" + b"<a>\n" * 99, "TB731", 64),
    "cut off": (V3.partition("{entries}")[0].encode() + GOOD.format(id="a").encode(), "TB731", 6),
}


@pytest.mark.parametrize("keep_going", [False, True])
@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_cannot_be_read_is_refused(name: str, keep_going: bool, tmp_path: Path) -> None:
    data, code, line = WHOLE[name]
    (tmp_path / "x.tbx").write_bytes(data)
    folder = empty(tmp_path / "g")
    if keep_going and name == "cut off":
        return
    with pytest.raises(TermbaseError) as caught:
        load(tmp_path / "x.tbx", folder, LoadOptions(keep_going=keep_going))
    assert [(each.code, each.place.line) for each in caught.value.findings] == [(code, line)]
    assert [path.name for path in folder.iterdir()] == ["termbase.yaml"]


WARNED = [
    (V3.replace("TBX-Basic", "TBX-Linguist"), "TB732"),
    (V3.replace('"dca"', '"dcx"'), "TB732"),
    (V3.replace("urn:iso:std:iso:30042:ed-2", "urn:iso:std:iso:30042:ed:3.0"), "TB732"),
    (V3.replace('"utf-8"', '"ISO-8859-1"'), "TB735"),
    (V2, None),
]


@pytest.mark.parametrize(("frame", "code"), WARNED)
def test_what_is_unusual_about_a_file_is_said(frame: str, code: str | None, tmp_path: Path) -> None:
    entry = GOOD.format(id="c1").replace("c1 term", "Straße").replace('"en"', '"de"')
    done = load(written(tmp_path / "x.tbx", entry, frame), empty(tmp_path / "g"), LoadOptions())
    assert [each.code for each in done.findings if each.level == "warning"] == ([code] if code else [])
    assert read_glossary(tmp_path / "g").concepts["c1"].terms["de"][0].text == "Straße"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_unicode_with_a_mark_is_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "x.tbx").write_bytes(V3.replace("{entries}", GOOD.replace("{id}", "ä")).encode(encoding))
    done = load(tmp_path / "x.tbx", empty(tmp_path / "g"), LoadOptions())
    assert done.counts == {"added": 1}


def test_markup_in_a_text_is_said(tmp_path: Path) -> None:
    entry = GOOD.format(id="a").replace("a term", "H<hi type='subscript'>2</hi>O")
    done = load(written(tmp_path / "x.tbx", entry), empty(tmp_path / "g"), LoadOptions())
    assert [(each.code, each.place.line) for each in done.findings if each.code != "TB726"] == [("TB734", 5)]
    assert read_glossary(tmp_path / "g").concepts["a"].terms["en"][0].text == "H2O"


def test_foreign_ids_are_found_again(tmp_path: Path) -> None:
    file = written(tmp_path / "x.tbx", GOOD.format(id="IATE-7") + GOOD.format(id="_8"))
    folder = empty(tmp_path / "g")
    assert load(file, folder, LoadOptions()).counts == {"added": 2}
    assert load(file, folder, LoadOptions()).counts == {"unchanged": 2}
    concepts = read_glossary(folder).concepts
    assert {id_: each.identifiers for id_, each in concepts.items()} == {
        "iate-7": {"tbx": "IATE-7"},
        "c8": {"tbx": "_8"},
    }
