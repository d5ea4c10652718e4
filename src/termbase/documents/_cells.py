"""Where the cells of a table in text stand (RFC 4180), whatever parts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile

from termbase.documents._refusals import malformed, unwritable
from termbase.documents._running import Running
from termbase.documents.document import Block, Pair
from termbase.messages import _
from termbase.model import TermbaseError

_NUMBER = re.compile(r"[\s\d.,:;%+\-/€$£()]*+")
_FORMULA = re.compile(r"\s*+(?:[=@+]|-(?=\S))")
_QUOTED = re.compile(r"\"((?:[^\"]|\"\")*+)(\"?)")
_TWO = re.compile('""')
_IN_TEXT = re.compile(r"\d.\d|.. ", re.DOTALL)  # with the sign before the delimiter and the one behind it
_IS_TAG = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")  # BCP 47, as far as tables name languages
_NO_LANGUAGES = ("id", "key", "nr", "no", "ref")  # headings of what identifies a row
_DELIMITERS = ",;\t|"
_SAID = re.compile(r"sep=(?P<delimiter>[^\r\n\"])(?:\r\n?|\n)")  # the first line, as Excel reads it
_IS_LANGUAGE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,8})*")  # a heading in a row of several such
_SAMPLE = 20  # records by whose cells the delimiter is found


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `start` and `end` are those of what stands in it, without marks. Rows and columns count from 1."""

    row: int
    column: int
    start: int
    end: int
    quoted: bool = False
    odd: bool = False  # something stands behind the closing mark


def cells(source: str, delimiter: str) -> Iterator[Cell]:
    """Give the cells of a table; lines end at LF, CRLF and CR. A line that says the delimiter is no row.

    Raises TermbaseError at a quotation mark that is never closed.
    """
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*+")
    after = re.compile(rf"({re.escape(delimiter)})|\r\n?|\n|\Z")
    row = column = 1
    said = _SAID.match(source)
    at = said.end() if said else 0
    while at < len(source):
        quoted = _QUOTED.match(source, at)
        if quoted and not quoted[2]:
            message = _(
                "this quotation mark is never closed; close it, or write it twice inside a quoted cell"
            )
            raise malformed(source, at, message)
        rest = plain.match(source, quoted.end() if quoted else at)
        end = rest.end() if rest else at
        if quoted:
            yield Cell(row, column, *quoted.span(1), quoted=True, odd=end > quoted.end())
        else:
            yield Cell(row, column, at, end)
        mark = after.match(source, end)
        if mark is None:  # cannot be: the cell ends at one of these
            return
        row, column = (row, column + 1) if mark[1] else (row + 1, 1)
        at = mark.end()


def delimiter_of(source: str) -> str:
    r"""Find what parts the cells: of comma, semicolon, tab and bar the one that parts most records alike, else commas.

    A first line `sep=;` says it. Where several do, it is the one that parts most often without being followed by a
    space, as in prose, or standing between digits, as a decimal comma does.

    >>> delimiter_of("Stadt;Land, Stand\n\"Kiew, alt\";1,5\n")
    ';'
    """
    said = _SAID.match(source)
    return said["delimiter"] if said else max(_DELIMITERS, key=lambda delimiter: _alike(source, delimiter))


def _alike(source: str, delimiter: str) -> tuple[int, int, int]:
    """Give how many of the first records have one number of cells, how often they are surely parted, the number."""
    widths: Counter[int] = Counter()  # record → cells
    sure = 0
    try:
        for cell in cells(source, delimiter):
            if cell.row > _SAMPLE:
                break
            widths[cell.row] = cell.column
            start = cell.start - cell.quoted
            sure += cell.column > 1 and not _IN_TEXT.match(source, max(0, start - 2))
    except TermbaseError:
        return 0, 0, 0
    several = Counter(width for width in widths.values() if width > 1)
    width, records = max(several.items(), key=lambda item: item[1], default=(0, 0))
    return records, sure, width


def blocks(source: str, delimiter: str, columns: Sequence[str] = ()) -> Iterator[Block]:
    """Give every cell with text as a block that is named `R2C3`, or with `columns` by its row and column's heading.

    Where several headings are language tags (`id;de;en`) they say the languages of their columns. Where columns are
    chosen, by their headings in the first row, or their numbers from 1, the first row stays. Numbers and formulas are
    no text. Raises TermbaseError at a column that there is not.
    """
    return (block for _row, _column, block in _blocks(source, delimiter, columns))


def _blocks(source: str, delimiter: str, columns: Sequence[str]) -> Iterator[tuple[int, int, Block]]:
    """Give the cells with their rows and columns."""
    headings: dict[int, str] = {}
    chosen: frozenset[int] | None = None
    langs = _languages_by_column(source, delimiter)
    # where nothing says what the delimiter is, any of them might be taken for it
    refused = delimiter if delimiter == "\t" or _SAID.match(source) else _DELIMITERS
    for cell in cells(source, delimiter):
        if columns and cell.row == 1:
            headings[cell.column] = _text(source, cell).strip()
            continue
        if columns and chosen is None:
            chosen = _chosen(source, headings, columns)
        if chosen is not None and cell.column not in chosen or cell.odd:
            continue
        written = source[cell.start : cell.end]
        if _NUMBER.fullmatch(written) or _FORMULA.match(written):
            continue
        name = f"R{cell.row}C{cell.column}"
        if heading := headings.get(cell.column):
            name = f"R{cell.row} {heading}"
        running = Running(source)
        if cell.quoted:
            running.add_escaped(cell.start, cell.end, _TWO, lambda _two: '"')
        else:
            running.add(cell.start, cell.end)
        escape = _escape_quoted if cell.quoted else partial(_escape_plain, refused=refused)
        lang = langs.get(cell.column) if cell.row > 1 else None
        if block := running.block("cell", lang, escape, name):
            yield cell.row, cell.column, block


def _languages_by_column(source: str, delimiter: str) -> dict[int, str]:
    """Give the languages of columns (by number, from 1), if at least two headings say one."""
    firsts = {cell.column: _text(source, cell).strip() for cell in _first_row(source, delimiter)}
    langs = {column: tag.replace("_", "-") for column, tag in firsts.items() if _IS_LANGUAGE.fullmatch(tag)}
    columns = _languages(langs)
    return {column: langs[column] for column in columns} if len(columns) > 1 else {}


def pairs(
    source: str, delimiter: str, columns: Sequence[str] = (), origin: str | None = None
) -> Iterator[Pair]:
    """Give the cells of two columns row by row, as far as both hold text; without `columns` of the first two.

    A heading that is a language tag says the language of its column. Without `columns` only a row with several such
    headings is one; then the column in the language `origin`, else the first, is paired with each of the others.
    """
    firsts = {cell.column: _text(source, cell).strip() for cell in _first_row(source, delimiter)}
    tags = {column: heading for column, heading in firsts.items() if _IS_TAG.fullmatch(heading)}
    if columns:
        first, *others = (next(iter(_chosen(source, firsts, [column]))) for column in columns[:2])
    elif len(languages := _languages(tags)) > 1:
        first = next((column for column in languages if _is_same(tags[column], origin)), languages[0])
        others = [column for column in languages if column != first]
        columns = [str(column) for column in languages]
    else:
        first, others, tags = 1, [2], {}
    rows: dict[int, dict[int, Block]] = {}
    for row, column, block in _blocks(source, delimiter, columns):
        rows.setdefault(row, {})[column] = block
    for row, found in rows.items():
        for other in others:
            if first in found and other in found:
                yield Pair(
                    replace(found[first], lang=origin or tags.get(first) or found[first].lang),
                    replace(found[other], lang=tags.get(other) or found[other].lang, name=f"R{row}"),
                )


def _languages(tags: Mapping[int, str]) -> list[int]:
    """Give the columns whose headings are languages: `id` and the like, before two languages, is none."""
    found = list(tags)
    return found[1:] if len(found) > 2 and tags[found[0]] in _NO_LANGUAGES else found


def _is_same(tag: str, origin: str | None) -> bool:
    return origin is not None and re.split("[-_]", tag)[0] == re.split("[-_]", origin)[0].lower()


def _first_row(source: str, delimiter: str) -> Iterator[Cell]:
    return takewhile(lambda cell: cell.row == 1, cells(source, delimiter))


def _text(source: str, cell: Cell) -> str:
    return source[cell.start : cell.end].replace('""', '"')


def _chosen(source: str, headings: dict[int, str], columns: Sequence[str]) -> frozenset[int]:
    """Give the numbers of the columns that are chosen by heading or number."""
    chosen = set()
    for column in columns:
        named = [number for number, heading in headings.items() if heading == column]
        if not named and column.isdecimal() and int(column) in headings:
            named = [int(column)]
        if not named:
            message = _("there is no column “{column}”; there are {columns}")
            names = ", ".join(f"“{heading}”" for heading in headings.values())
            raise malformed(source, 0, message.format(column=column, columns=names), "TB929")
        chosen.update(named)
    return frozenset(chosen)


def _escape_quoted(text: str) -> str:
    return text.replace('"', '""')


def _escape_plain(text: str, refused: str) -> str:
    """Give text as it stands in a cell without marks. Raises TermbaseError where the cell would need them."""
    if any(each in text for each in (*refused, '"', "\r", "\n")):
        raise unwritable(text, _("a cell without quotation marks"), _("put the cell in quotation marks"))
    return text
