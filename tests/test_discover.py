"""`discover`: what it brings together, keeps apart, and writes as drafts."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from termbase.documents.formats import format_named
from termbase.index.lexicon import Lexicon
from termbase.model import Glossary, TermbaseError
from termbase.verbs import add
from termbase.verbs.alignment import distance
from termbase.verbs.candidates import Census
from termbase.verbs.clustering import joined
from termbase.verbs.definitions import definitions
from termbase.verbs.discover import LIKELY, Cluster, discover
from termbase.verbs.kinship import LEAST, Name, _weighed, links
from termbase.verbs.proposals import proposed_variants
from termbase.verbs.reading import Text

from .command import Run, refused, write
from .normalising import house_of

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "discover.yaml").read_text(encoding="utf-8")
)
ORIGINALS = Path(__file__).parents[2] / "shared" / "seeds"
SEEDS = Path(__file__).parent.parent / "seeds"


def found_in(*sources: str) -> list[Cluster]:
    """The clusters in texts with an empty glossary."""
    format = format_named("txt")
    texts = [Text(f"{at}.txt", text, format, list(format.blocks(text))) for at, text in enumerate(sources)]
    return discover(texts, lambda lang: Lexicon(Glossary({}, "de"), lang or "de"), "de")


def occurring(cluster: Cluster) -> set[str]:
    return {form for form, count in cluster.counts.items() if count}


def test_there_are_cases() -> None:
    assert sum("together" in case for case in CASES) >= 6
    assert sum("apart" in case for case in CASES) >= 5


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, Any]) -> None:
    found = found_in(*case["texts"])
    if "together" in case:
        assert any(occurring(cluster) >= set(case["together"]) for cluster in found), found
    for pair in case.get("also", ()):
        assert any(occurring(cluster) >= set(pair) for cluster in found), pair
    for pair in case.get("apart", ()):
        assert not any(occurring(cluster) >= set(pair) for cluster in found), pair


@pytest.mark.parametrize("folder", [SEEDS, ORIGINALS], ids=["seeds", "originals"])
def test_seeds(folder: Path) -> None:
    if not folder.is_dir():
        pytest.skip("the articles are not part of this distribution")
    found = found_in(*(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))))
    wanted = [
        {"Lukjanow", "Lukjankow"},
        {"Kasachstans", "Kasaschstans"},
        {"Bergkarabach", "Berg-Karabach"},
        {"OVKS", "ODKB", "Organisation des Vertrags über kollektive Sicherheit"},
    ]
    for forms in wanted:
        assert any(occurring(cluster) >= forms for cluster in found), forms
    for forms in ({"Armenien", "Aserbaidschan"}, {"Kasachstan", "Kirgistan"}):
        assert not any(occurring(cluster) >= forms for cluster in found), forms


def test_counts_and_places() -> None:
    (cluster,) = found_in("Es sprach Fjodor Lukjanow.\n\nDann sagte Lukjankow nichts, nur Lukjanow sprach.")
    assert cluster.counts == {"Lukjanow": 2, "Lukjankow": 1}
    assert [str(context.place) for context in cluster.contexts] == ["0.txt:3:12", "0.txt:1:18"]
    assert 0 < cluster.score <= 1


def test_a_known_name_gets_its_misspelling(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "Sie lebt in Mynsk. Aus Mynsk kam Wolodymyr Selenskjy.\n")
    found = json.loads(run("discover", "in", "--format", "json", "--least", "0").out)
    assert {"kyiv", "zelensky"}.isdisjoint(each["concept"] for each in found if "Mynsk" in each["forms"])
    near = next(each for each in found if "Selenskjy" in each["forms"])
    assert near["concept"] == "zelensky"
    assert near["counts"]["Selenskjy"] == 1
    assert set(near) >= {"forms", "counts", "reason", "score"}


def test_known_forms_are_no_finds(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "In Kiew und in Kyjiw, in Kyiv und in Minsk.\n")
    ran = run("discover", "in", "--format", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [])


def test_a_form_of_another_language_is_known(run: Run, tmp_path: Path) -> None:
    places = tmp_path / "glossary" / "places.yaml"
    known = "zhaparov:\n  kind: person\n  terms: {de: [Dschaparow], ru: [Жапаров]}\n"
    write(places, places.read_text(encoding="utf-8") + known)
    write(
        tmp_path / "in" / "a.txt", "Сегодня говорил Жапаров, с Жапаровым говорили. Es sprach Sadyr Japarow.\n"
    )
    (only,) = json.loads(run("discover", "in", "--format", "json").out)
    assert only["concept"] == "zhaparov"
    assert only["counts"]["Japarow"] == 1
    assert "Жапаровым" not in only["forms"]


def test_what_differs_from_a_known_form_in_capitals_alone_is_no_find(run: Run, tmp_path: Path) -> None:
    adjective = "minsk-adjective:\n  kind: demonym\n  terms: {ru: [{term: минский, pos: adjective}]}\n"
    places = tmp_path / "glossary" / "places.yaml"
    write(places, places.read_text(encoding="utf-8") + adjective)
    write(tmp_path / "in" / "a.txt", "Вчера пел Минский хор. Сегодня поёт Минский хор.\n")
    assert json.loads(run("discover", "in", "--least", "0", "--format", "json").out) == []


def test_several_cases_of_a_name_are_one_variant() -> None:
    house = house_of({"zhaparov": {"kind": "person", "terms": {"ru": ["Жапаров"]}}})
    forms = ("Джапарова", "Джапаровым")
    nominatives = dict.fromkeys(forms, "Джапаров")
    counts, languages = dict.fromkeys(forms, 1), dict.fromkeys(forms, "ru")
    cluster = Cluster(forms, counts, "", 1.0, "spelling", languages, nominatives, concept="zhaparov")
    wanted = ("zhaparov", "ru", "Жапаров", {"term": "Джапаров", "kind": "transliteration"})
    assert list(proposed_variants([cluster], house.glossary)) == [wanted]


def test_a_variant_that_is_refused_stops_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = add.add_variant

    def refusing(folder: Path, term: str, variant: dict[str, Any], lang: str, concept: str) -> Any:
        if term == "Minsk":
            raise TermbaseError.of("TB111", "stands there already")
        return original(folder, term, variant, lang, concept)

    monkeypatch.setattr(add, "add_variant", refusing)
    write(tmp_path / "in" / "a.txt", "Es kam Wolodymyr Selenskjy. Sie lebt in Mynsk, er auch in Mynsk.\n")
    ran = run("discover", "in", "--least", "0", "--write", "glossary/p.yaml")
    assert (ran.code, "[TB111]" in ran.err) == (0, True)
    assert "Selenskjy" in (tmp_path / "glossary" / "places.yaml").read_text(encoding="utf-8")


def test_drafts_are_valid(run: Run, tmp_path: Path) -> None:
    texts = "\n\n".join(text for case in CASES if "together" in case for text in case["texts"])
    write(tmp_path / "in" / "a.txt", texts)
    assert run("discover", "in", "--write", "drafts/proposals.yaml").code == 0
    written = (tmp_path / "drafts" / "proposals.yaml").read_text(encoding="utf-8")
    drafts = yaml.safe_load(written)
    texts_of = {
        form
        for draft in drafts.values()
        for terms in draft["terms"].values()
        for term in terms
        for form in [term["term"], *(variant["term"] for variant in term.get("variants", ()))]
    }
    assert {"Lukjanow", "Lukjankow", "Bergkarabach", "OVKS", "ODKB", "Жапаров"} <= texts_of
    assert not {"Kasaschstans", "Жапаровым"} & texts_of  # no inflected forms
    ran = run("validate", "--glossary", "drafts")
    assert ran.code == 0, ran
    refused(run("discover", "in", "--write", "drafts/proposals.yaml"), "exists already", "[TB824]")


def test_the_kind_of_a_draft_is_guessed_by_what_stands_before_it(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "in" / "a.txt",
        "Dort sprach Fjodor Lukjanow, dann Fjodor Lukjankow. Er lebt in Trossingen und liebt Trosssingen.\n"
        "Kristina Müller reist nach Samarkand, in Samarkant tagt Peter Maier.\n",
    )
    assert run("discover", "in", "--least", "0.3", "--write", "drafts/p.yaml").code == 0
    drafts = yaml.safe_load((tmp_path / "drafts" / "p.yaml").read_text(encoding="utf-8"))
    kinds = {id_: draft["kind"] for id_, draft in drafts.items()}
    assert kinds == {"lukjankow": "person", "samarkand": "place", "trossingen": "place"}


def test_drafts_within_the_glossary(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "in" / "a.txt",
        "Es kam Wolodymyr Selenskjy. Fjodor Lukjanow ging; dann sprach Lukjankow.\n",
    )
    assert run("discover", "in", "--write", "glossary/proposals.yaml").code == 0
    assert "Selenskjy" in (tmp_path / "glossary" / "places.yaml").read_text(encoding="utf-8")
    assert "Lukjankow" in (tmp_path / "glossary" / "proposals.yaml").read_text(encoding="utf-8")
    before = run("validate").err
    assert "error" not in before


def test_what_is_longer_than_a_name_is_not_compared() -> None:
    """A word of a million letters took minutes: each of its letters was left out once."""
    assert found_in("Lukjanow" * 20, "Lukjankow" * 20, "Abc" * 300_000) == []


def test_unreadable_texts(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "In Kiew.\n")
    write(tmp_path / "in" / "b.txt", b"\xff\xfe\xfd")
    ran = run("discover", "in")
    assert ran.code == 2
    assert "b.txt" in ran.err


@pytest.mark.parametrize(
    ("text", "acronym", "full"),
    [
        ("die Nordatlantische Vertragsorganisation (NVO)", None, None),
        (
            "die Welt-Gesundheits-Organisation aller Staaten (WGO)",
            "WGO",
            "Welt-Gesundheits-Organisation aller Staaten",
        ),
        ("Die Lage (AFP)", None, None),
        ("das Bild zeigt ihn. (dpa)", None, None),
        ("Организация Договора о коллективной безопасности (ОДКБ)", "ОДКБ", None),
    ],
)
def test_definitions(text: str, acronym: str | None, full: str | None) -> None:
    found = list(definitions(text))
    if acronym is None:
        assert all(each.full != text for each in found)
        return
    (only,) = found
    assert only.acronym == acronym
    if full is not None:
        assert only.full == full


SKELETONS = st.text("aiubdfghklmnprst", max_size=9)


@given(SKELETONS, SKELETONS)
def test_skeletons_are_as_far_apart_either_way(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= Levenshtein.distance(one, other)


@given(SKELETONS, SKELETONS)
def test_vowels_count_less_than_consonants(one: str, other: str) -> None:
    consonants = (one + other).translate(str.maketrans("", "", "aiuh"))
    if not consonants:
        assert distance(one, other) <= 0.5 * max(len(one), len(other))
    assert distance(one + "a", one) < distance(one + "k", one) == 1


def test_less_likely_ones_are_there_for_who_asks(run: Run, tmp_path: Path) -> None:
    write(
        tmp_path / "in" / "a.txt",
        "Es kamen P. Mandrella und Rolihlahla Mandela.\n",
    )
    scores = [
        each["score"] for each in json.loads(run("discover", "in", "--least", "0", "--format", "json").out)
    ]
    assert any(score < LIKELY for score in scores)
    assert all(each["score"] >= LIKELY for each in json.loads(run("discover", "in", "--format", "json").out))


NAMES = st.lists(
    st.builds(
        lambda text, given: Name(text.capitalize(), "de", 1.0, 1, frozenset(given)),
        st.text("abeikouwvsjtz", min_size=4, max_size=9),
        st.sampled_from([(), ("Anna",), ("Peter",)]),
    ),
    max_size=8,
    unique_by=lambda name: name.text,
)


@given(NAMES)
def test_links_are_among_those_of_all_pairs(names: list[Name]) -> None:
    """Buckets may miss a pair, but give none that a comparison of all with all would not, nor another score."""
    everything = {
        (first, second): link
        for first, second in combinations(range(len(names)), 2)
        if (link := _weighed(first, second, names)) is not None
    }
    for link in links(names):
        assert everything[link.first, link.second] == link
        assert link.score >= LEAST


@given(NAMES)
def test_a_name_is_in_one_cluster_at_most(names: list[Name]) -> None:
    clusters = joined(len(names), links(names), names)
    numbers = [{number for link in own for number in (link.first, link.second)} for own in clusters]
    for one, other in combinations(numbers, 2):
        assert one.isdisjoint(other)


@given(
    st.lists(
        st.sampled_from(["Anna ", "Kiew", "-Reise", ". ", "die ", "OVKS", "\n", "«", " (kurz ", ")"]),
        max_size=20,
    )
)
def test_every_text_can_be_read(parts: list[str]) -> None:
    """Nothing is counted more often than it stands in the text."""
    source = "".join(parts)
    format = format_named("txt")
    census = Census("de")
    census.read(Text("a.txt", source, format, list(format.blocks(source))), {})
    for text, candidate in census.candidates.items():
        assert 0 < candidate.count <= source.lower().count(text.lower())
        assert candidate.announced <= candidate.inside <= candidate.count
    found_in(source)
