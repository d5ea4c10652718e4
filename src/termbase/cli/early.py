"""Answers the plain `termbase lookup QUERY` before the rest of the program is imported, in a fraction of the time.

What is not quite plain is left to the program, which says the same: other options, configurations that need a parser,
a glossary that is not compiled yet, a query that finds nothing, and whatever else is unusual.
"""

from __future__ import annotations

import os
from types import SimpleNamespace

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from termbase.index.compiled import Compiled
    from termbase.index.names import Found

_WITH_VALUE = ("--lang", "--to", "--limit", "--glossary", "--style", "--format")
_SETTINGS = ("glossary", "language", "style")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")


def answer(arguments: Sequence[str]) -> str | None:
    """Give what the program would print for these arguments; None if that is for the program itself."""
    given = _parsed(arguments)
    settings = _configured(os.getcwd()) if given is not None else None
    if given is None or settings is None:
        return None
    from termbase.index.cache import open_ready

    folder = _from_here(given.get("--glossary") or settings.get("glossary") or _bundled())
    compiled = open_ready(folder, given.get("--style") or settings.get("style"))
    if compiled is None:
        return None
    to = [each.strip() for each in given.get("--to", "").split(",") if each.strip()]
    asked = [*to, *([given["--lang"]] if "--lang" in given else [])]
    spoken = {lang.partition("-")[0] for lang in compiled.whole["languages"]}
    is_known = spoken.issuperset(each.replace("_", "-").partition("-")[0].lower() for each in asked)
    found = _found(compiled, given, to) if is_known and ("--to" not in given or to) else []
    if not found:
        return None
    from termbase.report.table import hits_text

    sources = {each["id"]: _record(compiled, "Source", each) for each in compiled.parsed("sources")}
    language = settings.get("language") or compiled.whole["language"]
    return hits_text([_hit(compiled, each) for each in found], to, language, sources)


def _parsed(arguments: Sequence[str]) -> dict[str, str] | None:
    """Give the query (under "") and the options by name, None where they are not plain."""
    if not arguments or arguments[0] != "lookup" or "_TERMBASE_COMPLETE" in os.environ:
        return None
    found: dict[str, str] = {}
    rest = iter(arguments[1:])
    for argument in rest:
        name, equals, value = argument.partition("=") if argument.startswith("--") else ("", "=", argument)
        if name == "--exact" and not equals:
            value = "yes"
        elif name and name not in _WITH_VALUE:
            return None
        elif not equals:
            value = next(rest, "")
        if name in found or not value or value.startswith("-"):
            return None
        found[name] = value
    limit = found.get("--limit", "10")
    is_plain = "" in found and found.get("--format", "text") == "text" and limit.isascii() and limit.isdigit()
    return found if is_plain and int(limit) else None


def _configured(folder: str) -> Mapping[str, str] | None:
    """Give the settings that hold in a folder, None where only the program can tell."""
    found: dict[str, str] | None = {}
    at = folder
    while found == {}:
        if os.path.isfile(path := os.path.join(at, "termbase.yaml")):
            found = _yaml_settings(path) or None
        if found == {} and os.path.isfile(path := os.path.join(at, "pyproject.toml")):
            found = _toml_settings(path)
        if found and "glossary" in found:
            found["glossary"] = os.path.join(at, found["glossary"])
        if at == os.path.dirname(at):
            break
        at = os.path.dirname(at)
    if found is not None and (chosen := os.environ.get("TERMBASE_GLOSSARY")):
        found["glossary"] = chosen
    return found


def _yaml_settings(path: str) -> dict[str, str] | None:
    """Read a configuration that has plain settings alone, among them the glossary."""
    found: dict[str, str] = {}
    with open(path, encoding="ascii", errors="replace", newline="\n") as file:
        for line in file.read().split("\n"):
            key, colon, value = line.partition(": ")
            if not line or line.startswith("#"):
                continue
            if key not in _SETTINGS or key in found or not colon or not value or not _PLAIN.issuperset(value):
                return None
            found[key] = value
    return found if "glossary" in found and not any(each.startswith("-") for each in found.values()) else None


def _toml_settings(path: str) -> dict[str, str] | None:
    """Read the table of a pyproject.toml; empty if it has none."""
    with open(path, "rb") as file:
        raw = file.read()
    if b"termbase" not in raw:
        return {}
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(raw.decode()).get("tool", {}).get("termbase", {})
    except (ValueError, AttributeError):
        return None
    globs = table.pop("exclude", [])
    if not isinstance(globs, list) or not all(isinstance(glob, str) and glob for glob in globs):
        return None
    if not all(key in _SETTINGS and isinstance(value, str) and value for key, value in table.items()):
        return None
    return table or ({} if b"termbase]" not in raw else None)


def _bundled() -> str:
    package = os.path.dirname(os.path.dirname(__file__))
    inside = os.path.join(package, "_bundled", "glossary")
    return (
        inside
        if os.path.isdir(inside)
        else os.path.join(os.path.dirname(os.path.dirname(package)), "glossary")
    )


def _from_here(path: str) -> str:
    """Give the path as pathlib writes it, relative to the working folder if it is below."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    plain = ("/" if path.startswith("/") else "") + "/".join(parts)
    here = os.getcwd()
    return plain.removeprefix(f"{here}/") if plain != here else "."


def _found(compiled: Compiled, given: Mapping[str, str], to: Sequence[str]) -> list[Found]:
    from termbase.index.selecting import select

    wanted = int(given.get("--limit", "10"))

    def speaks(id_: str) -> Iterator[str]:
        return iter(compiled.concept_line(id_)["terms"])

    return select(
        compiled.names, given[""], given.get("--lang"), to or None, wanted, "--exact" in given, speaks
    )


def _hit(compiled: Compiled, found: Found) -> Any:
    """Give what has the fields of a `Hit` that the table shows, without what takes long to restore."""
    name = found.name
    line = compiled.concept_line(name.concept)
    terms = {lang: [_term(compiled, term) for term in own] for lang, own in line["terms"].items()}
    given = line.get("definition", {}).items()
    definition = {lang: _record(compiled, "Definition", each) for lang, each in given}
    return SimpleNamespace(
        concept=_record(compiled, "Concept", {**line, "terms": terms, "definition": definition}),
        term=terms[name.lang][name.term],
        lang=name.lang,
        matched=name.text,
        how=found.how,
        score=found.score,
    )


def _term(compiled: Compiled, line: Mapping[str, Any]) -> Any:
    variants = [_record(compiled, "Variant", each) for each in line.get("variants", ())]
    return _record(compiled, "Term", {**line, "variants": variants})


def _record(compiled: Compiled, kind: str, data: Mapping[str, Any]) -> Any:
    """Give an object with the fields of a line, those that are absent with the default values of the model."""
    return SimpleNamespace(**{**compiled.whole["defaults"][kind], **data})
