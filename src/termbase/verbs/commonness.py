"""Which words with a capital are no names, by the other words of the same texts.

A word that also occurs in small letters, in whatever inflection, begins sentences. Where every noun has a capital, a
noun is the head of closed compounds (Leibwache, Unterwäsche), which a name is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from termbase.languages.announcing import capitals_tell
from termbase.verbs.inflected import nominatives

_SHORTEST_HEAD = 4  # letters
_SHORTEST_FIRST = 3
_LINKS = ("s", "es", "n", "en", "er", "e")  # between the parts of a compound
_OF_NAMES = frozenset(  # parts that stand before names of places
    "nord süd ost west neu alt groß klein ober unter nieder mittel zentral hinter vorder berg".split()
)


def common_words(candidates: Iterable[tuple[str, str]], small: Collection[str]) -> set[str]:
    """Give the candidates (text, language) that are common words; `small` are the words in small letters.

    >>> words = [("Wache", "de"), ("Leibwache", "de"), ("Leib", "de"), ("Karabach", "de"), ("Bergkarabach", "de")]
    >>> common_words(words, {"весна"}), common_words([("Весной", "ru"), ("Москвой", "ru")], {"весна"})
    ({'Wache'}, {'Весной'})
    """
    listed = list(candidates)
    compounding = [text for text, lang in listed if not capitals_tell(lang)]
    inflecting = [(text, lang) for text, lang in listed if capitals_tell(lang)]
    return _heads(compounding, small) | _inflected(inflecting, small)


def _heads(texts: Collection[str], small: Collection[str]) -> set[str]:
    """Give the texts that are heads of compounds, the rest of which is a word."""
    heads = {text.lower(): text for text in texts if len(text) >= _SHORTEST_HEAD}
    known = {text.lower() for text in texts}
    found = set()
    for word in known:
        for at in range(_SHORTEST_FIRST, len(word) - _SHORTEST_HEAD + 1):
            head = heads.get(word[at:])
            if head is not None and head not in found and _is_first_part(word[:at], known, small):
                found.add(head)
    return found


def _is_first_part(start: str, known: Collection[str], small: Collection[str]) -> bool:
    if start in _OF_NAMES:
        return False
    parts = [start, *(start[: -len(link)] for link in _LINKS if start.endswith(link))]
    return any(len(part) >= _SHORTEST_FIRST and (part in known or part in small) for part in parts)


def _inflected(candidates: Collection[tuple[str, str]], small: Iterable[str]) -> set[str]:
    """Give the texts that share a nominative with a word in small letters."""
    wanted: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for text, lang in candidates:
        for nominative in nominatives(text.lower(), lang):
            wanted[nominative].add((text, lang))
    found: set[str] = set()
    for lang in {lang for _text, lang in candidates}:
        for word in small:
            for nominative in nominatives(word, lang):
                found |= {text for text, own in wanted.get(nominative, ()) if own == lang}
    return found
