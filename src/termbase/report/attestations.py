"""The matrix of forms and sources, as a table, CSV, or a heat map in HTML."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping, Sequence

from termbase.messages import _
from termbase.model import Place
from termbase.report.columns import aligned
from termbase.verbs.attest import Attestation, matrix

_HEAD = ("concept", "lang", "form")
_STYLE = (
    ":root{color-scheme:light dark}body{font-family:system-ui,sans-serif}"
    "table{border-collapse:collapse}th,td{padding:.25em .6em;text-align:left}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}thead th{position:sticky;top:0;background:Canvas}"
    "tr.first>*{border-top:1px solid GrayText}"
)
_UNSAFE_START = "=+-@\t\r"  # a spreadsheet would take such a cell for a formula


def attestations_table(found: Sequence[Attestation]) -> str:
    """Write the matrix with aligned columns, a dot for no place."""
    sources, rows = matrix(found)
    head = (_("concept"), _("language"), _("form"), *sources)
    cells = [
        (*names, *(str(counts.get(source, "·")) for source in sources)) for names, counts in rows.items()
    ]
    return "".join(line + "\n" for line in aligned([head, *_named_once(cells)]))


def attestations_csv(found: Sequence[Attestation]) -> str:
    """Write the matrix as CSV (RFC 4180), a column for each source, zero for no place."""
    sources, rows = matrix(found)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*_HEAD, *map(_harmless, sources)))
    for names, counts in rows.items():
        writer.writerow((*map(_harmless, names), *(counts.get(source, 0) for source in sources)))
    return out.getvalue()


def attestations_html(found: Sequence[Attestation]) -> str:
    """Write the matrix as a page: the larger a form's share of the concept's places in a source, the darker.

    What a cell says when it is pointed at are that share and the first places.
    """
    sources, rows = matrix(found)
    totals: dict[tuple[str, str, str], int] = {}
    for (concept, lang, _form), counts in rows.items():
        for source, count in counts.items():
            totals[concept, lang, source] = totals.get((concept, lang, source), 0) + count
    places = {(each.concept, each.lang, each.form, each.source): each.places for each in found}
    head = "".join(
        f"<th>{html.escape(name)}</th>" for name in (_("concept"), _("language"), _("form"), *sources)
    )
    body = []
    last = None
    for names, counts in rows.items():
        mark = ' class="first"' if names[:2] != last else ""
        last = names[:2]
        cells = "".join(
            _cell(
                counts.get(source, 0),
                totals.get((*names[:2], source), 0),
                places.get((*names, source), ()),
            )
            for source in sources
        )
        body.append(
            f"<tr{mark}>{_heading(names[0])}{_heading(names[1])}{_heading(names[2], names[1])}{cells}</tr>"
        )
    title = html.escape(_("Forms by source"))
    return (
        f'<!doctype html>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{title}</h1>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n" + "\n".join(body) + "\n</tbody>\n</table>\n"
    )


def _heading(name: str, lang: str = "") -> str:
    said = f' lang="{html.escape(lang)}" dir="auto"' if lang else ""
    return f'<th scope="row"{said}>{html.escape(name)}</th>'


def _cell(count: int, total: int, places: Sequence[Place]) -> str:
    if not count:
        return '<td class="n"></td>'
    share = round(100 * count / total)
    title = html.escape(f"{share} %: " + ", ".join(map(str, places)))
    return f'<td class="n" style="background:hsl(210 80% 50% / {10 + share * 6 // 10}%)" title="{title}">{count}</td>'


def _named_once(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Name concept and language in the first of their rows alone."""
    shown: list[Sequence[str]] = []
    last: Mapping[int, str] | tuple[str, ...] = ()
    for row in rows:
        own = tuple(row[:2])
        shown.append(row if own != last else ("", "", *row[2:]))
        last = own
    return shown


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if cell.startswith(tuple(_UNSAFE_START)) else cell
