"""Office documents for tests: made by libraries, rewritten by us, read by the libraries again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termbase.documents.document import Block, splice
from termbase.documents.formats import format_of
from termbase.documents.parts import open_parts, read_blocks

NAMES = {"Kiew": "Kyjiw", "Selenski": "Selenskyj"}
_NAME = re.compile("|".join(NAMES))


def renamed(text: str) -> str:
    return _NAME.sub(lambda found: NAMES[found[0]], text)


def rewritten(raw: bytes, suffix: str) -> bytes:
    """The document with the names replaced wherever they may be."""
    format = format_of(Path(f"x{suffix}"))
    assert format is not None
    opened = open_parts(raw, format)
    texts = {}
    for part in opened.parts:
        text = part.content.text
        edits = [
            block.replacement(text, found.start(), found.end(), NAMES[found[0]], format.escape)
            for block in read_blocks(part, opened.format)
            for found in _NAME.finditer(block.text)
            if not is_kept(block, found.start(), found.end())
        ]
        texts[part.name] = splice(text, sorted(edits))
    return opened.encode(texts)


def is_kept(block: Block, start: int, end: int) -> bool:
    return any(start < high and low < end for low, high in block.protected)


@dataclass(frozen=True)
class Library:
    """A library that makes documents of a format, and what it reads of them."""

    package: str
    suffix: str
    make: Callable[[], bytes]
    read: Callable[[bytes], list[str]]


def _saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _make_docx() -> bytes:
    from docx import Document

    document = Document()
    document.add_heading("Reise nach Kiew")
    paragraph = document.add_paragraph("Präsident ")
    paragraph.add_run("Selen").bold = True
    paragraph.add_run("ski und\tKiew\nsowie Ki")
    paragraph.add_run("ew & mehr").italic = True
    document.add_table(1, 1).cell(0, 0).text = "Zelle: Kiew"
    document.sections[0].header.paragraphs[0].text = "Kopf: Kiew"
    document.sections[0].footer.paragraphs[0].text = "Fuß 😀: Kiew"
    document.add_comment(paragraph.runs, text="Anmerkung: Kiew")
    return _saved(document)


def _read_docx(raw: bytes) -> list[str]:
    from docx import Document

    document = Document(io.BytesIO(raw))
    found = [paragraph.text for paragraph in document.paragraphs]
    found += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for section in document.sections:
        found += [
            paragraph.text for part in (section.header, section.footer) for paragraph in part.paragraphs
        ]
    return found + [comment.text for comment in document.comments]


def _make_xlsx() -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.title = "Kiew"
    sheet["A1"] = "Reise nach Kiew"
    sheet["A2"] = CellRichText("Präsident ", TextBlock(InlineFont(b=True), "Selen"), "ski ist da")
    sheet["B1"] = '=A1&" Kiew"'
    sheet["B2"] = 7
    sheet["XFD1048576"] = "fern: Kiew 😀"
    sheet["A1"].comment = Comment("Anmerkung: Kiew", "Kiew")
    return _saved(book)


def _make_xlsx_with_xlsxwriter() -> bytes:
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target) as book:
        sheet = book.add_worksheet()
        sheet.write("A5", "Reise nach Kiew")
        sheet.write_rich_string("A6", "Präsident ", book.add_format({"bold": True}), "Selen", "ski ist da")
        sheet.add_table(
            "A1:B2", {"columns": [{"header": "Kiew"}, {"header": "Stadt"}], "data": [["Minsk", "x Kiew"]]}
        )
        sheet.write_formula("C1", '=A1&" Kiew"', None, "Kiew Kiew")
        sheet.write_comment("A5", "Anmerkung: Kiew")
    return target.getvalue()


def _read_xlsx(raw: bytes) -> list[str]:
    from openpyxl import load_workbook

    found = []
    for sheet in load_workbook(io.BytesIO(raw)):
        cells = [cell for row in sheet._cells.values() for cell in (row,)]
        found += [str(cell.value) for cell in cells]
        found += [cell.comment.text for cell in cells if cell.comment]
    return found


def _make_pptx() -> bytes:
    from pptx import Presentation

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Reise nach Kiew"
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    for text, bold in (("Präsident ", False), ("Selen", True), ("ski & 😀", False)):
        run = paragraph.add_run()
        run.text, run.font.bold = text, bold
    paragraph.add_line_break()
    paragraph.add_run().text = "in Kiew"
    table = slide.shapes.add_table(1, 1, 0, 0, 999, 999).table
    table.cell(0, 0).text = "Zelle: Kiew"
    slide.notes_slide.notes_text_frame.text = "Notiz: Kiew"
    return _saved(presentation)


def _read_pptx(raw: bytes) -> list[str]:
    from pptx import Presentation

    def texts() -> Iterator[str]:
        for slide in Presentation(io.BytesIO(raw)).slides:
            for shape in slide.shapes:
                if shape.has_text_frame:
                    yield shape.text_frame.text
                if shape.has_table:
                    yield from (cell.text for row in shape.table.rows for cell in row.cells)
            if slide.has_notes_slide:
                yield from (shape.text for shape in slide.notes_slide.shapes if shape.has_text_frame)

    return list(texts())


def _make_odt() -> bytes:
    from odf.opendocument import OpenDocumentText
    from odf.style import Style, TextProperties
    from odf.text import H, LineBreak, Note, NoteBody, NoteCitation, P, S, Span, Tab

    document = OpenDocumentText()
    bold = Style(name="B", family="text")
    bold.addElement(TextProperties(fontweight="bold"))
    document.automaticstyles.addElement(bold)
    document.text.addElement(H(outlinelevel=1, text="Reise nach Kiew"))
    paragraph = P(text="Präsident ")
    paragraph.addElement(Span(stylename=bold, text="Selen"))
    paragraph.addText("ski & 😀")
    for element in (Tab(), Span(text="Kiew"), LineBreak(), S(c=3), Span(text="Ende in Kiew")):
        paragraph.addElement(element)
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="Fußnote: Kiew"))
    note.addElement(body)
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    return _saved(document)


def _make_ods() -> bytes:
    from odf.office import Annotation
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P, Span

    document = OpenDocumentSpreadsheet()
    table = Table(name="Kiew")
    row = TableRow()
    rich = P(text="Präsident Selen")
    rich.addElement(Span(text="ski & 😀"))
    note = Annotation()
    note.addElement(P(text="Anmerkung: Kiew"))
    formula = TableCell(valuetype="string", formula='of:="Ki"&"ew"', stringvalue="Kiew")
    formula.addElement(P(text="=Kiew"))  # the mark tells the test that this one stays
    for content in (P(text="Kiew"), rich, P(text="in Kiew")):
        cell = TableCell(valuetype="string")
        cell.addElement(content)
        row.addElement(cell)
    row.firstChild.addElement(note)
    row.addElement(formula)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    return _saved(document)


def _make_odp() -> bytes:
    from odf.draw import Frame, Page, TextBox
    from odf.opendocument import OpenDocumentPresentation
    from odf.presentation import Notes
    from odf.style import MasterPage, PageLayout
    from odf.text import LineBreak, P, Span

    document = OpenDocumentPresentation()
    document.automaticstyles.addElement(PageLayout(name="L"))
    document.masterstyles.addElement(MasterPage(name="M", pagelayoutname="L"))
    page = Page(name="Kiew", masterpagename="M")
    paragraph = P(text="Reise nach Kiew")
    for element in (LineBreak(), Span(text="Präsident Selen"), Span(text="ski")):
        paragraph.addElement(element)
    for parent, content in (
        (page, paragraph),
        (page, P(text="Kasten: Kiew")),
        (Notes(), P(text="Notiz: Kiew")),
    ):
        frame, box = Frame(width="9cm", height="3cm", x="1cm", y="1cm"), TextBox()
        box.addElement(content)
        frame.addElement(box)
        parent.addElement(frame)
        if parent is not page:
            page.addElement(parent)
    document.presentation.addElement(page)
    return _saved(document)


def _read_odf(raw: bytes) -> list[str]:
    from odf import teletype
    from odf.opendocument import load
    from odf.text import H, P

    document = load(io.BytesIO(raw))
    return [teletype.extractText(element) for kind in (H, P) for element in document.getElementsByType(kind)]


LIBRARIES = (
    Library("docx", ".docx", _make_docx, _read_docx),
    Library("openpyxl", ".xlsx", _make_xlsx, _read_xlsx),
    Library("xlsxwriter", ".xlsx", _make_xlsx_with_xlsxwriter, _read_xlsx),
    Library("pptx", ".pptx", _make_pptx, _read_pptx),
    Library("odf", ".odt", _make_odt, _read_odf),
    Library("odf", ".ods", _make_ods, _read_odf),
    Library("odf", ".odp", _make_odp, _read_odf),
)
READERS = {
    ".docx": ("docx", _read_docx),
    ".xlsx": ("openpyxl", _read_xlsx),
    ".pptx": ("pptx", _read_pptx),
    ".odt": ("odf", _read_odf),
    ".ods": ("odf", _read_odf),
    ".odp": ("odf", _read_odf),
}
