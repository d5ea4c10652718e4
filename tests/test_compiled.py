"""The compiled form: any glossary comes back whole, places and the order of concepts included."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.index.compiled import Compiled
from termbase.index.container import KEY, contained
from termbase.index.packing import packed
from termbase.model import (
    Concept,
    Definition,
    Edit,
    Example,
    Finding,
    Glossary,
    MatchRule,
    Place,
    Source,
    Style,
    Term,
    Variant,
)

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
some = st.lists(words, max_size=2).map(tuple)
maybe = st.none() | words
forms = st.dictionaries(st.sampled_from(["gen", "dat"]), st.lists(words, min_size=1, max_size=2).map(tuple))
places = st.builds(Place, st.sampled_from(["", "a.yaml", "b.yaml"]), st.integers(0, 99), st.integers(0, 99))
rules = st.builds(MatchRule, maybe, maybe, maybe, maybe)
extras = st.dictionaries(
    words, words | st.none() | st.lists(words) | st.dictionaries(words, words), max_size=2
)
variants = st.builds(
    *(
        Variant,
        words,
        words,
        maybe,
        maybe,
        maybe,
        some,
        maybe,
        maybe,
        maybe,
        forms,
        rules,
        maybe,
        extras,
        places,
    )
)
terms = st.builds(
    *(
        Term,
        words,
        words,
        words,
        words,
        maybe,
        words,
        words,
        maybe,
        forms,
        maybe,
        maybe,
        st.booleans(),
        rules,
        maybe,
    ),
    *(st.lists(variants, max_size=2).map(tuple), extras, places),
)
concepts = st.builds(
    *(
        Concept,
        words,
        words,
        st.dictionaries(words, st.lists(terms, max_size=2).map(tuple), max_size=2),
        some,
    ),
    *(
        st.dictionaries(words, st.builds(Definition, words, maybe), max_size=2),
        st.dictionaries(words, words, max_size=2),
    ),
    *(maybe, st.dictionaries(words, some, max_size=2)),
    *(st.lists(st.builds(Example, words, words, words, places), max_size=2).map(tuple), extras, places),
)
sources = st.builds(Source, words, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, places)
styles = st.builds(
    Style, words, maybe, maybe, st.lists(st.tuples(maybe, words)).map(tuple), maybe, maybe, places
)
edits = st.builds(Edit, st.integers(), st.integers(), words, words, words, words, words, st.booleans())
findings = st.builds(
    Finding, words, words, words, places, maybe, st.lists(edits, max_size=1).map(tuple), maybe
)
glossaries = st.builds(
    Glossary,
    st.lists(concepts, max_size=3).map(lambda found: {concept.id: concept for concept in found}),
    *(words, maybe, maybe),
    st.lists(sources, max_size=2).map(lambda found: {source.id: source for source in found}),
    st.lists(styles, max_size=2).map(lambda found: {style.name: style for style in found}),
    st.lists(findings, max_size=2).map(tuple),
)


def in_style(glossary: Glossary) -> Glossary:
    """The glossary in the first of its styles, if it has one."""
    return replace(glossary, style=next(iter(glossary.styles.values()), None))


@settings(max_examples=50, deadline=None)
@given(glossaries | glossaries.map(in_style))
def test_any_glossary_comes_back(glossary: Glossary) -> None:
    compiled = Compiled(contained(packed(glossary), bytes(KEY)).parts)
    again = compiled.glossary
    assert again == glossary
    assert repr(dict(again.concepts)) == repr(glossary.concepts)
    assert repr(replace(again, concepts={})) == repr(replace(glossary, concepts={}))
    assert len(again.concepts) == len(glossary.concepts)
    assert list(compiled.concepts.languages) == list(
        dict.fromkeys(lang for concept in glossary.concepts.values() for lang in concept.terms)
    )
