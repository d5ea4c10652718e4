"""What is sought in texts of one language: every designation with its paradigm and the rules that bind it."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from termbase.languages.language import Designation, Language, Paradigm, language
from termbase.model import Concept, Term, Variant
from termbase.text.view import fold
from termbase.text.words import common_start

# what is written where the tag names no script (CLDR 47, likelySubtags)
_SCRIPTS = {
    "zh": "Hans",
    "zh-HK": "Hant",
    "zh-MO": "Hant",
    "zh-TW": "Hant",
    "sr": "Cyrl",
    "sr-ME": "Latn",
    "uz": "Latn",
}
_KIND_OF_END = 2  # letters by which words of one kind are told
_APART = "\ufffc"  # between surfaces that are folded at once; hardly any holds it


@dataclass(frozen=True, eq=False, repr=False)
class Entry:
    """A designation of one concept as the matcher seeks it; a canonical form has no variant."""

    concept: Concept
    term: Term
    variant: Variant | None
    language: Language
    order: int  # among those of its concept and language
    combined: bool = False  # of a given and a family name that nobody has recorded together

    def __repr__(self) -> str:
        return f"Entry({self.concept.id}: {self.designation.text} → {self.term.text})"

    @cached_property
    def designation(self) -> Designation:
        """What its inflection depends on; most entries of a concept are never asked for it."""
        return _designation(self.concept, self.term, self.variant)

    @cached_property
    def use(self) -> str:
        """What a match is for: `stand` for a term, else the variant's use."""
        return "stand" if self.variant is None else self.variant.effective_use

    @cached_property
    def is_current(self) -> bool:
        """Whether it is a term that the house still accepts."""
        return self.variant is None and self.term.status not in ("deprecated", "superseded")

    @cached_property
    def case(self) -> str:
        """How capitals count: exact for acronyms and abbreviations, else smart."""
        return self._rule("case") or (
            "exact" if self.designation.type in ("acronym", "abbreviation") else "smart"
        )

    @cached_property
    def scope(self) -> str:
        """Where it may be rewritten: short names of persons only where the person was introduced."""
        short_name = self.designation.type == "short" and self.concept.kind == "person"
        return self._rule("scope") or ("introduced" if short_name else "anywhere")

    @cached_property
    def introduces(self) -> bool:
        """Whether its occurrence introduces the concept, so that short names may stand for it."""
        return self.designation.type == "full" and self.scope == "anywhere"

    @cached_property
    def compounds(self) -> str:
        """Which compounds it is sought in."""
        return self._rule("compounds") or "hyphen"

    @cached_property
    def paradigm(self) -> Paradigm:
        """Cell → surfaces, folded as views are."""
        cells = self.language.paradigm(self.designation)
        surfaces = [surface for own in cells.values() for surface in own]
        if _is_folded("".join(surfaces)):
            return cells
        folded = fold(_APART.join(surfaces)).split(_APART)
        if len(folded) != len(surfaces):
            folded = list(map(fold, surfaces))
        one = iter(folded)
        return {cell: tuple(next(one) for _ in own) for cell, own in cells.items()}

    @cached_property
    def surfaces(self) -> Mapping[str, frozenset[str]]:
        """Surface (folded as views are) → the cells that it may be."""
        cells: dict[str, list[str]] = {}
        for cell, surfaces in self.paradigm.items():
            for surface in surfaces:
                cells.setdefault(surface, []).append(cell)
        return {surface: frozenset(found) for surface, found in cells.items()}

    def _rule(self, name: str) -> str | None:
        own = getattr(self.variant.match, name) if self.variant else None
        found: str | None = own or getattr(self.term.match, name)
        return found


def _is_folded(text: str) -> bool:
    """Whether a text is surely folded as views are: the usual one is, and this is sooner told than it is folded."""
    if "  " in text or "\u02bc" in text:
        return False
    if text.isascii():
        return text.isprintable()
    letters = text.replace(" ", "").replace("-", "").replace("'", "")
    return letters.isalpha() and unicodedata.is_normalized("NFC", text)


def terms_of(concept: Concept, lang: str) -> list[Term]:
    """The terms of a concept that a language or region sees, its own before the general ones.

    A region also sees what is recorded for the script that it writes: zh-TW that of zh-Hant.
    """
    if "-" not in lang and lang not in _SCRIPTS:
        visible = [term for term in concept.terms.get(lang, ()) if term.region in (None, lang)]
    else:
        visible = [
            term
            for tag in _seen_by(lang)
            for term in concept.terms.get(tag, ())
            if term.region in (None, lang)
        ]
    return sorted(visible, key=lambda term: term.region is None)


@functools.cache
def _seen_by(lang: str) -> tuple[str, ...]:
    """Give the tags whose terms a language sees, the closest first.

    >>> _seen_by("zh-TW"), _seen_by("zh-Hant-HK"), _seen_by("de-AT-1996"), _seen_by("zh")
    (('zh-TW', 'zh-Hant', 'zh'), ('zh-Hant-HK', 'zh-Hant', 'zh'), ('de-AT-1996', 'de-AT', 'de'), ('zh', 'zh-Hans'))
    """
    parts = lang.split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    has_script = any(len(part) == 4 and part.isalpha() for part in parts)
    script = None if has_script else next((_SCRIPTS[tag] for tag in tags if tag in _SCRIPTS), None)
    if script is not None:
        at = 1 if len(parts) == 1 else len(tags) - 1
        tags.insert(at, f"{parts[0]}-{script}")
    return tuple(tags)


def entries_of(concept: Concept, lang: str) -> Iterator[Entry]:
    """Every designation that a concept has in a language (BCP 47), terms before their variants.

    A region sees its own terms and those without one, never another region's.
    """
    rules = language(lang)
    terms = terms_of(concept, lang)
    order = 0
    for term in terms:
        recorded: list[Variant | None] = [None, *term.variants]
        combined = list(_combined_names(term, terms)) if concept.kind == "person" else []
        for number, variant in enumerate([*recorded, *combined]):
            yield Entry(concept, term, variant, rules, order, number >= len(recorded))
            order += 1


def given_names_of(person: Concept, lang: str) -> frozenset[str]:
    """The given names that the full forms of a person have in a language."""
    return frozenset(given for given, _, _ in split_names(terms_of(person, lang)))


def _designation(concept: Concept, term: Term, variant: Variant | None) -> Designation:
    inflect = variant is not None or term.match.inflect != "none"
    if variant is None:
        return Designation(
            term.text,
            concept.kind,
            term.type,
            term.pos,
            term.gender,
            term.number,
            term.article,
            term.forms,
            inflect,
        )
    return Designation(
        variant.text,
        concept.kind,
        variant.type or term.type,
        term.pos,
        variant.gender or term.gender,
        variant.number or term.number,
        term.article,
        variant.forms or _by_analogy(term, variant),
        variant.match.inflect != "none",
    )


def _by_analogy(term: Term, variant: Variant) -> dict[str, tuple[str, ...]]:
    """The forms that a variant has when it inflects as its term does: Kasasche, Kasaschen as Kasache, Kasachen.

    Another word, which ends in other letters, inflects in its own way: Minister, not as Präsident, Präsidenten.
    """
    text = variant.text
    if variant.kind not in ("misspelling", "transliteration") and not text.endswith(
        term.text[-_KIND_OF_END:]
    ):
        return {}
    forms: dict[str, tuple[str, ...]] = {}
    for cell, surfaces in term.forms.items():
        similar = tuple(form for surface in surfaces if (form := _analogous(term.text, surface, text)))
        if similar:
            forms[cell] = similar
    return forms


def _analogous(model: str, form: str, text: str) -> str | None:
    shared = len(common_start([model, form]))
    ending = model[shared:]
    return text[: len(text) - len(ending)] + form[shared:] if text.endswith(ending) else None


def designations(term: Term) -> list[Term | Variant]:
    """A term and its variants."""
    return [term, *term.variants]


def split_names(terms: Iterable[Term]) -> Iterator[tuple[str, str, Term | Variant]]:
    """Given name, family name and designation of each full form that ends in a recorded family name."""
    terms = list(terms)
    families = [family.text for term in terms if term.type == "short" for family in designations(term)]
    families.sort(key=len, reverse=True)
    for term in terms:
        for designation in designations(term) if term.type == "full" else ():
            family = next((f for f in families if designation.text.endswith(f" {f}")), None)
            if family is not None:
                yield designation.text.removesuffix(f" {family}"), family, designation


def _combined_names(term: Term, terms: list[Term]) -> Iterator[Variant]:
    """Given and family names of one person's full forms combined freely, as far as nobody has recorded them."""
    if term is not next((t for t in terms if t.type == "full"), None):
        return
    known = {designation.text for t in terms for designation in designations(t)}
    given_names = {given: None for given, _, full in split_names(terms) if _is_rewritten(full)}
    shorts = [
        short.text for t in terms if t.type == "short" for short in designations(t) if _is_rewritten(short)
    ]
    families = dict.fromkeys(
        [*shorts, *(family for _, family, full in split_names(terms) if _is_rewritten(full))]
    )
    for given in given_names:
        for family in families:
            name = f"{given} {family}"
            if name not in known:
                known.add(name)
                yield Variant(name, gender=term.gender, place=term.place)


def _is_rewritten(designation: Term | Variant) -> bool:
    return isinstance(designation, Term) or designation.effective_use in ("rewrite", "unquoted")
