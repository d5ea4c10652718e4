"""Runs a glossary over a text for the tests, and holds what the laws promise of every result."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from termbase.documents.formats import format_named
from termbase.glossary.schema import read_glossary
from termbase.glossary.styles import apply_style, find_style
from termbase.index.lexicon import Lexicon
from termbase.languages.known import known_language
from termbase.model import Finding, Glossary
from termbase.rewrite.settling import lexicons
from termbase.verbs.check import check
from termbase.verbs.normalise import Normalised, normalise

SHIPPED = Path(__file__).resolve().parent.parent / "glossary"
STYLE = "tested"


class House:
    """A glossary in a style, with a lexicon for each language that a test asks for."""

    def __init__(self, glossary: Glossary) -> None:
        self.glossary = glossary
        self._lexicons: dict[str, Lexicon] = {}

    def lexicon(self, lang: str) -> Lexicon:
        if lang not in self._lexicons:
            lang = known_language(lang, self.glossary)
            self._lexicons[lang] = Lexicon(self.glossary, lang)
        return self._lexicons[lang]

    def normalise(self, text: str, lang: str = "de", format: str = "txt", unsafe: bool = False) -> Normalised:
        return normalise(text, format_named(format), lexicons(lang, self.lexicon), unsafe)

    def check(self, text: str, lang: str = "de", format: str = "txt") -> list[Finding]:
        return check(text, format_named(format), lexicons(lang, self.lexicon), self.lexicon)


def house_of(glossary: Mapping[str, Any], style: Mapping[str, Any] | None = None) -> House:
    """A glossary that is written in a test, read as every glossary is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "concepts.yaml", glossary)
        if style is not None:
            (folder / "styles").mkdir()
            _write(folder / "styles" / f"{STYLE}.yaml", style)
        read = read_glossary(folder)
    return House(apply_style(read, find_style(read, STYLE)) if style is not None else read)


@cache
def shipped_house() -> House:
    """The glossary that comes with termbase."""
    return House(read_glossary(SHIPPED))


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def held(text: str, result: Normalised, unsafe: bool = False) -> str:
    """The text of a result whose edits are in order, quote the text, replay to the result and can be undone (law 3)."""
    made = [edit for edit in result.edits if edit.safe or unsafe]
    spans = [(edit.start, edit.end) for edit in made]
    assert spans == sorted(spans), f"the edits of {text!r} do not ascend"
    replayed, undone = [], []
    at = moved = 0
    for edit in made:
        assert edit.start >= at, f"the edits of {text!r} overlap"
        assert text[edit.start : edit.end] == edit.old, f"an edit does not quote {text!r}"
        assert edit.new != edit.old, f"an edit of {text!r} changes nothing"
        replayed += [text[at : edit.start], edit.new]
        start = edit.start + sum(len(other.new) - len(other.old) for other in made if other.end <= edit.start)
        undone += [result.text[moved:start], edit.old]
        at, moved = edit.end, start + len(edit.new)
    assert "".join([*replayed, text[at:]]) == result.text, f"the edits of {text!r} do not replay"
    assert "".join([*undone, result.text[moved:]]) == text, f"the edits of {text!r} cannot be undone"
    return result.text
