"""The glossary of one language as rules “this surface becomes that one”, for tools that replace flat strings.

A rule is what the normaliser would do with a surface wherever it stands, so that only what needs no context is one:
variants that are rewritten everywhere, of one concept, to a form that is certain. The inflections come from the
rules of the language. A surface inside another form of the glossary (`Kongo` in `Demokratische Republik Kongo`)
must stay there: the words around it are its guards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from termbase.exchange._languages import source_of
from termbase.exchange._losses import Loss
from termbase.exchange.exchange import DumpOptions, Option
from termbase.index.entries import Entry
from termbase.index.lexicon import Lexicon
from termbase.languages.known import known_language
from termbase.messages import _
from termbase.model import Glossary, Place
from termbase.rewrite.inflect import surfaces_for
from termbase.text.view import fold

FORMS = Option("forms", "whether inflected forms are rules too", ("all", "none"))

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A surface with what it becomes; with `case` exact, smart or any as in the glossary."""

    surface: str
    target: str
    case: str
    kind: str  # of the variant
    concept: str
    place: Place
    own: bool  # the surface is the variant itself, no inflection of it
    guards: tuple[tuple[str, str], ...] = ()  # what stands before and after it where it must stay


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a language, in the order of the glossary, and what no rule can say."""

    lang: str
    rules: tuple[Rule, ...]
    lost: tuple[Loss, ...]
    flagged: tuple[str, ...]  # variants that are reported only
    terms: tuple[str, ...]  # the canonical forms of the language
    standing: frozenset[str]  # every surface that stays as it is, in small letters


def rules(glossary: Glossary, options: DumpOptions) -> Rules:
    """Make the rules of the source language. Raises TermbaseError for a language that the glossary does not have."""
    lang = known_language(source_of(glossary, options), glossary)
    lexicon = Lexicon(glossary, lang)
    lost: list[Loss] = []
    found = [
        rule
        for entry in lexicon.entries
        if _is_rule(entry, lost)
        for rule in _of_entry(entry, lexicon, options.options.get("forms", "all") == "all", lost)
    ]
    flagged = tuple(
        each.variant.text for each in lexicon.entries if each.use == "flag" and each.variant is not None
    )
    certain = list(_certain(found, lexicon.entries, lost))
    made = tuple(_guarded(certain, lexicon.entries))
    standing = [entry for entry in lexicon.entries if is_standing(entry)]
    terms = dict.fromkeys(
        entry.term.text for entry in standing if entry.variant is None and entry.term.status == "preferred"
    )
    small = frozenset(surface.lower() for entry in standing for surface in entry.surfaces)
    return Rules(lang, made, tuple(lost), flagged, tuple(terms), small)


def expressible(
    found: Iterable[Rule], problem: Callable[[Rule], str | None], lost: list[Loss]
) -> Iterator[Rule]:
    """Give the rules that a tool can say; `problem` tells what it cannot, which is named once for each variant."""
    for rule in found:
        what = problem(rule)
        if what is None:
            yield rule
        elif rule.own:
            lost.append(Loss(what, rule.concept, rule.place))


def without_case(found: Rules, lost: list[Loss]) -> Iterator[Rule]:
    """Give the rules for a tool that ignores capitals: none that would hit a form that stands, or say two things."""
    targets: dict[str, set[str]] = {}
    for rule in found.rules:
        targets.setdefault(rule.surface.lower(), set()).add(rule.target)
    given: set[str] = set()
    for rule in found.rules:
        small = rule.surface.lower()
        if small in found.standing or len(targets[small]) > 1:
            if rule.own:
                lost.append(Loss(_("words that differ by capitals alone"), rule.concept, rule.place))
        elif small not in given:
            given.add(small)
            yield rule


def capitalised(found: Iterable[Rule]) -> Iterator[Rule]:
    """Give the rules, and after one that begins with a small letter the one for the start of a sentence."""
    for rule in found:
        yield rule
        if rule.case == "smart" and rule.surface[0].islower():
            surface, target = (text[0].upper() + text[1:] for text in (rule.surface, rule.target))
            yield replace(rule, surface=surface, target=target, own=False)


def with_both_apostrophes(found: Iterable[Rule]) -> Iterator[Rule]:
    """Give the rules, and those that hold apostrophes with either kind: the answer has the kind of the text."""
    for rule in found:
        yield rule
        for one, other in ("'’", "’'"):
            if one in rule.surface and other not in rule.surface:
                surface, target = rule.surface.replace(one, other), rule.target.replace(one, other)
                yield replace(rule, surface=surface, target=target, own=False)


def _is_rule(entry: Entry, lost: list[Loss]) -> bool:
    """Tell whether a variant is rewritten wherever it stands; if not, say why."""
    if entry.variant is None:
        return False
    why = {
        "unquoted": _("variants that stay in quotations"),
        "flag": _("variants that are only reported"),
        "lookup": _("variants for look-up alone"),
    }.get(entry.use)
    if why is None and entry.scope == "introduced":
        why = _("short names that need the full one in the text")
    if why is None and (entry.variant.number or entry.term.number) != entry.term.number:
        why = _("variants of another number, as the verb must follow")
    if why is not None:
        lost.append(Loss(why, entry.concept.id, entry.variant.place))
    return why is None


def _of_entry(entry: Entry, lexicon: Lexicon, forms: bool, lost: list[Loss]) -> Iterator[Rule]:
    """Give the rule of the variant itself, then those of its inflections that have one answer."""
    variant = entry.variant
    if variant is None:
        return
    own, place = fold(variant.text), variant.place
    canonical = lexicon.canonical(entry)
    for surface, cells in sorted(entry.surfaces.items(), key=lambda item: item[0] != own):
        targets = surfaces_for(cells, canonical, entry.designation.number)
        if len(targets) != 1 or not targets[0] or not (forms or surface == own):
            if surface == own:
                what = _("variants whose answer depends on the sentence")
                lost.append(Loss(what, entry.concept.id, place))
            continue
        target = entry.term.text if targets[0] == fold(entry.term.text) else targets[0]
        if "'" not in surface and target != entry.term.text:
            target = target.replace("'", "’")
        written = variant.text if surface == own else surface
        if written != target:
            yield Rule(written, target, entry.case, variant.kind, entry.concept.id, place, surface == own)


def _certain(found: list[Rule], entries: Iterable[Entry], lost: list[Loss]) -> Iterator[Rule]:
    """Leave out surfaces of which several concepts or terms make something else, or one nobody knows what."""
    owners: dict[str, set[str]] = {}
    for entry in entries:
        for surface in entry.surfaces:
            owners.setdefault(surface, set()).add(entry.concept.id)
    answers: dict[str, tuple[set[str], set[str]]] = {}
    for rule in found:
        concepts, targets = answers.setdefault(fold(rule.surface), (set(), set()))
        concepts.add(rule.concept)
        targets.add(rule.target)
    given: set[str] = set()
    for rule in found:
        surface = fold(rule.surface)
        concepts, targets = answers[surface]
        if len(targets) > 1 or owners.get(surface, concepts) - concepts:
            if rule.own:
                lost.append(Loss(_("variants that may mean several terms"), rule.concept, rule.place))
        elif surface not in given:
            given.add(surface)
            yield rule


def _guarded(found: list[Rule], entries: Iterable[Entry]) -> Iterator[Rule]:
    """Give the rules with the words around them in the other forms of the glossary.

    A rule whose surface is itself the whole of a form that stands is none. Where a rule of its own begins with the
    surface there is a guard too: not every tool prefers the longer one.
    """
    surfaces = {fold(rule.surface) for rule in found}
    guards: dict[str, dict[tuple[str, str], None]] = {}
    for entry in entries:
        for surface in entry.surfaces:
            ruled = surface in surfaces and not is_standing(entry)  # a rule of its own
            for start, end in _parts(surface):
                if surface[start:end] in surfaces and not (ruled and (start or end == len(surface))):
                    guards.setdefault(surface[start:end], {})[surface[:start], surface[end:]] = None
    for rule in found:
        around = tuple(guards.get(fold(rule.surface), ()))
        if ("", "") not in around:
            yield replace(rule, guards=around)


def is_standing(entry: Entry) -> bool:
    """Tell whether a designation is never rewritten by a rule: a term, or a variant with another use."""
    return entry.variant is None or entry.use != "rewrite" or entry.scope == "introduced"


def _parts(surface: str) -> Iterator[tuple[int, int]]:
    """Give the spans that begin and end where words do."""
    words = [found.span() for found in _WORD.finditer(surface)]
    for at, (start, __) in enumerate(words):
        for __, end in words[at:]:
            yield start, end
