"""Names of another language in the text: »CSTO« in a German one (TB209).

Only what the text's own language does not know is looked at, and only names: a common noun of another language may be
an ordinary word here.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator

from termbase.checks.check import Check, Subject
from termbase.index.lexicon import Lexicon
from termbase.messages import _
from termbase.model import Finding
from termbase.rewrite.changes import blocks_of
from termbase.rewrite.passage import Passage, passages
from termbase.rewrite.settling import Conditions
from termbase.text.protect import Span, overlaps

_NAMES = frozenset({"organisation", "person", "place", "medium", "work"})
_SHORTEST = 4  # letters; acronyms may have three


def foreign(subject: Subject) -> Iterator[Finding]:
    """A finding for each name that only another language of the glossary knows; the first language that does counts."""
    blocks = blocks_of(subject.part, subject.format)
    taken: dict[int, list[Span]] = {}
    for passage in Conditions(subject.format, subject.lexicons).read(blocks):
        taken[id(passage.block)] = [(match.start, match.reach) for match in passage.matches]
    own = {lang: lexicon for lang in {block.lang for block in blocks} if (lexicon := subject.lexicons(lang))}
    for lang in _languages(own.values()):
        other = subject.lexicon_of(lang)
        code = other.language.code
        read = [each for each in blocks if each.lang in own and own[each.lang].language.code != code]
        for passage in passages(read, lambda _lang, other=other: other):  # type: ignore[misc]
            known = own[passage.block.lang]
            yield from _in_passage(passage, known, taken.setdefault(id(passage.block), []), subject)


def _languages(own: Iterable[Lexicon]) -> list[str]:
    """The languages of the glossary."""
    return sorted(
        {
            lang
            for glossary in {id(lexicon.glossary): lexicon.glossary for lexicon in own}.values()
            for concept in glossary.concepts.values()
            for lang in concept.terms
        }
    )


def _in_passage(passage: Passage, own: Lexicon, taken: list[Span], subject: Subject) -> Iterator[Finding]:
    block, sheet = passage.block, subject.sheet
    for match in passage.matches:
        reading, entry = match.readings[0], match.readings[0].entry
        inflected = reading.surface != entry.designation.text  # may be another name here: Tokajewa
        if (
            inflected
            or overlaps(taken, match.start, match.reach)
            or not _is_telling(entry.designation.text, entry.concept.kind)
        ):
            continue
        insort(taken, (match.start, match.reach))
        house = [entry.term.text for entry in own.entries_of(entry.concept.id) if entry.variant is None]
        if not house:
            continue
        start, end = passage.span(match.start, match.end)
        place = sheet.place(block.span(start, end)[0], block, start)
        message = _("“{form}” is a name in another language ({lang}); write {terms}").format(
            form=block.text[start:end],
            lang=passage.lexicon.lang,
            terms=", ".join(f"“{text}”" for text in house[:2]),
        )
        yield Finding("TB209", "warning", message, place, entry.concept.id, source=sheet.shown(place, block))


def _is_telling(form: str, kind: str) -> bool:
    letters = sum(map(str.isalpha, form))
    return kind in _NAMES and (letters >= _SHORTEST or (form.isupper() and letters == _SHORTEST - 1))


CHECK = Check("foreign", foreign)
"""The check."""
