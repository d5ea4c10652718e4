from collections.abc import Mapping, Sequence
from typing import TypeVar

from termbase.index.match import Match
from termbase.index.shapes import Reading

Kind = TypeVar("Kind")

def usual_drafts(
    matches: Sequence[Match],
    text: str,
    lower: str,
    known: Mapping[tuple[Reading, ...], tuple[str, tuple[str, str, str, str, bool, str, bool]]],
    telling: frozenset[str],
    kind: type[Kind],
) -> tuple[list[Kind], Sequence[Match]]: ...
