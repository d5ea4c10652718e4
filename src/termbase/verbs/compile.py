"""Compiles a glossary, or big authority files, into one file that every command reads in the glossary's place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from termbase.glossary import geonames, jsonl, wikidata
from termbase.glossary.authority import Authority, Choice
from termbase.glossary.lines import first_line
from termbase.glossary.schema import read_glossary
from termbase.glossary.styles import apply_style, find_style
from termbase.index.cache import write_compiled
from termbase.index.container import is_container
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Place, TermbaseError

NAMED = 20
"""The broken lines that are named; those after them are only counted."""

AUTHORITIES = {each.name: each for each in (jsonl.AUTHORITY, geonames.AUTHORITY, wikidata.AUTHORITY)}


@dataclass(slots=True)
class Tally:
    """What was compiled, counted while it passes; `findings` name the first broken lines."""

    concepts: int = 0
    terms: int = 0
    broken: int = 0
    languages: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


Progress = Callable[[Tally], None]


def compile_glossary(folder: Path, output: Path, style: str | None, progress: Progress) -> Tally:
    """Compile a glossary folder in a style (None: as it stands).

    Raises TermbaseError with all findings where it cannot be read, and where the file cannot be written.
    """
    glossary = read_glossary(folder)
    if style is not None:
        glossary = apply_style(glossary, find_style(glossary, style))
    tally = Tally(findings=list(glossary.findings))
    write_compiled(output, glossary, _counted(glossary.concepts.values(), tally, progress))
    return tally


def compile_authority(
    paths: Sequence[Path], output: Path, authority: Authority, choice: Choice, progress: Progress
) -> Tally:
    """Compile authority files of one format, line by line; broken lines are counted and left out.

    Raises TermbaseError where a file cannot be read to its end or written, and where none holds a concept.
    """
    tally = Tally()
    language = choice.languages[0] if choice.languages else geonames.MAIN
    glossary = Glossary({}, language, authority.title, authority.licence)
    whole = _unique(authority.read(paths, choice), tally)
    write_compiled(output, glossary, _some(_counted(whole, tally, progress), paths, tally))
    return tally


def recognised(path: Path) -> Authority | None:
    """Tell the format of an authority file by its first line; None for the folder of a glossary.

    Raises TermbaseError for what cannot be read or is no authority file.
    """
    if path.is_dir():
        return None
    line = first_line(path)
    if is_container(line):
        raise TermbaseError.of("TB948", _("is compiled already; name what it is made of"), _at(path))
    found = next((each for each in AUTHORITIES.values() if each.recognises(line)), None)
    if found is None:
        message = _("is no authority file of a known format; name the format with --format: {formats}")
        raise TermbaseError.of("TB946", message.format(formats=", ".join(AUTHORITIES)), _at(path))
    return found


def _unique(found: Iterable[Concept | Finding], tally: Tally) -> Iterator[Concept]:
    """Give the concepts whose id no other has before them; note what is broken."""
    ids: set[str] = set()
    for each in found:
        if isinstance(each, Finding):
            _note(each, tally)
        elif each.id in ids:
            message = _("id “{id}” is used already; ids are unique, and the first concept counts")
            _note(Finding("TB109", "error", message.format(id=each.id), each.place, each.id), tally)
        else:
            ids.add(each.id)
            yield each


def _note(finding: Finding, tally: Tally) -> None:
    tally.broken += 1
    if len(tally.findings) < NAMED:
        tally.findings.append(finding)


def _counted(concepts: Iterable[Concept], tally: Tally, progress: Progress) -> Iterator[Concept]:
    for concept in concepts:
        tally.concepts += 1
        tally.terms += sum(map(len, concept.terms.values()))
        tally.languages.update(concept.terms)
        progress(tally)
        yield concept


def _some(concepts: Iterator[Concept], paths: Sequence[Path], tally: Tally) -> Iterator[Concept]:
    """Give the concepts. Raises TermbaseError, with the broken lines, if there are none."""
    yield from concepts
    if not tally.concepts:
        message = _("holds no concept that was asked for; check --format, --lang and --class")
        raise TermbaseError([*tally.findings, Finding("TB947", "error", message, _at(paths[0]))])


def _at(path: Path) -> Place:
    return Place(path.as_posix())
