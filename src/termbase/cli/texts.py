"""The texts of the documents that are named, for the commands that look at many."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from termbase.cli.configuration import Configuration
from termbase.cli.inputs import Input, find_inputs
from termbase.model import Finding, TermbaseError

if TYPE_CHECKING:
    from termbase.api import Termbase
    from termbase.index.lexicon import Lexicon
    from termbase.rewrite.passage import LexiconOf
    from termbase.verbs.reading import Text


def read_texts(
    paths: Sequence[str], configuration: Configuration, lang: str | None = None
) -> tuple[list[Text], list[Finding]]:
    """Read the texts below the paths; what cannot be read comes as findings.

    Where `lang`, else the configuration's language, is `auto`, blocks without a language get that of their document,
    as it is detected.
    """
    detecting = _is_auto(lang or configuration.language)
    texts: list[Text] = []
    findings: list[Finding] = []
    for item in find_inputs(paths, None, configuration):
        try:
            texts += _read(item, detecting)
        except TermbaseError as error:
            findings += error.findings
    return texts, findings


def _read(item: Input, detecting: bool) -> Iterator[Text]:
    from termbase.documents.formats import format_named
    from termbase.documents.parts import open_parts
    from termbase.files import read_bytes
    from termbase.verbs.reading import texts_of

    raw = read_bytes(item.path) if item.path is not None else sys.stdin.buffer.read()
    document = open_parts(raw, format_named(item.format), item.name)
    lang = None
    if detecting:
        from termbase.verbs.detect import detected

        lang = detected(document, item.name)
    return texts_of(document, item.name, lang)


def language_of_others(lang: str | None, configuration: Configuration) -> str | None:
    """Give the language of what has none: that which was named, else the configuration's; None where it is detected."""
    named = lang or configuration.language
    return None if _is_auto(named) else named


def _is_auto(lang: str | None) -> bool:
    from termbase.api import AUTO

    return lang == AUTO


def lexicons_of(termbase: Termbase, lang: str | None) -> LexiconOf:
    """Give what knows the glossary for the language of a block; `lang` is that of a block without one.

    A block in a language that neither the glossary nor termbase knows is read as one without.
    """

    def lexicon_of(block_lang: str | None) -> Lexicon:
        try:
            return termbase.lexicon(block_lang or lang)
        except TermbaseError:
            if block_lang is None:
                raise
            return termbase.lexicon(lang)

    return lexicon_of
