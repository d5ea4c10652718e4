"""Names of another language in the text: »CSTO« in a German one (TB209).

Only what the text's own language does not know is looked at, and only names: a common noun of another language may be
an ordinary word here.
"""

from __future__ import annotations

from collections.abc import Iterator

from termbase.checks.check import Check, Subject
from termbase.index.lexicon import Lexicon
from termbase.messages import _
from termbase.model import Finding, Place
from termbase.rewrite.changes import blocks_of
from termbase.rewrite.passage import Passage, passages
from termbase.text.lines import Lines, lines_of
from termbase.text.protect import Span, overlaps

_NAMES = frozenset({"organisation", "person", "place", "medium", "work"})
_SHORTEST = 4  # letters; acronyms may have three


def foreign(subject: Subject) -> Iterator[Finding]:
    """A finding for each name that only another language of the glossary knows; the first language that does counts."""
    own = subject.lexicon
    languages = sorted({lang for concept in own.glossary.concepts.values() for lang in concept.terms})
    lines = lines_of(subject.text)
    blocks = list(blocks_of(subject.text, subject.format))
    taken: dict[int, list[Span]] = {}
    for passage in passages(blocks, lambda _lang: own):
        taken[id(passage.block)] = [(match.start, match.reach) for match in passage.matches]
    for lang in languages:
        if lang.split("-")[0] == own.language.code:
            continue
        other = subject.lexicon_of(lang)
        for passage in passages(blocks, lambda _lang, other=other: other):  # type: ignore[misc]
            yield from _in_passage(passage, other, taken.setdefault(id(passage.block), []), subject, lines)


def _in_passage(
    passage: Passage, other: Lexicon, taken: list[Span], subject: Subject, lines: Lines
) -> Iterator[Finding]:
    for match in passage.matches:
        reading, entry = match.readings[0], match.readings[0].entry
        inflected = reading.surface != entry.designation.text  # may be another name here: Tokajewa
        if (
            inflected
            or overlaps(taken, match.start, match.reach)
            or not _is_telling(entry.designation.text, entry.concept.kind)
        ):
            continue
        taken.append((match.start, match.reach))
        house = [own.term.text for own in subject.lexicon.entries_of(entry.concept.id) if own.variant is None]
        if not house:
            continue
        start, end = passage.block.span(*passage.span(match.start, match.end))
        line, column = lines.place(start)
        message = _("“{form}” is a name in another language ({lang}); write {terms}").format(
            form=subject.text[start:end], lang=other.lang, terms=", ".join(f"“{text}”" for text in house[:2])
        )
        yield Finding(
            "TB209",
            "warning",
            message,
            Place(subject.file, line, column),
            entry.concept.id,
            source=lines.line(line),
        )


def _is_telling(form: str, kind: str) -> bool:
    letters = sum(map(str.isalpha, form))
    return kind in _NAMES and (letters >= _SHORTEST or (form.isupper() and letters == _SHORTEST - 1))


CHECK = Check("foreign", foreign)
"""The check."""
