"""PO files from translators: guarded first, then read by polib.

polib takes much that is broken without a word: a text without its closing mark loses a letter, a `msgid`
without `msgstr` vanishes, a text ends at U+2028, an entry of a million lines takes hours. So the lines are
looked at first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from termbase.exchange._po_names import language_tag, locale_name
from termbase.exchange._po_writing import DRAFT, FORBIDDEN, MARK, one_line
from termbase.files import decode, read_bytes
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError

MAX_BYTES = 10_000_000
MAX_PLURALS = 6
MAX_LINES = 2_000  # of one text or comment: polib joins them one by one
MAX_ERRORS = 20  # more of them in one file say nothing new
COMPILED = (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")  # the first bytes of an MO, in both orders
NOBODY = ("", "termbase", "FULL NAME", "Automatically generated", "LANGUAGE", "none")
"""What exports and the tools of gettext write into the header where no person has."""

_TEXT_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]+)?"(?:[^"\\]|\\.)*"')
_FIRST = ("msgctxt", "msgid")  # what begins an entry, in this order
_PEOPLE = ("Last-Translator", "Language-Team")
_BREAKS = "\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029"  # str.splitlines() ends lines there, gettext does not
_STAND_INS = range(0xFDD0, 0xFDF0)  # noncharacters: no text may hold them
_STAND_IN = re.compile("[\ufdd0-\ufdef]")
_MARK = re.compile(rf"^{MARK}\s*([0-9a-f]{{16}})(?:\s+(\w+))?\s*$", re.MULTILINE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_ADDRESS = re.compile(r"<[^<>]*>|\S+@\S+")
_NPLURALS = re.compile(r"nplurals\s*=\s*([0-9]+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A translation as it came; `line` counts from 1 and is that of the `msgctxt`."""

    context: str | None
    source: str
    text: str
    fuzzy: bool
    line: int
    exported: str | None = None  # hash of the exported text; None where the comment is missing
    exported_draft: bool = False
    obsolete: bool = False
    plural: bool = False
    guessed: bool = False  # msgmerge was here: it left the previous text
    forbidden: bool = False  # Weblate's flag: not to be used


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A PO file: its header fields and its entries in their order, obsolete ones included."""

    file: str
    lines: tuple[str, ...] = field(repr=False)
    header: Mapping[str, str]
    entries: tuple[Entry, ...]

    def finding(self, code: str, level: str, message: str, line: int, concept: str | None = None) -> Finding:
        """Make a finding with its place and the offending line."""
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else None
        return Finding(code, level, message, Place(self.file, line), concept, source=source)

    @property
    def origin(self) -> str:
        """What a glossary says as the source of a text that was taken from here, by the file and its header alone.

        The date is that of the last revision; the export writes the date of the template there. Addresses are
        left out, and so is a team that is named after its language.

        >>> header = {"PO-Revision-Date": "2022-02-03 04:05+0100", "Last-Translator": "Jane Doe <doe@example.org>"}
        >>> Catalogue("en/glossary.po", (), header, ()).origin
        'glossary.po, revised 2022-02-03 by Jane Doe'
        """
        revised, created = (self.header.get(f"{name}-Date", "") for name in ("PO-Revision", "POT-Creation"))
        date = _DATE.match(revised) if revised != created else None
        language = locale_name(language_tag(self.header.get("Language", "")))
        people = [one_line(_ADDRESS.sub("", self.header.get(name, ""))) for name in _PEOPLE]
        person = next((name for name in people if name not in (*NOBODY, language)), None)
        said = [f" {date[0]}" if date else "", f" by {person}" if person else ""]
        return one_line(Path(self.file).name) + (f", revised{''.join(said)}" if any(said) else "")


def read(path: Path) -> Catalogue:
    """Read a PO file; TermbaseError with file and line where it is broken or demands too much of us."""
    raw = read_bytes(path, MAX_BYTES)
    text = decode(raw, path.as_posix()).text.replace("\r\n", "\n")
    lines = tuple(text.split("\n"))
    if errors := list(_errors(lines, path.as_posix())):
        raise TermbaseError(errors[:MAX_ERRORS])
    stand_ins = {ord(mark): chr(code) for mark, code in zip(_BREAKS, _STAND_INS, strict=False)}
    safe = text.translate(stand_ins)
    try:
        file = polib.pofile(safe + "\n", encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _unreadable(path.as_posix(), lines, error) from None
    back = {ord(stand_in): chr(mark) for mark, stand_in in stand_ins.items()}
    entries = tuple(_entry(entry, lines, back) for entry in file if entry.msgid or entry.msgctxt is not None)
    header = {name: value.translate(back) for name, value in file.metadata.items()}
    catalogue = Catalogue(path.as_posix(), lines, header, entries)
    _guard_plurals(catalogue)
    return catalogue


def _errors(lines: tuple[str, ...], file: str) -> Iterator[Finding]:
    """Find what is broken; the order of entries counts only where each line is PO."""
    for number, message in tuple(_wrong_lines(lines)) or _wrong_order(lines):
        yield Finding("TB710", "error", message, Place(file, number), source=lines[number - 1][:200])


def _keywords(lines: tuple[str, ...]) -> Iterator[tuple[int, str | None]]:
    """Give lines by number: the keyword, "" for continued texts and comments, None for what is no PO."""
    for number, raw in enumerate(lines, 1):
        line = raw.lstrip("\ufeff").strip(" \t\r")
        if line.startswith("#~") and not line.startswith("#~|"):
            line = line[2:].strip(" \t")
        if line.startswith("#"):
            yield number, ""
        elif line:
            match = _TEXT_LINE.fullmatch(line)
            yield number, match[1] or "" if match and not _STAND_IN.search(line) else None


def _wrong_lines(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Find lines that are none of PO, and texts or comments of too many lines."""
    broken = _('this is not PO: write keyword "text" with both quotation marks, or begin a comment with #')
    long = _("this text or comment has more than {count} lines; shorten it").format(count=MAX_LINES)
    run = 0
    for number, keyword in _keywords(lines):
        run = 0 if keyword else run + 1
        if keyword is None:
            yield number, broken
        elif run == MAX_LINES:
            yield number, long


def _wrong_order(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Find entries that are not msgctxt, msgid, msgstr."""
    unpaired = _("this {keyword} has no text or translation after it: the entry is cut off; complete it")
    alone = _("this msgstr has no msgid before it; write the entry as msgctxt, msgid, msgstr")
    opened: tuple[int, str] | None = None  # a msgctxt or msgid that waits for its partner
    for number, keyword in _keywords(lines):
        if not keyword:
            continue
        if keyword == "msgstr" and (opened is None or opened[1] == "msgctxt"):
            yield number, alone
        elif opened and keyword in _FIRST and (opened[1], keyword) != _FIRST:
            yield opened[0], unpaired.format(keyword=opened[1])
        opened = None if keyword.startswith("msgstr") else (number, keyword)
    if opened:
        yield opened[0], unpaired.format(keyword=opened[1])


def _unreadable(file: str, lines: tuple[str, ...], error: Exception) -> TermbaseError:
    """Say polib’s complaint, which names the line in brackets, as ours."""
    match = re.search(r"\(line ([0-9]+)\)", str(error))
    line = int(match[1]) if match else 0
    message = _("this line does not continue the entry as PO demands: msgctxt, msgid, msgstr in this order")
    source = lines[line - 1] if line else None
    return TermbaseError([Finding("TB710", "error", message, Place(file, line), source=source)])


def _entry(entry: polib.POEntry, lines: tuple[str, ...], back: Mapping[int, str]) -> Entry:
    line = max(entry.linenum or 1, 1)
    while line < len(lines) and _is_comment(lines[line - 1]):
        line += 1
    mark = _MARK.search(entry.tcomment)
    return Entry(
        context=None if entry.msgctxt is None else entry.msgctxt.translate(back),
        source=entry.msgid.translate(back),
        text=entry.msgstr.translate(back),
        fuzzy="fuzzy" in entry.flags,
        line=line,
        exported=mark[1] if mark else None,
        exported_draft=mark is not None and mark[2] == DRAFT,
        obsolete=bool(entry.obsolete),
        plural=bool(entry.msgid_plural),
        guessed=entry.previous_msgid is not None or entry.previous_msgctxt is not None,
        forbidden=FORBIDDEN in entry.flags,
    )


def _is_comment(line: str) -> bool:
    line = line.strip()
    return not line or (line.startswith("#") and not line.startswith("#~"))


def _guard_plurals(catalogue: Catalogue) -> None:
    """Refuse absurd plural forms: Babel and others reserve memory for as many."""
    forms = catalogue.header.get("Plural-Forms", "")
    match = _NPLURALS.search(forms)
    if match and (len(match[1]) > 3 or int(match[1]) > MAX_PLURALS):
        line = next((n for n, line in enumerate(catalogue.lines, 1) if "nplurals" in line), 1)
        message = _("no language has more than {count} plural forms; correct nplurals")
        raise TermbaseError([catalogue.finding("TB710", "error", message.format(count=MAX_PLURALS), line)])
