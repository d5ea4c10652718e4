"""TMX 1.4 (LISA OSCAR): every segment of a translation memory, in its own language.

The native content of `bpt`, `ept`, `ph`, `it` and `ut` is no text, but a `sub` in it is a block of its own. `hi` and
the codes that come in pairs are joints; `ph` stands for something unknown.
"""

from __future__ import annotations

from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents._xml_blocks import OBJECT
from termbase.documents.document import Block, Format


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

FORMAT = Format("tmx", (".tmx",), blocks, escape, description="TMX 1.4: every language")
