"""French: plurals and feminines, elision, articles and prepositions before names, quotation marks.

Forms and agreement follow Grevisse & Goosse, Le bon usage; the tables name the paragraphs. Names of persons,
places, organisations and media do not inflect. Of a noun of several words the part before the first
preposition takes the plural.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from termbase.languages._french_words import agree, attributed, governed, narrow
from termbase.languages._tables import naming_words, table
from termbase.languages.language import Designation, Language, Paradigm, build

_PLURAL_KINDS = frozenset({"term", "demonym", "office"})
_HEAD_ENDS = re.compile(
    r" (?:(?:de|du|des|à|au|aux|en|par|pour|sur|sous|sans|dans|contre|avec|entre|chez|vers|hors)\b|d['’])|,"
)
_INVARIABLE_PREFIX = re.compile(
    r"(?:anti|avant|ex|mini|néo|non|post|pré|pro|semi|sous|ultra|vice)-", re.IGNORECASE
)


def paradigm(designation: Designation) -> Paradigm:
    """The cells nom and pl-nom, of an adjective f and pl-f too; what the glossary records comes first."""
    name = designation
    base = "pl-nom" if name.number == "pl" else "nom"
    fixed = not name.inflect or name.type in ("acronym", "abbreviation") or name.number == "pl"
    if name.pos == "adjective" and not fixed:
        return build(_adjective(name.text)) | dict(name.forms)
    if fixed or name.pos != "noun" or name.kind not in _PLURAL_KINDS:
        return {base: (name.text,)} | (dict(name.forms) if name.inflect else {})
    plural = _plural_noun(name.text)
    found = [(base, name.text), *([("pl-nom", plural)] if plural else [])]
    return build(found) | dict(name.forms)


def _adjective(text: str) -> Iterator[tuple[str, str]]:
    """An adjective by gender and number; a phrase (d’Asie centrale) is the same in all."""
    yield "nom", text
    if re.search("[ '’]", text):
        for cell in ("pl-nom", "f", "pl-f"):
            yield cell, text
        return
    feminine = _ended("feminine", text)
    for cell, singular in (("", text), ("f", feminine)):
        plural = _ended("plural", singular) if singular else None
        if cell and singular:
            yield cell, singular
        if plural:
            yield f"pl-{cell or 'nom'}", plural


def _plural_noun(text: str) -> str | None:
    """The plural of a noun of one word or several, None where the rules do not tell."""
    end = _HEAD_ENDS.search(text)
    head, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    words = [_plural_word(word) for word in head.split(" ")]
    return " ".join(filter(None, words)) + rest if all(words) else None


def _plural_word(word: str) -> str | None:
    """A noun or adjective in the plural (article 4: the number stays).

    Of a hyphen compound only the last part after a prefix is sure to take it.
    """
    if "-" in word and not _INVARIABLE_PREFIX.match(word):
        return _endings()["plural"].get(f"^{word}")
    return _ended("plural", word) if word[-1:].isalpha() else word


def _ended(sort: str, word: str) -> str | None:
    """A word with the ending of its plural or feminine, by the longest end in the table.

    >>> _ended("plural", "journal"), _ended("feminine", "arménien"), _ended("feminine", "voyageur")
    ('journaux', 'arménienne', None)
    """
    rows = _endings()[sort]
    small = word.lower()
    if f"^{small}" in rows:
        form = rows[f"^{small}"]
        return None if form == "-" else word[:1] + form[1:]
    for start in range(len(small) + 1):
        if small[start:] in rows:
            ending = rows[small[start:]]
            return None if ending == "-" else word[:start] + ending
    return None


@functools.cache
def _endings() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for sort, end, ending in table("fr_endings"):
        found.setdefault(sort, {})[end] = ending
    return found


LANGUAGE = Language(
    code="fr",
    paradigm=paradigm,
    agree=agree,
    narrow=narrow,
    governed=governed,
    attributed=attributed,
    marks={"«": "»", "“": "”", "‘": "’", "‹": "›", '"': '"'},
    naming_words=naming_words("fr"),
)
