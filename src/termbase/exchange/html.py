"""HTML: the glossary as one page to read, search and print, without a server and without anything from elsewhere.

    termbase export html --to en,fr -o glossary.html

The page searches itself in all spellings, also those not to use; it follows the system's dark mode, prints without the
search box, and says the language and direction of every text. Without JavaScript everything is there but the search.
A content security policy allows nothing but the page's own style and script, by their hashes. Inflected forms, match
rules, sources and examples are left out.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from pathlib import Path

from termbase.exchange._entries_shown import Shown, link, not_to_use, notes_of, relation, shown
from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import write_files
from termbase.exchange.exchange import DumpOptions, Exchange, Exported
from termbase.messages import _
from termbase.model import Glossary, Term, Variant
from termbase.text.direction import direction

HELD = (
    *(f"concept.{field}" for field in ("domain", "definition", "identifiers", "note", "related")),
    *(f"term.{field}" for field in ("type", "status", "gender", "number", "region", "reviewed", "note")),
    *("variant", "variant.kind", "variant.use"),
)
_DATA = Path(__file__).parent.parent / "data" / "html"


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write one page. Raises TermbaseError for languages that cannot be."""
    languages = chosen_languages(glossary, options)
    source = options.source or glossary.language
    found = list(shown(glossary, languages, source))
    page = "\n".join(_page(glossary, found, source)) + "\n"
    written = write_files({target: page.encode("utf-8", "xmlcharrefreplace")})
    return Exported(written, len(found), losses(lost_fields(glossary, HELD, languages)))


def _page(glossary: Glossary, found: list[Shown], source: str) -> Iterator[str]:
    style, script = ((_DATA / name).read_text("utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    title = escape(glossary.title or _("Glossary"))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(source)}" dir="{direction(source)}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>"
    yield f"<header>\n<h1>{title}</h1>"
    yield '<form role="search" hidden>'
    search = escape(_("Search"))
    yield f'<label for="query">{search}</label>'
    yield '<input id="query" type="search" autocomplete="off" spellcheck="false">'
    yield f'<output for="query" aria-live="polite">{len(found)}</output>\n</form>\n</header>\n<main>'
    present = {each.concept.id: each for each in found}
    for each in found:
        yield from _article(each, present)
    yield f"</main>\n<script>{script}</script>\n</body>\n</html>"


def _article(each: Shown, present: dict[str, Shown]) -> Iterator[str]:
    concept = each.concept
    yield f'<article id="{escape(concept.id)}">'
    yield f"<h2{_spoken(each.lang)}>{escape(each.title)}</h2>"
    for lang, definition in concept.definition.items():
        yield f'<p class="definition"{_spoken(lang)}>{escape(definition.text)}</p>'
    yield "<dl>"
    for lang, terms in each.terms:
        yield f"<dt>{escape(lang)}</dt>"
        yield from (f"<dd>{_term(lang, term)}</dd>" for term in terms)
    yield "</dl>"
    for key, ids in concept.related.items():
        known = (present[id_] for id_ in ids if id_ in present)
        links = ", ".join(
            f'<a href="#{escape(other.concept.id)}"{_spoken(other.lang)}>{escape(other.title)}</a>'
            for other in known
        )
        yield f"<p>{escape(relation(key))}: {links}</p>" if links else ""
    if concept.note:
        yield f'<p class="note">{escape(concept.note)}</p>'
    facts = [f"<code>{escape(concept.id)}</code>", *map(escape, concept.domain)]
    for scheme, value in concept.identifiers.items():
        address = link(scheme, value)
        text = f"{escape(scheme)} {escape(value)}"
        facts.append(f'<a href="{escape(address)}" rel="noreferrer">{text}</a>' if address else text)
    yield f'<p class="facts">{" · ".join(facts)}</p>\n</article>'


def _term(lang: str, term: Term) -> str:
    mark = "b" if term.status == "preferred" else "span"
    text = f"<{mark}{_spoken(term.region or lang)}>{escape(term.text)}</{mark}>"
    notes = "".join(f" <small>{escape(note)}</small>" for note in notes_of(term))
    wrong = ", ".join(_variant(lang, variant) for variant in not_to_use(term))
    instead = escape(_("not"))
    wrong = f' <span class="wrong">{instead}: {wrong}</span>' if wrong else ""
    known = [each.text for each in term.variants if each.effective_use == "lookup"]
    also = f' <span class="also"{_spoken(lang)}>{escape(", ".join(known))}</span>' if known else ""
    note = f' <span class="note">{escape(term.note)}</span>' if term.note else ""
    return f"{text}{notes}{wrong}{also}{note}"


def _variant(lang: str, variant: Variant) -> str:
    return f"<s{_spoken(lang)}>{escape(variant.text)}</s>"


def _spoken(lang: str) -> str:
    """Give the attributes that say how a text is read."""
    return f' lang="{escape(lang)}" dir="{direction(lang)}"'


def _hash(content: str) -> str:
    """Name a part of the page as a content security policy does (CSP level 3, hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


EXCHANGE = Exchange(
    name="html",
    description="the glossary to read, as one page that searches itself",
    suffixes=(".html",),
    dump=dump,
    lost="kinds, inflected forms, match rules, sources, examples",
)
