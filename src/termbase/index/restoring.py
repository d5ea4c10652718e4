"""Makes concepts, styles and all else of a glossary from the parsed lines of its compiled form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from termbase.model import (
    Concept,
    Definition,
    Edit,
    Example,
    Finding,
    Glossary,
    MatchRule,
    Place,
    Source,
    Style,
    Term,
    Variant,
)

if TYPE_CHECKING:
    from termbase.index.compiled import Compiled


class Restore:
    """What `packing` took apart, put together again; `files` are the files of the places."""

    def __init__(self, files: Sequence[str] | Mapping[int, str]) -> None:
        self.files = files

    def glossary(self, compiled: Compiled) -> Glossary:
        """Restore a glossary, whose concepts stay where they are until they are asked for."""
        whole = compiled.whole
        styles = {style.name: style for style in map(self.style, compiled.parsed("styles"))}
        return Glossary(
            compiled.concepts,
            whole["language"],
            whole["title"],
            whole["licence"],
            sources={source.id: source for source in map(self.source, compiled.parsed("sources"))},
            styles=styles,
            findings=tuple(map(self.finding, compiled.parsed("findings"))),
            style=styles.get(whole["style"]),
        )

    def concept(self, data: dict[str, Any]) -> Concept:
        """Restore a concept."""
        data["terms"] = {lang: tuple(map(self.term, terms)) for lang, terms in data["terms"].items()}
        if "definition" in data:
            data["definition"] = {lang: Definition(**given) for lang, given in data["definition"].items()}
        if "examples" in data:
            data["examples"] = tuple(Example(**self._placed(example)) for example in data["examples"])
        return Concept(**self._placed(_with_tuples(data, "domain", "related")))

    def term(self, data: dict[str, Any]) -> Term:
        """Restore a term with its variants."""
        if "variants" in data:
            data["variants"] = tuple(map(self.variant, data["variants"]))
        return Term(**self._designation(data))

    def variant(self, data: dict[str, Any]) -> Variant:
        """Restore a variant."""
        return Variant(**self._designation(data))

    def source(self, data: dict[str, Any]) -> Source:
        """Restore a source."""
        return Source(**self._placed(data))

    def style(self, data: dict[str, Any]) -> Style:
        """Restore a style."""
        data["prefer"] = tuple((id_, form) for id_, form in data.get("prefer", ()))
        return Style(**self._placed(data))

    def finding(self, data: dict[str, Any]) -> Finding:
        """Restore a finding."""
        data["edits"] = tuple(Edit(**edit) for edit in data.get("edits", ()))
        return Finding(**self._placed(data))

    def _designation(self, data: dict[str, Any]) -> dict[str, Any]:
        if "match" in data:
            data["match"] = MatchRule(**data["match"])
        return self._placed(_with_tuples(data, "forms", "sources"))

    def _placed(self, data: dict[str, Any]) -> dict[str, Any]:
        if "place" in data:
            file, line, column = data["place"]
            data["place"] = Place(self.files[file], line, column)
        return data


def _with_tuples(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """Give the data with tuples for the lists in these fields."""
    for name in names:
        if name in data:
            own = data[name]
            data[name] = (
                tuple(own) if isinstance(own, list) else {key: tuple(given) for key, given in own.items()}
            )
    return data
