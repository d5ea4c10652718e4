"""Places where texts write one term in several ways, whichever of them the house prefers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from termbase.collecting import collector_paused
from termbase.index.match import Match
from termbase.messages import _
from termbase.model import Finding
from termbase.rewrite.passage import Passage
from termbase.verbs.attest import LexiconOf, sightings
from termbase.verbs.reading import Text

_Place = tuple[Text, Passage, Match]


@collector_paused()
def consistency(texts: Iterable[Text], lexicon_of: LexiconOf) -> list[Finding]:
    """Give a finding (TB820) for each place that writes a term as most places of these texts do not.

    Inflected forms are one form; a full form and its acronym are two terms. Of equally many the form that stands first
    is the usual one. Forms that the glossary keeps for look-up only do not count.
    """
    places: defaultdict[tuple[str, str, str], dict[str, list[_Place]]] = defaultdict(dict)
    for text in texts:
        for passage, match, entry in sightings(text, lexicon_of):
            if entry.use != "lookup":
                key = entry.concept.id, passage.lexicon.lang, entry.term.text
                places[key].setdefault(entry.designation.text, []).append((text, passage, match))
    return [
        finding
        for (concept, _lang, _term), forms in places.items()
        if len(forms) > 1
        for finding in _findings(concept, forms)
    ]


def _findings(concept: str, forms: dict[str, list[_Place]]) -> Iterable[Finding]:
    counts = Counter({form: len(own) for form, own in forms.items()})
    usual = max(counts, key=lambda form: counts[form])
    for form, own in forms.items():
        if form != usual:
            yield from _of_form(concept, form, usual, counts, own)


def _of_form(
    concept: str, form: str, usual: str, counts: Counter[str], places: Sequence[_Place]
) -> Iterable[Finding]:
    if counts[form] == counts[usual]:
        message = _("“{form}” stands in {count} of {all} places, “{usual}” in as many; choose one of them")
    elif 2 * counts[usual] > counts.total():
        message = _(
            "“{form}” stands in {count} of {all} places, most have “{usual}” ({most}); choose one of them"
        )
    else:
        message = _("“{form}” stands in {count} of {all} places, “{usual}” in {most}; choose one of them")
    said = message.format(form=form, count=counts[form], all=counts.total(), usual=usual, most=counts[usual])
    for text, passage, match in places:
        place = text.place(passage.block, *passage.span(match.start, match.end))
        yield Finding("TB820", "warning", said, place, concept, source=text.sheet.shown(place, passage.block))
