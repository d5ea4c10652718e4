"""The configuration: where it is found, what it says, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from termbase.cli.configuration import Configuration, find_configuration
from termbase.cli.globs import matcher
from termbase.model import TermbaseError


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERMBASE_GLOSSARY", raising=False)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_without_any_the_bundled_glossary_is_meant(tmp_path: Path) -> None:
    assert find_configuration(tmp_path) == Configuration(folder=tmp_path)


@pytest.mark.parametrize("name", ["pyproject.toml", "termbase.yaml"])
def test_it_is_found_above(tmp_path: Path, name: str) -> None:
    texts = {
        "pyproject.toml": '[tool.termbase]\nglossary = "g"\nlanguage = "en"\nstyle = "s"\nexclude = ["x/**", "y"]\n',
        "termbase.yaml": "glossary: g\nlanguage: en\nstyle: s\nexclude: [x/**, y]\n",
    }
    file = write(tmp_path / name, texts[name])
    (tmp_path / "a" / "b").mkdir(parents=True)
    expected = Configuration(tmp_path / "g", "en", "s", ("x/**", "y"), tmp_path, file)
    assert find_configuration(tmp_path / "a" / "b") == expected


def test_the_nearest_one_counts(tmp_path: Path) -> None:
    write(tmp_path / "termbase.yaml", "language: en\n")
    write(tmp_path / "a" / "pyproject.toml", '[tool.termbase]\nlanguage = "fr"\n')
    write(tmp_path / "a" / "b" / "pyproject.toml", "[tool.other]\n")
    assert find_configuration(tmp_path / "a" / "b").language == "fr"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "termbase.yaml", "glossary: g\nlanguage: en\n")
    monkeypatch.setenv("TERMBASE_GLOSSARY", "elsewhere")
    found = find_configuration(tmp_path)
    assert (found.glossary, found.language) == (Path("elsewhere"), "en")


def test_the_settings_of_a_glossary_are_no_configuration(tmp_path: Path) -> None:
    write(tmp_path / "g" / "termbase.yaml", "title: Names\nlanguage: de\n")
    assert find_configuration(tmp_path / "g") == Configuration(tmp_path / "g", folder=tmp_path / "g")
    write(tmp_path / "termbase.yaml", "glossary: g\nlanguage: en\n")
    found = find_configuration(tmp_path / "g")
    assert (found.glossary, found.language) == (tmp_path / "g", "en")


def test_settings_and_configuration_in_one_file(tmp_path: Path) -> None:
    write(tmp_path / "termbase.yaml", "title: Names\nlanguage: de\nstyle: s\n")
    found = find_configuration(tmp_path)
    assert (found.glossary, found.language, found.style) == (tmp_path, "de", "s")


def test_a_register_beside_the_settings_makes_them_those_of_a_glossary(tmp_path: Path) -> None:
    write(tmp_path / "termbase.yaml", "language: de\n")
    write(tmp_path / "sources.yaml", "{}\n")
    assert find_configuration(tmp_path).glossary == tmp_path


def test_empty_files_are_configurations(tmp_path: Path) -> None:
    write(tmp_path / "termbase.yaml", "\n")
    found = find_configuration(tmp_path)
    assert (found.glossary, found.file) == (None, tmp_path / "termbase.yaml")


def test_a_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    (tmp_path / "termbase.yaml").write_bytes(b"\xef\xbb\xbflanguage: en\r\nstyle: s\r\n")
    found = find_configuration(tmp_path)
    assert (found.language, found.style) == ("en", "s")


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("termbase.yaml", "language: en\nlangauge: de\n", [(2, 1, "unknown key “langauge”")]),
        (
            "termbase.yaml",
            "language: [en]\nexclude: x\n",
            [(1, 1, "must be a text"), (2, 1, "must be a list")],
        ),
        ("termbase.yaml", "exclude: [[a]]\n", [(1, 1, "must be a list of globs")]),
        ("termbase.yaml", "- a\n", [(1, 1, "must be a mapping")]),
        ("termbase.yaml", "a: &x b\n", [(1, 4, "")]),
        ("termbase.yaml", "style: a\nstyle: b\n", [(2, 1, "")]),
        ("termbase.yaml", "style: 'a\n", [(1, 8, "")]),
        ("pyproject.toml", '[x]\n[tool.termbase]\nstile = "a"\n', [(3, 1, "unknown key “stile”")]),
        ("pyproject.toml", "[tool.termbase]\nstyle = 3\n", [(2, 1, "must be a text")]),
        ("pyproject.toml", "[tool.termbase]\nglossary = ''\n", [(2, 1, "must be a text")]),
        ("pyproject.toml", "[tool.termbase]\nstyle = \n", [(2, 9, "is not valid TOML")]),
        ("pyproject.toml", "[tool]\ntermbase = 3\n", [(2, 1, "must be a table")]),
    ],
)
def test_what_is_wrong_has_a_place(
    tmp_path: Path, name: str, text: str, wrong: list[tuple[int, int, str]]
) -> None:
    path = write(tmp_path / name, text)
    with pytest.raises(TermbaseError) as raised:
        find_configuration(tmp_path)
    findings = raised.value.findings
    assert [(finding.place.line, finding.place.column) for finding in findings] == [w[:2] for w in wrong]
    for finding, (*_place, message) in zip(findings, wrong, strict=True):
        assert finding.place.file == path.as_posix()
        assert message in finding.message
        assert finding.source == text.splitlines()[finding.place.line - 1]


def test_a_broken_project_file_of_others_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.other\n")
    assert find_configuration(tmp_path) == Configuration(folder=tmp_path)


def test_wrong_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "termbase.yaml").write_bytes("glossary: Wörter\n".encode("latin-1"))
    with pytest.raises(TermbaseError, match="Latin-1"):
        find_configuration(tmp_path)


@pytest.mark.parametrize(
    ("glob", "taken", "left"),
    [
        ("*.md", ["a.md", "x/a.md"], ["a.mdx", "md"]),
        ("drafts", ["drafts", "drafts/a.txt", "x/drafts/y/a.txt"], ["drafts2/a.txt", "mydrafts"]),
        ("drafts/", ["drafts/a.txt"], ["a.txt"]),
        ("/drafts", ["drafts/a.txt"], ["x/drafts/a.txt"]),
        ("./drafts/*.md", ["drafts/a.md"], ["drafts/x/a.md", "x/drafts/a.md"]),
        ("drafts/**", ["drafts/a.md", "drafts/x/a.md"], ["drafts2"]),
        ("**/old/*", ["old/a", "x/old/a", "x/y/old/a/b"], ["cold/a"]),
        ("a?.txt", ["ab.txt"], ["a.txt", "abc.txt", "a/.txt"]),
        ("a.t(x", ["a.t(x"], ["aXt(x"]),
        ("[x]", ["[x]"], ["x"]),
    ],
)
def test_globs(glob: str, taken: list[str], left: list[str]) -> None:
    excluded = matcher([glob])
    assert [path for path in taken if not excluded(path)] == []
    assert [path for path in left if excluded(path)] == []


def test_no_globs_exclude_nothing() -> None:
    assert not matcher([])("a.txt")
