"""The early answer of `lookup`: byte for byte what the program says, or none."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from termbase.cli.early import answer
from termbase.glossary.schema import read_glossary
from termbase.index.cache import write_compiled

from .command import HERE, PROGRAM, Run, process, runner, settle, write

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "lookup.yaml").read_text(encoding="utf-8"))
QUERIES = (
    "Kiew",
    "kiew",
    "Selenski",
    "基辅",
    "Kyj",
    "Kiwe",
    "Kyiv",
    "Wladimir Selenskij",
    "Nirgendwo",
    "",
    "-x",
    "m",
)
OPTIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("--lang", "en"),
    ("--lang=de-AT",),
    ("--lang", "tlh"),
    ("--to", "en,zh-Hans"),
    ("--to=en",),
    ("--to", "tlh"),
    ("--to", ","),
    ("--limit", "1"),
    ("--limit", "0"),
    ("--limit", "x"),
    ("--exact",),
    ("--exact", "--exact"),
    ("--format", "text"),
    ("--format", "json"),
    ("--style", "old"),
    ("--style", "new"),
    ("--glossary", "glossary/"),
    ("--glossary", "./glossary"),
    ("--glossary", "nowhere"),
    ("--glossary", "compiled.termbase"),
    ("--help",),
    ("more",),
    ("--lang",),
)
CONFIGURATIONS = {
    "plain": {"termbase.yaml": "glossary: glossary\n"},
    "with language": {"termbase.yaml": "# ours\n\nglossary: ./glossary\nlanguage: en\n"},
    "in a style": {"termbase.yaml": "glossary: glossary\nstyle: old\n"},
    "with quotes": {"termbase.yaml": 'glossary: "glossary"\n'},
    "unknown key": {"termbase.yaml": "glossary: glossary\nlang: en\n"},
    "twice": {"termbase.yaml": "glossary: glossary\nglossary: nowhere\n"},
    "no key": {"termbase.yaml": "glossary:glossary\n"},
    "empty": {"termbase.yaml": ""},
    "title": {"termbase.yaml": "title: Ours\n"},
    "toml": {"pyproject.toml": '[tool.termbase]\nglossary = "glossary"\nlanguage = "en"\nexclude = ["x"]\n'},
    "toml with a bad value": {"pyproject.toml": "[tool.termbase]\nglossary = 1\n"},
    "broken toml": {"pyproject.toml": '[tool.termbase]\nglossary = "glossary"\n[\n'},
    "toml of others": {"pyproject.toml": '[project]\ndependencies = ["termbase"]\n'},
    "none": {},
}


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    settle(monkeypatch, tmp_path)
    write_compiled(tmp_path / "compiled.termbase", read_glossary(tmp_path / "glossary"))
    return runner(capfdbinary, monkeypatch)


def hold_that_both_say_the_same(run: Run, *arguments: str) -> bool:
    """Whether the early path answered; if it did, the program says the same, and nothing else."""
    try:
        early = answer(arguments)
    except Exception:
        early = None
    ran = run(*arguments)
    if early is not None:
        text, said = early
        said = said.encode("utf-8", "backslashreplace").decode()
        assert (ran.code, ran.text, ran.err) == (int(bool(said)), text, said), arguments
    return early is not None


def test_any_options(run: Run) -> None:
    run("lookup", "Kiew"), run("lookup", "Kiew", "--style", "old")
    answered = [
        hold_that_both_say_the_same(run, "lookup", *arguments)
        for query, (one, other) in itertools.product(QUERIES[:6], itertools.combinations(OPTIONS, 2))
        for arguments in [(*one, query, *other)]
        if len({*one, *other} & {"--style", "--glossary"}) < 2
    ]
    assert sum(answered) > 200
    for query in QUERIES:
        hold_that_both_say_the_same(run, "lookup", query)


@pytest.mark.parametrize("name", CONFIGURATIONS)
@pytest.mark.parametrize("below", ["", "deep/below"])
def test_any_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, below: str
) -> None:
    (tmp_path / "termbase.yaml").unlink()
    for file, content in CONFIGURATIONS[name].items():
        write(tmp_path / file, content)
    (tmp_path / below).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(tmp_path / below)
    run("lookup", "Kiew")
    answered = [hold_that_both_say_the_same(run, "lookup", query) for query in ("Kiew", "OVKS")]
    assert any(answered) or name not in (
        "plain",
        "with language",
        "in a style",
        "toml",
        "toml of others",
        "none",
    )
    monkeypatch.setenv("TERMBASE_GLOSSARY", str(tmp_path / "glossary"))
    run("lookup", "Kiew")
    hold_that_both_say_the_same(run, "lookup", "Kiew")


def test_the_shipped_glossary(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "termbase.yaml").unlink()
    run("lookup", "OVKS")
    for case in CASES[::4]:
        for query in (case["query"], str(case["slips"][0])):
            assert hold_that_both_say_the_same(run, "lookup", query)
    monkeypatch.setenv("LANGUAGE", "de")
    run("lookup", "OVKS")
    assert hold_that_both_say_the_same(run, "lookup", "OVKS")


def test_a_change_is_seen(run: Run, tmp_path: Path) -> None:
    run("lookup", "Kiew")
    path = tmp_path / "glossary" / "places.yaml"
    path.write_text(path.read_text().replace("Hauptstadt", "Metropole"))
    assert answer(["lookup", "Kiew"]) is None
    assert "Metropole" in run("lookup", "Kiew").text
    assert "Metropole" in str(answer(["lookup", "Kiew"]))


@pytest.mark.parametrize("query", ["Nirgendwo", "Nirg\x1bndwo", "\udc80"])
def test_nothing_is_found_early(run: Run, query: str) -> None:
    run("lookup", "Kiew")
    assert hold_that_both_say_the_same(run, "lookup", query)
    assert hold_that_both_say_the_same(run, "lookup", query, "--format", "json")
    done = process("lookup", query)
    assert (done.returncode, done.stdout, done.stderr[:13]) == (1, b"", b"nothing found")


def test_what_less_would_find_is_named(run: Run) -> None:
    run("lookup", "Kiew")
    for narrow in ("--exact", "--to=en"):
        assert hold_that_both_say_the_same(run, "lookup", "Selensky", narrow)
    found = answer(["lookup", "Selensky", "--exact"])
    assert found is not None
    assert "Selenskyj" in found[1]


def test_the_process_answers_early(run: Run, tmp_path: Path) -> None:
    run("lookup", "Kiew")
    done = process("lookup", "Kiew")
    assert (done.returncode, (done.stdout.decode(), done.stderr.decode())) == (0, answer(["lookup", "Kiew"]))
    imports = (
        f"import sys; sys.argv[1:] = ['lookup', 'Kiew']; {PROGRAM.replace('raise SystemExit', 'print')};"
    )
    imports += " print('typer' in sys.modules, 'dataclasses' in sys.modules, 'typing' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", imports], capture_output=True, env=HERE, check=True)
    assert done.stdout.decode().splitlines()[-1] == "False False False"


@pytest.mark.skipif(sys.platform == "win32", reason="a device of POSIX")
@pytest.mark.parametrize("query", ["Kiew", "Nirgendwo"])
def test_a_full_disk_is_reported(run: Run, query: str) -> None:
    run("lookup", "Kiew")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, "lookup", query],
            stdout=full,
            stderr=subprocess.PIPE,
            env=HERE,
            check=False,
        )
    assert done.returncode == (2 if query == "Kiew" else 1)
    assert b"Traceback" not in done.stderr
