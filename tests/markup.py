"""Documents in XML for property tests: text and markup, marked so that neither is taken for the other unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.parsers import expat

from hypothesis import strategies as st

from termbase.documents.document import Block

NO_TEXT = "zz"
"""What is no text bears this mark, so that it is seen wherever it turns up."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
XLIFF = "urn:oasis:names:tc:xliff:document"


@dataclass(frozen=True)
class Shape:
    """How a document of a format looks: `{}` is where blocks, runs and text stand. `bare`: text needs no run."""

    document: str
    blocks: tuple[str, ...]
    runs: tuple[str, ...]
    markup: tuple[str, ...]
    bare: bool = True


_ANYWHERE = ("<!-- zz -->", "<?zz zz?>")
SHAPES = {
    "android": Shape(
        '<resources xmlns:x="urn:oasis:names:tc:xliff:document:1.2">{}</resources>',
        ('<string name="zz">{}</string>', '<plurals name="zz"><item quantity="one">{}</item></plurals>'),
        ("<b>{}</b>", '<a href="zz">{}</a>'),
        ('<x:g id="zz">zz</x:g>', '"', r"\'", r"\n", r"\u0041", r"\&quot;"),
    ),
    "docx": Shape(
        f'<w:document xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"><w:body>{{}}</w:body></w:document>',
        (
            "<w:p>{}</w:p>",
            "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:pStyle w:val='zz'/></w:pPr>{}</w:p></w:tc></w:tr></w:tbl>",
        ),
        (
            "<w:r><w:t>{}</w:t></w:r>",
            '<w:r><w:t xml:space="preserve">{}</w:t></w:r>',
            '<w:r><w:rPr><w:b/><w:lang w:val="de-DE"/></w:rPr><w:t>{}</w:t><w:tab/></w:r>',
            "<w:ins><w:hyperlink w:anchor='zz'><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:ins>",
            "<w:r><mc:AlternateContent><mc:Choice Requires='zz'><w:p><w:r><w:t>{}</w:t></w:r></w:p></mc:Choice>"
            "</mc:AlternateContent></w:r>",
        ),
        (
            "<w:r><w:br></w:br></w:r>",
            "<w:r><w:softHyphen/><w:noBreakHyphen/></w:r>",
            "<w:r><w:sym w:char='zz'/></w:r>",
            "<w:r><w:instrText>zz</w:instrText></w:r>",
            "<w:del><w:r><w:delText>zz</w:delText></w:r></w:del>",
            "<w:moveFrom><w:r><w:t>zz</w:t></w:r></w:moveFrom>",
            "<w:proofErr w:type='zz'/>",
        ),
        bare=False,
    ),
    "odt": Shape(
        f'<o:document-content xmlns:o="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:table="{ODF}:table:1.0">'
        "<o:body>{}</o:body></o:document-content>",
        (
            "<text:p>{}</text:p>",
            "<text:h>{}</text:h>",
            "<table:table-cell><text:p>{}</text:p></table:table-cell>",
        ),
        (
            '<text:span text:style-name="zz">{}</text:span>',
            "<text:a>{}</text:a>",
            "<text:note><text:note-citation>zz</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>",
        ),
        (
            "<text:s/>",
            '<text:s text:c="3"/>',
            "<text:tab/>",
            "<text:line-break/>",
            "<text:tracked-changes><text:p>zz</text:p></text:tracked-changes>",
        ),
    ),
    "pptx": Shape(
        f'<a:sld xmlns:a="{DRAWING}">{{}}</a:sld>',
        ("<a:p>{}</a:p>",),
        ("<a:r><a:t>{}</a:t></a:r>", '<a:r><a:rPr lang="de-DE"/><a:t>{}</a:t></a:r>'),
        ("<a:br/>", '<a:endParaRPr lang="zz"/>'),
        bare=False,
    ),
    "tmx": Shape(
        '<!DOCTYPE tmx SYSTEM "zz.dtd"><tmx><body>{}</body></tmx>',
        ('<tu><tuv xml:lang="de"><prop type="zz">zz</prop><seg>{}</seg></tuv></tu>',),
        ("<hi>{}</hi>", '<bpt i="1">zz</bpt>{}<ept i="1">zz</ept>', "<ph>zz<sub>{}</sub>zz</ph>"),
        ('<ph x="1">zz</ph>', "<it>zz</it>", "<ph/>"),
    ),
    "xliff": Shape(
        f'<xliff xmlns="{XLIFF}:1.2"><file target-language="de"><body>{{}}</body></file></xliff>',
        (
            '<trans-unit id="zz"><source>zz</source><target>{}</target></trans-unit>',
            "<trans-unit><target>{}</target><alt-trans><target>zz</target></alt-trans></trans-unit>",
        ),
        ('<g id="1">{}</g>', '<mrk mtype="seg" mid="zz">{}</mrk>', "<bpt>zz<sub>{}</sub></bpt>"),
        ('<x id="1"/>', '<x ctype="lb"/>', "<ph>zz</ph>", "<bx/>", '<mrk mtype="protected">zz</mrk>'),
    ),
    "xlsx": Shape(
        f'<sst xmlns="{SHEET}">{{}}</sst>',
        ("<si>{}</si>", '<c r="zz"><is>{}</is></c>'),
        ("<t>{}</t>", "<r><rPr><b/></rPr><t>{}</t></r>", '<r><t xml:space="preserve">{}</t></r>'),
        ("<rPh><t>zz</t></rPh>", "<phoneticPr/>"),
        bare=False,
    ),
}

_words = st.sampled_from(["Kiew", "Die ODKB", "Україна", "基辅", "e\u0301x", "😀", " ", "\n", "a-b"])
_escaped = st.sampled_from(
    ["&amp;", "&lt;", "&#228;", "&#x1F600;", "<![CDATA[Ki&ew]]>", "<![CDATA[]]>", "<!-- zz -->"]
)
_texts = st.lists(_words | _words | _escaped, min_size=1, max_size=4).map("".join)


def documents(format: str) -> st.SearchStrategy[str]:
    """Documents of a format, or members of an archive; lines end in LF."""
    shape = SHAPES[format]
    runs = st.builds(str.format, st.sampled_from(shape.runs), _texts)
    markup = st.sampled_from((*_ANYWHERE, *shape.markup))
    parts = runs | runs | markup | _texts if shape.bare else runs | runs | markup
    inside = st.lists(parts, min_size=1, max_size=5).map("".join)
    blocks = st.builds(str.format, st.sampled_from(shape.blocks), inside)
    return st.lists(blocks, min_size=1, max_size=4).map(lambda found: shape.document.format("\n".join(found)))


def elements(source: str) -> tuple[Counter[str], int]:
    """How often each element occurs, and how many would lose white space at an edge of their text."""
    names: Counter[str] = Counter()
    open_ones: list[list[str]] = []
    losing = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        names[name] += 1
        open_ones.append(["" if "xml:space" in attributes else name])

    def end(_name: str) -> None:
        nonlocal losing
        name, *texts = open_ones.pop()
        text = "".join(texts)
        losing += name in ("w:t", "t") and text != text.strip()

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda data: open_ones[-1].append(data)
    parser.Parse(source.encode(), True)
    return names, losing


def hold(source: str, found: Sequence[Block]) -> None:
    """Pieces are apart and, within a block, ascend; 1:1 or atomic; spans are in the text."""
    taken: list[tuple[int, int]] = []
    for block in found:
        assert block.text.strip()
        at = 0
        for piece in block.pieces:
            assert at <= piece.start < piece.end <= len(source)
            at = piece.end
            taken.append((piece.start, piece.end))
            if piece.exact:
                assert source[piece.start : piece.end] == piece.text
            elif not piece.markup:
                assert source[piece.start] in "&\\"
        for start, end in block.protected:
            assert 0 <= start < end <= len(block.text)
        assert list(block.joints) == sorted(set(block.joints))
        assert all(0 < joint < len(block.text) for joint in block.joints)
    taken.sort()
    assert all(end <= start for (_, end), (start, _) in pairwise(taken))
