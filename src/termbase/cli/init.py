"""`termbase init`: a new glossary to begin with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from termbase.cli.notes import note
from termbase.messages import _
from termbase.model import Place, TermbaseError

_EXAMPLE = """\
# A file of concepts, each below its id. Ids are of small letters, digits and hyphens, and never reused.

kyiv:
  kind: place  # organisation, person, place, medium, office, term, demonym or work
  definition: {{en: Capital of Ukraine}}
  terms:
    # Languages by their BCP 47 tags. The first preferred term of a type is the canonical form.
    de:
      - term: Kyjiw
        gender: n
        variants:
          # What leads to the canonical form. A bare text is a spelling; `kind` says what else it is.
          - {{term: Kiew, kind: transliteration}}
          - Kiev
          - {{term: Kyiv, use: flag}}  # reported, not changed
    en:
      - term: Kyiv
        variants:
          - {{term: Kiev, kind: former}}  # former names stay in quotations
  examples:
    # `termbase validate` runs these.
    - {{lang: de, text: "Kiews Bürgermeister", gives: "Kyjiws Bürgermeister"}}
"""
_SETTINGS = """\
# Settings of this glossary.
title: {title}
language: {language}
"""
_CONFIGURATION = """\
# Configuration of termbase for this project; it may stand in pyproject.toml, below [tool.termbase], as well.
glossary: {glossary}
language: {language}
exclude: []
"""
_HOOK = """\
# Checks the texts of a commit. `pre-commit install` sets it up; see pre-commit.com.
repos:
  - repo: local
    hooks:
      - id: termbase
        name: termbase
        entry: termbase normalise --check
        language: system
        types: [text]
"""


def init(
    folder: Annotated[
        Path, typer.Argument(metavar=_("[FOLDER]"), help=_("Where the glossary is made."), show_default=False)
    ] = Path("glossary"),
    language: Annotated[
        str, typer.Option("--lang", metavar=_("LANGUAGE"), help=_("The language of the texts (BCP 47)."))
    ] = "de",
) -> int:
    """Write what does not exist yet; refuse, writing nothing, where a glossary is already."""
    from termbase.files import make_folder, write_atomically
    from termbase.report.columns import printable

    if any(folder.glob("*.yaml")):
        message = _("is a glossary already; `termbase add` adds to it, or name another folder")
        raise TermbaseError.of("TB934", message, Place(folder.as_posix()))
    values = {"glossary": folder.as_posix(), "language": language, "title": folder.resolve().name}
    texts = {folder / "termbase.yaml": _SETTINGS, folder / "places.yaml": _EXAMPLE}
    if not _is_configured():
        texts[Path("termbase.yaml")] = _CONFIGURATION
    texts[Path(".pre-commit-config.yaml")] = _HOOK
    make_folder(folder)
    for path, text in texts.items():
        if path.exists():
            said = _("{file}: exists and stays as it is; add this to it:\n\n{text}")
            file = printable(path.as_posix())
            sys.stderr.write(said.format(file=file, text=text.format(**values)) + "\n")
            continue
        write_atomically(path, text.format(**values).encode(), expected=b"")
        note(_("{file}: written").format(file=path.as_posix()))
    note(_("Now try: termbase lookup Kiew"))
    return 0


def _is_configured() -> bool:
    """Tell whether a configuration holds here already."""
    from termbase.cli.configuration import find_configuration

    found = find_configuration(Path.cwd())
    return found.file is not None and found.folder == Path.cwd()
