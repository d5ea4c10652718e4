"""One long paragraph takes as long as its length asks for, whatever stands in it."""

from __future__ import annotations

import time

import pytest

from .normalising import House, house_of

PLACES = {
    "a": {"kind": "place", "terms": {"de": [{"term": "Sas", "gender": "n", "variants": ["Zas"]}]}},
    "b": {
        "kind": "place",
        "terms": {"de": [{"term": "Zeta", "gender": "n", "variants": [{"term": "Xeta", "use": "unquoted"}]}]},
    },
    "c": {"kind": "place", "terms": {"de": [{"term": "Omega", "gender": "n", "variants": ["Zeta Ypsi"]}]}},
    "d": {"kind": "organisation", "terms": {"de": [{"term": "OVKS", "type": "acronym", "gender": "f"}]}},
}


def seconds(house: House, text: str) -> float:
    """The processor time, the shorter of two."""
    found = []
    for _ in range(2):
        before = time.process_time()
        house.normalise(text)
        found.append(time.process_time() - before)
    return min(found)


@pytest.mark.parametrize(
    "piece",
    ["Zas' ", "„Xeta“ ", "http://xeta.de/ Xeta ", "Xeta Ypsi ", "im OVKS "],
    ids=["closing marks", "quotations", "addresses", "edits that are taken back", "agreement"],
)
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    house = house_of(PLACES)
    house.normalise(piece)
    assert seconds(house, piece * 10_000) < 8 * seconds(house, piece * 2500)
