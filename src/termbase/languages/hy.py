"""Armenian (Eastern): cases and articles of names and of nouns in -ություն, quotation marks.

The tables follow Dum-Tragut, Armenian: Modern Eastern Armenian (2009). Other common nouns have the forms
that the glossary records, since their vowels change (գիր, գրի). Names in -ի and -ու are declined in two
ways (Գյումրու, Գյումրիի): the text decides.
"""

from __future__ import annotations

import functools
import re

from termbase.languages._tables import naming_words, table, talk_of_names
from termbase.languages.language import Designation, Language, Paradigm, recorded

_FAMILY = "թյուն"
_MANY = "ներ"
_REDUCED = re.compile("(?:պոլիս|ծին|կիր|գիր|տուն)$")  # the vowel goes: Էջմիածնի
_ENDS = (("[աո]$", "v"), ("[եէ]$", "e"), ("ի$", "ի"), ("ու$", "ու"), ("(?:[բ-ցփ-ֆև]|եւ)$", "c"))


def paradigm(designation: Designation) -> Paradigm:
    """The cells of a name, or of a noun whose end tells its declension; else what the glossary records."""
    name = designation
    end = _end(name)
    if name.pos != "noun" or not name.inflect or end is None:
        return recorded(name)
    plural = name.number == "pl"
    stem = name.text.removesuffix(end)
    prefix = "pl-" if plural else ""
    found = {prefix + "nom": (name.text,)} | {
        prefix + cell: (stem + ending,)
        for cell, ending in _suffixes()[end]
        if not (plural and cell.startswith("pl-"))
    }
    taken = {cell.split("/")[0] for cell in name.forms}
    return {c: f for c, f in found.items() if c.split("/")[0] not in taken} | dict(name.forms)


def _end(name: Designation) -> str | None:
    """Which endings a designation takes: a key of the table, None where that is not certain."""
    text = name.text
    last = re.split(r"[ -]", text)[-1]
    if name.type == "acronym" or (last.isupper() and len(last) > 1):
        return "-"
    if name.number == "pl":
        return _MANY if text.endswith(_MANY) else None
    if text.endswith("ություն") and name.kind != "person":
        return _FAMILY
    if not last[:1].isupper() or _REDUCED.search(last):
        return None
    return next((end for letters, end in _ENDS if re.search(letters, last)), None)


@functools.cache
def _suffixes() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for cell, end, ending in table("hy_suffixes"):
        found[end] = (*found.get(end, ()), (cell, ending))
    return found


def upper(text: str) -> str:
    """A text in capitals, with և as ԵՎ (reformed spelling), not as the ԵՒ of Unicode.

    >>> upper("Երևան")
    'ԵՐԵՎԱՆ'
    """
    return text.replace("և", "եվ").upper()


LANGUAGE = Language(
    code="hy",
    paradigm=paradigm,
    upper=upper,
    marks={"«": "»", "“": "”", "„": "“”", '"': '"'},
    naming_words=naming_words("hy"),
    talk_of_names=talk_of_names("hy", "sentence"),
    name_follows=talk_of_names("hy", "before"),
)
