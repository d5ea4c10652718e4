"""Rules for prh, Vale, codespell and LanguageTool: what they say is what the normaliser does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from tests.exchanged import empty, exported, imported, lost, translated, written

import termbase
from termbase.exchange import codespell, languagetool, prh, vale
from termbase.exchange._rules import rules
from termbase.exchange.exchange import DumpOptions, Exchange
from termbase.glossary.schema import read_glossary
from termbase.model import Concept, Glossary, MatchRule, Term, TermbaseError, Variant

BUNDLED = Path(__file__).resolve().parent.parent / "glossary"
importable = pytest.mark.parametrize(
    "exchange", [prh.EXCHANGE, codespell.EXCHANGE, languagetool.EXCHANGE], ids=lambda each: each.name
)


def term(text: str, *variants: str | Variant, **fields: Any) -> Term:
    made = tuple(each if isinstance(each, Variant) else Variant(each) for each in variants)
    return Term(text, variants=made, **fields)


def glossary(kind: str = "place", /, **terms: Term) -> Glossary:
    found = {id_: Concept(id_, kind, {"de": (each,)}) for id_, each in terms.items()}
    return Glossary(found, language="de")


def said(made: Glossary, **options: str) -> dict[str, str]:
    return {rule.surface: rule.target for rule in rules(made, DumpOptions(options=options)).rules}


def test_inflections_are_spelt_out() -> None:
    made = glossary(kyiv=term("Kyjiw", "Kiew", gender="n"))
    assert said(made)["Kiews"] == "Kyjiws"
    assert said(made)["Kiewer"] == "Kyjiwer"
    assert said(made, forms="none") == {"Kiew": "Kyjiw"}


def test_what_no_rule_can_say_is_named() -> None:
    made = glossary(
        a=term("Neustadt", Variant("Altstadt", kind="former"), gender="n"),
        b=term("Minsk", Variant("Mensk", use="flag"), Variant("Mjensk", kind="synonym"), gender="n"),
        c=term("Kongo", "Congo", gender="m"),
        d=term("Kongo-Fluss", "Congo", gender="m"),
        e=term("Kräfte", Variant("Kraft", number="sg"), number="pl", gender="f"),
    )
    found = rules(made, DumpOptions())
    assert [rule.surface for rule in found.rules] == []
    assert {loss.what for loss in found.lost} == {
        "variants that stay in quotations",
        "variants that are only reported",
        "variants for look-up alone",
        "variants that may mean several terms",
        "variants of another number, as the verb must follow",
    }


def test_a_form_inside_another_has_a_guard() -> None:
    made = glossary(congo=term("Kongo", "Congo", gender="m"), mines=term("Congo Mining", gender="n"))
    (rule,) = (each for each in rules(made, DumpOptions()).rules if each.surface == "Congo")
    assert rule.guards[0] == ("", " Mining")


def test_prh_files(tmp_path: Path) -> None:
    made = glossary(kyiv=term("Kyjiw", "Kiew", gender="n", match=MatchRule(case="any")))
    exported(prh.EXCHANGE, made, tmp_path / "x.yml", options={"forms": "none"})
    assert yaml.safe_load((tmp_path / "x.yml").read_text("utf-8")) == {
        "version": 1,
        "rules": [
            {
                "expected": "Kyjiw",
                "patterns": [r"/(?<![\p{L}\p{M}\p{N}])Kiew(?![\p{L}\p{M}\p{N}])/i"],
                "specs": [{"from": "Kiew", "to": "Kyjiw"}],
                "prh": "[kyiv]",
            }
        ],
    }


def test_vale_files(tmp_path: Path) -> None:
    made = glossary(
        kyiv=term("Kyjiw", "Kiew", Variant("Kijew", use="flag"), gender="n"),
        us=term("us-amerikanisch", "usamerikanisch", pos="adjective"),
    )
    done = exported(vale.EXCHANGE, made, tmp_path / "styles", options={"forms": "none"})
    assert len(done.files) == 4
    found = yaml.safe_load((tmp_path / "styles/Termbase/Terms.yml").read_text("utf-8"))
    word = r"[\p{L}\p{M}\p{N}]"
    assert (found["extends"], found["ignorecase"], found["nonword"]) == ("substitution", False, True)
    assert found["swap"] == {
        rf"(?<!{word})Kiew(?!{word})": "Kyjiw",
        rf"(?<!{word})usamerikanisch(?!{word})": "us-amerikanisch",
        rf"(?<!{word})Usamerikanisch(?!{word})": "Us-amerikanisch",
    }
    vocabulary = tmp_path / "styles/config/vocabularies/Termbase"
    assert (vocabulary / "accept.txt").read_text("utf-8") == "Kyjiw\nus-amerikanisch\n"
    assert (vocabulary / "reject.txt").read_text("utf-8") == "Kijew\n"


CODESPELL = {
    # variant, canonical form → whether codespell can have it
    ("Kiew", "Kyjiw"): True,
    ("kasaschisch", "kasachisch"): True,
    ("Nur Sultan", "Astana"): False,
    ("Kiew", "Neu Kyjiw"): False,
    ("Taschkend", "TASCHKENT"): False,
    ("a", "b, c"): False,
}


@pytest.mark.parametrize(("wrong", "right"), CODESPELL)
def test_what_codespell_can_have(wrong: str, right: str, tmp_path: Path) -> None:
    done = exported(
        codespell.EXCHANGE,
        glossary(x=term(right, wrong, gender="n")),
        tmp_path / "x",
        options={"forms": "none"},
    )
    assert bool(done.entries) == CODESPELL[wrong, right]
    assert bool(lost(done)) != CODESPELL[wrong, right]


def test_languagetool_has_a_line_for_each_answer(tmp_path: Path) -> None:
    made = glossary(
        kyiv=term("Kyjiw", "Kiew", "Kijew", "A=B", gender="n"),
        who=term("WHO", "OMS", type="acronym", gender="f"),
    )
    done = exported(languagetool.EXCHANGE, made, tmp_path / "x.txt", options={"forms": "none"})
    assert (tmp_path / "x.txt").read_text("utf-8") == "Kiew|Kijew=Kyjiw\n"
    assert lost(done) == {"words whose capitals count", "texts with signs that the list needs itself"}


def half_in_words(concept: Concept) -> Concept:
    """Every second concept in words, with variants that are rewritten: of hostile names few tools can say anything."""
    if concept.id == "c1":
        return concept

    def word(text: str) -> str:
        return re.sub(r"[^\wß]|[\d_]", "o", text).capitalize()

    def term(each: Term) -> Term:
        text = word(each.text)
        found = dict.fromkeys([*(word(v.text) for v in each.variants), f"{text}o"])
        return Term(text, gender="n", variants=tuple(Variant(v) for v in found if v != text))

    (first, *__) = concept.terms["de"]
    return replace(concept, kind="term", terms={"de": (term(first),)}, examples=(), related={})


@importable
@settings(deadline=None, max_examples=25)
@given(made=translated(languages=("de",), change=half_in_words))
def test_corrections_come_back(exchange: Exchange, made: Glossary) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        before = written(made, folder / "a")
        done = exported(exchange, before, folder / "x.txt", options={"forms": "none"})
        imported(exchange, folder / "x.txt", empty(folder / "b"))
        found = [
            (variant.text, each.text)
            for concept in read_glossary(folder / "b").concepts.values()
            for each in concept.terms["de"]
            for variant in each.variants
        ]
        own = {
            (each.surface, each.target)
            for each in rules(before, DumpOptions(options={"forms": "none"})).rules
        }
        assert set(found) <= own
        assert found or len(made.concepts) == 1
        assert len(found) == (done.entries if exchange is not prh.EXCHANGE else len(own))


BROKEN: list[tuple[Exchange, str, int]] = [
    (codespell.EXCHANGE, "a->b\nc=d\ne->f\n", 2),
    (codespell.EXCHANGE, "a->b\nc->\ne->f\n", 2),
    (languagetool.EXCHANGE, "# list\na=b\nc->d\ne=f\n", 3),
    (
        prh.EXCHANGE,
        "version: 1\nrules:\n  - expected: b\n    pattern: a\n  - pattern: c\n  - expected: f\n    pattern: e\n",
        5,
    ),
]


@pytest.mark.parametrize(("exchange", "text", "line"), BROKEN)
def test_broken_entries_are_named(exchange: Exchange, text: str, line: int, tmp_path: Path) -> None:
    (tmp_path / "x").write_text(text, "utf-8")
    folder = empty(tmp_path / "g")
    with pytest.raises(TermbaseError) as caught:
        imported(exchange, tmp_path / "x", folder)
    assert caught.value.findings[0].place.line == line
    imported(exchange, tmp_path / "x", folder, keep_going=True)
    found = read_glossary(folder).concepts.values()
    assert [(t.variants[0].text, t.text) for c in found for t in c.terms["de"]] == [("a", "b"), ("e", "f")]


def test_lists_of_others(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("teh->the, \nabandonned->abandoned\nfoo->far, for\n", "utf-8")
    done = imported(codespell.EXCHANGE, tmp_path / "a", empty(tmp_path / "g"), source="en")
    assert [each.place.line for each in done.findings if each.code == "TB725"] == [1, 3]
    (found,) = read_glossary(tmp_path / "g").concepts.values()
    assert found.terms["en"][0].variants[0].kind == "misspelling"
    (tmp_path / "b").write_text(
        "rules:\n  - expected: Cookie\n  - expected: jQuery\n    pattern: [jquery, /j.query/]\n"
        "  - expected: ($1)\n    pattern: /（(.*)）/\n    specs: [{from: （x）, to: (x)}]\n",
        "utf-8",
    )
    done = imported(prh.EXCHANGE, tmp_path / "b", empty(tmp_path / "h"))
    assert [each.code for each in done.findings if each.level == "warning"] == ["TB725", "TB725"]
    assert [c.terms["de"][0].text for c in read_glossary(tmp_path / "h").concepts.values()] == ["jQuery"]


def lines_for(made: Glossary, lang: str) -> list[str]:
    found = rules(made, DumpOptions(source=lang)).rules
    return [f"Siehe: {rule.surface} ({n})." for n, rule in enumerate(found)]


def normalised(lines: list[str], lang: str) -> list[str]:
    text = "\n\n".join(lines) + "\n"
    return termbase.load(BUNDLED).normalise(text, lang=lang).text.removesuffix("\n").split("\n\n")


def corrected(lines: list[str], folder: Path, run: Callable[[Path], object]) -> list[str]:
    file = folder / "text.txt"
    file.write_text("\n\n".join(lines) + "\n", "utf-8")
    run(file)
    return file.read_text("utf-8").removesuffix("\n").split("\n\n")


@pytest.mark.skipif(find_spec("codespell_lib") is None, reason="codespell is not installed")
def test_codespell_writes_what_the_normaliser_writes(tmp_path: Path) -> None:
    made = read_glossary(BUNDLED)
    exported(codespell.EXCHANGE, made, tmp_path / "x.dict")
    lines = [line for line in lines_for(made, "de") if re.fullmatch(r"Siehe: [\w'’-]+ \(\d+\)\.", line)]
    command = [sys.executable, "-m", "codespell_lib", "-D", str(tmp_path / "x.dict"), "-w"]
    got = corrected(
        lines, tmp_path, lambda file: subprocess.run([*command, file], capture_output=True, check=False)
    )
    ours = normalised(lines, "de")
    changed = [(one, other) for line, one, other in zip(lines, got, ours, strict=True) if one != line]
    assert len(changed) > 100
    assert [pair for pair in changed if pair[0] != pair[1]] == []


@pytest.fixture(scope="session")
def textlint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with textlint and its rule prh, from npm."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("textlint")
    (folder / "package.json").write_text("{}", "utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "textlint@15", "textlint-rule-prh@6"]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("npm gives no answer")
    if done.returncode:
        pytest.skip("npm has no textlint here")
    return folder


@pytest.mark.long
@pytest.mark.parametrize("lang", ["de", "en", "ru"])
def test_textlint_writes_what_the_normaliser_writes(lang: str, textlint: Path, tmp_path: Path) -> None:
    made = read_glossary(BUNDLED)
    exported(prh.EXCHANGE, made, tmp_path / "prh.yml", source=lang)
    (tmp_path / ".textlintrc.json").write_text('{"rules": {"prh": {"rulePaths": ["prh.yml"]}}}', "utf-8")
    command = [
        textlint / "node_modules/.bin/textlint",
        "--fix",
        "--rules-base-directory",
        textlint / "node_modules",
    ]
    lines = lines_for(made, lang)[:: 4 if lang == "de" else 1]
    assert len(lines) > 50
    got = corrected(
        lines,
        tmp_path,
        lambda file: subprocess.run([*command, file], cwd=tmp_path, capture_output=True, check=False),
    )
    assert got != lines
    assert got == normalised(lines, lang)


def as_vale_does(file: Path) -> Callable[[str], str]:
    """Read a style as Vale does: one alternation, the longest expression first, without groups of one's own."""
    found = yaml.safe_load(file.read_text("utf-8"))
    swap: dict[str, str] = found["swap"]
    for key in swap:
        opened = key.count("(")
        assert opened in (key.count("(?"), key.count(r"\("))
    keys = sorted(swap, key=len, reverse=True)
    python = [key.replace(r"[\p{L}\p{M}\p{N}]", r"[^\W_]").replace(r"\/", "/") for key in keys]
    compiled = re.compile("|".join(f"({key})" for key in python), re.I if found["ignorecase"] else 0)

    def answer(match: re.Match[str]) -> str:
        expected = swap[keys[(match.lastindex or 1) - 1]]
        if re.fullmatch(r"[\w -]*", expected) or not re.fullmatch(expected, match[0]):
            return expected
        return match[0]

    return lambda text: compiled.sub(answer, text)


@pytest.mark.parametrize("lang", ["de", "en", "ru"])
def test_a_style_read_as_vale_does_says_what_the_normaliser_writes(lang: str, tmp_path: Path) -> None:
    made = read_glossary(BUNDLED)
    exported(vale.EXCHANGE, made, tmp_path / "styles", source=lang)
    lines = lines_for(made, lang)
    lines = lines[:: max(len(lines) // 40, 1)]
    read = as_vale_does(tmp_path / "styles/Termbase/Terms.yml")
    got = [read(line) for line in lines]
    assert got != lines
    assert got == normalised(lines, lang)


def test_what_vale_would_misread(tmp_path: Path) -> None:
    made = glossary(
        ab=term("A und (B)", "A und B", "A mit (B)", "A (B", gender="n", match=MatchRule(inflect="none")),
        alma=term("Almaty", "Alma", gender="n"),
        ata=term("Vater", "Alma Ata Platz", gender="m"),
    )
    done = exported(vale.EXCHANGE, made, tmp_path / "styles", options={"forms": "none"})
    assert "replacements that, read as a pattern, match what they replace" in lost(done)
    read = as_vale_does(tmp_path / "styles/Termbase/Terms.yml")
    assert read("Vor A mit (B) und A (B.") == "Vor A und (B) und A und (B)."
    assert read("Alma Ata Platz, Alma Ata") == "Vater, Almaty Ata"


def as_languagetool_does(file: Path) -> Callable[[str], str]:
    """Read a list as LanguageTool does, and answer as it does: phrases of tokens without regard to capitals."""
    answers: dict[str, str] = {}
    for line in file.read_text("utf-8").split("\n"):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        wrong, right = line.split("=")  # exactly one
        assert right.strip()
        assert not {"\\", "$"} & {*line}  # of Java's replacements
        answers |= {each.lower(): right for each in wrong.split("|")}

    def read(text: str) -> str:
        tokens = re.findall(r"\w+|\s+|[^\w\s]", text)
        done, at = [], 0
        while at < len(tokens):
            ends = (end for end in range(len(tokens), at, -1) if "".join(tokens[at:end]).lower() in answers)
            end = next(ends, at + 1)
            found = "".join(tokens[at:end])
            new = answers.get(found.lower(), found)
            done.append(new[0].upper() + new[1:] if found[0].isupper() else new)
            at = end
        return "".join(done)

    return read


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_list_read_as_languagetool_does_says_what_the_normaliser_writes(lang: str, tmp_path: Path) -> None:
    made = read_glossary(BUNDLED)
    exported(languagetool.EXCHANGE, made, tmp_path / "x.txt", source=lang)
    lines = lines_for(made, lang)[::4]
    read = as_languagetool_does(tmp_path / "x.txt")
    ours = normalised(lines, lang)
    changed = [(got, our) for line, our in zip(lines, ours, strict=True) if (got := read(line)) != line]
    assert len(changed) > 50
    assert [pair for pair in changed if pair[0] != pair[1]] == []
