"""StarDict: a dictionary for GoldenDict, sdcv and KOReader; looking up any spelling shows the concept.

    termbase export stardict --from de --to en -o dictionary

The folder gets glossary.ifo, .idx, .dict and .syn (StarDict format 2.4.2). An entry of the index is the first term of
a concept in the source language; its other terms and variants in all chosen languages are synonyms that lead there.
The text is plain. Inflected forms, match rules, sources and examples are left out.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from termbase.exchange._entries_shown import Shown, not_to_use, notes_of, shown
from termbase.exchange._languages import chosen_languages
from termbase.exchange._losses import Loss, losses
from termbase.exchange._lost_fields import lost_fields
from termbase.exchange._output import write_files
from termbase.exchange.exchange import DumpOptions, Exchange, Exported
from termbase.messages import _
from termbase.model import Glossary

HELD = (
    *(f"concept.{field}" for field in ("domain", "definition", "note")),
    *(f"term.{field}" for field in ("type", "status", "gender", "number", "region", "reviewed", "note")),
    *("variant", "variant.kind", "variant.use"),
)
MAX_WORD = 255  # bytes of a word, in UTF-8
NAME = "glossary"


def dump(glossary: Glossary, target: Path, options: DumpOptions) -> Exported:
    """Write the files of the dictionary into a folder. Raises TermbaseError for languages that cannot be."""
    languages = chosen_languages(glossary, options)
    lost = list(lost_fields(glossary, HELD, languages))
    found = [
        each
        for each in shown(glossary, languages, options.source or glossary.language)
        if _fits(each, each.title, lost)
    ]
    articles, others = _articles(found, lost)
    index, texts, offset = bytearray(), bytearray(), 0
    for title, entries in articles.items():
        text = "\n\n".join("\n".join(_lines(each)) for each in entries).encode("utf-8", "replace")
        index += _word(title) + struct.pack(">II", offset, len(text))
        texts += text
        offset += len(text)
    numbers = {title: at for at, title in enumerate(articles)}
    synonyms = sorted(
        ((word, numbers[title]) for word, title in others.items()), key=lambda pair: _order(pair[0])
    )
    data = {
        "ifo": _about(glossary, len(articles), len(synonyms), len(index)),
        "idx": bytes(index),
        "dict": bytes(texts),
        "syn": b"".join(_word(word) + struct.pack(">I", at) for word, at in synonyms),
    }
    written = write_files({target / f"{NAME}.{suffix}": content for suffix, content in data.items()})
    return Exported(written, len(found), losses(lost))


def _articles(found: list[Shown], lost: list[Loss]) -> tuple[dict[str, tuple[Shown, ...]], dict[str, str]]:
    """Give the articles by their words, in the order of the index, and the other words with those that they lead to.

    Readers show one article of a word, whatever its capitals: a word of several concepts has one with all of them.
    """
    words = [(each.title, each) for each in found]
    titles = {title.lower(): title for title, __ in reversed(words)}
    words += [(word, each) for each in found for word in _words(each, lost)]
    entries: dict[str, dict[str, Shown]] = {}
    for word, each in words:
        entries.setdefault(word.lower(), {})[each.concept.id] = each
    heads = dict(titles)
    for word, __ in words:
        if len(entries[word.lower()]) > 1:
            heads.setdefault(word.lower(), word)
    articles = {heads[key]: tuple(entries[key].values()) for key in heads}
    others = {word: heads.get(word.lower(), titles[each.title.lower()]) for word, each in words}
    ordered = {title: articles[title] for title in sorted(articles, key=_order)}
    return ordered, {word: title for word, title in others.items() if word != title}


def _about(glossary: Glossary, words: int, synonyms: int, size: int) -> bytes:
    """Write the .ifo, which begins with these very words."""
    lines = [
        "StarDict's dict ifo file",
        "version=2.4.2",
        f"bookname={' '.join((glossary.title or _('Glossary')).split())}",
        f"wordcount={words}",
        f"synwordcount={synonyms}",
        f"idxfilesize={size}",
        "sametypesequence=m",
    ]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _lines(each: Shown) -> Iterator[str]:
    """Give the text of an entry."""
    for lang, definition in each.concept.definition.items():
        yield f"{definition.text} ({lang})"
    for lang, terms in each.terms:
        for term in terms:
            notes = ", ".join(notes_of(term))
            yield f"{lang}: {term.text}" + (f" ({notes})" if notes else "")
            if wrong := not_to_use(term):
                yield f"    {_('not')}: " + ", ".join(variant.text for variant in wrong)
            if term.note:
                yield f"    {term.note}"
    if each.concept.note:
        yield each.concept.note
    yield " · ".join([each.concept.id, *each.concept.domain])


def _words(each: Shown, lost: list[Loss]) -> Iterator[str]:
    """Give the other words that lead to an entry."""
    for __, terms in each.terms:
        for term in terms:
            for word in (term.text, *(variant.text for variant in term.variants)):
                if word != each.title and _fits(each, word, lost):
                    yield word


def _fits(each: Shown, word: str, lost: list[Loss]) -> bool:
    fits = "\0" not in word and len(_word(word)) <= MAX_WORD
    if not fits:
        lost.append(Loss(_("words of more than 255 bytes"), each.concept.id, each.concept.place))
    return fits


def _word(word: str) -> bytes:
    return word.encode("utf-8", "replace") + b"\0"


def _order(word: str) -> tuple[bytes, bytes]:
    """Order words as stardict_strcmp does: by their bytes without the capitals of ASCII, then with them."""
    raw = word.encode("utf-8", "replace")
    return raw.lower(), raw


EXCHANGE = Exchange(
    name="stardict",
    description="a dictionary for GoldenDict, sdcv and other readers of StarDict",
    suffixes=(".ifo",),
    dump=dump,
    lost="kinds, inflected forms, match rules, sources, identifiers, examples",
)
