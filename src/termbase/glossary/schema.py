"""A glossary folder → concepts, register of sources, styles and settings, with everything that is wrong.

`termbase.yaml`, `sources.yaml` and `styles/*.yaml` at the top of the folder are settings, register and house
styles; every other `*.yaml` below it holds concepts. All findings of all files are collected before any is
raised.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from termbase import files
from termbase.collecting import collector_paused
from termbase.glossary import consistency
from termbase.glossary.entries import read_concepts, read_settings, read_sources
from termbase.glossary.fields import Reader, Reference
from termbase.glossary.styles import read_style
from termbase.glossary.yaml import Document, parse, parse_entries
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Place, Source, Style, TermbaseError

SETTINGS, REGISTER, STYLES = "termbase.yaml", "sources.yaml", "styles"


def read_glossary(folder: Path) -> Glossary:
    """Read a glossary folder. Its warnings are in `.findings`.

    Raises TermbaseError with all findings, the warnings too, if any of them is an error. The files of the
    places are `folder` as given, with the path below it.
    """
    refuse_file(folder)
    with collector_paused():
        return _Folder(folder).read()


def refuse_file(folder: Path) -> None:
    """Raise TermbaseError for a file: it may be compiled, but YAML is to be read or written."""
    if folder.is_file():
        message = _(
            "is a file, and for this the YAML is needed that a glossary is compiled from; name its folder"
        )
        raise TermbaseError.of("TB948", message, Place(folder.as_posix()))


class _Folder:
    """The state of reading one glossary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.documents: dict[str, Document] = {}
        self.references: list[Reference] = []

    def read(self) -> Glossary:
        concepts: dict[str, Concept] = {}
        settings: dict[str, Any] = {}
        styles: dict[str, Style] = {}
        sources: dict[str, Source] | None = None
        for path in self.paths():
            within = path.relative_to(self.folder)
            is_apart = within in (Path(SETTINGS), Path(REGISTER)) or within.parent == Path(STYLES)
            if not is_apart:
                self.read_concepts(path, concepts)
            elif (reader := self.reader(path)) is not None:
                root = reader.document.root
                if within == Path(SETTINGS):
                    settings = read_settings(reader, root)
                elif within == Path(REGISTER):
                    sources = read_sources(reader, root)
                else:
                    styles[path.stem] = read_style(reader, root, path.stem)
                self.findings += reader.findings
                self.references += reader.references
        found = consistency.findings(concepts, sources, self.references)
        self.findings += map(self.with_line, found)
        self.findings.sort(key=lambda finding: (finding.place.file, finding.place.line, finding.place.column))
        if any(finding.level == "error" for finding in self.findings):
            raise TermbaseError(self.findings)
        warnings = tuple(self.findings)
        return Glossary(concepts, sources=sources or {}, styles=styles, findings=warnings, **settings)

    def paths(self) -> list[Path]:
        """List the YAML files below the folder, sorted; hidden ones and those of editors are left out."""
        found = []
        for parent, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(parent, name)
                if name.startswith("."):
                    continue
                if path.suffix == ".yaml":
                    found.append(path)
                elif path.suffix.lower() in (".yml", ".yaml"):
                    message = _("is not read: the names of glossary files end with “.yaml”; rename it")
                    self.findings.append(Finding("TB127", "warning", message, Place(path.as_posix())))
        if not found:
            message = _("holds no glossary: no *.yaml file is in it; name the folder of a glossary")
            raise TermbaseError.of("TB100", message, Place(self.folder.as_posix()))
        return found

    def read_concepts(self, path: Path, concepts: dict[str, Concept]) -> None:
        """Read a file into `concepts`, one after the other; of a file that cannot be parsed, none is taken."""
        name, findings, references = path.as_posix(), list[Finding](), list[Reference]()
        try:
            for document in parse_entries(files.read_text(path).text, name):
                reader = Reader(document)
                read_concepts(reader, document.root, concepts)
                findings += reader.findings
                references += reader.references
                self.documents[name] = document
        except TermbaseError as error:
            findings, references = list(error.findings), []
            for id_ in [each.id for each in concepts.values() if each.place.file == name]:
                del concepts[id_]
        self.findings += findings
        self.references += references

    def reader(self, path: Path) -> Reader | None:
        """Parse a file; None, with findings, if it cannot be."""
        try:
            document = parse(files.read_text(path).text, path.as_posix())
        except TermbaseError as error:
            self.findings += error.findings
            return None
        self.documents[document.name] = document
        return Reader(document)

    def with_line(self, finding: Finding) -> Finding:
        document = self.documents[finding.place.file]
        return replace(finding, source=document.line(finding.place.line))
