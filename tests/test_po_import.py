"""Edited catalogues on their way back: cases, broken files by their lines, nothing half-written."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from termbase.exchange._po_reading import Catalogue
from termbase.exchange.exchange import DumpOptions, LoadOptions
from termbase.exchange.po import EXCHANGE, dump, load
from termbase.glossary.schema import read_glossary
from termbase.model import TermbaseError

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "po_import.yaml").read_text("utf-8"))


def messages(path: Path) -> dict[str, str]:
    """What an MO holds."""
    return {entry.msgid_with_context: entry.msgstr for entry in polib.mofile(str(path))}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_import(case: dict[str, Any], tmp_path: Path) -> None:
    yaml_file = tmp_path / "g" / "terms.yaml"
    yaml_file.parent.mkdir()
    yaml_file.write_bytes(case["glossary"].encode())
    dump(read_glossary(yaml_file.parent), tmp_path, DumpOptions(source="de", targets=("en",)))
    path = tmp_path / "en" / "LC_MESSAGES" / "glossary.po"
    edit(path, case["edits"])
    for old, new in case.get("meanwhile", {}).items():
        yaml_file.write_bytes(yaml_file.read_bytes().replace(old.encode(), new.encode()))
    before = yaml_file.read_text("utf-8")
    dry = load(path, yaml_file.parent, LoadOptions(write=False))
    assert yaml_file.read_text("utf-8") == before
    result = load(path, yaml_file.parent, LoadOptions())
    assert yaml_file.read_text("utf-8") == (before if case.get("leaves") else case["gives"])
    assert dict(result.counts) == case["counts"]
    assert [finding.code for finding in result.findings] == case.get("codes", [])
    assert (dry.changes, dry.findings) == (result.changes, result.findings)
    assert bool(result.files) == bool(result.changes) == (not case.get("leaves"))
    text = path.read_text("utf-8").split("\n")
    for finding in result.findings:
        assert finding.source == text[finding.place.line - 1]
        assert finding.source.removeprefix("#~ ").startswith("msg")


def edit(path: Path, edits: dict[str, Any]) -> None:
    """What a translator does, and the re-wrapping of the translator's program."""
    file = polib.pofile(str(path), wrapwidth=24)
    file.metadata |= edits.get("header", {})
    for entry in list(file):
        wanted = edits.get(entry.msgctxt)
        wanted = {"text": wanted, "fuzzy": False} if isinstance(wanted, str) else wanted or {}
        entry.msgstr = wanted.get("text", entry.msgstr)
        entry.msgid = wanted.get("source", entry.msgid)
        entry.msgctxt = wanted.get("context", entry.msgctxt)
        entry.obsolete = wanted.get("obsolete", False)
        if "fuzzy" in wanted:
            entry.flags = ["fuzzy"] if wanted["fuzzy"] else []
        entry.previous_msgid = wanted.get("previous")
        if wanted.get("unmarked"):
            entry.tcomment = ""
        if wanted.get("plural"):
            entry.msgid_plural, entry.msgstr_plural = entry.msgid, {0: entry.msgstr, 1: entry.msgstr}
        if wanted.get("twice"):
            file.append(entry)
    file.save(str(path))


HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
ENTRY = '\nmsgctxt "kyiv"\nmsgid "Kyjiw"\nmsgstr "Kyiv!"\n'
BROKEN = {
    "a closing mark is missing": (HEADER + ENTRY[:-2] + "\n", 8, "TB710"),
    "a quotation mark stands bare": (HEADER + ENTRY.replace("Kyiv!", 'K"v'), 8, "TB710"),
    "a line is no PO": (HEADER + "kyiv = Kyiv\n", 5, "TB710"),
    "the file ends within an entry": (HEADER + ENTRY.partition("msgstr")[0], 7, "TB710"),
    "an entry has no translation": (HEADER + ENTRY.replace('msgstr "Kyiv!"', "") + ENTRY, 7, "TB710"),
    "the order is wrong": (HEADER + '\nmsgstr "Kyiv"\nmsgid "Kyjiw"\n', 6, "TB710"),
    "a text of very many lines": (HEADER + ENTRY + '"x"\n' * 100_000, 2008, "TB710"),
    "many plural forms": (HEADER + '"Plural-Forms: nplurals=100000000; plural=0;\\n"\n' + ENTRY, 5, "TB710"),
    "a number of plural forms without end": (
        HEADER + f'"Plural-Forms: nplurals={"9" * 9999};\\n"\n',
        5,
        "TB710",
    ),
    "no header": (ENTRY, 1, "TB711"),
    "the source language": (HEADER.replace("en", "de") + ENTRY, 3, "TB711"),
    "no language": (HEADER.replace("en\\n", "klingon-x\\n") + ENTRY, 3, "TB711"),
    "another language than the folder says": (HEADER.replace("en\\n", "fr\\n") + ENTRY, 3, "TB711"),
}


@pytest.fixture
def kyiv(tmp_path: Path) -> Path:
    """A glossary with one concept, and a catalogue beside it."""
    folder = tmp_path / "g"
    folder.mkdir()
    (folder / "termbase.yaml").write_text("language: de\n", "utf-8")
    (folder / "places.yaml").write_text("kyiv: {kind: place, terms: {de: [Kyjiw], en: [Kyiv]}}\n", "utf-8")
    dump(read_glossary(folder), tmp_path, DumpOptions())
    return tmp_path


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_catalogue_is_refused_with_its_line(name: str, kyiv: Path) -> None:
    text, line, code = BROKEN[name]
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.po"
    path.write_bytes(text.encode())
    before = (kyiv / "g" / "places.yaml").read_bytes()
    with pytest.raises(TermbaseError) as raised:
        load(path, kyiv / "g", LoadOptions())
    finding = raised.value.findings[0]
    assert (finding.code, finding.place.file, finding.place.line) == (code, path.as_posix(), line)
    assert (kyiv / "g" / "places.yaml").read_bytes() == before


def test_a_large_catalogue_is_refused(kyiv: Path) -> None:
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.po"
    path.write_bytes(HEADER.encode() + b"# x\n" * 6_000_000)
    with pytest.raises(TermbaseError, match="larger than"):
        load(path, kyiv / "g", LoadOptions())


@pytest.mark.parametrize(("encoding", "ending"), [("utf-8-sig", "\n"), ("utf-16", "\n"), ("utf-8", "\r\n")])
def test_byte_order_marks_and_windows_line_endings(encoding: str, ending: str, kyiv: Path) -> None:
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.po"
    text = path.read_text("utf-8").replace('msgstr "Kyiv"', 'msgstr "Kyiv City"').replace("\n", ending)
    path.write_bytes(text.encode(encoding))
    assert [change.new for change in load(path, kyiv / "g", LoadOptions()).changes] == ["Kyiv City"]


def test_a_new_language_begins_with_the_template(kyiv: Path) -> None:
    path = kyiv / "fr.po"
    text = (kyiv / "glossary.pot").read_text("utf-8").replace('"Language: ', '"Language: fr')
    path.write_text(
        text.replace('msgstr ""\n', 'msgstr "Kyïv"\n').replace('msgstr "Kyïv"', 'msgstr ""', 1), "utf-8"
    )
    assert dict(load(path, kyiv / "g", LoadOptions()).counts) == {"added": 1}
    assert "fr: [{term: Kyïv, source: fr.po, reviewed: true}]" in (kyiv / "g" / "places.yaml").read_text(
        "utf-8"
    )


def test_work_that_was_not_imported_is_kept(kyiv: Path) -> None:
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.po"
    edit(path, {"kyiv": "Kyiv City"})
    edited = path.read_bytes()
    again = dump(read_glossary(kyiv / "g"), kyiv, DumpOptions())
    assert path.with_suffix(".po~").read_bytes() == edited != path.read_bytes()
    assert [finding.code for finding in again.findings] == ["TB702"]
    path.write_bytes(edited)
    path.with_suffix(".po~").unlink()
    load(path, kyiv / "g", LoadOptions())
    assert dump(read_glossary(kyiv / "g"), kyiv, DumpOptions()).findings == ()
    assert not path.with_suffix(".po~").exists()


def test_a_review_that_was_not_imported_is_kept(kyiv: Path) -> None:
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.po"
    edit(path, {"kyiv": {"fuzzy": False}})
    edited = path.read_bytes()
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions())
    assert path.with_suffix(".po~").read_bytes() == edited
    path.write_bytes(edited)
    path.with_suffix(".po~").unlink()
    load(path, kyiv / "g", LoadOptions())
    assert dump(read_glossary(kyiv / "g"), kyiv, DumpOptions()).findings == ()


def test_all_files_or_none(kyiv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others = kyiv / "g" / "others.yaml"
    others.write_text("riga: {kind: place, terms: {de: [Riga], en: [Rīga]}}\n", "utf-8")
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions())
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.po"
    edit(path, {"kyiv": "Kyiv City", "riga": "Riga"})
    before = {file: file.read_bytes() for file in (kyiv / "g").iterdir()}
    (kyiv / "hard link").hardlink_to(kyiv / "g" / "places.yaml")
    with pytest.raises(TermbaseError, match="hard links"):
        load(path, kyiv / "g", LoadOptions())
    assert {file: file.read_bytes() for file in (kyiv / "g").iterdir()} == before
    (kyiv / "hard link").unlink()
    assert load(path, kyiv / "g", LoadOptions()).counts == {"changed": 2}


def test_languages_that_cannot_be(kyiv: Path) -> None:
    glossary = read_glossary(kyiv / "g")
    for options in (
        DumpOptions(source="fr"),
        DumpOptions(targets=("de",)),
        DumpOptions(targets=("en", "klingon-x")),
    ):
        with pytest.raises(TermbaseError):
            dump(glossary, kyiv / "new", options)
    assert not (kyiv / "new").exists()
    files = dump(glossary, kyiv / "new", DumpOptions(targets=("zh_Hans", "sr-Latn", "en"))).files
    folders = [path.relative_to(kyiv / "new").parts[0] for path in files]
    assert folders == ["zh_Hans", "zh_Hans", "sr@latin", "sr@latin", "en", "en", "glossary.pot"]


def test_drafts_are_left_out_of_the_mo_unless_wanted(kyiv: Path) -> None:
    path = kyiv / "en" / "LC_MESSAGES" / "glossary.mo"
    assert messages(path) == {}
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions(drafts=True))
    assert messages(path) == {"kyiv\x04Kyjiw": "Kyiv"}


def test_region(kyiv: Path) -> None:
    """A change in a catalogue for a region is a new term of the region."""
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions(targets=("en-GB",)))
    path = kyiv / "en_GB" / "LC_MESSAGES" / "glossary.po"
    edit(path, {"kyiv": "Kiev"})
    load(path, kyiv / "g", LoadOptions())
    new = "{term: Kiev, region: en-GB, source: glossary.po, reviewed: true}"
    assert f"[Kyiv, {new}]" in (kyiv / "g" / "places.yaml").read_text("utf-8")
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions(targets=("en-GB", "en")))
    assert messages(path.with_suffix(".mo")) == {"kyiv\x04Kyjiw": "Kiev"}
    assert 'msgstr "Kyiv"' in (kyiv / "en" / "LC_MESSAGES" / "glossary.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("header", "source"),
    [
        ({}, "x.po"),
        ({"Last-Translator": "termbase", "Language-Team": "English"}, "x.po"),
        ({"Last-Translator": "FULL NAME <EMAIL@ADDRESS>", "Language-Team": "LANGUAGE <LL@li.org>"}, "x.po"),
        ({"Last-Translator": "doe@example.org"}, "x.po"),
        ({"Last-Translator": "Doe, J. <>", "Language-Team": "Desk"}, "x.po, revised by Doe, J."),
        ({"PO-Revision-Date": "2022-02-03 04:05+0100"}, "x.po, revised 2022-02-03"),
        (
            {
                "PO-Revision-Date": "2022-02-03 00:00+0000",
                "POT-Creation-Date": "2022-02-03 00:00+0000",
            },
            "x.po",
        ),
        ({"PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE"}, "x.po"),
    ],
)
def test_what_a_catalogue_says_of_its_origin(header: dict[str, str], source: str) -> None:
    """What an export or a program filled in names nobody; nor is an address of interest to a glossary."""
    assert Catalogue("a/x.po", (), {"Language": "en"} | header, ()).origin == source


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("name", ["glossary.mo", "renamed.po"])
def test_a_compiled_catalogue_brings_what_is_missing_and_changes_nothing(
    name: str, order: str, kyiv: Path
) -> None:
    places = kyiv / "g" / "places.yaml"
    texts = {"": "Language: en\n", "kyiv\x04Kyjiw": "Kiev", "dnipro\x04Dnipro": "Dnipro", "old\x04x": "y"}
    (kyiv / "g" / "more.yaml").write_text("dnipro: {kind: place, terms: {de: [Dnipro]}}\n", "utf-8")
    path = kyiv / name
    path.write_bytes(compiled(texts, order))
    done = load(path, kyiv / "g", LoadOptions())
    assert {key: count for key, count in done.counts.items() if count} == {
        "added": 1,
        "conflicts": 1,
        "unknown": 1,
    }
    assert [(c.concept, c.old, c.new, c.reviewed) for c in done.changes] == [
        ("dnipro", None, "Dnipro", False)
    ]
    assert places.read_text("utf-8") == "kyiv: {kind: place, terms: {de: [Kyjiw], en: [Kyiv]}}\n"


def compiled(texts: dict[str, str], order: str = "<") -> bytes:
    """Compile a catalogue by the manual of gettext."""
    count, at = len(texts), 28 + 16 * len(texts)
    tables, data = [b"", b""], b""
    for index, column in enumerate((texts, texts.values())):
        for text in column:
            raw = text.encode()
            tables[index] += struct.pack(f"{order}2I", len(raw), at + len(data))
            data += raw + b"\0"
    head = struct.pack(f"{order}7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, at)
    return head + tables[0] + tables[1] + data


def test_our_own_compiled_catalogue_changes_nothing(kyiv: Path) -> None:
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions(drafts=True))
    done = load(kyiv / "en" / "LC_MESSAGES" / "glossary.mo", kyiv / "g", LoadOptions())
    assert (done.changes, dict(done.counts)) == ((), {"unchanged": 1})


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:20],
        lambda raw: raw[:-8],
        lambda raw: raw[:8] + b"\xff\xff\xff\x7f" + raw[12:],
        lambda raw: raw[:8] + b"\x02\0\0\0" + raw[12:28] + raw[28:36] * 2 + raw[44:],
        lambda raw: raw.replace(b"Kyiv", b"Ky\xffv"),
    ],
    ids=["cut in the head", "cut in the texts", "too many", "beyond the end", "no UTF-8"],
)
def test_a_damaged_compiled_catalogue_is_refused(damage: Callable[[bytes], bytes], kyiv: Path) -> None:
    path = kyiv / "x.mo"
    raw = compiled({"": "Language: en\n", "kyiv\x04Kyjiw": "Kyiv"})
    path.write_bytes(damage(raw))
    with pytest.raises(TermbaseError) as raised:
        load(path, kyiv / "g", LoadOptions())
    assert {each.code for each in raised.value.findings} <= {"TB710", "TB711"}


def test_texts_of_a_compiled_catalogue_that_lie_upon_each_other_are_no_bomb(kyiv: Path) -> None:
    size, count = 1_000_000, 50_000
    at = 28 + 16 * count
    table = struct.pack("<2I", size, at) * count
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, at)
    (kyiv / "x.mo").write_bytes(head + table + table + b"x" * size)
    with pytest.raises(TermbaseError, match="damaged"):
        load(kyiv / "x.mo", kyiv / "g", LoadOptions())


def test_the_plug_in() -> None:
    assert (EXCHANGE.name, EXCHANGE.target) == ("po", "locales")
    assert EXCHANGE.suffixes == (".po", ".pot", ".mo")
