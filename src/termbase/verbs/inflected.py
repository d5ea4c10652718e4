"""Brings the inflected forms of unrecorded names together, by the language's own rules.

No dictionary says what a name's nominative is. So a form may be that of each text that it could come from, and is taken
for the one that most of the forms share, if the paradigm of that text has them.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from termbase.languages.language import Designation, language
from termbase.text.words import common_start

_SHORTEST = 3  # letters of a name without its ending
_MODELS = {  # names that between them have the usual endings
    "latin": ("Tokajew", "Warszawa", "Kasachstan", "Zelenski", "Polska", "Kijów"),
    "cyrillic": (
        "Токаев",
        "Токаева",
        "Зеленский",
        "Зеленская",
        "Москва",
        "Армения",
        "Гоголь",
        "Минск",
        "Толстой",
        "Шевченко",
        "Юрий",
    ),
}
_ROLES = (("person", "m"), ("person", "f"), ("place", "n"), ("place", "f"), ("place", "m"))


@functools.cache
def endings(lang: str) -> tuple[tuple[str, str], ...]:
    """Give what a language may put in the place of a nominative's ending: pairs of ending and nominative ending.

    >>> ("s", "") in endings("de"), ("ым", "") in endings("ru"), ("у", "а") in endings("ru")
    (True, True, True)
    """
    script = (
        "cyrillic"
        if lang.partition("-")[0] in ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg")
        else "latin"
    )
    found: dict[tuple[str, str], None] = {}
    for model in _MODELS[script]:
        for surface in _surfaces(model, lang):
            if surface.isalpha() and surface != model:
                shared = len(common_start([model, surface]))
                if shared >= _SHORTEST:
                    found[surface[shared:], model[shared:]] = None
    return tuple(found)


def nominatives(form: str, lang: str) -> Iterator[str]:
    """Give the texts of which the form may be an inflection, itself first.

    >>> list(nominatives("Kasachstans", "de"))
    ['Kasachstans', 'Kasachstan']
    """
    yield form
    for ending, nominative in endings(lang):
        if ending and form.endswith(ending) and len(form) - len(ending) >= _SHORTEST:
            yield form[: len(form) - len(ending)] + nominative


def differ_in_ending(one: str, other: str, lang: str) -> bool:
    """Whether two forms may be inflections of one text.

    >>> differ_in_ending("Американские", "Американской", "ru"), differ_in_ending("Дизраэли", "Дизраели", "ru")
    (True, False)
    """
    return not set(nominatives(one, lang)).isdisjoint(nominatives(other, lang))


def lemmas(forms: Mapping[str, str]) -> dict[str, str]:
    """Give for each form (with its language) the nominative that it is taken for, often itself.

    >>> found = lemmas({"Жапаровым": "ru", "Жапарову": "ru", "Tokajews": "de", "Tokajew": "de", "Paris": "de"})
    >>> found["Жапарову"], found["Tokajews"], found["Paris"]
    ('Жапаров', 'Tokajew', 'Paris')
    """
    claimed: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for form, lang in forms.items():
        for nominative in nominatives(form, lang):
            claimed[nominative, lang].append(form)
    found: dict[str, str] = {}
    ranked = sorted(
        (key for key, own in claimed.items() if len(own) > 1), key=lambda key: _rank(key, claimed, forms)
    )
    for nominative, lang in ranked:
        own = [form for form in claimed[nominative, lang] if form not in found]
        if len(own) > 1:
            surfaces = _surfaces(nominative, lang)
            inflected = [form for form in own if form in surfaces]
            if len(inflected) > 1:
                found.update(dict.fromkeys(inflected, nominative))
    return {form: found.get(form, form) for form in forms}


def _rank(
    key: tuple[str, str], claimed: Mapping[tuple[str, str], Sequence[str]], forms: Iterable[str]
) -> tuple[bool, int, int, str]:
    """What occurs itself comes first, then what most forms share; of equals the shorter."""
    nominative = key[0]
    return nominative not in forms, -len(claimed[key]), len(nominative), nominative


@functools.lru_cache(1 << 16)
def _surfaces(nominative: str, lang: str) -> frozenset[str]:
    """The forms of a name, whatever it may be the name of."""
    paradigm = language(lang).paradigm
    return frozenset(
        surface
        for kind, gender in _ROLES
        for cell, surfaces in paradigm(Designation(nominative, kind, "short", gender=gender)).items()
        if not cell.startswith("er")
        for surface in surfaces
    )
