"""How well the check of translations tells right from wrong; how fast it and the glossary of a document are.

    python benchmarks/translation_aid.py [--to de,ru] [--locale /usr/share/locale] [--size MB]

false       Findings on the country names of Debian's iso-codes (package iso-codes; msgunfmt of gettext reads its
            catalogues), of the entries that name a concept of our glossary. Each is printed: it is either a false
            alarm or a form that the glossary rejects; there should be none, nor in the style `iso`.
inflected   Findings on sentences with every form of every name in the target language: none may be.
planted     Wrong translations that were put in, and how many of them were found in their segment: another concept
            of the same kind, the source's name left as it is, two letters swapped, the name left out. What is a known
            form of the concept after all does not count, nor a name that is protected (a domain).
speed       CPU seconds for a file of so many MB by `bilingual` and by the normaliser, in one run, the best of three;
            for `gloss` it is text: the five articles (seeds), over and over.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import termbase
from termbase.api import Termbase
from termbase.documents.formats import format_named
from termbase.index.entries import Entry
from termbase.model import Finding
from termbase.text.protect import protected
from termbase.text.view import view
from termbase.verbs.bilingual import bilingual

PO = format_named("po")
GLOSSARY = Path(__file__).resolve().parent.parent / "glossary"
SEEDS = GLOSSARY.parent / "seeds"
FRAMES = {
    "en": "We wrote about {} yesterday.",
    "de": "Gestern ging es um {}.",
    "ru": "Вчера мы писали про {}.",
}
HEADER = 'msgid ""\nmsgstr "Language: {}\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'

Entries = Sequence[tuple[str, str]]
"""Messages with their translations."""


def catalogue(lang: str, entries: Entries) -> str:
    """A PO of these messages, each with its number as context: they need not differ."""
    parts = [HEADER.format(lang)]
    for number, (message, translation) in enumerate(entries):
        parts.append(f'msgctxt "{number}"\nmsgid "{_quoted(message)}"\nmsgstr "{_quoted(translation)}"\n\n')
    return "".join(parts)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def found(tb: Termbase, lang: str, entries: Entries) -> dict[int, list[Finding]]:
    """The findings by the number of the message."""
    by_number: dict[int, list[Finding]] = {}
    for finding in bilingual(catalogue(lang, entries), PO, tb.lexicon, "en", lang):
        if finding.code != "TB804":  # each entry is a text of its own
            by_number.setdefault((finding.place.line - 4) // 4, []).append(finding)
    return by_number


def countries(tb: Termbase, locale: Path, lang: str) -> Entries:
    """The entries of iso_3166-1 whose message names a concept of the glossary."""
    path = locale / lang / "LC_MESSAGES" / "iso_3166-1.mo"
    text = subprocess.run(["msgunfmt", path], capture_output=True, check=True, text=True).stdout
    pairs = [(pair.source.text, pair.target.text) for pair in PO.pairs(text, None)] if PO.pairs else []
    lexicon = tb.lexicon("en")
    return [pair for pair in pairs if lexicon.matcher.matches(pair[0], view(pair[0]))]


def names(tb: Termbase, lang: str) -> Iterator[tuple[Entry, Sequence[Entry]]]:
    """The preferred names of the source language with those of the target language, capitalised ones."""
    for concept in tb.concepts.values():
        for entry in tb.lexicon("en").entries_of(concept.id):
            own = [e for e in tb.lexicon(lang).entries_of(concept.id) if e.variant is None and _is_house(e)]
            if entry.variant is None and _is_house(entry) and own and entry.term.pos == "noun":
                yield entry, own


def _is_house(entry: Entry) -> bool:
    return entry.term.status == "preferred" and entry.scope == "anywhere"


def inflected(tb: Termbase, lang: str) -> Entries:
    """A sentence for every form of every name."""
    return [
        (FRAMES["en"].format(entry.term.text), FRAMES[lang].format(surface))
        for entry, own in names(tb, lang)
        for target in own
        for surface in target.surfaces
    ]


def planted(tb: Termbase, lang: str) -> Iterator[tuple[str, str, str]]:
    """What was done, the message, the wrong translation."""
    found = list(names(tb, lang))
    lexicon = tb.lexicon(lang)
    for number, (entry, own) in enumerate(found):
        text = own[0].term.text
        known = {surface for e in lexicon.entries_of(entry.concept.id) for surface in e.surfaces}
        related = {id_ for ids in entry.concept.related.values() for id_ in ids}
        others = [
            e.term.text
            for f, (e, *_rest) in ((f, o) for f, o in found[number + 1 :] + found[:number])
            if f.concept.id != entry.concept.id
            and f.concept.kind == entry.concept.kind
            and f.concept.id not in related
            and entry.concept.id not in {id_ for ids in f.concept.related.values() for id_ in ids}
        ]
        wrong = {
            "another": others[0] if others else "",
            "left": entry.term.text,
            "swapped": _swapped(text),
            "out": "…",
        }
        for what, form in wrong.items():
            if form not in ("", text) and not _names(form, known) and not protected(entry.term.text):
                yield what, FRAMES["en"].format(entry.term.text), FRAMES[lang].format(form)


def _names(form: str, known: set[str]) -> bool:
    return any(each.lower() in form.lower() for each in known)


def _swapped(text: str) -> str:
    middle = len(text) // 2
    return text[: middle - 1] + text[middle] + text[middle - 1] + text[middle + 1 :]


def best(run: Callable[[], object]) -> float:
    """The seconds of the fastest of three runs."""
    times = []
    for _number in range(3):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print it all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--to", default="de,ru")
    parser.add_argument("--locale", type=Path, default=Path("/usr/share/locale"))
    parser.add_argument("--size", type=float, default=2.0)
    options = parser.parse_args()
    tb = termbase.load(GLOSSARY)
    for lang in options.to.split(","):
        entries = countries(tb, options.locale, lang)
        wrong = found(tb, lang, entries)
        print(f"{lang} false      {len(wrong)} of {len(entries)} country names")
        for each in wrong.values():
            print("   ", *each)
        in_style = found(termbase.load(GLOSSARY, "iso"), lang, entries)
        print(f"{lang} in style   {len(in_style)} of {len(entries)} country names")
        right = inflected(tb, lang)
        wrong = found(tb, lang, right)
        print(f"{lang} inflected  {len(wrong)} of {len(right)} sentences")
        for number in list(wrong)[:20]:
            print("   ", right[number], wrong[number][0])
        plants = list(planted(tb, lang))
        got = found(tb, lang, [(message, translation) for _what, message, translation in plants])
        print(f"{lang} planted    {len(got)} of {len(plants)} found")
        for number, plant in enumerate(plants):
            if number not in got:
                print("    missed:", *plant)
        _speed(tb, lang, right, options.size)
    _speed_of_gloss(tb, options.size)


def _speed(tb: Termbase, lang: str, entries: Entries, size: float) -> None:
    text = catalogue(lang, entries)
    body = text[len(HEADER.format(lang)) :]
    text += body * max(0, round(size * 1e6 / len(text.encode())) - 1)
    tb.normalise("Kiew", lang), tb.lexicon("en").matcher
    ours = best(lambda: bilingual(text, PO, tb.lexicon, "en", lang))
    normaliser = best(lambda: tb.normalise(text, lang, "po"))
    print(f"{lang} speed      {ours:.2f} s, the normaliser {normaliser:.2f} s: ratio {ours / normaliser:.2f}")


def _speed_of_gloss(tb: Termbase, size: float) -> None:
    articles = "\n\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("s*.txt")))
    text = articles * max(1, round(size * 1e6 / len(articles.encode())))
    ours = best(lambda: tb.gloss(text, "en,ru"))
    normaliser = best(lambda: tb.normalise(text))
    print(f"gloss speed   {ours:.2f} s, the normaliser {normaliser:.2f} s: ratio {ours / normaliser:.2f}")


if __name__ == "__main__":
    main()
