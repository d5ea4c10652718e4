"""Slots as gettext files: PO, POT and MO, byte for byte the same for the same glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import polib

from termbase.exchange._po_entries import Slot, carried, digest, is_fit, visible
from termbase.exchange._po_names import gettext_name, locale_name, plural_forms
from termbase.model import Glossary, Place, Term

MARK = "termbase:"
"""What the comment begins with that carries the state at the export."""

DRAFT, REVIEWED = "draft", "reviewed"
SOURCE_HEADER = "X-Source-Language"
FORBIDDEN = "forbidden"
"""Weblate's flag of a translation that is not to be used; besides what the `msgctxt` of such an entry has."""

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]+")
_NOT_TO_USE = ("deprecated", "superseded")


def catalogue(
    glossary: Glossary,
    slots: Sequence[Slot],
    source: str,
    target: str | None,
    folder: Path | None,
    flagged: bool = False,
) -> polib.POFile:
    """Make the catalogue of the slots; with `target` None a template, whose translations are empty.

    `flagged`: with the flags of Weblate's glossaries, and an entry for each form that is not to be used.
    """
    file = polib.POFile(wrapwidth=0)  # not wrapped: shorter diffs, and tools wrap as they like anyway
    file.header = f"Glossary: {_title(glossary)}"
    if glossary.licence:
        file.header += f"\nLicence: {one_line(glossary.licence)}"
    file.metadata = _metadata(glossary, source, target)
    for slot in slots:
        entry = _entry(slot, source, target, folder)
        file.append(entry)
        if flagged:
            entry.flags += _flags(slot, source, target)
            file.extend(_forbidden(slot, target, entry))
    return file


def _flags(slot: Slot, source: str, target: str | None) -> list[str]:
    """Give Weblate's flags of a term: every language is to have it; one that is reviewed and the same stays."""
    same = slot.target is not None and slot.target.reviewed and carried(slot.target) == carried(slot.source)
    return ["terminology", *(["read-only"] if target and same else [])]


def _forbidden(slot: Slot, target: str | None, entry: polib.POEntry) -> Iterator[polib.POEntry]:
    """Give an entry for each form of the target language that is not to be used for the term."""
    forms = filter(is_fit, _unwanted(slot, slot.target, target)) if target else ()
    for number, form in enumerate(dict.fromkeys(form.strip("\n") for form in forms), 1):
        yield polib.POEntry(
            msgctxt="|".join((slot.concept.id, slot.type, str(slot.number), FORBIDDEN, str(number))),
            msgid=entry.msgid,
            msgstr=form,
            tcomment=f"{MARK} {digest(form)} {REVIEWED}",
            occurrences=entry.occurrences,
            flags=[FORBIDDEN],
        )


def po_bytes(file: polib.POFile) -> bytes:
    """Write the catalogue as PO, in UTF-8 with LF."""
    return str(file).encode()


def mo_bytes(file: polib.POFile, drafts: bool = False) -> bytes:
    """Write the catalogue as MO: as msgfmt does without fuzzy entries, unless `drafts` are wanted too."""
    compiled = polib.POFile()
    compiled.metadata = file.metadata
    for entry in file:
        if entry.msgstr and FORBIDDEN not in entry.flags and (drafts or not entry.fuzzy):
            compiled.append(polib.POEntry(msgctxt=entry.msgctxt, msgid=entry.msgid, msgstr=entry.msgstr))
    return bytes(compiled.to_binary())


def _entry(slot: Slot, source: str, target: str | None, folder: Path | None) -> polib.POEntry:
    text = carried(slot.target)
    draft = bool(text) and slot.target is not None and not slot.target.reviewed
    state = f" {DRAFT if draft else REVIEWED}" if text else ""
    comments = [_definition(slot, source, target), *_status(slot, source, target)]
    return polib.POEntry(
        msgctxt=slot.context,
        msgid=carried(slot.source),
        msgstr=text,
        comment="\n".join(one_line(comment) for comment in comments if comment),
        tcomment=f"{MARK} {digest(text)}{state}",
        occurrences=[(_reference(slot.concept.place, folder), "")] if slot.concept.place.file else [],
        flags=["fuzzy"] if draft else [],
    )


def _definition(slot: Slot, source: str, target: str | None) -> str:
    """Give the definition in the first language of source, target, English that has one, else in any."""
    known = slot.concept.definition
    languages = (source, target or "en", "en", *sorted(known))
    return next((known[language].text for language in languages if language in known), "")


def _status(slot: Slot, source: str, target: str | None) -> list[str]:
    term = slot.target if target else slot.source
    said = f"{term.status}, {REVIEWED if term.reviewed else DRAFT}" if term else "no term yet"
    unwanted = _unwanted(slot, term, target or source)
    return [f"Status: {said}", "Do not use: " + "; ".join(unwanted) if unwanted else ""]


def _unwanted(slot: Slot, term: Term | None, language: str) -> list[str]:
    """List the forms that the normaliser would rewrite or report, in the language of the term, each once."""
    forms: dict[str, None] = {}
    if term is not None:
        forms |= dict.fromkeys(v.text for v in term.variants if v.effective_use != "lookup")
    others = visible(slot.concept, language)[1]
    forms |= dict.fromkeys(t.text for t in others if t.status in _NOT_TO_USE and t.type == slot.type)
    return list(forms)


def _reference(place: Place, folder: Path | None) -> str:
    """Name the YAML file relative to the glossary; spaces make it stand in isolates, as in GNU gettext."""
    file = PurePath(place.file)
    if folder is not None:
        for base in (folder, folder.resolve()):
            if file.is_relative_to(base):
                file = file.relative_to(base)
    name = _BREAKS.sub(" ", file.as_posix())
    return f"\u2068{name}\u2069" if " " in name else name


def _metadata(glossary: Glossary, source: str, target: str | None) -> dict[str, str]:
    date = newest_date(glossary)
    return {
        "Project-Id-Version": _title(glossary),
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": date,
        "PO-Revision-Date": date,
        "Last-Translator": "termbase",
        "Language-Team": (locale_name(target) or target) if target else "none",
        "Language": gettext_name(target) if target else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms(target or source),
        "X-Generator": "termbase",
        SOURCE_HEADER: gettext_name(source),
    }


def newest_date(glossary: Glossary) -> str:
    """Give the newest date in the register of sources as gettext writes dates; 1970 where there is none.

    What a date leaves open (`2022`, `2022-01`) counts as the first month or day.
    """
    found = (_DATE.match(source.date or "") for source in glossary.sources.values())
    dates = [f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}" for match in found if match]
    return f"{max(dates, default='1970-01-01')} 00:00+0000"


def _title(glossary: Glossary) -> str:
    return one_line(glossary.title or "glossary") or "glossary"


def one_line(text: str) -> str:
    """Make a text fit a comment or header field: line breaks of every kind and controls become spaces."""
    return _BREAKS.sub(" ", text).strip()
