"""Glossaries for translation services: pairs, one for each source text, within the limits of the service."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from termbase.exchange._languages import pairs_of
from termbase.exchange._losses import Loss, losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import paths_of, write_files
from termbase.exchange._pairs import HELD, Pair, pairs, unambiguous, unpaired, without_drafts
from termbase.exchange.exchange import DumpOptions, Exported
from termbase.messages import _
from termbase.model import Finding, Glossary, Place, TermbaseError


@dataclass(frozen=True, slots=True)
class Service:
    """What a service takes: the limits, from the page that its module names."""

    name: str
    file_bytes: int
    term_bytes: int | None  # of one text in UTF-8; None: no limit is documented
    suffix: str
    write: Callable[[Sequence[tuple[str, str]], str, str], bytes]  # pairs, source language, target language


def dump_service(service: Service, glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write a file for each target language.

    Raises TermbaseError, before anything is written, for languages that cannot be and for glossaries that are larger
    than the service takes.
    """
    source, languages = pairs_of(glossary, options)
    paths = paths_of(target, [f"{source}-{lang}" for lang in languages], service.suffix)
    files: dict[Path, bytes] = {}
    entries, lost = 0, list[Loss](lost_fields(glossary, HELD, (source, *languages)))
    bare: list[Path] = []
    for lang, path in zip(languages, paths.values(), strict=True):
        variants = options.options.get("variants", "yes") == "yes"
        reviewed = without_drafts(pairs(glossary, source, lang, variants), options.drafts, lost)
        kept = [(pair.source, pair.target) for pair in unambiguous(_fitting(reviewed, service, lost), lost)]
        lost += unpaired(glossary, source, lang)
        files[path] = service.write(kept, source, lang)
        entries += len(kept)
        bare += () if kept else (path,)
        if len(files[path]) > service.file_bytes:
            raise _too_large(service, path, len(files[path]))
    return Exported(write_files(files), entries, (*losses(lost), *_empty(bare)))


def _fitting(found: Iterable[Pair], service: Service, lost: list[Loss]) -> Iterator[Pair]:
    """Leave out texts that the service would refuse: too long, or with control characters."""
    for pair in found:
        sizes = [len(text.encode("utf-8", "surrogatepass")) for text in (pair.source, pair.target)]
        if service.term_bytes is not None and max(sizes) > service.term_bytes:
            what = _("texts of more than {limit} bytes").format(limit=service.term_bytes)
            lost.append(Loss(what, pair.concept.id, pair.place))
        elif not (pair.source + pair.target).isprintable():
            lost.append(Loss(_("texts with control characters"), pair.concept.id, pair.place))
        else:
            yield pair


def _too_large(service: Service, path: Path, size: int) -> TermbaseError:
    message = _(
        "the glossary has {size} bytes, {service} takes {limit}; leave out variants (-O variants=no) or export a"
        " part of the glossary"
    )
    message = message.format(size=size, service=service.name, limit=service.file_bytes)
    return TermbaseError.of("TB746", message, Place(path.as_posix()))


def _empty(files: Iterable[Path]) -> Iterator[Finding]:
    """Name the files without a pair, which services refuse."""
    message = _("no pair of terms is left to write; --drafts takes in terms that nobody has reviewed")
    yield from (Finding("TB746", "warning", message, Place(path.as_posix())) for path in files)
