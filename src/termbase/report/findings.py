"""Findings in whatever form is asked for: one place that knows all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from termbase.report.text import Page, findings_text, ordered

FORMS = ("text", "json", "jsonl", "github", "sarif", "rdjson")


def findings_in(form: str, pages: Sequence[Page]) -> Iterator[str]:
    """Give the findings of the pages in one of FORMS, as pieces to write; each is imported when asked for."""
    if form == "json":
        from termbase.report.data import json_list

        yield json_list(ordered(pages))
    elif form == "jsonl":
        from termbase.report.jsonl import json_lines

        yield from json_lines(ordered(pages))
    elif form == "github":
        from termbase.report.github import commands

        yield from commands(ordered(pages))
    elif form == "sarif":
        from termbase import __version__
        from termbase.report.codes import codes
        from termbase.report.sarif import sarif

        yield sarif(pages, __version__, {code.code: code.title for code in codes().values()})
    elif form == "rdjson":
        from termbase.report.rdjson import rdjson

        yield rdjson(pages)
    else:
        yield from findings_text(ordered(pages))
