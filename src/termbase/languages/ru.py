"""Russian: endings of names and nouns, quotation marks, words that introduce another name.

Declension follows Зализняк's dictionary and the Academy's grammar; see `data/ru_endings.tsv`.
"""

from __future__ import annotations

import functools

from termbase.languages._slavic import paradigm as slavic_paradigm
from termbase.languages._slavic_context import agreeing, attributed, governed, narrowed
from termbase.languages._slavic_endings import Rules, rules
from termbase.languages._slavic_sounds import sounding
from termbase.languages._tables import naming_words, talk_of_names
from termbase.languages.language import Designation, Language, Paradigm


@functools.cache
def _rules() -> Rules:
    return rules("ru", cases="nom gen dat acc ins loc", script="[а-яё]")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a Russian designation.

    >>> found = paradigm(Designation("Касым-Жомарт Токаев", "person", gender="m"))
    >>> found["ins"], found["loc"]
    (('Касым-Жомартом Токаевым',), ('Касым-Жомарте Токаеве',))
    """
    return slavic_paradigm(designation, _rules())


LANGUAGE = Language(
    code="ru",
    paradigm=paradigm,
    agree=functools.partial(sounding, "ru"),
    narrow=functools.partial(narrowed, "ru"),
    governed=functools.partial(governed, "ru"),
    attributed=functools.partial(attributed, "ru"),
    agreeing=functools.partial(agreeing, "ru"),
    marks={"«": "»", "„": "“”", '"': '"'},
    naming_words=naming_words("ru"),
    talk_of_names=talk_of_names("ru", "sentence"),
    name_follows=talk_of_names("ru", "before"),
)
