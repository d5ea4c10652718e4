"""The README: every command is documented, the two to begin with take one line each, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from termbase.cli.program import COMMANDS, HIDDEN

from .normalising import shipped_house

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
TEXT = README.read_text("utf-8")
CODE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINKS = re.findall(r"\]\((?!\w+:|#)([^)\s#]+)", CODE.sub("", TEXT))


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in HIDDEN])
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"\btermbase {name}\b", TEXT), f"README.md does not say what `termbase {name}` does"


def test_only_commands_are_documented() -> None:
    code = "\n".join(CODE.findall(TEXT)) + "\n".join(re.findall(r"`(termbase [^`]+)`", TEXT))
    named = re.findall(r"(?:^|/|\$ )termbase ([a-z]\w*)", code, re.MULTILINE)
    assert len(named) > 10
    assert sorted(set(named) - set(COMMANDS)) == []


def test_the_two_commands_to_begin_with_stand_in_one_line_each() -> None:
    section = TEXT.split("## Two commands\n", 1)[1].split("\n## ", 1)[0]
    blocks = CODE.findall(section)
    assert len(blocks) == 2
    for block in blocks:
        assert block.count("\n") == 1, "one line that can be copied"
        assert block.startswith("python3 -m venv .venv && ")
    assert "termbase normalise --diff seeds/" in blocks[0]
    assert blocks[1].endswith("-m pytest\n")


@pytest.mark.parametrize("link", LINKS or [pytest.param("", marks=pytest.mark.skip("no relative links"))])
def test_relative_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_what_the_readme_says_of_german_is_so() -> None:
    section = TEXT.split("German is known in full", 1)[1].split("\n\n", 1)[0]
    pairs = re.findall(r"`([^`]+)`\s+→\s+`([^`]+)`", section)
    assert len(pairs) >= 5
    introduced = "Nursultan Nasarbajew und Stanislaw Sas sprechen. "
    for old, new in pairs:
        assert (
            shipped_house().normalise(f"{introduced}Hier {old} heute.").text
            == f"{introduced}Hier {new} heute."
        )


def test_files_that_are_named_are_there() -> None:
    named = re.findall(r"`((?:seeds|glossary|tests)/[^`\s]*)`|\b([A-Z]+\.md)\b|\b(LICENSE)\b", TEXT)
    names = {name for row in named for name in row if name}
    assert len(names) >= 3
    assert [name for name in sorted(names) if not (ROOT / name).exists()] == []
