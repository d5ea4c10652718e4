"""The importer that the formats share: concepts of a foreign file into the YAML of a glossary.

A format reads its file as a stream of concepts and findings and hands it to `merge`. A concept is one of ours if
it has the id, or an identifier (wikidata, …), or, where the file knows no ids, a form of ours. To one of ours is
added what it does not have; where both say something else the glossary stays and the difference is a finding.
Others are new: they go to the end of one file. Everything is tried in a copy first, and written all or not at
all. What is broken stops the import unless the user keeps going.

An id that is none of ours (`IATE-7`) is kept as an identifier under the name of the format, by which the concept
is found again. Memory is bounded by the text of what is new, not by its concepts: the stream is read once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from termbase.exchange._merge_data import Filled, grow
from termbase.exchange._merge_identity import Identities
from termbase.exchange._merge_index import new_id
from termbase.exchange._merge_report import Report
from termbase.exchange._merge_writing import (
    grown_text,
    read_back,
    relocated,
    rendered,
    verified,
    with_changes,
)
from termbase.exchange._yaml_terms import Rewritten, save
from termbase.exchange.exchange import Change, Imported, LoadOptions
from termbase.files import lock, make_folder
from termbase.glossary.data import concept_data
from termbase.glossary.rendering import pair
from termbase.glossary.schema import read_glossary
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Place
from termbase.verbs.add import file_below


@dataclass(frozen=True, slots=True)
class Read:
    """A concept as a foreign file has it; its place, and those of its terms, are lines of that file.

    The id is the foreign one, `""` where there is none. `said` names the fields of terms, and `kind`, that the
    file states for this concept even where they have their defaults: without it a default says nothing. `guessed`
    names the fields of variants that the format assumes: they serve for new variants alone.
    """

    concept: Concept
    said: frozenset[str] = frozenset()
    guessed: frozenset[str] = frozenset()


def merge(
    stream: Iterable[Read | Finding], folder: Path, options: LoadOptions, *, format: str, file: Path
) -> Imported:
    """Merge what a format reads from `file` into the glossary in `folder`, under its lock.

    A finding of level error in the stream is an entry that is broken; others are handed on. Raises
    TermbaseError, with nothing written, for these unless the user keeps going, and where the glossary could
    not be read afterwards.
    """
    with lock(folder) if options.write else nullcontext():
        glossary = read_glossary(folder)
        into = file_below(folder, options.into) if options.into else folder / f"{_stem(file, format)}.yaml"
        report = Report()
        merger = _Merger(glossary, into, report)
        merger.run(stream, Identities(glossary, format, report))
        report.stop_if_broken(file.as_posix(), options.keep_going)
        files, after = merger.files(folder)
        if options.write:
            for each in files:
                make_folder(each.path.parent)
            save(files)
    merger.summarise(after)
    written = tuple(each.path for each in files) if options.write else ()
    return Imported(tuple(merger.changes), report.sorted(), dict(sorted(report.counts.items())), written)


class _Merger:
    """The state of one import."""

    def __init__(self, glossary: Glossary, into: Path, report: Report) -> None:
        self.glossary, self.into, self.report = glossary, into, report
        self.new: dict[str, str] = {}  # id → the text of a concept
        self.referring: list[str] = []  # new concepts with relations, to be looked at in the end
        self.grown: dict[str, Concept] = {}  # concepts of ours with what was added
        self.changes: list[Change] = []
        self.made: Sequence[Place] = ()  # of concepts whose ids were made

    def run(self, stream: Iterable[Read | Finding], known: Identities) -> None:
        """Take in the stream; concepts of ours with relations wait until all ids are known."""
        waiting: list[tuple[Read, str]] = []
        for item in stream:
            if isinstance(item, Finding):
                self.report.add(item, "broken" if item.level == "error" else "")
            elif (id_ := known.identity(item.concept, self.new)) is None:
                continue
            elif id_ not in self.glossary.concepts:
                self.add(item.concept, id_, known)
            elif item.concept.related:
                waiting.append((item, id_))
            else:
                self.grow(item, id_, known)
        for item, id_ in waiting:
            self.grow(replace(item, concept=known.with_relations(item.concept)), id_, known)
        for id_ in self.referring:
            self.refer(id_, known)
        self.made = known.made

    def add(self, concept: Concept, id_: str, known: Identities) -> None:
        """Take in a new concept, as text."""
        identifiers = concept.identifiers
        if concept.id not in ("", id_):
            identifiers = {**identifiers, known.format: concept.id}
        own = known.without_rivals(replace(concept, id=id_, identifiers=identifiers))
        if not concept.terms:
            self.report.refuse("TB725", _("this concept has no terms; it was not taken"), concept.place, id_)
            return
        if not own.terms:  # each is a conflict, and named
            self.report.counts["conflicting"] += 1
            return
        text = rendered(own)
        if self.is_sound(text, own):
            self.new[id_] = text
            known.index.add(own)
            self.report.counts["added"] += 1
            lang, terms = next(iter(own.terms.items()))
            new = Filled(lang, terms[0].type, None, terms[0].text, terms[0].reviewed)
            self.changes.append(_change(id_, new, self.into))
            if own.related:
                self.referring.append(id_)

    def grow(self, item: Read, id_: str, known: Identities) -> None:
        """Add to a concept of ours what it does not have."""
        ours = self.grown.get(id_, self.glossary.concepts[id_])
        theirs = known.without_rivals(replace(item.concept, id=id_))
        if theirs.kind == "term" and "kind" not in item.said:
            theirs = replace(theirs, kind=ours.kind)
        grown = grow(concept_data(ours), theirs, item.said, item.guessed)
        for difference in grown.differences:
            self.report.conflict("TB721", difference.message, difference.place, id_)
        if grown.filled:
            concept, findings = read_back(pair(id_, grown.data, 0, "\n"))
            if concept is None:
                self.report.broken += (relocated(each, theirs.place, id_) for each in findings)
                self.report.counts["broken"] += 1
                return
            self.grown[id_] = concept
            known.index.add(concept)
            file = Path(ours.place.file or self.glossary.concepts[id_].place.file)
            self.changes += (_change(id_, each, file) for each in grown.filled)
        self.report.counts[
            "changed" if grown.filled else "conflicting" if grown.differences else "unchanged"
        ] += 1

    def is_sound(self, text: str, concept: Concept) -> bool:
        """Tell whether a new concept is read as it is meant; if not, it is broken."""
        found, findings = read_back(text)
        if found == concept:
            return True
        self.report.broken += (relocated(each, concept.place, concept.id) for each in findings)
        if not findings:
            message = _("the entry cannot be written as YAML that is read as it is meant; it was not taken")
            self.report.broken.append(Finding("TB725", "error", message, concept.place, concept.id))
        self.report.counts["broken"] += 1
        return False

    def refer(self, id_: str, known: Identities) -> None:
        """Put our ids into the relations of a new concept, once all are known."""
        concept, _findings = read_back(self.new[id_])
        if concept is not None and (meant := known.with_relations(concept)) != concept:
            self.new[id_] = rendered(meant)

    def files(self, folder: Path) -> tuple[tuple[Rewritten, ...], Glossary | None]:
        """Compute the files, and the glossary as it will be read; None where nothing changes."""
        changes: dict[Path, dict[str, Callable[[str], str]]] = defaultdict(dict)
        for id_, concept in self.grown.items():
            path = Path(self.glossary.concepts[id_].place.file)
            data = concept_data(concept)
            changes[path][id_] = partial(grown_text, id_=id_, data=data, name=path.as_posix())
        known = {path.resolve(): path for path in changes}
        into = known.get(self.into.resolve(), self.into)
        if self.new:
            changes.setdefault(into, {})
        files = tuple(
            with_changes(path, each, self.glossary, tuple(self.new.values()) if path == into else ())
            for path, each in changes.items()
        )
        if not files:
            return (), None
        expected: dict[str, int | Concept] = {
            **{id_: hash(text) for id_, text in self.new.items()},
            **self.grown,
        }
        self.new.clear()  # they are in the files
        return files, verified(files, self.glossary, expected, folder)

    def summarise(self, after: Glossary | None) -> None:
        """Say where new concepts went, that ids were made, and how many warnings the glossary got."""
        place = Place(self.into.as_posix())
        if added := self.report.counts["added"]:
            message = _("new concepts: {count}, at the end of this file").format(count=added)
            self.report.findings.append(Finding("TB726", "info", message, place))
        if self.made:
            message = _(
                "ids made for concepts that have none in the file, or one that cannot be an id: {count}, the first"
                " here"
            )
            message = message.format(count=len(self.made))
            self.report.findings.append(Finding("TB726", "info", message, self.made[0]))
        if after is not None and (more := len(after.findings) - len(self.glossary.findings)) > 0:
            message = _("the glossary has {count} warnings more than before; `termbase validate` lists them")
            self.report.findings.append(Finding("TB729", "info", message.format(count=more), place))


def _change(id_: str, new: Filled, file: Path) -> Change:
    return Change(id_, new.lang, new.type, new.old, new.new, new.reviewed, file.as_posix())


def _stem(file: Path, format: str) -> str:
    """Name the file for new concepts after the one they come from."""
    return new_id(Concept(file.stem, "term", {}), ()) if file.stem else format
