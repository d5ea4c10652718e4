"""Random glossaries and texts in which forms overlap, contain each other and continue each other."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from termbase.index.entries import Entry
from termbase.model import Concept, Glossary, MatchRule, Term, Variant

from .reference import Form

LETTERS = "aAbBß"
UNUSUAL = "éÉсСİıΣσ.!基・ก\u0e31\u0301"
JOINTS = (" ", " ", "-", "'")

_word = st.text(LETTERS, min_size=1, max_size=3)
_unusual_word = st.text(LETTERS + UNUSUAL, min_size=1, max_size=3)


@st.composite
def forms(draw: st.DrawFn, words: st.SearchStrategy[str] = _word) -> str:
    """A designation of one to three words, joined by a space, a hyphen or an apostrophe."""
    parts = draw(st.lists(words, min_size=1, max_size=3))
    joints = [draw(st.sampled_from(JOINTS)) for _ in parts[1:]]
    return parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))


@st.composite
def glossaries(draw: st.DrawFn, lang: str = "de", unusual: bool = False) -> Glossary:
    """Concepts with a term and its variants; no form stands twice, as readers of glossaries demand."""
    words = _unusual_word if unusual else _word
    texts = draw(st.lists(forms(words), min_size=1, max_size=8, unique=True))
    concepts: dict[str, Concept] = {}
    while texts:
        own = [texts.pop() for _ in range(min(len(texts), draw(st.integers(1, 3))))]
        id_ = f"c{len(concepts)}"
        term = Term(
            own[0],
            type=draw(st.sampled_from(("full", "full", "acronym"))),
            gender=draw(st.sampled_from(("m", "f", "n"))),
            number=draw(st.sampled_from(("sg", "sg", "pl"))),
            article=draw(st.sampled_from(("none", "definite"))),
            match=draw(_rules),
            variants=tuple(_variant(draw, text) for text in own[1:]),
        )
        kind = draw(st.sampled_from(("place", "organisation", "term", "person", "demonym")))
        concepts[id_] = Concept(id_, kind, {lang: (term,)})
    return Glossary(concepts, language=lang)


_rules = st.builds(
    MatchRule,
    case=st.sampled_from((None, "exact", "smart", "any")),
    compounds=st.sampled_from((None, "none", "closed")),
)


def _variant(draw: st.DrawFn, text: str) -> Variant:
    return Variant(
        text,
        kind=draw(st.sampled_from(("spelling", "former", "misspelling"))),
        gender=draw(st.sampled_from((None, "m", "f", "n"))),
        number=draw(st.sampled_from((None, None, "pl"))),
        match=draw(_rules),
    )


def designations(glossary: Glossary) -> list[str]:
    """Every designation of a glossary."""
    return [
        designation.text
        for concept in glossary.concepts.values()
        for terms in concept.terms.values()
        for term in terms
        for designation in (term, *term.variants)
    ]


def described(glossary: Glossary, text: str) -> str:
    """A glossary and a text for a person who reads a failure."""
    lines = [repr(text)]
    for concept in glossary.concepts.values():
        for lang, terms in concept.terms.items():
            for term in terms:
                kind = f"{concept.kind} {lang} {term.type} {term.gender} {term.number} {term.article}"
                lines.append(f"{kind} {_rule(term)}: {term.text!r}")
                lines += [
                    f"    {v.kind} {v.gender or ''} {v.number or ''} {_rule(v)}: {v.text!r}"
                    for v in term.variants
                ]
    return "\n".join(lines)


def _rule(designation: Term | Variant) -> str:
    rule = designation.match
    return f"({rule.case or ''} {rule.compounds or ''})"


_ENDINGS = ("", "", "s", "er", "ern", "en", "es", "'", "n", "e", "'s")
_BETWEEN = (
    *(" ", " ", " ", "-", "- ", ", ", ". ", "/", "'", " („", "“) ", "\n", "\n\n", "\u00a0", "  "),
    *(" (", ") ", " und ", " der ", " im ", " die ", " a ", " [sic] ", "\u00ad", "\u2011", "\r\n", "krieg "),
)


def texts(words: Sequence[str]) -> st.SearchStrategy[str]:
    """A text of forms with endings, in several capitals, and of what stands between words."""
    form = st.builds(
        lambda word, ending, written: written(word + ending),
        st.sampled_from(list(words) or ["a"]),
        st.sampled_from(_ENDINGS),
        st.sampled_from((str, str, str, str.upper, str.lower, str.capitalize, _decomposed)),
    )
    piece = st.one_of(form, form, st.sampled_from(_BETWEEN), st.text(LETTERS + " -'", max_size=3))
    return st.lists(piece, max_size=12).map("".join)


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def reference_forms(entries: Sequence[Entry]) -> list[Form]:
    """The entries of a language as the brute-force reader takes them."""
    return [
        Form(
            name_of(entry),
            entry.designation,
            entry.language,
            entry.variant is None,
            entry.case,
            entry.compounds,
        )
        for entry in entries
    ]


def name_of(entry: Entry) -> str:
    """What tells an entry from the others."""
    return f"{entry.concept.id}/{entry.order}"


def unlike(glossary: Glossary, **rule: str) -> Glossary:
    """The glossary with another rule of `match` for every designation."""
    return replace(
        glossary,
        concepts={
            id_: replace(
                concept,
                terms={
                    lang: tuple(
                        replace(
                            term,
                            match=MatchRule(**rule),
                            variants=tuple(replace(v, match=MatchRule(**rule)) for v in term.variants),
                        )
                        for term in terms
                    )
                    for lang, terms in concept.terms.items()
                },
            )
            for id_, concept in glossary.concepts.items()
        },
    )
