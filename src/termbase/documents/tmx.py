"""TMX 1.4 (LISA OSCAR): every segment of a translation memory, in its own language.

The native content of `bpt`, `ept`, `ph`, `it` and `ut` is no text, but a `sub` in it is a block of its own. `hi` and
the codes that come in pairs are joints; `ph` stands for something unknown.

Pairs are a unit's variant in the source language with each of the others. The source language is that of the header;
where it says none (`*all*`), that of the first variant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents._xml_blocks import OBJECT
from termbase.documents.document import Block, Format, Pair


def blocks(source: str) -> list[Block]:
    """Give the segments of all languages; properties and notes are no text.

    >>> tu = '<tu tuid="7"><tuv xml:lang="en"><seg>Kiev</seg></tuv><tuv xml:lang="de"><seg>Kiew</seg></tuv></tu>'
    >>> [(block.name, block.lang, block.text) for block in blocks(f'<tmx version="1.4"><body>{tu}</body></tmx>')]
    [('7', 'en', 'Kiev'), ('7', 'de', 'Kiew')]
    """
    return read(source, _VOCABULARY)


def _variant(attributes: Attributes) -> Said:
    return Said(lang=attributes.get("xml:lang") or attributes.get("lang"))  # `lang`: TMX 1.1


_VOCABULARY = Vocabulary(
    namespaces={"http://www.lisa.org/tmx14": ""},
    blocks={"seg": "segment", "sub": "segment"},
    characters={"ph": OBJECT, "ut": OBJECT},
    code=frozenset(("bpt", "ept", "ph", "it", "ut")),
    says={"tu": lambda attributes: Said(name=attributes.get("tuid")), "tuv": _variant},
)


def pairs(source: str, origin: str | None = None) -> Iterator[Pair]:
    """Give the segments of each unit, the one in the source language with each of the others.

    >>> text = '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="de"><seg>Kiew</seg></tuv>'
    >>> text += '<tuv xml:lang="en"><seg>Kiev</seg></tuv></tu></body></tmx>'
    >>> [(pair.source.text, pair.target.text) for pair in pairs(text)]
    [('Kiev', 'Kiew')]
    """
    said: list[str] = []  # the source language of the header
    units: list[str] = []  # the ids of the units so far: they are optional, so that their number parts them

    def header(attributes: Attributes) -> None:
        said.append(attributes.get("srclang", ""))

    def unit(attributes: Attributes) -> Said:
        units.append(attributes.get("tuid", ""))
        return Said(name=str(len(units)))

    says = {**_VOCABULARY.says, "header": header, "tu": unit}
    found = read(source, replace(_VOCABULARY, blocks={"seg": "segment"}, says=says))
    wanted = origin or "".join(said[:1])
    for number, group in groupby(found, key=lambda block: block.name):
        named = [replace(block, name=units[int(number) - 1] or f"tu {number}") for block in group]
        first = next((block for block in named if _speaks(block, wanted)), None)
        if first is None and not origin and wanted in ("", "*all*"):
            first = named[0]
        if first is not None:
            yield from (Pair(first, block) for block in named if block.lang != first.lang)


def _speaks(block: Block, wanted: str) -> bool:
    """Tell whether a segment is in a language or in a narrower one: en-GB is en."""
    return f"{block.lang}-".lower().startswith(f"{wanted}-".lower())


FORMAT = Format("tmx", (".tmx",), blocks, escape, description="TMX 1.4: every language", pairs=pairs)
