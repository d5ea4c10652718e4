"""The laws of the normaliser as properties of random glossaries and texts.

Each property is a function of a drawn example. The default run draws few, the run with `-m long` draws many.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from termbase.index.entries import entries
from termbase.index.matcher import Matcher, plain_proposer, proposer
from termbase.model import Concept, Glossary, Term, Variant
from termbase.text.view import fold, view

from . import reference
from .normalising import House, held, house_of, shipped_house
from .tables import designations, glossaries, name_of, reference_forms, texts, unlike

each_language = pytest.mark.parametrize("lang", ["de", "en", "xx"])


def with_text(glossary: Glossary) -> st.SearchStrategy[tuple[Glossary, str]]:
    return texts(designations(glossary)).map(lambda text: (glossary, text))


def examples(lang: str, unusual: bool = False) -> st.SearchStrategy[tuple[Glossary, str]]:
    """A glossary of the language and a text that is made of its forms."""
    return glossaries(lang, unusual).flatmap(with_text)


def run_small_and_large(namespace: dict[str, Any]) -> None:
    """Give every property `check_…` a test of the default run and one with the mark `long`."""
    for name, check in [*namespace.items()]:
        if name.startswith("check_"):
            test = name.replace("check_", "test_", 1)
            namespace[test] = check
            namespace[f"{test}_at_length"] = pytest.mark.long(_copied(check))


def _copied(check: Callable[..., None]) -> Callable[..., None]:
    """The same property as another test: marks and Hypothesis's state belong to one function."""

    @given(data=st.data())
    def at_length(data: st.DataObject) -> None:
        check.draws(data)  # type: ignore[attr-defined]

    return at_length


# Law 1


def assert_read_alike(glossary: Glossary, text: str, lang: str) -> None:
    known = entries(glossary, lang)
    wanted = reference.read(reference_forms(known), text)
    found = Matcher(known).matches(text, view(text))
    assert [(match.start, match.end) for match in found] == [(place.start, place.end) for place in wanted]
    for match, place in zip(found, wanted, strict=True):
        assert {name_of(reading.entry) for reading in match.readings} == place.names
