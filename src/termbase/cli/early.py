"""Answers the plain `termbase lookup QUERY` before the rest of the program is imported, in a fraction of the time.

What is not quite plain is left to the program, which says the same: other options, configurations that need a parser,
a glossary that is not compiled yet, and whatever else is unusual.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # `typing` takes longer to import than a look-up takes
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from termbase.index.compiled import Compiled, Record
    from termbase.index.names import Found

_WITH_VALUE = ("--lang", "--to", "--limit", "--glossary", "--style", "--format")
_SETTINGS = ("glossary", "language", "style")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")


def answer(arguments: Sequence[str]) -> tuple[str, str] | None:
    """Give what the program would print for these arguments, on standard output and on standard error.

    The exit code is 1 if something is said on standard error, else 0. None: that is for the program itself.
    """
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
    if not is_known or ("--to" in given and not to):
        return None
    language = settings.get("language") or compiled.whole["language"]
    found = _found(compiled, given, to)
    text = _written(compiled, found, to, language, as_json=given.get("--format") == "json")
    return text, "" if found else _nothing(compiled, given, to)


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
    is_plain = "" in found and found.get("--format", "text") in ("text", "json")
    return found if is_plain and limit.isascii() and limit.isdigit() and int(limit) else None


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


def _written(
    compiled: Compiled, found: Sequence[Found], to: Sequence[str], language: str, as_json: bool
) -> str:
    hits: list[Any] = [_hit(compiled, each) for each in found]
    if as_json:
        from json import dumps

        return dumps(hits, ensure_ascii=False, indent=2) + "\n"
    if not hits:
        return ""
    from termbase.report.table import hits_text

    sources: dict[str, Any] = {each["id"]: each for each in compiled.records("sources", "Source")}
    return hits_text(hits, to, language, sources)


def _hit(compiled: Compiled, found: Found) -> Record:
    """Give what has the fields of a `Hit`, without what takes long to restore."""
    from termbase.index.compiled import Record

    name = found.name
    concept = compiled.concept_record(name.concept)
    term = concept["terms"][name.lang][name.term]
    return Record(
        concept=concept, term=term, lang=name.lang, matched=name.text, how=found.how, score=found.score
    )


def _nothing(compiled: Compiled, given: Mapping[str, str], to: Sequence[str]) -> str:
    from termbase.report.table import nothing_text

    is_narrow = "--exact" in given or bool(to)
    others = compiled.names.search(given[""], given.get("--lang"), limit=1) if is_narrow else []
    return nothing_text(given[""], others[0].name.text if others else None) + "\n"
