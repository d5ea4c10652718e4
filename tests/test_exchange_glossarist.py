"""Glossarist: data sets out and back, and what others write in its versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given, settings
from tests.exchanged import empty, exported, glossaries, imported, lost, written

from termbase.exchange import glossarist
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Definition, Glossary, Term, TermbaseError, Variant

CSTO = Concept(
    "csto",
    "organisation",
    {
        "de": (
            Term("Organisation", gender="f", region="de-AT", source="ISO 1", reviewed=True),
            Term(
                "OVKS", type="acronym", status="admitted", variants=(Variant("ODKB", kind="transliteration"),)
            ),
        ),
        "zh-Hans": (Term("集安组织", type="short"),),
    },
    definition={"de": Definition("Bündnis", "Duden")},
    identifiers={"wikidata": "Q318693"},
    domain=("security",),
    related={"see": ("nato",)},
    note="nota bene",
)
NATO = Concept("nato", "organisation", {"de": (Term("NATO", type="acronym"),)})
GLOSSARY = Glossary({"csto": CSTO, "nato": NATO}, language="de")


def test_a_data_set(tmp_path: Path) -> None:
    done = exported(glossarist.EXCHANGE, GLOSSARY, tmp_path / "d")
    found = [yaml.safe_load(path.read_text("utf-8")) for path in sorted((tmp_path / "d/concept").iterdir())]
    (concept,) = (each for each in found if each["data"]["identifier"] == "csto")
    assert concept["related"] == [{"type": "see", "ref": {"source": "termbase", "id": "nato"}}]
    assert concept["data"]["sources"][0]["origin"] == {"ref": {"source": "wikidata", "id": "Q318693"}}
    names = concept["data"]["localized_concepts"]
    assert list(names) == ["deu", "zho"]
    german = yaml.safe_load((tmp_path / f"d/localized_concept/{names['deu']}.yaml").read_text("utf-8"))
    assert german["id"] == names["deu"]
    assert german["data"]["terms"][1:] == [
        {
            "type": "abbreviation",
            "designation": "OVKS",
            "normative_status": "admitted",
            "acronym": True,
            "term_type": "acronym",
            "grammar_info": [{"noun": True}],
        },
        {
            "type": "expression",
            "designation": "ODKB",
            "normative_status": "deprecated",
            "term_type": "transliterated_form",
        },
    ]
    assert german["data"]["definition"][0]["content"] == "Bündnis"
    assert lost(done) == {"reviews", "kinds of concepts"}


def held(concept: Concept) -> Concept:
    """What the format holds of a concept."""
    terms = {
        lang: tuple(
            Term(
                each.text,
                type=each.type,
                status=each.status,
                pos=each.pos if each.pos != "other" else "noun",
                gender=each.gender,
                number=each.number,
                source=" ".join((each.source or "").split()) or None,
                note=(each.note or "").strip() or None,
                variants=tuple(
                    Variant(
                        variant.text, kind=variant.kind if variant.kind == "transliteration" else "spelling"
                    )
                    for variant in each.variants
                ),
            )
            for each in found
        )
        for lang, found in concept.terms.items()
        if lang != "pt-BR"
    }
    definition = {
        lang: Definition(each.text.strip(), " ".join((each.source or "").split()) or None)
        for lang, each in concept.definition.items()
        if lang in terms
    }
    return replace(
        concept,
        kind="term",
        terms=terms or {"de": (Term(concept.id),)},
        definition=definition if terms else {},
        note=(concept.note or "").strip() or None,
        identifiers={
            key: value for key, value in concept.identifiers.items() if key in ("wikidata", "geonames")
        },
        examples=(),
        extra={},
    )


@pytest.mark.parametrize("version", ["3", "2"])
@settings(deadline=None, max_examples=20)
@given(made=glossaries(change=held))
def test_data_sets_come_back(version: str, made: Glossary) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = written(made, folder / "a")
        exported(glossarist.EXCHANGE, before, folder / "d", options={"version": version})
        imported(glossarist.EXCHANGE, folder / "d", empty(folder / "b"))
        assert read_glossary(folder / "b").concepts == before.concepts


VERSION_1 = """\
---
termid: game-1
term: king
related:
- type: supersedes
  ref: {source: Rules, id: game-0}
eng:
  terms:
  - type: expression
    normative_status: preferred
    designation: king
  - type: symbol
    designation: "K"
  definition: The piece that must not fall.
  language_code: eng
  notes:
  - Stays on the board.
pol:
  terms: [{type: expression, designation: król, normative_status: preferred}]
  language_code: pol
"""


def test_single_files_of_version_1(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d/concept-1.yaml").write_text(VERSION_1, "utf-8")
    imported(glossarist.EXCHANGE, tmp_path / "d", empty(tmp_path / "g"))
    (found,) = read_glossary(tmp_path / "g").concepts.values()
    assert (found.id, found.note) == ("game-1", "Stays on the board.")
    assert {lang: [term.text for term in each] for lang, each in found.terms.items()} == {
        "en": ["king", "K"],
        "pl": ["król"],
    }
    assert found.definition["en"].text == "The piece that must not fall."


def test_what_is_broken_is_named(tmp_path: Path) -> None:
    exported(glossarist.EXCHANGE, GLOSSARY, tmp_path / "d")
    first = sorted((tmp_path / "d/concept").iterdir())[0]
    parts = yaml.safe_load(first.read_text("utf-8"))["data"]["localized_concepts"]
    (tmp_path / f"d/localized_concept/{next(iter(parts.values()))}.yaml").write_text("data: [\n", "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(glossarist.EXCHANGE, tmp_path / "d", empty(tmp_path / "g"))
    assert caught.value.findings[0].place.line
    done = imported(glossarist.EXCHANGE, tmp_path / "d", empty(tmp_path / "g"), keep_going=True)
    assert done.counts == {"added": 1, "broken": 1}


def test_a_folder_without_concepts(tmp_path: Path) -> None:
    with pytest.raises(TermbaseError) as caught:
        imported(glossarist.EXCHANGE, empty(tmp_path / "d") / "nothing", empty(tmp_path / "g"))
    assert caught.value.findings[0].code == "TB744"


def test_parts_are_sought_nowhere_else(tmp_path: Path) -> None:
    folder = empty(tmp_path / "d") / "concept"
    folder.mkdir()
    (tmp_path / "other.yaml").write_text("data: {terms: [{designation: König}]}\n", "utf-8")
    (folder / "x.yaml").write_text("id: x\ndata: {localized_concepts: {deu: ../../other}}\n", "utf-8")
    with pytest.raises(TermbaseError) as caught:
        imported(glossarist.EXCHANGE, tmp_path / "d", empty(tmp_path / "g"))
    assert caught.value.findings[0].code == "TB901"


def test_the_kind_of_a_concept_is_named_among_the_losses(tmp_path: Path) -> None:
    place = Concept("kyiv", "place", {"de": (Term("Kyjiw", gender="n"),)})
    said = lost(exported(glossarist.EXCHANGE, Glossary({"kyiv": place}, language="de"), tmp_path / "x"))
    assert "kinds of concepts" in said
    plain = Glossary({"kyiv": Concept("kyiv", "term", place.terms)}, language="de")
    assert "kinds of concepts" not in lost(exported(glossarist.EXCHANGE, plain, tmp_path / "y"))
