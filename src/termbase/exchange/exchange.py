"""What an exchange format is: a way out of the glossary and, where the format allows it, a way back.

A plug-in of this folder exports one `EXCHANGE`. What a format can never carry is said in its module's docstring,
what an export or import had to leave out by findings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from termbase.model import Finding, Glossary


@dataclass(frozen=True, slots=True)
class DumpOptions:
    """What the user asked of an export. A format ignores what it has no use for."""

    source: str | None = None  # BCP 47; None: the glossary's language
    targets: tuple[str, ...] = ()  # BCP 47; empty: every other language of the glossary
    folder: Path | None = None  # the glossary's folder: files are named relative to it
    drafts: bool = False  # where a format leaves drafts out: take them in
    options: Mapping[str, str] = field(
        default_factory=dict
    )  # the format's own, checked: see Exchange.options


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the user asked of an import."""

    source: str | None = None  # BCP 47; None: what the file says, else the glossary's language
    into: Path | None = None  # the YAML file for new concepts, where a format brings any
    write: bool = True  # False: only say what would change
    keep_going: bool = False  # leave out what is broken and take the rest; else nothing is taken
    options: Mapping[str, str] = field(
        default_factory=dict
    )  # the format's own, checked: see Exchange.options


@dataclass(frozen=True, slots=True)
class Option:
    """What a format of its own can be told, on the command line as `-O name=value`.

    The first of `values` is the default; without `values` any text will do, and none is the default.
    """

    name: str
    help: str  # English, as the description of the format
    values: tuple[str, ...] = ()
    ways: tuple[str, ...] = ("export",)  # export, import


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote, and as findings of level info each term that the format could not carry."""

    files: tuple[Path, ...]  # all files of the export, also those that were up to date
    entries: int  # how many terms (rows, units) they hold together
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A term that an import changes in the glossary; `old` is None for a new one.

    Of a new concept the first term stands for all. A field that was filled has the field's name as its type; the
    language is empty where it belongs to the concept.
    """

    concept: str
    lang: str  # BCP 47, as the glossary spells it
    type: str  # of the term; "variant"; or the name of a field
    old: str | None
    new: str
    reviewed: bool
    file: str  # the YAML file


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import changed (or would change), and what it could not take, each with its line.

    `counts` tells how many entries had which fate, by names that are stable: changed, added, reviewed,
    unchanged, conflicts, … The findings are sorted by line.
    """

    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()  # the YAML files that were written


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange format.

    `dump(glossary, target, options)` writes a file, or a folder of them where the format has several,
    atomically and byte for byte the same for the same glossary. `load(file, folder, options)` reads the
    glossary in `folder` itself, under its lock, as it must not work on a state that another run has changed
    meanwhile. Both raise TermbaseError where nothing can be done, and then nothing was written. One of them is None
    for formats that are only written or only read.
    """

    name: str
    description: str
    suffixes: tuple[str, ...]  # of the files that it exchanges; not of what is made for programs besides
    dump: Callable[[Glossary, Path, DumpOptions], Exported] | None = None
    load: Callable[[Path, Path, LoadOptions], Imported] | None = None
    target: str | None = None  # where an export goes when the user names no place; None: it must be named
    lost: str = ""  # in a few English words: what an export leaves out
    options: tuple[Option, ...] = ()

    def chosen(self, given: Mapping[str, str], way: str) -> dict[str, str]:
        """Give the options with their defaults for a way, export or import.

        Raises ValueError, with the option or value that there is not, and those that there are.
        """
        known = {option.name: option for option in self.options if way in option.ways}
        for name, value in given.items():
            if name not in known:
                raise ValueError(name, tuple(known))
            if known[name].values and value not in known[name].values:
                raise ValueError(f"{name}={value}", known[name].values)
        return {name: option.values[0] for name, option in known.items() if option.values} | dict(given)
