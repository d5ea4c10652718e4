"""Finds plug-in modules: each is one file of a package that defines one typed constant at its top level.

The constant is LANGUAGE, FORMAT, EXCHANGE or CHECK. There is no list to edit: the folder is the list. Modules
whose name begins with `_` and modules without the constant are what the plug-ins of the folder share.
"""

from __future__ import annotations

import functools
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from typing import Any

from termbase.messages import _
from termbase.model import TermbaseError

CONSTANTS = ("LANGUAGE", "FORMAT", "EXCHANGE", "CHECK")


def plugin(package: str, constant: str, name: str) -> Any:
    """Import one plug-in module of a package and give its constant.

    Raises TermbaseError, which lists the plug-ins there are, if there is none of this name.
    """
    names = plugin_names(package, constant)
    if name not in names:
        message = _("there is no {constant} “{name}”; there are {names}")
        message = message.format(constant=constant.lower(), name=name, names=", ".join(names) or "–")
        raise TermbaseError.of("TB910", message)
    return getattr(import_module(f"{package}.{name}"), constant)


@functools.cache
def plugin_names(package: str, constant: str | None = None, mention: str = "") -> tuple[str, ...]:
    """Name the plug-in modules of a package, sorted, without importing any of them.

    Without `constant` a module counts that defines any of CONSTANTS; with `mention` only one whose source has it.
    """
    defines = re.compile(rf"^({constant or '|'.join(CONSTANTS)})\s*[:=]", re.MULTILINE)
    found = (name for name, source in _sources(package) if mention in source and defines.search(source))
    return tuple(sorted(found))


@functools.cache
def _sources(package: str) -> tuple[tuple[str, str], ...]:
    return tuple(_read_sources(package))


def _read_sources(package: str) -> Iterator[tuple[str, str]]:
    """Read the public modules of a package through its loader, so that it may lie in an archive."""
    spec = find_spec(package)
    for found in pkgutil.iter_modules((spec and spec.submodule_search_locations) or ()):
        if found.name.startswith("_"):
            continue
        module: ModuleSpec | None = found.module_finder.find_spec(f"{package}.{found.name}", None)
        source = getattr(module.loader, "get_source", None) if module else None
        if source is not None:
            yield found.name, source(f"{package}.{found.name}") or ""
