"""Entries of TBX v3 as XML, in either style: DCA (`<descrip type="context">`) or DCT (`<basic:context>`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

from termbase.exchange._tbx_items import CORE, NAMESPACES, Entry, Item, TermSection, categories, data_item
from termbase.model import Glossary

_SCHEMAS = "https://raw.githubusercontent.com/LTAC-Global/"
_RNG = "TBX_Core_RNG/master/TBXcoreStructV03.rng"
_GRAMMARS = {
    ("core", "dca"): ("TBX-Core_dialect/master/Schemas/TBX-Core.sch",),
    ("min", "dca"): ("TBX-Min_dialect/master/DCA/TBX-Min_DCA.sch",),
    ("basic", "dca"): ("TBX-Basic_dialect/master/DCA/TBX-Basic_DCA.sch",),
    ("core", "dct"): (),
    ("min", "dct"): ("TBX-Min_dialect/master/DCT/TBX-Min.nvdl",),
    ("basic", "dct"): ("TBX-Basic_dialect/master/DCT/TBX-Basic.nvdl",),
}
_TYPES = {
    ".rng": "http://relaxng.org/ns/structure/1.0",
    ".sch": "http://purl.oclc.org/dsdl/schematron",
    ".nvdl": "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0",
}
_GROUPED = ("descrip", "admin", "termNote")


def head(glossary: Glossary, dialect: str, style: str) -> str:
    """Write what stands before the entries: declaration, schemas, root, header."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    grammars = _GRAMMARS[dialect, style]
    grammars = grammars if any(each.endswith(".nvdl") for each in grammars) else (_RNG, *grammars)
    for grammar in grammars:
        kind = _TYPES["." + grammar.rpartition(".")[2]]
        lines.append(f'<?xml-model href="{_SCHEMAS}{grammar}" type="application/xml" schematypens="{kind}"?>')
    spaces = {"core": (), "min": ("min",), "basic": ("min", "basic")}[dialect] if style == "dct" else ()
    names = "".join(f' xmlns:{name}="{NAMESPACES[name]}"' for name in spaces)
    root = {"type": f"TBX-{dialect.title()}", "style": style, "xml:lang": glossary.language, "xmlns": CORE}
    lines += [f"<tbx{_attributes(root)}{names}>", " <tbxHeader>", "  <fileDesc>"]
    if glossary.title:
        lines += ["   <titleStmt>", f"    {_element('title', glossary.title)}", "   </titleStmt>"]
    source = "termbase" if not glossary.licence else f"termbase; licence: {glossary.licence}"
    lines += ["   <sourceDesc>", f"    {_element('p', source)}", "   </sourceDesc>", "  </fileDesc>"]
    return "\n".join([*lines, " </tbxHeader>", " <text>", ""])


def entry_xml(entry: Entry, style: str) -> str:
    """Write a concept entry, with a line end."""
    lines = [f"   <conceptEntry{_attributes({'id': entry.id})}>"]
    lines += (f"    {line}" for line in _items(entry.items, style))
    for section in entry.languages:
        lines.append(f"    <langSec{_attributes({'xml:lang': section.lang})}>")
        lines += (f"     {line}" for line in _items(section.items, style))
        for term in section.terms:
            lines += _term(term, style)
        lines.append("    </langSec>")
    return "\n".join([*lines, "   </conceptEntry>", ""])


def tail(back: Iterable[Mapping[str, Any]]) -> str:
    """Write what stands after the entries, with the objects of the back matter (as `extra` keeps them)."""
    sections: dict[str, list[str]] = {}
    for each in back:
        items = [item for child in each["with"] if (item := data_item(child))]
        lines = [f"    <refObject{_attributes({'id': each['refObject']})}>"]
        lines += (f"     {_element('item', item.text, {'type': item.type})}" for item in items)
        sections.setdefault(each["section"], []).append("\n".join([*lines, "    </refObject>"]))
    written = [
        f"   <refObjectSec{_attributes({'type': kind})}>\n" + "\n".join(objects) + "\n   </refObjectSec>\n"
        for kind, objects in sections.items()
    ]
    inside = f"  <back>\n{''.join(written)}  </back>\n" if written else ""
    return f"{inside} </text>\n</tbx>\n"


def _term(term: TermSection, style: str) -> Iterator[str]:
    yield f"     <termSec{_attributes({'id': term.id})}>"
    yield f"      {_element('term', term.text)}"
    yield from (f"      {line}" for line in _items(term.items, style))
    yield "     </termSec>"


def _items(items: Iterable[Item], style: str) -> Iterator[str]:
    for item in items:
        if not item.members and item.element != "transac":
            yield _item(item, style)
            continue
        yield f"<{item.element}Grp>"
        yield f" {_item(item, style)}"
        yield from (f" {_item(member, style)}" for member in item.members)
        yield f"</{item.element}Grp>"


def _item(item: Item, style: str) -> str:
    attributes = {"xml:lang": item.lang, "target": item.target}
    if not item.type:
        return _element(item.element, item.text, attributes)
    if style == "dct":
        return _element(f"{categories()[item.type].module}:{item.type}", item.text, attributes)
    return _element(item.element, item.text, {"type": item.type, **attributes})


def _element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    return f"<{name}{_attributes(attributes or {})}>{escape(text)}</{name}>"


def _attributes(attributes: Mapping[str, str]) -> str:
    """Write attributes in double quotation marks; those without a value are left out."""
    quote = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
    return "".join(f' {name}="{escape(value, quote)}"' for name, value in attributes.items() if value)
