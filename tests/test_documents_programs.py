"""Documents that other programs write, and what these read after an edit: gettext, pandoc, Java, Fluent, docutils."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from termbase.documents.document import splice
from termbase.documents.formats import format_named

MARKDOWN = """# Kiew & Umland {#kiew}

In **Kiew** „regnet“ es, sagt <i>Selenski</i>; 1 < 2.

- erstens Kiew
- zweitens `Kiew`

> Kiew

| Ort  | Text |
|------|------|
| Kiew | x    |
"""
PO = '#, c-format\nmsgid "%d long text\\n"\nmsgstr "' + "Kiew und so weiter, " * 9 + '%d \\"x\\"\\n"\n'


def rename(name: str, source: str) -> str:
    """The document with Kiew rewritten wherever it is text that may change."""
    format = format_named(name)
    replacements = []
    for block in format.blocks(source):
        if block.room is not None and not block.room.holds(block.text.count("Kiew")):
            continue  # lines are drawn around it
        at = block.text.find("Kiew")
        while at >= 0:
            if not any(start < at + 4 and at < end for start, end in block.protected):
                low, high = block.span(at, at + 4)
                replacements.append((low, high, (block.escape or format.escape)("Kyjiw")))
            at = block.text.find("Kiew", at + 4)
    assert replacements
    return splice(source, sorted(replacements))


def output_of(command: Sequence[str], text: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    run = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.skip(f"{name} is not installed")


@pytest.mark.parametrize("options", [[], ["--width=30"], ["--no-wrap"], ["--escape"]])
def test_gettext(options: list[str]) -> None:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    written = output_of(["msgcat", *options, "-"], header + PO)
    edited = rename("po", written)
    assert output_of(["msgcat", "-"], edited) == output_of(
        ["msgcat", "-"], header + PO.replace("Kiew", "Kyjiw")
    )
    assert output_of(["msgfmt", "-c", "-o", "/dev/null", "-"], edited) == ""


@pytest.mark.parametrize("name", ["html", "rst"])
def test_pandoc(name: str) -> None:
    written = output_of(["pandoc", "-f", "markdown", "-t", name, "--columns=40"], MARKDOWN)
    edited = rename(name, written)
    before, after = (
        output_of(["pandoc", "-f", name, "-t", "html", "--wrap=none"], text) for text in (written, edited)
    )
    assert after.count("Kyjiw") >= 3
    assert after.replace("Kyjiw", "Kiew").replace("kyjiw", "kiew") == before


def test_java(tmp_path: Path) -> None:
    program = """import java.io.*; import java.util.*;
    class Show { public static void main(String[] names) throws Exception {
      Properties found = new Properties(); found.load(new FileInputStream(names[0]));
      for (String key : new TreeSet<String>(found.stringPropertyNames()))
        System.out.write((key + "=" + found.getProperty(key) + "\\n").getBytes("UTF-8")); System.out.flush(); } }"""
    source = "# Kiew\na\\ b : Kie\\\n   w \\u00e4\\\\ \\tx\nKiew=Kiew\\n\n"
    (tmp_path / "Show.java").write_text(program)
    (tmp_path / "a.properties").write_text(rename("properties", source))
    shown = output_of(["java", str(tmp_path / "Show.java"), str(tmp_path / "a.properties")], "")
    assert shown == "Kiew=Kyjiw\n\na b=Kyjiw ä\\ \tx\n"


def test_fluent_syntax() -> None:
    fluent = module("fluent.syntax")
    source = (
        "a = Kiew { $n ->\n    [one] Kiew\n   *[other]\n      mehr\n      Kiew\n}\n    .b = Kiew\n-c = Kiew\n"
    )
    edited = fluent.parse(rename("fluent", source))
    assert fluent.FluentSerializer().serialize(edited) == fluent.FluentSerializer().serialize(
        fluent.parse(source.replace("Kiew", "Kyjiw"))
    )


def test_docutils() -> None:
    core = module("docutils.core")
    source = (
        "Ort\n===\n\nIn *Kiew* und **Kiew**\\ s, ``Kiew``; siehe::\n\n    Kiew\n\n- Kiew\n  mehr\n\n"
        ".. note:: Kiew\n\n=====  =====\nOrt    Kiew\n=====  =====\n\n.. Kiew\n"
    )
    read = [
        core.publish_string(text, writer_name="pseudoxml", settings_overrides={"report_level": 5}).decode()
        for text in (source, rename("rst", source))
    ]
    assert read[1].count("Kyjiw") == 5
    assert read[1].replace("Kyjiw", "Kiew") == read[0]
