"""How well the endings of a language are generated and transplanted, measured against a dictionary.

    python benchmarks/endings.py LANG GOLD [--half dev|test|all] [--kinds person,place] [--errors N]

GOLD is a file of tab-separated lines `lemma kind type gender number cell form`, one for every form of a name that
the dictionary has; nothing is fetched. Ours were written out from pymorphy3's dictionaries for Russian (OpenCorpora:
surnames, given names, patronymics, places) and Ukrainian (VESUM: the same; places are those of its nouns whose
Russian name OpenCorpora calls a place), and from morfeusz2 for Polish (SGJP: what it calls nazwisko, imię,
nazwa_geograficzna among some 140,000 candidates; plurals of masculine surnames only). The instrumental in -ою, -ею,
which OpenCorpora has for common nouns, was added for names. `type` is `given` for given names, else as in a glossary.
A lemma is in the test half if the last bit of its SHA-1 is set; tables were written and mended on the other half.

For German GOLD is the table of PyPI's german-nouns (Wiktionary, CC BY-SA; pip download, unzip, never committed):

    python benchmarks/endings.py de german_nouns/nouns.csv --kinds term      (place, organisation; --bare: no plurals)

Its nouns have their gender and nominative plural recorded, as a glossary records them; places and organisations,
which its tables of cases give with their article, are articled. Nouns of two genders and the dative in -e (dem Tode)
do not count. A name with an adjective may have each genitive that the table gives its noun (Haffs, Haffes). A bare
genitive (des Kongo) is read as none: its article tells it. Places without article, given and family names have no
cases there: their genitives came from Debian's hunspell-de-de, where the flag S gives -s; an apostrophe stood for
sibilants without it.

For English GOLD are the plurals on which two dictionaries agree: SPECIALIST (PyPI's lemminflect, infl_lu.csv.gz) and
AGID (pyinflect, infl.csv). A noun that both have, in small letters, has the forms that both give; nouns on which they
disagree altogether do not count, nor those of which both give the lemma alone but one a plural. All are of kind `term`:

    python benchmarks/endings.py en en.tsv --kinds term

generation      Precision: of the preferred forms of sure cells, those that the dictionary has in the cell. Recall: of
                the dictionary's forms, those in sure cells, and (held) in any, where two endings are possible too
transplanted    A variant that differs from its term in its first letter only, what a form of it is rewritten to.
                Precision: right ones of those that are rewritten; recall: right ones of all forms. An ending that
                variant and term share is right even where the rules alone would not give it
another class   A variant with the endings of another name of its kind and gender, taken at random: a rewrite is right
                where every reading that the dictionary has of the form allows it; forms without such an answer do
                not count for recall, forms in cells that the dictionary lacks not at all; a form that may be a
                nominative is read as no vocative
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from termbase.index.entries import Entry
from termbase.languages.language import Designation, Language, language
from termbase.rewrite.inflect import surfaces_for
from termbase.text.view import fold

CASES = {"nominativ": "nom", "genitiv": "gen", "dativ": "dat", "akkusativ": "acc"}
DECLENSIONS = {"stark": "/strong", "schwach": "/weak"}
"""The columns of german-nouns and the cells of German paradigms."""

OPTIONS = {"bare": False}

BESIDE = {"ru": "Гюго", "uk": "Верді", "be": "Гюго", "pl": "Baku"}
"""An indeclinable family name: a given name is measured before it."""

LOCATIVE = {"ru": "при ", "uk": "при ", "be": "пры ", "pl": "przy "}
VERB = {"ru": " сказал", "uk": " сказав", "be": " сказаў", "pl": " powiedział"}
"""Words around a name: a preposition that has the locative only, and what stands behind no vocative."""


@dataclass
class Name:
    """A name with the forms that the dictionary has: cell → forms."""

    lemma: str
    kind: str
    type: str
    gender: str
    number: str
    forms: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass
class Tally:
    """What was counted."""

    right: int = 0
    wrong: int = 0
    wanted: int = 0
    found: int = 0
    held: int = 0
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.found / max(1, self.wanted)
        held = f"  held {self.held / self.wanted:.4f}" if self.held else ""
        return f"P {precision:.4f} ({self.right + self.wrong})  R {recall:.4f} ({self.wanted}){held}"


def in_test_half(lemma: str) -> bool:
    """Whether a lemma is of the half on which nothing was tuned."""
    return hashlib.sha1(lemma.encode()).digest()[-1] & 1 == 1


def read(path: Path, half: str, kinds: set[str]) -> list[Name]:
    """The names of a file that are of a half and of one of the kinds."""
    names: dict[tuple[str, ...], Name] = {}
    for lemma, kind, type, gender, number, cell, form in rows(path):
        if kinds and kind not in kinds or half != "all" and in_test_half(lemma) != (half == "test"):
            continue
        name = names.setdefault((lemma, kind, type, gender, number), Name(lemma, kind, type, gender, number))
        name.forms[cell].add(form)
    return list(names.values())


def rows(path: Path) -> Iterator[list[str]]:
    """The lines of a file, or what a table of german-nouns says."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            nouns = list(csv.DictReader(file))
        genitives: dict[str, set[str]] = defaultdict(set)
        for row in nouns:
            genitives[row["lemma"]] |= {
                text for column, text in row.items() if column.startswith("genitiv singular")
            }
        for row in nouns:
            for found in german_rows(row):
                yield found
                lemma, cell, form = found[0], found[-2], found[-1]
                if cell.startswith("gen/"):  # its template has one genitive: Haffes, the noun's both
                    for noun in lemma.split(" ")[1:]:
                        for one in genitives[noun] - {"", noun}:
                            for other in genitives[noun] - {"", noun}:
                                yield [*found[:-1], re.sub(rf"\b{re.escape(one)}\b", other, form)]
    else:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield line.split("\t")


def german_rows(row: dict[str, str]) -> Iterator[list[str]]:
    """A noun of german-nouns, if it has one gender or is a plural."""
    pos = set(row["pos"].split(","))
    kind = (
        "place" if pos & {"Toponym", "Straßenname"} else "person" if pos & {"Vorname", "Nachname"} else "term"
    )
    if kind == "term" and "Eigenname" in pos:
        kind = "organisation"
    if pos & {"Abkürzung", "Symbol", "Buchstabe", "Affix", "Suffix", "Redewendung", "Gebundenes Lexem"}:
        return
    cells: dict[str, dict[str, None]] = defaultdict(dict)
    for column, text in row.items():
        case, _, rest = column.partition(" ")
        form = re.sub(r"^\s*\([^)]*\)\s*", "", fold(text or "")).strip()
        if case not in CASES or not re.fullmatch(r"[^\W\d_][\w .’'-]*", form):
            continue
        shade = DECLENSIONS.get(rest.split(" ")[-1], "" if "gemischt" not in rest else None)
        if shade is not None:
            cells[("pl-" if rest.startswith("plural") else "") + CASES[case] + shade][form] = None
    type = "articled" if kind in ("place", "organisation") else "full"
    plural = all(cell.startswith("pl-") for cell in cells)
    if not plural and row["genus"] not in ("m", "f", "n"):
        return
    if row["lemma"] not in {form for forms in cells.values() for form in forms}:
        return
    for cell, forms in cells.items():
        for form in forms:
            if cell == "dat" and is_old_dative(form, row["lemma"]):
                continue  # dem Tode
            gender, number = ("", "pl") if plural else (row["genus"], "sg")
            yield [row["lemma"], kind, type, gender, number, cell, form]


def is_old_dative(form: str, lemma: str) -> bool:
    """Whether a form is the lemma with -e at one of its words: dem Tode, dem Golfe von Oman."""
    words, others = lemma.split(" "), form.split(" ")
    if len(words) != len(others) or form == lemma:
        return False
    return all(other in (word, word + "e") for word, other in zip(words, others, strict=True))


def entry(lang: Language, name: Name, text: str) -> Entry:
    """The name as the matcher sees it; a given name stands before an indeclinable family name.

    German nouns have their plural recorded, as in a glossary, unless `BARE` is set.
    """
    if name.type == "given":
        text = f"{text} {BESIDE[lang.code]}"
    designation = Designation(
        text,
        name.kind,
        "full" if name.type in ("given", "articled") else name.type,
        "noun",
        name.gender or None,
        name.number,
        "definite" if name.type == "articled" else "none",
        recorded(lang, name, text),
    )
    nothing: Any = None
    return Entry(nothing, nothing, None, lang, designation, 0)


def recorded(lang: Language, name: Name, text: str) -> dict[str, tuple[str, ...]]:
    """What a glossary records of a German noun that is no name: its plural."""
    plurals = name.forms.get("pl-nom") or name.forms.get("pl-nom/strong")
    if lang.code != "de" or OPTIONS["bare"] or name.number == "pl" or not plurals:
        return {}
    written = respelled if text != name.lemma else str
    return {"pl-nom": tuple(sorted(written(plural) for plural in plurals))}


def shown(lang: Language, name: Name, surface: str) -> str:
    """A surface without the family name that stands beside a given name."""
    return surface.removesuffix(f" {BESIDE[lang.code]}") if name.type == "given" else surface


def generation(lang: Language, names: list[Name]) -> Tally:
    """Compare the forms that the rules give with those of the dictionary."""
    tally = Tally()
    for name in names:
        cells = entry(lang, name, name.lemma).paradigm
        for cell, forms in name.forms.items():
            held = {
                shown(lang, name, surface)
                for shaded, surfaces in cells.items()
                if f"{shaded}/".startswith(f"{cell}/")
                for surface in surfaces
            }
            for form in (shown(lang, name, surface) for surface in cells.get(cell, ())[:1]):
                if form in forms:
                    tally.right += 1
                else:
                    tally.wrong += 1
                    right = "/".join(sorted(forms))
                    tally.errors.append(f"{name.lemma} {name.type} {name.gender} {cell}: {form}, not {right}")
            tally.wanted += len(forms)
            tally.found += len(forms & held) if cell in cells else 0
            tally.held += len(forms & held)
    return tally


def pairs(lang: Language, names: list[Name], same: bool) -> Iterator[tuple[Name, Entry, Name, Entry]]:
    """Variants with their terms: the name with another first letter, or another name of its kind and gender."""
    groups: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in names:
        groups[name.kind, name.type, name.gender, name.number].append(name)
    chosen = random.Random(1)
    for name in names:
        if same:
            yield name, entry(lang, name, respelled(name.lemma)), name, entry(lang, name, name.lemma)
        else:
            other = chosen.choice(groups[name.kind, name.type, name.gender, name.number])
            yield name, entry(lang, name, name.lemma), other, entry(lang, other, other.lemma)


def respelled(form: str) -> str:
    """A form of a name in another spelling; its adjectives stay, by which German knows them."""
    words = form.split(" ")
    names = [at for at, word in enumerate(words) if not re.fullmatch(r"\d+|[IVX]+|[a-zäöüß]+", word)]
    at = names[-1] if names else 0
    return " ".join([*words[:at], f"Ъ{words[at]}", *words[at + 1 :]])


def changes_number(cells: Iterable[str], term: Entry, surface: str) -> bool:
    """Whether the rewrite would give the name another number: that is only proposed."""
    plural = {cell.startswith("pl-") for cell in cells}
    return not plural & {cell.startswith("pl-") for cell in term.surfaces.get(surface, ())}


def contexts(lang: Language, read_as: set[str]) -> Iterator[tuple[str, str, set[str]]]:
    """What stands before and after a form in a sentence, with the cells that are left of those that it may be."""
    locative = {cell for cell in read_as if cell.removeprefix("pl-") == "loc"}
    if locative:
        yield LOCATIVE[lang.code], "", locative
    if left := read_as - locative - {"voc", "pl-voc"}:
        yield "", VERB[lang.code], left


def transplanted(lang: Language, names: list[Name], same: bool, sentences: bool = False) -> Tally:
    """Rewrite every form of a variant to its term as the normaliser does, bare or in sentences."""
    tally = Tally()
    for name, variant, other, term in pairs(lang, names, same):
        cells: dict[str, set[str]] = defaultdict(set)
        for cell, forms in name.forms.items():
            for form in forms:
                cells[form].add(cell)
        for form, read_as in cells.items():
            if "nom" in read_as:
                read_as = read_as - {"voc"}
            articled = (
                lang.code == "de" and (name.kind == "term" or name.type == "articled") and name.gender != "f"
            )
            if articled and "nom" in read_as:
                read_as = read_as - {"gen"}  # the article tells des Kongo from der Kongo
            for before, after, seen in contexts(lang, read_as) if sentences else [("", "", read_as)]:
                if not seen <= other.forms.keys():
                    continue  # the dictionary does not say
                right = set.intersection(*(other.forms[cell] for cell in seen))
                if same:
                    right = right | {form}
                tally.wanted += bool(right)
                written = respelled(form) if same else form
                surface = f"{written} {BESIDE[lang.code]}" if name.type == "given" else written
                known = variant.surfaces.get(surface, frozenset())
                if articled:
                    known = frozenset(
                        cell for cell in known if not cell.startswith("gen") or "nom" not in known
                    )
                if sentences:
                    known = lang.narrow(before, after, variant.designation, known)
                found = surfaces_for(known, term, name.number) if known else ()
                if len(found) != 1 or changes_number(known, term, found[0]):
                    if right:
                        tally.errors.append(
                            f"{form} ({'/'.join(sorted(read_as))}) of {name.lemma}: missed, {other.lemma}"
                        )
                    continue
                if shown(lang, other, found[0]) in right:
                    tally.right += 1
                    tally.found += 1
                else:
                    tally.wrong += 1
                    read = "/".join(sorted(read_as))
                    tally.errors.append(f"{form} ({read}) → {found[0]} of {other.lemma} {other.gender}")
    return tally


def main() -> int:
    """Measure a file and print the figures."""
    formatter = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=formatter)
    parser.add_argument("lang")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", default="test", choices=["dev", "test", "all"])
    parser.add_argument("--kinds", default="person,place")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--bare", action="store_true", help="German nouns without their plurals")
    options = parser.parse_args()
    OPTIONS["bare"] = options.bare
    names = read(options.gold, options.half, set(options.kinds.split(",")) - {""})
    lang = language(options.lang)
    print(f"{options.lang}, {options.half} half: {Counter((n.kind, n.type) for n in names).most_common()}")
    measured = {
        "generation": generation(lang, names),
        "transplanted": transplanted(lang, names, same=True),
        "another class": transplanted(lang, names, same=False),
    }
    if lang.code in VERB:
        measured["in a sentence"] = transplanted(lang, names, same=False, sentences=True)
    for what, tally in measured.items():
        print(f"{what:15} {tally}")
        for error in random.Random(2).sample(tally.errors, min(options.errors, len(tally.errors))):
            print("    ", error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
