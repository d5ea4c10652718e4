"""Three-way merge of an edited catalogue: the exported text (by its hash), the glossary's, the translator's.

Only what the translator alone changed comes back. Both sides changed: a conflict, which is a finding, and
nothing of the entry is taken. The same holds for the one bit beside the text: reviewed, or a draft (fuzzy).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from termbase.exchange._po_entries import Slot, carried, digest, slots, visible
from termbase.exchange._po_reading import Catalogue, Entry
from termbase.exchange._yaml_terms import Planned
from termbase.exchange.exchange import Change
from termbase.messages import _
from termbase.model import Finding, Glossary


@dataclass(frozen=True, slots=True)
class Merged:
    """The changes to make, the findings by line, and how many entries had which fate."""

    planned: tuple[Planned, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]


def merge(catalogue: Catalogue, glossary: Glossary, source: str, language: str) -> Merged:
    """Compare a catalogue in `language` with the glossary; nothing is written."""
    merger = _Merger(catalogue, glossary, source, language)
    planned = tuple(merger.run())
    findings = tuple(sorted(merger.findings, key=lambda finding: finding.place.line))
    return Merged(planned, findings, dict(sorted(merger.counts.items())))


class _Merger:
    """The state of one merge."""

    def __init__(self, catalogue: Catalogue, glossary: Glossary, source: str, language: str) -> None:
        self.catalogue, self.glossary, self.language = catalogue, glossary, language
        self.slots = {slot.context: slot for slot in slots(glossary, source, language)}
        self.origin = catalogue.origin
        self.findings: list[Finding] = []
        self.counts: Counter[str] = Counter()
        self.owners = _owners(glossary, language)
        self.taken: set[tuple[str, str]] = set()  # concept and text of the changes so far

    def run(self) -> Iterator[Planned]:
        """Give the changes; count and name what is none."""
        for entry in self.usable():
            slot = self.slots[entry.context or ""]
            fate = _fate(entry, slot)
            if message := _explained(fate, entry, slot):
                self.report(fate, entry, message)
            elif fate in ("unchanged", "untranslated"):
                self.counts[fate] += 1
            elif problem := self.problem(fate, entry, slot):
                self.report("refused", entry, problem)
            else:
                self.counts[fate] += 1
                yield self.planned(fate, entry, slot)

    def usable(self) -> Iterator[Entry]:
        """Give the entries that belong to a slot of the glossary; the others are reported."""
        lines: dict[str, list[str]] = defaultdict(list)
        for entry in self.catalogue.entries:
            if not entry.obsolete:
                lines[entry.context or ""].append(str(entry.line))
        for entry in self.catalogue.entries:
            context = entry.context or ""
            if entry.obsolete:
                self.report("obsolete", entry, _("obsolete entry, left out; delete it when it is not needed"))
            elif (
                entry.forbidden and entry.exported == digest(entry.text.strip()) and context not in self.slots
            ):
                self.counts["unchanged"] += 1
            elif entry.forbidden:
                message = _(
                    "is a form that is not to be used, which a catalogue cannot bring; record “{text}” in the YAML as"
                    " a variant or a deprecated term"
                )
                self.report("unknown", entry, message.format(text=entry.text))
            elif context not in self.slots:
                self.report("unknown", entry, self.unknown(entry))
            elif len(lines[context]) > 1:
                message = _("msgctxt “{context}” stands in the lines {lines}; keep one of these entries")
                message = message.format(context=context, lines=", ".join(lines[context]))
                self.report("duplicates", entry, message)
            elif entry.plural:
                message = _("terms have no plural forms in a catalogue; write msgid and msgstr alone")
                self.report("unknown", entry, message)
            else:
                yield entry

    def unknown(self, entry: Entry) -> str:
        """Say why an entry has no place in the glossary."""
        if entry.context is None:
            return _("the entry has no msgctxt, so that its concept is unknown; export the catalogue anew")
        message = _(
            "msgctxt “{context}” is no term of the glossary; was it removed since the export, or misspelt?"
        )
        return message.format(context=entry.context)

    def report(self, fate: str, entry: Entry, message: str) -> None:
        """Count an entry and name it with its line."""
        self.counts[fate] += 1
        code, level = _CODES[fate]
        concept = (entry.context or "").partition("|")[0] or None
        self.findings.append(self.catalogue.finding(code, level, message, entry.line, concept))

    def problem(self, fate: str, entry: Entry, slot: Slot) -> str | None:
        """Say why a text cannot become the term of its slot, if so."""
        text = _new_text(entry)
        if fate in ("reviewed", "withdrawn"):
            return None
        if len(text.splitlines()) > 1:
            return _("a term is one line; this translation has several")
        if others := self.owners[text] - {slot.concept.id}:
            message = _("“{text}” is a variant of concept “{id}” already; change one of the two in the YAML")
            return message.format(text=text, id=min(others))
        if (slot.concept.id, text) in self.taken:
            return _("another entry of this concept has the same translation; they are two terms")
        self.taken.add((slot.concept.id, text))
        __, terms = visible(slot.concept, self.language)
        for term in terms:
            texts = [variant.text for variant in term.variants]
            if text in texts or (term is not slot.target and text == term.text):
                message = _(
                    "“{text}” is recorded as another form of this concept ({place}); decide there which it is"
                )
                return message.format(text=text, place=term.place)
        return None

    def planned(self, fate: str, entry: Entry, slot: Slot) -> Planned:
        """Make the change of an entry that has passed."""
        if stale := entry.source != carried(slot.source) and fate != "withdrawn":
            message = _("translated from “{old}”; the glossary has “{new}” now: taken as a draft, review it")
            message = message.format(old=entry.source, new=slot.source.text)
            self.findings.append(
                self.catalogue.finding("TB718", "warning", message, entry.line, slot.concept.id)
            )
        key, __ = visible(slot.concept, self.language)
        regional = key != self.language
        term, kept = slot.target, fate in ("reviewed", "withdrawn")
        if term is not None and regional and term.region is None and fate == "changed":
            term = None  # the change is for this region alone
        return Planned(
            Change(
                concept=slot.concept.id,
                lang=key,
                type=slot.type,
                old=term.text if term else None,
                new=term.text if term and kept else _new_text(entry),
                reviewed=not entry.fuzzy and not stale,
                file=slot.concept.place.file,
            ),
            term,
            self.language if regional and term is None else None,
            None if kept else self.origin,
        )


_CODES = {
    "unknown": ("TB712", "warning"),
    "duplicates": ("TB713", "warning"),
    "obsolete": ("TB714", "info"),
    "conflicts": ("TB715", "error"),
    "refused": ("TB716", "error"),
    "removed": ("TB717", "warning"),
}


def _fate(entry: Entry, slot: Slot) -> str:
    """Tell what becomes of an entry; texts are compared by their hashes, thus after NFC."""
    current, edited = digest(carried(slot.target)), digest(entry.text.strip())
    draft = slot.target is not None and not slot.target.reviewed
    empty = not entry.text.strip()
    if entry.exported is None:
        same = current == edited and (empty or draft == entry.fuzzy)
        return ("untranslated" if empty else "unchanged") if same else "conflicts"
    if edited == entry.exported or edited == current:
        return "untranslated" if empty else _fate_of_review(entry, draft, current == edited)
    if empty:
        return "removed"
    if current != entry.exported:
        return "conflicts"
    return "changed" if slot.target is not None and carried(slot.target) else "added"


def _fate_of_review(entry: Entry, draft: bool, same: bool) -> str:
    """Tell what becomes of an entry whose text is the exported one, or the glossary's by now (`same`)."""
    was_draft = entry.exported_draft
    if entry.fuzzy == was_draft or entry.guessed:
        return "unchanged"
    if not same:
        return "conflicts"
    if draft == entry.fuzzy:
        return "unchanged"
    return "withdrawn" if entry.fuzzy else "reviewed"


def _explained(fate: str, entry: Entry, slot: Slot) -> str | None:
    """Say what a person should know about a fate; None where there is nothing to say."""
    if fate == "removed":
        message = _("the translation “{text}” was removed; if that is meant, delete the term in {place}")
        return message.format(text=carried(slot.target), place=slot.target.place if slot.target else "")
    if fate != "conflicts":
        return None
    current = carried(slot.target)
    if entry.exported is None:
        message = _(
            "differs from the glossary (“{current}”), and without its “# termbase:” comment nobody knows who"
            " changed it; export anew and edit that file"
        )
    elif digest(entry.text.strip()) == entry.exported:
        message = _("reviewed here, but the glossary has “{current}” now; export anew and review that")
    else:
        message = _("changed here and, to “{current}”, in the glossary; decide in the YAML, then export anew")
    return message.format(current=current)


def _new_text(entry: Entry) -> str:
    """Give the translation as a term: NFC, without space around it."""
    return unicodedata.normalize("NFC", entry.text.strip())


def _owners(glossary: Glossary, language: str) -> dict[str, set[str]]:
    """Index the concepts by the texts of their variants: no term may equal a variant of another concept."""
    owners: dict[str, set[str]] = defaultdict(set)
    for concept in glossary.concepts.values():
        for term in visible(concept, language)[1]:
            for variant in term.variants:
                owners[variant.text].add(concept.id)
    return owners
