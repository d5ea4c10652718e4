"""The header of a table: which columns it has, and whether it is long or wide."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from termbase.exchange._po_names import language_tag, locale_name
from termbase.exchange._table_rows import CONCEPT, LANG, NAMED, OWN, TERM, TYPE, VARIANT_OF
from termbase.glossary.tags import tag_problem
from termbase.messages import _
from termbase.model import CELLS, RELATIONS, Finding, Place, TermbaseError

_ALIASES = {
    "id": CONCEPT,
    "concept-id": CONCEPT,
    "language": LANG,
    # memoQ (docs.memoq.com, WS API, “Term base in CSV format”)
    "entry-id": CONCEPT,
    "entry-subject": f"{OWN}domain",
    "entry-note": f"{OWN}note",
}
_NOTES = ("notes", "comment", "comments")
"""Names of a column of notes, where there is no better one."""

_DEFINITION = re.compile(r"(.+)[_ ]def(?:inition)?", re.IGNORECASE)
_BRACKETS = str.maketrans("_()[]", "     ")
_PLAIN = frozenset(
    (
        *(CONCEPT, TERM, LANG, VARIANT_OF, TYPE),
        *("status", "pos", "gender", "number", "article", "sound", "region", "source", "reviewed"),
        *("kind", "use", "of", "scheme", "sources", "note", "extra"),
        *(f"{OWN}{field}" for field in ("kind", "domain", "note", "examples", "extra")),
    )
)
_MATCH = ("case", "scope", "inflect", "compounds")


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table by their order; None stands for one that is left out."""

    file: str
    line: int
    columns: tuple[str | None, ...]
    is_long: bool
    languages: Mapping[str, str]  # column → BCP 47, of a wide table

    def position(self, column: str) -> int:
        """Tell the number of a column, from 1; 0 for none."""
        return self.columns.index(column) + 1 if column in self.columns else 0


def read_header(names: Sequence[str], file: str, line: int) -> tuple[Header, tuple[Finding, ...]]:
    """Understand the names of the columns; those that nobody knows are findings.

    Raises TermbaseError where the table can be neither long nor wide, or a column stands twice.
    """
    columns: list[str | None] = [_known(name) for name in names]
    noted = next((at for at, name in enumerate(names) if name.strip().lower() in _NOTES), None)
    if noted is not None and "note" not in columns:
        columns[noted] = "note"
    if columns.count(CONCEPT) > 1:  # “id” is Indonesian then
        columns = [
            None if name.strip() == "id" else column for name, column in zip(names, columns, strict=True)
        ]
    is_long = TERM in columns and LANG in columns
    given = columns
    if not is_long:
        columns = [_of_concept(column, columns) for column in columns]
    languages: dict[str, str] = {}
    findings = []
    for at, name in enumerate(names):
        if columns[at] is None and not is_long and (tag := _language(name)):
            # a language may have several columns, as an entry of memoQ may have several terms in it
            again = sum(each == tag for each in languages.values())
            columns[at] = column = f"{tag} {again + 1}" if again else tag
            languages[column] = tag
        elif columns[at] is None and not is_long and (defined := _defined(name)):
            columns[at] = f"{OWN}definition.{defined}"
        elif columns[at] is None and name.strip():
            message = _("column “{name}” is none that termbase knows; it was left out")
            if given[at] is not None:
                message = _("column “{name}” is about one term, but a row has several; it was left out")
            message = message.format(name=name.strip())
            findings.append(Finding("TB742", "warning", message, Place(file, line, at + 1)))
    twice = [column for column in columns if column and columns.count(column) > 1]
    if twice:
        message = _("column “{name}” stands twice; rename or delete one").format(name=twice[0])
        raise TermbaseError.of("TB742", message, Place(file, line))
    if not (CONCEPT in columns if is_long else languages):
        message = _(
            "the first row names no columns of a glossary: either concept, lang and term, or one column for each"
            " language, named by its tag (de, en, pt-BR)"
        )
        raise TermbaseError.of("TB742", message, Place(file, line))
    return Header(file, line, tuple(columns), is_long, languages), tuple(findings)


def _known(name: str) -> str | None:
    """Give the column that a name stands for."""
    name = name.strip()
    plain = name.lower().replace(" ", "-").replace("_", "-")
    plain = _ALIASES.get(plain, plain)
    if plain in _PLAIN:
        return plain
    stem, __, rest = name.removeprefix(OWN).partition(".")
    if not rest or stem not in NAMED:
        return None
    if stem in ("forms", "match"):
        allowed = CELLS if stem == "forms" else _MATCH
        return name if rest in allowed and not name.startswith(OWN) else None
    if not name.startswith(OWN) or (stem == "related" and rest not in RELATIONS):
        return None
    if stem == "definition" and tag_problem(rest.removesuffix(".source")):
        return None
    return name


def _of_concept(column: str | None, columns: Sequence[str | None]) -> str | None:
    """Give the column that one stands for in a wide table, where a row is no term: None for what a term has."""
    if column == "note" and f"{OWN}note" not in columns:
        return f"{OWN}note"
    fits = column in (None, CONCEPT, TYPE) or str(column).startswith(OWN)
    return column if fits else None


def _language(name: str) -> str | None:
    """Give the language of a column: a tag, however its capitals and hyphens, or an English or German name."""
    name = name.strip()
    parts = language_tag(name).split("-")
    spelt = [parts[0].lower()]
    for part in parts[1:]:
        spelt.append(part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower())
    tag = "-".join(spelt)
    known = tag_problem(tag) is None and (len(parts[0]) == 2 or locale_name(tag) is not None)
    return tag if known else _names().get(name.casefold()) or _regional(name)


def _regional(name: str) -> str | None:
    """Give the tag of a language with its region in words: English_United_States, German (Austria), Spanish (MX).

    >>> [_regional(each) for each in ("English_United_States", "German (Austria)", "Englisch (GB)", "French toast")]
    ['en-US', 'de-AT', 'en-GB', None]
    >>> [_regional(each) for each in ("English (UK)", "French [fr-FR]", "German (de)", "German (fr)")]
    ['en-GB', 'fr-FR', 'de', 'de-FR']
    """
    words = name.translate(_BRACKETS).casefold().split()
    for end in range(1, len(words)):
        language, rest = _names().get(" ".join(words[:end])), " ".join(words[end:])
        primary, __, region = rest.partition("-")
        if language and language == primary:  # the tag in brackets
            return f"{language}-{region.upper()}" if len(region) == 2 else None if region else language
        if language and (code := _regions().get(rest)):
            return f"{language}-{code}"
    return None


def _defined(name: str) -> str | None:
    """Give the language of a column of definitions, such as German_Def."""
    found = _DEFINITION.fullmatch(name.strip())
    return _language(found[1]) if found else None


@functools.cache
def _regions() -> Mapping[str, str]:
    """Name or code of a country, without capitals → its code."""
    from babel import Locale

    found = {"uk": "GB"}
    for locale in ("en", "de"):
        for code, name in Locale(locale).territories.items():
            if len(code) == 2 and code.isalpha():
                found.setdefault(str(name).casefold(), code)
                found.setdefault(code.casefold(), code)
    return found


@functools.cache
def _names() -> Mapping[str, str]:
    """Name of a language, without capitals → its tag."""
    from babel import Locale

    found: dict[str, str] = {}
    for locale in ("en", "de"):
        for tag, name in Locale(locale).languages.items():
            if tag_problem(tag) is None:
                found.setdefault(str(name).casefold(), str(tag))
    return found
