"""The commands that write glossaries and catalogues: export, import, add, init."""

from __future__ import annotations

from pathlib import Path

import pytest

from .command import GLOSSARY, Run, refused, write

# ---- export, import


def test_export_and_import(run: Run, tmp_path: Path) -> None:
    assert run("export", "po", "--to", "en").code == 0
    file = tmp_path / "locales" / "en" / "LC_MESSAGES" / "glossary.po"
    assert run("import", "po", file).code == 0
    write(file, file.read_text("utf-8").replace('msgstr "Minsk"', 'msgstr "Miensk"'))
    ran = run("import", "po", file)
    assert "Miensk" in ran.text
    assert "Miensk" in (tmp_path / "glossary" / "places.yaml").read_text("utf-8")


def test_unknown_exchange_formats(run: Run) -> None:
    refused(run("export", "nope"), "“nope”", "po")
    refused(run("import", "nope", "x"), "“nope”", "po")
    refused(run("import", "po", "missing.po"), "missing.po")


# ---- add


def concepts(tmp_path: Path) -> str:
    return (tmp_path / "glossary" / "places.yaml").read_text("utf-8")


def test_add_variants_terms_and_concepts(run: Run, tmp_path: Path) -> None:
    assert run("add", "Kijew", "--variant-of", "Kyjiw", "--kind", "misspelling", "--source", "s001").code == 0
    assert "          - {term: Kijew, kind: misspelling, sources: [s001]}\n" in concepts(tmp_path)
    assert run("add", "Menesk", "--variant-of", "Minsk", "--lang", "en").code == 0
    assert "en: [{term: Minsk, variants: [Menesk]}]" in concepts(tmp_path)
    assert run("add", "基铺", "--variant-of", "基辅").code == 0
    assert (
        run("add", "K.", "--concept", "kyiv", "--lang", "de", "--type", "abbreviation", "--gender", "n").code
        == 0
    )
    assert "- {term: K., type: abbreviation, gender: n}\n" in concepts(tmp_path)
    assert run("add", "Kiev", "--concept", "minsk", "--lang", "fr", "--source", "Le Monde").code == 0
    ran = run("add", "Baku", "--new", "baku", "--kind", "place", "--lang", "de", "--gender", "n")
    assert (ran.code, ran.err) == (0, "glossary/places.yaml: added to baku\n")
    ran = run("add", "NATO", "--new", "nato", "--kind", "organisation", "--lang", "de", "--into", "x/o.yaml")
    assert ran.code == 0
    assert "[TB126]" in ran.err  # no gender: a warning that the glossary had not before
    assert (tmp_path / "glossary" / "x" / "o.yaml").exists()
    assert "nato" in run("lookup", "NATO").text
    before = concepts(tmp_path)
    assert before.startswith(GLOSSARY[:60])
    assert run("validate").code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Kijew", "--variant-of", "Kiew"), "is itself a variant, of “Kyjiw”"),
        (("Kijew", "--variant-of", "Nirgends"), "no term is “Nirgends”"),
        (("Menesk", "--variant-of", "Minsk"), "several terms are “Minsk”: minsk (de), minsk (en)"),
        (("Kiew", "--variant-of", "Kyjiw"), "glossary/places.yaml:"),
        (("Minsk", "--variant-of", "Kyjiw"), "glossary/places.yaml:"),
        (("K.", "--concept", "nope", "--lang", "de"), "there is no concept “nope”"),
        (("K.", "--concept", "kyiv", "--lang", "de", "--type", "nope"), "acronym"),
        (("K.",), "--variant-of"),
        (("K.", "--concept", "kyiv", "--new", "k", "--lang", "de"), "--concept"),
        (("K.", "--new", "k", "--lang", "de"), "--kind"),
        (("K.", "--new", "kyiv", "--lang", "de", "--kind", "place"), "is taken"),
        (("K.", "--new", "K", "--lang", "de", "--kind", "place"), "glossary/places.yaml:"),
        (("K.", "--new", "k", "--lang", "de", "--kind", "place", "--into", "sources.yaml"), "sources.yaml"),
        (("K.", "--new", "k", "--lang", "de", "--kind", "place", "--into", "../x.yaml"), "../x.yaml"),
        (("K.", "--variant-of", "Kyjiw", "--type", "short"), "--type"),
        (("K.", "--concept", "kyiv", "--lang", "de", "--use", "flag"), "--use"),
        (("", "--variant-of", "Kyjiw"), ""),
    ],
)
def test_what_cannot_be_added(run: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    refused(run("add", *arguments), said)
    assert concepts(tmp_path) == GLOSSARY
    assert "/tmp" not in run("add", *arguments).err.replace(str(tmp_path), "")


def test_the_language_of_a_new_term_is_the_configured_one(run: Run, tmp_path: Path) -> None:
    ran = run("add", "Odessa", "--new", "odesa", "--kind", "place", "--gender", "n")
    assert ran.code == 0
    assert "de: [Odessa]" in concepts(tmp_path) or "de:" in concepts(tmp_path).split("odesa:")[1]
    write(tmp_path / "termbase.yaml", "glossary: glossary\nlanguage: en\n")
    assert run("add", "Odesa", "--concept", "odesa").code == 0
    assert "en:" in concepts(tmp_path).split("odesa:")[1]


def test_the_glossary_that_comes_with_termbase_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("termbase.cli.options.bundled", lambda _name: tmp_path / "glossary")
    (tmp_path / "termbase.yaml").unlink()
    refused(run("add", "Kijew", "--variant-of", "Kyjiw"), "comes with termbase", "termbase init")
    assert concepts(tmp_path) == GLOSSARY
    assert run("export", "po", "--to", "en").code == 0
    file = tmp_path / "locales" / "en" / "LC_MESSAGES" / "glossary.po"
    refused(run("import", "po", file), "comes with termbase", "termbase init")
    assert run("import", "po", file, "--dry-run").code == 0
    assert run("lookup", "Kiew").code == 0


# ---- init


def test_init_makes_a_glossary_that_is_valid(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    monkeypatch.chdir(new)
    assert run("init", "words").code == 0
    assert sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file()) == [
        ".pre-commit-config.yaml",
        "termbase.yaml",
        "words/places.yaml",
        "words/termbase.yaml",
    ]
    ran = run("validate")
    assert (ran.code, ran.out) == (0, b"")
    assert run("normalise", stdin=b"Kiews").out == b"Kyjiws"
    refused(run("init", "words"), "words: error: is a glossary already")


def test_init_never_overwrites(run: Run, tmp_path: Path) -> None:
    hook = write(tmp_path / ".pre-commit-config.yaml", "repos: []\n")
    ran = run("init", "words")
    assert ran.code == 0
    assert "exists and stays as it is" in ran.err
    assert hook.read_bytes() == b"repos: []\n"
    assert (tmp_path / "termbase.yaml").read_bytes() == b"glossary: glossary\n"
