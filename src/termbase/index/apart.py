"""What the matchers of a glossary need, gathered beside the rest of the compiling: of a big one by a second process.

The second process is sent the lines of the concepts as they are compiled, and sends back the parts of the container:
for each a line of its name and its size in bytes, then its content; an empty line says that this was all.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import IO

from termbase.index.gathering import gather
from termbase.index.restoring import Restore
from termbase.index.stems import Gathered
from termbase.messages import _
from termbase.model import Concept, TermbaseError

FEW = 4000
"""So many concepts are gathered sooner than a second process has begun."""

_CHUNK = 1 << 20
_PROGRAM = "import sys; sys.path[:] = {path!r}; from termbase.index.apart import serve; serve()"

Parts = Iterator[tuple[str, Iterable[bytes]]]


class Sought:
    """Takes concepts in the order of the glossary and gives the parts for each of its languages.

    A language with a region sees terms of others as well; its matcher is made when it is used.
    """

    def __init__(self) -> None:
        self._languages: dict[str, Gathered] = {}
        self._taken = 0
        self._waiting: list[tuple[Concept, bytes]] | None = [] if _processors() > 1 else None
        self._process: subprocess.Popen[bytes] | None = None

    def add(self, concept: Concept, line: bytes) -> None:
        """Take in a concept, and its line in the compiled glossary."""
        if self._process is not None:
            self._send(line)
        elif self._waiting is None:
            self._gather(concept)
        else:
            self._waiting.append((concept, line))
            if len(self._waiting) == FEW:
                self._begin()

    def parts(self) -> Parts:
        """Give the parts, language by language. Raises TermbaseError where the second process failed."""
        for concept, _line in self._waiting or ():
            self._gather(concept)
        if self._process is None:
            yield from parts(self._languages)
            return
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.close()
        except OSError:
            raise _failed() from None
        yield from _received(self._process.stdout)

    def close(self) -> None:
        """End the second process if it is still there."""
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # what could not be written to it any more
                    pipe.close()  # type: ignore[union-attr]
            self._process.wait()

    def _gather(self, concept: Concept) -> None:
        take(self._languages, self._taken, concept)
        self._taken += 1

    def _begin(self) -> None:
        """Begin the second process, with what was taken so far; where that is not possible, do without."""
        waiting, self._waiting = self._waiting or [], None
        program = _PROGRAM.format(path=sys.path)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except (OSError, ValueError):
            self._process = None
        for concept, line in waiting:
            self.add(concept, line)

    def _send(self, line: bytes) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + b"\n")
        except OSError:
            raise _failed() from None


def take(languages: dict[str, Gathered], position: int, concept: Concept) -> None:
    """Gather what the languages of a concept need of it."""
    for lang in concept.terms:
        if "-" not in lang:
            gather(languages.setdefault(lang, Gathered()), position, concept, lang)


def parts(languages: dict[str, Gathered]) -> Parts:
    """Give the parts of all languages."""
    for lang, gathered in languages.items():
        yield from gathered.parts(lang)


def serve() -> None:
    """Be the second process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first one is interrupted as well, and ends this one
    languages: dict[str, Gathered] = {}
    restore = Restore(defaultdict(str))  # nobody asks for places here
    for position, line in enumerate(sys.stdin.buffer):
        take(languages, position, restore.concept(json.loads(line)))
    try:
        for name, chunks in parts(languages):
            data = b"".join(chunks)
            sys.stdout.buffer.write(f"{name} {len(data)}\n".encode() + data)
        sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os._exit(1)


def _received(file: IO[bytes]) -> Parts:
    while (head := file.readline()) != b"\n":
        name, _space, size = head.decode().rpartition(" ")
        if not head.endswith(b"\n"):
            raise _failed()
        yield name, _content(file, int(size))


def _content(file: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        chunk = file.read(min(size, _CHUNK))
        if not chunk:
            raise _failed()
        size -= len(chunk)
        yield chunk


def _processors() -> int:
    """How many processors there are for this process and others like it; a program that is one file has no others."""
    if not sys.executable or getattr(sys, "frozen", False):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _failed() -> TermbaseError:
    message = _("the second process of compiling has ended early; is there enough memory? Compile again")
    return TermbaseError.of("TB964", message)
