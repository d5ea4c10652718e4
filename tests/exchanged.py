"""Glossaries for tests of exchange formats: hostile ones, generated, and the way out and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from termbase.exchange._merge_writing import rendered
from termbase.exchange.exchange import DumpOptions, Exchange, Exported, Imported, LoadOptions
from termbase.glossary.schema import read_glossary
from termbase.model import (
    ARTICLES,
    CELLS,
    GENDERS,
    KINDS,
    NUMBERS,
    PARTS_OF_SPEECH,
    RELATIONS,
    SCHEMES,
    SOUNDS,
    STATUSES,
    TERM_TYPES,
    USES,
    VARIANT_KINDS,
    Concept,
    Definition,
    Example,
    Glossary,
    MatchRule,
    Term,
    Variant,
)

HOSTILE = "=+-@'\"\\;,|<>&{}[]:#_ *`~!()%$/?.aBñßяЖאع漢0"
"""Signs that some format or program gives a meaning to, and scripts of all directions."""

names = st.text(HOSTILE, min_size=1, max_size=12).map(str.strip).filter(bool)
lines = st.text(HOSTILE + "\n\t", min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
lists = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def forms() -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    return st.dictionaries(st.sampled_from(CELLS), lists, max_size=2)


def rules() -> st.SearchStrategy[MatchRule]:
    return st.builds(
        MatchRule,
        maybe(st.sampled_from(("exact", "smart", "any"))),
        maybe(st.sampled_from(("introduced", "anywhere"))),
        maybe(st.sampled_from(("auto", "none"))),
        maybe(st.sampled_from(("hyphen", "closed", "none"))),
    )


EXTRA = st.dictionaries(names, names | st.lists(names, max_size=2), max_size=2)


def variants() -> st.SearchStrategy[Variant]:
    return st.builds(
        Variant,
        names,
        kind=st.sampled_from(VARIANT_KINDS),
        use=maybe(st.sampled_from(USES)),
        of=maybe(names),
        scheme=maybe(st.sampled_from(SCHEMES)),
        type=maybe(st.sampled_from(TERM_TYPES)),
        gender=maybe(st.sampled_from(GENDERS)),
        number=maybe(st.sampled_from(NUMBERS)),
        forms=forms(),
        match=rules(),
        note=maybe(lines),
        extra=EXTRA,
    )


def terms() -> st.SearchStrategy[Term]:
    return st.builds(
        Term,
        names,
        type=st.sampled_from(TERM_TYPES),
        status=st.sampled_from(STATUSES),
        pos=st.sampled_from(PARTS_OF_SPEECH),
        gender=maybe(st.sampled_from(GENDERS)),
        number=st.sampled_from(NUMBERS),
        article=st.sampled_from(ARTICLES),
        sound=maybe(st.sampled_from(SOUNDS)),
        forms=forms(),
        source=maybe(lines),
        reviewed=st.booleans(),
        match=rules(),
        note=maybe(lines),
        variants=st.lists(variants(), max_size=2).map(tuple),
        extra=EXTRA,
    )


LANGUAGES = ("de", "en", "ar", "ru", "zh-Hans", "pt-BR")


def concepts(languages: Iterable[str] = LANGUAGES) -> st.SearchStrategy[Concept]:
    languages = tuple(languages)
    return st.builds(
        Concept,
        st.just("id"),
        st.sampled_from(KINDS),
        st.dictionaries(
            st.sampled_from(languages), st.lists(terms(), min_size=1, max_size=3).map(tuple), min_size=1
        ),
        domain=lists | st.just(()),
        definition=st.dictionaries(
            st.sampled_from(languages), st.builds(Definition, lines, maybe(lines)), max_size=2
        ),
        identifiers=st.dictionaries(st.sampled_from(("wikidata", "geonames", "x.y")), names, max_size=2),
        note=maybe(lines),
        related=st.dictionaries(st.sampled_from(RELATIONS), st.just(("c1",)), max_size=2),
        examples=st.lists(st.builds(Example, st.sampled_from(languages), lines, lines), max_size=1).map(
            tuple
        ),
        extra=EXTRA,
    )


def glossaries(
    languages: Iterable[str] = LANGUAGES, change: Callable[[Concept], Concept] = lambda c: c
) -> st.SearchStrategy[Glossary]:
    """Glossaries that the reader accepts: ids, forms and identifiers are unique; `change` fits them to a format."""
    return st.lists(concepts(languages), min_size=1, max_size=3).map(
        lambda found: Glossary(
            {f"c{n}": change(_unique(each, n)) for n, each in enumerate(found, 1)}, language="de"
        )
    )


def translated(
    languages: Iterable[str], change: Callable[[Concept], Concept] = lambda c: c
) -> st.SearchStrategy[Glossary]:
    """Glossaries as those of `glossaries`, each concept with a canonical form in each of the languages."""
    languages = tuple(languages)
    firsts = st.fixed_dictionaries({lang: terms() for lang in languages})

    def with_firsts(concept: Concept, found: dict[str, Term]) -> Concept:
        canonical = {lang: replace(each, status="preferred", type="full") for lang, each in found.items()}
        return replace(
            concept,
            terms={lang: (each, *concept.terms.get(lang, ())) for lang, each in canonical.items()},
        )

    made = st.builds(with_firsts, concepts(languages), firsts)
    return st.lists(made, min_size=1, max_size=2).map(
        lambda found: Glossary(
            {f"c{n}": change(_unique(each, n)) for n, each in enumerate(found, 1)}, language="de"
        )
    )


def _unique(concept: Concept, number: int) -> Concept:
    count = 0

    def named(designation: Any) -> Any:
        nonlocal count
        count += 1
        return replace(designation, text=f"{designation.text}{number}x{count}")

    terms = {
        lang: tuple(replace(named(term), variants=tuple(map(named, term.variants))) for term in each)
        for lang, each in concept.terms.items()
    }
    identifiers = {key: f"{value}{number}" for key, value in concept.identifiers.items()}
    return replace(concept, id=f"c{number}", terms=terms, identifiers=identifiers)


def written(glossary: Glossary, folder: Path) -> Glossary:
    """Write a glossary as YAML and read it: what tests exchange has places, as a real one."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "termbase.yaml").write_text(f"language: {glossary.language}\n", "utf-8")
    text = "\n\n".join(rendered(concept) for concept in glossary.concepts.values())
    (folder / "all.yaml").write_text(text + "\n", "utf-8", newline="")
    return read_glossary(folder)


def empty(folder: Path, language: str = "de") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "termbase.yaml").write_text(f"language: {language}\n", "utf-8")
    return folder


def exported(exchange: Exchange, glossary: Glossary, target: Path, **options: Any) -> Exported:
    """Export twice, and see that both are equal byte for byte."""
    own = exchange.chosen(options.pop("options", {}), "export")
    first = exchange.dump(glossary, target, DumpOptions(options=own, **options))
    data = {path: path.read_bytes() for path in first.files}
    for path in first.files:
        path.unlink()
    again = exchange.dump(glossary, target, DumpOptions(options=own, **options))
    assert {path: path.read_bytes() for path in again.files} == data
    return again


def imported(exchange: Exchange, file: Path, folder: Path, **options: Any) -> Imported:
    assert exchange.load is not None
    own = exchange.chosen(options.pop("options", {}), "import")
    return exchange.load(file, folder, LoadOptions(options=own, **options))


def lost(done: Exported) -> set[str]:
    """What the findings of an export say was left out."""
    assert all(finding.level == "info" for finding in done.findings)
    return {finding.message.partition(":")[0] for finding in done.findings}
