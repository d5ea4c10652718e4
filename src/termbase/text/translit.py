"""Names in Latin letters: one form by the rules of a scheme, and the spellings that a reader may meet.

Sources are Russian, Ukrainian, Belarusian, Kazakh, Kyrgyz and Tajik in Cyrillic, Armenian and Georgian. Schemes are
the newspapers' transcriptions into German (`de`, after Duden), English (`en`), French (`fr`), Spanish (`es`) and Polish
(`pl`), the systems of BGN/PCGN (`bgn`), ISO 9, 9985 and 9984 (`iso9`) and the linguists' transliteration (`scholarly`).
Rules and conventional forms are tables in `data/translit`.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from termbase.messages import _
from termbase.model import SCHEMES, TermbaseError
from termbase.text._translit_all import AllAtOnce
from termbase.text._translit_rules import CYRILLIC, Rule, Table, name_key, table
from termbase.text._translit_rules import SOURCES as SOURCES
from termbase.text._translit_words import Word, clean, is_acronym, parted, read, words, written

LIMIT = 400
"""The most spellings that a name is given."""

_CYRILLIC = re.compile("[\u0400-\u052f]")
_SCRIPTS = {
    **dict.fromkeys(CYRILLIC, _CYRILLIC),
    "hy": re.compile("[\u0531-\u0587]"),
    "ka": re.compile("[\u10a0-\u10ff\u1c90-\u1cbf]"),
}
_APOSTROPHES = str.maketrans(dict.fromkeys("'‘ʹʼʻʿ´`", "’"))


def transcribe(name: str, source: str, scheme: str) -> str:
    """Give the conventional form of a name in a scheme, or else the one by its rules.

    Capitals, hyphens and spaces stay; Georgian words, which have no capitals, get one. A name in another script is left
    as it is: see `in_script`. An unknown language or scheme raises TermbaseError, which names those that exist.

    >>> transcribe("Жапаров", "ky", "de"), transcribe("Жапаров", "ru", "de")
    ('Dschaparow', 'Schaparow')
    >>> transcribe("Москва", "ru", "de"), transcribe("Лук’янов Ілля", "uk", "pl")
    ('Moskau', 'Łukjanow Illa')
    """
    source, known = _table(source, scheme)
    if not in_script(name, source):
        return name
    name = clean(name)
    if name.isalpha() and name_key(name) not in known.conventional:
        parts = read(name, known)
        return written(name, parts, [rule.output for rule in parts])
    return _assembled(words(name, source, known), {})


def all_schemes(name: str, source: str, made: Callable[[str], str]) -> tuple[str, ...]:
    """Give what is made of what each scheme makes of a name, in the order of the schemes.

    `made` makes it of any piece of a text in Latin letters, whatever its capitals, and of a whole what it makes of its
    pieces: it is asked for each rule once.

    >>> all_schemes("Жапаров", "ky", str.upper)[:3]
    ('DSCHAPAROW', 'JAPAROV', 'JAPAROV')
    """
    source = _language(source)
    word = clean(name)
    if not word.isalpha() or is_acronym(word) or name_key(word) in _established(source):
        return tuple([made(transcribe(name, source, scheme)) for scheme in SCHEMES])
    return _at_once(source, made).read(word) if in_script(name, source) else (made(name),) * len(SCHEMES)


@functools.cache
def _at_once(source: str, made: Callable[[str], str]) -> AllAtOnce:
    return AllAtOnce([table(source, scheme) for scheme in SCHEMES], made)


def pieces(name: str, source: str) -> list[str]:
    """Take a name apart so that what any scheme makes of it is what it makes of the pieces, but for capitals.

    A name that has a conventional form as a whole is one piece.

    >>> pieces("Санкт-Петербург", "ru"), pieces("Усть-Кут 2", "ru")
    (['Санкт-Петербург'], ['Усть', '-', 'Кут', ' 2'])
    """
    source = _language(source)
    name = clean(name)
    if name.isalpha() or name_key(name) in _established(source):
        return [name]
    return [text for text, _is_word in parted(name, source)]


@functools.cache
def _established(source: str) -> frozenset[str]:
    """Give the names, as `name_key` spells them, that have a conventional form in some scheme."""
    return frozenset().union(*(table(source, scheme).conventional for scheme in SCHEMES))


def in_script(name: str, source: str) -> bool:
    """Whether a name has letters of the script of a language; if not, `transcribe` leaves it as it is.

    >>> in_script("Жапаров", "ky"), in_script("Japarov", "ky"), in_script("Жапаров", "ka")
    (True, False, False)
    """
    return _SCRIPTS[_language(source)].search(name) is not None


def forms(name: str, source: str, scheme: str) -> tuple[str, ...]:
    """Give what a scheme makes of a name and what is met in its place, the likeliest first, at most `LIMIT`.

    >>> forms("Жапаров", "ky", "fr")[:2]
    ('Djaparov', 'Japarov')
    """
    return _first(itertools.chain.from_iterable(_by_distance(name, source, scheme)))


def spellings(name: str, source: str) -> frozenset[str]:
    """Give the forms of a name that a reader may meet, by any scheme and in the press, at most `LIMIT`.

    >>> {"Dschaparow", "Japarov", "Djaparov", "Dżaparow", "Zhaparov"} <= spellings("Жапаров", "ky")
    True
    """
    by_scheme = [_by_distance(name, source, scheme) for scheme in SCHEMES]
    # First what each scheme makes of the name, then what differs from that in one thing, then in two …
    levels = (_in_turn(level) for level in itertools.zip_longest(*by_scheme, fillvalue=()))
    return frozenset(_first(itertools.chain.from_iterable(levels)))


def agrees(variant: str, of: str, source: str, scheme: str) -> bool:
    """Whether a variant is among the `forms` of a name in a scheme, but for capitals and the kind of apostrophe.

    >>> agrees("Tokayev", "Токаев", "ru", "bgn"), agrees("Tokajew", "Токаев", "ru", "bgn")
    (True, False)
    """
    wanted = _comparable(variant)
    return any(_comparable(form) == wanted for form in forms(of, source, scheme))


def _table(source: str, scheme: str) -> tuple[str, Table]:
    """Give the language and its table for a scheme."""
    if scheme not in SCHEMES:
        message = _("there is no transliteration scheme “{scheme}”; there are {known}")
        raise TermbaseError.of("TB910", message.format(scheme=scheme, known=", ".join(SCHEMES)))
    source = _language(source)
    return source, table(source, scheme)


def _language(source: str) -> str:
    """Give the language of a tag without script and region (kk-Cyrl)."""
    if source in SOURCES:
        return source
    language = source.partition("-")[0].lower()
    if language not in SOURCES:
        message = _("names cannot be transliterated from “{language}”; the languages are {known}")
        raise TermbaseError.of("TB912", message.format(language=source, known=", ".join(SOURCES)))
    return language


def _by_distance(name: str, source: str, scheme: str) -> Iterator[Iterator[str]]:
    """Give the forms of a name in a scheme that differ from its rules in nothing, then in one, then in two."""
    source, known = _table(source, scheme)
    if not in_script(name, source):
        yield iter((name,))
        return
    name = clean(name)
    readings = [list(words(name, source, known, conventions)) for conventions in (True, False)]
    choices = [_choices(reading) for reading in readings]
    for count in range(max(map(len, choices)) + 1):
        yield itertools.chain.from_iterable(map(_varied, readings, choices, itertools.repeat(count)))


def _choices(reading: Iterable[Word]) -> list[Rule]:
    """Give the rules, each once, that have alternatives."""
    return [rule for rule in dict.fromkeys(rule for word in reading for rule in word.parts) if rule.also]


def _varied(reading: Sequence[Word], choices: Sequence[Rule], count: int) -> Iterator[str]:
    """Give the forms in which so many of the rules write something else, each the same wherever it applies."""
    for changed in itertools.combinations(choices, count):
        for outputs in itertools.product(*(rule.also for rule in changed)):
            yield _assembled(reading, dict(zip(changed, outputs, strict=True)))


def _assembled(reading: Iterable[Word], instead: Mapping[Rule, str]) -> str:
    """Write a name, for some rules with another output than their own."""
    return "".join(
        written(word.text, word.parts, [instead.get(rule, rule.output) for rule in word.parts])
        if word.parts
        else word.text
        for word in reading
    )


def _in_turn(iterables: Iterable[Iterable[str]]) -> Iterator[str]:
    """Give one of each, then the second of each, until all have ended."""
    for row in itertools.zip_longest(*iterables):
        yield from (each for each in row if each is not None)


def _first(found: Iterable[str]) -> tuple[str, ...]:
    """Give the first different ones, at most `LIMIT`."""
    unlike: dict[str, None] = {}
    for form in found:
        unlike[form] = None
        if len(unlike) == LIMIT:
            break
    return tuple(unlike)


def _comparable(form: str) -> str:
    return unicodedata.normalize("NFC", form).casefold().translate(_APOSTROPHES)
