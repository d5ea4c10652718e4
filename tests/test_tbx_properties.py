"""Whatever a glossary can hold goes into each dialect and style of TBX and comes back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from termbase.exchange._tbx_items import Item, data_item, item_data
from termbase.exchange.exchange import DumpOptions, LoadOptions
from termbase.exchange.tbx import dump, load
from termbase.glossary.data import concept_data, concept_of
from termbase.glossary.schema import read_glossary
from termbase.model import (
    ARTICLES,
    CASES,
    CELLS,
    GENDERS,
    KINDS,
    NUMBERS,
    PARTS_OF_SPEECH,
    SCHEMES,
    SOUNDS,
    STATUSES,
    TERM_TYPES,
    USES,
    VARIANT_KINDS,
    Concept,
    Definition,
    Example,
    Glossary,
    MatchRule,
    Term,
    Variant,
)

from .schematron import SCHEMAS, ungrammatical

LANGUAGES = ("de", "en", "ru", "zh-Hans")
NASTY = [
    "a  b",
    "<&>]]>\"'",
    "a: b #c",
    "\u00a0x\u200b",
    "termbase: {}",
    "?",
    "e\u0301",
    "\x07",
    "𝒜",
    "\ufffe",
    "no",
]
NASTY_TEXTS = [*NASTY, " x ", "two\nlines", "a\n\nb", "tab\tbed", "cr\rlf", "\n"]

names = st.one_of(st.sampled_from(NASTY), st.text("abcäЖ基 -'", min_size=1, max_size=6)).filter(
    lambda text: bool(text.strip()) and text == text.strip() and len(text.splitlines()) == 1
)
texts = st.one_of(st.sampled_from(NASTY_TEXTS), st.text('ab<&"é \n', min_size=1, max_size=8))
maybe = st.none() | texts
data = st.dictionaries(
    st.sampled_from(("tbx", "iate", "b")),
    st.recursive(
        texts,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(names, inner, max_size=2),
        max_leaves=4,
    ),
    max_size=2,
)
forms = st.dictionaries(
    st.sampled_from(CELLS), st.lists(names, min_size=1, max_size=2, unique=True).map(tuple), max_size=2
)
rules = st.builds(MatchRule, case=st.none() | st.sampled_from(CASES))


authorities = st.sampled_from(("wikidata", "geonames", "own"))


def optional(values: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(values)


def items(level: str) -> st.SearchStrategy[dict[str, Any]]:
    """Items as an import keeps them, right and wrong ones for the level."""
    return st.builds(
        Item,
        st.sampled_from(("descrip", "admin", "termNote", "transac", "xref", "ref", "note", "unknown")),
        st.sampled_from(
            ("context", "source", "termType", "transactionType", "xGraphic", "crossReference", "odd")
        ),
        st.sampled_from(("", "variant", "origination", "text", "two\nlines")),
        st.sampled_from(("", "c0", "https://example.org/", "http://[", "nowhere")),
        members=st.sampled_from(((), (Item("date", text="2022-01-06"),), (Item("admin", "source", "s"),))),
    ).map(item_data)


extras = data | st.fixed_dictionaries({"tbx": st.lists(items("any"), max_size=3)})
variants = st.builds(
    Variant, names, st.sampled_from(VARIANT_KINDS), optional(USES), st.none() | names, optional(SCHEMES),
    type=optional(TERM_TYPES), gender=optional(GENDERS), forms=forms, match=rules, note=maybe, extra=extras,
)  # fmt: skip


def terms(lang: str) -> st.SearchStrategy[tuple[Term, ...]]:
    one = st.builds(
        Term, names, st.sampled_from(TERM_TYPES), st.sampled_from(STATUSES), st.sampled_from(PARTS_OF_SPEECH),
        optional(GENDERS), st.sampled_from(NUMBERS), st.sampled_from(ARTICLES), optional(SOUNDS), forms,
        st.sampled_from((None, f"{lang}-AT")), maybe, st.booleans(), rules, maybe,
        st.lists(variants, max_size=2).map(tuple), extras,
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=3).map(tuple)


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    """Glossaries in which no form stands twice: what is no glossary cannot come back."""
    concepts = {}
    for number in range(draw(st.integers(1, 3))):
        languages = draw(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=2, unique=True))
        concept = Concept(
            f"c{number}",
            draw(st.sampled_from(KINDS)),
            {lang: draw(terms(lang)) for lang in languages},
            tuple(draw(st.lists(names, max_size=2, unique=True))),
            draw(st.dictionaries(st.sampled_from(LANGUAGES), st.builds(Definition, texts, maybe), max_size=2)),
            draw(st.dictionaries(authorities, st.sampled_from((f"Q{number}", f"7{number}")))),
            draw(maybe),
            draw(st.dictionaries(st.sampled_from(("see", "not")), st.just(("c0",)), max_size=2)),
            tuple(draw(st.lists(st.builds(Example, st.just("de"), texts, texts), max_size=1))),
            draw(extras),
        )  # fmt: skip
        concepts[concept.id] = distinct(concept)
    return Glossary(concepts, "de")


def distinct(concept: Concept) -> Concept:
    """Give each form a number of its own."""
    numbers = iter(range(999))

    def told(each: Any, **changes: Any) -> Any:
        return replace(each, text=f"{each.text} {concept.id}{next(numbers)}", **changes)

    apart: Mapping[str, tuple[Term, ...]] = {
        lang: tuple(told(term, variants=tuple(told(variant) for variant in term.variants)) for term in each)
        for lang, each in concept.terms.items()
    }
    return replace(concept, terms=apart)


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(glossaries(), st.sampled_from(("basic", "min", "core")), st.sampled_from(("dca", "dct")))
def test_everything_comes_back(glossary: Glossary, dialect: str, style: str) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "g")
        folder.mkdir()
        (folder / "termbase.yaml").write_text("language: de\n", "utf-8")
        file = Path(temporary, "x.tbx")
        dump(glossary, file, DumpOptions(options={"dialect": dialect, "style": style}))
        if SCHEMAS.is_dir():
            assert list(ungrammatical(file)) == []
        done = load(file, folder, LoadOptions())
        assert [each for each in done.findings if each.level != "info"] == []
        assert read_glossary(folder).concepts == glossary.concepts
        assert load(file, folder, LoadOptions()).counts == {"unchanged": len(glossary.concepts)}


@given(glossaries())
@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
def test_data_are_the_concept(glossary: Glossary) -> None:
    for id_, concept in glossary.concepts.items():
        assert concept_of(id_, concept_data(concept)) == concept


@given(items("any"))
def test_items_are_their_data(kept: dict[str, Any]) -> None:
    item = data_item(kept)
    assert item is not None
    assert item_data(item) == kept


def in_categories(concept: Concept) -> Concept:
    """What TBX-Basic has categories for, in plain words."""

    def plain(text: str | None) -> str:
        return "".join(sign for sign in text or "" if sign.isalnum())

    def term(each: Term, name: str) -> Term:
        return Term(
            f"{plain(each.text)}{name}",
            type=each.type if each.type in ("full", "acronym", "abbreviation") else "full",
            status=each.status,
            pos=each.pos if each.pos in ("noun", "verb", "adjective", "adverb") else "noun",
            gender=each.gender,
            source=plain(each.source) or None,
            note=plain(each.note) or None,
        )

    terms = {
        lang: tuple(term(each, f"{concept.id}{lang}{n}") for n, each in enumerate(found))
        for lang, found in concept.terms.items()
    }
    definition = {
        lang: Definition(f"a{plain(each.text)}", plain(each.source) or None)
        for lang, each in concept.definition.items()
        if lang in terms
    }
    domain = (f"of{plain(concept.domain[0])}",) if concept.domain else ()
    return Concept(concept.id, "term", terms, definition=definition, domain=domain)


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(glossaries(), st.sampled_from(("dca", "dct")))
def test_categories_come_back_without_notes(glossary: Glossary, style: str) -> None:
    """Notes of termbase correct whatever the categories say; without them these have to be right themselves."""
    concepts = {id_: in_categories(each) for id_, each in glossary.concepts.items()}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "g")
        folder.mkdir()
        (folder / "termbase.yaml").write_text("language: de\n", "utf-8")
        file = Path(temporary, "x.tbx")
        options = DumpOptions(options={"dialect": "basic", "style": style, "notes": "none"})
        done = dump(Glossary(concepts, language="de"), file, options)
        assert [each.message for each in done.findings] == []
        load(file, folder, LoadOptions())
        assert read_glossary(folder).concepts == concepts
