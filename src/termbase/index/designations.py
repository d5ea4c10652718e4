"""The designations of concepts, numbered as rows, and the tables of what they may be asked for by."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from tempfile import SpooledTemporaryFile

from termbase.index.lines import encoded, numbered
from termbase.index.names import ACCEPTED, FORM, PREFERRED, VARIANT, Name
from termbase.index.sorting import Sorter
from termbase.index.spelling import key, keys, romanised, sounds, transcribed, words
from termbase.index.steps import SHORT
from termbase.index.table import table
from termbase.model import Concept, Term, Variant

TABLES = ("keys", "acronyms", "words", "transcriptions", "skeletons")
_SPOOLED = 1 << 26  # bytes that are held in memory
_CHUNK = 1 << 20
_REMEMBERED = 1 << 16  # names, of which many come again in other languages


class Designations:
    """Takes concepts one by one and gives the parts of their look-up index (`Names`)."""

    def __init__(self) -> None:
        self._lines = SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115 - lives as long as this object
        self._ends = bytearray()
        self._row = 0
        self._sorters = {name: Sorter() for name in TABLES}

    def add(self, concept: Concept) -> None:
        """Take all designations of a concept; that takes some 20 µs each."""
        names = list(designations(concept))
        self._lines.writelines(numbered(map(_line, names), self._ends))
        lines: tuple[list[str], ...] = ([], [], [], [], [])
        found, acronyms, parts, transcriptions, heard = lines  # in the order of TABLES
        for row, name in enumerate(names, self._row):
            text = name.text
            own, in_words, as_heard = _asked_for_by(text)
            tail = f"\t{row}"
            found += [each + tail for each in own]
            parts += [each + tail for each in in_words]
            if not text.isupper():  # the letters of an acronym are no sounds
                heard += [each + tail for each in as_heard]
            else:
                acronyms += [each + tail for each in own if abs(len(each) - SHORT) <= 1]
            if not text.isascii():
                transcriptions += [each + tail for each in transcribed(text, name.lang)]
        for sorter, own in zip(self._sorters.values(), lines, strict=True):
            sorter.add(own)
        self._row += len(names)

    def parts(self) -> Iterator[tuple[str, Iterable[bytes]]]:
        """Give the parts, to be written in this order, when all concepts were taken."""
        self._lines.seek(0)
        yield "names", iter(functools.partial(self._lines.read, _CHUNK), b"")
        yield "names.ends", [bytes(self._ends)]
        for name, sorter in self._sorters.items():
            yield from table(name, sorter, near=name != "transcriptions")


def designations(concept: Concept) -> Iterator[Name]:
    """Give every designation of a concept in the order of the glossary: terms, variants, recorded forms."""
    for lang, terms in concept.terms.items():
        for number, term in enumerate(terms):
            rank = PREFERRED if term.status == "preferred" else ACCEPTED
            yield Name(term.text, lang, concept.id, number, rank)
            yield from [Name(form, lang, concept.id, number, FORM) for form in _forms(term)]
            for variant in term.variants:
                yield Name(variant.text, lang, concept.id, number, VARIANT)
                yield from [Name(form, lang, concept.id, number, FORM) for form in _forms(variant)]


def _line(name: Name) -> bytes:
    """Write a name as a list in JSON, faster than `json.dumps` does."""
    text, lang, concept = map(encode_basestring, name[:3])
    return encoded(f"[{text},{lang},{concept},{name.term},{name.rank}]")


@functools.lru_cache(_REMEMBERED)
def _asked_for_by(text: str) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
    """Give the keys, the words and the skeletons of a text, each once."""
    own = key(text)
    if text.isascii():
        return ([own] if own else []), tuple(dict.fromkeys(words(text))), tuple(filter(None, sounds(own)))
    latin = romanised(text)
    plain = key(latin)
    found = dict.fromkeys((*keys(text), plain))
    parts = dict.fromkeys((*words(text), *words(latin)))
    return tuple(filter(None, found)), tuple(parts), tuple(filter(None, sounds(plain)))


def _forms(designation: Term | Variant) -> Sequence[str]:
    if not designation.forms:
        return ()
    return [form for forms in designation.forms.values() for form in forms if form != designation.text]
