"""What a look-up found, as an aligned table for each concept."""

from __future__ import annotations

from termbase.messages import _
from termbase.report.columns import aligned, printable

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from termbase.model import Concept, Source, Term
    from termbase.verbs.lookup import Hit

_AS_ASKED = ("exact", "folded")


def hits_text(hits: Sequence[Hit], to: Sequence[str], language: str, sources: Mapping[str, Source]) -> str:
    """Write a table for each concept that was found, in the languages `to` (none: all) and that of the hit.

    `language` is that of the reader, in which the definition is given if there is one.
    """
    tables = []
    seen: set[str] = set()
    for hit in hits:
        if hit.concept.id not in seen:
            seen.add(hit.concept.id)
            tables.append("\n".join(_table(hit, to, language, sources)) + "\n")
    return "\n".join(tables)


def nothing_text(query: str, name: str | None) -> str:
    """Say in a line that nothing was found, and which name is found where less is asked for."""
    message = _("nothing found for “{query}”").format(query=query)
    if name is not None:
        message += "; " + _("did you mean “{name}”?").format(name=name)
    return printable(message)


def _table(hit: Hit, to: Sequence[str], language: str, sources: Mapping[str, Source]) -> Iterator[str]:
    concept = hit.concept
    yield printable(f"{hit.term.text} ({concept.id}, {_(concept.kind)})")
    for wanted in (language, hit.lang, *concept.definition):
        if wanted in concept.definition:
            yield "  " + printable(concept.definition[wanted].text)
            break
    if hit.how not in _AS_ASKED:
        how = _("  found as “{matched}” ({how}, {score})")
        yield printable(how.format(matched=hit.matched, how=_(hit.how), score=f"{hit.score:.2f}"))
    languages = [
        lang
        for lang in concept.terms
        if not to or lang == hit.lang or any(_speaks(lang, each) for each in to)
    ]
    terms = [(lang, term) for lang in languages for term in concept.terms[lang] if _wanted(lang, term, to)]
    yield from aligned(_named_once(_term_rows(terms)), "  ")
    unwanted = list(_variant_rows(terms))
    if unwanted:
        yield "  " + _("not to use:")
        yield from aligned(_named_once(unwanted), "  ")
    yield from _sources(concept, terms, sources)
    missing = [each for each in to if not any(_speaks(lang, each) for lang in concept.terms)]
    if missing:
        yield "  " + _("no terms in: {languages}").format(languages=", ".join(missing))


def _speaks(lang: str, wanted: str) -> bool:
    """Tell whether of two language tags one is the other or a narrower one of it (RFC 4647): de speaks de-AT."""
    lang, wanted = f"{lang.lower()}-", f"{wanted.lower()}-"
    return lang.startswith(wanted) or wanted.startswith(lang)


def _wanted(lang: str, term: Term, to: Sequence[str]) -> bool:
    """Tell whether a term is one for those whom its language is shown to: no other region's than theirs."""
    asked = [each.lower() for each in to if _speaks(lang, each)]
    if not asked or term.region is None:
        return True
    return any(each in (lang.lower(), lang.lower().split("-")[0], term.region.lower()) for each in asked)


def _term_rows(terms: Sequence[tuple[str, Term]]) -> Iterator[tuple[str, ...]]:
    for lang, term in terms:
        grammar = " ".join(mark for mark in (term.gender or "", "pl" if term.number == "pl" else "") if mark)
        remarks = [term.region or "", "" if term.reviewed else _("draft"), term.note or ""]
        yield lang, term.text, grammar, _(term.type), _(term.status), ", ".join(filter(None, remarks))


def _variant_rows(terms: Sequence[tuple[str, Term]]) -> Iterator[tuple[str, ...]]:
    for lang, term in terms:
        for variant in term.variants:
            yield lang, variant.text, "→ " + term.text, _(variant.kind), ", ".join(variant.sources)


def _named_once(rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Name the language in the first of its rows alone."""
    last = None
    for lang, *rest in rows:
        yield ("" if lang == last else lang, *rest)
        last = lang


def _sources(
    concept: Concept, terms: Sequence[tuple[str, Term]], sources: Mapping[str, Source]
) -> Iterator[str]:
    named = dict.fromkeys(
        name for _lang, term in terms for variant in term.variants for name in variant.sources
    )
    rows = [(name, _described(sources[name])) for name in named if name in sources]
    if rows:
        yield "  " + _("sources:")
        yield from aligned(rows, "  ")


def _described(source: Source) -> str:
    return ", ".join(filter(None, (source.author, source.title, source.publisher, source.date)))
