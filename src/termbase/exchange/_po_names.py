"""Languages as gettext spells them: `zh_Hans`, `sr@latin` for `zh-Hans`, `sr-Latn` of BCP 47."""

from __future__ import annotations

from collections.abc import Iterable

_MODIFIERS = {"Latn": "latin", "Cyrl": "cyrillic", "Deva": "devanagari"}  # glibc, localedata/SUPPORTED
_SCRIPTS = {modifier: script for script, modifier in _MODIFIERS.items()}


def gettext_name(tag: str) -> str:
    """Spell a BCP 47 tag as a gettext locale; scripts that glibc knows as modifiers become those.

    >>> [gettext_name(tag) for tag in ("de", "de-AT", "zh-Hans", "sr-Latn", "sr-Latn-RS", "ca-valencia")]
    ['de', 'de_AT', 'zh_Hans', 'sr@latin', 'sr_RS@latin', 'ca@valencia']
    """
    language, *others = tag.split("-")
    name, modifier = language, ""
    for part in others:
        if part in _MODIFIERS:
            modifier = f"@{_MODIFIERS[part]}"
        elif len(part) in (5, 6, 7, 8):
            modifier = f"@{part}"
        else:
            name += f"_{part}"
    return name + modifier


def language_tag(name: str, known: Iterable[str] = ()) -> str:
    """Read a gettext locale as BCP 47; a language that is `known` wins over the mere conversion.

    >>> [language_tag(name) for name in ("de_AT.UTF-8", "zh_Hans", "sr_RS@latin", "ca@valencia")]
    ['de-AT', 'zh-Hans', 'sr-Latn-RS', 'ca-valencia']
    """
    name = name.strip()
    for tag in known:
        if gettext_name(tag) == name or tag == name:
            return tag
    locale, _, modifier = name.partition("@")
    language, *others = locale.partition(".")[0].replace("_", "-").split("-")
    script = [_SCRIPTS[modifier]] if modifier in _SCRIPTS else []
    variant = [modifier] if modifier and not script else []
    return "-".join([language, *script, *others, *variant])


def locale_name(tag: str) -> str | None:
    """Give the English name of a language; None where Babel does not know the language."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def plural_forms(tag: str) -> str:
    """Give the header field Plural-Forms, from Babel; two forms for a language that it does not know."""
    from babel.messages.plurals import DEFAULT_PLURAL, PLURALS

    forms = PLURALS.get(tag.replace("-", "_")) or PLURALS.get(tag.partition("-")[0]) or DEFAULT_PLURAL
    return f"nplurals={forms[0]}; plural={forms[1]};"
