"""The glossary itself: its warnings, and its examples, which must come out as they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from termbase.documents.formats import format_named
from termbase.index.lexicon import Lexicon
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary
from termbase.verbs.normalise import normalise


def validate(glossary: Glossary, lexicon: Callable[[str], Lexicon]) -> list[Finding]:
    """The warnings of a glossary and the examples that fail; `lexicon` gives that of a language."""
    found = list(glossary.findings)
    for concept in glossary.concepts.values():
        found.extend(_examples(concept, lexicon))
    return found


def _examples(concept: Concept, lexicon: Callable[[str], Lexicon]) -> Iterator[Finding]:
    text_format = format_named("txt")
    for example in concept.examples:
        given = normalise(lexicon(example.lang), example.text, text_format).text
        if given != example.gives:
            message = _(
                "the example gives “{given}”, not “{wanted}”; correct the example or the terms"
            ).format(given=given, wanted=example.gives)
            yield Finding("TB150", "error", message, example.place, concept.id, source=example.text)


def examples_count(glossary: Glossary) -> int:
    """How many examples a validation runs."""
    return sum(len(concept.examples) for concept in glossary.concepts.values())
