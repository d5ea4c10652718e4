"""The commands that only tell: lookup, check, explain, validate, styles, formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command import Ran, Run, refused, write

# ---- lookup


def test_lookup(run: Run) -> None:
    ran = run("lookup", "Kiew")
    assert (ran.code, ran.err) == (0, "")
    assert ran.text.startswith("Kyjiw (kyiv, place)\n  Hauptstadt der Ukraine\n")
    assert "→ Kyjiw  transliteration  s001" in ran.text
    assert "s001  Nachrichten, 2022-01-06" in ran.text
    assert "基辅" not in run("lookup", "Kiew", "--to", "en").text


def test_lookup_as_json(run: Run) -> None:
    hits = json.loads(run("lookup", "Kiew", "--format", "json").out)
    assert hits[0]["concept"]["id"] == "kyiv"
    assert hits[0]["term"]["text"] == "Kyjiw"
    assert list(hits[0]) == ["concept", "term", "lang", "matched", "how", "score"]
    ran = run("lookup", "qqqqqqqq", "--format", "json")
    assert (ran.code, ran.out) == (1, b"[]\n")


def test_lookup_finds_nothing(run: Run) -> None:
    ran = run("lookup", "qqqqqqqq")
    assert (ran.code, ran.out) == (1, b"")
    assert "nothing found for “qqqqqqqq”" in ran.err


def test_lookup_says_how_it_matched_and_what_was_meant(run: Run) -> None:
    assert "found as “Minsk” (" in run("lookup", "Minsck").text
    ran = run("lookup", "Minsck", "--exact")
    assert ran.code == 1
    assert "did you mean “Minsk”?" in ran.err


def test_lookup_of_an_empty_query(run: Run) -> None:
    refused(run("lookup", " "), "empty")


@pytest.mark.parametrize(
    ("option", "languages", "named"),
    [("--lang", "xx", "xx"), ("--to", "xx", "xx"), ("--to", "en,xx", "xx"), ("--to", "en ru", "en ru")],
)
def test_lookup_in_an_unknown_language(run: Run, option: str, languages: str, named: str) -> None:
    refused(run("lookup", "Kiew", option, languages), f"“{named}”", "[TB912]")


def test_lookup_without_a_target_language(run: Run) -> None:
    refused(run("lookup", "Kiew", "--to", ""), "--to")


# ---- check


def test_check_prints_findings(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Kiew\nund Kyiv\n")
    ran = run("check", "a.txt")
    assert (ran.code, ran.err) == (1, "")
    assert ran.text.startswith("a.txt:1:4: warning: ")
    assert "  In Kiew\n     ^^^^\n" in ran.text
    assert "a.txt:2:5: warning: " in ran.text
    found = json.loads(run("check", "a.txt", "--format", "json").out)
    assert [finding["place"]["file"] for finding in found] == ["a.txt"] * len(found)
    assert run("check", "a.txt", "--format", "github").text.startswith(
        "::warning title=TB201,file=a.txt,line=1"
    )
    log = json.loads(run("check", "a.txt", "--format", "sarif").out)
    assert log["runs"][0]["results"][0]["fixes"]


def test_check_finds_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "In Minsk\n")
    assert run("check", "a.txt") == Ran(0, b"", "")
    assert run("check", "a.txt", "--format", "json").out == b"[]\n"
    assert run("check", stdin=b"").code == 0


def test_check_counts_what_it_cannot_read_as_findings(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"K\xf6ln")
    for format in ("text", "json", "github", "sarif"):
        ran = run("check", "a.txt", "--format", format)
        assert ran.code == 2
        assert "TB903" in ran.text
    refused(run("check", "a.txt", "--format", "xml"), "'xml'")


# ---- explain, validate, styles, formats


def test_explain(run: Run) -> None:
    assert run("explain", "tb201").text.startswith("TB201 (warning): ")
    assert run("explain").text.count("\n") > 20
    refused(run("explain", "TB000"), "there is no code TB000")


def test_validate(run: Run, tmp_path: Path) -> None:
    ran = run("validate")
    assert (ran.code, ran.out) == (0, b"")
    write(tmp_path / "glossary" / "more.yaml", "a: {kind: place, terms: {de: [Baku]}}\n")
    assert run("validate").code == 1
    assert "[TB126]" in run("validate").text
    assert json.loads(run("validate", "--format", "json").out)[0]["code"] == "TB126"
    write(tmp_path / "glossary" / "more.yaml", "a: {kind: planet}\n")
    ran = run("validate", "--format", "github")
    assert ran.code == 2
    assert ran.text.startswith("::error title=TB")


@pytest.mark.parametrize(
    ("other", "claim", "wrong"),
    [
        ("ky", "{term: Dschaparow, of: Жапаров, scheme: de}", False),
        ("ru", "{term: Dschaparow, of: Жапаров, scheme: de}", True),
        ("de", "{term: Dschaparow, of: Жапаров, scheme: de}", False),  # Kyrgyz, though nobody says so
        ("de", "{term: Xaparow, of: Жапаров, scheme: de}", True),
        ("de", "{term: Xaparow, of: Japarow, scheme: de}", False),  # nothing that a scheme could read
        ("de", "{term: Xaparow, of: Жапаров}", False),
    ],
)
def test_validate_checks_transliterations(
    run: Run, tmp_path: Path, other: str, claim: str, wrong: bool
) -> None:
    claim = claim.replace("{", "{kind: transliteration, ")
    terms = f"de: [{{term: Japarow, variants: [{claim}]}}]" + (
        f", {other}: [Жапаров]" if other != "de" else ""
    )
    write(tmp_path / "glossary" / "more.yaml", f"a: {{kind: person, terms: {{{terms}}}}}\n")
    assert ("[TB151]" in run("validate").text) is wrong


def test_styles_and_formats_are_listed(run: Run) -> None:
    assert run("styles").text == "old  de  Alte Namen\n"
    assert json.loads(run("styles", "--format", "json").out)[0]["name"] == "old"
    formats = run("formats").text
    assert "markdown .md .markdown" in " ".join(formats.split())
    assert "po" in formats
    assert {"name", "suffixes"} <= json.loads(run("formats", "--format", "json").out)[0].keys()
