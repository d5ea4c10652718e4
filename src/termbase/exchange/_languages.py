"""Which languages an export is about: what the user named, checked, or all that the glossary has."""

from __future__ import annotations

from termbase.exchange._po_names import language_tag, locale_name
from termbase.exchange.exchange import DumpOptions
from termbase.messages import _
from termbase.model import Glossary, TermbaseError


def languages_of(glossary: Glossary) -> tuple[str, ...]:
    """List the languages that the glossary has terms in, sorted."""
    return tuple(sorted({lang for concept in glossary.concepts.values() for lang in concept.terms}))


def source_of(glossary: Glossary, options: DumpOptions) -> str:
    """Tell the source language. Raises TermbaseError where the glossary has no terms in it."""
    known = languages_of(glossary)
    source = language_tag(options.source or glossary.language, known)
    if not any(source == lang or source.startswith(f"{lang}-") for lang in known):
        message = _("the glossary has no terms in “{lang}”; it has {known}: name one with --from")
        raise TermbaseError.of("TB740", message.format(lang=source, known=", ".join(known) or "–"))
    return source


def pairs_of(glossary: Glossary, options: DumpOptions) -> tuple[str, tuple[str, ...]]:
    """Tell the source language and the others. Raises TermbaseError for languages that cannot be."""
    known = languages_of(glossary)
    source = source_of(glossary, options)
    wanted = tuple(dict.fromkeys(language_tag(name, known) for name in options.targets))
    for lang in wanted:
        if lang == source:
            message = _("“{lang}” is the source language; name another one to translate to")
            raise TermbaseError.of("TB740", message.format(lang=lang))
        if lang not in known and locale_name(lang) is None:
            message = _("“{lang}” is no language; write a tag such as en, pt-BR or zh-Hans")
            raise TermbaseError.of("TB740", message.format(lang=lang))
    return source, wanted or tuple(lang for lang in known if lang != source)


def chosen_languages(glossary: Glossary, options: DumpOptions) -> tuple[str, ...]:
    """List the languages of an export that has them all side by side: the source first, if one was named.

    Raises TermbaseError for languages that cannot be.
    """
    if not options.source and not options.targets:
        return languages_of(glossary)
    source, targets = pairs_of(glossary, options)
    return (source, *targets)
