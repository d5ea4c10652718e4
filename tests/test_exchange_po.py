"""The MO of an export, read by gettext's own msgunfmt."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.exchanged import exported

from termbase.exchange import po
from termbase.model import Concept, Glossary, Term


@pytest.mark.skipif(shutil.which("msgunfmt") is None, reason="GNU gettext is not installed")
def test_msgunfmt_reads_the_mo(tmp_path: Path) -> None:
    terms = {"de": (Term("Kyjiw", reviewed=True),), "en": (Term("Kyiv", reviewed=True),)}
    made = Glossary({"kyiv": Concept("kyiv", "place", terms)}, language="de")
    exported(po.EXCHANGE, made, tmp_path)
    mo = tmp_path / "en/LC_MESSAGES/glossary.mo"
    done = subprocess.run(["msgunfmt", mo], capture_output=True, text=True, check=True)
    assert 'msgctxt "kyiv"\nmsgid "Kyjiw"\nmsgstr "Kyiv"' in done.stdout
