"""The program: its commands, and what holds for all of them."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from termbase.messages import _

COMMANDS = {
    "init": ("init", _("Start a new glossary: an example, a configuration, a pre-commit hook.")),
    "lookup": ("lookup", _("Look up a name in any spelling, with its translations.")),
    "normalise": ("normalise", _("Rewrite texts to the forms that the glossary prefers.")),
    "normalize": ("normalise", _("Rewrite texts to the forms that the glossary prefers.")),
    "check": ("check", _("Report what a person should know about texts.")),
    "explain": ("explain", _("Explain the code of a finding.")),
    "validate": ("validate", _("Check the glossary itself, and run its examples.")),
    "add": ("add", _("Add a concept, a term or a variant to the glossary.")),
    "export": ("exchange", _("Write the glossary in an exchange format.")),
    "import": ("exchange", _("Take the changes of an exchange file into the glossary.")),
    "undo": ("undo", _("Restore the files that a change log names.")),
    "styles": ("listing", _("List the house styles of the glossary.")),
    "formats": ("listing", _("List the document formats and the exchange formats.")),
}
"""Command → the module of this room that holds it, and what it does."""

_HIDDEN = ("normalize",)
_FUNCTIONS = {"normalize": "normalise", "import": "import_", "init": "init"}
