"""gettext catalogues out and back, as laws; the cases of the way back are in test_po_import.py."""

from __future__ import annotations

import gettext
import io
import shutil
import subprocess
from pathlib import Path
from unicodedata import normalize

import polib
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.exchange._po_entries import carried, is_fit
from termbase.exchange._po_reading import read
from termbase.exchange.exchange import DumpOptions, LoadOptions
from termbase.exchange.po import dump, load
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Place, Source, Term, Variant

from .command import runner

MSGFMT = shutil.which("msgfmt")
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

# What breaks writers of PO: its own signs, line breaks of every kind, right-to-left, astral, combining.
AWKWARD = (
    '"\\\n\r\t%{}#~|n\x0b\x0c\x00\x1b\x85\u2028\u2029'
    "\u00a0\u00ad\u200b\u202e\u05d0\u0627\u0301\U0001f600\U00020000"
)
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
        for folder, paths in zip(folders, files, strict=True)
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


def test_the_command_line_counts_what_a_catalogue_cannot_carry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Notes are details: a line for each would hide what a person has to do."""
    (tmp_path / "termbase.yaml").write_text("language: de\ntitle: Test\n", "utf-8")
    (tmp_path / "terms.yaml").write_text(
        "a: {kind: place, terms: {en: [Kyiv]}}\nb: {kind: place, terms: {de: [B], en: [B, C]}}\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "C")
    monkeypatch.setenv("TERMBASE_CACHE", str(tmp_path / ".cache"))
    run = runner(capsysbinary, monkeypatch)
    export = ("export", "po", "--glossary", tmp_path, "--to", "en", "-o", "out")
    ran = run(*export)
    assert ran.code == 0
    assert "[TB701]" not in ran.err
    assert len(ran.err.splitlines()) == 2
    assert "cannot carry it: 2" in ran.err
    assert "--verbose" in ran.err
    detailed = run(*export, "--verbose")
    assert detailed.err.count("[TB701]") == 2
    assert "--verbose" not in detailed.err
    path = tmp_path / "out" / "en" / "LC_MESSAGES" / "glossary.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "B"', 'msgstr "X"'), "utf-8")
    assert "[TB702]" in run(*export).err
    assert run(*export, "--to", "fr").err.count("\n") == 2
