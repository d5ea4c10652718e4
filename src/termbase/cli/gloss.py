"""`termbase gloss`: the glossary for one document."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from termbase.api import AUTO
from termbase.cli.inputs import find_inputs, read_document
from termbase.cli.notes import note
from termbase.cli.options import (
    GlossaryOption,
    LangOption,
    StdinOption,
    StyleOption,
    configured,
    language_for,
    opened,
)
from termbase.languages.known import known_language
from termbase.messages import _
from termbase.model import Place, TermbaseError

if TYPE_CHECKING:
    from termbase.api import Termbase
    from termbase.model import Glossary
    from termbase.verbs.gloss import Gloss

_FILES = ("xlsx", "xliff")  # what is no text to print


def gloss(
    file: Annotated[str, typer.Argument(metavar=_("FILE"), help=_("The document, or - for standard input."))],
    to: Annotated[
        str, typer.Option("--to", metavar=_("LANGUAGES"), help=_("The languages to translate into: en,ru."))
    ],
    glossary: GlossaryOption = None,
    style: StyleOption = None,
    lang: LangOption = None,
    format: Annotated[
        Literal["table", "csv", "xlsx", "html", "md", "xliff", "json"],
        typer.Option("--format", help=_("How the glossary is written.")),
    ] = "table",
    order: Annotated[
        Literal["text", "concept"],
        typer.Option("--order", help=_("As the text goes, or concept by concept.")),
    ] = "text",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("PATH"), help=_("Where to write; else standard output.")),
    ] = None,
    stdin_filename: StdinOption = None,
) -> int:
    """Write the terms that occur in a document with their translations, those without one last."""
    from termbase.verbs.gloss import by_concept

    languages = list(dict.fromkeys(each.strip() for each in to.split(",") if each.strip()))
    if not languages:
        raise typer.BadParameter(_("--to names languages, such as en,ru"))
    if output is None and format in _FILES:
        raise typer.BadParameter(_("{format} is a file; name it with -o").format(format=format))
    configuration = configured(glossary, style)
    termbase = opened(configuration)
    languages = [known_language(language, termbase.glossary) for language in languages]
    items = find_inputs([file], stdin_filename, configuration)
    if len(items) > 1:
        message = _("is a folder with several documents; a glossary is for one: name it")
        raise TermbaseError.of("TB931", message, Place(file))
    name = items[0].name
    if output is not None and items[0].path is not None and output.resolve() == items[0].path.resolve():
        raise typer.BadParameter(_("-o names the document itself, which the glossary would replace"))
    own = language_for(termbase, lang, configuration)
    found = termbase.gloss_document(read_document(items[0]), languages, own, name)
    _write(
        by_concept(found) if order == "concept" else found,
        format,
        output,
        termbase,
        (name, _language(found, own, termbase)),
    )
    return 0


def _language(found: Gloss, own: str | None, termbase: Termbase) -> str:
    """Give the language of a document: that of most terms, else as it was said."""
    said = termbase.glossary.language if own in (None, AUTO) else own
    counts = Counter(row.lang for row in found.terms for _time in range(row.count))
    return max(counts, key=counts.__getitem__, default=said) or termbase.glossary.language


def _write(
    found: Gloss, format: str, output: Path | None, termbase: Termbase, document: tuple[str, str]
) -> None:
    """Write the glossary of a document (its name and language) in a format."""
    from termbase.files import write_atomically

    if format == "xliff" and output is not None:
        _write_xliff(found, output, termbase.glossary, document[1])
        return
    data = _rendered(found, format, *document)
    if output is None:
        sys.stdout.write(data.decode("utf-8"))
        return
    write_atomically(output, data)
    message = _("{file}: written; terms: {terms}, to be translated: {missing}")
    note(message.format(file=output.as_posix(), terms=len(found.terms), missing=len(found.untranslated)))


def _rendered(found: Gloss, format: str, name: str, lang: str) -> bytes:
    """Give the file in a format; what one format alone needs is imported for it."""
    if format == "xlsx":
        from termbase.exchange.workbook import require_openpyxl, workbook
        from termbase.report._gloss_cells import headings, rows

        require_openpyxl()
        columns = headings(found)
        return workbook(columns, rows(found), (columns[0], *found.to))
    if format == "html":
        from termbase.report.gloss_html import gloss_html

        title = _("Glossary for {file}").format(file=Path(name).name)
        return gloss_html(found, title, lang).encode("utf-8", "xmlcharrefreplace")
    if format == "csv":
        from termbase.report.gloss_csv import gloss_csv

        text = gloss_csv(found)
    elif format == "json":
        from termbase.report.gloss_json import gloss_json

        text = gloss_json(found)
    elif format == "md":
        from termbase.report.gloss_markdown import gloss_markdown

        text = "".join(gloss_markdown(found))
    else:
        from termbase.report.gloss_table import gloss_table

        text = "".join(gloss_table(found))
    return text.encode("utf-8", "replace")


def _write_xliff(found: Gloss, output: Path, glossary: Glossary, lang: str) -> None:
    """Write the terms of the document as XLIFF's glossary module has them, a file for each language.

    A file has one source language: terms of other languages that the document has as well are left out.
    """
    from termbase.exchange._pairs import Pair
    from termbase.exchange.exchange import DumpOptions
    from termbase.exchange.xliff import dump_pairs

    def pairs(to: str) -> Iterator[Pair]:
        rows = [row for row in found.terms if row.lang.partition("-")[0] == lang.partition("-")[0]]
        for row in sorted(rows, key=lambda row: not row.translations.get(to, ())):
            for term in row.translations.get(to, ()):
                is_draft = not (row.term.reviewed and term.reviewed)
                yield Pair(row.term.text, term.text, row.concept, "", False, is_draft, row.place)
            if not row.translations.get(to, ()):
                yield Pair(row.term.text, "", row.concept, "", False, True, row.place)

    done = dump_pairs(pairs, glossary, output, DumpOptions(lang, found.to))
    message = _("{target}: written; files: {files}, entries: {entries}")
    note(message.format(target=output.as_posix(), files=len(done.files), entries=done.entries))
