"""The laws of the normaliser as properties of random glossaries and texts.

Every property runs twice over: with few examples by default, with many under the mark `long` (see conftest.py).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import example, given, note, settings
from hypothesis import strategies as st

from termbase.collecting import collector_paused
from termbase.documents.document import Block, Piece
from termbase.index import seeking
from termbase.index import stems as stems_module
from termbase.index.entries import Entry
from termbase.index.lexicon import Lexicon
from termbase.index.match import Match
from termbase.index.shapes import shapes
from termbase.model import Concept, Glossary, MatchRule, Style, Term, Variant
from termbase.plugins import plugin_names
from termbase.rewrite.passage import passages
from termbase.text.view import view

from . import reference
from .normalising import House, held, shipped_house
from .tables import described, designations, forms, glossaries, name_of, reference_forms, texts, unlike

few_and_many = pytest.mark.parametrize("examples", ["few", pytest.param("many", marks=pytest.mark.long)])
ALWAYS = ("de", "en", "xx")
"""The languages of the default run; xx is one without rules of its own."""

OTHERS = sorted(set(plugin_names("termbase.languages", "LANGUAGE")) - set(ALWAYS))
each_language = pytest.mark.parametrize(
    "lang", [*ALWAYS, *(pytest.param(lang, marks=pytest.mark.long) for lang in OTHERS)]
)

Drawn = tuple[Glossary, str]


def drawn(lang: str, unusual: bool = False) -> st.SearchStrategy[Drawn]:
    """A glossary of the language and a text that is made of its forms."""
    return glossaries(lang, unusual).flatmap(lambda glossary: with_text(glossary))


def with_text(glossary: Glossary) -> st.SearchStrategy[Drawn]:
    return texts(designations(glossary)).map(lambda text: (glossary, text))


def place(*texts: str, id: str = "c0", **variant: str) -> Glossary:
    """A glossary with one place: its name and the spellings of it."""
    spellings = tuple(Variant(text, **variant) for text in texts[1:])  # type: ignore[arg-type]
    return Glossary({id: Concept(id, "place", {"de": (Term(texts[0], gender="n", variants=spellings),)})})


# Law 1: exact


def assert_read_alike(glossary: Glossary, text: str, lang: str = "de") -> None:
    note(described(glossary, text))
    lexicon = Lexicon(glossary, lang)
    wanted = reference.read(reference_forms(lexicon.entries), text)
    found = lexicon.matcher.matches(text, view(text))
    assert [(match.start, match.end) for match in found] == [(place.start, place.end) for place in wanted]
    assert [{name_of(reading.entry) for reading in match.readings} for match in found] == [
        place.names for place in wanted
    ]


@few_and_many
@each_language
def test_matches_are_those_of_the_reference(examples: str, lang: str) -> None:
    @given(drawn(lang))
    def check(case: Drawn) -> None:
        assert_read_alike(*case, lang)

    check()


@few_and_many
@pytest.mark.parametrize("case", ["exact", "smart", "any"])
@pytest.mark.parametrize("compounds", ["hyphen", "closed", "none"])
def test_matches_are_those_of_the_reference_by_rule(examples: str, case: str, compounds: str) -> None:
    @given(drawn("de"))
    def check(pair: Drawn) -> None:
        assert_read_alike(unlike(pair[0], case=case, compounds=compounds), pair[1])

    check()


@few_and_many
@given(pair=drawn("xx", unusual=True))
@example(pair=(place("İa"), "İa")).via("capital letters whose small letters are two")
@example(pair=(place("b", "ΑΣ"), "ΑΣ'Α")).via("the final sigma depends on what follows")
@example(pair=(place("b", "ß a"), "SS-A-B")).via("capitals of another length in a compound")
@example(pair=(place("b", "e\u0301"), "e\u0301 É")).via("forms that are not composed")
@example(pair=(place("b", "'s-a", "s-a"), "l's-a 's a s-a")).via(
    "a form that begins with an apostrophe, and one behind it"
)
@example(pair=(place("b", ".a", "€"), "a.a .a 5€ €€")).via(
    "forms that begin with what is no letter, or have none"
)
@example(pair=(place("b", "a基", "基a", "a"), "基a基a基 a")).via(
    "ordinary letters between those of a script without spaces"
)
@example(pair=(place("b", "ก่a", "่a"), "ก่a ่a")).via("marks on letters of a script without spaces")
@example(pair=(place("b", "a b"), "a,b a\n\nb a␞b a-b")).via("what stands between the parts of a name")
def test_matches_of_unusual_letters(examples: str, pair: Drawn) -> None:
    lang = next(iter(next(iter(pair[0].concepts.values())).terms))
    assert_read_alike(*pair, lang)


@few_and_many
@given(
    case=glossaries("xx", unusual=True).flatmap(
        lambda glossary: st.tuples(
            st.just(glossary), st.lists(texts(designations(glossary)), min_size=2, max_size=4)
        )
    )
)
@example(case=(place("b", "a", "a."), ["a", "b", "a a.", "a"])).via("a form that ends with what is no letter")
@example(case=(place("b", "a", "a b"), ["a", "b", "a b a"])).via(
    "a form that could go on in the next paragraph"
)
@example(case=(place("b", "a"), ["a\u0e31", "a"])).via(
    "a mark of a script without spaces behind another script"
)
def test_paragraphs_are_read_as_if_each_stood_alone(examples: str, case: tuple[Glossary, list[str]]) -> None:
    glossary, paragraphs = case
    note(described(glossary, repr(paragraphs)))
    lang = next(iter(next(iter(glossary.concepts.values())).terms))

    def found(blocks: list[Block], lexicon: Lexicon) -> list[tuple[str, list[tuple[int, int, set[str]]]]]:
        return [
            (
                passage.block.name,
                [(match.start, match.end, set(map(name_of, entries_of(match)))) for match in passage.matches],
            )
            for passage in passages(blocks, lambda _lang: lexicon)
        ]

    blocks = [Block((Piece(0, len(text), text),), name=str(at)) for at, text in enumerate(paragraphs)]
    each = [found([block], Lexicon(glossary, lang)) for block in blocks]
    assert found(blocks, Lexicon(glossary, lang)) == [passage for one in each for passage in one]


def entries_of(match: Match) -> list[Entry]:
    return [reading.entry for reading in match.readings]


@few_and_many
@given(pair=drawn("de"))
def test_matches_are_the_same_in_python(examples: str, pair: Drawn) -> None:
    """Where the compiled module was not built, the same is found."""
    pytest.importorskip("termbase.index._seeking")
    glossary, text = pair
    note(described(glossary, text))
    found = []
    for seeker in (stems_module.Seeker, seeking.Seeker):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(stems_module, "Seeker", seeker)
            matches = Lexicon(glossary, "de").matcher.matches(text, view(text))
        found.append(
            [
                (match.start, match.end, match.reach, list(map(name_of, entries_of(match))))
                for match in matches
            ]
        )
    assert found[0] == found[1]


def shipped_texts() -> st.SearchStrategy[str]:
    """Names of the shipped glossary in sentences: a few words of each kind, with what may stand between them."""
    lexicon = shipped_house().lexicon("de")
    surfaces = sorted({surface for entry in lexicon.entries for surface in entry.surfaces})
    words = [
        "Am",
        "Montag",
        "sprach",
        "der",
        "die",
        "im",
        "zur",
        "des",
        "Präsident",
        "und",
        "früher",
        "für",
        "mit",
        "vom",
    ]
    between = "␣|␣|␣|␣|,␣|.␣|-|/|␣(|)␣|„|“␣|’␣|\n|\n\n|␣–␣|\u00a0".replace("␣", " ").split("|")
    piece = st.one_of(st.sampled_from(surfaces), st.sampled_from(words))
    pair = st.tuples(piece, st.sampled_from(between))
    return st.lists(pair, max_size=10).map(lambda pairs: "".join(part for pair in pairs for part in pair))


@pytest.mark.long
@settings(max_examples=50)  # each tries some ten thousand surfaces at every word
@given(text=shipped_texts())
def test_matches_of_the_shipped_glossary(text: str) -> None:
    lexicon = shipped_house().lexicon("de")
    wanted = reference.read(reference_forms(lexicon.entries), text)
    found = lexicon.matcher.matches(text, view(text))
    assert [(match.start, match.end) for match in found] == [(place.start, place.end) for place in wanted]


# Laws 2 and 3: idempotent, local


def assert_lawful(house: House, text: str, lang: str = "de") -> str:
    """Normalise once and twice; what laws 2 and 3 promise must hold."""
    if house is not shipped_house():
        note(described(house.glossary, text))
    once = held(text, house.normalise(text, lang))
    assert house.normalise(once, lang).text == once, "a second run changes the text again"
    if once == text:
        assert not [edit for edit in house.normalise(text, lang).edits if edit.safe]
    return once


@few_and_many
@each_language
def test_normalising_is_idempotent_and_local(examples: str, lang: str) -> None:
    @given(drawn(lang), st.sampled_from((None, "keep", "rewrite")), st.sampled_from((None, "expand")))
    def check(pair: Drawn, quotes: str | None, first: str | None) -> None:
        glossary = replace(pair[0], style=Style("s", quotes=quotes, first_mention=first))
        assert_lawful(House(glossary), pair[1], lang)

    check()


@few_and_many
@given(pair=drawn("de"))
def test_proposed_edits_can_be_made(examples: str, pair: Drawn) -> None:
    house = House(pair[0])
    held(pair[1], house.normalise(pair[1], unsafe=True), unsafe=True)


@few_and_many
@given(text=shipped_texts())
def test_shipped_glossary_is_idempotent_and_local(examples: str, text: str) -> None:
    assert_lawful(shipped_house(), text)


# Law 3 and no crash


KIEW = House(place("Kyjiw", "Kiew", "Ki ew", "Kijew", kind="transliteration"))


@few_and_many
@given(text=st.text(max_size=60), before=st.text(max_size=5))
def test_any_text_can_be_read(examples: str, text: str, before: str) -> None:
    assert_lawful(KIEW, f"{text} Kiew{before}Kiew {text}")
    assert_lawful(KIEW, text, "en")


@few_and_many
@given(
    text=st.text(st.sampled_from("Kiew ij\r\n\u00ad\u0301\u0308\"'„“»«‚‘()[]/.-@#`{}%<>&;:sic"), max_size=40)
)
def test_any_marks_can_be_read(examples: str, text: str) -> None:
    assert_lawful(KIEW, text)
    KIEW.check(text)


@few_and_many
@given(text=st.text(st.sampled_from("Kiew ij\n*_`[]()<>#|-!\\&;~>"), max_size=40))
def test_any_markdown_can_be_read(examples: str, text: str) -> None:
    once = held(text, KIEW.normalise(text, format="markdown"))
    assert KIEW.normalise(once, format="markdown").text == once


@few_and_many
@given(text=st.text(st.sampled_from("xäß, .\n\r\u00a0\u00ad\u2011é\u0301\ufeff"), max_size=40))
def test_without_edits_nothing_changes(examples: str, text: str) -> None:
    assert KIEW.normalise(text).text == text


# Law 5: blocks


@few_and_many
@given(pair=drawn("de"), gap=st.sampled_from(("\n\n", "\r\n\r\n", "\n \t\n", "\r\r")))
def test_edits_never_cross_paragraphs(examples: str, pair: Drawn, gap: str) -> None:
    glossary, text = pair
    house = House(glossary)
    halves = [half.strip() for half in (text[: len(text) // 2], text[len(text) // 2 :])]
    if any(re.search(r"[\r\n\x0b\x0c\x85\u2028\u2029]", half) or not half for half in halves):
        return
    apart = house.normalise(gap.join(halves))
    starts = len(halves[0])
    for edit in apart.edits:
        assert edit.end <= starts or edit.start >= starts + len(gap)


@few_and_many
@given(first=forms(), second=forms(), gap=st.sampled_from(("\n\n", "\r\n\r\n", "\u2029", "\n\u00a0\n")))
def test_names_are_not_joined_over_paragraphs(examples: str, first: str, second: str, gap: str) -> None:
    name = f"{first} {second}"
    house = House(place("Kyjiw", name)) if name != "Kyjiw" else KIEW
    assert house.normalise(f"{first}{gap}{second}").text == f"{first}{gap}{second}"


# Law 8: protected text and quotations


PROTECTED = (
    *[
        "https://example.org/Kiew",
        "www.Kiew.de",
        "Kiew.de",
        "a@Kiew.de",
        "Kiew.pdf",
        "/srv/Kiew",
        "./Kiew",
        "~/Kiew",
        "C:\\Kiew",
    ],
    *["@Kiew", "#Kiew", "{Kiew}", "%(Kiew)s", "${Kiew}", "`Kiew`", "<Kiew>"],
    *("{{ Kiew }}", "<!-- Kiew -->", "termbase: off Kiew termbase: on"),
    *("Kiew [sic]", "Kiew (sic!)", "„Kiew“ [sic]"),
)
FREE = ("Kiew", "Kiews", "Kiewer", "Kiew-Reise", "(Kiew)", "Kiew,", "Kiew.", "Ruhe", "„Kiew“")


@few_and_many
@given(parts=st.lists(st.sampled_from(PROTECTED + FREE), min_size=1, max_size=8))
def test_protected_text_stays(examples: str, parts: list[str]) -> None:
    expected = " ".join(part if part in PROTECTED else part.replace("Kiew", "Kyjiw") for part in parts)
    assert assert_lawful(KIEW, " ".join(parts)) == expected


BELARUS = House(place("Belarus", "Weißrussland", kind="former"))
MARKS = ("„“", "»«", "«»", "“”", '""', "‚‘", "›‹")


@few_and_many
@given(
    parts=st.lists(st.tuples(st.sampled_from(MARKS), st.sampled_from(MARKS), st.booleans()), max_size=6),
)
def test_quotations_keep_former_names(examples: str, parts: list[tuple[str, str, bool]]) -> None:
    """Closed quotations, nested ones too, keep what stands in them; what stands between them changes."""
    texts, expected = [], []
    for outer, inner, nested in parts:
        quoted = "Weißrussland"
        if nested and inner != outer and {outer, inner} not in ({"»«", "«»"}, {"„“", "“”"}):
            quoted = f"A {inner[0]}Weißrussland{inner[1]} Weißrussland"
        texts.append(f"{outer[0]}{quoted}{outer[1]} Weißrussland,")
        expected.append(f"{outer[0]}{quoted}{outer[1]} Belarus,")
    assert assert_lawful(BELARUS, " ".join(texts)) == " ".join(expected)


@few_and_many
@given(marks=st.lists(st.sampled_from("„»«“”\"‚‘›‹' "), max_size=12))
def test_any_quotation_marks_can_be_read(examples: str, marks: list[str]) -> None:
    assert_lawful(BELARUS, "Weißrussland".join(marks))


# Law 5: what is written is of the text's kind


@few_and_many
@given(
    form=st.sampled_from(("NFC", "NFD")),
    space=st.sampled_from((" ", "\u00a0", "  ", "\n", "\r\n", "\t", "\u202f")),
)
def test_what_stands_between_parts_stays(examples: str, form: str, space: str) -> None:
    house = House(place("Sâo Paulö", "Sao Paulä"))
    text = unicodedata.normalize(form, "Sao Paulä").replace(" ", space)
    wanted = unicodedata.normalize(form, "Sâo Paulö").replace(" ", space)
    assert assert_lawful(house, f"x {text} y") == f"x {wanted} y"


@pytest.mark.parametrize("unit", ["Bergkarabach und ", "Arzach, ", "KIEW UND ", "KIEW\n"])
def test_a_long_paragraph_takes_no_longer_for_its_words(unit: str) -> None:
    names = {
        "a": Term("Bergkarabach", gender="n", match=MatchRule(compounds="closed")),
        "b": Term("Arzach", match=MatchRule(compounds="none")),
        "c": Term("Kiew", gender="n"),
    }
    glossary = Glossary({id_: Concept(id_, "place", {"de": (term,)}) for id_, term in names.items()})
    matcher = Lexicon(glossary, "de").matcher

    def seconds(count: int) -> float:
        taken = []
        for _time in range(5):
            seen = view(unit * count)
            with collector_paused():
                start = process_time()
                found = matcher.matches(seen.text, seen)
                taken.append(process_time() - start)
            assert len(found) == count
        return min(taken)

    seconds(10)
    assert seconds(20_000) < 24 * seconds(2500)  # eight times, and not sixty-four times


def test_lexicon_of_nothing() -> None:
    assert Lexicon(Glossary({}), "de").matcher.matches("Kiew", view("Kiew")) == []


# The index


def stems_and_designations(lexicon: Lexicon) -> tuple[int, int]:
    stems = {shape.stem for entry in lexicon.entries for shape in shapes(entry)}
    return len(stems), sum(not entry.combined for entry in lexicon.entries)


def test_the_index_does_not_grow_with_forms() -> None:
    """At most twice as many stems as designations, also where given and family names combine freely."""
    full = (
        Term(
            "Wladimir Selenskyj",
            variants=tuple(
                Variant(f"{given} Selenski{number}")
                for number, given in enumerate(("Wolodymyr", "Volodymyr", "Vladimir", "Uladsimir"))
            ),
        ),
    )
    short = (
        Term(
            "Selenskyj",
            type="short",
            variants=tuple(map(Variant, ("Zelensky", "Zelenskyj", "Selenski", "Zełenski"))),
        ),
    )
    glossary = Glossary({"selenskyj": Concept("selenskyj", "person", {"de": full + short})})
    for lexicon in (
        Lexicon(glossary, "de"),
        *map(shipped_house().lexicon, ("de", "en", "fr", "pl", "ru", "uk")),
    ):
        stems, names = stems_and_designations(lexicon)
        assert 0 < stems <= 2 * names
