"""What a merge must know of all concepts: who has which id, identifier and form.

It grows with what is taken in, so that the concepts of one file are held against each other too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from termbase.model import Concept, Glossary, Term

_ID = re.compile(r"[a-z][a-z0-9-]*")
_NO_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """Who has a form: the concept, the region of its term, and whether it is the canonical form or a variant."""

    concept: str
    region: str | None
    canonical: bool
    variant: bool


class Index:
    """Ids, identifiers and forms of the glossary and of what has been taken in so far."""

    def __init__(self, glossary: Glossary) -> None:
        self.ids: set[str] = set()
        self.identifiers: dict[tuple[str, str], str] = {}
        self.forms: dict[tuple[str, str], tuple[Owner, ...]] = defaultdict(tuple)
        for concept in glossary.concepts.values():
            self.add(concept)

    def add(self, concept: Concept) -> None:
        """Take in a concept, or what was added to one."""
        self.ids.add(concept.id)
        for identifier in concept.identifiers.items():
            self.identifiers.setdefault(identifier, concept.id)
        for lang, terms in concept.terms.items():
            for term in terms:
                self.own(lang, term.text, owner(concept.id, term))
                for variant in term.variants:
                    self.own(lang, variant.text, Owner(concept.id, term.region, False, True))

    def own(self, lang: str, text: str, new: Owner) -> None:
        """Say who has a form."""
        owners = self.forms[lang, nfc(text)]
        if new not in owners:
            self.forms[lang, nfc(text)] = (*owners, new)

    def rival(self, lang: str, text: str, new: Owner) -> str | None:
        """Give the concept with which a form makes a chain: a variant of one is the canonical form of the other."""
        for found in self.forms.get((lang, nfc(text)), ()):
            apart = None not in (found.region, new.region) and found.region != new.region
            chained = (found.variant and new.canonical) or (found.canonical and new.variant)
            if found.concept != new.concept and chained and not apart:
                return found.concept
        return None

    def identified(self, identifiers: Mapping[str, str]) -> set[str]:
        """Give the concepts that have one of the identifiers."""
        return {found for each in identifiers.items() if (found := self.identifiers.get(each)) is not None}

    def sharing(self, concept: Concept) -> Iterator[set[str]]:
        """Give, for each form of the concept, the concepts that have it too."""
        for lang, text in forms(concept):
            yield {each.concept for each in self.forms.get((lang, nfc(text)), ())}


def owner(concept: str, term: Term) -> Owner:
    """Say how a concept has the text of its term."""
    return Owner(concept, term.region, term.status == "preferred", False)


def forms(concept: Concept) -> Iterator[tuple[str, str]]:
    """Give language and text of each term and variant."""
    for lang, terms in concept.terms.items():
        for term in terms:
            yield lang, term.text
            for variant in term.variants:
                yield lang, variant.text


def is_id(name: str) -> bool:
    """Tell whether a foreign id can be one of the glossary."""
    return _ID.fullmatch(name) is not None


def new_id(concept: Concept, taken: Container[str]) -> str:
    """Make an id: the foreign one where it can be one, else what it can become, else from a term.

    >>> [new_id(Concept(name, "term", {"de": (Term("Kyjiw"),)}), {"kyjiw"}) for name in ("c1", "IATE-7", "12", "")]
    ['c1', 'iate-7', 'c12', 'kyjiw-2']
    """
    stem = _slug(concept.id) or next(filter(None, (_slug(text) for _lang, text in forms(concept))), "concept")
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found


def _slug(text: str) -> str:
    from anyascii import anyascii

    if is_id(text):
        return text
    slug = _NO_ID.sub("-", anyascii(text).lower()).strip("-")
    return slug if not slug or slug[0].isalpha() else f"c{slug}"


def nfc(text: str) -> str:
    """Compose a form, as the glossary compares forms."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
