"""Who a foreign concept is: one of ours, one of this file, or a new one; and which of its forms can be taken."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from termbase.exchange._merge_index import Index, Owner, is_id, new_id, nfc, owner
from termbase.exchange._merge_report import Report
from termbase.messages import _
from termbase.model import Concept, Finding, Glossary, Place, Term, Variant


class Identities:
    """The ids and forms of the glossary and of what was taken in so far, with what speaks against an entry."""

    def __init__(self, glossary: Glossary, format: str, report: Report) -> None:
        self.glossary, self.format, self.report = glossary, format, report
        self.index = Index(glossary)
        self.lines: dict[str, int] = {}  # foreign id → line
        self.names: dict[str, str] = {}  # foreign id → ours, where they differ
        self.made: list[Place] = []  # of concepts whose ids were made

    def identity(self, concept: Concept, new: Container[str]) -> str | None:
        """Find the concept of the glossary that this is, or make an id; None, with a finding, for neither.

        `new` are the ids of the concepts that were taken from this file.
        """
        name, place = concept.id, concept.place
        if name and name in self.lines:
            message = _("id “{id}” stands in line {line} already; ids are unique, rename one of the two")
            self.report.refuse("TB723", message.format(id=name, line=self.lines[name]), place, name)
            return None
        if name:
            self.lines[name] = place.line
        found = self.index.identified(concept.identifiers)
        if not found and (named := self.named(name)):
            # numbers are given anew in each file
            found = {named}
            if not any(named in owners for owners in self.index.sharing(concept)):
                message = _(
                    "the glossary has another concept “{id}” ({place}), which shares no form with this one; if they"
                    " are the same, add a form of the one to the other, else give this one another id"
                )
                message = message.format(id=named, place=self.glossary.concepts[named].place)
                self.report.conflict("TB724", message, place, name)
                return None
        elif not name and not found:
            sharing = list(filter(None, self.index.sharing(concept)))
            found = set.intersection(*sharing) if sharing else set()
            if sharing and not found:
                found = set.union(*sharing)
        if len(found) > 1:
            message = _("several concepts are meant: {ids}; give the entry the id of one of them")
            self.report.conflict("TB728", message.format(ids=", ".join(sorted(found))), place, name)
            return None
        if id_ := next(iter(found), None):
            if id_ in new:
                message = _("is concept “{id}” of this file once more; join the two entries")
                self.report.conflict("TB728", message.format(id=id_), place, id_)
                return None
        else:
            id_ = new_id(concept, self.index.ids)
            if id_ != name:
                self.made.append(place)
            if name and (same := self.twin(concept)):
                message = _(
                    "has a new id, but every form of it is one of concept “{id}”; if they are the same, give it that id"
                    " in the file and import it again, or delete the new one"
                ).format(id=same)
                self.report.add(Finding("TB727", "warning", message, place, id_))
        if name and id_ != name:
            self.names[name] = id_
        return id_

    def named(self, name: str) -> str | None:
        """Give the concept of the glossary that has a foreign id, or got it from a file of this format."""
        known = self.index.identified({self.format: name}) if name else set()
        return next((each for each in (*known, name) if each in self.glossary.concepts), None)

    def twin(self, concept: Concept) -> str | None:
        """Give a concept of the glossary that has all forms of this one, two or more of them."""
        sharing = list(self.index.sharing(concept))
        same = set.intersection(*sharing) & self.glossary.concepts.keys() if len(sharing) > 1 else ()
        return min(same, default=None)

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
            self.report.conflict("TB722", message.format(text=form.text, lang=lang, id=rival), place, of.id)
        elif key in seen:
            message = _("“{text}” ({lang}) stands twice in this entry; the second was left out")
            self.report.counts["left out"] += 1
            message = message.format(text=form.text, lang=lang)
            self.report.findings.append(Finding("TB725", "warning", message, place, of.id))
        else:
            seen.add(key)
            return True
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
