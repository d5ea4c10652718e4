"""Finds names in texts that the glossary does not know and that are spellings of a known one, or of one another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.collecting import collector_paused
from termbase.documents.document import Block
from termbase.index.lexicon import Lexicon
from termbase.languages.language import given_names
from termbase.messages import _
from termbase.model import Concept, Glossary, Place
from termbase.rewrite.passage import passages
from termbase.text.protect import Span
from termbase.text.words import common_start
from termbase.verbs.candidates import CONTEXTS, Candidate, Census, is_acronym, language_of, namehood
from termbase.verbs.clustering import joined
from termbase.verbs.commonness import common_words
from termbase.verbs.definitions import definitions
from termbase.verbs.inflected import lemmas, nominatives
from termbase.verbs.kinship import Link, Name, links, nearest_reading
from termbase.verbs.reading import Text

LexiconOf = Callable[[str | None], Lexicon]

_LIKELY = 0.25  # the least namehood of what is compared
_MOST_NOMINATIVES = 6
_DEFINED = 0.95  # the score of a definition
_LONGEST_ENDING = 3  # letters


@dataclass(frozen=True, slots=True)
class Context:
    """Where a form stands, with the words around it."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Spellings that are probably one name, the most frequent first.

    `counts` says how often each form occurs; forms of a known `concept` may not occur at all. `languages` are those
    by whose rules the forms inflect, `nominatives` what they are taken for forms of, `contexts` some places of the
    rarer forms; `score` says how likely it is that they are one name, from 0 to 1.
    """

    forms: tuple[str, ...]
    counts: Mapping[str, int]
    reason: str
    score: float
    kind: str  # key | spelling | scheme | distance | definition
    languages: Mapping[str, str]
    nominatives: Mapping[str, str]
    contexts: tuple[Context, ...] = ()
    concept: str | None = None
    acronyms: tuple[str, ...] = ()


LIKELY = 0.5
"""The least score of what is proposed without being asked for: of what scores less, one in seven is a find."""


@collector_paused()
def discover(texts: Iterable[Text], lexicon_of: LexiconOf, lang: str, least: float = LIKELY) -> list[Cluster]:
    """Give the clusters of spellings in the texts, the likeliest first.

    `lang` is that of blocks without a language, `least` the least score.
    """
    census = Census(lang)
    defined: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[Context]] = {}
    for text in texts:
        taken = _accounted(text.blocks, lexicon_of)
        census.read(text, taken)
        for block in text.blocks:
            for found in definitions(block.text):
                if not _overlaps(taken.get(id(block), ()), found.start, found.end):
                    defined[found.full][found.acronym] += 1
                    places.setdefault(found.full, []).append(_context(text, block, found.start, found.end))
    glossary = lexicon_of(None).glossary
    clusters = [*_resembling(census, glossary), *_defined(defined, places, census)]
    return sorted(
        (cluster for cluster in clusters if cluster.score >= least),
        key=lambda cluster: (-cluster.score, -sum(cluster.counts.values()), cluster.forms),
    )


def _accounted(blocks: Sequence[Block], lexicon_of: LexiconOf) -> dict[int, list[Span]]:
    """The stretches of each block (by its id) that the glossary knows."""
    return {
        id(passage.block): [passage.span(match.start, match.reach) for match in passage.matches]
        for passage in passages(blocks, lexicon_of)
    }


def _overlaps(spans: Collection[Span], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)


def _context(text: Text, block: Block, start: int, end: int) -> Context:
    return Context(text.place(block, start, end), " ".join(block.text[start : end + 20].split()))


def _resembling(census: Census, glossary: Glossary) -> Iterator[Cluster]:
    """The clusters of names that resemble each other or a known one."""
    common = common_words(((text, found.lang) for text, found in census.candidates.items()), census.small)
    likely = {
        text: weight
        for text, found in census.candidates.items()
        if (weight := namehood(found, census.small, common)) >= _LIKELY
        and (found.before or text not in given_names())
    }
    known = {
        text: (concept.id, lang)
        for concept in glossary.concepts.values()
        for text, lang in _designations(concept)
        if " " not in text
    }
    names = [*_names(census, likely, known), *_known(known)]
    for own in joined(len(names), links(names), names):
        cluster = _cluster(own, names, census)
        if cluster is not None:
            yield cluster


def _names(census: Census, likely: Mapping[str, float], known: Collection[str]) -> Iterator[Name]:
    """The candidates, their inflected forms together, without forms of what is known in any language."""
    surfaces: defaultdict[tuple[str, str], list[Candidate]] = defaultdict(list)
    inflecting = {text: census.candidates[text].lang for text in likely if not is_acronym(text)}
    led = lemmas(inflecting)
    folded = {text.casefold() for text in known}
    for text in likely:
        found = census.candidates[text]
        surfaces[led.get(text, text), found.lang].append(found)
    for (lemma, lang), own in surfaces.items():
        if any(text.casefold() in folded for found in own for text in nominatives(found.text, lang)):
            continue
        count = sum(found.count for found in own)
        weight = sum(likely[found.text] * found.count for found in own) / count
        also = () if is_acronym(lemma) else _other_nominatives(lemma, lang, own)
        companions = frozenset(word for found in own for word in found.companions(census.small))
        followers = frozenset(word for found in own for word in found.after)
        initials = frozenset(letter for found in own for letter in found.initials)
        spelt = tuple(found.text for found in own)
        yield Name(lemma, lang, weight, count, companions, initials, followers, also, spelt=spelt)


def _other_nominatives(lemma: str, lang: str, own: Sequence[Candidate]) -> tuple[str, ...]:
    """The texts but the lemma that all of these forms may come from."""
    first, *others = own
    shared = [set(nominatives(other.text, lang)) for other in others]
    found = [text for text in nominatives(first.text, lang) if all(text in each for each in shared)]
    return tuple(text for text in dict.fromkeys(found) if text != lemma)[:_MOST_NOMINATIVES]


def _known(known: Mapping[str, tuple[str, str]]) -> Iterator[Name]:
    """The single words that the glossary has as designations."""
    for text, (concept, lang) in known.items():
        yield Name(text, language_of(text, lang), 1.0, concept=concept, spelt=(text,))


def _designations(concept: Concept) -> Iterator[tuple[str, str]]:
    for lang, terms in concept.terms.items():
        for term in terms:
            yield term.text, lang
            for variant in term.variants:
                yield variant.text, lang
                if variant.of:
                    yield variant.of, lang


def _cluster(own: Sequence[Link], names: Sequence[Name], census: Census) -> Cluster | None:
    """A cluster of linked names, None if nothing in it occurs or all are forms of one spelling."""
    numbers = dict.fromkeys(number for link in own for number in (link.first, link.second))
    found = [names[number] for number in numbers]
    concept = next((name.concept for name in found if name.concept is not None), None)
    forms = dict.fromkeys(form for name in found for form in name.spelt)
    counts = {form: census.candidates[form].count if form in census.candidates else 0 for form in forms}
    if not any(counts.values()):
        return None
    ranked = tuple(sorted(forms, key=lambda form: (-counts[form], form)))
    best = max(own, key=lambda link: link.score)
    rare = [form for form in reversed(ranked) if counts[form]][:CONTEXTS]
    contexts = tuple(Context(*place) for form in rare for place in census.candidates[form].places[:1])
    languages = {form: name.lang for name in found for form in name.spelt}
    head = max(found, key=lambda name: (name.concept is not None, name.count))
    led = {form: nearest_reading(name, head.text) for name in found for form in name.spelt}
    reason = _reason(best, names)
    score = round(max(link.score for link in own), 3)
    return Cluster(
        ranked,
        {form: counts[form] for form in ranked},
        reason,
        score,
        best.how,
        languages,
        led,
        contexts,
        concept,
    )


def _reason(link: Link, names: Sequence[Name]) -> str:
    one, other = names[link.first], names[link.second]
    if link.how == "key":
        reason = _("“{one}” and “{other}” differ in hyphens, capitals or marks alone")
    elif link.how == "scheme":
        reason = _("“{one}” and “{other}” are one name by the transliteration {detail}")
    elif link.how == "spelling":
        reason = _("“{one}” and “{other}” sound alike in the spellings of newspapers")
    else:
        reason = _("“{one}” and “{other}” differ in so many letters: {detail}")
    said = reason.format(one=one.text, other=other.text, detail=link.detail)
    if shared := sorted(one.companions & other.companions):
        said += "; " + _("both stand behind {names}").format(names=", ".join(shared))
    return said


def _defined(
    defined: Mapping[str, Counter[str]], places: Mapping[str, list[Context]], census: Census
) -> Iterator[Cluster]:
    """The full forms with the acronyms that texts introduce for them; full forms that differ in an ending are one."""
    groups: list[tuple[list[str], Counter[str]]] = []
    for full, acronyms in defined.items():
        group = next((own for own in groups if any(_is_same_full(full, known) for known in own[0])), None)
        if group is None:
            group = ([], Counter())
            groups.append(group)
        group[0].append(full)
        group[1].update(acronyms)
    for fulls, acronyms in groups:
        counts = {full: sum(defined[full].values()) for full in fulls}
        for acronym in acronyms:
            counts[acronym] = (
                census.candidates[acronym].count if acronym in census.candidates else acronyms[acronym]
            )
        shared = ", ".join(acronyms)
        reason = _("“{full}” is introduced as {acronyms}").format(full=fulls[0], acronyms=shared)
        contexts = tuple(place for full in fulls for place in places[full])[:CONTEXTS]
        languages = {form: language_of(form, census.lang) for form in counts}
        yield Cluster(
            tuple(counts),
            counts,
            reason,
            _DEFINED,
            "definition",
            languages,
            {form: form for form in counts},
            contexts,
            acronyms=tuple(acronyms),
        )


def _is_same_full(one: str, other: str) -> bool:
    """Whether two full forms differ in endings alone: Vertrags, Vertrages."""
    words, others = one.casefold().split(), other.casefold().split()
    return len(words) == len(others) and all(
        word == again
        or len(common_start([word, again])) >= max(3, min(len(word), len(again)) - _LONGEST_ENDING)
        for word, again in zip(words, others, strict=True)
    )
