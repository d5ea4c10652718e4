"""House styles: what a preferred form does to its term."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from termbase.glossary.schema import read_glossary
from termbase.glossary.styles import apply_style, find_style
from termbase.model import Glossary, Style, Term, TermbaseError, Variant

DATA = yaml.safe_load((Path(__file__).parent / "cases" / "styles.yaml").read_text(encoding="utf-8"))


def load(folder: Path, style: dict[str, Any]) -> Glossary:
    (folder / "styles").mkdir()
    (folder / "a.yaml").write_text(DATA["glossary"], encoding="utf-8")
    (folder / "styles" / "house.yaml").write_text(yaml.safe_dump(style, allow_unicode=True), encoding="utf-8")
    return read_glossary(folder)


def shown(term: Term) -> str:
    """Write a term as the cases have it: what is not the default."""
    status = None if term.status == "preferred" else term.status
    words = [term.type, status, term.gender, *term.forms]
    facts = [" ".join(word for word in words if word)]
    facts += [f"source {term.source}"] * bool(term.source) + [f"note {term.note}"] * bool(term.note)
    facts += [f"compounds {term.match.compounds}"] * bool(term.match.compounds)
    variants = ", ".join(map(shown_variant, term.variants))
    return f"{term.text} ({', '.join(facts)})" + (f" <- {variants}" if variants else "")


def shown_variant(variant: Variant) -> str:
    words = [variant.effective_use, variant.gender, *variant.forms]
    return f"{variant.text} ({' '.join(word for word in words if word)})"


@pytest.mark.parametrize("case", DATA["styles"], ids=lambda case: case["name"])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    glossary = load(tmp_path, case["style"])
    style = find_style(glossary, "house")
    if "findings" in case:
        with pytest.raises(TermbaseError) as caught:
            apply_style(glossary, style)
        assert [f"{finding.code} {finding.message}" for finding in caught.value.findings] == case["findings"]
        assert {Path(finding.place.file).name for finding in caught.value.findings} == {"house.yaml"}
        return
    styled = apply_style(glossary, style)
    terms = styled.concepts[case["concept"]].terms[case["lang"]]
    assert ", ".join(map(shown, terms)) == ", ".join(case["gives"])
    assert styled.style == style
    again = apply_style(styled, style)
    assert again == styled, "a style that was applied changes nothing"


def test_without_preferences_everything_stays(tmp_path: Path) -> None:
    glossary = load(tmp_path, {"quotes": "keep"})
    styled = apply_style(glossary, find_style(glossary, "house"))
    assert (styled.concepts, styled.style) == (glossary.concepts, Style("house", quotes="keep"))


def test_unknown_style_names_those_that_exist(tmp_path: Path) -> None:
    glossary = load(tmp_path, {})
    with pytest.raises(TermbaseError, match="there is no style “hose”; the glossary has house"):
        find_style(glossary, "hose")
    with pytest.raises(TermbaseError, match="the glossary has none"):
        find_style(Glossary({}), "house")
