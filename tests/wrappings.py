"""How a text is put into a document of each format: one table, a row for every place in which text can stand.

A new document format brings its rows here; `test_cases.py` fails for one that has none.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator

Wrapping = Callable[[str], str]

_MARKDOWN_ACTIVE = re.compile(r"[\\`*_\[\]<>|&#~{}$]|^\s|\s$|^[-+=\d]|[\n\r\t]|://|www\.|@|  ")
_SEVERAL_LINES = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]|^\s|\s$")

_CUE = "00:00:01,000 --> 00:00:02,000"


def _json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _html(text: str) -> str:
    return html.escape(text, quote=False)


def _quoted(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")


def _po(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _two(text: str) -> str:
    return text.replace('"', '""')


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
    "html": {
        "paragraph": lambda text: f"<h1>Vorweg</h1><p>{_html(text)}<p>Danach.",
        "emphasis in a list": lambda text: f"<ul>\r\n<li><b class=Kiew>{_html(text)}</b>\r\n<li>x</ul>",
        "cell of a table": lambda text: f"<table><tr><td>Vorweg<td>{_html(text)}</table>",
        "attribute": lambda text: f'<p><img alt="{_quoted(text)}"></p>',
    },
    "po": {
        "translation": lambda text: f'msgid "Kiew"\nmsgstr "{_po(text)}"\n',
        "plural form": lambda text: f'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] "{_po(text)}"\n',
    },
    "srt": {
        "cue": lambda text: f"1\n{_CUE}\n{text}\n\n2\n{_CUE}\nDanach.\n",
        "cue in italics": lambda text: f"1\r\n{_CUE}\r\n<i>{text}</i>\r\n",
    },
    "vtt": {
        "cue": lambda text: f"WEBVTT\n\n{_CUE.replace(',', '.')}\n{_html(text)}\n\nNOTE Kiew\n",
        "cue with a voice": lambda text: (
            f"WEBVTT\n\nx\n{_CUE.replace(',', '.')}\n<v Kiew>{_html(text)}</v>\n"
        ),
    },
    "json": {"value": lambda text: f'{{"Kiew": {_json(text)}, "b": ["x", 1]}}\n'},
    "jsonl": {"value": lambda text: f'{{"Kiew": "x"}}\n{_json(text)}\n'},
    "arb": {"message": lambda text: f'{{"a": {_json(text)}, "@a": {{"description": "Kiew"}}}}\n'},
    "yaml": {
        "plain value": lambda text: f"Kiew: {text}\n",
        "item in double quotation marks": lambda text: f"a:\n  - {_json(text)}\n  - 1\n",
        "literal block": lambda text: f"a: |\r\n  {text}\r\nb: x\r\n",
        "folded block": lambda text: f"a:\n  b: >-\n    {text}\n",
    },
    "fluent": {
        "message": lambda text: f"# Kiew\nkiew = {text}\n",
        "attribute": lambda text: f"a = x\n    .Kiew =\n        {text}\n",
        "variant": lambda text: f"a = {{ $n ->\n    [one] x\n   *[Kiew] {text}\n}}\n",
    },
    "properties": {"value": lambda text: f"# ä Kiew\nKiew = {text}\nx=y\n"},
    "csv": {
        "cell": lambda text: f"Ort,Text\nx,{text}\n",
        "quoted cell": lambda text: f'Ort;Text\r\n"{_two(text)}";1\r\n',
    },
    "tsv": {"cell": lambda text: f"Ort\tText\nx\t{text}\n"},
    "rst": {
        "paragraph": lambda text: f".. Kiew\n\nVorweg\n======\n\n{text}\n",
        "item of a list": lambda text: f"- {text}\n- Danach.\n",
        "note": lambda text: f".. note::\n   :class: Kiew\n\n   {text}\n",
        "last cell of a table": lambda text: f"======  =====\nVorweg  {text}\n======  =====\n",
    },
}

_XML_ACTIVE = re.compile(rf"[<>&]|{_SEVERAL_LINES.pattern}")
_ANDROID_ACTIVE = re.compile(rf"[\\'\"]|{_XML_ACTIVE.pattern}")

_CANNOT_HOLD = {
    "txt": _SEVERAL_LINES,
    "markdown": _MARKDOWN_ACTIVE,
    "android": _ANDROID_ACTIVE,
    **dict.fromkeys(("docx", "odt", "pptx", "tmx", "xliff", "xlsx"), _XML_ACTIVE),
    "srt": re.compile(r"[<>{}\\]"),
    "arb": re.compile(r"[{}]"),
    "yaml": re.compile(r"[:#\[\]{},&*!|>'\"%@`\\\t]|^[-?\d]"),
    "fluent": re.compile(r"[{}]|^[.*\[]"),
    "po": re.compile(r"\t"),
    "properties": re.compile(r"[\\\t]|\{\d"),
    "csv": re.compile(r"[,;\"\t]|^[-=+@]"),
    "tsv": re.compile(r"[\"\t]|^[-=+@]"),
    "rst": re.compile(
        r"[\\`*_|<>\]]|::|^(?:[-+•‣⁃]|\(?\w{1,9}[.)])\s|^[:.\d]|  |[\U00010000-\U0010ffff]"
    ),  # signs of two columns have no place in tables
}
"""What text cannot stand in a format as it is; nothing with several lines is put into any."""


def wrappings(format: str, text: str) -> Iterator[tuple[str, Wrapping]]:
    """The places of a format in which this text can stand as it is, without escapes."""
    active = _CANNOT_HOLD.get(format, _SEVERAL_LINES)
    if not _SEVERAL_LINES.search(text) and not active.search(text):
        yield from WRAPPINGS[format].items()
