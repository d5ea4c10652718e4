"""OmegaT: a glossary for each language pair, UTF-8 with source, target and comment between tabs.

    termbase export omegat --from de --to en -o glossary/de-en.txt
    termbase import omegat glossary/de-en.txt --from de -O to=en

A line holds one target; a source with several targets has several lines (OmegaT manual, Glossaries). The comment
holds definition, status and, in brackets at its end, the concept by which an import finds back: `[csto|acronym]`.
In a file that does not begin as an export does brackets are but text, and comments become notes of the targets.
Lines that begin with `#` are comments. Variants that are rewritten are source texts too, and marked as such.
Grammar, match rules, sources, notes and relations are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._cells import one_line
from termbase.exchange._languages import pairs_of
from termbase.exchange._losses import Loss, losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import paths_of, write_files
from termbase.exchange._pair_reading import TO, PairLine, load_pairs
from termbase.exchange._pairs import VARIANTS, Pair, pairs, unpaired
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.messages import _
from termbase.model import Finding, Glossary, Place

_HELD = ("concept.definition", "term.type", "term.status", "term.reviewed", "variant")


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write a file for each target language. Raises TermbaseError for languages that cannot be."""
    source, languages = pairs_of(glossary, options)
    paths = paths_of(target, [f"{source}-{lang}" for lang in languages], ".txt")
    variants = options.options.get("variants", "yes") == "yes"
    files: dict[Path, bytes] = {}
    entries = 0
    lost = list(lost_fields(glossary, _HELD, (source, *languages)))
    for lang, path in zip(languages, paths.values(), strict=True):
        found = list(pairs(glossary, source, lang, variants))
        lines = [_line(pair, source, lang) for pair in found if not pair.source.startswith("#")]
        hidden = (pair for pair in found if pair.source.startswith("#"))
        lost += (Loss(_("texts that would be comments"), pair.concept.id, pair.place) for pair in hidden)
        files[path] = "".join((f"{HEAD}\n", *lines)).encode("utf-8")
        entries += len(lines)
        lost += unpaired(glossary, source, lang)
    return Exported(write_files(files), entries, losses(lost))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge a glossary of OmegaT; see `_pair_reading.load_pairs`."""
    return load_pairs(file, folder, options, "omegat", read)


def read(text: str, name: str) -> Iterator[PairLine | Finding]:
    """Give the pairs of a glossary with their lines."""
    own = text.startswith(HEAD)
    for number, line in enumerate(text.split("\n"), 1):
        line = line.removesuffix("\r")
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) < 2 or not (parts[0].strip() and parts[1].strip()):
            message = _("the line is no pair: source, tab, target, and perhaps a tab and a comment")
            yield Finding("TB743", "error", message, Place(name, number))
            continue
        comment = one_line(" ".join(parts[2:]))
        source, target = parts[0].strip(), parts[1].strip()
        if not own:
            yield PairLine(number, source, target, note=comment)
            continue
        comment, context = split_comment(comment)
        yield PairLine(number, source, target, context, variant=comment.startswith(MARK))


HEAD = "# termbase"
"""The first line of an export, a comment for OmegaT."""

MARK = "≠"
"""What the comment of a variant begins with; it is no word of any language."""


def split_comment(comment: str) -> tuple[str, str]:
    """Split a comment into its text and the concept in brackets at its end.

    >>> split_comment("Bündnis [csto|acronym]"), split_comment("draft")
    (('Bündnis', 'csto|acronym'), ('draft', ''))
    """
    text, bracket, context = comment.strip().rpartition("[")
    if bracket and context.endswith("]") and " " not in context:
        return text.strip(), context[:-1]
    return comment.strip(), ""


def _line(pair: Pair, source: str, target: str) -> str:
    found = pair.concept.definition.get(source) or pair.concept.definition.get(target)
    notes = [
        MARK if pair.variant else "",
        "(draft)" if pair.draft else "",
        found.text if found else "",
        f"[{pair.context}]",
    ]
    cells = (pair.source, pair.target, " ".join(filter(None, notes)))
    return "\t".join(one_line(cell) for cell in cells) + "\n"


EXCHANGE = Exchange(
    name="omegat",
    description="glossaries for OmegaT",
    suffixes=(".txt", ".utf8", ".tab"),
    dump=dump,
    load=load,
    lost="grammar, match rules, notes, terms without a translation",
    options=(VARIANTS, TO),
)
