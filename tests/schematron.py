"""The official schemas of TBX: RELAX NG by lxml, Schematron (ISO/IEC 19757-3, XSLT 2 binding) by elementpath.

The Schematron of TBX uses XPath 2, which lxml's own implementation refuses. What is needed is little: per
pattern a node is judged by the first rule whose context it matches; each assertion that is not true is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parents[2] / "shared" / "tbx"
SAMPLES = sorted((SHARED / "samples").glob("*.tbx"))
SCHEMAS = SHARED / "schemas"
NAMESPACES = {
    "tbx": "urn:iso:std:iso:30042:ed-2",
    "min": "http://www.tbxinfo.net/ns/min",
    "basic": "http://www.tbxinfo.net/ns/basic",
}
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(),
    reason="the official TBX schemas and samples carry no licence and lie beside the project",
)

SCHEMATRON = {
    ("core", "dca"): ["TBX-Core.sch"],
    ("min", "dca"): ["TBX-Min_DCA.sch"],
    ("basic", "dca"): ["TBX-Basic_DCA.sch"],
    ("core", "dct"): ["TBX-Core.sch"],
    ("min", "dct"): ["TBX-Min_DCT.sch", "Min.sch"],
    ("basic", "dct"): ["TBX-Basic_DCT.sch", "Basic.sch", "Min.sch"],
}


def complaints(path: Path, dialect: str, style: str) -> list[str]:
    """What the official schemas of a dialect and style have to say about a file."""
    etree = pytest.importorskip("lxml.etree", reason="the schemas are applied by lxml")
    pytest.importorskip("elementpath", reason="the Schematron is evaluated by elementpath")
    tree = etree.parse(str(path))
    found = list(ungrammatical(path))
    for name in SCHEMATRON[dialect, style]:
        found += by_rules(etree, tree, name)
    return found


def ungrammatical(path: Path) -> Iterator[str]:
    """What the grammars have to say: that of the core, and those of the modules about each of their elements."""
    etree = pytest.importorskip("lxml.etree", reason="the schemas are applied by lxml")
    tree = etree.parse(str(path))
    yield from by_grammar(grammar(etree, "TBXcoreStructV03.rng"), tree)
    for prefix in ("min", "basic"):
        elements = tree.iter(f"{{{NAMESPACES[prefix]}}}*")
        different = {etree.tostring(element, with_tail=False) for element in elements}
        checked = grammar(etree, f"{prefix.title()}.rng")
        for each in different:
            found = by_grammar(checked, etree.ElementTree(etree.fromstring(each)))
            yield from (
                error for error in found if "references an unknown ID" not in error
            )  # it stands alone


def grammar(etree: Any, name: str) -> Any:
    return etree.RelaxNG(etree.parse(str(SCHEMAS / name)))


def by_grammar(checked: Any, tree: Any) -> Iterator[str]:
    if not checked.validate(tree):
        yield from (f"{error.line}: {error.message}" for error in checked.error_log)


def by_rules(etree: Any, tree: Any, name: str) -> Iterator[str]:
    import elementpath

    sch = "{http://purl.oclc.org/dsdl/schematron}"
    root, judged = tree.getroot(), 0
    nodes = elementpath.get_node_tree(root)
    parser = elementpath.XPath2Parser(NAMESPACES)
    ids = {each.get("id") for each in root.iter() if each.get("id")}
    for pattern in etree.parse(str(SCHEMAS / name)).iter(f"{sch}pattern"):
        done: set[Any] = set()
        for rule in pattern.iter(f"{sch}rule"):
            contexts = parser.parse(" | ".join(f"//{part}" for part in rule.get("context").split("|")))
            # To look all ids of the file up for each reference anew would take hours.
            texts = {
                each.get("test").replace("@target = //*/@id", "$known"): each.text
                for each in rule.iter(f"{sch}assert")
            }
            tests = [(parser.parse(test), text) for test, text in texts.items()]
            for node in contexts.get_results(elementpath.XPathContext(nodes)):
                if node in done:
                    continue
                done.add(node)
                known = hasattr(node, "tag") and node.get("target") in ids
                for parsed, text in tests:
                    judged += 1
                    context = elementpath.XPathContext(nodes, item=node, variables={"known": known})
                    if not parsed.boolean_value(parsed.get_results(context)):
                        yield f"{name}: {getattr(node, 'sourceline', node)}: {text}"
    if root.get("type") != "TBX-Core":
        assert judged, f"{name} judged nothing"
