"""Paradigms of the Slavic languages: the cells of `cases/endings_*.yaml`, and what holds of every name."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import termbase.languages
from termbase.languages._tables import rows_of, table
from termbase.languages.language import Designation, language
from termbase.text.view import fold

from .normalising import house_of, shipped_house

FOLDER = Path(__file__).parent / "cases"
LANGUAGES = ("ru", "uk", "pl", "be")
FEWEST = {"ru": 45, "uk": 30, "pl": 30, "be": 18}
FIELDS = ("text", "kind", "type", "pos", "gender", "number")
# a canonical name of each class with a spelling of it
PAIRS = {
    "ru": [
        ("Мурадов", "Муродов", "person", "m"),
        ("Тихановская", "Цихановская", "person", "f"),
        ("Пашинян", "Пашинян".replace("и", "ы"), "person", "m"),
        ("Зась", "Зазь", "person", "m"),
        ("Алматы", "Алма-Ата", "place", None),
        ("Бишкек", "Пишкек", "place", "m"),
        ("Казань", "Козань", "place", "f"),
        ("Чечня", "Чичня", "place", "f"),
        ("Грозный", "Гразный", "place", "m"),
        ("Косово", "Касово", "place", "n"),
        ("Коц", "Котц", "person", "m"),
    ],
    "uk": [
        ("Лукашенко", "Лукошенко", "person", "m"),
        ("Пашинян", "Пашінян", "person", "m"),
        ("Тихановська", "Ціхановська", "person", "f"),
        ("Бондар", "Бандар", "person", "m"),
        ("Яковів", "Яківів", "person", "m"),
        ("Бішкек", "Бишкек", "place", "m"),
        ("Київ", "Киїів", "place", "m"),
        ("Вірменія", "Арменія", "place", "f"),
    ],
    "pl": [
        ("Żaparow", "Dżaparow", "person", "m"),
        ("Łukaszenka", "Lukaszenka", "person", "m"),
        ("Cichanouska", "Tichanowska", "person", "f"),
        ("Wróbel", "Wrubel", "person", "m"),
        ("Biszkek", "Bishkek", "place", "m"),
        ("Moskwa", "Maskwa", "place", "f"),
        ("Praga", "Prraga", "place", "f"),
        ("Gdynia", "Gdinia", "place", "f"),
        ("Numinia", "Nuninia", "place", "f"),
    ],
    "be": [
        ("Жапараў", "Джапараў", "person", "m"),
        ("Лукашэнка", "Лукашенка", "person", "m"),
        ("Жанаазен", "Жанаозен", "place", "m"),
        ("Масква", "Москва", "place", "f"),
        ("Рыга", "Рига", "place", "f"),
    ],
}


def _forms(lang: str) -> list[dict[str, Any]]:
    documents = yaml.load_all(
        (FOLDER / f"endings_{lang}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
    )
    return [form for document in documents for form in document.get("forms", ())]


def _cells() -> Iterator[Any]:
    for lang in LANGUAGES:
        for form in _forms(lang):
            yield pytest.param(lang, form, id=f"{lang}-{form['text']}".encode("ascii", "replace").decode())


@pytest.mark.parametrize(("lang", "form"), _cells())
def test_cells(lang: str, form: dict[str, Any]) -> None:
    assert set(form) <= {*FIELDS, "cells", "absent", "why"}
    designation = Designation(**{field: form[field] for field in FIELDS if field in form})
    paradigm = language(lang).paradigm(designation)
    assert {cell: paradigm.get(cell, ("",))[0] for cell in form["cells"]} == form["cells"]
    assert not set(form.get("absent", ())) & set(paradigm)


def test_there_are_forms() -> None:
    assert all(len(_forms(lang)) >= FEWEST[lang] for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables(lang: str) -> None:
    """Every row has its five columns and a source; every pattern that is used is there, and the other way round."""
    rows = table(f"{lang}_endings")
    assert len(rows) > 100
    assert all(len(row) == 4 for row in rows)
    source = Path(str(termbase.languages.__file__)).parent / "data" / f"{lang}_endings.tsv"
    lines = [
        line for line in source.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")
    ]
    assert all(line.split("\t")[4].strip() for line in lines)
    named = {row[0] for row in rows if row[0].startswith("@")}
    used = {part for row in rows for part in row[3].split() if part.startswith("@")}
    assert used == named


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_is_transplanted(lang: str) -> None:
    """A variant that inflects as its term does gives in each of its cells the term's own surface."""
    for term, variant, kind, gender in PAIRS[lang]:
        fields = {"gender": gender} if gender else {}
        entry = {"term": term, "match": {"scope": "anywhere"}, "variants": [variant], **fields}
        entry |= {"type": "short"} if kind == "person" else {}
        house = house_of({"thing": {"kind": kind, "terms": {lang: [entry]}}})
        kinds: dict[str, Any] = {
            "kind": kind,
            "gender": gender,
            "type": "short" if kind == "person" else "full",
        }
        own = language(lang).paradigm(Designation(term, **kinds))
        for cell, surfaces in language(lang).paradigm(Designation(variant, **kinds)).items():
            if cell not in own and cell.split("/")[0] not in own:
                continue
            result = house.normalise(surfaces[0], lang).text
            allowed = {fold(form) for forms in own.values() for form in forms}
            assert result == surfaces[0] or fold(result) in allowed, f"{surfaces[0]} → {result}"
            if set(own) == set(language(lang).paradigm(Designation(variant, **kinds))):
                assert fold(result) == fold(own[cell][0]), f"{cell} {surfaces[0]} → {result}"
            assert house.normalise(result, lang).text == result


@pytest.mark.parametrize("lang", LANGUAGES)
def test_shipped_names_stand(lang: str) -> None:
    """No form of a term of the shipped glossary is changed, and what a variant becomes is changed no more."""
    house = shipped_house()
    entries = house.lexicon(lang).entries
    chosen = random.Random(7).sample(entries, min(len(entries), 150))
    for entry in chosen:
        for surfaces in entry.paradigm.values():
            once = house.normalise(surfaces[0], lang).text
            assert house.normalise(once, lang).text == once
            if entry.variant is None and entry.scope == "anywhere":
                assert once == surfaces[0]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text", ["", "-", "A", "А", "—", "1", "X Y", "а-", "-а", "Ъ", "ß ß", " ", "de la", "x" * 200]
)
@pytest.mark.parametrize("kind", ["person", "place", "organisation", "demonym", "term"])
def test_anything_is_a_name(lang: str, text: str, kind: str) -> None:
    for pos in ("noun", "adjective", "verb"):
        for gender in (None, "m", "f", "n"):
            paradigm = language(lang).paradigm(Designation(text, kind, pos=pos, gender=gender))
            assert paradigm["nom"] == (text,)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_predicates_tell_the_genders_apart(lang: str) -> None:
    """A past tense of one gender is never one of another; Belarusian feminines and neuters may sound alike."""
    by_gender = {
        gender: {end for shown, end in rows_of("slavic_predicates", lang) if shown == gender}
        for gender in "mfn"
    }
    assert all(by_gender.values())
    assert not by_gender["m"] & (by_gender["f"] | by_gender["n"])
    assert lang == "be" or not by_gender["f"] & by_gender["n"]
