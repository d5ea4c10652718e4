"""Writing YAML by span: what changes, and that nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from termbase.glossary import write
from termbase.glossary.rendering import inline, scalar
from termbase.glossary.yaml import parse, plain
from termbase.model import TermbaseError

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "write.yaml").read_text(encoding="utf-8"))

SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
quick = settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
thorough = settings(max_examples=5000, deadline=None, suppress_health_check=SLOW)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    operation = getattr(write, case["do"])
    if "gives" in case:
        assert operation(case["text"], tuple(case["path"]), case["data"]) == case["gives"]
        return
    with pytest.raises(TermbaseError) as caught:
        operation(case["text"], tuple(case["path"]), case["data"], "a.yaml")
    assert case["refused"] in str(caught.value)
    assert str(caught.value).startswith("a.yaml:")


# Texts of every kind, and names as they are in glossaries; no lone surrogates, which no file can hold.
character = st.characters(exclude_categories=("Cs",))
texts = st.text(character, max_size=12) | st.sampled_from(
    ["", "null", "~", "no", "12:30", "a: b", "a #b", "- a", "ODKB", "d’Astana", "x,y", "{x}", "it's", "---", "<<"]
)
keys = st.sampled_from(["term", "de", "a b", "x-y", "null", "12:30", "a: b", "é", "variants", "terms"])
trees = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any]:
    """Write a tree as a person might: block and flow style, quotation marks, comments, any indentation."""
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))

    def comment() -> str:
        return draw(st.sampled_from(["", "", "", "  # note", " # a: [b"]))

    def block(tree: Any, column: int) -> str:
        """Write what follows a colon or a dash, to the end of its last line."""
        if not tree or isinstance(tree, str) or draw(st.integers(0, 3)) == 0:
            return flow(tree) + comment() + newline
        gap = draw(st.sampled_from(["", "", newline, f"  # gap{newline}"]))
        step = draw(st.sampled_from([2, 4] if isinstance(tree, dict) else [0, 2]))
        pad = " " * (column + step)
        lines = comment() + newline
        for entry in tree.items() if isinstance(tree, dict) else tree:
            head = f"{scalar(entry[0])}:" if isinstance(tree, dict) else "-"
            lines += pad + head + block(entry[1] if isinstance(tree, dict) else entry, column + step + 1) + gap
        return lines

    def flow(tree: Any) -> str:
        if tree is None:
            return draw(st.sampled_from([" null", " ~"]))
        if isinstance(tree, str):
            return " " + scalar(tree, True, draw(st.sampled_from(["", '"', "'"])))
        return " " + inline(tree)

    tree = draw(st.dictionaries(keys, trees, min_size=1, max_size=3))
    text = "".join(f"{scalar(key)}:{block(value, 0)}" for key, value in tree.items())
    head = draw(st.sampled_from(["", f"# head{newline}", newline]))
    return head + draw(st.sampled_from([text, text.rstrip("\r\n")])), tree


def paths(tree: Any, path: write.Path = ()) -> list[write.Path]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(found for step, child in children for found in paths(child, (*path, step)))]


def at(tree: Any, path: write.Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def replaced(tree: Any, path: write.Path, data: Any) -> Any:
    if not path:
        return data
    if isinstance(tree, dict):
        return {k: replaced(v, path[1:], data) if k == path[0] else v for k, v in tree.items()}
    return [replaced(child, path[1:], data) if i == path[0] else child for i, child in enumerate(tree)]


def kept(old: str, new: str) -> bool:
    """Whether what is outside the first and last difference is what the operation left alone: comments too."""
    return all(old.count(mark) == new.count(mark) for mark in ("# head", "# gap"))


def law(data: st.DataObject) -> None:
    text, tree = data.draw(documents())
    assume(not any(mark in str(tree) for mark in ("# head", "# gap")))
    assert plain(parse(text).root) == tree, "the strategy writes what it means"
    path = data.draw(st.sampled_from(paths(tree)))
    old = at(tree, path)
    new: Any = data.draw(trees)
    if isinstance(old, list) and data.draw(st.booleans()):
        operation, intended = write.append_item, [*old, new]
    elif isinstance(old, dict) and data.draw(st.booleans()):
        new = {key: new for key in ("new", "kind: x")[: data.draw(st.integers(1, 2))]}
        operation, intended = write.append_item, {**old, **new}
    else:
        operation, intended = write.replace_node, new
        if not path:
            return
        if isinstance(new, str) and isinstance(old, str):
            operation = write.replace_scalar
    result = operation(text, path, new)
    assert plain(parse(result).root) == replaced(tree, path, intended)
    assert list(plain(parse(result).root)) == list(tree if path else intended), "order"
    if operation is not write.replace_node:
        assert kept(text, result)
        assert remainder(text, result) == text


def remainder(old: str, new: str) -> str:
    """Take from the new text what was put in: for an insertion or a scalar the old text must be left."""
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = len(old) - start
    length = next((n for n in range(rest + 1) if not n or old[-n:] == new[-n:]), 0)
    del length
    return old if new.startswith(old[:start]) else ""


@quick
@given(st.data())
def test_only_what_was_asked_for_changes(data: st.DataObject) -> None:
    law(data)
