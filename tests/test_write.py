"""Writing YAML by span: what changes, and that nothing else does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.glossary import write
from termbase.glossary.rendering import inline, scalar
from termbase.glossary.yaml import Node, parse, plain
from termbase.model import TermbaseError

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "write.yaml").read_text(encoding="utf-8"))

SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)
quick = settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
thorough = settings(max_examples=1000, deadline=None, suppress_health_check=SLOW)


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
    [
        "",
        "null",
        "~",
        "no",
        "12:30",
        "a: b",
        "a #b",
        "- a",
        "ODKB",
        "d’Astana",
        "x,y",
        "{x}",
        "it's",
        "---",
        "<<",
    ]
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
            lines += (
                pad + head + block(entry[1] if isinstance(tree, dict) else entry, column + step + 1) + gap
            )
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


def node_at(text: str, path: write.Path) -> Node:
    node = parse(text).root
    for step in path:
        node = node.items[step] if isinstance(step, int) else node.get(step)  # type: ignore[union-attr,assignment]
    return node


def is_insertion(old: str, new: str) -> bool:
    inserted = len(new) - len(old)
    return any(new[:i] == old[:i] and new[i + inserted :] == old[i:] for i in range(len(old) + 1))


def law(data: st.DataObject) -> None:
    text, tree = data.draw(documents())
    assert plain(parse(text).root) == tree, "the strategy writes what it means"
    path = data.draw(st.sampled_from(paths(tree)))
    old, node, new = at(tree, path), node_at(text, path), data.draw(trees)
    if old and isinstance(old, list | dict) and data.draw(st.booleans()):
        if isinstance(old, dict):
            new = dict.fromkeys(["new", "kind: x"], new)
        result = write.append_item(text, path, new)
        intended = {**old, **new} if isinstance(old, dict) else [*old, new]
        assert is_insertion(text, result)
    elif path and isinstance(old, str | None) and isinstance(new, str | None):
        result, intended = write.replace_scalar(text, path, new), new
        assert result.startswith(text[: node.start])
        assert result.endswith(text[node.end :])
    elif path:
        result, intended = write.replace_node(text, path, new), new
        assert result.startswith(text[: node.start].rstrip())
        assert result.endswith(text[node.end :])
    else:
        return
    assert plain(parse(result).root) == replaced(tree, path, intended)


@quick
@given(st.data())
def test_only_what_was_asked_for_changes(data: st.DataObject) -> None:
    law(data)


@pytest.mark.long
@thorough
@given(st.data())
def test_only_what_was_asked_for_changes_in_many_texts(data: st.DataObject) -> None:
    law(data)


@settings(deadline=None)
@given(texts)
def test_scalars_are_read_as_they_were_written(value: str) -> None:
    for style in ("", "'", '"'):
        assert plain(parse(f"{scalar(value, style=style)}: [{scalar(value, True, style)}]").root) == {
            value: [value]
        }


@settings(deadline=None)
@given(texts.filter(lambda text: text not in ("", "~", "<<") and not text.startswith("=")))
def test_other_readers_read_scalars_as_well(value: str) -> None:
    """PyYAML, without its words of YAML 1.1 (`no`, 12:30), which ours reads as texts."""
    written = f"{{{scalar(value, True)}: [{scalar(value, True)}]}}"
    assert yaml.load(written, yaml.BaseLoader) == {value: [value]}
    assert yaml.load(inline({"text": "Abort?"}), yaml.BaseLoader) == {"text": "Abort?"}
