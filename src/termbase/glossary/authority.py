"""Big authority files: what can be read of them, one concept after the other, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from termbase.model import Concept, Finding


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted of an authority file: designations in these languages (BCP 47), concepts of these classes.

    Empty: all. What a class is, the format says.
    """

    languages: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Authority:
    """A format of authority files.

    `read` gives concepts, and a finding for each broken line, which is left out. It raises TermbaseError where a
    file cannot be read to its end. `recognises` tells by the first line of a file (without a byte-order mark).
    """

    name: str
    read: Callable[[Sequence[Path], Choice], Iterator[Concept | Finding]]
    recognises: Callable[[bytes], bool]
    title: str | None = None
    licence: str | None = None  # SPDX
