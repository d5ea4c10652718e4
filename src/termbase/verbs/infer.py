"""A house style from what a source writes: of each term the form that stands there most often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from termbase.glossary.rendering import scalar
from termbase.messages import _
from termbase.model import Glossary, Style, TermbaseError
from termbase.verbs.attest import Attestation

_NO_CHOICE = ("misspelling", "translation")  # kinds of variants that no house prefers
_OTHER_WORDS = ("lookup", "flag")  # uses of what is said instead of the term now and then: a nickname


def infer_style(glossary: Glossary, source: str, found: Iterable[Attestation], lang: str) -> Style:
    """Give the style of a source: the variants that it writes more often than the house's form.

    Raises TermbaseError (TB822) where none of the forms is the source's.
    """
    own = [each for each in found if each.source == source]
    if not own:
        message = _(
            "no form of the glossary is attested in “{source}”; name texts of it, or record its forms"
        )
        raise TermbaseError.of("TB822", message.format(source=source))
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for each in own:
        if each.kind not in _NO_CHOICE and each.use not in _OTHER_WORDS:
            counts[each.concept, each.term][each.form] += each.count
    known = _recorded(glossary, lang)
    shared = Counter(form for forms in known.values() for form in forms)
    prefer: list[tuple[str | None, str]] = []
    for (concept, term), forms in counts.items():
        best = max(forms, key=lambda form: (forms[form], form == term))
        if best != term and best in known.get(concept, ()):
            prefer.append((concept if shared[best] > 1 else None, best))
    described = glossary.sources.get(source)
    title = (described.title or described.publisher) if described is not None else None
    return Style(source, title, lang, tuple(prefer))


def recorded_attestations(glossary: Glossary) -> list[Attestation]:
    """Give what the glossary says itself: each variant once for each of its sources."""
    return [
        Attestation(
            concept.id,
            lang,
            term.text,
            variant.text,
            True,
            variant.kind,
            variant.effective_use,
            source,
            1,
            (),
        )
        for concept in glossary.concepts.values()
        for lang, terms in concept.terms.items()
        for term in terms
        for variant in term.variants
        for source in variant.sources
    ]


def style_text(style: Style) -> str:
    """Write a style as YAML, as `styles/NAME.yaml` holds it."""
    lines = [f"title: {scalar(style.title)}"] if style.title else []
    lines += [f"language: {style.language}"] if style.language else []
    if style.prefer:
        lines += ["prefer:", *(f"  - {_preference(*each)}" for each in style.prefer)]
    else:
        lines.append("prefer: []")
    return "\n".join(lines) + "\n"


def _preference(concept: str | None, form: str) -> str:
    return f"{{{concept}: {scalar(form, True)}}}" if concept is not None else scalar(form)


def _recorded(glossary: Glossary, lang: str) -> Mapping[str, set[str]]:
    """The forms that the glossary records of each concept in a language."""
    return {
        concept.id: {
            form
            for tag, terms in concept.terms.items()
            if tag.partition("-")[0] == lang.partition("-")[0]
            for term in terms
            for form in (term.text, *(variant.text for variant in term.variants))
        }
        for concept in glossary.concepts.values()
    }
