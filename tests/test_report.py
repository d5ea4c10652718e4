"""What is printed: columns, findings, diffs, JSON, GitHub annotations, SARIF, and places in texts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import termbase
from termbase.documents.document import splice
from termbase.model import Concept, Edit, Finding, Place, Source, Term, Variant
from termbase.report.codes import codes
from termbase.report.columns import aligned, printable, width
from termbase.report.data import as_data, json_list
from termbase.report.diff import unified_diff
from termbase.report.github import commands
from termbase.report.sarif import sarif
from termbase.report.table import hits_text
from termbase.report.text import Page, edit_text, finding_text, ordered
from termbase.text.lines import lines_of
from termbase.verbs.lookup import Hit


def edit(source: str, old: str, new: str, at: int = 0, safe: bool = True) -> Edit:
    start = source.index(old, at)
    return Edit(start, start + len(old), old, new, "kyiv", "variant", "another spelling", safe)


# ---- places


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\rb", 2, (2, 1)),
        ("a\n\r\nb", 4, (3, 1)),
        ("a\x0b\x0c\x85\u2028b", 5, (1, 6)),  # these end no line
        ("😀e\u0301b", 3, (1, 4)),  # code points, not bytes and not what is seen
    ],
)
def test_place_of_an_offset(text: str, offset: int, place: tuple[int, int]) -> None:
    assert lines_of(text).place(offset) == place


@given(st.text(alphabet="aä😀\r\n\u2028"), st.data())
def test_places_and_offsets_are_inverse(text: str, data: st.DataObject) -> None:
    lines = lines_of(text)
    offset = data.draw(st.integers(0, len(text)))
    line, column = lines.place(offset)
    assert 1 <= line <= len(lines.starts)
    if offset <= lines.starts[line - 1] + len(lines.line(line)):
        assert lines.offset(line, column) == offset


def test_lines_have_no_ends() -> None:
    lines = lines_of("a\r\nb\rc\nd")
    assert [lines.line(number) for number in (1, 2, 3, 4)] == ["a", "b", "c", "d"]
    with pytest.raises(ValueError, match="no line 5"):
        lines.offset(5, 1)


# ---- columns


def test_wide_and_combining_characters_align() -> None:
    rows = [("zh", "基辅", "x"), ("uk", "Ки\u0301їв", "x"), ("ko", "키이우", "x"), ("de", "Kyjiw", "x")]
    lines = aligned(rows)
    assert len({width(line) for line in lines}) == 1
    assert lines[0] == "zh  基辅    x"


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    assert printable("a\x1b[31mb\tc\n\x9b\u2028") == r"a\x1b[31mb c\n\x9b\u2028"
    assert printable("Ки\u0301їв, 基辅, So\u00adfia") == "Ки\u0301їв, 基辅, So\u00adfia"


def test_the_caret_stands_below_the_place_after_what_is_escaped() -> None:
    finding = Finding("TB201", "warning", "m\x1b[2J", Place("a\x1b.txt", 1, 5), source="\x1b[m Kiew")
    head, line, caret = finding_text(finding).splitlines()
    assert head == r"a\x1b.txt:1:5: warning: m\x1b[2J [TB201]"
    assert line[caret.index("^") :] == "Kiew"


# ---- findings


def test_a_finding_shows_line_and_caret() -> None:
    source = "In 基辅 und Kiew"
    finding = Finding(
        "TB201", "warning", "write “Kyjiw”", Place("a.txt", 3, 11), edits=(edit(source, "Kiew", "Kyjiw"),)
    )
    finding = replace(finding, source=source)
    assert finding_text(finding).splitlines() == [
        "a.txt:3:11: warning: write “Kyjiw” [TB201]",
        "  In 基辅 und Kiew",
        "              ^^^^",
    ]


def test_a_long_line_is_cut_around_the_place() -> None:
    source = "x" * 5000 + "Kiew" + "y" * 5000
    finding = Finding("TB201", "warning", "m", Place("a.txt", 1, 5001), source=source)
    _head, line, caret = finding_text(finding).splitlines()
    assert len(line) < 120
    assert line.startswith("  …x")
    assert line.endswith("y…")
    assert line[caret.index("^") :].startswith("Kiew")


def test_a_finding_without_place() -> None:
    assert finding_text(Finding("TB910", "error", "m")) == "error: m [TB910]"


def test_an_edit_is_one_line() -> None:
    assert edit_text(edit("a\nKiew", "Kiew", "Kyjiw", safe=False), Place("a.txt", 2, 1)) == (
        "a.txt:2:1: Kiew → Kyjiw (another spelling) [proposed]"
    )


# ---- diffs


def patched(tmp_path: Path, name: str, before: bytes, diff: str) -> bytes:
    """What GNU patch makes of the file."""
    (tmp_path / name).write_bytes(before)
    patch = shutil.which("patch")
    git = shutil.which("git")
    assert patch or git, "neither patch nor git is there to try the diff on"
    command = [patch, "-p1", "--binary"] if patch else [str(git), "apply", "--unsafe-paths", "-"]
    done = subprocess.run(command, input=diff.encode(), cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return (tmp_path / name).read_bytes()


def made(source: str, *pairs: tuple[str, str]) -> tuple[list[Edit], str]:
    edits = [edit(source, old, new) for old, new in pairs]
    return edits, splice(source, [(each.start, each.end, each.new) for each in edits])


@pytest.mark.parametrize(
    ("source", "pairs"),
    [
        ("Kiew", [("Kiew", "Kyjiw")]),
        ("Kiew\n", [("Kiew", "Kyjiw")]),
        ("a\r\nKiew\r\nb\r\n", [("Kiew", "Kyjiw")]),
        ("a\r\nKiew\r\nb", [("b", "c")]),
        ("1\n2\n3\n4\nA\n6\n7\n8\n9\n10\n11\n12\n13\nB\n15", [("A", "x"), ("B", "y")]),
        ("1\n2\n3\n4\nA\n6\n7\n8\n9\n10\nB\n12", [("A", "x"), ("B", "y")]),
        ("A\nB\nC\n", [("A", "x"), ("B", "y"), ("C", "z")]),
        ("A B A2\n", [("A", "x"), ("B", "y"), ("A2", "z")]),
        ("Wladimir\nSelenski\nx\n", [("Wladimir\nSelenski", "Wolodymyr\nSelenskyj")]),
        ("a\nb\nc\n", [("b\n", "")]),
        ("a\nb\nc", [("\nc", "")]),
        ("a\n", [("a\n", "")]),
        ("a\rKiew\rb\n", [("Kiew", "Kyjiw")]),
        ("a\x0cKiew\u2028b\n", [("Kiew", "Kyjiw")]),
    ],
)
@pytest.mark.parametrize("bom", [False, True])
def test_the_diff_can_be_applied(
    tmp_path: Path, source: str, pairs: list[tuple[str, str]], bom: bool
) -> None:
    edits, result = made(source, *pairs)
    mark = b"\xef\xbb\xbf" if bom else b""
    diff = unified_diff("a b.txt", source, edits, bom)
    if result or bom:  # patch deletes a file that becomes empty
        assert patched(tmp_path, "a b.txt", mark + source.encode(), diff) == mark + result.encode()


@given(st.text(alphabet="aK\n\r", max_size=60), st.data())
def test_the_diff_says_what_was_and_what_is(source: str, data: st.DataObject) -> None:
    edits = []
    at = 0
    while at < len(source) and data.draw(st.booleans()):
        start = data.draw(st.integers(at, len(source)))
        end = data.draw(st.integers(start, len(source)))
        new = data.draw(st.text(alphabet="x\n", max_size=3))
        if source[start:end] == new:
            break
        edits.append(Edit(start, end, source[start:end], new, "", "", ""))
        at = end + 1
    result = splice(source, [(each.start, each.end, each.new) for each in edits])
    old, new_lines = replayed(unified_diff("a", source, edits), source)
    assert (old, new_lines) == (source, result)


def replayed(diff: str, source: str) -> tuple[str, str]:
    """Read a diff by the rules of the format: the text that it starts from, and the one that it ends with."""
    lines = source.split("\n")
    lines = [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    old: list[str] = []
    new: list[str] = []
    at = 0
    for line in (
        diff.replace("\n\\ No newline at end of file\n", "\0").replace("\0", "\x01\n").split("\n")[2:-1]
    ):
        if line.startswith("@@"):
            start, _comma, count = line.split()[1][1:].partition(",")
            first = int(start) - (count != "0")
            new += lines[at:first]
            old += lines[at:first]
            at = first
            continue
        text = line[1:-1] if line.endswith("\x01") else line[1:] + "\n"
        if line[0] in " -":
            old.append(text)
            at += 1
        if line[0] in " +":
            new.append(text)
    return "".join([*old, *lines[at:]]), "".join([*new, *lines[at:]])


def test_lines_that_stay_are_not_marked_as_changed() -> None:
    source = "Vor\nOrganisation des Vertrages\nüber Sicherheit\nin Kiew.\n"
    edits, _result = made(
        source,
        ("Organisation des Vertrages\nüber Sicherheit", "Organisation des Vertrags\nüber Sicherheit"),
        ("Kiew", "Kyjiw"),
    )
    assert unified_diff("a", source, edits).splitlines()[3:] == [
        " Vor",
        "-Organisation des Vertrages",
        "+Organisation des Vertrags",
        " über Sicherheit",
        "-in Kiew.",
        "+in Kyjiw.",
    ]
    edits, _result = made("a\nb c\nd\n", ("a\nb c\nd", "a\nb\nc\nd"))
    assert unified_diff("a", "a\nb c\nd\n", edits).splitlines()[3:] == [" a", "-b c", "+b", "+c", " d"]


def test_no_edits_make_no_diff() -> None:
    assert unified_diff("a.txt", "Kiew", []) == ""


def test_names_are_quoted_where_they_would_break_the_line() -> None:
    edits, _result = made("Kiew", ("Kiew", "Kyjiw"))
    assert unified_diff('a"\n.txt', "Kiew", edits).startswith('--- "a/a\\"\\n.txt"\n')
    assert unified_diff("/tmp/x y", "Kiew", edits).startswith("--- a/tmp/x y\t\n")


# ---- JSON, GitHub, SARIF


def test_json_has_the_names_of_the_model() -> None:
    finding = Finding("TB201", "warning", "m", Place("a.txt", 1, 2), "kyiv", (edit("Kiew", "Kiew", "Kyjiw"),))
    (data,) = json.loads(json_list([finding]))
    assert list(data) == ["code", "level", "message", "place", "concept", "edits", "source"]
    assert data["place"] == {"file": "a.txt", "line": 1, "column": 2}
    (archive,) = json.loads(json_list([Place("a.docx", part="word/document.xml", segment="2")]))
    assert (archive["part"], archive["segment"]) == ("word/document.xml", "2")
    assert data["edits"][0]["new"] == "Kyjiw"
    assert json_list([]) == "[]\n"


def test_mappings_and_unknown_objects_become_data() -> None:
    assert as_data({"a": (1, None, frozenset([Path("x")]))}) == {"a": [1, None, ["x"]]}


def test_github_commands_are_escaped() -> None:
    finding = Finding("TB201", "error", "100 %\r\nsicher", Place("a:b,c.txt", 1, 2))
    assert list(commands([finding])) == [
        "::error title=TB201,file=a%3Ab%2Cc.txt,line=1,col=2::100 %25%0D%0Asicher\n"
    ]
    assert list(commands([Finding("TB1", "info", "m")])) == ["::notice title=TB1::m\n"]


def page(name: str = "Ordner mit ä/a.txt") -> Page:
    source = "😀 In Kiew\r\nund Kiew"
    found = tuple(
        Finding("TB201", level, "write “Kyjiw”", Place(name, line, column), edits=(change,))
        for level, line, column, change in (
            ("warning", 1, 6, edit(source, "Kiew", "Kyjiw")),
            ("info", 2, 5, edit(source, "Kiew", "Kyjiw", 8)),
        )
    )
    return Page(name, lines_of(source), found)


def test_sarif_names_rules_regions_and_fixes() -> None:
    unreadable = Page("b.txt", None, (Finding("TB901", "error", "does not exist", Place("b.txt")),))
    log: dict[str, Any] = json.loads(sarif([page(), unreadable], "1.0", {"TB201": "Variant"}))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["TB201", "TB901"]
    assert rules[0]["shortDescription"] == {"text": "Variant"}
    first, second, third = run["results"]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "TB201"
    assert [result["level"] for result in run["results"]] == ["warning", "note", "error"]
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "Ordner%20mit%20%C3%A4/a.txt"
    assert physical["region"] == {"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 10}
    (replacement,) = second["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 9}
    assert replacement["insertedContent"] == {"text": "Kyjiw"}
    assert "region" not in third["locations"][0]["physicalLocation"]
    assert json.loads(sarif([], "1.0", {}))["runs"][0]["results"] == []


def test_findings_are_ordered_by_place() -> None:
    turned = Page("a", None, tuple(reversed(page().findings)))
    assert [finding.place.line for finding in ordered([turned])] == [1, 2]


# ---- codes


def test_every_code_is_explained() -> None:
    for code, entry in codes().items():
        assert entry.level in ("error", "warning", "info"), code
        assert entry.title, code
        assert not entry.title.endswith("."), code
        assert entry.explanation.strip().endswith("."), code


def test_every_code_in_the_program_has_an_entry() -> None:
    package = Path(termbase.__file__).parent
    used = {
        code for path in package.rglob("*.py") for code in re.findall(r'"(TB\d{3})"', path.read_text("utf-8"))
    }
    assert used, "no code was found in the program"
    assert sorted(used - codes().keys()) == []


# ---- look-up


def concept() -> Concept:
    russian = Term("Киев", variants=(Variant("Кыив", kind="misspelling"),), reviewed=True)
    german = Term(
        "Kyjiw",
        gender="n",
        reviewed=True,
        variants=(Variant("Kiew", kind="transliteration", sources=("s001",)), Variant("Kiev")),
    )
    short = Term("K.", type="abbreviation", status="deprecated")
    return Concept("kyiv", "place", {"de": (german, short), "ru": (russian,), "zh-Hans": (Term("基辅"),)})


def hit(how: str = "exact", matched: str = "Kiew") -> Hit:
    found = concept()
    return Hit(found, found.terms["de"][0], "de", matched, how, 0.75)


SOURCES = {"s001": Source("s001", title="Nachrichten", date="2022-01-06")}


def test_the_table_of_a_concept() -> None:
    assert hits_text([hit()], (), "de", SOURCES).splitlines() == [
        "Kyjiw (kyiv, place)",
        "  de       Kyjiw  n  full          preferred",
        "           K.        abbreviation  deprecated  draft",
        "  ru       Киев      full          preferred",
        "  zh-Hans  基辅      full          preferred   draft",
        "  not to use:",
        "  de  Kiew  → Kyjiw  transliteration  s001",
        "      Kiev  → Kyjiw  spelling",
        "  ru  Кыив  → Киев   misspelling",
        "  sources:",
        "  s001  Nachrichten, 2022-01-06",
    ]


def test_the_table_says_how_it_was_found_and_shows_the_wanted_languages() -> None:
    text = hits_text([hit("distance", "Kiew")], ("zh", "fr"), "de", SOURCES)
    assert "  found as “Kiew” (distance, 0.75)\n" in text
    assert "基辅" in text
    assert "Киев" not in text
    assert "  no terms in: fr\n" in text


def regional() -> Hit:
    terms = (
        Term("Januar", region="de-DE", reviewed=True),
        Term("Jänner", region="de-AT", reviewed=True),
        Term("Eismonat", status="admitted", reviewed=True),
    )
    return Hit(Concept("january", "term", {"de": terms}), terms[0], "de", "Januar", "exact", 1.0)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("de-AT", ["Jänner", "Eismonat"]),
        ("de-DE", ["Januar", "Eismonat"]),
        ("de-CH", ["Eismonat"]),
        ("de", ["Januar", "Jänner", "Eismonat"]),
    ],
)
def test_a_region_sees_its_own_terms_and_those_without(wanted: str, shown: list[str]) -> None:
    text = hits_text([regional()], (wanted,), "fr", {})
    names = ("Januar", "Jänner", "Eismonat")
    assert [name for name in names if f" {name} " in text] == shown
    assert "no terms in" not in text


def test_a_concept_is_shown_once() -> None:
    assert hits_text([hit(), hit()], (), "de", SOURCES).count("(kyiv, place)") == 1


def test_a_file_on_one_line_is_not_repeated_for_each_finding() -> None:
    line = "ab " * 100_000
    found = Finding("TB201", "warning", "", Place("a", 1, 150_001), source=line)
    shown = as_data(found)["source"]
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) == 502
    assert (
        as_data(Finding("TB201", "warning", "", Place("a", 1, 1), source="ab" * 500))["source"] == "ab" * 500
    )
