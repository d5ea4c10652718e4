"""The glossary of a document as one page: the text with its terms marked, the translations beside them, tables below.

The page needs nothing from elsewhere and has no script; a content security policy allows its own style alone. Every
text says its language and direction; marks are links to the tables, where each term leads back to its first place. It
follows the system's dark mode and can be printed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from termbase.messages import _
from termbase.model import Term
from termbase.report._gloss_cells import definition_of, forms_text, note_of
from termbase.text.direction import direction
from termbase.verbs.gloss import Gloss, Glossed, Paragraph

_STYLE = Path(__file__).parent.parent / "data" / "html" / "gloss.css"


def gloss_html(gloss: Gloss, title: str, lang: str) -> str:
    """Write the page; `lang` is that of the document, where a paragraph says none."""
    return "\n".join(_page(gloss, title, lang)) + "\n"


def _page(gloss: Gloss, title: str, lang: str) -> Iterator[str]:
    style = _STYLE.read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = escape(f"default-src 'none'; style-src 'sha256-{digest}'")
    yield f'<!DOCTYPE html>\n<html lang="{escape(lang)}" dir="{direction(lang)}">'
    yield '<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>"
    yield f"<main>\n<h1>{escape(title)}</h1>"
    heading = escape(_("Text"))
    yield f'<section aria-labelledby="text">\n<h2 id="text">{heading}</h2>'
    by_number = {row.number: row for row in gloss.terms}
    met: set[int] = set()
    for paragraph in gloss.paragraphs:
        yield from _paragraph(paragraph, by_number, met, lang)
    yield "</section>"
    yield from _table(gloss, gloss.translated, "terms", _("Terms"))
    yield from _table(gloss, gloss.untranslated, "todo", _("To be translated"))
    yield "</main>\n</body>\n</html>"


def _paragraph(
    paragraph: Paragraph, by_number: Mapping[int, Glossed], met: set[int], lang: str
) -> Iterator[str]:
    """Give a block with the translations of its terms beside it."""
    tag = "h3" if paragraph.kind == "heading" else "p"
    here = list(dict.fromkeys(mark.number for mark in paragraph.marks))
    yield f'<div class="row"{_spoken(paragraph.lang or lang)}>\n<{tag}>{_marked(paragraph, by_number, met)}</{tag}>'
    if here:
        label = escape(_("Translations"))
        yield f'<ul aria-label="{label}">'
        for number in here:
            row = by_number[number]
            yield f'<li><a href="#t{number}">{escape(row.term.text)}</a> {_translations(row)}</li>'
        yield "</ul>"
    yield "</div>"


def _marked(paragraph: Paragraph, by_number: Mapping[int, Glossed], met: set[int]) -> str:
    parts = []
    at = 0
    for mark in paragraph.marks:
        row = by_number[mark.number]
        anchor = "" if mark.number in met else f' id="m{mark.number}"'
        met.add(mark.number)
        kind = ' class="missing"' if row.missing else ""
        said = escape(" · ".join(term.text for terms in row.translations.values() for term in terms) or "–")
        parts.append(escape(paragraph.text[at : mark.start]))
        text = escape(paragraph.text[mark.start : mark.end])
        parts.append(f'<mark{anchor}{kind}><a href="#t{mark.number}" title="{said}">{text}</a></mark>')
        at = mark.end
    return "".join(parts) + escape(paragraph.text[at:])


def _translations(row: Glossed) -> str:
    return " · ".join(_terms(lang, terms) for lang, terms in row.translations.items())


def _terms(lang: str, terms: Sequence[Term]) -> str:
    if not terms:
        return f'<span class="none">{escape(lang)}: –</span>'
    return "; ".join(f"<span{_spoken(lang)}>{escape(term.text)}</span>" for term in terms)


def _table(gloss: Gloss, terms: Sequence[Glossed], name: str, title: str) -> Iterator[str]:
    if not terms:
        return
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(title)}</h2>\n<table>\n<thead>\n<tr>'
    columns = [_("term"), *gloss.to, _("count"), _("in the text"), _("definition and note")]
    yield "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    yield "</tr>\n</thead>\n<tbody>"
    for row in terms:
        back = f'<a href="#m{row.number}">{escape(row.term.text)}</a>'
        yield f'<tr id="t{row.number}">\n<th scope="row"{_spoken(row.lang)}>{back}</th>'
        for lang, found in row.translations.items():
            yield f"<td>{_terms(lang, found)}</td>"
        yield f"<td>{row.count}</td><td{_spoken(row.lang)}>{escape(forms_text(row))}</td>"
        yield f"<td>{_explained(row)}</td>\n</tr>"
    yield "</tbody>\n</table>\n</section>"


def _explained(row: Glossed) -> str:
    definition, note = definition_of(row), note_of(row)
    said = f"<span{_spoken(definition[0])}>{escape(definition[1].text)}</span>" if definition else ""
    return said + (f' <span class="note">{escape(note)}</span>' if note else "")


def _spoken(lang: str) -> str:
    """Give the attributes that say how a text is read."""
    return f' lang="{escape(lang)}" dir="{direction(lang)}"'
