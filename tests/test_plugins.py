"""Plug-in modules are found by listing a folder or an archive, and only the one asked for is imported."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from termbase.model import TermbaseError
from termbase.plugins import plugin, plugin_names

MODULES = {
    "__init__.py": "",
    "one.py": "from typing import Any\n\nFORMAT: Any = 1\n",
    "two.py": "FORMAT = 2\n",
    "shared.py": "def f():\n    FORMAT = 3\n\n# FORMAT = 4\nFORMATS = ()\n",
    "broken.py": "FORMAT = 1 / 0\n",
    "_hidden.py": "FORMAT = 5\n",
    "check.py": "CHECK = 6\n",
    "table.tsv": "FORMAT = 7\n",
}


@pytest.fixture(params=["folder", "archive"])
def package(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"plugins_of_{request.param}"
    place = tmp_path / "plugins.zip" if request.param == "archive" else tmp_path
    if request.param == "archive":
        with zipfile.ZipFile(place, "w") as archive:
            for module, text in MODULES.items():
                archive.writestr(f"{name}/{module}", text)
    else:
        (place / name).mkdir()
        for module, text in MODULES.items():
            (place / name / module).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(place))
    plugin_names.cache_clear()
    for module_name in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[module_name]
    return name


def test_names_by_constant_without_importing(package: str) -> None:
    assert plugin_names(package, "FORMAT") == ("broken", "one", "two")
    assert plugin_names(package, "CHECK") == ("check",)
    assert plugin_names(package) == ("broken", "check", "one", "two")
    assert not any(module.startswith(f"{package}.") for module in sys.modules)


def test_only_the_module_asked_for_is_imported(package: str) -> None:
    assert plugin(package, "FORMAT", "two") == 2
    assert [module for module in sys.modules if module.startswith(f"{package}.")] == [f"{package}.two"]


@pytest.mark.parametrize("name", ["three", "shared", "_hidden", "", "..one", "check"])
def test_unknown_names_list_those_that_exist(package: str, name: str) -> None:
    with pytest.raises(TermbaseError, match="there are broken, one, two") as caught:
        plugin(package, "FORMAT", name)
    assert caught.value.findings[0].code == "TB910"


def test_package_that_does_not_exist() -> None:
    assert plugin_names("termbase_of_nobody") == ()


def test_own_rooms() -> None:
    assert {"txt"} <= set(plugin_names("termbase.documents", "FORMAT"))
    assert {"de", "en"} <= set(plugin_names("termbase.languages", "LANGUAGE"))
