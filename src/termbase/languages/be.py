"""Belarusian: endings of names and nouns, quotation marks, words that introduce another name.

Declension follows the Belarusian grammar of 1985 and the grammatical database; see `data/be_endings.tsv`.
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
    return rules("be", cases="nom gen dat acc ins loc", script="[а-яёіў]")


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a Belarusian designation.

    >>> found = paradigm(Designation("Касым-Жамарт Такаеў", "person", gender="m"))
    >>> found["ins"], found["loc"][:1]
    (('Касым-Жамартам Такаевым',), ('Касым-Жамарце Такаеве',))
    """
    return slavic_paradigm(designation, _rules())


LANGUAGE = Language(
    code="be",
    paradigm=paradigm,
    continued=continued,
    narrow=functools.partial(narrowed, "be"),
    governed=functools.partial(governed, "be"),
    attributed=functools.partial(attributed, "be"),
    agreeing=functools.partial(agreeing, "be"),
    marks={"«": "»", "„": "“”", "“": "”", '"': '"'},
    naming_words=naming_words("be"),
    talk_of_names=talk_of_names("be", "sentence"),
    name_follows=talk_of_names("be", "before"),
)
