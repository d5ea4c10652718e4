"""Pairs: source, tab, target, a line each, as Moses, memoQ, Trados and many converters take them.

    termbase export pairs --from de --to en -o de-en.tsv
    termbase import pairs de-en.tsv --from de -O to=en

One target a line, no header, no comments, so that nothing but two texts can be told. Drafts are left out, as
nobody could see them: `--drafts` takes them in. On the way back lines with the same source text are one concept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from termbase.exchange._cells import one_line
from termbase.exchange._languages import pairs_of
from termbase.exchange._losses import Loss, losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import paths_of, write_files
from termbase.exchange._pair_reading import TO, PairLine, load_pairs
from termbase.exchange._pairs import HELD, VARIANTS, pairs, unpaired, without_drafts
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.messages import _
from termbase.model import Finding, Glossary, Place


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write a file for each target language. Raises TermbaseError for languages that cannot be."""
    source, languages = pairs_of(glossary, options)
    paths = paths_of(target, [f"{source}-{lang}" for lang in languages], ".tsv")
    variants = options.options.get("variants", "no") == "yes"
    files: dict[Path, bytes] = {}
    entries, lost = 0, list[Loss](lost_fields(glossary, HELD, (source, *languages)))
    for lang, path in zip(languages, paths.values(), strict=True):
        found = without_drafts(pairs(glossary, source, lang, variants), options.drafts, lost)
        texts = dict.fromkeys((one_line(pair.source), one_line(pair.target)) for pair in found)
        files[path] = "".join(f"{one}\t{other}\n" for one, other in texts).encode("utf-8")
        entries += len(texts)
        lost += unpaired(glossary, source, lang)
    return Exported(write_files(files), entries, losses(lost))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge pairs; see `_pair_reading.load_pairs`."""
    return load_pairs(file, folder, options, "pairs", read)


def read(text: str, name: str) -> Iterator[PairLine | Finding]:
    """Give the pairs of a file with their lines."""
    for number, line in enumerate(text.split("\n"), 1):
        parts = [part.strip() for part in line.split("\t")]
        if parts == [""]:
            continue
        if len(parts) != 2 or not all(parts):
            message = _("the line is no pair: source, one tab, target")
            yield Finding("TB743", "error", message, Place(name, number))
            continue
        yield PairLine(number, parts[0], parts[1])


EXCHANGE = Exchange(
    name="pairs",
    description="source and target between a tab, for Moses, memoQ and converters",
    suffixes=(".tsv", ".txt"),
    dump=dump,
    load=load,
    lost="all but pairs of terms",
    options=(replace(VARIANTS, values=("no", "yes")), TO),
)
