"""Ukrainian: endings of names and nouns, quotation marks, words that introduce another name.

Declension follows the Orthography of 2019 (Український правопис); see `data/uk_endings.tsv`.
"""

from __future__ import annotations

import functools

from termbase.languages._slavic import paradigm as slavic_paradigm
from termbase.languages._slavic_context import agreeing, attributed, continued, governed, narrowed
from termbase.languages._slavic_endings import Rules, rules
from termbase.languages._tables import naming_words, talk_of_names
from termbase.languages.language import Designation, Language, Paradigm


@functools.cache
def _rules() -> Rules:
    return rules("uk", cases="nom gen dat acc ins loc voc", script="[а-яіїєґ]")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a Ukrainian designation.

    >>> found = paradigm(Designation("Володимир Зеленський", "person", gender="m"))
    >>> found["ins"], found["loc"][:1]
    (('Володимиром Зеленським',), ('Володимирові Зеленському',))
    """
    return slavic_paradigm(designation, _rules())


LANGUAGE = Language(
    code="uk",
    paradigm=paradigm,
    continued=continued,
    narrow=functools.partial(narrowed, "uk"),
    governed=functools.partial(governed, "uk"),
    attributed=functools.partial(attributed, "uk"),
    agreeing=functools.partial(agreeing, "uk"),
    marks={"«": "»", "„": "“”", "“": "”", '"': '"'},
    naming_words=naming_words("uk"),
    talk_of_names=talk_of_names("uk", "sentence"),
    name_follows=talk_of_names("uk", "before"),
)
