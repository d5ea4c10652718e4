"""How a text is put into a document of each format: one table, a row for every place in which text can stand.

A new document format brings its rows here; `test_cases.py` fails for one that has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

Wrapping = Callable[[str], str]

_MARKDOWN_ACTIVE = re.compile(r"[\\`*_\[\]<>|&#~{}$]|^\s|\s$|^[-+=\d]|[\n\r\t]|://|www\.|@|  ")
_SEVERAL_LINES = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]|^\s|\s$")

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_XLIFF = "urn:oasis:names:tc:xliff:document"


def _word(body: str) -> str:
    return f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'


def _opendocument(body: str) -> str:
    return (
        f'<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0"'
        f' xmlns:table="{_ODF}:table:1.0">{body}</office:document-content>'
    )


# Of formats that are archives the text of one member.
WRAPPINGS: dict[str, dict[str, Wrapping]] = {
    "android": {
        "string": lambda text: f'<resources><string name="a">{text}</string></resources>',
        "CDATA": lambda text: f'<resources><string name="a"><![CDATA[{text}]]></string></resources>',
    },
    "docx": {
        "paragraph": lambda text: _word(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
        "insertion after another run": lambda text: _word(
            f"<w:p><w:r><w:t>1) </w:t><w:tab/></w:r><w:ins><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>"
        ),
    },
    "odt": {
        "paragraph": lambda text: _opendocument(f"<text:p>{text}</text:p>"),
        "span in a cell": lambda text: _opendocument(
            f"<table:table-cell><text:p><text:span>{text}</text:span></text:p></table:table-cell>"
        ),
    },
    "pptx": {
        "paragraph": lambda text: f'<a:p xmlns:a="{_DRAWING}"><a:r><a:t>{text}</a:t></a:r></a:p>',
    },
    "tmx": {
        "segment": lambda text: f"<tmx><body><tu><tuv><seg>{text}</seg></tuv></tu></body></tmx>",
        "highlighted": lambda text: f"<tmx><body><tu><tuv><seg><hi>{text}</hi></seg></tuv></tu></body></tmx>",
    },
    "xliff": {
        "1.2": lambda text: (
            f'<xliff xmlns="{_XLIFF}:1.2"><trans-unit><target>{text}</target></trans-unit></xliff>'
        ),
        "2.0": lambda text: (
            f'<xliff xmlns="{_XLIFF}:2.0"><unit><segment><target><pc>{text}</pc></target>'
            "</segment></unit></xliff>"
        ),
    },
    "xlsx": {
        "shared string": lambda text: f'<sst xmlns="{_SHEET}"><si><t>{text}</t></si></sst>',
        "inline string": lambda text: (
            f'<worksheet xmlns="{_SHEET}"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></worksheet>'
        ),
    },
    "txt": {
        "paragraph between others": lambda text: f"Vorweg.\n\n{text}\n\nDanach.\n",
        "lines that end in CRLF": lambda text: f"Vorweg.\r\n\r\n{text}\r\n",
        "item of a list": lambda text: f"- {text}\n- Danach.\n",
    },
    "markdown": {
        "paragraph": lambda text: f"# Vorweg\n\n{text}\n",
        "item of a list": lambda text: f"- {text}\n- Danach.\n",
        "item of an ordered list": lambda text: f"1. {text}\n2. Danach.\n",
        "quoted paragraph": lambda text: f"> {text}\n",
        "cell of a table": lambda text: f"| Vorweg | Text |\n| --- | --- |\n| 1 | {text} |\n",
        "emphasis": lambda text: f"**{text}**\n",
    },
}

_XML_ACTIVE = re.compile(rf"[<>&]|{_SEVERAL_LINES.pattern}")
_ANDROID_ACTIVE = re.compile(rf"[\\'\"]|{_XML_ACTIVE.pattern}")

_CANNOT_HOLD = {
    "txt": _SEVERAL_LINES,
    "markdown": _MARKDOWN_ACTIVE,
    "android": _ANDROID_ACTIVE,
    **dict.fromkeys(("docx", "odt", "pptx", "tmx", "xliff", "xlsx"), _XML_ACTIVE),
}


def wrappings(format: str, text: str) -> Iterator[tuple[str, Wrapping]]:
    """The places of a format in which this text can stand as it is, without escapes."""
    if not _CANNOT_HOLD[format].search(text):
        yield from WRAPPINGS[format].items()
