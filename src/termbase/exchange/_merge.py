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

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from termbase.exchange._merge_data import Filled, grow
from termbase.exchange._merge_index import Index, Owner, is_id, new_id, nfc, owner
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
from termbase.model import Concept, Finding, Glossary, Place, Term, TermbaseError, Variant
from termbase.verbs.add import file_below


@dataclass(frozen=True, slots=True)
class Read:
    """A concept as a foreign file has it; its place, and those of its terms, are lines of that file.

    The id is the foreign one, `""` where there is none. `said` names the fields of terms, and `kind`, that the
    file states for this concept even where they have their defaults: without it a default says nothing.
    """

    concept: Concept
    said: frozenset[str] = frozenset()


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
        merger = _Merger(glossary, into, format, file)
        merger.run(stream)
        merger.stop_if_broken(options.keep_going)
        files, after = merger.files(folder)
        if options.write:
            for each in files:
                make_folder(each.path.parent)
            save(files)
    merger.summarise(after)
    findings = sorted(merger.findings, key=lambda finding: (bool(finding.place.line), finding.place.line))
    written = tuple(each.path for each in files) if options.write else ()
    return Imported(tuple(merger.changes), tuple(findings), dict(sorted(merger.counts.items())), written)


class _Merger:
    """The state of one import."""

    def __init__(self, glossary: Glossary, into: Path, format: str, file: Path) -> None:
        self.glossary, self.into, self.format, self.file = glossary, into, format, file
        self.index = Index(glossary)
        self.lines: dict[str, int] = {}  # foreign id → line
        self.names: dict[str, str] = {}  # foreign id → ours, where they differ
        self.new: dict[str, str] = {}  # id → the text of a concept
        self.referring: dict[str, Place] = {}  # new concepts with relations, to be looked at in the end
        self.grown: dict[str, Concept] = {}  # concepts of ours with what was added
        self.changes: list[Change] = []
        self.findings: list[Finding] = []
        self.broken: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.named: list[Place] = []  # of concepts whose ids were made

    def run(self, stream: Iterable[Read | Finding]) -> None:
        """Take in the stream; concepts of ours with relations wait until all ids are known."""
        waiting: list[tuple[Read, str]] = []
        for item in stream:
            if isinstance(item, Finding):
                self.report("broken" if item.level == "error" else "", item)
            elif (id_ := self.identity(item.concept)) is None:
                continue
            elif id_ not in self.glossary.concepts:
                self.add(item.concept, id_)
            elif item.concept.related:
                waiting.append((item, id_))
            else:
                self.grow(item, id_)
        for item, id_ in waiting:
            self.grow(replace(item, concept=self.with_relations(item.concept)), id_)
        for id_, place in self.referring.items():
            self.refer(id_, place)

    def identity(self, concept: Concept) -> str | None:
        """Find the concept of the glossary that this is, or make an id; None, with a finding, for neither."""
        name, place = concept.id, concept.place
        if name and name in self.lines:
            message = _("id “{id}” stands in line {line} already; ids are unique, rename one of the two")
            self.refuse("TB723", message.format(id=name, line=self.lines[name]), place, name)
            return None
        if name:
            self.lines[name] = place.line
        found = self.index.identified({**concept.identifiers, **({self.format: name} if name else {})})
        if name in self.glossary.concepts and not found:
            found = {name}
            if not any(name in owners for owners in self.index.sharing(concept)):
                message = _(
                    "the glossary has another concept “{id}” ({place}), which shares no form with this one; if they"
                    " are the same, add a form of the one to the other, else give this one another id"
                )
                message = message.format(id=name, place=self.glossary.concepts[name].place)
                self.conflict("TB724", message, place, name)
                return None
        elif not name and not found:
            sharing = list(filter(None, self.index.sharing(concept)))
            found = set.intersection(*sharing) if sharing else set()
            if sharing and not found:
                found = set.union(*sharing)
        if len(found) > 1:
            message = _("several concepts are meant: {ids}; give the entry the id of one of them")
            self.conflict("TB728", message.format(ids=", ".join(sorted(found))), place, name)
            return None
        if id_ := next(iter(found), None):
            if id_ in self.new:
                message = _("is concept “{id}” of this file once more; join the two entries")
                self.conflict("TB728", message.format(id=id_), place, id_)
                return None
        else:
            id_ = new_id(concept, self.index.ids)
            if id_ != name:
                self.named.append(place)
        if name and id_ != name:
            self.names[name] = id_
        return id_

    def add(self, concept: Concept, id_: str) -> None:
        """Take in a new concept, as text."""
        identifiers = concept.identifiers
        if concept.id not in ("", id_):
            identifiers = {**identifiers, self.format: concept.id}
        own = self.without_rivals(replace(concept, id=id_, identifiers=identifiers))
        if not concept.terms:
            self.refuse("TB725", _("this concept has no terms; it was not taken"), concept.place, id_)
            return
        if not own.terms:  # each is a conflict, and named
            self.counts["conflicting"] += 1
            return
        text = rendered(own)
        if self.is_sound(text, own):
            self.new[id_] = text
            self.index.add(own)
            self.counts["added"] += 1
            lang, terms = next(iter(own.terms.items()))
            new = Filled(lang, terms[0].type, None, terms[0].text, terms[0].reviewed)
            self.changes.append(_change(id_, new, self.into))
            if own.related:
                self.referring[id_] = concept.place

    def grow(self, item: Read, id_: str) -> None:
        """Add to a concept of ours what it does not have."""
        ours = self.grown.get(id_, self.glossary.concepts[id_])
        theirs = self.without_rivals(replace(item.concept, id=id_))
        if theirs.kind == "term" and "kind" not in item.said:
            theirs = replace(theirs, kind=ours.kind)
        grown = grow(concept_data(ours), theirs, item.said)
        for difference in grown.differences:
            self.conflict("TB721", difference.message, difference.place, id_)
        if grown.filled:
            concept, findings = read_back(pair(id_, grown.data, 0, "\n"))
            if concept is None:
                self.broken += (relocated(each, theirs.place, id_) for each in findings)
                self.counts["broken"] += 1
                return
            self.grown[id_] = concept
            self.index.add(concept)
            file = Path(ours.place.file or self.glossary.concepts[id_].place.file)
            self.changes += (_change(id_, each, file) for each in grown.filled)
        self.counts["changed" if grown.filled else "conflicting" if grown.differences else "unchanged"] += 1

    def without_rivals(self, theirs: Concept) -> Concept:
        """Leave out, with findings, forms that would make a chain with another concept, or stand twice."""
        terms: dict[str, tuple[Term, ...]] = {}
        for lang, each in theirs.terms.items():
            seen: set[tuple[str | None, str]] = set()
            kept = tuple(found for term in each if (found := self.kept(theirs, lang, term, seen)))
            if kept:
                terms[lang] = kept
        return theirs if terms == theirs.terms else replace(theirs, terms=terms)

    def kept(self, of: Concept, lang: str, term: Term, seen: set[tuple[str | None, str]]) -> Term | None:
        """Give a term with the variants that can stay, or None."""
        if not self.is_free(of, lang, term, owner(of.id, term), seen):
            return None
        own = Owner(of.id, term.region, False, True)
        variants = tuple(each for each in term.variants if self.is_free(of, lang, each, own, seen))
        return term if variants == term.variants else replace(term, variants=variants)

    def is_free(
        self, of: Concept, lang: str, form: Term | Variant, own: Owner, seen: set[tuple[str | None, str]]
    ) -> bool:
        """Tell whether a form can be taken; if not, it is a finding."""
        place = form.place if form.place.line else of.place
        key = (own.region, nfc(form.text))
        if rival := self.index.rival(lang, form.text, own):
            message = _(
                "“{text}” ({lang}) would be a canonical form of one and a variant of another concept, “{id}”;"
                " it was left out, decide which of them it is"
            )
            self.conflict("TB722", message.format(text=form.text, lang=lang, id=rival), place, of.id)
        elif key in seen:
            message = _("“{text}” ({lang}) stands twice in this entry; the second was left out")
            self.counts["left out"] += 1
            message = message.format(text=form.text, lang=lang)
            self.findings.append(Finding("TB725", "warning", message, place, of.id))
        else:
            seen.add(key)
            return True
        return False

    def is_sound(self, text: str, concept: Concept) -> bool:
        """Tell whether a new concept is read as it is meant; if not, it is broken."""
        found, findings = read_back(text)
        if found == concept:
            return True
        self.broken += (relocated(each, concept.place, concept.id) for each in findings)
        if not findings:
            message = _("the entry cannot be written as YAML that is read as it is meant; it was not taken")
            self.broken.append(Finding("TB725", "error", message, concept.place, concept.id))
        self.counts["broken"] += 1
        return False

    def with_relations(self, concept: Concept) -> Concept:
        """Give the concept with our ids in its relations."""
        related = {
            key: tuple(
                self.names.get(name, name if is_id(name) else new_id(replace(concept, id=name), ()))
                for name in names
            )
            for key, names in concept.related.items()
        }
        return replace(concept, related=related)

    def refer(self, id_: str, place: Place) -> None:
        """Put our ids into the relations of a new concept, once all are known."""
        concept, _findings = read_back(self.new[id_])
        if concept is not None and (known := self.with_relations(concept)) != concept:
            self.new[id_] = rendered(known)

    def report(self, count: str, finding: Finding) -> None:
        """Keep a finding; what is broken may stop the import."""
        (self.broken if finding.level == "error" else self.findings).append(finding)
        if count:
            self.counts[count] += 1

    def conflict(self, code: str, message: str, place: Place, concept: str | None) -> None:
        """Report what both sides have differently."""
        self.findings.append(Finding(code, "error", message, place, concept or None))
        self.counts["conflicts"] += 1

    def refuse(self, code: str, message: str, place: Place, concept: str | None) -> None:
        """Report an entry that is broken."""
        self.report("broken", Finding(code, "error", message, place, concept or None))

    def stop_if_broken(self, keep_going: bool) -> None:
        """Raise what is broken, or hand it on as findings if the user keeps going."""
        if self.broken and not keep_going:
            message = _("nothing was taken, as entries are broken; --keep-going takes the others")
            last = Finding("TB725", "error", message, Place(self.file.as_posix()))
            raise TermbaseError([*sorted(self.broken, key=lambda each: each.place.line), last])
        self.findings += self.broken

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
        return files, verified(files, self.glossary, {**self.new, **self.grown}, folder)

    def summarise(self, after: Glossary | None) -> None:
        """Say where new concepts went, that ids were made, and how many warnings the glossary got."""
        place = Place(self.into.as_posix())
        if self.new:
            message = _("new concepts: {count}, at the end of this file").format(count=len(self.new))
            self.findings.append(Finding("TB726", "info", message, place))
        if self.named:
            message = _(
                "ids made for concepts that have none in the file, or one that cannot be an id: {count}, the first"
                " here"
            )
            message = message.format(count=len(self.named))
            self.findings.append(Finding("TB726", "info", message, self.named[0]))
        if after is not None and (more := len(after.findings) - len(self.glossary.findings)) > 0:
            message = _("the glossary has {count} warnings more than before; `termbase validate` lists them")
            self.findings.append(Finding("TB729", "info", message.format(count=more), place))


def _change(id_: str, new: Filled, file: Path) -> Change:
    return Change(id_, new.lang, new.type, new.old, new.new, new.reviewed, file.as_posix())


def _stem(file: Path, format: str) -> str:
    """Name the file for new concepts after the one they come from."""
    return new_id(Concept(file.stem, "term", {}), ()) if file.stem else format
