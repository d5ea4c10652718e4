"""Words that announce a noun rather than a name: where every noun has a capital, they tell the two apart."""

from __future__ import annotations

import functools

from termbase.languages._tables import before_nouns, table

_NOUNS_WITH_CAPITALS = ("de",)
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_PAST_TENSES = ("te", "ten", "tete")  # kommentierte Lukjanow
_SHORTEST_ADJECTIVE = 5  # letters


def capitals_tell(code: str) -> bool:
    """Whether a capital inside a sentence makes a name in this language (BCP 47).

    >>> capitals_tell("ru"), capitals_tell("de-AT")
    (True, False)
    """
    return code.partition("-")[0] not in _NOUNS_WITH_CAPITALS


def announces_noun(word: str) -> bool:
    """Whether a German word in small letters is a determiner, or may be an adjective with an ending.

    >>> [announces_noun(word) for word in ("einem", "zur", "russische", "sagte", "von")]
    [True, True, True, False, False]
    """
    return is_determiner(word) or (
        len(word) >= _SHORTEST_ADJECTIVE
        and word.endswith(_ADJECTIVE_ENDINGS)
        and not word.endswith(_PAST_TENSES)
        and word.islower()
    )


def is_determiner(word: str) -> bool:
    """Whether a German word in small letters is an article, a pronoun that stands before nouns, or a contraction.

    >>> is_determiner("ihre"), is_determiner("zur"), is_determiner("peter")
    (True, True, False)
    """
    return word in _determiners()


def names_a_kind(word: str, code: str) -> bool:
    """Whether a word before a noun may be one thing with it: the mail of a mail server.

    >>> [names_a_kind(word, "en-GB") for word in ("Mail", "the", "Vice")]
    [True, False, True]
    """
    return word.lower() not in before_nouns(code.partition("-")[0])


def ends_as_noun(word: str) -> bool:
    """Whether a German word has an ending that forms nouns, or their plural (-ung, -schaften).

    >>> ends_as_noun("Sitzungen"), ends_as_noun("Lukjanow")
    (True, False)
    """
    return word.endswith(_noun_endings())


@functools.cache
def _noun_endings() -> tuple[str, ...]:
    singular = [row[1] for row in table("de_nouns") if row[0] == "feminine" and len(row[1]) > 2]
    return tuple(ending + plural for ending in singular for plural in ("", "en"))


@functools.cache
def _determiners() -> frozenset[str]:
    declined = {
        stem + (ending if ending != "." else "")
        for stem, *genders in table("de_determiners")
        for endings in genders
        for ending in endings.split(" ")
        if ending != "-"
    }
    return frozenset(declined | {row[0] for row in table("de_contractions")})
