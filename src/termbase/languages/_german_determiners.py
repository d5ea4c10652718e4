"""German articles, pronouns and their contractions before a name (law 11)."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

from termbase.languages._german_articles import (
    CASES,
    Determiner,
    contractions,
    determiners,
    governing,
    write_determiner,
)
from termbase.languages._patterns import compiled
from termbase.languages._tables import table
from termbase.languages.language import PERHAPS, Bearing, Correction, Designation
from termbase.text.words import word_before

_OTHER_NOUN = r"-| (?:\d[\d.,]*[- ]?)?[^\W\d_a-zäöüß]"
_ATTRIBUTE = r" (?P<word>[a-zäöüß]+e(?P<ending>[nrsm]?))(?: [a-zäöüß]+e[nrsm]?)* [^\W\d_a-zäöüß]"
_PARTICIPLE = (  # with adverbs before it: kritisch gegenüberstehende
    r"(?P<between>(?: [a-zäöüß]+){1,3}) (?P<word>[a-zäöüß]*(?:end|[tn])e(?P<ending>[nrsm]?)) [^\W\d_a-zäöüß]"
)
_WEAK_OBLIQUE = r"(?:[a-zäöüß]+e[mn]|[a-zäöüß]*[aeiouäöü]m|des|(?:ein|kein|mein|dein|sein|ihr|unser)es)"
_COORDINATED = r"(?:,| und| oder| sowie| bzw\.) (?:[^\W\d_a-zäöüß])"
_NOUN_AFTER = frozenset({"zu", "per", "pro"})  # zu Hause; other prepositions stand before names as well
_REFERRED_TO = (  # a pronoun that has the gender of the determiner: das wir kennen, dessen Vorsitz, und seine
    r"(?:,(?: [a-zäöüß]+)? (?:dessen|deren"
    r"|(?:der|die|das|dem|den|welche[rnsm]?) (?:[A-ZÄÖÜ][\w-]+ (?!und|oder|sowie))?[a-zäöüß])"
    r"|(?:,| und| mit| samt)(?: [a-zäöüß]+)? (?:sein|ihr)(?:e[nrsm]?)?\b)"
)
_PERHAPS_GENITIVE = f"pl-gen/{PERHAPS}"
_ADJECTIVE = r"[a-zäöüß]+e[nrsm]?"


@dataclass(frozen=True, slots=True)
class _Preceding:
    """The word before a name, what stands before that (a word, one of , ; : or nothing), and the text before both."""

    word: str
    earlier: str = ""
    rest: str = ""


def preceding(before: str) -> _Preceding | None:
    """The words that end a text, None if no word and a space do."""
    if not before.endswith(" "):
        return None
    word = word_before(before, len(before) - 1)
    if not word.isalpha():
        return None
    rest = before[: len(before) - 1 - len(word)]
    if not rest.endswith(" "):
        return _Preceding(word)
    rest = rest[:-1]
    earlier = word_before(rest, len(rest)) or rest[-1:]
    if not (earlier.isalpha() or earlier in ",;:"):
        return _Preceding(word)
    return _Preceding(word, earlier.lower(), rest[: len(rest) - len(earlier)])


def agree(before: str, after: str, bearing: Bearing) -> Correction | None:
    """Correct the determiner before a name whose gender or number it excludes; None where it may be right."""
    found = preceding(before) if _bears_article(bearing) else None
    if found is None:
        return None
    word = found.word
    determiner = determiners().get(word.lower())
    if determiner is None:
        return None
    cells = _cells_meant(bearing)
    cases = {_case(cell) for cell in cells} & set(CASES)
    plural = all(_is_plural(cell) for cell in cells)
    if not cases or any(map(_is_plural, cells)) != plural:
        return None
    wanted = "pl" if plural else bearing.designation.gender or ""
    governed = governing().get(determiner.preposition or found.earlier, frozenset(CASES))
    governed &= _cases_meant(determiner, bearing) & governed or governed
    if not wanted or determiner.cells & {(wanted, case) for case in governed}:
        return None
    if word.isupper() and len(word) > 1:  # among capitals no noun can be told from a verb
        correction = _corrected(found, determiner, wanted, cases & governed, before, "")
        return correction and replace(correction, new=correction.new.upper(), certain=False)
    return _corrected(found, determiner, wanted, cases & governed, before, after)


def undemanding(bearing: Bearing) -> bool:
    """Whether `agree` has nothing to say of a name, whatever stands around it."""
    return not _bears_article(bearing)


def _cells_meant(bearing: Bearing) -> frozenset[str]:
    """The cells of a surface; those in the number that a rewritten name had before: die Einkunft, das Einkommen."""
    before = {_is_plural(cell) for cell in bearing.was_cells}
    if len(before) != 1 or bearing.renumbered:
        return bearing.cells
    return frozenset(cell for cell in bearing.cells if _is_plural(cell) in before) or bearing.cells


def _cases_meant(determiner: Determiner, bearing: Bearing) -> frozenset[str]:
    """The cases that a determiner had before a rewritten name of another gender: der Krawall, no genitive.

    All that it may have where the name was an acronym, of which writers do not agree about the gender.
    """
    was = bearing.was
    if was is None or was.type == "acronym" or was.gender == bearing.designation.gender:
        return frozenset(CASES)
    return frozenset(
        _case(cell) for cell in bearing.was_cells if (_gender(cell, was), _case(cell)) in determiner.cells
    )


def narrow(before: str, after: str, name: Designation, cells: frozenset[str]) -> frozenset[str]:
    """The cells that the determiner or preposition before a name leaves: den Kasachen is accusative or dative plural.

    An adjective inside the name is weak after an ending (der Deutschen …), strong after none (ein Kalter …), and where
    the determiner would have none in another gender: eine Neue Union, ein Neues Bündnis. A sentence hardly begins with
    a genitive (Der Minister …).
    All of them where the word may be a relative pronoun, belongs to another noun, or fits no cell.
    """
    found = preceding(before)
    if found is None or _belongs_to_another(found, after):
        return cells
    word, earlier = found.word.lower(), found.earlier
    determiner = determiners().get(word)
    if determiner is None:
        allowed = governing().get(word)
        left = {cell for cell in cells if allowed and _case(cell) in allowed and "/weak" not in cell}
    elif _may_be_relative(found, determiner):
        return cells
    else:
        allowed = governing().get(determiner.preposition or earlier, frozenset(CASES))
        left = {
            cell
            for cell in cells
            if _case(cell) in allowed
            and (_gender(cell, name), _case(cell)) in determiner.cells
            and ("/weak" if determiner.leaves_strong(cell) else "/strong") not in cell
            and (found.earlier.isalpha() or cell != _PERHAPS_GENITIVE)
        }
    return frozenset(left) or cells


def _is_plural(cell: str) -> bool:
    return cell.startswith("pl-")


def _case(cell: str) -> str:
    return cell.removeprefix("pl-").split("/")[0]


def _gender(cell: str, name: Designation) -> str:
    return "pl" if _is_plural(cell) else name.gender or ""


def governed(before: str) -> bool:
    """Whether a preposition stands before the name, alone or with its determiner: the name is no subject then."""
    found = preceding(before)
    if found is None:
        return False
    word = found.word.lower()
    if word in governing():
        return True
    determiner = determiners().get(word)
    if determiner is None:
        return False
    return bool(determiner.preposition) or found.earlier in governing()


def is_noun(before: str) -> bool:
    """Whether a determiner or an adjective stands before the last word: it is a noun then, no given name."""
    found = preceding(before)
    if found is None:
        return False
    earlier = found.earlier
    return earlier in determiners() or earlier in _NOUN_AFTER or bool(compiled(_ADJECTIVE).fullmatch(earlier))


def attributed(before: str) -> bool:
    """Whether what may be an adjective with an ending stands before the name (der neue …, der eine …)."""
    found = preceding(before)
    if found is None or not compiled(_ADJECTIVE).fullmatch(found.word):
        return False
    determiner = determiners().get(found.word)
    if determiner is not None and determiner.stem == "ein" and found.earlier in determiners():
        return True
    return found.word not in determiners() and found.word not in governing()


def _bears_article(bearing: Bearing) -> bool:
    """Whether a determiner before the name is surely the name's own.

    Persons and most places have none (»die Kasachstan nahestehende Partei«); of common nouns that were not changed
    the plural must be known, since it may look like the singular.
    """
    name = bearing.designation
    if name.pos != "noun" or not (name.gender or name.number == "pl"):
        return False
    if name.article == "definite" or name.type == "acronym":
        return True
    if name.kind in ("person", "place", "medium", "work"):
        return False
    return bearing.rewritten or name.kind == "organisation" or "pl-nom" in name.forms


def _corrected(
    found: _Preceding,
    determiner: Determiner,
    wanted: str,
    cases: set[str],
    before: str,
    after: str,
) -> Correction | None:
    """The determiner in the gender or number that is wanted, in the cases that it may have meant."""
    word, preposition = found.word, determiner.preposition
    earlier = found.earlier
    governed = governing().get(preposition or earlier, frozenset(CASES))
    if _may_be_relative(found, determiner) or _belongs_to_another(found, after):
        return None
    same_number = {case for gender, case in determiner.cells if (gender == "pl") == (wanted == "pl")}
    any_number = {case for _gender, case in determiner.cells}
    possible = (same_number & cases & governed) or (any_number & cases & governed)
    written = (
        write_determiner(preposition, determiner.stem, wanted, case) for case in CASES if case in possible
    )
    forms = list(dict.fromkeys(form for form in written if form))
    if not forms:
        return None  # no case fits at all: something else is going on
    new, width = forms[0], len(word)
    contraction = contractions().get((earlier, new))
    if (
        contraction and (determiner.stem, new) == ("d", "dem") and earlier != "zu"
    ):  # zu der is on purpose no zur
        new, width = contraction, len(earlier) + 1 + len(word)
    if before[-width - 1].isupper():
        new = new[0].upper() + new[1:]
    after_preposition = bool(preposition) or earlier in governing()
    certain = len(forms) == 1 and (bool(same_number) or after_preposition)
    certain = certain and not compiled(_COORDINATED).match(after) and not compiled(_REFERRED_TO).match(after)
    return Correction(width + 1, f"{new} ", certain)


def _may_be_relative(found: _Preceding, determiner: Determiner) -> bool:
    """Whether the determiner may be a relative pronoun: it follows a comma, or a comma and a preposition."""
    if determiner.preposition or determiner.stem not in ("d", "welch"):
        return False
    earlier = found.earlier
    return earlier in (",", ";") or (earlier in governing() and _comma_before(found))


def _comma_before(found: _Preceding) -> bool:
    return found.rest.rstrip().endswith(",")


def _is_enclosed(found: _Preceding) -> bool:
    """Whether another determiner waits for the noun that follows the name: der [für die OVKS zuständige] Minister."""
    outer, left = found.earlier, found.rest.rstrip()
    if outer in governing():
        outer = word_before(left, len(left)).lower()
        left = left[: len(left) - len(outer)].rstrip()
    determiner = determiners().get(outer)
    return determiner is not None and not determiner.preposition and not left.endswith(",")


def _belongs_to_another(found: _Preceding, after: str) -> bool:
    """Whether a determiner may belong to a noun that follows the name (im OVKS Sekretariat, das OVKS führende Land).

    After the article's forms of genitive, dative and masculine accusative an attribute ends in -en.
    """
    if compiled(_OTHER_NOUN).match(after):
        return True
    if _is_enclosed(found):
        return False
    attribute = compiled(_ATTRIBUTE).match(after)
    if attribute is None or not _no_attributes().isdisjoint(attribute[0].split()):
        attribute = compiled(_PARTICIPLE).match(after)
        if attribute is None or not _no_attributes().isdisjoint(
            [*attribute["between"].split(), attribute["word"]]
        ):
            return False
    return attribute["ending"] == "n" or not compiled(_WEAK_OBLIQUE).fullmatch(found.word.lower())


@functools.cache
def _no_attributes() -> frozenset[str]:
    return frozenset(word for (word,) in table("de_no_attributes"))
