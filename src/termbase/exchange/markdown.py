"""Markdown (CommonMark): the glossary to read, a section for each concept.

    termbase export markdown --to en,fr -o glossary.md

Each section has terms by language with gender, type and status, the forms not to use, definitions, note, identifiers.
Signs that Markdown gives a meaning to are escaped; texts that run from right to left stand in a `<bdi>` with their
language, as the signs between two of them would change sides else. Inflected forms, match rules, sources and examples
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._entries_shown import Shown, link, not_to_use, notes_of, relation, shown
from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import write_files
from termbase.exchange.exchange import DumpOptions, Exchange, Exported
from termbase.messages import _
from termbase.model import Glossary, Term
from termbase.text.direction import direction

HELD = (
    *(f"concept.{field}" for field in ("domain", "definition", "identifiers", "note", "related")),
    *(f"term.{field}" for field in ("type", "status", "gender", "number", "region", "reviewed", "note")),
    *("variant", "variant.kind", "variant.use"),
)

_SYNTAX = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:@=$^\"]")


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one file. Raises TermbaseError for languages that cannot be."""
    languages = chosen_languages(glossary, options)
    found = list(shown(glossary, languages, options.source or glossary.language))
    title = glossary.title or _("Glossary")
    lines = [f"# {escaped(title)}", ""]
    for each in found:
        lines += _section(each, glossary)
    written = write_files({target: ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")})
    return Exported(written, len(found), losses(lost_fields(glossary, HELD, languages)))


def escaped(text: str) -> str:
    r"""Write a text on one line so that Markdown shows it as it is.

    >>> escaped("<b> *a*\n1. [x]")
    '\\<b\\> \\*a\\* 1\\. \\[x\\]'
    """
    return _SYNTAX.sub(lambda found: "\\" + found[0], " ".join(text.split()))


def _in_its_direction(text: str, lang: str) -> str:
    r"""Escape a text, and isolate one that runs from right to left.

    >>> _in_its_direction("a-b", "de"), _in_its_direction("אב", "he")
    ('a\\-b', '<bdi lang="he" dir="rtl">אב</bdi>')
    """
    if direction(lang) == "ltr":
        return escaped(text)
    return f'<bdi lang="{lang}" dir="rtl">{escaped(text)}</bdi>'


def _section(each: Shown, glossary: Glossary) -> Iterator[str]:
    concept = each.concept
    yield f"## {_in_its_direction(each.title, each.lang)}"
    yield ""
    for lang, definition in sorted(concept.definition.items(), key=lambda item: item[0] != each.lang):
        yield from (f"{_in_its_direction(definition.text, lang)} ({escaped(lang)})", "")
    for lang, terms in each.terms:
        yield from (_term(lang, term) for term in terms)
    yield ""
    for key, ids in concept.related.items():
        names = (f"{escaped(_first(glossary, id_))}" for id_ in ids)
        yield from (f"{relation(key)}: {', '.join(names)}", "")
    if concept.note:
        yield from (escaped(concept.note), "")
    facts = [f"`{concept.id}`", *(escaped(domain) for domain in concept.domain)]
    for scheme, value in concept.identifiers.items():
        address = link(scheme, value)
        facts.append(f"[{escaped(scheme)}]({address})" if address else f"{escaped(scheme)} {escaped(value)}")
    yield from (" · ".join(facts), "")


def _term(lang: str, term: Term) -> str:
    text = _in_its_direction(term.text, lang)
    if term.status == "preferred":
        text = f"**{text}**"
    notes = ", ".join(map(escaped, notes_of(term)))
    line = f"- {escaped(lang)}: {text}" + (f" ({notes})" if notes else "")
    if wrong := not_to_use(term):
        line += (
            " – " + _("not") + ": " + ", ".join(_in_its_direction(variant.text, lang) for variant in wrong)
        )
    return line + (f" – {escaped(term.note)}" if term.note else "")


def _first(glossary: Glossary, id_: str) -> str:
    """Name a concept by its first term, an unknown one by its id."""
    found = glossary.concepts.get(id_)
    return next((terms[0].text for terms in found.terms.values()), id_) if found else id_


EXCHANGE = Exchange(
    name="markdown",
    description="the glossary to read, as Markdown",
    suffixes=(".md",),
    dump=dump,
    lost="kinds, inflected forms, match rules, sources, examples",
)
