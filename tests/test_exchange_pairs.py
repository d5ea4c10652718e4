"""Bilingual formats: OmegaT, plain pairs, and the glossaries of translation services with their limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from tests.exchanged import empty, exported, glossaries, imported, lost, written

from termbase.exchange import aws, azure, deepl, google, omegat, pairs
from termbase.exchange._cells import one_line
from termbase.exchange._pairs import pairs as found_pairs
from termbase.exchange.exchange import Exchange
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Term, TermbaseError, Variant

SERVICES = [deepl.EXCHANGE, google.EXCHANGE, aws.EXCHANGE, azure.EXCHANGE]
services = pytest.mark.parametrize("exchange", SERVICES, ids=lambda exchange: exchange.name)
readers = pytest.mark.parametrize("exchange", [omegat.EXCHANGE, pairs.EXCHANGE], ids=lambda each: each.name)


def concept(id: str, de: list[Term], en: list[Term], **fields: Any) -> Concept:
    return Concept(id, "term", {"de": tuple(de), "en": tuple(en)}, **fields)


def glossary(*concepts: Concept) -> Glossary:
    return Glossary({each.id: each for each in concepts}, language="de")


def reviewed(text: str, **fields: Any) -> Term:
    return Term(text, reviewed=True, **fields)


KYIV = concept(
    "kyiv",
    [reviewed("Kyjiw", variants=(Variant("Kiew"), Variant("Kijów", use="lookup")))],
    [reviewed("Kyiv")],
)
CSTO = concept(
    "csto", [reviewed("Organisation"), reviewed("OVKS", type="acronym")], [reviewed("CSTO", type="acronym")]
)
DRAFT = concept("lviv", [Term("Lwiw")], [reviewed("Lviv")])


def test_omegat_lines(tmp_path: Path) -> None:
    done = exported(omegat.EXCHANGE, glossary(KYIV, CSTO, DRAFT), tmp_path / "x.txt", targets=("en",))
    assert (tmp_path / "x.txt").read_text("utf-8").splitlines() == [
        "# termbase",
        "Kyjiw\tKyiv\t[kyiv]",
        "Kiew\tKyiv\t≠ [kyiv]",
        "OVKS\tCSTO\t[csto|acronym]",
        "Lwiw\tLviv\t(draft) [lviv]",
    ]
    assert lost(done) == {"terms without a counterpart of their type", "uses of variants"}


def test_pairs_leave_drafts_out(tmp_path: Path) -> None:
    done = exported(pairs.EXCHANGE, glossary(KYIV, CSTO, DRAFT), tmp_path / "x.tsv")
    assert (tmp_path / "x.tsv").read_text("utf-8") == "Kyjiw\tKyiv\nOVKS\tCSTO\n"
    assert "drafts (--drafts takes them in)" in lost(done)
    exported(pairs.EXCHANGE, glossary(KYIV, CSTO, DRAFT), tmp_path / "x.tsv", drafts=True)
    assert "Lwiw\tLviv\n" in (tmp_path / "x.tsv").read_text("utf-8")


def only_pairs(concept: Concept) -> Concept:
    """A canonical form of each type in both languages, and variants that are rewritten."""
    terms: dict[str, tuple[Term, ...]] = {}
    types = ("full", "acronym")
    for lang in ("de", "en"):
        texts = [term for each in concept.terms.values() for term in each]
        made = []
        for at, type_ in enumerate(types[: min(2, len(texts))]):
            variants = tuple(Variant(v.text) for v in texts[at].variants) if lang == "de" else ()
            made.append(Term(f"{lang}{texts[at].text}", type=type_, variants=variants))
        terms[lang] = tuple(made)
    return Concept(concept.id, "term", terms)


@readers
@settings(deadline=None, max_examples=30)
@given(made=glossaries(change=only_pairs))
def test_pairs_come_back(exchange: Exchange, made: Glossary) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = written(made, folder / "a")
        exported(exchange, before, folder / "de-en.txt", drafts=True)
        imported(exchange, folder / "de-en.txt", empty(folder / "b"))
        after = read_glossary(folder / "b")
        exported(exchange, after, folder / "again.txt", drafts=True)
        assert (folder / "again.txt").read_bytes() == (folder / "de-en.txt").read_bytes()
        hidden = any(text.startswith("#") for text in texts_of(before))
        if exchange is omegat.EXCHANGE and not hidden:
            assert after.concepts.keys() == before.concepts.keys()
        if exchange is pairs.EXCHANGE or not hidden:
            assert translations(after) == translations(before)


def translations(made: Glossary) -> set[tuple[str, str]]:
    found = found_pairs(made, "de", "en", variants=False)
    return {(one_line(each.source), one_line(each.target)) for each in found}


def texts_of(made: Glossary) -> list[str]:
    terms = [term for concept in made.concepts.values() for term in concept.terms["de"]]
    return [each.text for term in terms for each in (term, *term.variants)]


@readers
def test_broken_lines_are_named(exchange: Exchange, tmp_path: Path) -> None:
    (tmp_path / "x.de-en.txt").write_text("eins\tone\nzwei two\ndrei\tthree\n", "utf-8")
    folder = empty(tmp_path / "g")
    with pytest.raises(TermbaseError) as caught:
        imported(exchange, tmp_path / "x.de-en.txt", folder, source="de", options={"to": "en"})
    assert [found.place.line for found in caught.value.findings[:-1]] == [2]
    done = imported(
        exchange, tmp_path / "x.de-en.txt", folder, source="de", options={"to": "en"}, keep_going=True
    )
    assert done.counts == {"added": 2, "broken": 1}


@readers
def test_one_source_with_several_targets_is_one_concept(exchange: Exchange, tmp_path: Path) -> None:
    (tmp_path / "de-en.txt").write_text("Bund\talliance\nBund\tbundle\n", "utf-8")
    imported(exchange, tmp_path / "de-en.txt", empty(tmp_path / "g"))
    (found,) = read_glossary(tmp_path / "g").concepts.values()
    assert [term.text for term in found.terms["en"]] == ["alliance", "bundle"]


@pytest.mark.parametrize("name", ["glossary.txt", "de-de.txt", "x.txt", "de.txt"])
def test_languages_must_be_known(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("eins\tone\n", "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(pairs.EXCHANGE, tmp_path / name, empty(tmp_path / "g"))
    assert caught.value.findings[0].code == "TB747"


def test_a_name_that_says_no_languages_is_no_language(tmp_path: Path) -> None:
    """“my” would be Burmese: the source is that of the glossary."""
    (tmp_path / "my-list.txt").write_text("eins\tone\n", "utf-8")
    imported(pairs.EXCHANGE, tmp_path / "my-list.txt", empty(tmp_path / "g"), options={"to": "en"})
    (found,) = read_glossary(tmp_path / "g").concepts.values()
    assert {lang: terms[0].text for lang, terms in found.terms.items()} == {"de": "eins", "en": "one"}


@pytest.mark.parametrize(
    ("name", "languages"),
    [("de-en.txt", ("de", "en")), ("de-AT-en.txt", ("de-AT", "en")), ("de_pt_BR.tsv", ("de", "pt-BR"))],
)
def test_languages_from_the_name(name: str, languages: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / name).write_text("eins\tone\n", "utf-8")
    imported(pairs.EXCHANGE, tmp_path / name, empty(tmp_path / "g"))
    (found,) = read_glossary(tmp_path / "g").concepts.values()
    assert tuple(found.terms) == languages


FIRST_LINE = {"aws": "de,en\n"}


@services
def test_services_get_unambiguous_reviewed_pairs(exchange: Exchange, tmp_path: Path) -> None:
    bank = concept("bank", [reviewed("Bank")], [reviewed("bank")])
    bench = concept("bench", [reviewed("Bank")], [reviewed("bench")])
    made = glossary(KYIV, CSTO, DRAFT, bank, bench)
    done = exported(exchange, made, tmp_path / "x", targets=("en",))
    mark = "\t" if exchange.suffixes == (".tsv",) else ","
    text = "".join(
        f"{one}{mark}{two}\n" for one, two in [("Kyjiw", "Kyiv"), ("Kiew", "Kyiv"), ("OVKS", "CSTO")]
    )
    (path,) = done.files
    assert path.read_text("utf-8") == FIRST_LINE.get(exchange.name, "") + text
    assert {"source texts with several translations", "drafts (--drafts takes them in)"} <= lost(done)
    assert done.entries == 3


@services
def test_services_say_what_stays_behind(exchange: Exchange, tmp_path: Path) -> None:
    said = replace(KYIV, note="x", definition={"de": Definition("y")}, domain=("z",))
    done = exported(exchange, glossary(said), tmp_path / "x", targets=("en",))
    assert {"notes", "definitions", "domains"} <= lost(done)


@services
def test_a_file_without_pairs_is_named(exchange: Exchange, tmp_path: Path) -> None:
    done = exported(exchange, glossary(KYIV), tmp_path / "d", targets=("en", "fr"))
    warned = [each.place.file for each in done.findings if each.level == "warning"]
    assert [Path(file).stem for file in warned] == ["de-fr"]


@services
def test_services_refuse_what_is_too_large(exchange: Exchange, tmp_path: Path) -> None:
    service = exchange.dump.args[0]  # type: ignore[attr-defined]
    limit = service.term_bytes or 900
    size = limit // 2 - 1
    count = service.file_bytes // (limit - 10) // 2 + 10
    texts = [(str(n).ljust(size, "ä"), str(n).ljust(size, "ö")) for n in range(count)]
    many = glossary(*(concept(f"c{n}", [reviewed(a)], [reviewed(b)]) for n, (a, b) in enumerate(texts)))
    with pytest.raises(TermbaseError) as caught:
        exchange.dump(many, tmp_path / "x.tsv", _options())
    assert caught.value.findings[0].code == "TB746"
    assert not (tmp_path / "x.tsv").exists()


@services
def test_services_leave_out_texts_that_are_too_long(exchange: Exchange, tmp_path: Path) -> None:
    service = exchange.dump.args[0]  # type: ignore[attr-defined]
    if service.term_bytes is None:
        pytest.skip("no limit is documented")
    fits = concept("a", [reviewed("x" * service.term_bytes)], [reviewed("y")])
    long = concept("b", [reviewed("ä" * (service.term_bytes // 2) + "x")], [reviewed("z")])
    done = exported(exchange, glossary(fits, long), tmp_path / "x.tsv")
    assert done.entries == 1
    assert lost(done) == {f"texts of more than {service.term_bytes} bytes"}


@services
def test_several_languages_need_a_folder(exchange: Exchange, tmp_path: Path) -> None:
    made = replace(KYIV, terms={**KYIV.terms, "fr": (reviewed("Kyïv"),)})
    done = exported(exchange, glossary(made), tmp_path / "out")
    assert [path.name for path in done.files] == [f"de-{lang}{exchange.suffixes[0]}" for lang in ("en", "fr")]
    with pytest.raises(TermbaseError) as caught:
        exported(exchange, glossary(made), tmp_path / "x.tsv")
    assert caught.value.findings[0].code == "TB741"


def _options() -> Any:
    from termbase.exchange.exchange import DumpOptions

    return DumpOptions()
