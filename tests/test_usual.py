"""Usual edits: what compiled code drafts is what a closer look at each of them gives."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from termbase.documents.document import Block, Piece
from termbase.index.lexicon import Lexicon
from termbase.languages.language import language
from termbase.model import Concept, Glossary, Term, Variant
from termbase.plugins import plugin_names
from termbase.rewrite import plain, plan
from termbase.rewrite.draft import Draft
from termbase.rewrite.introduced import Introduced
from termbase.rewrite.naming import last_words
from termbase.rewrite.passage import passages
from termbase.rewrite.plan import drafts

GLOSSARY = Glossary(
    {
        "kyiv": Concept("kyiv", "place", {"de": (Term("Kyjiw", gender="n", variants=(Variant("Kiew"),)),)}),
        "sao": Concept("sao", "place", {"de": (Term("São Paulo", variants=(Variant("San Paolo"),)),)}),
        "xian": Concept("xian", "place", {"de": (Term("Xi'an", variants=(Variant("Sian"),)),)}),
        "st": Concept("st", "place", {"de": (Term("Sankt X.", variants=(Variant("Hlg. X."), Variant("Xheim"))),)}),
        "csto": Concept(
            "csto", "organisation", {"de": (Term("OVKS", type="acronym", gender="f", variants=(Variant("ODKB"),)),)}
        ),
    }
)  # fmt: skip
PARTS = (
    *("Kiew", "Kiews", "KIEW", "Kiewer", "San Paolo", "San\u00a0Paolo", "San-Paolo", "Sian", "Hlg. X.", "Xheim"),
    *("ODKB", "Kyjiw", "Hotel", "Bahnhof", "of", "das Akronym", "den Namen", "im", "Reise", "24", "é\u0323"),
    *(" ", " ", " ", "  ", "\r\n", "\n   ", "-", "\u2011", "'", "’", "„", "“", ".", ", ", " (", ") ", "\u00ad"),
)  # fmt: skip


def drafted(text: str, lexicon: Lexicon) -> list[Sequence[Draft]]:
    read = list(passages([Block((Piece(0, len(text), text),))], lambda _lang: lexicon))
    known = Introduced(lambda: read)
    return [drafts(passage, known, set()) for passage in read]


@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_compiled_code_drafts_what_a_closer_look_gives(text: str) -> None:
    pytest.importorskip("termbase.rewrite._usual")
    note(repr(text))
    lexicon = Lexicon(GLOSSARY, "de")
    drafted(text, lexicon)  # remembers the edits
    found = drafted(text, lexicon)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "quick_drafts", lambda matches, *rest: ([], matches))
        assert found == drafted(text, lexicon)


def test_compiled_code_drafts_usual_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or it would be of no use."""
    pytest.importorskip("termbase.rewrite._usual")
    text = "In Kiew und in\r\nSan Paolo tagt man."
    lexicon = Lexicon(GLOSSARY, "de")
    found = drafted(text, lexicon)
    assert [(text[draft.start : draft.end], draft.new) for draft in found[0]] == [
        ("Kiew", "Kyjiw"),
        ("San Paolo", "São Paulo"),
    ]
    monkeypatch.setattr(plan, "plain_edits", lambda matches, passage: pytest.fail("none is left"))
    assert drafted(text, lexicon) == found


@pytest.mark.parametrize("code", plugin_names("termbase.languages", "LANGUAGE"))
def test_telling_words_are_words(code: str) -> None:
    """They are looked up as the letters beside a name."""
    own = language(code)
    assert all(word.isalpha() for word in own.making_names | last_words(own.name_follows))
