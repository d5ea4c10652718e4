"""What French and Spanish share: the cells of nouns and adjectives, and how a language is put together.

Names of persons, places, organisations and media do not inflect. Of a noun of several words the part before the
first complement takes the plural; adjectives have both genders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from termbase.languages._romance_context import agreeing, governed, narrow, words
from termbase.languages._tables import naming_words, stands_before_names, talk_of_names
from termbase.languages.language import Bearing, Correction, Designation, Language, Paradigm, build
from termbase.text.quotes import Marks
from termbase.text.words import word_before

_PLURAL_KINDS = frozenset({"term", "demonym", "office"})
_ADJECTIVAL_PHRASE = re.compile("[ '’]")


@dataclass(frozen=True, slots=True)
class Romance:
    """A Romance language as far as it differs from its sisters."""

    code: str
    plurals: Callable[
        [str], tuple[str, ...]
    ]  # of a word, the preferred one first; none where it is not certain
    feminine: Callable[[str], str | None]  # of an adjective
    complement: re.Pattern[str]  # where the head of a noun of several words ends
    agree: Callable[[str, str, Bearing], Correction | None]
    marks: Marks
    short_titles: frozenset[str] = frozenset()
    phrases: Mapping[str, str] = field(default_factory=dict)  # nouns of several words with their plurals


def language_of(romance: Romance) -> Language:
    """The language that the normaliser asks."""
    code = romance.code
    return Language(
        code=code,
        paradigm=partial(paradigm, romance),
        agree=romance.agree,
        narrow=partial(narrow, code),
        governed=partial(governed, code),
        agreeing=partial(agreeing, code),
        marks=romance.marks,
        titles=lambda before, cells: stands_before_names(code, word_before(before, len(before.rstrip()))),
        short_titles=romance.short_titles,
        naming_words=naming_words(code),
        talk_of_names=talk_of_names(code, "sentence"),
        name_follows=talk_of_names(code, "before"),
    )


def paradigm(romance: Romance, name: Designation) -> Paradigm:
    """The cells nom and pl-nom, of an adjective f and pl-f too; what the glossary records comes first."""
    base = "pl-nom" if name.number == "pl" else "nom"
    fixed = not name.inflect or name.type in ("acronym", "abbreviation") or name.number == "pl"
    if name.pos == "adjective" and not fixed:
        return build(_adjective(romance, name.text)) | dict(name.forms)
    if fixed or name.pos != "noun" or name.kind not in _PLURAL_KINDS:
        return {base: (name.text,)} | (dict(name.forms) if name.inflect else {})
    plurals = (("pl-nom", plural) for plural in _plural_nouns(romance, name.text))
    return build([(base, name.text), *plurals]) | dict(name.forms)


def _adjective(romance: Romance, text: str) -> Iterator[tuple[str, str]]:
    """An adjective by gender and number; a phrase (d’Asie centrale, de Asia Central) is the same in all."""
    yield "nom", text
    if _ADJECTIVAL_PHRASE.search(text):
        for cell in ("pl-nom", "f", "pl-f"):
            yield cell, text
        return
    for plural in romance.plurals(text):
        yield "pl-nom", plural
    feminine = romance.feminine(text)
    if feminine is None:
        return
    yield "f", feminine
    for plural in romance.plurals(feminine):
        yield "pl-f", plural


def _plural_nouns(romance: Romance, text: str) -> Iterator[str]:
    """The plurals of a noun of one word or several; none where the rules do not tell."""
    recorded = romance.phrases.get(text.lower())
    if recorded:
        yield text[:1] + recorded[1:]
        return
    end = romance.complement.search(text)
    head, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    fixed = words(romance.code, "invariable")
    parts = [(word,) if word in fixed else romance.plurals(word) for word in head.split(" ")]
    if len(parts) == 1:
        yield from (plural + rest for plural in parts[0])
    elif all(parts):
        yield " ".join(plurals[0] for plurals in parts) + rest
