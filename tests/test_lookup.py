"""Look-up as users have it: what they type, slips included, and which concept they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import termbase
from termbase.glossary.schema import read_glossary
from termbase.index.names import Names
from termbase.model import Glossary, TermbaseError
from termbase.verbs.lookup import Hit, lookup

SHIPPED = Path(__file__).resolve().parent.parent / "glossary"
CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "lookup.yaml").read_text(encoding="utf-8")
)
FEWEST = 100
"""There are at least so many slips: fewer, and cases were lost."""


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(SHIPPED)


@pytest.fixture(scope="module")
def names(glossary: Glossary) -> Names:
    return Names.of(glossary)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.concept.id for hit in hits]


def test_cases_are_there() -> None:
    assert sum(len(case["slips"]) for case in CASES) >= FEWEST


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"].encode("ascii", "replace").decode())
def test_case(names: Names, case: dict[str, Any]) -> None:
    first = lookup(names, case["query"])[0]
    assert (first.concept.id, first.how, first.score) == (case["concept"], "exact", 1.0)
    missed = {
        slip: ids(lookup(names, str(slip)))
        for slip in case["slips"]
        if case["concept"] not in ids(lookup(names, str(slip), limit=5))
    }
    assert not missed


def test_a_hit_says_what_was_found(names: Names) -> None:
    hit = lookup(names, "ODKB", lang="de")[0]
    assert (hit.concept.id, hit.term.text, hit.lang, hit.matched, hit.how) == (
        *("csto", "OVKS", "de", "ODKB", "exact"),
    )


def test_a_language_is_preferred_not_demanded(names: Names) -> None:
    assert lookup(names, "Zhaparov", lang="en")[0].lang == "en"
    assert lookup(names, "Zhaparov", lang="de")[0].lang == "de"
    assert lookup(names, "Zhaparov", lang="de-AT")[0].lang == "de"
    assert lookup(names, "ՀԱՊԿ", lang="de")[0].lang == "hy"


def test_exact_means_letter_for_letter(names: Names) -> None:
    assert ids(lookup(names, "OVKS", exact=True)) == ["csto"]
    assert lookup(names, "ovks", exact=True) == []


def test_to_leaves_concepts_with_terms_in_these_languages(names: Names) -> None:
    assert ids(lookup(names, "OVKS", to="ru")) == ["csto"]
    assert ids(lookup(names, "OVKS", to=["xx", "ru-RU"])) == ["csto"]
    assert lookup(names, "OVKS", to="xx") == []
    assert ids(lookup(names, "OVKS", to="xx, ru")) == ["csto"]


def test_limit_counts_concepts(names: Names) -> None:
    assert len(lookup(names, "kas", limit=3)) == 3
    hits = lookup(names, "kas", limit=None)
    assert len(hits) > 3
    assert len(set(ids(hits))) == len(hits)


@pytest.mark.parametrize("query", ["", "  ", "\n", "\u00ad", "\u200b\u2060 "])
def test_an_empty_query_is_an_error(names: Names, query: str) -> None:
    with pytest.raises(TermbaseError, match="empty"):
        lookup(names, query)


def test_a_glossary_will_do(glossary: Glossary, names: Names) -> None:
    assert lookup(glossary, "OVKX") == lookup(names, "OVKX")


def test_the_public_api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERMBASE_CACHE", str(tmp_path))
    for _start in ("cold", "warm"):
        hits = termbase.load().lookup("Zhaparow", limit=1)
        assert ids(hits) == ["sadyr-japarov"]
        assert isinstance(hits[0], termbase.Hit)
