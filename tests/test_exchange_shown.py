"""What people read: HTML, Markdown and StarDict, with hostile names, and read by programs that are not ours."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import struct
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from tests.exchanged import exported, glossaries, lost, written

from termbase.exchange import html, markdown, stardict
from termbase.model import Concept, Definition, Glossary, Term, Variant

HOSTILE = "</script><script>alert(1)</script>\"'&amp; <b onclick=x>*[a](javascript:x)`"
ATTACKED = Concept(
    "attack",
    "term",
    {
        "de": (Term(HOSTILE, note=HOSTILE, variants=(Variant(f"v{HOSTILE}"),), reviewed=True),),
        "he": (Term("ירושלים", gender="f"),),
    },
    definition={"en": Definition(f"{HOSTILE}\n# no heading")},
    identifiers={"wikidata": "Q1", "other": "javascript:alert(1)"},
    related={"see": ("other", "gone")},
    domain=(HOSTILE,),
    note=HOSTILE,
)
OTHER = Concept("other", "term", {"de": (Term("Anderes", status="admitted"),)})
GLOSSARY = Glossary({"attack": ATTACKED, "other": OTHER}, language="de", title=HOSTILE)


class Page(HTMLParser):
    """The elements and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_a_page_holds_nothing_but_itself(tmp_path: Path) -> None:
    done = exported(html.EXCHANGE, GLOSSARY, tmp_path / "x.html")
    text = (tmp_path / "x.html").read_text("utf-8")
    page = Page(text)
    tags = [tag for tag, _attributes in page.elements]
    assert (tags.count("script"), tags.count("style")) == (1, 1)
    assert not {"img", "link", "iframe", "base", "object"} & set(tags)
    assert not [1 for _tag, attributes in page.elements for name in attributes if name.startswith("on")]
    assert not [1 for _tag, attributes in page.elements if "src" in attributes]
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert links == ["#other", "https://www.wikidata.org/wiki/Q1"]
    assert page.texts.count(HOSTILE) >= 5
    assert done.entries == 2
    assert lost(done) == set()


def test_the_policy_allows_the_own_script_alone(tmp_path: Path) -> None:
    exported(html.EXCHANGE, GLOSSARY, tmp_path / "x.html")
    text = (tmp_path / "x.html").read_text("utf-8")
    policy = next(a["content"] for _tag, a in Page(text).elements if a.get("http-equiv")) or ""
    for name in ("script", "style"):
        (content,) = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_every_text_says_its_language_and_direction(tmp_path: Path) -> None:
    exported(html.EXCHANGE, GLOSSARY, tmp_path / "x.html")
    page = Page((tmp_path / "x.html").read_text("utf-8"))
    marked = [attributes for tag, attributes in page.elements if tag in ("b", "s", "h2")]
    assert {(a["lang"], a["dir"]) for a in marked} == {("de", "ltr"), ("he", "rtl")}
    assert ("label", {"for": "query"}) in page.elements


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_script_of_the_page_is_javascript(tmp_path: Path) -> None:
    exported(html.EXCHANGE, GLOSSARY, tmp_path / "x.html")
    (script,) = re.findall(r"<script>(.*?)</script>", (tmp_path / "x.html").read_text("utf-8"), re.DOTALL)
    (tmp_path / "x.js").write_text(script, "utf-8")
    subprocess.run(["node", "--check", tmp_path / "x.js"], check=True)


def test_markdown_shows_texts_as_they_are(tmp_path: Path) -> None:
    pyromark = pytest.importorskip("pyromark")
    exported(markdown.EXCHANGE, GLOSSARY, tmp_path / "x.md")
    page = Page(pyromark.html((tmp_path / "x.md").read_text("utf-8")))
    tags = [tag for tag, _attributes in page.elements]
    assert (tags.count("h1"), tags.count("h2"), tags.count("script")) == (1, 2, 0)
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    assert links == ["https://www.wikidata.org/wiki/Q1"]
    text = "".join(page.texts)
    assert text.count(HOSTILE) == 8
    assert "ירושלים" in text
    isolated = [attributes for tag, attributes in page.elements if tag == "bdi"]
    assert isolated
    assert all(each == {"lang": "he", "dir": "rtl"} for each in isolated)


def entries(folder: Path) -> dict[str, list[str]]:
    """The words of a dictionary with the texts that they lead to, read by the description of the format."""
    index, texts, synonyms = ((folder / f"glossary.{each}").read_bytes() for each in ("idx", "dict", "syn"))
    about = dict(line.split("=", 1) for line in (folder / "glossary.ifo").read_text("utf-8").splitlines()[1:])
    words: list[tuple[str, str]] = []
    at = 0
    while at < len(index):
        end = index.index(0, at)
        offset, size = struct.unpack_from(">II", index, end + 1)
        words.append((index[at:end].decode(), texts[offset : offset + size].decode()))
        at = end + 9
    assert (int(about["wordcount"]), int(about["idxfilesize"])) == (len(words), len(index))
    found: dict[str, list[str]] = {}
    for word, text in words:
        found.setdefault(word, []).append(text)
    at, count = 0, 0
    while at < len(synonyms):
        end = synonyms.index(0, at)
        (number,) = struct.unpack_from(">I", synonyms, end + 1)
        found.setdefault(synonyms[at:end].decode(), []).append(words[number][1])
        at, count = end + 5, count + 1
    assert count == int(about["synwordcount"])
    return found


@settings(deadline=None, max_examples=20)
@given(made=glossaries())
def test_stardict_leads_every_form_to_its_concept(made: Glossary) -> None:
    with TemporaryDirectory() as name:
        before = written(made, Path(name) / "a")
        exported(stardict.EXCHANGE, before, Path(name) / "d")
        found = entries(Path(name) / "d")
        for concept in before.concepts.values():
            for terms in concept.terms.values():
                for term in terms:
                    for text in (term.text, *(variant.text for variant in term.variants)):
                        assert any(concept.id in each.splitlines()[-1] for each in found[text])


def test_a_word_of_several_concepts_has_one_article(tmp_path: Path) -> None:
    common = Variant("gemein")
    made = {
        "bank-a": Concept("bank-a", "term", {"de": (Term("Bank", variants=(common,)),)}),
        "bank-b": Concept("bank-b", "term", {"de": (Term("BANK", variants=(common,)),)}),
        "bench": Concept("bench", "term", {"de": (Term("Bank", gender="f"),), "en": (Term("bench"),)}),
    }
    exported(stardict.EXCHANGE, Glossary(made, language="de"), tmp_path / "d")
    found = entries(tmp_path / "d")
    assert all(len(articles) == 1 for articles in found.values())
    meant = {
        word: [line for line in articles[0].splitlines() if line in made] for word, articles in found.items()
    }
    every, banks = ["bank-a", "bank-b", "bench"], ["bank-a", "bank-b"]
    assert {word: sorted(ids) for word, ids in meant.items()} == {
        "Bank": every,
        "BANK": every,
        "gemein": banks,
        "bench": every,
    }


@pytest.mark.skipif(shutil.which("sdcv") is None, reason="sdcv is not installed")
def test_sdcv_opens_the_dictionary(tmp_path: Path) -> None:
    kyiv = Concept(
        "kyiv", "place", {"de": (Term("Kyjiw", variants=(Variant("Kiew"),)),), "en": (Term("Kyiv"),)}
    )
    made = Glossary({"kyiv": kyiv, "other": OTHER}, language="de", title="Orte")
    exported(stardict.EXCHANGE, made, tmp_path / "d")
    for word in ("Kyjiw", "Kiew", "Kyiv"):
        command = ["sdcv", "-n", "-e", "-0", "-1", "-2", tmp_path / "d", word]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={"HOME": str(tmp_path)}
        )
        assert "-->Kyjiw" in done.stdout
        assert "not: Kiew" in done.stdout
