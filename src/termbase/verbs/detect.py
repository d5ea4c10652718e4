"""The language of a document that does not name it, told by a small detector that is an extra of its own."""

from __future__ import annotations

import functools
from importlib import import_module
from typing import Any

from termbase.documents.parts import Opened, read_blocks
from termbase.messages import _
from termbase.model import Place, TermbaseError

_SAMPLE = 20_000  # code points: more text makes nothing surer
_FEWEST_LETTERS = 20
_SURE = 0.6  # of 1; sentences have more, lists of names 0.1


def detected(document: Opened, file: str = "") -> str | None:
    """Give the language (ISO 639-1) of the blocks that have none of their own, None if there are none.

    Raises TermbaseError where the text is too short to be sure, and without py3langid.
    """
    sample = _sample(document, file)
    if not sample:
        return None
    lang, sureness = _identifier().classify(sample)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS or sureness < _SURE:
        message = _("the language cannot be told from this text for certain; name it with --lang")
        raise TermbaseError.of("TB936", message, Place(file))
    return str(lang)


def require_detector() -> None:
    """Raise TermbaseError where the detector is not installed."""
    _identifier()


def _sample(document: Opened, file: str) -> str:
    texts: list[str] = []
    length = 0
    for part in document.parts:
        for block in read_blocks(part, document.format, file):
            if block.lang is None:
                texts.append(block.text)
                length += len(block.text)
            if length > _SAMPLE:
                break
    return "\n".join(texts)[:_SAMPLE]


@functools.cache
def _identifier() -> Any:
    try:
        langid: Any = import_module("py3langid.langid")
    except ImportError:
        message = _(
            "py3langid is not installed; install it with: pip install “termbase[detect]”, or name the language"
        )
        raise TermbaseError.of("TB937", message) from None
    return langid.LanguageIdentifier.from_modelpath(langid.MODEL_DIR / langid.MODEL_FILE, norm_probs=True)
