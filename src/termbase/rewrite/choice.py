"""What becomes of a match: laws 8 and 9, and the uses of variants."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from termbase.index.entries import Entry
from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.messages import _
from termbase.rewrite.inflect import is_plain, surfaces_for, with_shades
from termbase.rewrite.introduced import Introduced
from termbase.rewrite.passage import Passage

_NAME_BEFORE = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]+-)*[^\W\d_]+)(\.?) $")


class Decision(NamedTuple):
    """What is to become of a match: `new` is the surface of `target` to write, None where the match stands.

    `after` follows it literally; `code` names the finding that a person should read about it, if any.
    """

    match: Match
    reading: Reading
    new: str | None = None
    target: Entry | None = None
    after: str = ""
    safe: bool = True
    rule: str = ""
    reason: str = ""
    code: str = ""


class Answer(NamedTuple):
    """What a reading of a variant leads to wherever it stands: the surfaces that its term may take, and why.

    `plain` tells that no words around it could say more of the form.
    """

    target: Entry
    surfaces: tuple[str, ...]
    plain: bool
    rule: str
    reason: str


def _concepts(match: Match) -> set[str]:
    return {reading.entry.concept.id for reading in match.readings}


def decide(match: Match, passage: Passage, known: Introduced) -> Decision:
    """What becomes of a match, `known` being the concepts that the document introduces."""
    readings = match.readings if len(match.readings) == 1 else _candidates(match, known)
    first = readings[0]
    if first.entry.variant is None:
        return _standing(match, first, passage.lexicon)
    if first.entry.use == "lookup":
        return Decision(match, first)
    if len(readings) > 1:
        concepts = sorted({reading.entry.concept.id for reading in readings})
        surfaces = {new for reading in readings for new in _surfaces(match, reading, passage)}
        if len(concepts) > 1 and len(surfaces) > 1:
            reason = _("“{form}” may be any of {concepts}").format(
                form=first.surface, concepts=", ".join(concepts)
            )
            return _proposal(match, first, passage, reason, "TB203")
    return _single(match, first, passage, known)


def _standing(match: Match, reading: Reading, lexicon: Lexicon) -> Decision:
    """A term stands; one that the house no longer accepts is reported."""
    if reading.entry.is_current:
        return Decision(match, reading)
    term = reading.entry.term
    preferred = [
        f"“{entry.term.text}”"
        for entry in lexicon.entries_of(reading.entry.concept.id)
        if entry.variant is None and entry.term.status == "preferred" and entry.term.type == term.type
    ]
    reason = _("“{term}” is {status}, preferred is {terms}").format(
        term=term.text, status=term.status, terms=", ".join(preferred) or "–"
    )
    return Decision(match, reading, reason=reason, code="TB205")


def _candidates(match: Match, known: Introduced) -> tuple[Reading, ...]:
    """The readings; those of concepts that the document introduces oust the others."""
    concepts = _concepts(match)
    if len(concepts) < 2:
        return match.readings
    introduced = known.among(concepts)
    return (
        tuple(reading for reading in match.readings if reading.entry.concept.id in introduced)
        or match.readings
    )


def _single(match: Match, reading: Reading, passage: Passage, known: Introduced) -> Decision:
    entry = reading.entry
    target, _all, _plain, rule, reason = answer_to(reading, passage.lexicon)
    use = _use_here(entry, passage, match)
    if use == "flag":
        return Decision(match, reading, reason=reason, code="TB206")
    if use == "keep":
        return Decision(match, reading, reason=reason, code="TB210")
    surfaces = _surfaces(match, reading, passage)
    if len(surfaces) != 1:
        unclear = _("the form of “{term}” that answers to “{form}” is not certain").format(
            term=target.term.text, form=reading.surface
        )
        return _proposal(match, reading, passage, unclear, "TB202")
    if may_be_part_of_name(reading) and passage.lexicon.language.part_of_name(*passage.around(match)):
        other = _("“{form}” is part of another name, which may keep its spelling").format(
            form=reading.surface
        )
        return _proposal(match, reading, passage, other, "TB202")
    if entry.scope == "introduced":
        doubt = _doubt(reading, passage, match, known)
        if doubt:
            return _proposal(match, reading, passage, doubt, "TB204")
    return Decision(match, reading, surfaces[0], target, rule=rule, reason=reason)


def _proposal(match: Match, reading: Reading, passage: Passage, reason: str, code: str) -> Decision:
    """A decision for a person: with the first surface that it may be, if any is known."""
    target, _all, _plain, rule, _reason = answer_to(reading, passage.lexicon)
    new = next(iter(_surfaces(match, reading, passage)), None)
    return Decision(match, reading, new, target, safe=False, rule=rule, reason=reason, code=code)


@functools.lru_cache(1 << 16)
def answer_to(reading: Reading, lexicon: Lexicon) -> Answer:
    """What a reading of a variant leads to."""
    entry = reading.entry
    assert entry.variant is not None
    target = lexicon.canonical(entry)
    number = entry.designation.number
    surfaces = surfaces_for(reading.cells, target, number)
    plain = is_plain(reading.cells, target, number)
    return Answer(target, surfaces, plain, entry.variant.kind, _because(entry))


def _surfaces(match: Match, reading: Reading, passage: Passage) -> tuple[str, ...]:
    """The surfaces that the canonical form may take here, as far as the words around tell."""
    target, surfaces, plain, _rule, _reason = answer_to(reading, passage.lexicon)
    if plain:
        return surfaces
    before, after = passage.around(match)
    name = reading.entry.designation
    narrow = passage.lexicon.language.narrow
    cells = narrow(before, after, name, reading.cells)
    surfaces = surfaces_for(cells, target, name.number)
    if len(surfaces) > 1 and (shaded := with_shades(cells, target)):  # Asow-Meer, das Asowsche Meer
        return surfaces_for(narrow(before, after, name, shaded), target, name.number)
    return surfaces


def _use_here(entry: Entry, passage: Passage, match: Match) -> str:
    """The use of a variant at this place: rewrite, flag, or keep in a quotation."""
    if entry.use == "flag":
        return entry.use
    return "keep" if may_stay(entry, passage.lexicon) and passage.is_quoted(match) else "rewrite"


def may_stay(entry: Entry, lexicon: Lexicon) -> bool:
    """Whether a variant stays in quotations."""
    style = lexicon.glossary.style
    quotes = style.quotes if style else None
    return quotes == "keep" or (quotes is None and entry.use == "unquoted")


def may_be_part_of_name(reading: Reading) -> bool:
    """Whether what is read so may be part of another name, which may keep its spelling."""
    return reading.entry.concept.kind == "place" and "nom" in reading.cells


def _doubt(reading: Reading, passage: Passage, match: Match, known: Introduced) -> str:
    """Why a short name may be somebody else's, empty if nothing speaks for it."""
    entry = reading.entry
    before = _NAME_BEFORE.search(passage.around(match)[0])
    own = passage.lexicon.given_names_of(entry.concept)
    person = entry.concept.kind == "person"
    if person and before and before[1] not in own and _is_given_name(before, reading, passage, match):
        return _("“{given}” is not a given name of {name}").format(
            given=before[0].strip(), name=entry.term.text
        )
    if not known.among({entry.concept.id}):
        return _("nobody introduced {name} by the full name").format(name=entry.term.text)
    return ""


def _is_given_name(before: re.Match[str], reading: Reading, passage: Passage, match: Match) -> bool:
    """Whether the word before a family name is a given name or an initial, or may be one that nobody knows."""
    word, stop = before[1], before[2]
    if stop:
        return len(word) == 1 and word.isupper() and word not in passage.lexicon.language.short_titles
    lexicon = passage.lexicon
    if word in lexicon.all_given_names or ("-" in word and word.split("-")[0] in lexicon.all_given_names):
        return True
    titles = lexicon.language.titles
    if titles is None or not word[0].isupper() or word.isupper():
        return False
    is_known = any(other.reach == match.start - 1 for other in passage.matches)
    return not is_known and not titles(passage.around(match)[0], reading.cells)


def _because(entry: Entry) -> str:
    """Why a variant is rewritten, flagged or kept, for people."""
    variant = entry.variant
    assert variant is not None
    if variant.kind == "transliteration" and variant.of:
        return _("“{form}” is a transliteration of “{of}”").format(form=variant.text, of=variant.of)
    kinds = {
        "spelling": _("“{form}” is another spelling of “{term}”"),
        "transliteration": _("“{form}” is another transliteration of “{term}”"),
        "misspelling": _("“{form}” is a misspelling of “{term}”"),
        "abbreviation": _("“{form}” is an abbreviation of “{term}”"),
        "translation": _("“{form}” is the name in another language for “{term}”"),
        "former": _("“{form}” is a former name of “{term}”"),
        "synonym": _("“{form}” is another word for “{term}”"),
    }
    return kinds[variant.kind].format(form=variant.text, term=entry.term.text)
