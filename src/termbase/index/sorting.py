"""Lines sorted in bounded memory: what is too much for it goes to temporary files, sorted, which are then merged."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from typing import TextIO

RUN = 1_000_000
"""The most lines that are held in memory."""


class Sorter:
    """Takes lines without line feeds in any order and gives them sorted by their code points."""

    def __init__(self, run: int = RUN) -> None:
        self._run = run
        self._lines: list[str] = []
        self._files: list[TextIO] = []

    def add(self, lines: Iterable[str]) -> None:
        """Take lines."""
        self._lines.extend(lines)
        if len(self._lines) >= self._run:
            self._spill()

    def __iter__(self) -> Iterator[str]:
        """Give all lines, sorted; equal ones as often as they came. May be asked for once."""
        self._lines.sort()
        if not self._files:
            return iter(self._lines)
        return heapq.merge(self._lines, *map(_reread, self._files))

    def _spill(self) -> None:
        self._lines.sort()
        file = tempfile.TemporaryFile(  # noqa: SIM115 - lives as long as this object
            "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
        )
        file.writelines(f"{line}\n" for line in self._lines)
        self._files.append(file)
        self._lines.clear()


def _reread(file: TextIO) -> Iterator[str]:
    file.seek(0)
    for line in file:
        yield line[:-1]
