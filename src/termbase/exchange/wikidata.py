"""Wikidata: entities as concepts, from a dump (an entity a line) or from Special:EntityData.

    termbase import wikidata Q1899.json -O languages=de,en,uk
    termbase import wikidata latest-all.json.gz -O classes=Q515,Q6256

Labels are terms that nobody has reviewed, aliases variants for look-up, the id an identifier, by which a concept of the
glossary is found and gets what it does not have. Descriptions and claims are not taken. `classes` are the items that
an entity must be an instance of; of a whole dump take few: what is new is held in memory as text.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from termbase.exchange._authority import LANGUAGES, load_authority
from termbase.exchange.exchange import Exchange, Imported, LoadOptions, Option
from termbase.files import read_text
from termbase.glossary.lines import first_line
from termbase.glossary.wikidata import AUTHORITY
from termbase.messages import _
from termbase.model import Place, TermbaseError


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge entities into the glossary; see `_authority.load_authority`."""
    with _a_line_each(file) as lines:
        return load_authority(AUTHORITY, [lines], file, folder, options)


@contextmanager
def _a_line_each(file: Path) -> Iterator[Path]:
    """Give the file, or in its place a temporary one that has its entities a line each, as dumps do."""
    if b'"entities"' not in first_line(file) and first_line(file).strip() != b"{":
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="termbase-") as name:
        lines = Path(name) / file.name
        entities = _entities(file).values()
        texts = (json.dumps(entity, ensure_ascii=False) for entity in entities)
        lines.write_text("".join(f"{text}\n" for text in texts), "utf-8", "surrogatepass")
        yield lines


def _entities(file: Path) -> Mapping[str, Any]:
    """Read the answer of Special:EntityData, or one entity over several lines; else TermbaseError."""
    try:
        data = json.loads(read_text(file).text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        message = _("is no JSON of Wikidata ({reason}); get the file anew").format(reason=error)
        raise TermbaseError.of("TB748", message, Place(file.as_posix(), line)) from None
    entities = data.get("entities", {str(data.get("id")): data}) if isinstance(data, Mapping) else None
    if not isinstance(entities, Mapping):
        message = _("has no “entities”; get the file from Special:EntityData or take a dump")
        raise TermbaseError.of("TB748", message, Place(file.as_posix(), 1))
    return entities


EXCHANGE = Exchange(
    name="wikidata",
    description="entities of Wikidata",
    suffixes=(".json", ".json.gz", ".json.bz2"),
    load=load,
    options=(
        LANGUAGES,
        Option("classes", "what an entity must be an instance of: Q515,Q6256", ways=("import",)),
    ),
)
