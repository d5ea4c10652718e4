"""Bring the gettext catalogues in `locales/` up to date: the program's messages and the glossary.

    python tools/catalogues.py            extract, update, compile; what is not translated yet is listed
    python tools/catalogues.py --check    change nothing; exit 1 when something is not current or translated

Domain `termbase` holds what stands in `_()` below `src`, and the words of click and Typer, which are looked
up in our domain as well. A new language: copy `locales/termbase.pot` to
`locales/<lang>/LC_MESSAGES/termbase.po`. Domain `glossary` is `termbase export po` of the bundled glossary.
The check takes click's and Typer's words as they stand in the template: they differ from release to release.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locales"
TEMPLATE = Path("termbase.pot")
PROJECT = "termbase"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
HOWS = ("prefix", "spelling", "distance", "phonetic")  # Hit.how, as far as it is shown
OTHERS = {"click": Path(click.__file__).parent, "typer": Path(typer.__file__).parent}


def main() -> int:
    """Update or check; give the exit code."""
    os.environ["LANGUAGE"] = "C"  # messages as they stand in the code
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 when something is due")
    check = parser.parse_args().check
    files = {**messages(check), **glossary()}
    stale = [name for name, data in files.items() if content(LOCALES / name) != data]
    superfluous = [
        path
        for path in LOCALES.glob("*/LC_MESSAGES/glossary.[mp]o")
        if path.relative_to(LOCALES) not in files
    ]
    for name in (*stale, *(path.relative_to(LOCALES) for path in superfluous)):
        print(f"{'not current' if check else 'updated'}: locales/{name.as_posix()}")
    if not check:
        for path in superfluous:
            path.unlink()
        for name in stale:
            (LOCALES / name).parent.mkdir(parents=True, exist_ok=True)
            (LOCALES / name).write_bytes(files[name])
    missing = list(untranslated(files))
    for line in missing:
        print(f"not translated: {line}")
    due = bool(stale or superfluous or missing)
    if check and due:
        print("run python tools/catalogues.py, translate what it names, run it again")
    return int(check and due)


def messages(check: bool) -> dict[Path, bytes]:
    """Make the files of the domain `termbase`, by their paths below `locales`."""
    present = content(LOCALES / TEMPLATE)
    before = read_po(io.BytesIO(present)) if present else Catalog()
    template = extracted(before if check else None)
    if messages_of(template) == messages_of(before) and before.creation_date:
        template.creation_date = before.creation_date
    files = {TEMPLATE: written(template)}
    for path in sorted(LOCALES.glob(f"*/LC_MESSAGES/{PROJECT}.po")):
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=path.parent.parent.name)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        name = path.relative_to(LOCALES)
        files[name] = written(catalogue)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        files[name.with_suffix(".mo")] = compiled.getvalue()
    return files


def extracted(before: Catalog | None) -> Catalog:
    """Make the template: our messages, and click’s and Typer’s (those of the template `before`, if given)."""
    template = Catalog(
        project=PROJECT,
        header_comment="# Messages of termbase. Under the licence of termbase.",
        last_translator="termbase",
        language_team="none",
        fuzzy=False,
    )
    folders = {"src/termbase": ROOT / "src" / "termbase"} | ({} if before else OTHERS)
    for name, folder in folders.items():
        for file, __, message, comments, context in extract_from_dir(
            folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            origin = (f"{name}/{Path(file).as_posix()}", 1)
            template.add(message, locations=[origin], auto_comments=comments, context=context)
    for message, file in spoken():
        template.add(message, locations=[(f"src/termbase/{file}", 1)])
    for known in before or ():
        foreign = [(file, 1) for file, __ in known.locations if file.split("/")[0] in OTHERS]
        if foreign:
            template.add(known.id, locations=foreign, context=known.context)
    return template


def spoken() -> Iterator[tuple[str, str]]:
    """Give what is looked up by a variable, not by a text in the code, with the file that it stands in."""
    from termbase import model
    from termbase.report.codes import codes

    for table in (model.KINDS, model.TERM_TYPES, model.STATUSES, model.VARIANT_KINDS):
        yield from ((word, "model.py") for word in table)
    yield from ((word, "index/names.py") for word in HOWS)
    for code in codes().values():
        yield from ((text, "data/codes.yaml") for text in (code.title, code.explanation))


def messages_of(catalogue: Catalog) -> set[tuple[object, ...]]:
    """Give what makes two templates the same: messages and the files they are in."""
    return {(str(m.id), m.context, *sorted({file for file, __ in m.locations})) for m in catalogue if m.id}


def written(catalogue: Catalog) -> bytes:
    """Write the catalogue as PO without line numbers, so that it changes only when a message does."""
    for message in catalogue:
        message.locations = sorted({(file, 1) for file, __ in message.locations})
        if "%(" not in str(message.id):
            message.flags.discard("python-format")  # Babel takes “% in quotation marks” for one
    target = io.BytesIO()
    write_po(target, catalogue, width=100, sort_output=True, include_lineno=False)
    data = target.getvalue().replace(b": termbase VERSION", b": termbase").replace(b" EMAIL@ADDRESS", b" ")
    return re.sub(rb'"Generated-By: .*\n', b"", data)  # it would change with every release of Babel


def glossary() -> dict[Path, bytes]:
    """Make the files of the domain `glossary`, by their paths below `locales`."""
    from termbase.exchange.exchange import DumpOptions
    from termbase.exchange.po import EXCHANGE
    from termbase.glossary.schema import read_glossary

    folder = ROOT / "glossary"
    with tempfile.TemporaryDirectory() as temporary:
        exported = EXCHANGE.dump(read_glossary(folder), Path(temporary), DumpOptions(folder=folder))
        return {path.relative_to(temporary): path.read_bytes() for path in exported.files}


def untranslated(files: dict[Path, bytes]) -> Iterator[str]:
    """Name what the catalogues of the domain `termbase` do not translate, or only as a draft."""
    for name, data in files.items():
        if name.name == f"{PROJECT}.po":
            for message in read_po(io.BytesIO(data)):
                if message.id and (message.fuzzy or not is_translated(message)):
                    yield f"locales/{name.as_posix()}: {message.id!r}"


def is_translated(message: Message) -> bool:
    """Whether all texts of a message are there."""
    texts = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(texts) and bool(texts)


def content(path: Path) -> bytes:
    """Give the bytes of a file, none if it is not there."""
    return path.read_bytes() if path.exists() else b""


if __name__ == "__main__":
    sys.exit(main())
