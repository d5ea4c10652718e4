"""Nodes of YAML: values as written, spans, places, and what PyYAML would get wrong."""

from __future__ import annotations

import pytest
import yaml as pyyaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase.glossary.yaml import Mapping, Node, Scalar, Sequence, parse, parse_entries, plain
from termbase.model import TermbaseError


@pytest.fixture(params=["C", "Python"], autouse=True)
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test with both parsers of PyYAML: the one in C is not on every machine."""
    if request.param == "Python":
        monkeypatch.delattr(pyyaml, "CSafeLoader", raising=False)
    elif not hasattr(pyyaml, "CSafeLoader"):
        pytest.skip("PyYAML without its C parser")


def nodes(node: Node) -> list[Node]:
    if isinstance(node, Scalar):
        return [node]
    children = node.items if isinstance(node, Sequence) else [node for pair in node.pairs for node in pair]
    return [node, *(found for child in children for found in nodes(child))]


@pytest.mark.parametrize(
    "written", ["no", "on", "12:30", "1e3", "0x1F", "2022-01-06", "1_000", "true", "=", "+1", "NaN", ".5"]
)
def test_scalars_stay_as_written(written: str) -> None:
    assert plain(parse(f"{written}: [{written}]").root) == {written: [written]}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_nothing_only_without_quotation_marks(written: str) -> None:
    assert plain(parse(f"a: {written}\nb: '{written}'").root) == {"a": None, "b": written}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n", "---\n"])
def test_empty_text(text: str) -> None:
    root = parse(text).root
    assert root == Mapping((), len(text), len(text)) or (isinstance(root, Scalar) and root.is_null)


def test_spans_are_what_is_written() -> None:
    text = "a: 'b'\n😀:\n- c # d\n- [e, {f: g}]\n- |\n  h\n\n- >+\n  i\n\nj: k\n  l\nm:\nn: \"o\"\n"
    spans = [text[node.start : node.end] for node in nodes(parse(text).root)]
    assert spans[1:] == [
        *("a", "'b'", "😀", "- c # d\n- [e, {f: g}]\n- |\n  h\n\n- >+\n  i\n"),
        *("c", "[e, {f: g}]", "e", "{f: g}", "f", "g", "|\n  h", ">+\n  i\n"),
        *("j", "k\n  l", "m", "", "n", '"o"'),
    ]
    assert spans[0] == text[:-1]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_do(newline: str) -> None:
    text = newline.join(["# 😀 one two", "a: b", "c: d"])
    document = parse(text, "x.yaml")
    assert isinstance(document.root, Mapping)
    key = document.root.pairs[-1][0]
    assert str(document.place(key.start)) == "x.yaml:3:1"
    assert document.line(3) == "c: d"
    assert document.line(1) == "# 😀 one two"
    assert document.line(4) == ""


def test_duplicate_keys_are_all_found() -> None:
    document = parse("a: 1\nb: {c: 1, c: 2}\na: 2\na: 3\n", "x.yaml")
    assert [str(finding.place) for finding in document.findings] == [
        "x.yaml:2:11",
        "x.yaml:3:1",
        "x.yaml:4:1",
    ]
    assert document.findings[0].source == "b: {c: 1, c: 2}"
    assert {finding.code for finding in document.findings} == {"TB103"}
    assert isinstance(document.root, Mapping)
    assert len(document.root.pairs) == 4
    assert document.root.get("a") == document.root.pairs[0][1]


@pytest.mark.parametrize(
    ("text", "place", "part"),
    [
        ("a: &b c", "x:1:4", "anchor"),
        ("a: *b", "x:1:4", "alias"),
        ("a: &b [c]", "x:1:4", "anchor"),
        ("a: ! b", "x:1:4", "tag"),
        ("a: !!python/object:os.system b", "x:1:4", "tag"),
        ("a: !<x> {}", "x:1:4", "tag"),
        ("b: 1\n<<: {a: 1}", "x:2:1", "merge key"),
        ("{a: 1}: b", "x:1:1", "as key"),
        ("a: 1\n---\nb: 2", "x:2:1", "second document"),
        ("a: 1\n...\n---\nb: 2", "x:3:1", "second document"),
        ("[" * 17 + "]" * 17, "x:1:17", "16 levels"),
        ("- " * 100_000, "x:1:33", "16 levels"),
        ("{a: " * 100_000, "x:1:65", "16 levels"),
    ],
)
def test_refused(text: str, place: str, part: str) -> None:
    with pytest.raises(TermbaseError, match=part) as caught:
        parse(text, "x")
    (finding,) = caught.value.findings
    assert (finding.code, str(finding.place)) == ("TB102", place)
    assert finding.source == text.splitlines()[finding.place.line - 1]


def test_nesting_that_the_parser_gives_up_on_is_refused_as_any_other() -> None:
    """Newer versions of libyaml look ahead and refuse it themselves, a thousand levels on."""
    with pytest.raises(TermbaseError, match="16 levels") as caught:
        parse("[" * 100_000, "x")
    (finding,) = caught.value.findings
    assert finding.code == "TB102"
    assert finding.place.column in (17, 1001)


def test_sixteen_levels_are_allowed() -> None:
    parse("[" * 16 + "]" * 16)


def test_quoted_merge_key_is_a_key() -> None:
    assert plain(parse("'<<': a").root) == {"<<": "a"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: b: c",
            "a: [",
            "a: {b",
            "a: 'b",
            'a: "\\q"',
            "a:\n\tb: c",
            "a: @b",
            "a: `b`",
            "a: %b",
            "- a\nb: c",
        ),
        *(
            "a: b\n c: d",
            "a\nb: c",
            "a: 'b' c",
            "a: ]",
            "%YAML 3.0\n---\na: b",
            "a: \x07",
            "a: \x00",
            "a: \ufeff",
        ),
        *("a: \ud800", "a: |x\n  b", "? a\n: b\n: c"),
    ],
)
def test_syntax_errors_are_findings_with_place_line_and_remedy(text: str) -> None:
    with pytest.raises(TermbaseError) as caught:
        parse(text, "x")
    (finding,) = caught.value.findings
    assert (finding.code, finding.level, finding.place.file) == ("TB101", "error", "x")
    assert finding.place.line >= 1
    assert finding.source is not None
    assert finding.message


def test_syntax_error_after_wide_characters() -> None:
    with pytest.raises(TermbaseError) as caught:
        parse("# 😀\r\n😀: 'b' c\r\n", "x")
    assert str(caught.value).startswith("x:2:8: this is not YAML (")
    assert caught.value.findings[0].source == "😀: 'b' c"


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_that_editors_do_not_know_are_refused(character: str) -> None:
    with pytest.raises(TermbaseError, match="x:2:5: character U") as caught:
        parse(f"a: b\n# cd{character}e: f\n", "x")
    assert caught.value.findings[0].code == "TB101"
    escape = f"\\u{ord(character):04X}"
    assert plain(parse(f'a: "{escape}"').root) == {"a": character}


signs = st.text(st.sampled_from("ab:-[]{}'\"|>&*!#,%@`?~<=+. \n\t\r\\x0é😀\u2028\ufeff\x00"), max_size=40)


@given(signs)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_nodes_within_it_or_a_finding(text: str) -> None:
    try:
        root = parse(text).root
    except TermbaseError:
        return
    for node in nodes(root):
        assert 0 <= node.start <= node.end <= len(text)
        if isinstance(node, Scalar) and not node.style and "\n" not in text and "\r" not in text:
            assert text[node.start : node.end] == node.value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "a",
        "[a, b]",
        "{}",
        "{a: 1, b: {c: [d]}, a: 2}",
        "a: 1\nb: [x, y]\nc:\n  d: |\n    e\n\na: 3\nf: {a: 1, a: 2}\n",
    ],
)
def test_entry_by_entry_is_the_whole(text: str) -> None:
    whole = parse(text, "x")
    entries = list(parse_entries(text, "x"))
    assert tuple(f for each in entries for f in each.findings) == whole.findings
    assert all(each.place(0) == whole.place(0) for each in entries)
    if isinstance(whole.root, Mapping):
        pairs = [pair for each in entries if isinstance(each.root, Mapping) for pair in each.root.pairs]
        assert tuple(pairs) == whole.root.pairs
    else:
        assert [each.root for each in entries] == [whole.root]


@pytest.mark.parametrize("text", ["a: 1\nb: [", "a: 1\nb: *c", "a: 1\n---\nb: 2", "a: \x00"])
def test_entry_by_entry_refuses_what_the_whole_refuses(text: str) -> None:
    with pytest.raises(TermbaseError) as whole:
        parse(text, "x")
    with pytest.raises(TermbaseError) as entries:
        list(parse_entries(text, "x"))
    assert entries.value.findings == whole.value.findings
