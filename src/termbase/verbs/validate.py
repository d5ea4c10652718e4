"""The glossary itself: its warnings, and its examples, which must come out as they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from termbase.documents.formats import format_named
from termbase.index.lexicon import Lexicon
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary
from termbase.rewrite.settling import lexicons
from termbase.text.translit import SOURCES, agrees, in_script, transcribe
from termbase.verbs.normalise import normalise


def validate(glossary: Glossary, lexicon: Callable[[str], Lexicon]) -> list[Finding]:
    """The warnings of a glossary and the examples that fail; `lexicon` gives that of a language."""
    found = list(glossary.findings)
    for concept in glossary.concepts.values():
        found.extend(_claims(concept))
        found.extend(_examples(concept, lexicon))
    return found


def _claims(concept: Concept) -> Iterator[Finding]:
    """The transliterations that their scheme does not give, be `of` in a language of the concept or else in any."""
    for terms in concept.terms.values():
        for term in terms:
            for variant in term.variants:
                if variant.of is None or variant.scheme is None:
                    continue
                of, scheme = variant.of, variant.scheme
                possible = [lang for lang in SOURCES if in_script(of, lang)]
                read = [lang for lang in concept.terms if lang in possible] or possible
                if not read or any(agrees(variant.text, of, lang, scheme) for lang in read):
                    continue
                message = _(
                    "scheme “{scheme}” makes “{given}” of “{of}”, not “{text}”; correct it or leave it out"
                )
                given = transcribe(of, read[0], scheme)
                message = message.format(scheme=scheme, given=given, of=of, text=variant.text)
                yield Finding("TB151", "warning", message, variant.place, concept.id)


def _examples(concept: Concept, lexicon: Callable[[str], Lexicon]) -> Iterator[Finding]:
    text_format = format_named("txt")
    for example in concept.examples:
        given = normalise(example.text, text_format, lexicons(example.lang, lexicon)).text
        if given != example.gives:
            message = _(
                "the example gives “{given}”, not “{wanted}”; correct the example or the terms"
            ).format(given=given, wanted=example.gives)
            yield Finding("TB150", "error", message, example.place, concept.id, source=example.text)
