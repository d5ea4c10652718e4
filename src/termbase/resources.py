"""Where the glossary and the catalogues that come with termbase lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder `name` (glossary or locales): in the wheel below the package, in a checkout at its top level."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name
