"""The floors of the house: who may import whom. Imports inside functions and those for type checkers count too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.plugins import CONSTANTS, plugin_names

SOURCE = Path(__file__).resolve().parent.parent / "src" / "termbase"
FLOORS = (
    ("__main__",),
    ("cli",),
    ("api",),
    ("report", "exchange"),
    ("verbs",),
    ("checks",),
    ("rewrite",),
    ("index",),
    ("glossary",),
    ("languages", "documents"),
    ("text",),
    ("plugins", "files"),
    ("model", "resources", "messages", "collecting"),
)
"""From the top down. A room may import what lies on lower floors; rooms of one floor do not know each other."""

ALWAYS = frozenset({"model", "messages", "resources", "collecting"})
"""What every room may import, and what of these lies on one floor may import each other: messages need a folder."""

ROOMS = {room: depth for depth, floor in enumerate(FLOORS) for room in floor}
FEWEST = 60
"""There are at least so many modules: with fewer the test has looked in the wrong place."""


def modules() -> dict[str, ast.Module]:
    """Name (below `termbase`) → syntax tree of every module; the public names of the package itself are no imports."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules of ours (below `termbase`) that a module imports, wherever in it."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "termbase" and rest:
                yield rest if rest in MODULES else rest.rpartition(".")[0]


IMPORTS = [(name, other) for name, tree in MODULES.items() for other in imported(tree) if other]


def room(module: str) -> str:
    return module.partition(".")[0]


def plugins() -> dict[str, set[str]]:
    """Package → its plug-in modules."""
    packages = sorted({module.partition(".")[0] for module in MODULES if "." in module})
    return {package: set(plugin_names(f"termbase.{package}")) for package in packages}


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) >= FEWEST
    assert len(IMPORTS) >= 2 * FEWEST
    assert sum(map(len, plugins().values())) >= 6
    assert set(CONSTANTS) == {"LANGUAGE", "FORMAT", "EXCHANGE", "CHECK"}


@pytest.mark.parametrize("name", sorted({room(module) for module in MODULES}))
def test_every_room_has_a_floor(name: str) -> None:
    assert name in ROOMS, f"{name} is on no floor: put it into DESIGN 5 and into this test"


def test_imports_run_downwards() -> None:
    upwards = [
        f"{module} imports {other}"
        for module, other in IMPORTS
        if room(module) != room(other)
        and not (room(module) in ALWAYS and room(other) in ALWAYS)
        and ROOMS[room(module)] >= ROOMS[room(other)]
    ]
    assert upwards == []


def test_model_imports_nothing_of_ours() -> None:
    assert [other for module, other in IMPORTS if module == "model"] == []


def test_plugins_never_import_each_other() -> None:
    found = [
        f"{module} imports {other}"
        for package, names in plugins().items()
        for module, other in IMPORTS
        if room(module) == room(other) == package
        and {module.partition(".")[2], other.partition(".")[2]} <= names
    ]
    assert found == []


def test_what_plugins_share_imports_no_plugin() -> None:
    """A module `_name.py` is shared by plug-ins, so it cannot need one of them."""
    found = [
        f"{module} imports {other}"
        for module, other in IMPORTS
        if room(module) == room(other)
        and module.partition(".")[2].startswith("_")
        and other.partition(".")[2] in plugins()[room(other)]
    ]
    assert found == []


def test_no_wildcards() -> None:
    for name, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                assert [alias.name for alias in node.names] != ["*"], (
                    f"{name} imports everything of {node.module}"
                )


def test_public_package_is_light() -> None:
    """`import termbase` imports no room: its names are handed on when they are asked for."""
    tree = ast.parse((SOURCE / "__init__.py").read_text(encoding="utf-8"))
    assert [name for name in imported(tree) if name] == []
