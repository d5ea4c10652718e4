"""A brute-force reader: law 1 of the normaliser in the plainest way, to hold the matcher to.

At each word start it tries every surface of every designation, letter by letter, and takes the longest that ends at
a word end, left to right. It knows languages (paradigms) and views, and nothing of how the matcher seeks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from termbase.languages.language import Designation, Language
from termbase.text.view import View, fold, view

_SPACELESS = (
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "IDEOGRAPHIC",
    "HALFWIDTH KATAKANA",
    "THAI",
    "LAO",
    "KHMER",
    "MYANMAR",
)
_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True)
class Form:
    """A designation as the glossary has it, with the rules of `match`; `name` tells it from the others."""

    name: str
    designation: Designation
    language: Language
    canonical: bool = True
    case: str = "smart"
    compounds: str = "hyphen"


@dataclass(frozen=True)
class Place:
    """Where a form was read (code points of the view), and which forms may be meant."""

    start: int
    end: int
    names: frozenset[str]


@dataclass(frozen=True)
class _Candidate:
    end: int
    reach: int
    exact: bool
    form: Form


def read(forms: Sequence[Form], text: str) -> list[Place]:
    """Every place in the text at which a form is read."""
    seen = view(text)
    surfaces = [(form, fold(surface)) for form in forms for surface in _surfaces(form)]
    places = []
    at = 0
    while at < len(seen.text):
        found = _candidates(surfaces, text, seen, at) if _starts_word(seen.text, at) else []
        if not found:
            at += 1
            continue
        reach = max(candidate.reach for candidate in found)
        found = [candidate for candidate in found if candidate.reach == reach]
        end = max(candidate.end for candidate in found)
        found = [candidate for candidate in found if candidate.end == end]
        found = [candidate for candidate in found if candidate.exact] or found
        found = [candidate for candidate in found if candidate.form.canonical] or found
        places.append(Place(at, end, frozenset(candidate.form.name for candidate in found)))
        at = reach
    return places


def _surfaces(form: Form) -> set[str]:
    return {surface for surfaces in form.language.paradigm(form.designation).values() for surface in surfaces}


def _candidates(surfaces: list[tuple[Form, str]], text: str, seen: View, at: int) -> list[_Candidate]:
    found = []
    for form, surface in surfaces:
        for way in _ways(form, surface):
            end = at + len(way.written)
            stretch = seen.text[at:end]
            if len(stretch) < len(way.written):
                continue
            compound = _in_compound(seen.text, at, end)
            if way.hyphened and not compound or compound and form.compounds == "none":
                continue
            reach = end if _ends_word(seen.text, end) else end + _tail(form, surface, seen.text, end)
            if not _ends_word(seen.text, reach) or form.language.continued(seen.text[end : end + 2]):
                continue
            if _equal_in_case(form, way, stretch, text, seen, at):
                exact = stretch == way.written and not way.in_capitals
                found.append(_Candidate(end, reach, exact, form))
    return found


@dataclass(frozen=True)
class _Way:
    """A surface as it may be written: with hyphens for spaces in compounds, in capitals that are other letters."""

    written: str
    hyphened: bool = False
    in_capitals: bool = False


def _ways(form: Form, surface: str) -> list[_Way]:
    ways = [_Way(surface)]
    capitals = form.language.upper(surface)
    if _small(capitals) != _small(surface) and form.case != "exact":
        ways.append(_Way(capitals, in_capitals=True))
    if " " in form.designation.text and form.compounds != "none":
        ways += [_Way(way.written.replace(" ", "-"), True, way.in_capitals) for way in ways]
    return ways


def _equal_in_case(form: Form, way: _Way, stretch: str, text: str, seen: View, at: int) -> bool:
    if stretch == way.written and not way.in_capitals:
        return True
    if form.case == "exact" or _small(stretch) != _small(way.written):
        return False
    letters = sum(map(str.isalpha, stretch))
    if stretch.isupper() and letters > 1 and (way.in_capitals or not way.written.isupper()):
        return form.case == "any" or letters >= 5 or _is_line_of_capitals(text, seen, at)
    if way.in_capitals:
        return False
    if form.case == "any":
        return True
    for offset, (char, own) in enumerate(zip(stretch, way.written, strict=True)):
        if own.isupper() and not char.isupper():
            return False  # at least the form's capitals
        within = offset and _is_word(way.written[offset - 1])
        if char.isupper() and not own.isupper() and within:
            return False  # more of them only where a word starts
    return True


def _small(text: str) -> str:
    text = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return text.replace("ς", "σ")


def _is_line_of_capitals(text: str, seen: View, at: int) -> bool:
    where = seen.source(at, at + 1)[0]
    start = max((end.end() for end in _LINE_END.finditer(text, 0, where)), default=0)
    end = _LINE_END.search(text, where)
    return not any(char.islower() for char in text[start : end.start() if end else len(text)])


def _tail(form: Form, surface: str, text: str, end: int) -> int:
    """The length of the noun with which the bare name makes a closed compound."""
    name = fold(form.designation.text)
    if form.compounds == "closed" and surface == name and len(name) >= 5:
        return form.language.closed_tail(text[end : end + 60])
    return 0


def _in_compound(text: str, start: int, end: int) -> bool:
    """Whether a hyphen joins the stretch to a word, or stands open after it (Kiew- und …)."""
    joined = start > 1 and text[start - 1] == "-" and _is_word(text[start - 2])
    after = text[end + 1 : end + 2]
    open_or_joined = not after or _is_word(after) or after.isspace() or after in ",;:/)"
    return joined or (text[end : end + 1] == "-" and open_or_joined)


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNM"


def _starts_word(text: str, at: int) -> bool:
    """Whether no word goes on there; a form may begin with what is no letter ('s-Hertogenbosch)."""
    return at == 0 or not (_is_word(text[at - 1]) and _is_word(text[at])) or _are_apart(text, at)


def _ends_word(text: str, at: int) -> bool:
    return at >= len(text) or not _is_word(text[at]) or _are_apart(text, at)


def _are_apart(text: str, at: int) -> bool:
    """Whether the script of a letter at the offset puts no spaces between words."""
    scripts = [unicodedata.name(char, "").startswith(_SPACELESS) for char in text[at - 1 : at + 1]]
    return any(scripts) and not unicodedata.category(text[at]).startswith("M")
