"""Terminology as code: a multilingual glossary that rewrites texts consistently, in the right inflection.

The public names are handed on lazily (PEP 562), so that `import termbase` stays light.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from typing import Any

_HOMES = {
    "Termbase": "termbase.api",
    "load": "termbase.api",
    "Normalised": "termbase.verbs.normalise",
    "Hit": "termbase.verbs.lookup",
    "Concept": "termbase.model",
    "Term": "termbase.model",
    "Variant": "termbase.model",
    "Edit": "termbase.model",
    "Finding": "termbase.model",
    "Place": "termbase.model",
    "TermbaseError": "termbase.model",
}
__all__ = sorted(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the home of a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]
