"""XLIFF 1.2 and 2.x (OASIS): the targets. Sources, suggestions and notes stay as they are.

Inline codes of pairs (`g`, `bpt` … `ept`, `pc`, `sc` … `ec`) are joints; standalone ones (`x`, `ph`) stand for
something unknown. Their native content is no text, but a `sub` in it is a block of its own. What `translate="no"`,
`mtype="protected"` or a tool's lock marks is protected, what a tool's change tracking calls deleted is no text.

Pairs leave out targets whose state says that nobody has translated them yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from termbase.documents._xml import Attributes, Said, Vocabulary, escape, read
from termbase.documents._xml_blocks import OBJECT
from termbase.documents.document import Block, Format, Pair


def blocks(source: str) -> list[Block]:
    """Give the targets and their sub-flows; segments that `mrk` marks within a target are blocks of their own.

    >>> text = '<xliff version="1.2"><file target-language="de"><body><trans-unit id="7"><source>Kiev</source>'
    >>> text += '<target>Kiew <x id="1"/></target></trans-unit></body></file></xliff>'
    >>> [(block.name, block.lang, block.text) for block in blocks(text)]
    [('7', 'de', 'Kiew \ufffc')]
    """
    return read(source, replace(_VOCABULARY, says={**_VOCABULARY.says, **_annotations()}))


def _annotations() -> Mapping[str, Callable[[Attributes], Said]]:
    """Give what is said by marks that begin and end a stretch wherever they like within a unit (2.x: `sm`, `em`)."""
    held: set[str] = set()  # the ids of the open ones whose text must stay

    def begin(attributes: Attributes) -> Said:
        if attributes.get("translate") != "no" or attributes.get("id", "") in held:
            return Said()
        held.add(attributes.get("id", ""))
        return Said(held=1)

    def end(attributes: Attributes) -> Said:
        return _release({attributes.get("startRef", "")} & held)

    def unit(attributes: Attributes) -> Said:
        return replace(_unit(attributes), held=_release(held.copy()).held)

    def _release(ended: set[str]) -> Said:
        held.difference_update(ended)
        return Said(held=-len(ended))

    return {"sm": begin, "em": end, "unit": unit}


def _standalone(attributes: Attributes) -> str:
    """A line break is a character (1.2: ctype; 2.x: subType); any other code stands for something unknown."""
    is_break = "lb" in (attributes.get("ctype"), attributes.get("subType", "").removeprefix("xlf:"))
    return "\n" if is_break else OBJECT


def _translate(attributes: Attributes) -> bool | None:
    return {"no": True, "yes": False}.get(attributes.get("translate", ""))


def _unit(attributes: Attributes) -> Said:
    is_locked = attributes.get("mq:locked") == "locked" or attributes.get("m:locked") == "true"
    return Said(name=attributes.get("id"), protected=True if is_locked else _translate(attributes))


def _group(attributes: Attributes) -> Said:
    return Said(protected=_translate(attributes))


def _file(attributes: Attributes) -> Said:
    return Said(lang=attributes.get("target-language"), protected=_translate(attributes))


def _mark(attributes: Attributes) -> Said:
    if attributes.get("mtype") == "protected":
        return Said(protected=True)
    if attributes.get("mtype") == "x-sdl-deleted":
        return Said(skipped=True)
    if attributes.get("mtype") == "seg":
        return Said(block="segment", name=attributes.get("mid"))
    return Said(protected=_translate(attributes))


_VOCABULARY = Vocabulary(
    namespaces={
        "urn:oasis:names:tc:xliff:document:1.1": "",
        "urn:oasis:names:tc:xliff:document:1.2": "",
        "urn:oasis:names:tc:xliff:document:2.0": "",  # of 2.1 as well
        "urn:oasis:names:tc:xliff:document:2.2": "",
        "urn:oasis:names:tc:xliff:matches:2.0": "mtc",
        "MQXliff": "mq",  # memoQ
        "http://www.memsource.com/mxlf/2.0": "m",  # Phrase
    },
    blocks={"target": "segment", "sub": "segment"},
    characters={"x": _standalone, "ph": _standalone, "cp": OBJECT},
    code=frozenset(("bpt", "ept", "ph", "it")),
    skipped=frozenset(("source", "seg-source", "alt-trans", "bin-unit", "mtc:matches")),
    says={
        "xliff": lambda attributes: Said(lang=attributes.get("trgLang")),
        "file": _file,
        "group": _group,
        "unit": _unit,
        "segment": lambda attributes: Said(name=attributes.get("id")),
        "trans-unit": _unit,
        "target": lambda attributes: Said(lang=attributes.get("xml:lang")),
        "mrk": _mark,
    },
)

_UNTRANSLATED = frozenset(("new", "needs-translation", "initial"))  # 1.2: state of targets; 2.x: of segments


def _state(attributes: Attributes) -> Said:
    draft = attributes.get("state") in _UNTRANSLATED
    return Said(lang=attributes.get("xml:lang"), name=attributes.get("id"), protected=True if draft else None)


def _both_sides() -> Vocabulary:
    """Give a vocabulary for one file by which sources are blocks too, of kind `source`, in their own language.

    What an element says holds for all in it, but sources and targets of one unit are in two languages. So the
    vocabulary remembers what was said last.
    """
    said: dict[str, str | None] = {}

    def xliff(attributes: Attributes) -> Said:
        said["from"] = attributes.get("srcLang")
        return Said(lang=attributes.get("trgLang"))

    def file(attributes: Attributes) -> Said:
        said["from"] = attributes.get("source-language") or said.get("from")
        return _file(attributes)

    def source(attributes: Attributes) -> Said:
        said["side"] = "source"
        return Said(lang=attributes.get("xml:lang") or said.get("from"))

    def target(attributes: Attributes) -> Said:
        said["side"] = "segment"
        return _state(attributes)

    def mark(attributes: Attributes) -> Said:
        found = _mark(attributes)
        return replace(found, block=said.get("side")) if found.block else found

    own = {"xliff": xliff, "file": file, "source": source, "seg-source": source, "target": target}
    return replace(
        _VOCABULARY,
        blocks={"source": "source", "seg-source": "source", "target": "segment"},
        skipped=_VOCABULARY.skipped - {"source", "seg-source"},
        says={**_VOCABULARY.says, **_annotations(), **own, "segment": _state, "mrk": mark},
    )


def pairs(source: str, origin: str | None = None) -> Iterator[Pair]:
    """Give every target with the source of its name that stands before it, as sources always do.

    >>> text = '<xliff version="2.0" srcLang="en" trgLang="de"><file id="f"><unit id="7"><segment><source>Kiev</source>'
    >>> text += '<target>Kiew</target></segment></unit></file></xliff>'
    >>> [(pair.source.text, pair.source.lang, pair.target.text, pair.target.lang) for pair in pairs(text)]
    [('Kiev', 'en', 'Kiew', 'de')]
    """
    sources: dict[str, Block] = {}
    for block in read(source, _both_sides()):
        if block.kind == "source":
            sources[block.name] = replace(block, lang=origin or block.lang)
        elif found := sources.get(block.name) or sources.get(block.name.rpartition("/")[0]):
            yield Pair(found, block)


FORMAT = Format(
    "xliff",
    (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"),
    blocks,
    escape,
    description="XLIFF 1.2 and 2.x: targets",
    pairs=pairs,
)
