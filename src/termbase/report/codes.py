"""What the codes of findings mean, from `data/codes.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from termbase.glossary.yaml import parse, plain
from termbase.messages import _


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its level, what it means in a few words, and the explanation with the remedy."""

    code: str
    level: str
    title: str
    explanation: str


def codes() -> Mapping[str, Code]:
    """Give every code, ascending, in the user's language where the catalogue has it."""
    text = (files("termbase") / "data" / "codes.yaml").read_text("utf-8")
    return {
        code: Code(code, entry["level"], _(entry["title"]), _(entry["explanation"]))
        for code, entry in sorted(plain(parse(text, "codes.yaml").root).items())
    }
