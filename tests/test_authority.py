"""Authority files: JSON lines, GeoNames and Wikidata, read line by line; what is broken is named and left out."""

from __future__ import annotations

import bz2
import gzip
import json
import tracemalloc
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from termbase.glossary import geonames, jsonl, lines, wikidata
from termbase.glossary.authority import Choice
from termbase.glossary.data import concept_data, concept_of
from termbase.model import (
    CASES,
    CELLS,
    COMPOUNDS,
    GENDERS,
    KINDS,
    NUMBERS,
    PARTS_OF_SPEECH,
    RELATIONS,
    SCHEMES,
    SCOPES,
    SOUNDS,
    STATUSES,
    TERM_TYPES,
    USES,
    VARIANT_KINDS,
    Concept,
    Definition,
    Example,
    Finding,
    MatchRule,
    Place,
    Term,
    TermbaseError,
    Variant,
)

CASES_ = yaml.safe_load((Path(__file__).parent / "cases" / "authority.yaml").read_text("utf-8"))
FEWEST = 25
NOWHERE = Place("x.jsonl", 1)

GEONAMES = ("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "class", "code")
ALTERNATE = (
    "id",
    "geonameid",
    "isolanguage",
    "name",
    "preferred",
    "short",
    "colloquial",
    "historic",
    "from",
    "to",
)


def written(path: Path, rows: Iterable[str]) -> Path:
    path.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    return path


def row(cells: Mapping[str, Any], columns: Iterable[str], width: int) -> str:
    given = [str(cells.get(column, "")) for column in columns]
    return "\t".join(given + [""] * (width - len(given)))


def entity(given: Mapping[str, Any]) -> str:
    """A line of a dump, with its comma."""

    def claim(id_: str | None, rank: str) -> dict[str, Any]:
        value = {"value": {"entity-type": "item", "id": id_, "numeric-id": int(id_[1:])}} if id_ else {}
        snak = {"snaktype": "value" if id_ else "somevalue", "property": "P31"}
        return {"mainsnak": {**snak, **({"datavalue": value} if id_ else {})}, "rank": rank}

    claims = {
        "P31": [
            *(claim(id_, "normal") for id_ in given.get("instance_of", ())),
            *(claim(id_, "deprecated") for id_ in given.get("deprecated", ())),
        ],
        "P279": [claim(id_, "normal") for id_ in given.get("mentions", ())],
    }
    labels = {lang: {"language": lang, "value": text} for lang, text in given["labels"].items()}
    aliases = given.get("aliases") or {}
    more = {lang: [{"language": lang, "value": text} for text in texts] for lang, texts in aliases.items()}
    data = {
        "type": given.get("type", "item"),
        "id": given["id"],
        "labels": labels or [],
        "aliases": more or [],
        "claims": claims if any(claims.values()) else [],
    }
    return json.dumps(data) + ","


def choice(case: Mapping[str, Any]) -> Choice:
    return Choice(tuple(case.get("lang", ())), frozenset(case.get("classes", ())))


def as_data(found: Iterable[Concept | Finding]) -> dict[str, Any]:
    read = [each for each in found if isinstance(each, Concept)]
    return {concept.id: concept_data(concept) for concept in read}


def expected(case: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: concept_data(concept_of(id_, data)) for id_, data in case["gives"].items()}


def test_there_are_cases() -> None:
    assert sum(map(len, CASES_.values())) >= FEWEST


# ---- JSON lines


@pytest.mark.parametrize("case", CASES_["jsonl"], ids=lambda case: case["says"])
def test_a_broken_line_is_named(tmp_path: Path, case: dict[str, str]) -> None:
    good = '{"id": "good", "kind": "place", "terms": {"de": ["Gut"]}}'
    path = written(tmp_path / "a.jsonl", [good, "", case["line"], good.replace("good", "second")])
    first, finding, second = jsonl.read([path], Choice())
    assert isinstance(first, Concept)
    assert isinstance(finding, Finding)
    assert isinstance(second, Concept)
    assert first.place == Place(path.as_posix(), 1)
    assert second.id == "second"
    assert finding.place == Place(path.as_posix(), 3)
    assert case["says"] in finding.message


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=6
)
prose = st.text(st.characters(codec="utf-8"), max_size=6)
some = st.lists(names, max_size=2).map(tuple)
ids = st.from_regex(r"[a-z][a-z0-9-]{0,5}", fullmatch=True)
tags = st.sampled_from(["de", "en", "zh-Hans", "de-AT"])
forms = st.dictionaries(
    st.sampled_from(CELLS), st.lists(names, min_size=1, max_size=2).map(tuple), max_size=2
)
data = st.dictionaries(
    names, st.recursive(prose | st.none(), lambda inner: st.lists(inner, max_size=2)), max_size=2
)


def one_of(values: Iterable[str]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(list(values))


rules = st.builds(MatchRule, one_of(CASES), one_of(SCOPES), one_of(["auto", "none"]), one_of(COMPOUNDS))


def designations(
    made: Callable[..., Any], text: str, **more: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    shared = {
        "forms": forms,
        "match": rules,
        "note": st.none() | prose,
        "extra": data,
        "gender": one_of(GENDERS),
    }
    return st.builds(made, st.just(text), **shared, **more)


def variants(text: str) -> st.SearchStrategy[Variant]:
    kinds, used = st.sampled_from(VARIANT_KINDS), one_of(USES)
    more = {"kind": kinds, "use": used, "of": st.none() | names, "scheme": one_of(SCHEMES), "sources": some}
    return designations(Variant, text, **more, type=one_of(TERM_TYPES), number=one_of(NUMBERS))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@st.composite
def terms(draw: st.DrawFn) -> tuple[Term, ...]:
    """Terms of one language, in which no form stands twice."""
    texts = draw(st.lists(names, min_size=1, max_size=4, unique_by=_nfc))
    count = draw(st.integers(1, len(texts)))
    led = tuple(draw(variants(text)) for text in texts[count:])
    more: dict[str, st.SearchStrategy[Any]] = {
        "type": st.sampled_from(TERM_TYPES),
        "status": st.sampled_from(STATUSES),
        "pos": st.sampled_from(PARTS_OF_SPEECH),
        "number": st.sampled_from(NUMBERS),
        "article": st.sampled_from(["none", "definite"]),
        "sound": one_of(SOUNDS),
        "source": st.none() | prose,
        "reviewed": st.booleans(),
    }
    first = draw(designations(Term, texts[0], variants=st.just(led), **more))
    return (first, *(draw(designations(Term, text, **more)) for text in texts[1:count]))


definitions = st.builds(Definition, prose, st.none() | prose)
concepts = st.builds(
    Concept,
    ids,
    st.sampled_from(KINDS),
    st.dictionaries(tags, terms(), min_size=1, max_size=2),
    domain=some,
    definition=st.dictionaries(tags, definitions, max_size=2),
    identifiers=st.dictionaries(names, prose, max_size=2),
    note=st.none() | prose,
    related=st.dictionaries(st.sampled_from(RELATIONS), some, max_size=2),
    examples=st.lists(st.builds(Example, tags, prose, prose), max_size=2).map(tuple),
    extra=data,
)


@given(concepts)
def test_any_concept_comes_back_from_its_line(concept: Concept) -> None:
    line = jsonl.line_of(concept)
    assert "\n" not in line
    assert jsonl.parse_line(line.encode(), NOWHERE) == concept
    assert jsonl.parse_line(json.dumps(json.loads(line)).encode(), NOWHERE) == concept


def test_scalars_are_read_as_written() -> None:
    line = b'{"id":"a","kind":"term","terms":{"de":["null"]},"extra":{"a":[1.50,1e3,true,null,"no"]}}'
    concept = jsonl.parse_line(line, NOWHERE)
    assert concept.terms["de"][0].text == "null"
    assert concept.extra == {"a": ["1.50", "1e3", "true", None, "no"]}


def test_languages_and_kinds_are_chosen(tmp_path: Path) -> None:
    made = [
        Concept("a", "place", {"de": (Term("A"),), "en": (Term("B"),)}),
        Concept("b", "place", {"en": (Term("C"),)}),
        Concept("c", "person", {"de": (Term("D"),)}),
    ]
    path = written(tmp_path / "a.jsonl", map(jsonl.line_of, made))
    assert list(jsonl.read([path], Choice())) == made
    found = jsonl.read([path], Choice(("de",), frozenset(["place"])))
    assert list(found) == [Concept("a", "place", {"de": (Term("A"),)})]


# ---- files


def line(number: int) -> str:
    return f'{{"id":"c{number}","kind":"place","terms":{{"de":["Ört {number}"]}}}}'


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gzip", "bzip2"])
def test_compressed_files_are_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "a"
    raw = b"\xef\xbb\xbf" + "\r\n".join(map(line, range(2000))).encode()
    half = len(raw) // 2
    path.write_bytes(pack(raw[:half]) + pack(raw[half:]))  # as parallel packers write it, in several streams
    found = list(jsonl.read([path], Choice()))
    assert [each.id for each in found if isinstance(each, Concept)] == [
        f"c{number}" for number in range(2000)
    ]
    assert found[-1].place == Place(path.as_posix(), 2000)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gzip", "bzip2"])
@pytest.mark.parametrize("cut", [4, 200, -9, -1])
def test_a_file_that_ends_too_early_is_refused(
    tmp_path: Path, pack: Callable[[bytes], bytes], cut: int
) -> None:
    path = tmp_path / "a"
    path.write_bytes(pack("\n".join(map(line, range(9000))).encode())[:cut])
    with pytest.raises(TermbaseError) as caught:
        list(jsonl.read([path], Choice()))
    assert [finding.code for finding in caught.value.findings] == ["TB949"]


def test_damage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for pack in (gzip.compress, bz2.compress):
        raw = bytearray(pack("\n".join(map(line, range(9000))).encode()))
        raw[len(raw) // 2] ^= 0xFF
        path.write_bytes(raw)
        with pytest.raises(TermbaseError, match=r"a:\d+: cannot be unpacked"):
            list(jsonl.read([path], Choice()))


def test_lines_that_are_no_text_or_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE", 100)
    path = tmp_path / "a"
    raw = [line(1).encode(), line(2).encode("latin-1"), line(3).encode() + b" " * 250, line(4).encode()]
    path.write_bytes(b"\n".join(raw))
    found = list(jsonl.read([path], Choice()))
    assert [each.id if isinstance(each, Concept) else each.place.line for each in found] == ["c1", 2, 3, "c4"]


def test_folders_devices_and_missing_files(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere", Path("/dev/null")):
        with pytest.raises(TermbaseError, match=r"cannot be read|ordinary file"):
            list(jsonl.read([path], Choice()))


# ---- GeoNames


@pytest.mark.parametrize("case", CASES_["geonames"], ids=lambda case: case["about"])
def test_geonames(tmp_path: Path, case: dict[str, Any]) -> None:
    places = (row(cells, GEONAMES, 19) for cells in case["places"])
    paths = [written(tmp_path / "places.txt", places)]
    if "names" in case:
        alternates = (row({"id": 1, **cells}, ALTERNATE, 10) for cells in case["names"])
        paths.insert(0, written(tmp_path / "names.txt", alternates))
    found = list(geonames.read(paths, choice(case)))
    assert as_data(found) == expected(case)
    assert all(each.place.file.endswith("places.txt") and each.place.line for each in found)


def test_names_are_not_gathered_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geonames, "_BATCH", 100)
    place = row({"geonameid": 1, "name": "Ort", "class": "P"}, GEONAMES, 19)
    names = (
        row({"id": number, "geonameid": number, "isolanguage": "de", "name": f"Ort {number}"}, ALTERNATE, 10)
        for number in range(1, 20_000)
    )
    paths = [written(tmp_path / "p.txt", [place]), written(tmp_path / "n.txt", names)]
    tracemalloc.start()
    found = list(geonames.read(paths, Choice(("de",))))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [each.id for each in found if isinstance(each, Concept)] == ["geonames-1"]
    assert peak < 3_000_000  # bytes: half of it are buffers; all names at once take seven million


def test_broken_rows_of_geonames(tmp_path: Path) -> None:
    good = row({"geonameid": 1, "name": "Ort", "class": "P"}, GEONAMES, 19)
    nameless = good.replace("Ort", "\u200b")
    places = written(
        tmp_path / "p.txt", [good, good + "\tmore", "1\tOrt", good.replace("1", "²", 1), nameless]
    )
    name = row({"id": 1, "geonameid": 1, "isolanguage": "de", "name": "Ort"}, ALTERNATE, 10)
    alternates = written(tmp_path / "n.txt", [name, name.replace("1\t1", "1\tone"), "x"])
    found = list(geonames.read([places, alternates], Choice()))
    broken = [(Path(each.place.file).name, each.place.line) for each in found if isinstance(each, Finding)]
    assert sorted(broken) == [
        ("n.txt", 2),
        ("n.txt", 3),
        ("p.txt", 2),
        ("p.txt", 3),
        ("p.txt", 4),
        ("p.txt", 5),
    ]
    assert as_data(found).keys() == {"geonames-1"}


# ---- Wikidata


@pytest.mark.parametrize("form", ["array", "lines"])
@pytest.mark.parametrize("case", CASES_["wikidata"], ids=lambda case: case["about"])
def test_wikidata(tmp_path: Path, case: dict[str, Any], form: str) -> None:
    rows = [entity(given) for given in case["entities"]]
    rows[-1] = rows[-1].rstrip(",")
    whole = ["[", *rows, "]"] if form == "array" else [each.rstrip(",") for each in rows]
    path = written(tmp_path / "dump.json", whole)
    assert as_data(wikidata.read([path], choice(case))) == expected(case)


def test_broken_entities(tmp_path: Path) -> None:
    good = {"id": "Q1", "instance_of": ["Q5"], "labels": {"de": "Eins"}}
    broken = [
        entity(good)[:-9] + ",",
        '{"type":"item","id":7,"labels":{}},',
        '{"type":"item","id":"Qx","labels":{}},',
        '{"type":"item","id":"Q9"},',
        '{"type":"item","id":"Q9","labels":{"de":"Neun"}},',
        '{"type":"item","id":"Q9","labels":{"de":{"value":7}}},',
        '{"type":"item","id":"Q9","labels":{"de":{"value":"\\ud800"}}},',
        '{"type":"item","id":"Q9","labels":{},"claims":{"P31":[{"mainsnak":7}]}},',
        "[" * 100_000,
        "[],",
    ]
    path = written(tmp_path / "dump.json", ["[", *broken, entity(good), "]"])
    found = list(wikidata.read([path], Choice()))
    assert [each.place.line for each in found if isinstance(each, Finding)] == list(range(2, 12))
    assert [each.id for each in found if isinstance(each, Concept)] == ["q1"]


def test_every_class_has_a_kind() -> None:
    assert set(wikidata._kinds().values()) <= set(KINDS)
    assert all(wikidata._ITEM.fullmatch(id_) for id_ in wikidata._kinds())
