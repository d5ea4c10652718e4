"""What a foreign file knows about a concept, put into what the glossary knows about it; on plain data.

What is absent here is filled, what is missing in a list is appended, and what differs is a difference that a
person decides: nothing here is ever overwritten or taken away. A value that has a default is not absent: where
the file says `deprecated` and the glossary nothing, they differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from termbase.glossary.data import bare, concept_data, term_data
from termbase.messages import _
from termbase.model import CELLS, Concept, Place, Term, Variant

Data = dict[str, Any]

_DEFAULTS = {
    "kind": "term",
    "type": "full",
    "status": "preferred",
    "pos": "noun",
    "number": "sg",
    "article": "none",
}
_VARIANT_DEFAULTS = {"kind": "spelling"}
_UNUSED = ("deprecated", "superseded")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where both sides say something else; the place is in the foreign file."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Filled:
    """Something that the glossary did not have; see exchange.Change."""

    lang: str
    type: str
    old: str | None
    new: str
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Grown:
    """The data of a concept with what was added, and what could not be."""

    data: Data
    filled: tuple[Filled, ...]
    differences: tuple[Difference, ...]


def grow(ours: Data, theirs: Concept, said: Container[str] = (), guessed: Container[str] = ()) -> Grown:
    """Put `theirs` into the data of our concept (concept_data), which stay as they are.

    `said` names the fields of terms, and `kind`, that the file always states, so that their defaults count too;
    `guessed` the fields of variants that it does not know, and that say nothing about a variant of ours.
    """
    growth = _Growth(said, guessed, theirs.place)
    data = concept_data(theirs)
    new = {key: value for key, value in data.items() if key not in ("terms", "examples", "definition")}
    merged = growth.mapping(ours, new, "", _DEFAULTS, "")
    for key in ("definition", "examples"):
        if key in data:
            merged[key] = getattr(growth, key)(ours.get(key), data[key])
    merged["terms"] = growth.terms(ours["terms"], theirs.terms)
    order = [*ours, *(key for key in merged if key not in ours)]
    return Grown({key: merged[key] for key in order}, tuple(growth.filled), tuple(growth.differences))


class _Growth:
    """What was filled and what differs, collected on the way through a concept."""

    def __init__(self, said: Container[str], guessed: Container[str], place: Place) -> None:
        self.said, self.guessed, self.place = said, guessed, place
        self.filled: list[Filled] = []
        self.differences: list[Difference] = []

    def mapping(
        self, ours: Data, theirs: Mapping[str, Any], lang: str, defaults: Mapping[str, str], of: str
    ) -> Data:
        """Fill a mapping; `of` is the term or, before an inner key, the outer one."""
        merged = dict(ours)
        for key in self.keys(ours, theirs, defaults):
            new = theirs.get(key, defaults.get(key))
            old = ours.get(key, defaults.get(key))
            if old is None or (key == "reviewed" and key not in ours):
                merged[key] = new
                self.filled.append(Filled(lang, key, of or None, _shown(new), key == "reviewed"))
            elif isinstance(new, Mapping) and isinstance(old, Mapping):
                merged[key] = self.mapping(dict(old), new, lang, {}, of or key)
            elif isinstance(new, list) and key not in CELLS and not isinstance(old, Mapping):
                merged[key] = self.union(old, new, lang, key)
            elif _text(old) != _text(new):
                self.differ(key, _shown(old), _shown(new), of)
        return merged

    def keys(
        self, ours: Mapping[str, Any], theirs: Mapping[str, Any], defaults: Mapping[str, str]
    ) -> Iterator[str]:
        """Give the keys that the file says something about."""
        yield from (key for key in theirs if key != "term" and not (key == "kind" and self.is_unsaid(theirs)))
        yield from (key for key in defaults if key in self.said and key in ours and key not in theirs)

    def is_unsaid(self, theirs: Mapping[str, Any]) -> bool:
        return theirs["kind"] == "term" and "kind" not in self.said

    def union(self, ours: Any, theirs: list[Any], lang: str, key: str) -> Any:
        """Append to a list what it does not have; a list of one may stand as a text."""
        present = ours if isinstance(ours, list) else [ours]
        missing = [item for item in theirs if item not in present]
        self.filled += [Filled(lang, key, None, _shown(item)) for item in missing]
        return [*present, *missing] if missing else ours

    def definition(self, ours: Any, theirs: Mapping[str, Any]) -> Data:
        merged = dict(ours or {})
        for lang, new in theirs.items():
            if lang not in merged:
                merged[lang] = new
                self.filled.append(Filled(lang, "definition", None, _shown(new)))
                continue
            old = merged[lang] if isinstance(merged[lang], Mapping) else {"text": merged[lang]}
            new = new if isinstance(new, Mapping) else {"text": new}
            merged[lang] = bare(self.mapping(dict(old), new, lang, {}, "definition"))
        return merged

    def examples(self, ours: Any, theirs: list[Any]) -> Any:
        return self.union(ours or [], theirs, "", "examples")

    def terms(self, ours: Mapping[str, list[Any]], theirs: Mapping[str, tuple[Term, ...]]) -> Data:
        merged = {lang: list(terms) for lang, terms in ours.items()}
        for lang, terms in theirs.items():
            texts = {_nfc(term.text) for term in terms}
            for term in terms:
                self.place = term.place if term.place.line else self.place
                rival = _rival(ours.get(lang, ()), term, texts)
                if rival is None:
                    self.term(merged.setdefault(lang, []), lang, term)
                else:
                    message = _("the file prefers “{text}” ({lang}), the glossary “{ours}”")
                    self.differ_about(message.format(text=term.text, lang=lang, ours=rival))
        return {lang: terms for lang, terms in merged.items() if terms}

    def term(self, ours: list[Any], lang: str, theirs: Term) -> None:
        """Find the term, or the variant that it is here; fill it, or append it."""
        index = _found(ours, theirs)
        if index is not None:
            new = {key: value for key, value in term_data(theirs).items() if key != "variants"}
            data = self.mapping(_full(ours[index]), new, lang, _DEFAULTS, theirs.text)
            ours[index] = bare(self.variants(ours, data, lang, theirs))
        elif owner := _owner(ours, theirs.text):
            if theirs.status not in _UNUSED:
                message = _("“{text}” is a term in the file and a variant of “{term}” in the glossary")
                self.differ_about(message.format(text=theirs.text, term=owner))
        else:
            variants = tuple(each for each in theirs.variants if self.is_new(ours, lang, each, theirs.text))
            data = term_data(theirs) | {"variants": [bare(term_data(each)) for each in variants]}
            ours.append(bare({key: value for key, value in data.items() if value != []}))
            self.filled.append(Filled(lang, theirs.type, None, theirs.text, theirs.reviewed))

    def variants(self, ours: list[Any], term: Data, lang: str, theirs: Term) -> Data:
        """Fill the variants of a term that both have, and append those that are new."""
        present = [*term.get("variants", ())]
        for variant in theirs.variants:
            self.place = variant.place if variant.place.line else self.place
            texts = [_nfc(_full(each)["term"]) for each in present]
            if _nfc(variant.text) in texts:
                index = texts.index(_nfc(variant.text))
                new = {key: value for key, value in term_data(variant).items() if key not in self.guessed}
                data = self.mapping(_full(present[index]), new, lang, _VARIANT_DEFAULTS, variant.text)
                present[index] = bare(data)
            elif self.is_new(ours, lang, variant, theirs.text):
                present.append(bare(term_data(variant)))
                self.filled.append(Filled(lang, "variant", None, variant.text))
        return {**term, "variants": present} if present else term

    def is_new(self, ours: list[Any], lang: str, variant: Variant, of: str) -> bool:
        """Tell whether a variant is no form of another term of the concept."""
        for item in ours:
            data = _full(item)
            if _nfc(data["term"]) == _nfc(variant.text):
                if data.get("status") not in _UNUSED:
                    message = _("“{text}” is a variant of “{term}” in the file and a term in the glossary")
                    self.differ_about(message.format(text=variant.text, term=of))
                return False
        owner = _owner(ours, variant.text)
        if owner is not None:
            message = _("“{text}” is a variant of “{term}” in the file and of “{owner}” in the glossary")
            self.differ_about(message.format(text=variant.text, term=of, owner=owner))
        return owner is None

    def differ(self, key: str, ours: str, theirs: str, of: str) -> None:
        field = f"{key} ({of})" if of else key
        message = _("{field} is “{theirs}” in the file and “{ours}” in the glossary")
        self.differ_about(message.format(field=field, ours=ours, theirs=theirs))

    def differ_about(self, message: str) -> None:
        message = _("{difference}; the glossary stays, decide in the YAML").format(difference=message)
        self.differences.append(Difference(message, self.place))


def _rival(ours: Iterable[Any], theirs: Term, known: Container[str]) -> str | None:
    """Give our canonical form if the file has another one in its place: of the type and region, and not ours too.

    `known` are the texts of the file in this language. Taken as well, the other form would be canonical here,
    and nobody would be told to write ours.
    """
    if theirs.status != "preferred":
        return None
    terms = list(map(_full, ours))
    if any(_nfc(form["term"]) == _nfc(theirs.text) for term in terms for form in _forms(term)):
        return None
    preferred = [
        str(term["term"])
        for term in terms
        if term.get("status", "preferred") == "preferred"
        and (term.get("type", "full"), term.get("region")) == (theirs.type, theirs.region)
    ]
    return None if any(_nfc(text) in known for text in preferred) else next(iter(preferred), None)


def _forms(term: Data) -> Iterator[Data]:
    """Give a term and its variants, all as mappings."""
    yield term
    yield from map(_full, term.get("variants", ()))


def _found(ours: list[Any], theirs: Term) -> int | None:
    """Find the term of this text, of the same region if there is one, else of any."""
    same = [i for i, item in enumerate(ours) if _nfc(_full(item)["term"]) == _nfc(theirs.text)]
    exact = [i for i in same if _full(ours[i]).get("region") == theirs.region]
    return next(iter(exact or same), None)


def _owner(ours: list[Any], text: str) -> str | None:
    """Find the term that has the text as a variant."""
    for item in ours:
        for variant in _full(item).get("variants", ()):
            if _nfc(_full(variant)["term"]) == _nfc(text):
                return str(_full(item)["term"])
    return None


def _full(item: Any) -> Data:
    return dict(item) if isinstance(item, Mapping) else {"term": item}


def _text(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _shown(value: Any) -> str:
    """Show a value in a message."""
    if isinstance(value, Mapping):
        return (
            str(value["text"])
            if "text" in value
            else ", ".join(f"{k}: {_shown(v)}" for k, v in value.items())
        )
    return ", ".join(map(_shown, value)) if isinstance(value, list) else str(_text(value))


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)
