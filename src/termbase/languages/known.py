"""Which language tags texts may have."""

from __future__ import annotations

from collections.abc import Iterable

from termbase.messages import _
from termbase.model import Glossary, TermbaseError
from termbase.plugins import plugin_names


def known_language(tag: str, glossary: Glossary) -> str:
    """The tag in its usual spelling (de-AT, zh-Hans), if the glossary or termbase knows the language.

    Raises TermbaseError with the languages there are.
    """
    usual = usual_tag(tag)
    known = {lang.split("-")[0] for lang in _languages(glossary)}
    known.update(plugin_names(__package__, "LANGUAGE"))
    if usual.partition("-")[0] in known:
        return usual
    message = _("there is no language “{tag}”; there are {known}").format(
        tag=tag, known=", ".join(sorted(known))
    )
    raise TermbaseError.of("TB912", message)


def usual_tag(tag: str) -> str:
    """Write a language tag as BCP 47 recommends.

    >>> usual_tag("zh_hans"), usual_tag("DE-at")
    ('zh-Hans', 'de-AT')
    """
    primary, _hyphen, rest = tag.replace("_", "-").partition("-")
    return "-".join((primary.lower(), *map(_in_usual_capitals, filter(None, rest.split("-")))))


def _in_usual_capitals(subtag: str) -> str:
    """Write a subtag as BCP 47 recommends: scripts as Hans, regions as AT, all others in small letters.

    >>> [_in_usual_capitals(subtag) for subtag in ("HANS", "at", "1901", "VALENCIA")]
    ['Hans', 'AT', '1901', 'valencia']
    """
    if len(subtag) == 4 and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == 2 else subtag.lower()


def _languages(glossary: Glossary) -> Iterable[str]:
    """The languages that concepts have terms in; a compiled glossary knows them and parses no concept for it."""
    noted: Iterable[str] | None = getattr(glossary.concepts, "languages", None)
    return (
        noted if noted is not None else {lang for each in glossary.concepts.values() for lang in each.terms}
    )
