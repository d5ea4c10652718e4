"""Writes what was attested into the glossary, by span: the `sources` of its variants, the `source` of its terms.

A term's source is free text; ids are added where it has none but ids, or is absent. What else it says stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from termbase.files import decode, lock, read_bytes, write_atomically
from termbase.glossary import write
from termbase.glossary.schema import read_glossary
from termbase.glossary.trial import read_trial
from termbase.glossary.yaml import parse, plain
from termbase.messages import _
from termbase.model import Finding, Glossary, Term, Variant
from termbase.verbs.attest import Attestation

_COMMAS = re.compile(r"[,\s]+")


@dataclass(frozen=True, slots=True)
class Updated:
    """What was written: the files that changed, how many sources were added, and what could not be."""

    files: tuple[Path, ...]
    added: int
    findings: tuple[Finding, ...]


def update_attestations(folder: Path, found: Iterable[Attestation]) -> Updated:
    """Add the sources to the variants and terms that they write, where they are not recorded.

    A source that is not in the register is a finding (TB821). Raises TermbaseError, and changes nothing, if the
    glossary cannot be read before or after.
    """
    with lock(folder):
        glossary = read_glossary(folder)
        listed = list(found)
        known = [each for each in listed if each.source in glossary.sources]
        unknown = sorted({each.source for each in listed} - set(glossary.sources))
        changed = dict(_changed_files(glossary, known))
        added = sum(count for _old, _new, count in changed.values())
        read_trial(folder, {file: new for file, (_old, new, _count) in changed.items()})
        for file, (old, new, _count) in changed.items():
            write_atomically(file, new, expected=old)
    return Updated(tuple(changed), added, tuple(map(_unknown, unknown)))


def _unknown(source: str) -> Finding:
    message = _("the source “{source}” is not in sources.yaml, so nothing was recorded of it; add it there")
    return Finding("TB821", "info", message.format(source=source))


def _changed_files(
    glossary: Glossary, found: Iterable[Attestation]
) -> Iterator[tuple[Path, tuple[bytes, bytes, int]]]:
    """Give the files that change, with their bytes before and after and how many sources they gain."""
    wanted: defaultdict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for each in found:
        wanted[each.concept, each.lang.partition("-")[0], each.term, each.form].append(each.source)
    by_file: defaultdict[Path, list[tuple[write.Path, list[str]]]] = defaultdict(list)
    for concept in glossary.concepts.values():
        for lang, terms in concept.terms.items():
            for number, term in enumerate(terms):
                path: write.Path = (concept.id, "terms", lang, number)
                for place, variant, sources in _gains(concept.id, lang, term, wanted):
                    by_file[Path(variant.place.file)].append(((*path, "variants", place), sources))
                attested = wanted.get((concept.id, lang.partition("-")[0], term.text, term.text), ())
                if own := _unsaid(term, attested, glossary.sources):
                    by_file[Path(term.place.file)].append((path, own))
    for file, changes in by_file.items():
        raw = read_bytes(file)
        content = decode(raw, file.as_posix())
        text = content.text
        for path, sources in changes:
            is_variant = path[-2] == "variants"
            text = _with_sources(text, path, sources) if is_variant else _with_source(text, path, sources)
        yield file, (raw, content.encode(text), sum(len(sources) for _path, sources in changes))


def _gains(
    concept: str, lang: str, term: Term, wanted: Mapping[tuple[str, str, str, str], list[str]]
) -> Iterator[tuple[int, Variant, list[str]]]:
    for place, variant in enumerate(term.variants):
        sources = wanted.get((concept, lang.partition("-")[0], term.text, variant.text), ())
        new = [source for source in dict.fromkeys(sources) if source not in variant.sources]
        if new:
            yield place, variant, new


def _unsaid(term: Term, attested: Iterable[str], known: Collection[str]) -> list[str]:
    """Give the sources that a term's source does not name; none where it is more than ids."""
    said = [id_ for id_ in _COMMAS.split(term.source or "") if id_]
    if any(id_ not in known for id_ in said):
        return []
    return [source for source in dict.fromkeys(attested) if source not in said]


def _with_source(text: str, path: write.Path, sources: list[str]) -> str:
    node: Any = plain(parse(text).root)
    for step in path:
        node = node[step]
    if not isinstance(node, Mapping):
        return write.replace_node(text, path, {"term": node, "source": ", ".join(sources)})
    if node.get("source"):
        said = [id_ for id_ in _COMMAS.split(node["source"]) if id_]
        ids = sorted([*said, *sources]) if said == sorted(said) else [*said, *sources]
        return write.replace_scalar(text, (*path, "source"), ", ".join(ids))
    if "source" in node:
        return write.replace_node(text, (*path, "source"), ", ".join(sources))
    return write.append_item(text, path, {"source": ", ".join(sources)})


def _with_sources(text: str, path: write.Path, sources: list[str]) -> str:
    node: Any = plain(parse(text).root)
    for step in path:
        node = node[step]
    if not isinstance(node, Mapping):
        return write.replace_node(text, path, {"term": node, "sources": sources})
    if not node.get("sources"):
        if "sources" in node:
            return write.replace_node(text, (*path, "sources"), sources)
        return write.append_item(text, path, {"sources": sources})
    for source in sources:
        text = write.append_item(text, (*path, "sources"), source)
    return text
