"""The configuration: `[tool.termbase]` in pyproject.toml, or termbase.yaml, in a folder or above it."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from termbase.files import read_text
from termbase.messages import _
from termbase.model import Finding, Place, TermbaseError
from termbase.text.lines import Lines, lines_of

NAME = "termbase.yaml"
KEYS = ("glossary", "language", "style", "exclude", "per-file-ignores")
_NO_TEXT = ("exclude", "per-file-ignores")
_CODE = re.compile(r"TB\d{1,3}")
_OF_GLOSSARIES = ("title", "licence")  # what the file of the same name in a glossary folder may say besides
_TABLE = re.compile(r"^\s*\[\s*tool\s*\.\s*[\"']?termbase[\"']?\s*\]", re.MULTILINE)
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a project says once, so that its commands need not.

    `glossary` is None if nothing is configured; then the one that comes with termbase holds, and once its
    folder is filled in, `is_bundled` says so. `exclude` are globs relative to `folder`, in
    which the configuration stands.
    """

    glossary: Path | None = None
    language: str | None = None
    style: str | None = None
    exclude: tuple[str, ...] = ()
    folder: Path = Path()
    file: Path | None = None
    is_bundled: bool = False
    ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()  # glob → codes of findings, or how they begin


def find_configuration(start: Path) -> Configuration:
    """Give the nearest configuration in `start` or above it; TERMBASE_GLOSSARY wins over its glossary.

    A termbase.yaml that holds the settings of a glossary is not one, but says that its folder is the glossary
    if no configuration does. Raises TermbaseError, with place, for what cannot be read or has unknown keys or
    bad values.
    """
    found = None
    inside: Path | None = None
    for folder in (start, *start.parents):
        if (folder / NAME).is_file():
            found = _from_yaml(folder / NAME)
            if found is None:
                inside = inside or folder
        if found is None and (folder / "pyproject.toml").is_file():
            found = _from_toml(folder / "pyproject.toml")
        if found is not None:
            break
    found = found or Configuration(folder=start)
    from_environment = os.environ.get("TERMBASE_GLOSSARY")
    glossary = Path(from_environment) if from_environment else found.glossary or inside
    return dataclasses.replace(found, glossary=glossary)


def _from_toml(path: Path) -> Configuration | None:
    """Read the table of a pyproject.toml, None if it has none (then it need not be readable either)."""
    import tomllib

    text = read_text(path).text
    table = _TABLE.search(text)
    lines = lines_of(text)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        if table is None:
            return None
        at = _TOML_PLACE.search(str(error))
        line, column = (int(at[1]), int(at[2])) if at else lines.place(table.start())
        reason = _TOML_PLACE.sub("", str(error)).strip()
        raise _error(
            path, lines, line, column, _("is not valid TOML: {reason}").format(reason=reason)
        ) from None
    tool = content.get("tool", {})
    if not isinstance(tool, dict) or "termbase" not in tool:
        return None
    start = table.end() if table else 0

    def place(key: str) -> tuple[int, int]:
        written = re.compile(rf"^[ \t]*[\"']?{re.escape(key)}\b", re.MULTILINE).search(text, start)
        return lines.place(written.end() - len(key) if written else max(0, start - 1))

    values = tool["termbase"]
    if not isinstance(values, dict):
        raise _error(path, lines, *place("termbase"), _("tool.termbase must be a table"))
    return _checked(path, lines, values, {key: place(key) for key in values})


def _from_yaml(path: Path) -> Configuration | None:
    """Read a termbase.yaml, None if it holds the settings of a glossary."""
    from termbase.glossary import yaml

    document = yaml.parse(read_text(path).text, path.as_posix())
    lines = lines_of(document.text)
    if document.findings:
        raise TermbaseError(document.findings)
    if not isinstance(document.root, yaml.Mapping):
        raise _error(
            path, lines, 1, 1, _("must be a mapping with the keys {keys}").format(keys=", ".join(KEYS))
        )
    values = yaml.plain(document.root)
    inside = "glossary" not in values and _is_glossary(path.parent, values)
    values = {key: value for key, value in values.items() if key not in _OF_GLOSSARIES}
    if inside and not set(values) - {"language"}:
        return None
    places = {key.value: lines.place(key.start) for key, _value in document.root.pairs}
    found = _checked(path, lines, values, places)
    return dataclasses.replace(found, glossary=path.parent) if inside else found


def _is_glossary(folder: Path, values: Mapping[str, object]) -> bool:
    """Tell whether settings are those of a glossary: they say so, or a register of sources lies beside."""
    return any(key in values for key in _OF_GLOSSARIES) or (folder / "sources.yaml").is_file()


def _checked(
    path: Path, lines: Lines, values: dict[str, object], places: dict[str, tuple[int, int]]
) -> Configuration:
    """Check keys and values. Raises TermbaseError with a finding for each that is wrong."""
    findings: list[Finding] = []
    for key, value in values.items():
        if key not in KEYS:
            message = _("unknown key “{key}”; a configuration has {keys}").format(
                key=key, keys=", ".join(KEYS)
            )
        elif key == "exclude" and not (
            isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        ):
            message = _('exclude must be a list of globs, such as ["drafts/**"]')
        elif key == "per-file-ignores" and not _are_ignores(value):
            message = _(
                'per-file-ignores must name codes by globs, such as {{"drafts/**" = ["TB209"]}}'
            ).format()
        elif key not in _NO_TEXT and not (isinstance(value, str) and value):
            message = _("{key} must be a text").format(key=key)
        else:
            continue
        findings += _error(path, lines, *places[key], message).findings
    if findings:
        raise TermbaseError(findings)
    text = {key: value for key, value in values.items() if isinstance(value, str)}
    exclude, ignores = values.get("exclude", []), values.get("per-file-ignores", {})
    glossary = path.parent / text["glossary"] if "glossary" in text else None
    return Configuration(
        glossary,
        text.get("language"),
        text.get("style"),
        tuple(exclude) if isinstance(exclude, list) else (),
        path.parent,
        path,
        ignores=tuple((glob, tuple(codes)) for glob, codes in ignores.items())
        if isinstance(ignores, dict)
        else (),
    )


def _are_ignores(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(codes, list) and all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes)
        for codes in value.values()
    )


def _error(path: Path, lines: Lines, line: int, column: int, message: str) -> TermbaseError:
    source = lines.line(line) if 1 <= line <= len(lines.starts) else None
    return TermbaseError(
        [Finding("TB930", "error", message, Place(path.as_posix(), line, column), source=source)]
    )
