"""House styles: which of the known forms a house prefers, and a glossary in which these are canonical."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from termbase.glossary.fields import (
    Converter,
    Reader,
    choice,
    designation,
    identifier,
    language,
    list_of,
    suggestion,
    text,
)
from termbase.glossary.yaml import Mapping, Node
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, MatchRule, Style, Term, TermbaseError, Variant

QUOTES = ("keep", "rewrite")
FIRST_MENTIONS = ("keep", "expand", "short")


def read_style(reader: Reader, node: Node, name: str) -> Style:
    """Read the style `name` from its document."""
    values = reader.fields(node, _("the file"), _STYLE)
    return Style(name=name, place=reader.place(node), **values)


def find_style(glossary: Glossary, name: str) -> Style:
    """Find a style by its name; TermbaseError, which lists the styles there are, if there is none."""
    style = glossary.styles.get(name)
    if style is None:
        message = _("there is no style “{name}”; the glossary has {names}")
        names = ", ".join(sorted(glossary.styles)) or _("none")
        raise TermbaseError.of("TB118", message.format(name=name, names=names))
    return style


def apply_style(glossary: Glossary, style: Style) -> Glossary:
    """Give the glossary as this house has it.

    A preferred form becomes a preferred term, the first of its type, with its own gender, number and forms.
    If it was a variant, its term becomes a variant in its place: used as that variant was, but rewritten
    where that one was for look-up only, as the house has chosen now. Raises TermbaseError with all findings
    for forms that are unknown or misspelt, that several concepts have, or that exclude each other.
    """
    concepts = dict(glossary.concepts)
    findings: list[Finding] = []
    chosen: list[tuple[str, str]] = []
    for id_, form in style.prefer:
        candidates = [c for c in concepts.values() if id_ in (None, c.id) and _knows(c, style, form)]
        if len(candidates) == 1:
            concept = candidates[0]
            terms = {
                lang: _prefer(terms, form) if _speaks(style, lang) else terms
                for lang, terms in concept.terms.items()
            }
            concepts[concept.id] = replace(concept, terms=terms)
            chosen.append((concept.id, form))
        else:
            findings.append(_unclear(glossary, style, id_, form, candidates))
    findings += [
        _problem(
            "TB117", style, _("“{form}” and another preferred form are forms of one term; keep one"), form
        )
        for id_, form in chosen
        if not _is_canonical(concepts[id_], form)
    ]
    if findings:
        raise TermbaseError(findings)
    return replace(glossary, concepts=concepts, style=style)


def _prefer(terms: tuple[Term, ...], form: str) -> tuple[Term, ...]:
    """Make the form canonical in the terms (of several regions) that know it, and put these first."""
    result = list(terms)
    for term in reversed(terms):  # so that several keep their order
        new = _with_canonical(term, form)
        if new is not None:
            index = result.index(term)
            del result[index]
            first = next((i for i, other in enumerate(result) if other.type == new.type), index)
            result.insert(first, new)
    return tuple(result)


def _with_canonical(term: Term, form: str) -> Term | None:
    """Give the term with this form as its text; None if it does not know it."""
    if _same(term.text, form):
        return replace(term, status="preferred")
    found = next((v for v in term.variants if _same(v.text, form) and v.kind != "misspelling"), None)
    if found is None:
        return None
    use = "rewrite" if found.effective_use == "lookup" else found.effective_use
    demoted = Variant(
        term.text, use=use, forms=term.forms, note=term.note, extra=term.extra, place=term.place
    )
    variants = (_settled(demoted if v is found else v, term) for v in term.variants)
    own = _settled(found, term)
    return replace(
        term,
        text=own.text,
        type=own.type or term.type,
        status="preferred",
        gender=own.gender,
        number=own.number or term.number,
        sound=None,  # it was that of the other text
        forms=found.forms,
        source=", ".join(own.sources) or None,
        match=own.match,
        note=own.note,
        variants=tuple(variants),
        extra=own.extra,
        place=own.place,
    )


def _settled(variant: Variant, term: Term) -> Variant:
    """Write out what the variant has from its term, as it gets another one."""
    match = MatchRule(
        case=variant.match.case or term.match.case,
        scope=variant.match.scope or term.match.scope,
        inflect=variant.match.inflect or term.match.inflect,
        compounds=variant.match.compounds or term.match.compounds,
    )
    return replace(
        variant,
        type=variant.type or term.type,
        gender=variant.gender or term.gender,
        number=variant.number or term.number,
        match=match,
    )


def _unclear(
    glossary: Glossary, style: Style, id_: str | None, form: str, candidates: list[Concept]
) -> Finding:
    if candidates:
        message = _("“{form}” is a form of several concepts; write which is meant: {choices}")
        choices = _(" or ").join(f"“{concept.id}: {form}”" for concept in candidates)
        return _problem("TB117", style, message, form, choices=choices)
    if id_ is not None and id_ not in glossary.concepts:
        message = _("“{id}: {form}” names a concept that does not exist; {remedy}")
        return _problem("TB116", style, message, form, id=id_, remedy=suggestion(id_, glossary.concepts))
    slips = [c for c in glossary.concepts.values() if id_ in (None, c.id) and _knows(c, style, form, True)]
    if slips:
        return _problem("TB116", style, _("“{form}” is a misspelling and cannot be preferred"), form)
    message = _("“{form}” is no known form{where}; add it to the glossary as a variant first, or correct it")
    return _problem("TB116", style, message, form, where="" if id_ is None else f" of “{id_}”")


def _knows(concept: Concept, style: Style, form: str, misspelt: bool = False) -> bool:
    """Whether the form belongs to the concept in the style's language; misspellings only if asked for."""
    return any(
        _same(term.text, form)
        or any(_same(v.text, form) and (misspelt or v.kind != "misspelling") for v in term.variants)
        for lang, terms in concept.terms.items()
        if _speaks(style, lang)
        for term in terms
    )


def _is_canonical(concept: Concept, form: str) -> bool:
    terms = (term for terms in concept.terms.values() for term in terms)
    return any(_same(term.text, form) and term.status == "preferred" for term in terms)


def _speaks(style: Style, lang: str) -> bool:
    """Whether the style is for this language; regions and scripts do not matter."""
    return style.language is None or style.language.partition("-")[0] == lang.partition("-")[0]


def _same(first: str, second: str) -> bool:
    return first == second or unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second)


def _problem(code: str, style: Style, message: str, form: str, **values: str) -> Finding:
    return Finding(code, "error", message.format(form=form, **values), style.place)


def _preference(reader: Reader, node: Node, key: str) -> tuple[str | None, str] | None:
    """Read a form, or `id: form`, as a mapping of one pair or as a text."""
    if isinstance(node, Mapping) and len(node.pairs) == 1:
        name, child = node.pairs[0]
        id_, form = identifier(reader, name, key), designation(reader, child, key)
        return (id_, form) if id_ is not None and form is not None else None
    form = designation(reader, node, key)
    id_, colon, rest = (form or "").partition(": ")
    return (id_, rest) if colon else (None, form) if form else None


_STYLE: dict[str, Converter] = {
    "title": text,
    "language": language,
    "prefer": list_of(_preference),
    "quotes": choice(QUOTES),
    "first_mention": choice(FIRST_MENTIONS),
}
