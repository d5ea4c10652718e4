"""Whether a translation follows the glossary: segment by segment, what the source names and the target must name.

    TB801  the target has none of the accepted forms of what the source names
    TB802  the target has a form that the house does not write
    TB803  an acronym was left in the source language
    TB804  a name that is elsewhere in the file translated in another way

Both sides are read by the matcher of their language, so that inflected forms and compounds count, whole words only. One
accepted form is enough, whatever its type: the acronym for the full form, a synonym that only look-up knows. A name and
the adjective or demonym that the glossary relates to it translate each other (`Kazakhstan’s` – `kasachisch`). Concepts
without a term in the target language are nobody's error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from termbase.collecting import collector_paused
from termbase.documents.document import Block, Format, Pair
from termbase.index.entries import Entry
from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.index.shapes import Reading
from termbase.messages import _
from termbase.model import Edit, Finding, Place, Term, TermbaseError
from termbase.rewrite.draft import Draft
from termbase.rewrite.introduced import Introduced, introduced
from termbase.rewrite.passage import Passage, passages
from termbase.rewrite.plan import drafts
from termbase.text.lines import Lines, lines_of
from termbase.text.protect import overlaps, switched_off
from termbase.verbs._pairs_by_language import by_languages, groups_into, without_any
from termbase.verbs._renderings import (
    accepted,
    concepts_of,
    has_word,
    is_behind_word,
    is_identifier,
    is_in_longer_name,
    is_of_other_sex,
    is_rendered,
)
from termbase.verbs._translations import Usage, different_usages

_OF_OTHERS = ("agreement", "mention")  # what `check` says of any text
_SPELLING = "spelling"  # the rule of a variant that is of the target language: NATO for Nato
_QUOTED = "TB210"
_DOUBTS = ("TB202", "TB203", "TB204")  # settled where the source names the concept


@dataclass(frozen=True)
class _Segment:
    """A pair with what was found on its sides; None where a side names nothing."""

    pair: Pair
    source: Passage | None
    target: Passage | None

    @cached_property
    def named(self) -> frozenset[str]:
        """The concepts that the target names, in whatever form."""
        return frozenset(concepts_of(self.target.matches)) if self.target else frozenset()

    @cached_property
    def meant(self) -> frozenset[str]:
        """The concepts that the source names."""
        return frozenset(concepts_of(self.source.matches)) if self.source else frozenset()

    @cached_property
    def old(self) -> frozenset[str]:
        """The concepts that the source calls by a former name."""
        readings = (reading for match in _matches(self.source) for reading in match.readings)
        return frozenset(
            reading.entry.concept.id
            for reading in readings
            if reading.entry.variant is not None and reading.entry.variant.kind == "former"
        )


@dataclass(frozen=True)
class _Page:
    """The file under examination."""

    text: str
    format: Format
    lexicon: Lexicon  # of the target language
    lines: Lines
    file: str

    def finding(
        self,
        code: str,
        message: str,
        segment: _Segment,
        concept: str,
        edit: Edit | None = None,
        at: int | None = None,
    ) -> Finding:
        """A finding at an edit, a place of the file, or where the target's words begin; it names the segment."""
        block = segment.pair.target
        first = next((piece for piece in block.pieces if piece.text.strip()), block.pieces[0])
        start = first.start if at is None else at
        line, column = self.lines.place(edit.start if edit else start)
        message = _("{message} (segment “{name}”)").format(message=message, name=" ".join(block.name.split()))
        place = Place(self.file, line, column, segment=block.name)
        edits = (edit,) if edit and edit.new != edit.old else ()
        return Finding(code, "warning", message, place, concept, edits, self.lines.line(line))


@collector_paused()
def bilingual(
    text: str,
    format: Format,
    lexicon_of: Callable[[str], Lexicon],
    source: str | None = None,
    target: str | None = None,
    file: str = "",
) -> list[Finding]:
    """The findings about the pairs of a text, in the order of their places.

    `source` is the language to translate from, whatever the file says; `target` that of targets that say none, and of
    several languages the one to look at (BCP 47). `lexicon_of` raises TermbaseError for a language that nobody knows:
    its segments are counted in a finding. Raises TermbaseError for a format without pairs, and where nobody
    says a language.
    """
    if format.pairs is None:
        message = _("the format {format} has no translations beside their sources")
        raise TermbaseError.of("TB805", message.format(format=format.name), Place(file))
    off = switched_off(text)
    lines = lines_of(text)
    found: list[Finding] = []
    everything = by_languages(format.pairs(text, source), source, target, file)
    groups = groups_into(everything, target)
    if everything and not groups:
        return [without_any(everything, target, file)]
    for (from_, to), pairs in groups.items():
        try:
            lexicon, other = lexicon_of(to), lexicon_of(from_)
        except TermbaseError:
            message = _(
                "{count} segments from “{source}” to “{target}” were not checked; the glossary lacks one of them"
            )
            message = message.format(count=len(pairs), source=from_, target=to)
            found.append(Finding("TB806", "info" if len(groups) > 1 else "warning", message, Place(file)))
            continue
        kept = [pair for pair in pairs if not _is_off(pair.target, off)]
        page = _Page(text, format, lexicon, lines, file)
        found += _findings(page, list(_segments(kept, other, lexicon)))
    return sorted(found, key=lambda finding: (finding.place.line, finding.place.column, finding.code))


def _is_off(block: Block, off: Sequence[tuple[int, int]]) -> bool:
    return bool(off) and overlaps(off, block.pieces[0].start, block.pieces[-1].end)


def _segments(pairs: Sequence[Pair], source: Lexicon, target: Lexicon) -> Iterator[_Segment]:
    """Read both sides; a source that stands in several pairs is read once."""
    sources = {id(pair.source): pair.source for pair in pairs}.values()
    read = {id(each.block): each for each in passages(sources, lambda _lang: source)}
    translated = {id(each.block): each for each in passages((p.target for p in pairs), lambda _lang: target)}
    for pair in pairs:
        yield _Segment(pair, read.get(id(pair.source)), translated.get(id(pair.target)))


def _findings(page: _Page, segments: Sequence[_Segment]) -> Iterator[Finding]:
    known = introduced(segment.target for segment in segments if segment.target)
    usages: list[Usage[tuple[_Segment, int]]] = []
    for segment in segments:
        if segment.target:
            yield from _forbidden(page, segment, known)
        if segment.source:
            yield from _missing(page, segment)
        if segment.source and segment.target:
            usages += _usages(page, segment, segment.source, segment.target)
    for usage, usual, count in different_usages(usages):
        message = _(
            "“{name}” is “{form}” here, but “{usual}” elsewhere in this file ({count}); write one form"
        )
        message = message.format(name=usage.name, form=usage.form, usual=usual, count=count)
        segment, at = usage.where
        yield page.finding("TB804", message, segment, usage.concept, at=at)


def _forbidden(page: _Page, segment: _Segment, known: frozenset[str]) -> Iterator[Finding]:
    """A finding for each form of the target that the house does not write; what the source names settles doubts."""
    assert segment.target is not None
    if all(
        reading.entry.use == "stand" and reading.entry.term.status in ("preferred", "admitted")
        for match in segment.target.matches
        for reading in match.readings
    ):
        return
    acronyms = {reading.surface for match in _matches(segment.source) for reading in _acronyms(match)}
    for draft in drafts(segment.target, Introduced(tuple, known | segment.meant), set()):
        is_doubtful = draft.code in _DOUBTS and draft.concept not in segment.meant
        if draft.rule in _OF_OTHERS or draft.code == _QUOTED or is_doubtful or draft.concept in segment.old:
            continue
        edit = _edit(page, segment.pair.target, draft)
        if edit.old in acronyms and draft.rule != _SPELLING:
            message = _("the acronym “{form}” was left in the source language; write “{new}”")
            yield page.finding(
                "TB803", message.format(form=edit.old, new=edit.new), segment, draft.concept, edit
            )
            continue
        advice = _("write “{new}”").format(new=draft.new) if edit.new != edit.old else _("write another form")
        message = f"{draft.reason}; {advice}" if draft.reason else advice
        yield page.finding("TB802", message, segment, draft.concept, edit)


def _edit(page: _Page, block: Block, draft: Draft) -> Edit:
    """The edit of the file that a draft comes to; where markup stands in the name it only says what it is about."""
    joined = any(draft.start < joint < draft.end for joint in block.joints) and not page.format.runs
    start, end = block.span(draft.start, draft.end)
    new = page.text[start:end]
    if draft.applicable and not joined:
        start, end, new = block.replacement(page.text, draft.start, draft.end, draft.new, page.format.escape)
    return Edit(start, end, page.text[start:end], new, draft.concept, draft.rule, draft.reason, draft.safe)


def _missing(page: _Page, segment: _Segment) -> Iterator[Finding]:
    """A finding for each concept that the source names and the target does not, at its first name."""
    assert segment.source is not None
    said: set[str] = set()
    for match in segment.source.matches:
        meant = concepts_of([match])
        if not (meant.isdisjoint(segment.named) and meant.isdisjoint(said)):
            continue
        wanted = [term for id_ in sorted(meant) for term in accepted(page.lexicon, id_)]
        if not wanted or all(reading.entry.use == "lookup" for reading in match.readings):
            continue
        if _renders(page, segment, meant, match) or is_in_longer_name(segment.source, match):
            continue
        said |= meant
        yield _untranslated(page, segment, match, wanted)


def _untranslated(page: _Page, segment: _Segment, match: Match, wanted: Sequence[Term]) -> Finding:
    assert segment.source is not None
    text = segment.pair.target.text
    left = any(has_word(text, reading.surface) for reading in _acronyms(match))
    message = (
        _("the acronym “{form}” was left in the source language; write {terms}")
        if left
        else _("“{form}” is not translated by the glossary; write {terms}")
    )
    start, end = segment.source.span(match.start, match.end)
    type_ = match.readings[0].entry.designation.type
    nearest = sorted(wanted, key=lambda term: (term.status != "preferred", term.type != type_))
    terms = _(" or ").join(f"“{term.text}”" for term in nearest[:3])
    message = message.format(form=segment.pair.source.text[start:end], terms=terms)
    concept = match.readings[0].entry.concept.id
    return page.finding("TB803" if left else "TB801", message, segment, concept)


def _renders(page: _Page, segment: _Segment, meant: set[str], match: Match) -> bool:
    assert segment.source is not None
    start, end = segment.source.span(match.start, match.end)
    if is_identifier(segment.pair.source.text, start, end, segment.pair.target.text):
        return True
    left, target = match.readings[0].surface, segment.target
    taken = [target.span(each.start, each.reach) for each in target.matches] if target else ()
    text, is_joined = segment.pair.target.text, is_behind_word(segment.source, match)
    is_derived = all(cell.startswith("er") for reading in match.readings for cell in reading.cells)
    return is_rendered(text, page.lexicon, segment.named, meant, left, taken, is_joined, is_derived)


def _usages(
    page: _Page, segment: _Segment, source: Passage, target: Passage
) -> Iterator[Usage[tuple[_Segment, int]]]:
    """Which term stands for which name, where one of each stands for a concept; what is reported anyway is none."""
    for concept in segment.meant & segment.named:
        names = {entry for match in source.matches if (entry := _single(match, concept))}
        places = {
            entry.term.text: (entry, match) for match in target.matches if (entry := _single(match, concept))
        }
        if len(names) == len(places) == 1:
            entry, match = next(iter(places.values()))
            if entry.term.status in ("deprecated", "superseded"):
                continue
            name = next(iter(names)).designation.text
            text = entry.designation.text if entry.use == "lookup" else entry.term.text
            own = accepted(page.lexicon, concept) if entry.use != "lookup" else ()
            kin = next((term.text for term in own if is_of_other_sex(entry, term)), text)
            at = segment.pair.target.span(*target.span(match.start, match.end))[0]
            is_preferred = entry.use != "lookup" and entry.term.status == "preferred"
            where, type_ = (segment, at), entry.designation.type
            yield Usage(concept, name, text, type_, where, min(kin, text), is_preferred)


def _single(match: Match, concept: str) -> Entry | None:
    """The entry of a concept that a match is, None where it may be another one's."""
    found = match.readings[0].entry
    return found if found.concept.id == concept and len(concepts_of([match])) == 1 else None


def _matches(passage: Passage | None) -> Sequence[Match]:
    return passage.matches if passage else ()


def _acronyms(match: Match) -> Iterator[Reading]:
    return (r for r in match.readings if r.entry.designation.type in ("acronym", "abbreviation"))
