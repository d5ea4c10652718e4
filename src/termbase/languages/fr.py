"""French: quotation marks and the words that introduce another name; forms are those that the glossary records."""

from __future__ import annotations

from termbase.languages._tables import naming_words
from termbase.languages.language import Language

LANGUAGE = Language(
    code="fr",
    marks={"«": "»", "“": "”", "‘": "’", "‹": "›", '"': '"'},
    naming_words=naming_words("fr"),
)
