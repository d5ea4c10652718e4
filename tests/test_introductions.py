"""Documents in which edits bring or take away who is introduced (laws 2 and 9)."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from .normalising import House, held, house_of


def _person(terms: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": "person", "terms": {"de": [{"gender": "f", **term} for term in terms]}}


def _short(name: str, variant: str) -> dict[str, Any]:
    return {"term": name, "type": "short", "variants": [variant]}


NAMESAKES = {
    "wolf": _person([{"term": "Eva Wolf", "variants": ["Eva Volf"]}, _short("Wolf", "Volf")]),
    "sas": _person([{"term": "Jan Sas", "variants": ["Jan Zas"]}, _short("Sas", "Huber")]),
    "namesake": _person([{"term": "Jan Sas"}]),
    "hueber": _person([{"term": "Anna Hueber", "variants": ["Anna Huber"]}, _short("Hueber", "Huber")]),
}


@cache
def _namesakes() -> House:
    return house_of(NAMESAKES)


@given(
    sentences=st.lists(
        st.sampled_from(["Jan Zas", "Jan Sas", "Anna Hueber", "Anna Huber", "Huber", "Eva Volf", "Volf"]),
        min_size=2,
        max_size=9,
    ),
    joints=st.lists(st.sampled_from([" und ", ".\n\n"]), min_size=8, max_size=8),
    format=st.sampled_from(["txt", "markdown"]),
    unsafe=st.booleans(),
)
@example(["Jan Zas", "Anna Hueber", "Huber", "Eva Volf"], [" und ", ".\n\n", " und "] * 3, "txt", False)
@settings(deadline=None)
def test_idempotent_where_edits_change_who_is_introduced(
    sentences: list[str], joints: list[str], format: str, unsafe: bool
) -> None:
    """Jan Zas is one, Jan Sas may be two: with the edit Huber can mean only one, in another paragraph."""
    text = "".join(name + joint for name, joint in zip(sentences, joints, strict=False))
    house = _namesakes()
    once = held(text, house.normalise(text, format=format, unsafe=unsafe), unsafe)
    assert house.normalise(once, format=format, unsafe=unsafe).text == once


def test_an_edit_that_cannot_stand_takes_no_others_with_it() -> None:
    """With Nordbund rewritten Pakt could mean only that one; whoever is far from there is rewritten all the same."""

    def of(name: str, *variants: str | dict[str, str], kind: str = "organisation") -> dict[str, Any]:
        return {"kind": kind, "terms": {"de": [{"term": name, "variants": list(variants)}]}}

    house = house_of(
        {
            "kyiv": of("Kyjiw", "Kiew", kind="place"),
            "east": of("Ostbund", {"term": "Nordbund", "type": "short"}, "Pakt"),
            "west": of("Westbund", "Pakt"),
        }
    )
    for paragraphs in (["Nordbund und Pakt tagen."], ["Nordbund tagt.", "Pakt tagt."]):
        text = "\n\n".join(["Kiew brennt."] * 3 + paragraphs)
        assert house.normalise(text).text == text.replace("Kiew", "Kyjiw")
