"""Peers that replace names in texts, each as its users run it, with the same table and the same text.

A peer is left out with a word where it is not installed, where it fails, or where the table takes it longer than the
limit. What a peer writes for a name ends in `MARK`, so that what it has replaced can be counted.
"""

from __future__ import annotations

import re
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MARK = "\u2060"
_ENOUGH = 5.0  # seconds of one peer's runs, after which no more are made
_SAMPLE = 20  # the slow peers read one of so many parts of a text; their time grows with its length


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of a peer: to replace the forms in a text; `limit` is in seconds of the clock for each step."""

    pairs: Mapping[str, str]
    source: str
    runs: int
    limit: float
    node: Path | None  # the folder where npm has installed textlint and textlint-rule-prh

    @property
    def sample(self) -> str:
        """A part of the text."""
        return self.source[: len(self.source) // _SAMPLE]


@dataclass(frozen=True, slots=True)
class Run:
    """What a peer did: CPU seconds for the whole text and, of a process, to begin with; how many names it replaced.

    Without seconds `note` says why.
    """

    name: str
    seconds: float | None = None
    begun: float = 0.0
    replaced: int = 0
    note: str = ""


class _TooLongError(Exception):
    """A step has taken longer than the limit."""


def run_peers(task: Task, names: Sequence[str], slow: set[str]) -> Iterator[Run]:
    """Run the peers of these names (empty: all), one after the other; `slow` are those that took too long before."""
    for name, run in PEERS.items():
        if names and name not in names:
            continue
        if name in slow:
            yield Run(name, note="not tried: it took too long for fewer forms")
            continue
        print(f"  {name} …", file=sys.stderr, flush=True)
        try:
            yield run(name, task)
        except ImportError:
            yield Run(name, note="not installed")
        except (_TooLongError, subprocess.TimeoutExpired):
            slow.add(name)
            yield Run(name, note=f"longer than {task.limit:.0f} s")
        except MemoryError:
            yield Run(name, note="too little memory")
        except Exception as error:  # a peer's own failure is a result
            yield Run(name, note=f"fails ({type(error).__name__})")


def seconds(run: Callable[[], object], runs: int) -> float:
    """CPU seconds of a run: the median of several, after one that is not counted; fewer of a slow one."""
    start = time.process_time()
    run()
    first = time.process_time() - start
    if first > _ENOUGH:
        return first
    taken: list[float] = []
    while len(taken) < runs and sum(taken) < _ENOUGH:
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


@contextmanager
def _limited(limit: float) -> Iterator[None]:
    """Interrupt what takes longer, where the system can do that."""

    def stop(_signal: int, _frame: object) -> None:
        raise _TooLongError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_process(name: str, task: Task, replace: Callable[[str], str], text: str) -> Run:
    with _limited(task.limit):
        replaced = replace(text).count(MARK)
        taken = seconds(lambda: replace(text), task.runs)
    parts = len(task.source) / len(text)
    return Run(name, taken * parts, replaced=round(replaced * parts))


def _flashtext(name: str, task: Task) -> Run:
    from flashtext import KeywordProcessor

    if len(task.pairs) > 200_000:
        return Run(name, note="not tried: its dictionaries take some kilobytes a form")
    for exactly in (False, True):
        processor = KeywordProcessor(case_sensitive=exactly)
        with _limited(task.limit):
            for form, answer in task.pairs.items():
                processor.add_keyword(form, answer)
        try:
            processor.replace_keywords(task.source)
        except IndexError:  # where small letters are more than their capital was: it can only do without
            continue
        own = f"{name}, case-sensitive" if exactly else name
        return _in_process(own, task, processor.replace_keywords, task.source)
    return Run(name, note="fails (IndexError)")


def _flashtext2(name: str, task: Task) -> Run:
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    with _limited(task.limit):
        for form, answer in task.pairs.items():
            processor.add_keyword(form, answer)
    return _in_process(name, task, processor.replace_keywords, task.source)


def _alternation(name: str, task: Task) -> Run:
    if len(task.pairs) > 20_000:
        return Run(name, note="not tried: its time grows with forms times characters")
    forms = sorted(task.pairs, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b")
    return _in_process(
        name, task, lambda text: pattern.sub(lambda found: task.pairs[found[0]], text), task.sample
    )


def _codespell(name: str, task: Task) -> Run:
    program = shutil.which("codespell", path=str(Path(sys.executable).parent)) or shutil.which("codespell")
    if program is None:
        raise ImportError(name)

    def command(table: Path, text: Path) -> list[str]:
        return [program, "-D", str(table), "--write-changes", str(text)]

    lines = (f"{form}->{answer}\n" for form, answer in task.pairs.items() if "->" not in form)
    return _process(name, task, "dictionary.txt", "".join(lines), command, Path())


def _textlint(name: str, task: Task) -> Run:
    folder = task.node
    if folder is None or not (folder / "node_modules" / "textlint-rule-prh").is_dir():
        raise ImportError(name)
    program = folder / "node_modules" / ".bin" / "textlint"
    settings = folder / "textlintrc.benchmark.json"

    def command(table: Path, text: Path) -> list[str]:
        settings.write_text(f'{{"rules": {{"prh": {{"rulePaths": ["{table.as_posix()}"]}}}}}}', "utf-8")
        return [str(program), "--config", str(settings), "--fix", str(text)]

    forms: dict[str, list[str]] = {}
    for form, answer in task.pairs.items():  # as patterns: prh makes an invalid one of a text with a hyphen
        forms.setdefault(answer, []).append("/" + re.sub(r"[\^$.*+?()[\]{}|/]", r"\\\g<0>", form) + "/")
    rules = "".join(
        f"  - expected: {_quoted(answer)}\n    patterns: [{', '.join(map(_quoted, own))}]\n"
        for answer, own in forms.items()
    )
    return _process(name, task, "prh.yml", f"version: 1\nrules:\n{rules}", command, folder)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _process(
    name: str,
    task: Task,
    table_name: str,
    table: str,
    command: Callable[[Path, Path], list[str]],
    folder: Path,
) -> Run:
    """Run a program that changes a file in place: on a text of one letter, on the sample, and on all if it is quick."""
    with tempfile.TemporaryDirectory() as temporary:
        written = Path(temporary, table_name)
        written.write_text(table, "utf-8")
        text = Path(temporary, "text.txt")
        text.write_text("x\n", "utf-8")
        begun = _cpu(command(written, text), folder, task.limit)
        for part in (task.sample, task.source):
            text.write_text(part, "utf-8")
            taken = _cpu(command(written, text), folder, task.limit)
            if taken > 5 * begun:
                break
        replaced = text.read_text("utf-8").count(MARK)
    if not replaced:
        return Run(name, note="replaces nothing")
    parts = len(task.source) / len(part)
    return Run(name, max(taken - begun, 1e-9) * parts, begun, round(replaced * parts))


def _cpu(command: Sequence[str], folder: Path, limit: float) -> float:
    """CPU seconds of a process with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        cwd=folder,
        timeout=limit,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


PEERS: dict[str, Callable[[str, Task], Run]] = {
    "flashtext": _flashtext,
    "flashtext2": _flashtext2,
    "re, alternation": _alternation,
    "codespell": _codespell,
    "textlint + prh": _textlint,
}
