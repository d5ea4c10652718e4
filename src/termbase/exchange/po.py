"""gettext: the glossary as catalogues `<lang>/LC_MESSAGES/glossary.po` and `.mo`, and edited ones back.

    termbase export po --from de --to en,fr -o locales
    termbase import po locales/en/LC_MESSAGES/glossary.po

An entry is the canonical form in the source language with that of the same type in the target language. Its
`msgctxt` is the concept's id for the full term, `csto|acronym` for other types, `csto|short|2` for a second
term of a type, so that programs say `pgettext("csto|acronym", "OVKS")`. Terms that nobody has reviewed are
fuzzy in the PO and, as gettext has it, absent from the MO (a program then shows the source form); the option
`drafts` takes them in. A template `glossary.pot` for new languages lies at the top of the folder.

Variants, deprecated terms and definitions are comments only. Grammar, match rules, sources, notes, relations
and examples are left out, and so is a term without a counterpart of its type in the source language.

For a glossary component of Weblate `-O flags=weblate` flags each term `terminology`, one that is the same in both
languages and reviewed `read-only`, and gives an entry flagged `forbidden` for each form that is not to be used:
variants and deprecated terms. They are in no MO, and do not come back: such forms are recorded in the YAML.

An edited PO comes back by msgctxt, so that re-wrapping, sorting and comments do no harm. What a translation
was at the export is known from its hash in the comment `# termbase:`; see `_po_merge.py`. The source of a new
text is the catalogue, with revision and translator as its header has them: what the old text's source says is
not true of it. An MO can be imported too: what the glossary has stays, what it lacks comes in as a draft.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from termbase.exchange._mo_reading import read_compiled
from termbase.exchange._po_entries import carried, digest, losses, slots
from termbase.exchange._po_merge import merge
from termbase.exchange._po_names import gettext_name, language_tag, locale_name
from termbase.exchange._po_reading import COMPILED, MAX_BYTES, Catalogue, Entry, read
from termbase.exchange._po_writing import SOURCE_HEADER, catalogue, mo_bytes, po_bytes
from termbase.exchange._yaml_terms import apply, save
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions, Option
from termbase.files import lock, make_folder, read_bytes, write_atomically
from termbase.glossary.schema import read_glossary
from termbase.messages import _
from termbase.model import Finding, Glossary, Place, Term, TermbaseError

DOMAIN = "glossary"


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write a PO and an MO for each target language, and the POT, below the folder `target`.

    A PO whose edits or reviews were never imported is kept beside the new one as `glossary.po~`, as msgmerge does it.
    Raises TermbaseError, before anything is written, for languages that cannot be.
    """
    source, languages = _languages(glossary, options)
    flagged = options.options.get("flags") == "weblate"
    files: dict[Path, bytes] = {}
    findings: list[Finding] = []
    entries = 0
    for language in languages:
        held = tuple(slots(glossary, source, language))
        file = catalogue(glossary, held, source, language, options.folder, flagged)
        path = target / gettext_name(language) / "LC_MESSAGES" / f"{DOMAIN}.po"
        files |= _with_backup(path, po_bytes(file), glossary, source, language)
        files[path.with_suffix(".mo")] = mo_bytes(file, options.drafts)
        findings += losses(glossary, source, language)
        entries += len(file)
    held = tuple(slots(glossary, source, None))
    template = catalogue(glossary, held, source, None, options.folder, flagged)
    files[target / f"{DOMAIN}.pot"] = po_bytes(template)
    findings += (_kept(path) for path in files if path.suffix == ".po~")
    _write(files)
    return Exported(tuple(files), entries, tuple(dict.fromkeys(findings)))


def load(file: Path, folder: Path, options: LoadOptions) -> Imported:
    """Merge an edited PO, or an MO, into the YAML below `folder`: what the translator alone changed is written.

    Raises TermbaseError, with nothing written, for a file that is broken or in the wrong language, and where
    the glossary could not be read afterwards.
    """
    raw = read_bytes(file, MAX_BYTES)
    edited = read_compiled(raw, file.as_posix()) if raw.startswith(COMPILED) else read(file)
    with lock(folder) if options.write else nullcontext():
        glossary = read_glossary(folder)
        source = options.source or edited.header.get(SOURCE_HEADER) or glossary.language
        known = languages_of(glossary)
        source = language_tag(source, known)
        merged = merge(edited, glossary, source, _language(edited, known, source))
        files = apply(merged.planned, glossary, folder)
        written = save(files) if options.write else ()
    changes = tuple(planned.change for planned in merged.planned)
    return Imported(changes, merged.findings, merged.counts, written)


def languages_of(glossary: Glossary) -> tuple[str, ...]:
    """List the languages that the glossary has terms in, sorted."""
    return tuple(sorted({lang for concept in glossary.concepts.values() for lang in concept.terms}))


def _languages(glossary: Glossary, options: DumpOptions) -> tuple[str, tuple[str, ...]]:
    """Choose the source and the target languages; gettext’s spelling is understood too."""
    known = languages_of(glossary)
    source = language_tag(options.source or glossary.language, known)
    wanted = [language_tag(name, known) for name in options.targets] or [
        lang for lang in known if lang != source
    ]
    if source not in known:
        message = _("the glossary has no terms in “{lang}” to translate from; it has {known}")
        raise TermbaseError.of("TB711", message.format(lang=source, known=", ".join(known)))
    for language in wanted:
        if language == source:
            message = _("“{lang}” is the source language; name another one to translate to")
            raise TermbaseError.of("TB711", message.format(lang=language))
        if language not in known and locale_name(language) is None:
            message = _("“{lang}” is no language; write a tag such as en, pt-BR or zh-Hans")
            raise TermbaseError.of("TB711", message.format(lang=language))
    return source, tuple(dict.fromkeys(wanted))


def _language(edited: Catalogue, known: tuple[str, ...], source: str) -> str:
    """Find the language of an edited catalogue; TermbaseError where header, path, glossary do not agree."""
    name = edited.header.get("Language", "").strip()
    line = next((n for n, line in enumerate(edited.lines, 1) if "Language: " in line), 1)
    tag = language_tag(name, known) if name else ""
    folder = Path(edited.file).resolve().parent
    message = ""
    if not name:
        message = _("the header says no language; add a line such as “Language: en\\n”")
    elif tag not in known and locale_name(tag) is None:
        message = _("“{name}” is no language; correct the header field Language")
    elif tag == source:
        message = _("“{name}” is the language that this catalogue translates from; correct the header field")
    elif folder.name == "LC_MESSAGES" and language_tag(folder.parent.name, known) != tag:
        message = _("the header says “{name}”, the folder “{folder}”; correct the one that is wrong")
    if message:
        message = message.format(name=name, folder=folder.parent.name)
        raise TermbaseError([edited.finding("TB711", "error", message, line)])
    return tag


def _with_backup(path: Path, new: bytes, glossary: Glossary, source: str, language: str) -> dict[Path, bytes]:
    """Give the PO to write, and before it the present one under another name if it holds unsaved work."""
    if not path.exists() or (present := read_bytes(path)) == new:
        return {path: new}
    targets = {slot.context: slot.target for slot in slots(glossary, source, language)}
    try:
        entries = [entry for entry in read(path).entries if not entry.obsolete]
    except TermbaseError:
        return {path.with_suffix(".po~"): present, path: new}
    unsaved = any(_is_unsaved(entry, targets.get(entry.context or "")) for entry in entries)
    return {path.with_suffix(".po~"): present, path: new} if unsaved else {path: new}


def _is_unsaved(entry: Entry, target: Term | None) -> bool:
    """Tell whether text or review of an entry are neither those of its export nor the glossary's by now."""
    if digest(entry.text.strip()) not in (entry.exported, digest(carried(target))):
        return True
    drafts = (entry.exported_draft, target is not None and not target.reviewed)
    return bool(entry.text.strip()) and not entry.guessed and entry.fuzzy not in drafts


def _kept(path: Path) -> Finding:
    message = _("holds translations that were never imported: the catalogue before this export; import it")
    return Finding("TB702", "warning", message, Place(path.as_posix()))


def _write(files: dict[Path, bytes]) -> None:
    for path, data in files.items():
        make_folder(path.parent)
        write_atomically(path, data)


EXCHANGE = Exchange(
    name="po",
    description="gettext catalogues for translators; an export also compiles them for programs (MO)",
    suffixes=(".po", ".pot", ".mo"),
    dump=dump,
    load=load,
    target="locales",
    lost="variants but as comments, kinds, grammar, match rules, sources, notes, relations, examples",
    options=(
        Option(
            "flags", "flags of Weblate's glossaries: terminology, read-only, forbidden", ("none", "weblate")
        ),
    ),
)
