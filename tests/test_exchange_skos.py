"""SKOS and SKOS-XL: out in three syntaxes and back, and what others write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from tests.exchanged import empty, exported, glossaries, imported, lost, written

from termbase.exchange import skos
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Term, TermbaseError, Variant

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
suffixes = pytest.mark.parametrize("suffix", [".ttl", ".rdf", ".jsonld"])

KYIV = Concept(
    "kyiv",
    "place",
    {
        "de": (
            Term(
                "Kyjiw",
                gender="n",
                source='"Duden"',
                reviewed=True,
                variants=(Variant("Kiew", kind="former"),),
            ),
            Term("Kyiv", status="admitted"),
        ),
        "uk": (Term("Київ"),),
    },
    definition={"de": Definition("Hauptstadt")},
    identifiers={"wikidata": "Q1899", "geonames": "703448"},
    domain=("places",),
    related={"see": ("minsk",), "not": ("minsk",)},
)
MINSK = Concept("minsk", "place", {"de": (Term("Minsk"),)})
GLOSSARY = Glossary({"kyiv": KYIV, "minsk": MINSK}, language="de")


@suffixes
def test_labels_are_those_of_skos(suffix: str, tmp_path: Path) -> None:
    exported(skos.EXCHANGE, GLOSSARY, tmp_path / f"x{suffix}", options={"base": "https://example.org/t/"})
    graph = rdflib.Graph().parse(tmp_path / f"x{suffix}")
    kyiv, core = (
        rdflib.URIRef("https://example.org/t/kyiv"),
        rdflib.Namespace("http://www.w3.org/2004/02/skos/core#"),
    )
    assert set(graph.objects(kyiv, core.prefLabel)) == {
        rdflib.Literal("Kyjiw", "de"),
        rdflib.Literal("Київ", "uk"),
    }
    assert set(graph.objects(kyiv, core.altLabel)) == {rdflib.Literal("Kyiv", "de")}
    assert set(graph.objects(kyiv, core.hiddenLabel)) == {rdflib.Literal("Kiew", "de")}
    matches = {"http://www.wikidata.org/entity/Q1899", "https://sws.geonames.org/703448/"}
    assert {str(each) for each in graph.objects(kyiv, core.exactMatch)} == matches
    label = rdflib.URIRef("https://example.org/t/kyiv#de-1")
    status = rdflib.URIRef("http://www.lexinfo.net/ontology/3.0/lexinfo#normativeAuthorization")
    assert str(graph.value(label, status)).endswith("#preferredTerm")
    assert str(graph.value(label, rdflib.URIRef("http://purl.org/dc/terms/source"))) == '"Duden"'


def held(concept: Concept) -> Concept:
    """What the format holds of a concept; lists without order are sorted."""
    terms = {
        lang: tuple(
            replace(
                each,
                forms={},
                article="none",
                sound=None,
                match=type(each.match)(),
                extra={},
                variants=tuple(
                    Variant(v.text, kind=v.kind, type=v.type, gender=v.gender, number=v.number, note=v.note)
                    for v in each.variants
                ),
            )
            for each in found
        )
        for lang, found in concept.terms.items()
    }
    return replace(
        concept,
        terms=terms,
        domain=tuple(sorted(concept.domain)),
        definition={lang: Definition(each.text) for lang, each in concept.definition.items()},
        identifiers={"wikidata": f"Q{concept.id[1:]}"},
        examples=(),
        extra={},
    )


@suffixes
@settings(deadline=None, max_examples=10)
@given(made=glossaries(change=held))
def test_graphs_come_back(suffix: str, made: Glossary) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = written(made, folder / "a")
        done = exported(skos.EXCHANGE, before, folder / f"x{suffix}")
        assert lost(done) == set()
        imported(skos.EXCHANGE, folder / f"x{suffix}", empty(folder / "b"))
        assert read_glossary(folder / "b").concepts == before.concepts


FOREIGN = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<http://example.org/c#one> a skos:Concept ;
  skos:prefLabel "Eins"@de, "one"@en ; skos:altLabel "1"@en ; skos:hiddenLabel "Einz"@de ;
  skos:broader <http://example.org/c#two> ; skos:scopeNote "x"@en .
<http://example.org/c#two> a skos:Concept ; skos:prefLabel "Zwei"@de .
"""


def test_plain_skos_of_others(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").write_text(FOREIGN, "utf-8")
    done = imported(skos.EXCHANGE, tmp_path / "x.ttl", empty(tmp_path / "g"))
    one = read_glossary(tmp_path / "g").concepts["one"]
    assert [(each.text, each.status) for each in one.terms["en"]] == [("one", "preferred"), ("1", "admitted")]
    assert one.terms["de"][0].variants == (Variant("Einz", kind="misspelling"),)
    said = [each.message.partition(":left")[0] for each in done.findings if each.code == "TB725"]
    assert [each.split(": left")[0] for each in said] == ["skos:broader", "skos:scopeNote"]


BROKEN = {
    ("x.ttl", FOREIGN.replace('"Zwei"@de', '"Zwei"@de "')): ("TB748", 5),
    ("x.rdf", "<rdf:RDF\n<x"): ("TB748", 2),
    ("x.jsonld", '{"@graph": [\n,]}'): ("TB748", 2),
    ("x.rdf", '<!DOCTYPE x [<!ENTITY a "a">]>\n<x/>'): ("TB744", 1),
    ("x.jsonld", '{"@context": "https://example.org/c.jsonld", "@graph": []}'): ("TB744", 1),
    ("x.jsonld", '{"@graph": [{"@context": [{}, "file:///etc/passwd"]}]}'): ("TB744", 1),
    ("x.foo", FOREIGN): ("TB744", 0),
    ("x.ttl", FOREIGN + "<http://example.org/c#three> a skos:Concept .\n"): ("TB748", 6),
}


@pytest.mark.parametrize(("name", "text"), BROKEN)
def test_what_is_broken_is_named(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(skos.EXCHANGE, tmp_path / name, empty(tmp_path / "g"))
    found = caught.value.findings[0]
    assert (found.code, found.place.line) == BROKEN[name, text]


@pytest.mark.parametrize("base", ["example.org", "https://example.org", "https://e.org/a b/"])
def test_a_base_must_be_an_address(base: str, tmp_path: Path) -> None:
    with pytest.raises(TermbaseError) as caught:
        exported(skos.EXCHANGE, GLOSSARY, tmp_path / "x.ttl", options={"base": base})
    assert caught.value.findings[0].code == "TB741"
