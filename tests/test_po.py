"""gettext catalogues out and back: round trips as laws, imports as cases, broken files by their lines."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any
from unicodedata import normalize

import polib
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.exchange._po_entries import carried, is_fit
from termbase.exchange._po_reading import read
from termbase.exchange.exchange import DumpOptions, LoadOptions
from termbase.exchange.po import EXCHANGE, dump, load
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Place, Source, Term, TermbaseError, Variant

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "po_import.yaml").read_text("utf-8"))
MSGFMT = shutil.which("msgfmt")
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

# What breaks writers of PO: its own signs, line breaks of every kind, right-to-left, astral, combining, lone marks.
AWKWARD = '"\\\n\r\t\x0b\x0c\x00\x1b\x85\u2028\u2029\u00a0\u00ad\u200b\u202e\u05d0\u0627\u0301\U0001f600\U00020000%{}#~|n'
names = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters(codec="utf-8")), min_size=1, max_size=30)
terms = st.builds(
    Term,
    text=names,
    type=st.sampled_from(["full", "full", "short", "acronym"]),
    status=st.sampled_from(["preferred", "preferred", "admitted", "deprecated"]),
    reviewed=st.booleans(),
    variants=st.lists(st.builds(Variant, text=names), max_size=2).map(tuple),
)
concepts = st.builds(
    Concept,
    id=st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
    kind=st.just("term"),
    terms=st.dictionaries(
        st.sampled_from(["de", "en", "ar"]), st.lists(terms, min_size=1, max_size=4).map(tuple)
    ),
    definition=st.dictionaries(st.sampled_from(["de", "en"]), st.builds(Definition, text=names)),
)
glossaries = (
    st.lists(concepts, min_size=1, max_size=5, unique_by=lambda concept: concept.id)
    .map(
        lambda found: Glossary(
            {concept.id: concept for concept in found}, language="de", title="Glossar „X“\n"
        )
    )
    .filter(lambda glossary: any("de" in concept.terms for concept in glossary.concepts.values()))
)
TARGETS = DumpOptions(source="de", targets=("en", "ar"))


def slots(glossary: Glossary, lang: str) -> dict[str, tuple[Term, Term | None]]:
    """What a catalogue must hold, found independently of the exporter: source and target by context."""
    found = {}
    for concept in glossary.concepts.values():
        for type_ in ("full", "short", "acronym"):
            pairs = [
                [t for t in concept.terms.get(at, ()) if t.type == type_ and t.status == "preferred"]
                for at in ("de", lang)
            ]
            for number, source in enumerate(pairs[0], 1):
                name = concept.id if type_ == "full" and number == 1 else f"{concept.id}|{type_}"
                name += f"|{number}" if number > 1 else ""
                if is_fit(source.text):
                    found[name] = (source, pairs[1][number - 1] if number <= len(pairs[1]) else None)
    return found


@SLOW
@given(glossary=glossaries)
def test_an_export_holds_the_canonical_forms_and_nothing_else(
    glossary: Glossary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("po")
    dump(glossary, folder, TARGETS)
    for lang in ("en", "ar"):
        path = folder / lang / "LC_MESSAGES" / "glossary.po"
        compiled = gettext.GNUTranslations(io.BytesIO(path.with_suffix(".mo").read_bytes()))
        entries = {entry.context: entry for entry in read(path).entries}
        expected = slots(glossary, lang)
        assert entries.keys() == expected.keys()
        for context, (source, target) in expected.items():
            entry, text = entries[context], carried(target)
            assert (entry.source, entry.text) == (carried(source), text)
            assert entry.fuzzy == bool(text and target and not target.reviewed)
            shown = text if text and not entry.fuzzy else entry.source
            assert compiled.pgettext(context, entry.source) == shown


@SLOW
@given(glossary=glossaries)
def test_two_exports_are_equal_byte_for_byte(
    glossary: Glossary, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folders = [tmp_path_factory.mktemp("po") for __ in range(2)]
    files = [dump(glossary, folder, TARGETS).files for folder in folders]
    contents = [
        {path.relative_to(folder): path.read_bytes() for path in paths}
        for folder, paths in zip(folders, files)
    ]
    assert contents[0] == contents[1]
    assert len(contents[0]) == 5


@pytest.mark.skipif(MSGFMT is None, reason="GNU gettext (msgfmt) is not installed")
@SLOW
@given(glossary=glossaries)
def test_msgfmt_accepts_every_export(glossary: Glossary, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("po")
    for path in dump(glossary, folder, TARGETS).files:
        if path.suffix == ".po":
            run = subprocess.run(
                [str(MSGFMT), "-c", "-o", str(folder / "x.mo"), str(path)], capture_output=True
            )
            assert (run.returncode, run.stderr) == (0, b"")
            assert messages(path.with_suffix(".mo")) == messages(folder / "x.mo")


def messages(path: Path) -> dict[str, str]:
    """What Python reads from an MO, but for the header (msgfmt leaves a date out)."""
    return {entry.msgid_with_context: entry.msgstr for entry in polib.mofile(str(path))}


lines = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), min_size=1, max_size=20
).filter(lambda text: text == text.strip() and len(text.splitlines()) == 1)


@settings(SLOW, max_examples=40)
@given(rows=st.lists(st.tuples(lines, lines, lines), min_size=1, max_size=4), data=st.data())
def test_what_a_translator_wrote_comes_back(
    rows: list[tuple[str, str, str]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("po")
    (root / "g").mkdir()
    content = {
        f"c{at}": {"kind": "term", "terms": {"de": [{"term": f"{at}.1 {de}"}], "en": [f"{at}.2 {en}"]}}
        for at, (de, en, __) in enumerate(rows)
    }
    (root / "g" / "terms.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")
    dump(read_glossary(root / "g"), root / "l", DumpOptions(source="de"))
    path = root / "l" / "en" / "LC_MESSAGES" / "glossary.po"
    edited = {f"c{at}": f"{at}.3 {new}" for at, (__, __, new) in enumerate(rows) if data.draw(st.booleans())}
    file = polib.pofile(str(path), wrapwidth=20)
    for entry in file:
        entry.msgstr = edited.get(entry.msgctxt, entry.msgstr)
    file.save(str(path))
    result = load(path, root / "g", LoadOptions())
    after = read_glossary(root / "g")
    assert result.counts == {
        key: n for key, n in (("changed", len(edited)), ("unchanged", len(rows) - len(edited))) if n
    }
    for id_, text in edited.items():
        assert [term.text for term in after.concepts[id_].terms["en"]] == [normalize("NFC", text)]
    assert load(path, root / "g", LoadOptions()).changes == ()


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
    for entry in list(file):
        wanted = edits.get(entry.msgctxt)
        wanted = {"text": wanted, "fuzzy": False} if isinstance(wanted, str) else wanted or {}
        entry.msgstr = wanted.get("text", entry.msgstr)
        entry.msgid = wanted.get("source", entry.msgid)
        entry.msgctxt = wanted.get("context", entry.msgctxt)
        entry.obsolete = wanted.get("obsolete", False)
        if "fuzzy" in wanted:
            entry.flags = ["fuzzy"] if wanted["fuzzy"] else []
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
    assert "fr: [{term: Kyïv, reviewed: true}]" in (kyiv / "g" / "places.yaml").read_text("utf-8")


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


def test_what_a_catalogue_says_beside_the_texts(tmp_path: Path) -> None:
    term = Term("Kyiv", variants=(Variant("Kiev"), Variant("capital", kind="synonym")), reviewed=True)
    old = Term("Kiow", status="deprecated")
    place = Place("my glossary/all places.yaml", 3, 1)
    concept = Concept(
        "kyiv",
        "place",
        {"de": (Term("Kyjiw"), Term("KY", type="acronym")), "en": (term, old, Term("KC", type="short"))},
        definition={"en": Definition("the capital\nof Ukraine\u2028")},
        place=place,
    )
    sources = {"a": Source("a", date="2021"), "b": Source("b", date="2021-12"), "c": Source("c", date="soon")}
    glossary = Glossary({"kyiv": concept}, language="de", sources=sources)
    exported = dump(glossary, tmp_path, DumpOptions(folder=Path("my glossary")))
    text = (tmp_path / "en" / "LC_MESSAGES" / "glossary.po").read_text("utf-8")
    assert text.endswith(
        """
#. the capital of Ukraine
#. Status: preferred, reviewed
#. Do not use: Kiev; Kiow
#: \u2068all places.yaml\u2069
msgctxt "kyiv"
msgid "Kyjiw"
msgstr "Kyiv"

# termbase: e3b0c44298fc1c14
#. the capital of Ukraine
#. Status: no term yet
#: \u2068all places.yaml\u2069
msgctxt "kyiv|acronym"
msgid "KY"
msgstr ""
"""
    )
    assert '"PO-Revision-Date: 2021-12-01 00:00+0000\\n"' in text
    assert [(finding.code, finding.level, finding.concept) for finding in exported.findings] == [
        ("TB701", "info", "kyiv")
    ]


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
    assert "[Kyiv, {term: Kiev, region: en-GB, reviewed: true}]" in (kyiv / "g" / "places.yaml").read_text(
        "utf-8"
    )
    dump(read_glossary(kyiv / "g"), kyiv, DumpOptions(targets=("en-GB", "en")))
    assert messages(path.with_suffix(".mo")) == {"kyiv\x04Kyjiw": "Kiev"}
    assert 'msgstr "Kyiv"' in (kyiv / "en" / "LC_MESSAGES" / "glossary.po").read_text("utf-8")


def test_the_plug_in() -> None:
    assert (EXCHANGE.name, EXCHANGE.target) == ("po", "locales")
    assert ".po" in EXCHANGE.suffixes
