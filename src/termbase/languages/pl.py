"""Polish: endings of names and nouns, quotation marks, words that introduce another name.

Declension follows PWN's rules of spelling and the grammatical dictionary SGJP; see `data/pl_endings.tsv`.
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
    return rules(
        "pl", cases="nom gen dat acc ins loc voc", script="[a-ząćęłńóśźż]", virile=True, postposed=True
    )


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a Polish designation.

    >>> found = paradigm(Designation("Kasym-Żomart Tokajew", "person", gender="m"))
    >>> found["ins"], found["loc"]
    (('Kasym-Żomartem Tokajewem',), ('Kasym-Żomarcie Tokajewie',))
    """
    return slavic_paradigm(designation, _rules())


LANGUAGE = Language(
    code="pl",
    paradigm=paradigm,
    agree=functools.partial(sounding, "pl"),
    narrow=functools.partial(narrowed, "pl"),
    governed=functools.partial(governed, "pl"),
    attributed=functools.partial(attributed, "pl"),
    agreeing=functools.partial(agreeing, "pl"),
    marks={"„": "”“", "»": "«", "«": "»", "‚": "’‘", '"': '"'},
    naming_words=naming_words("pl"),
    talk_of_names=talk_of_names("pl", "sentence"),
    name_follows=talk_of_names("pl", "before"),
)
