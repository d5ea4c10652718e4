"""The glossary that comes with termbase: it validates, its examples come out, its own forms stand, its variants go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.glossary.schema import REGISTER, SETTINGS, STYLES
from termbase.index.entries import Entry
from termbase.verbs.validate import validate

from .normalising import SHIPPED, held, shipped_house

FEWEST_CONCEPTS = 200
FEWEST_EXAMPLES = 150

HOUSE = shipped_house()
CONCEPTS = HOUSE.glossary.concepts
LANGUAGES = sorted({lang for concept in CONCEPTS.values() for lang in concept.terms})


def concept_files() -> list[Path]:
    """The files of concepts, read from the folder."""
    paths = [path.relative_to(SHIPPED) for path in SHIPPED.rglob("*.yaml")]
    return sorted(path for path in paths if path.name not in (SETTINGS, REGISTER) and path.parts[0] != STYLES)


def test_glossary_is_read() -> None:
    assert len(CONCEPTS) >= FEWEST_CONCEPTS
    assert "de" in LANGUAGES
    assert [str(finding) for finding in HOUSE.glossary.findings if finding.level == "error"] == []


@pytest.mark.parametrize("path", concept_files(), ids=str)
def test_every_file_is_covered(path: Path) -> None:
    own = [concept for concept in CONCEPTS.values() if Path(concept.place.file).name == path.name]
    assert own, f"no concept of {path} was read"
    assert any(concept.examples for concept in own), f"{path} has no example"


def test_examples_come_out() -> None:
    assert sum(len(concept.examples) for concept in CONCEPTS.values()) >= FEWEST_EXAMPLES
    found = validate(HOUSE.glossary, HOUSE.lexicon)
    assert [str(finding) for finding in found if finding.level == "error"] == []


def entries_of(lang: str) -> Iterator[Entry]:
    """The designations that the house itself writes in a language."""
    return (entry for entry in HOUSE.lexicon(lang).entries if entry.variant is None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_own_forms_stand(lang: str) -> None:
    """Every inflected form of every term is left alone."""
    changed, count = [], 0
    for entry in entries_of(lang):
        for surface in entry.surfaces:
            count += 1
            text = f"{surface}."
            result = HOUSE.normalise(text, lang)
            if held(text, result) != text:
                changed.append((entry.concept.id, surface, result.text))
    assert count
    assert changed == []


def introduced(entry: Entry, lang: str) -> str:
    """A paragraph that introduces the concept, so that its short names count."""
    full = next(
        (own for own in entries_of(lang) if own.concept is entry.concept and own.term.type == "full"), None
    )
    return f"{full.term.text}.\n\n" if full else ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_variants_are_rewritten(lang: str) -> None:
    """Every variant that is for rewriting becomes a form of its term where its concept is introduced.

    One of another number is only proposed, with the verb in mind (law 11), and so is one that alone in a sentence may
    be in several cases in which the term differs (law 6). There are few of these.
    """
    lexicon = HOUSE.lexicon(lang)
    kept, proposed, count = [], [], 0
    for entry in lexicon.entries:
        if entry.variant is None or entry.use not in ("rewrite", "unquoted") or is_shared(entry, lang):
            continue
        if entry.designation.number != entry.term.number:
            continue
        count += 1
        before = introduced(entry, lang)
        text = f"{before}{entry.variant.text} x"
        for unsafe, missed in ((False, proposed), (True, kept)):
            result = held(text, HOUSE.normalise(text, lang, unsafe=unsafe), unsafe)
            given = result.removeprefix(before).removesuffix(" x")
            if given.replace("’", "'") not in lexicon.canonical(entry).surfaces:
                missed.append((entry.concept.id, entry.variant.text, given))
    assert count or lang not in ("de", "en", "ru")
    assert kept == []
    assert len(proposed) <= 2 + count // 20, proposed


def is_shared(entry: Entry, lang: str) -> bool:
    """Whether another concept has the form too, so that it is only reported."""
    concepts = {
        other.concept.id
        for other in HOUSE.lexicon(lang).entries
        if entry.designation.text in other.surfaces and other.term.text != entry.term.text
    }
    return bool(concepts - {entry.concept.id})
